/** What vendors put behind VSEC and DVSEC: known by whom, and read as the sources say. */
import { describe, expect, test } from "vitest";
import { english } from "../../../../words/testing/english.ts";
import { derivedOf, type Fixture, fieldOf, nodeOf, textOf } from "../testing/fixture.ts";

interface Vsec {
  readonly vendor: number;
  readonly id: number;
  readonly rev?: number;
  readonly length: number;
}

const vsec = ({ vendor, id, rev = 1, length }: Vsec, dwords: Record<number, number> = {}): Fixture => ({
  id: 0x0b,
  vendor,
  dwords: { 4: id | (rev << 16) | (length << 20), ...dwords },
});
const dvsec = ({ vendor, id, rev = 0, length }: Vsec, dwords: Record<number, number> = {}): Fixture => ({
  id: 0x23,
  dwords: { 4: (vendor | (rev << 16) | (length << 20)) >>> 0, 8: id, ...dwords },
});
const shown = (fixture: Fixture, path: string): string => fieldOf(fixture, path).shown;

describe("a vendor's table", () => {
  test.each([
    ["vsec.amd-gpu-iov", vsec({ vendor: 0x1002, id: 2, length: 0x100 })],
    ["vsec.intel-pmt", vsec({ vendor: 0x8086, id: 2, rev: 4, length: 0x100 })],
    ["vsec.dwc-ras-des", vsec({ vendor: 0x1ded, id: 2, rev: 4, length: 0x100 })],
    ["vsec.dwc-ras-des", vsec({ vendor: 0x10ec, id: 2, rev: 4, length: 0x100 })],
    ["vsec", vsec({ vendor: 0x10ec, id: 2, rev: 3, length: 0x100 })],
    ["vsec", vsec({ vendor: 0x10ec, id: 2, rev: 4, length: 0x40 })],
    ["vsec.dwc-ptm", vsec({ vendor: 0x17cb, id: 3, length: 0x40 })],
    ["vsec", vsec({ vendor: 0x1ded, id: 3, length: 0x40 })],
    ["vsec.xilinx-mdb-dma", vsec({ vendor: 0x10ee, id: 6, rev: 0, length: 0x18 })],
    ["vsec.xilinx-mdb", vsec({ vendor: 0x10ee, id: 0x20, length: 0x10 })],
    ["vsec", vsec({ vendor: 0x1000, id: 1, length: 0x10 })],
    ["dvsec.intel-siov", dvsec({ vendor: 0x8086, id: 5, length: 24 })],
    ["dvsec.amd-esm", dvsec({ vendor: 0x1022, id: 1, rev: 1, length: 44 })],
    ["dvsec.ccix", dvsec({ vendor: 0x1e2c, id: 1, length: 0x44 })],
    ["dvsec", dvsec({ vendor: 0x1e2c, id: 2, length: 0x44 })],
  ])("%s is taken by vendor and id (%#), and its text is lspci's one line", (key, fixture) => {
    expect(nodeOf(fixture).key).toBe(key);
    expect(textOf(fixture)).toMatch(/^(Vendor Specific Information: ID|Designated Vendor-Specific: Vendor)=.* <\?>\n$/);
  });

  test("says no more than its stated length has room for", () => {
    const names = (length: number) =>
      nodeOf(dvsec({ vendor: 0x8086, id: 5, length })).registers.map(({ name }) => name);
    expect(names(24)).toContain("Capabilities");
    expect(names(20)).not.toContain("Capabilities");
    const lanes = (length: number) =>
      nodeOf(dvsec({ vendor: 0x1e2c, id: 1, length })).registers.filter(({ name }) => name.startsWith("Lane")).length;
    expect([lanes(0x44), lanes(0x1e), lanes(0x10)]).toEqual([32, 2, 0]);
  });
});

