import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bdf, formatBdf } from "../pci/bdf.ts";
import { ConfigSpace } from "../pci/config-space.ts";
import { factsFromConfig, factsFromConfigs } from "./from-config.ts";

const at = (bus: number, device = 0, fn = 0): Bdf => formatBdf({ domain: 0, bus, device, function: fn });

class Bytes {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  constructor(length = 4096) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }
  u8(offset: number, value: number): this {
    this.view.setUint8(offset, value);
    return this;
  }
  u16(offset: number, value: number): this {
    this.view.setUint16(offset, value, true);
    return this;
  }
  u32(offset: number, value: number): this {
    this.view.setUint32(offset, value >>> 0, true);
    return this;
  }
  get space(): ConfigSpace {
    return new ConfigSpace(this.bytes);
  }
}

/** A network card: Express at 60h with a link at 16 of 32 GT/s, PM at 40h in D3hot, SR-IOV at 100h. */
function pfBytes(enabled: boolean, vfs = 4, offset = 1): Bytes {
  const b = new Bytes();
  b.u16(0, 0x15b3).u16(2, 0x1021).u16(6, 0x10).u32(8, 0x02000003).u16(0x2c, 0x15b3).u16(0x2e, 0x0041);
  b.u8(0x34, 0x60).u8(0x3c, 11).u8(0x3d, 1);
  b.u32(0x10, 0xde00000c).u32(0x14, 0x00000600).u32(0x18, 0x0000e001).u32(0x30, 0xfe000001);
  b.u8(0x60, 0x10).u8(0x61, 0x40).u16(0x62, 2);
  b.u32(0x6c, 0x00000105).u16(0x72, 0x0104);
  b.u8(0x40, 0x01).u16(0x44, 3);
  b.u32(0x100, 0x00010010).u16(0x108, enabled ? 0x19 : 0);
  b.u16(0x10c, 16).u16(0x10e, 16).u16(0x110, vfs).u16(0x114, offset).u16(0x116, 1).u16(0x11a, 0x101e);
  b.u32(0x124, 0xdc00000c).u32(0x128, 0x00000600);
  return b;
}

function vfBytes(): Bytes {
  return new Bytes().u16(0, 0xffff).u16(2, 0xffff).u32(8, 0x02000003).u16(0x2c, 0x15b3);
}

describe("factsFromConfig", () => {
  it("reads what registers say of a PF", () => {
    const facts = factsFromConfig(at(1), pfBytes(true).space);
    expect(facts).toMatchObject({
      vendor: 0x15b3,
      device: 0x1021,
      subsystemVendor: 0x15b3,
      subsystemDevice: 0x0041,
      classCode: 0x020000,
      revision: 3,
      irq: 11,
      powerState: "D3hot",
      link: { speed: 16, width: 16, maxSpeed: 32, maxWidth: 16 },
      sriov: { totalVfs: 16, numVfs: 4, offset: 1, stride: 1, vfDevice: 0x101e, driversAutoprobe: null },
      driver: null,
      driverUnknown: true,
      iommuGroup: null,
      problems: [],
    });
  });

  it("knows the rate of a link at 128 GT/s, and none for the code before it", () => {
    const at128 = pfBytes(true).u32(0x6c, 0x00000108).u16(0x72, 0x0107).space;
    expect(factsFromConfig(at(1), at128).link).toMatchObject({ speed: null, maxSpeed: 128 });
  });

  it("puts BARs, ROM and VF BARs on the lines where the kernel has them, their sizes unknown", () => {
    const { resources } = factsFromConfig(at(1), pfBytes(true).space);
    expect(resources).toHaveLength(13);
    expect(resources[0]).toEqual({ start: "0x600de000000", end: "0x600de000000", flags: "0x10220c" });
    expect(resources[1]).toEqual({ start: "0x0", end: "0x0", flags: "0x0" });
    expect(resources[2]).toEqual({ start: "0xe000", end: "0xe000", flags: "0x101" });
    expect(resources[6]).toEqual({ start: "0xfe000000", end: "0xfe000000", flags: "0x6201" });
    expect(resources[7]).toEqual({ start: "0x600dc000000", end: "0x600dc000000", flags: "0x10220c" });
  });

  it("counts no VFs while VF Enable is clear, whatever NumVFs says", () => {
    expect(factsFromConfig(at(1), pfBytes(false).space).sriov?.numVfs).toBe(0);
  });

  it("reads a bridge: bus numbers, windows, subsystem out of its capability", () => {
    const b = new Bytes(256).u16(0, 0x8086).u16(2, 0x352a).u16(6, 0x10).u32(8, 0x06040004).u8(0x0e, 1);
    b.u8(0x19, 0x17).u8(0x1a, 0x1a).u8(0x1c, 0xf0).u16(0x20, 0x9000).u16(0x22, 0x9010);
    b.u16(0x24, 0x0001).u16(0x26, 0xfff1).u32(0x28, 0x2000).u32(0x2c, 0x2000);
    b.u8(0x34, 0x88).u8(0x88, 0x0d).u16(0x8c, 0x1028).u16(0x8e, 0x0a6b);
    const facts = factsFromConfig(at(0, 1), b.space);
    expect(facts.bridge).toEqual({ secondary: 0x17, subordinate: 0x1a });
    expect([facts.subsystemVendor, facts.subsystemDevice]).toEqual([0x1028, 0x0a6b]);
    expect(facts.resources.slice(13)).toEqual([
      { start: "0x0", end: "0x0", flags: "0x0" },
      { start: "0x90000000", end: "0x901fffff", flags: "0x200" },
      { start: "0x200000000000", end: "0x2000ffffffff", flags: "0x102201" },
      { start: "0x0", end: "0x0", flags: "0x0" },
    ]);
    expect(facts.link).toBeNull();
  });

  it("knows only the header of an unprivileged dump", () => {
    const facts = factsFromConfig(at(1), new ConfigSpace(pfBytes(true).bytes.subarray(0, 64)));
    expect(facts).toMatchObject({ vendor: 0x15b3, subsystemDevice: 0x0041, link: null, sriov: null, powerState: null });
    expect(facts.resources[7]).toEqual({ start: "0x0", end: "0x0", flags: "0x0" });
  });

  it("says that a function was away when all it read was ones, and invents no ids", () => {
    const facts = factsFromConfig(at(1), new ConfigSpace(new Uint8Array(256).fill(0xff)));
    expect(facts).toMatchObject({ vendor: null, device: null, classCode: null, link: null, resources: [] });
    expect(facts.problems.map(({ code }) => code)).toEqual(["ENODEV"]);
    expect(factsFromConfig(at(1), ConfigSpace.empty).problems.map(({ code }) => code)).toEqual(["ENODATA"]);
  });

  it("ends on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const facts = factsFromConfigs([{ bdf: at(1), space: new ConfigSpace(bytes) }]);
        for (const line of facts[0]?.resources ?? []) expect(line.start).toMatch(/^0x[0-9a-f]{1,16}$/);
      }),
    );
  });
});

