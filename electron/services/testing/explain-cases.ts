/** For each rule of the dictionary that the simulated kernel can bring about: the writes that do, and the last one's failure. */

import type { Expectation, Step } from "../../../shared/operations/verbs/list.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { DriverProfile } from "../../host/simulated/kernel/state.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import type { SimulatedMachine } from "../../host/simulated/simulated-host.ts";
import { BENCH, testbench, testbenchWithoutIommu } from "../../host/simulated/testing/testbench.ts";

import { benchOn, benchWithoutAri, C6XX } from "./check-cases-rare.ts";

export interface ExplainCase {
  readonly rule: string;
  readonly machine: () => SimulatedMachine;
  /** Go through, whatever they answer. */
  readonly before: readonly Step[];
  readonly step: Step;
  /** What was to be true afterwards, for writes that the kernel calls a success. */
  readonly expected: readonly Expectation[];
  readonly privileged?: boolean;
}

function vfs(rule: string, bdf: Bdf, value: number, machine = testbench): ExplainCase {
  return {
    rule,
    machine,
    before: [],
    step: { verb: "sriov.numvfs", bdf, value },
    expected: [{ that: "numvfs", bdf, value }],
  };
}

/** Override, unbind, and the probe that fails. */
function toDriver(
  rule: string,
  bdf: Bdf,
  driver: string,
  machine = testbench,
  first: readonly Step[] = [],
): ExplainCase {
  return {
    rule,
    machine,
    before: [...first, { verb: "driver.override", bdf, driver }, { verb: "driver.unbind", bdf, from: "any" }],
    step: { verb: "driver.probe", bdf },
    expected: [{ that: "driver", target: { bdf }, driver }],
  };
}

type OfController<S> = S extends { readonly verb: "nvme.state" | "nvme.resources" } ? Omit<S, "bdf" | "vf"> : never;

/** On the first VF of the NVMe PF, which is there and has nothing yet. */
function nvme(rule: string, values: OfController<Step>): ExplainCase {
  return {
    rule,
    machine: testbench,
    before: [{ verb: "sriov.numvfs", bdf: BENCH.nvme, value: 1 }],
    step: { ...values, bdf: BENCH.nvme, vf: 0 },
    expected: [],
  };
}

/** A guest has one member of a group, and the host takes another one back. */
function backIntoHeldGroup(rule: string, kernelRelease: string): ExplainCase {
  const bdf = BENCH.drivenBehindPciBridge;
  const guests = [{ name: "build-7", pid: 4711, bdfs: [BENCH.behindPciBridge] }];
  return {
    rule,
    machine: () => ({ ...testbench(), kernelRelease, use: { guests } }),
    before: [{ verb: "driver.unbind", bdf, from: "any" }],
    step: { verb: "driver.probe", bdf },
    expected: [],
  };
}

/** Gives an answer that the PCI core gives as well, for a reason of its own. */
const UNWILLING: DriverProfile = {
  ...C6XX,
  name: "unwilling",
  sriov: { check: () => ({ code: "EIO", log: "the mailbox is not ready" }), onRemove: "disable" },
};

/** A machine with Linux 5.10. */
function old(machine: () => SimulatedMachine): () => SimulatedMachine {
  return () => ({ ...machine(), kernelRelease: "5.10.262" });
}

const LOAD: Step = { verb: "module.load", module: "vfio-pci" };

export const EXPLAIN_CASES: readonly ExplainCase[] = [
  vfs("numvfs-no-driver", BENCH.driverless, 1),
  vfs("numvfs-driver-cannot", BENCH.unsupported, 1),
  vfs("numvfs-vfio-sriov-off", BENCH.onVfio, 1),
  vfs("numvfs-range", BENCH.igb, 8),
  vfs("numvfs-through-zero", at("01:00.0"), 4, p22),
  vfs("numvfs-bus-range", BENCH.fewBuses, 7),
  vfs("numvfs-mmio", BENCH.noWindow, 1),
  vfs("numvfs-vectors", BENCH.ice, 4),
  vfs("numvfs-traffic-classes", BENCH.ixgbe, 5),
  vfs("numvfs-pending", BENCH.i40e, 1),
  vfs("numvfs-safe-mode", BENCH.iceSafeMode, 1),
  vfs("numvfs-broken-capability", BENCH.brokenCounts, 1),
  vfs("numvfs-dependency", BENCH.missingDependency, 1),
  vfs("numvfs-dependency", BENCH.wrongDependency, 1),
  vfs("numvfs-vf-silent", BENCH.igb, 1, benchWithoutAri(BENCH.igb)),
  vfs("numvfs-net-down", BENCH.bnxt, 1),
  vfs("numvfs-all-or-none", BENCH.crossing, 4, benchOn(BENCH.crossing, C6XX)),
  vfs("numvfs-driver-wants-iommu", BENCH.crossing, 8, benchOn(BENCH.crossing, C6XX, testbenchWithoutIommu)),
  vfs("driver-refused", BENCH.crossing, 4, benchOn(BENCH.crossing, UNWILLING)),
  { ...vfs("no-rights", BENCH.igb, 1), privileged: false },
  vfs("gone", at("7f:00.0"), 1),
  toDriver("vfio-pf-with-vfs", BENCH.nvme, "vfio-pci", testbench, [
    { verb: "sriov.numvfs", bdf: BENCH.nvme, value: 1 },
  ]),
  toDriver("vfio-no-iommu-off", BENCH.igb, "vfio-pci", testbenchWithoutIommu, [LOAD]),
  backIntoHeldGroup("probe-group-busy", "6.12.41"),
  backIntoHeldGroup("kernel-crashed", "5.10.262"),
  {
    rule: "reset-method-missing",
    machine: old(testbench),
    before: [],
    step: { verb: "reset.method", bdf: BENCH.driverless, methods: ["flr"] },
    expected: [],
  },
  {
    rule: "msix-missing",
    machine: old(p22),
    before: [],
    step: { verb: "vf.msix", bdf: at("01:00.2"), count: 2 },
    expected: [],
  },
  vfs("numvfs-no-driver", BENCH.driverless, 1, old(testbench)),
  vfs("numvfs-driver-cannot", BENCH.unsupported, 1, old(testbench)),
  toDriver("probe-nothing", BENCH.igb, "nothing-of-that-name"),
  nvme("nvme-controller-id", { verb: "nvme.state", controller: 99, online: true }),
  nvme("nvme-online-refused", { verb: "nvme.state", controller: 1, online: true }),
  nvme("nvme-resources-refused", { verb: "nvme.resources", controller: 1, resource: "queues", count: 99 }),
  {
    rule: "unbind-other",
    machine: testbench,
    before: [],
    step: { verb: "driver.unbind", bdf: BENCH.onVfio, from: "igb" },
    expected: [],
  },
  {
    rule: "unbind-nothing",
    machine: testbench,
    before: [],
    step: { verb: "driver.unbind", bdf: BENCH.driverless, from: "any" },
    expected: [],
  },
];