describe("AMD GPU-IOV", () => {
  const gpu = (dwords: Record<number, number>) => vsec({ vendor: 0x1002, id: 2, length: 0x200 }, dwords);

  test("tells what the scheduler has of SR-IOV, and what was given out", () => {
    const fixture = gpu({ 8: 0x0004_0001, 16: 0x0000_0204, 40: 0x1000_2000, 36: 0x0000_0480 });
    expect(fieldOf(fixture, "shadow.enable").raw).toBe(1);
    expect(fieldOf(fixture, "shadow.count").raw).toBe(4);
    expect(fieldOf(fixture, "status.gfxFlr").raw).toBe(1);
    expect(fieldOf(fixture, "status.uvdRecovered").raw).toBe(1);
    expect([fieldOf(fixture, "fb.available").raw, fieldOf(fixture, "fb.consumed").raw]).toEqual([0x2000, 0x1000]);
    expect([shown(fixture, "context.place"), fieldOf(fixture, "context.offset").raw]).toEqual(["system memory", 1]);
  });

  test("finds each VF's memory by where the first scheduler begins, and nowhere else", () => {
    const vega = gpu({ 44: 0x00d0_a070, 48: 0x0100_0080, 56: 0x0300_0080 });
    expect([fieldOf(vega, "memory[0].fb.size").raw, fieldOf(vega, "memory[2].fb.offset").raw]).toEqual([0x80, 0x300]);
    const navi = gpu({ 44: 0x0020_f0c0 + 0xd0_0000, 56: 0x0300_0080 });
    expect(fieldOf(navi, "memory[0].fb.offset").raw).toBe(0x300);
    const count = (fixture: Fixture) => nodeOf(fixture).registers.filter(({ name }) => name.startsWith("VF ")).length;
    expect([count(vega), count(navi), count(gpu({ 44: 0x0090_5020 })), count(gpu({}))]).toEqual([16, 31, 0, 0]);
  });
});

test("AMD Extended Speed Mode: rates in tenths of GT/s", () => {
  const fixture = dvsec(
    { vendor: 0x1022, id: 1, rev: 1, length: 44 },
    { 12: 0x0000_c820, 16: 0x0010_0005, 40: 0x4000_0000 },
  );
  expect(shown(fixture, "control.gen4")).toBe("20.0 GT/s");
  expect(shown(fixture, "control.gen3")).toBe("9.6 GT/s");
  expect(fieldOf(fixture, "control.enable").raw).toBe(1);
  expect(shown(fixture, "cap1.rates")).toBe("8.0 GT/s, 8.2 GT/s, 10.0 GT/s");
  expect(shown(fixture, "cap7.rates")).toBe("28.0 GT/s");
  expect(shown(fixture, "cap2.rates")).toBe("none");
  const row = dvsec({ vendor: 0x1022, id: 1, rev: 1, length: 44 }, { 16: 0x3fff_ffff });
  expect(shown(row, "cap1.rates")).toBe("8.0–10.9 GT/s");
});

test("CCIX transport", () => {
  const fixture = dvsec(
    { vendor: 0x1e2c, id: 1, length: 0x44 },
    { 8: 0x012b_0001, 12: 0x0000_4227, 20: 0x0000_008f, 24: 0x0110_8a06, 28: 0x0000_5400, 60: 0x0000_0301 },
  );
  expect([shown(fixture, "cap.reach"), shown(fixture, "cap.calibration")]).toEqual(["long", "100 us"]);
  expect(shown(fixture, "status.rate")).toBe("25 GT/s");
  expect([shown(fixture, "control.rate0"), shown(fixture, "control.rate1")]).toEqual(["16 GT/s", "20 GT/s"]);
  expect(shown(fixture, "control.phase3")).toBe("50 ms");
  expect(fieldOf(fixture, "lane20[1].equalization.upstream").raw).toBe(5);
  expect(fieldOf(fixture, "layerCap.vc").raw).toBe(3);
});

