import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { planOperation } from "./plan.ts";

const PF = at("01:00.0");
const REQUEST: OperationRequest = { kind: "vfs.set", pf: PF, count: 4, purpose: "host" };
const NET = { kind: "net", name: "eth0", state: "up", address: null } as const;

function print(
  functions: readonly FunctionInfo[],
  request = REQUEST,
  around: Parameters<typeof machineOf>[1] = {},
): string {
  return fingerprintOf(machineOf(functions, around), { request, steps: [] });
}

describe("fingerprintOf", () => {
  const base = print(pfWithVfs({ vfs: [{}, {}] }));

  it("is the same for the same facts, in whatever order they come", () => {
    expect(print(pfWithVfs({ vfs: [{}, {}] }).toReversed())).toBe(base);
  });

  it.each<[string, FunctionInfo[]]>([
    ["the PF's driver", pfWithVfs({ vfs: [{}, {}], pf: { driver: null } })],
    ["a VF's driver", pfWithVfs({ vfs: [{}, { driver: "vfio-pci" }] })],
    ["a VF's override", pfWithVfs({ vfs: [{}, { driverOverride: "vfio-pci" }] })],
    ["the number of VFs", pfWithVfs({ vfs: [{}] })],
    ["sriov_totalvfs", pfWithVfs({ vfs: [{}, {}], sriov: { totalVfs: 9 } })],
    ["autoprobe", pfWithVfs({ vfs: [{}, {}], sriov: { driversAutoprobe: false } })],
    ["a VF's IOMMU group", pfWithVfs({ vfs: [{}, { iommuGroup: "99" }] })],
    ["an interface that came up on a VF", pfWithVfs({ vfs: [{}, { children: [NET] }] })],
    ["another member of a VF's group", [...pfWithVfs({ vfs: [{}, {}] }), fn("05:00.0", { iommuGroup: "40" })]],
  ])("changes with %s", (_, functions) => {
    expect(print(functions)).not.toBe(base);
  });

  it("changes with the request, a reboot, a crash of the kernel, and vfio-pci", () => {
    const functions = pfWithVfs({ vfs: [{}, {}] });
    expect(print(functions, { ...REQUEST, count: 5 })).not.toBe(base);
    expect(print(functions, REQUEST, { identity: { bootId: "another" } })).not.toBe(base);
    expect(print(functions, REQUEST, { host: { crashed: true } })).not.toBe(base);
    expect(print(functions, REQUEST, { host: { vfioPci: "absent" } })).not.toBe(base);
  });

  it("does not change with what plans do not depend on", () => {
    const busy = pfWithVfs({
      vfs: [{}, {}],
      sriov: { vfTotalMsix: null },
      pf: { irq: 77, msi: { kind: "msix", vectors: 9 }, powerState: "D3hot" },
    });
    expect(print([...busy, fn("09:00.0", { driver: "nvme", iommuGroup: "50" })])).toBe(base);
  });

  it("of a VF changes with its PF", () => {
    const request: OperationRequest = { kind: "assign", bdfs: [at("01:00.2")] };
    const off = pfWithVfs({ vfs: [{}, {}], sriov: { driversAutoprobe: false } });
    expect(print(off, request)).not.toBe(print(pfWithVfs({ vfs: [{}, {}] }), request));
  });

  it("of an undo changes with the entry, and with what the entry found", () => {
    const request: OperationRequest = { kind: "undo", entryId: "entry-1" };
    const entry = journalEntry({ before: { functions: [], vfs: { pf: PF, count: 2, autoprobe: true } } });
    const undo = (functions: readonly FunctionInfo[], undoOf = entry) =>
      fingerprintOf(machineOf(functions), { request, steps: [] }, undoOf);
    const before = undo(pfWithVfs());
    expect(undo(pfWithVfs())).toBe(before);
    expect(undo(pfWithVfs({ vfs: [{}] }))).not.toBe(before);
    expect(undo(pfWithVfs(), { ...entry, undoneBy: "entry-2" })).not.toBe(before);
  });

  it.each<[string, OperationRequest, Partial<FunctionInfo>, Partial<FunctionInfo>]>([
    [
      "d3cold_allowed",
      { kind: "d3cold.set", bdfs: [PF], value: false },
      { d3coldAllowed: true },
      { d3coldAllowed: false },
    ],
    [
      "the reset methods",
      { kind: "device.reset", bdfs: [PF], method: "bus" },
      { resetMethods: ["flr", "bus"] },
      { resetMethods: ["pm", "bus"] },
    ],
  ])("changes with what a step would take back: %s", (_, request, was, now) => {
    const machine = machineOf(pfWithVfs({ pf: was }));
    const plan = planOperation({ machine, request, newId: ids() });
    expect(plan.steps).not.toEqual([]);
    expect(fingerprintOf(machine, plan)).toBe(plan.fingerprint);
    expect(fingerprintOf(machineOf(pfWithVfs({ pf: now })), plan)).not.toBe(plan.fingerprint);
  });

  it("speaks of functions that are not there", () => {
    const request: OperationRequest = { kind: "assign", bdfs: [at("7f:00.0")] };
    expect(print([], request)).not.toBe(print([fn("7f:00.0")], request));
  });
});
