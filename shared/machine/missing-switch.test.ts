import { describe, expect, it } from "vitest";
import { ConfigSpace } from "../pci/config-space.ts";
import { inEnglish } from "../words/testing/english.ts";
import type { FunctionInfo, MachineSnapshot } from "./facts.ts";
import { buildMachine } from "./machine.ts";
import { missingSwitch as missingSwitchInWords } from "./missing-switch.ts";
import { functionInfo, HOST, pfWithVfs, snapshot, sriov } from "./testing/sample-machine.ts";

const missingSwitch = (...of: Parameters<typeof missingSwitchInWords>) => inEnglish(missingSwitchInWords(...of));

interface Capability {
  readonly total?: number;
  readonly offset?: number;
  readonly stride?: number;
  readonly pages?: number;
}

function space({ total = 8, offset = 8, stride = 1, pages = 0x553 }: Capability = {}): ConfigSpace {
  const view = new DataView(new ArrayBuffer(4096));
  view.setUint16(0x00, 0x8086, true);
  view.setUint32(0x100, 0x00010010, true);
  view.setUint16(0x10c, total, true);
  view.setUint16(0x10e, total, true);
  view.setUint16(0x114, offset, true);
  view.setUint16(0x116, stride, true);
  view.setUint32(0x11c, pages, true);
  return new ConfigSpace(new Uint8Array(view.buffer));
}

const CARD = functionInfo("01:00.0", { vendor: 0x8086, device: 0x1521, classCode: 0x020000 });

function told(
  capability: Capability | ConfigSpace | null,
  {
    fn = CARD,
    others = [],
    rest = {},
  }: { fn?: FunctionInfo; others?: FunctionInfo[]; rest?: Partial<MachineSnapshot> } = {},
) {
  const machine = buildMachine(snapshot([fn, ...others], rest));
  return missingSwitch(
    machine,
    fn,
    capability instanceof ConfigSpace || capability === null ? capability : space(capability),
  );
}

describe("who withholds the switch", () => {
  it("is the firmware or the BIOS where TotalVFs is 0", () => {
    const answer = told({ total: 0 });
    expect(answer?.by).toBe("firmware");
    expect(answer?.says).toMatch(/TotalVFs is 0: SR-IOV is disabled in the card’s firmware or in the BIOS/);
    expect(told({ total: 0 }, { others: pfWithVfs("41:00.0", 2) })?.by).toBe("firmware");
  });

  it("has the card's own command, where the card is known", () => {
    const card = { ...CARD, vendor: 0x15b3, device: 0x1021, driver: "mlx5_core" };
    expect(told({ total: 0 }, { fn: card })?.remedy).toMatch(/mstconfig -d 0000:01:00\.0 set SRIOV_EN=1/);
    expect(told({ total: 0 })?.remedy).not.toMatch(/mstconfig/);
  });

  it("is the kernel where no function of the machine has one", () => {
    const answer = told({});
    expect(answer).toMatchObject({ by: "kernel", remedy: expect.stringContaining("CONFIG_PCI_IOV=y") });
    expect(answer?.says).toMatch(/no function of this machine has sriov_numvfs/);
    expect(answer?.says).not.toMatch(/guest/);
  });

  it("may be whoever runs the host, where a hypervisor made some function", () => {
    const bridge = functionInfo("00:00.0", {
      vendor: 0x8086,
      device: 0x29c0,
      subsystemVendor: 0x1af4,
      subsystemDevice: 0x1100,
    });
    const answer = told({}, { others: [bridge] });
    expect(answer?.says).toMatch(/looks like a guest/);
    expect(answer?.evidence).toContain("0000:00:00.0 (8086:29c0, subsystem 1af4:1100)");
  });

  it.each<[string, Parameters<typeof told>[1]]>([
    ["another PF has it", { others: pfWithVfs("41:00.0", 0) }],
    ["pci-pf-stub is there", { rest: { host: { ...HOST, drivers: ["pci-pf-stub"] } } }],
  ])("is not the kernel's build where %s", (_, options) => {
    const answer = told({}, options);
    expect(answer?.by).toBe("unknown");
    expect(answer?.says).toMatch(/The reason is unknown/);
    expect(answer?.remedy).not.toMatch(/CONFIG_PCI_IOV/);
  });

  it("is not claimed where the list is not whole", () => {
    expect(told({}, { rest: { partOf: 900 } })).toMatchObject({
      by: "unknown",
      says: expect.not.stringMatching(/CONFIG/),
    });
  });

  it.each<[Capability, RegExp]>([
    [{ pages: 0 }, /supports no page size/],
    [{ offset: 0 }, /at its own address/],
    [{ stride: 0 }, /all VFs would be at one address/],
  ])("is the capability itself: %o", (capability, says) => {
    expect(told(capability)).toMatchObject({ by: "capability", says: expect.stringMatching(says) });
  });

  it("takes a stride of 0 for what one VF may have", () => {
    expect(told({ total: 1, stride: 0 })?.by).toBe("kernel");
  });
});

describe("nothing is told", () => {
  it.each<[string, Parameters<typeof told>]>([
    ["of a function with its switch", [{}, { fn: { ...CARD, sriov: sriov({ totalVfs: 0 }) } }]],
    ["of a VF", [{}, { fn: functionInfo("01:00.4", { physfn: CARD.bdf }) }]],
    ["without its bytes", [null]],
    ["of bytes that stop short", [new ConfigSpace(space().bytes.subarray(0, 64))]],
    [
      "of a dump, which tells of no kernel",
      [{}, { fn: { ...CARD, registersOnly: true, sriov: sriov({ totalVfs: 8 }) } }],
    ],
    [
      "where the folder could not be read",
      [{}, { fn: { ...CARD, problems: [{ attribute: "folder", code: "EACCES", message: "No." }] } }],
    ],
  ])("%s", (_, args) => {
    expect(told(...args)).toBeNull();
  });

  it("but for TotalVFs 0 in a dump, where no kernel is needed to know", () => {
    const fn = { ...CARD, registersOnly: true as const, sriov: sriov({ totalVfs: 0 }) };
    expect(told({ total: 0 }, { fn })?.by).toBe("firmware");
  });
});
