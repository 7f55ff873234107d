import "../testing/window.ts";
import { expect, test } from "vitest";
import type { FunctionInfo, HostIdentity } from "../../shared/machine/facts.ts";
import { buildMachine } from "../../shared/machine/machine.ts";
import type { UsedBy, UsedByIndex } from "../../shared/machine/used-by.ts";
import { english } from "../../shared/words/testing/english.ts";
import type { VfController } from "../model/vf-controller.ts";
import { bdf, sampleFamily, sampleFunction, samplePort, sampleSnapshot } from "../testing/machines.ts";
import { primaryAction } from "./primary-action.ts";

function index(states: Readonly<Record<string, UsedBy["state"]>>, others: UsedBy["state"] = "nobody"): UsedByIndex {
  return {
    of: (fn) => ({ users: [], state: states[fn.bdf] ?? others }),
    vfsOf: () => ({ used: 0, free: 0, unknown: 0 }),
  };
}

const PF = "0000:01:00.0";
const VF = "0000:01:00.2";

const [pf, vf] = sampleFamily(PF, 1) as [FunctionInfo, FunctionInfo];
const onVfio = { driver: "vfio-pci" } as const;
const sriov = pf.sriov;
if (sriov === null) throw new Error("no PF");

function primary(fn: FunctionInfo, usedBy: UsedByIndex | null, identity: Partial<HostIdentity> = {}): string | null {
  const others = fn.bdf === VF ? [pf] : [];
  const action = primaryAction(buildMachine(sampleSnapshot([...others, fn], identity)), [fn], { usedBy });
  return action === null ? null : english(action.label);
}

const PASS = "Pass through to a guest…";
const BIND = "Bind to vfio-pci…";

test.each<[string, FunctionInfo, UsedBy["state"], string | null]>([
  ["PF without VFs", { ...pf, sriov: { ...sriov, numVfs: 0 }, virtfns: [] }, "used", "Create VFs…"],
  ["PF with VFs", pf, "used", "Change VFs…"],
  ["PF of whose users nothing is known", pf, "unknown", "Change VFs…"],
  ["PF whose driver allows no VFs, free", { ...pf, sriov: { ...sriov, totalVfs: 0, numVfs: 0 } }, "nobody", BIND],
  ["PF whose driver cannot set the number", { ...pf, driver: "gim" }, "unknown", null],
  ["PF whose driver may be able to as another build", { ...pf, driver: "mpt3sas" }, "unknown", "Change VFs…"],
  ["PF on vfio-pci", { ...pf, ...onVfio, sriov: { ...sriov, numVfs: 0 }, virtfns: [] }, "nobody", PASS],
  ["free VF on vfio-pci", { ...vf, ...onVfio }, "nobody", PASS],
  ["free card on vfio-pci", sampleFunction("0000:05:00.0", onVfio), "nobody", PASS],
  ["free VF on a host driver", vf, "nobody", BIND],
  ["free VF without a driver", { ...vf, driver: null }, "nobody", BIND],
  ["free card on a host driver", sampleFunction("0000:05:00.0", { driver: "nvidia", iommuGroup: "5" }), "nobody", BIND],
  [
    "card without an IOMMU group, which no guest can have",
    sampleFunction("0000:05:00.0", { iommuGroup: null }),
    "nobody",
    null,
  ],
  ["VF of a guest", { ...vf, ...onVfio }, "used", null],
  ["protected card", sampleFunction("0000:05:00.0", { driver: "nvme" }), "used", null],
  ["VF on vfio-pci, usage unknown: a text takes nothing away", { ...vf, ...onVfio }, "unknown", PASS],
  ["VF on a host driver, usage unknown: binding may take it away", vf, "unknown", null],
  ["bridge", samplePort("0000:00:01.0", 1), "nobody", null],
  ["host bridge", sampleFunction("0000:00:00.0", { classCode: 0x060000 }), "nobody", null],
  [
    "function of which not even the class is known",
    sampleFunction("0000:05:00.0", { classCode: null }),
    "nobody",
    null,
  ],
])("%s", (_, fn, state, label) => {
  expect(primary(fn, index({}, state))).toBe(label);
});

test("while nobody has read who uses what, nothing is offered that takes something away", () => {
  expect(primary(vf, null)).toBeNull();
  expect(primary({ ...vf, ...onVfio }, null)).toBe(PASS);
});

test("a file is over: nothing is offered first", () => {
  for (const fn of [pf, vf, { ...vf, ...onVfio }]) expect(primary(fn, index({}), { kind: "file" })).toBeNull();
});

test("for several, one that is in use takes the offer away; those still to be bound come first", () => {
  const family = sampleFamily(PF, 3).map((fn) => (fn.bdf === VF ? { ...fn, ...onVfio } : fn));
  const machine = buildMachine(sampleSnapshot(family));
  const offered = (vfs: readonly string[], usedBy: UsedByIndex) => {
    const chosen = vfs.flatMap((at) => machine.byBdf.get(bdf(at)) ?? []);
    const action = primaryAction(machine, chosen, { usedBy });
    return action === null ? null : english(action.label);
  };
  expect(offered([VF, "0000:01:00.3"], index({}))).toBe("Bind 1 to vfio-pci…");
  expect(offered(["0000:01:00.3", "0000:01:00.4"], index({}))).toBe("Bind 2 to vfio-pci…");
  expect(offered(["0000:01:00.3", "0000:01:00.4"], index({ "0000:01:00.4": "used" }))).toBeNull();
  expect(offered([PF, "0000:01:00.3"], index({}))).toBeNull();
});

test("a machine that is lost offers nothing first", () => {
  const machine = buildMachine(sampleSnapshot([pf, vf]));
  for (const fn of [pf, vf])
    expect(primaryAction(machine, [fn], { usedBy: index({}), outOfReach: "It does not answer." })).toBeNull();
});

test("an NVMe VF is brought online before anything else is done with it", () => {
  const nvme = { driver: "nvme", classCode: 0x010802 } as const;
  const family = sampleFamily(PF, 2, nvme).map((fn) => (fn.bdf === PF ? fn : { ...fn, driver: null }));
  const machine = buildMachine(sampleSnapshot(family));
  const [, one, other] = family as [FunctionInfo, FunctionInfo, FunctionInfo];
  const offered = (
    functions: FunctionInfo[],
    states: Record<string, VfController>,
    state: UsedBy["state"] = "nobody",
  ) => {
    const seen = { usedBy: index({}, state), controllerOf: (fn: FunctionInfo) => states[fn.bdf] ?? null };
    const action = primaryAction(machine, functions, seen);
    return action === null ? null : english(action.label);
  };
  expect(offered([one], { [one.bdf]: "offline" })).toBe("Bring online…");
  expect(offered([one], { [one.bdf]: "offline" }, "unknown")).toBe("Bring online…");
  expect(offered([one, other], { [one.bdf]: "offline", [other.bdf]: "offline" })).toBe("Bring 2 online…");
  expect(offered([one, other], { [one.bdf]: "offline", [other.bdf]: "online" })).toBeNull();
  expect(offered([one], { [one.bdf]: "reading" })).toBeNull();
  expect(offered([one], { [one.bdf]: "online" })).toBe(BIND);
  expect(offered([one], { [one.bdf]: "unknown" })).toBe(BIND);
  expect(offered([one], { [one.bdf]: "offline" }, "used")).toBeNull();
});