describe("DesignWare", () => {
  const ras = (vendor: number, dwords: Record<number, number>) =>
    vsec({ vendor, id: 2, rev: 4, length: 0x100 }, dwords);

  test("RAS DES: what is counted, measured and injected", () => {
    const fixture = ras(0x17cb, { 8: 0x0205_0380, 12: 77, 16: 0x2100_0301, 20: 9, 24: 1, 48: 2, 56: 0x1fff_0103 });
    expect(derivedOf(fixture, "event")).toBe("Nak received");
    expect([fieldOf(fixture, "counter.lane").raw, fieldOf(fixture, "counter.running").raw]).toEqual([3, 1]);
    expect(fieldOf(fixture, "events.value").raw).toBe(77);
    expect([shown(fixture, "time.report"), shown(fixture, "time.duration")]).toEqual([
      "data received, in units of 16 bytes",
      "100 ms",
    ]);
    expect(fieldOf(fixture, "measured.value").raw).toBe(0x1_0000_0009n);
    expect(english(fieldOf(fixture, "inject.sequence").problem)).toBe("Error injection is enabled.");
    expect(fieldOf(fixture, "inject1.difference").raw).toBe(0x1fff);
    expect(derivedOf(ras(0x17cb, { 8: 0x0b00_0000 }), "event")).toBeUndefined();
  });

  test("RAS DES says when the kernel does not list its vendor", () => {
    expect(derivedOf(ras(0x17cb, {}), "origin")).toContain("the kernel lists");
    expect(derivedOf(ras(0x10ec, {}), "origin")).toBe("id, revision and length alone");
  });

  test("PTM: a device has what it asked, a port what it answered", () => {
    const of = (id: number) => vsec({ vendor: 0x17cb, id, length: 0x40 }, { 8: 1, 24: 5, 28: 6, 40: 7 });
    const names = (id: number) => nodeOf(of(id)).registers.map(({ name }) => name);
    expect(names(3)).toEqual(expect.arrayContaining(["PTM Requester Control", "T1", "T4"]));
    expect(names(4)).toEqual(expect.arrayContaining(["PTM Responder Control", "T2", "T3"]));
    expect(names(4)).not.toContain("T1");
    expect(fieldOf(of(3), "t1.value").raw).toBe(0x6_0000_0005n);
    expect(fieldOf(of(4), "answers.valid").raw).toBe(1);
  });
});

test("Intel SIOV", () => {
  const fixture = dvsec({ vendor: 0x8086, id: 5, length: 24 }, { 8: 0x0103_0005, 12: 0x553, 16: 1, 20: 1 });
  expect([fieldOf(fixture, "fdl.value").raw, fieldOf(fixture, "flags.homogeneous").raw]).toEqual([3, 1]);
  expect(fieldOf(fixture, "cap.ims").raw).toBe(1);
});

test("AMD Xilinx: the engine's registers are DesignWare's, and all ones are no address", () => {
  const dma = vsec({ vendor: 0x10ee, id: 6, rev: 0, length: 0x18 }, { 8: 0x0000_0207, 12: 0x0004_0008 });
  expect([shown(dma, "place.map"), fieldOf(dma, "place.bar").raw]).toEqual(["HDMA, native", 2]);
  expect([fieldOf(dma, "channels.write").raw, fieldOf(dma, "channels.read").raw]).toEqual([8, 4]);
  const memory = (low: number, high: number) => vsec({ vendor: 0x10ee, id: 0x20, length: 0x10 }, { 8: low, 12: high });
  expect(fieldOf(memory(0x1000, 2), "address.value").raw).toBe(0x2_0000_1000n);
  expect(derivedOf(memory(0xffff_ffff, 0xffff_ffff), "lists")).toContain("none");
  expect(derivedOf(memory(0, 0), "lists")).toBeUndefined();
});

test("Broadcom PEX 89000: links between virtual switches, at the two devices that the sources name", () => {
  const pex = (device: number, mode: number): Fixture => ({
    ...vsec({ vendor: 0x1000, id: 1, length: 0x10 }, { 12: mode }),
    device,
  });
  expect(shown(pex(0xc030, 0x200), "mode.mode")).toBe("links between virtual switches");
  expect(shown(pex(0xc034, 0xfd00), "mode.mode")).toBe("no links between virtual switches");
  expect(nodeOf(pex(0xc012, 0x200)).key).toBe("vsec");
});

test("Thunderbolt's mailbox: what was asked last, and whether anybody answered", () => {
  const fixture = vsec({ vendor: 0x8086, id: 0x1234, length: 0x100 }, { 48: 0x8008_6037, 56: 0xcafe });
  expect([fieldOf(fixture, "command.index").raw, fieldOf(fixture, "command.port").raw]).toEqual([0x37, 3]);
  expect(shown(fixture, "command.space")).toBe("port");
  expect(fieldOf(fixture, "command.timeout").raw).toBe(1);
  expect(fieldOf(fixture, "read.value").raw).toBe(0xcafe);
  expect(nodeOf(vsec({ vendor: 0x8086, id: 0x1234, length: 0x1c })).registers).toHaveLength(1 + 5);
});