describe("factsFromConfigs", () => {
  it("relates VFs to their PF and gives them their real ids", () => {
    const functions = [0, 1, 3].map((fn) => ({
      bdf: at(1, 0, fn),
      space: fn === 0 ? pfBytes(true).space : vfBytes().space,
    }));
    const [pf, first, third] = factsFromConfigs(functions);
    // VF 1 and 3 are enabled but not in the dump.
    expect(pf?.virtfns).toEqual([
      { index: 0, bdf: at(1, 0, 1) },
      { index: 2, bdf: at(1, 0, 3) },
    ]);
    expect(first).toMatchObject({ physfn: at(1), vendor: 0x15b3, device: 0x101e, classCode: 0x020000, link: null });
    expect(third?.physfn).toBe(at(1));
  });

  it("follows VFs to a later bus number", () => {
    const functions = [
      { bdf: at(1), space: pfBytes(true, 2, 0x100).space },
      { bdf: at(2), space: vfBytes().space },
    ];
    expect(factsFromConfigs(functions)[1]?.physfn).toBe(at(1));
  });

  it("takes no function for a VF that reads ids of its own, and none while VFs are off", () => {
    const other = new Bytes().u16(0, 0x8086).u16(2, 0x1572).u32(8, 0x02000000).space;
    const [pf, neighbour] = factsFromConfigs([
      { bdf: at(1), space: pfBytes(true).space },
      { bdf: at(1, 0, 1), space: other },
    ]);
    expect(pf?.virtfns).toEqual([]);
    expect(neighbour?.physfn).toBeNull();
    const off = factsFromConfigs([
      { bdf: at(1), space: pfBytes(false).space },
      { bdf: at(1, 0, 1), space: vfBytes().space },
    ]);
    expect(off.map(({ physfn }) => physfn)).toEqual([null, null]);
    expect(off[1]?.vendor).toBeNull();
  });

  it("finds one VF where the stride is nothing", () => {
    const functions = [
      { bdf: at(1), space: pfBytes(true, 4).u16(0x116, 0).space },
      { bdf: at(1, 0, 1), space: vfBytes().space },
    ];
    expect(factsFromConfigs(functions)[0]?.virtfns).toEqual([{ index: 0, bdf: at(1, 0, 1) }]);
  });

  it("survives an offset and a stride of nothing and VFs beyond the last bus", () => {
    const broken = pfBytes(true, 0xffff, 1).u16(0x116, 0);
    const beyond = pfBytes(true, 0xffff, 0xfff0);
    for (const bytes of [broken, beyond, pfBytes(true, 4, 0)]) {
      const facts = factsFromConfigs([{ bdf: at(0xff), space: bytes.space }]);
      expect(facts[0]?.virtfns).toEqual([]);
    }
  });

  it("sorts by address and shows the first of two with the same one", () => {
    const facts = factsFromConfigs([
      { bdf: at(2), space: pfBytes(false).space },
      { bdf: at(2), space: vfBytes().u16(0, 0x8086).space },
      { bdf: at(1), space: ConfigSpace.empty },
      { bdf: at(1), space: vfBytes().u16(0, 0x1234).u16(2, 1).space },
    ]);
    expect(facts.map(({ bdf, vendor }) => [bdf, vendor])).toEqual([
      [at(1), 0x1234],
      [at(2), 0x15b3],
    ]);
  });
});
