import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const IDS = { vendor: 0x1234, device: 0x0202, subsystemVendor: 0x1234, subsystemDevice: 0x0001 };

test.each([
  ["before FreeBSD 13", "card=0x00011234 chip=0x02021234 rev=0x01 hdr=0x00"],
  ["since FreeBSD 13", "rev=0x01 hdr=0x00 vendor=0x1234 device=0x0202 subvendor=0x1234 subdevice=0x0001"],
])("a function's line as it is %s", (_name, words) => {
  const title = { ...IDS, class: 0x0200, progIf: 0, revision: 1 };
  expect(wordsIn(`madeup0@pci0:11:0:1:\tclass=0x020000 ${words}`)).toEqual({
    "0000:0b:00.1": { ...title, driver: "madeup" },
  });
  expect(wordsIn(`none3@pci0:11:0:1:\tclass=0x020000 ${words}`)).toEqual({
    "0000:0b:00.1": { ...title, driver: null },
  });
});

test("names, BARs, link and SR-IOV below it", () => {
  const text = [
    "madeup0@pci0:2:0:0:\tclass=0x020000 card=0x00011234 chip=0x02021234 rev=0x01 hdr=0x00",
    "    vendor     = 'Made Up Cards'",
    "    device     = 'Quad Port'",
    "    class      = network",
    "    bar   [10] = type Prefetchable Memory, range 64, base 0x90000000, size 1048576, enabled",
    "    cap 10[a0] = PCI-Express 2 endpoint max data 256(512) FLR link x4(x8) speed 5.0(8.0)",
    "    ecap 0010[160] = SR-IOV 1 IOV disabled, Memory Space disabled, ARI disabled",
    "                     0 VFs configured out of 8 supported",
    "                     First VF RID Offset 0x0180, VF RID Stride 0x0002",
    "                     VF Device ID 0x0203",
  ].join("\n");
  expect(wordsIn(text)["0000:02:00.0"]).toMatchObject({
    names: { vendor: "Made Up Cards", device: "Quad Port" },
    regions: [{ index: 0, kind: "memory", start: 0x90000000n, size: 0x100000n, is64: true, isPrefetchable: true }],
    link: { width: 4, maxWidth: 8, speed: 5, maxSpeed: 8 },
    sriov: { numVfs: 0, totalVfs: 8, offset: 0x180, stride: 2, vfDevice: 0x0203 },
  });
});
