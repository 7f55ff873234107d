import { expect, test } from "vitest";
import { functionsIn } from "../testing/functions-in.ts";

test("!pci has functions below their bus, with raw rows where they were asked for", () => {
  const text = [
    "kd> !pci f b 0 0 0 1f",
    "PCI Bus b",
    "00:0  1ef5:0a21.02  Cmd[0506:.mb.s.]  Sts[0010:c....]  Device  Ethernet controller",
    "      cf8:800b0000  IntPin:1  IntLine:b  Rom:0  cis:0  cap:40",
    "      00000000:  0a211ef5 00100506 02000002 00800010",
    "      00000010:  c1400000 00000000 00000000 00000000",
    "01:0  1ef5:0a99.01  Cmd[0506:.mb.s.]  Sts[0010:c....]  Device  Ethernet controller",
  ].join("\n");
  const functions = functionsIn(text);
  expect(functions.map(({ bdf }) => bdf)).toEqual(["0000:0b:00.0", "0000:0b:01.0"]);
  expect(functions[0]?.space.u32(0x10)).toBe(0xc1400000);
  expect(functions[1]?.text).toEqual({ vendor: 0x1ef5, device: 0x0a99, revision: 1 });
});

test("!pci 100 has registers by name", () => {
  const text = [
    "PCI Configuration Space (Segment:0001 Bus:0b Device:00 Function:00)",
    "Common Header:",
    "    00: VendorID       1ef5 Made-up Networks",
    "    02: DeviceID       0a21",
    "    04: Command        0506 MemSpaceEn BusInitiate",
    "    06: Status         0010 CapList",
    "    08: RevisionID     02",
    "    0c: CacheLineSize  0010 ",
    "    0d: LatencyTimer   00",
    "    10: BAR0           c1400000",
  ].join("\n");
  const [fn] = functionsIn(text);
  expect(fn?.bdf).toBe("0001:0b:00.0");
  expect(fn?.space.knownRanges()).toEqual([
    { start: 0, end: 9 },
    { start: 0x0c, end: 0x0e },
    { start: 0x10, end: 0x14 },
  ]);
  expect(fn?.space.u32(0)).toBe(0x0a211ef5);
});
