/** Cases for what few machines have: the bench with one thing of it changed, or in a state that takes a few writes. */

import type { ChildFacts } from "../../../shared/machine/facts.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { IGB, IGBVF } from "../../host/simulated/drivers/network.ts";
import { nothing } from "../../host/simulated/kernel/id-table.ts";
import { findExpress } from "../../host/simulated/kernel/registers.ts";
import type { FunctionSpec } from "../../host/simulated/kernel/spec.ts";
import type { DriverProfile } from "../../host/simulated/kernel/state.ts";
import { ivYe8tels } from "../../host/simulated/machines/iv-ye8tels3y8h9l3bnve4b.ts";
import { nethost } from "../../host/simulated/machines/nethost-05.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import type { SimulatedMachine } from "../../host/simulated/simulated-host.ts";
import { I40E } from "../../host/simulated/testing/stubborn-drivers.ts";
import { BENCH, testbench, testbenchWithUnsafeInterrupts } from "../../host/simulated/testing/testbench.ts";
import { assign, benchWith, type CheckCase, giveBack, vfs } from "./check-cases.ts";
import { PF, VF0 } from "./requests.ts";

/** The bench with one function made otherwise. */
function benchWhere(bdf: Bdf, change: (spec: FunctionSpec) => FunctionSpec, bench = testbench): () => SimulatedMachine {
  return () => {
    const machine = bench();
    const functions = machine.kernel.functions.map((spec) => (spec.bdf === bdf ? change(spec) : spec));
    return { ...machine, kernel: { ...machine.kernel, functions } };
  };
}

function benchKernel(change: Partial<SimulatedMachine["kernel"]>): () => SimulatedMachine {
  return () => {
    const machine = testbench();
    return { ...machine, kernel: { ...machine.kernel, ...change } };
  };
}

/** With one driver that does something otherwise. */
function benchWithDriver(changed: DriverProfile): () => SimulatedMachine {
  const drivers = testbench().kernel.drivers.map((driver) => (driver.name === changed.name ? changed : driver));
  return benchKernel({ drivers });
}

/** The bench with one of its PFs on this driver. */
export function benchOn(bdf: Bdf, driver: DriverProfile, bench = testbench): () => SimulatedMachine {
  return () => {
    const machine = benchWhere(bdf, (spec) => ({ ...spec, driver: driver.name }), bench)();
    return { ...machine, kernel: { ...machine.kernel, drivers: [...machine.kernel.drivers, driver] } };
  };
}

const ALL_ONES = new Uint8Array(4096).fill(0xff);
const DEVICE_CONTROL_2 = 0x28;
const VENDOR_SPECIFIC = 0x09;

/** The bench with ARI forwarding of the port above this function off. */
export function benchWithoutAri(bdf: Bdf): () => SimulatedMachine {
  return () => {
    const machine = testbench();
    const above = machine.kernel.functions.find((spec) => spec.bdf === bdf)?.parent ?? null;
    const functions = machine.kernel.functions.map((spec) => {
      const at = spec.bdf === above ? findExpress(spec.config) : null;
      return at === null ? spec : withWord(spec, at + DEVICE_CONTROL_2, 0);
    });
    return { ...machine, kernel: { ...machine.kernel, functions } };
  };
}

/** The bench with this PF and its port unknown to PCI Express, so that nothing tells of ARI. @param offset of its first VF */
function benchWithoutExpress(bdf: Bdf, offset: number): () => SimulatedMachine {
  return () => {
    const machine = testbench();
    const above = machine.kernel.functions.find((spec) => spec.bdf === bdf)?.parent ?? null;
    const functions = machine.kernel.functions.map((spec) => {
      const at = spec.bdf === bdf || spec.bdf === above ? findExpress(spec.config) : null;
      if (at === null) return spec;
      const hidden = withWord(spec, at, (spec.config[at + 1] ?? 0) * 256 + VENDOR_SPECIFIC);
      return spec.bdf === bdf ? withWord(hidden, FIRST_VF_OFFSET, offset) : hidden;
    });
    return { ...machine, kernel: { ...machine.kernel, functions } };
  };
}

/** A PF's own interface with another port, or kind of link. */
const withNet =
  (port: NonNullable<NonNullable<FunctionSpec["hints"]["net"]>["port"]>) =>
  (spec: FunctionSpec): FunctionSpec => {
    const { net } = spec.hints;
    return net === undefined ? spec : { ...spec, hints: { ...spec.hints, net: { ...net, port } } };
  };

/** A PF with a representor for each of its VFs. */
const inSwitchdev = (spec: FunctionSpec): FunctionSpec => {
  const named = withNet({ portName: "p0", switchId: "0c42a10003a1b2c0" })(spec);
  return { ...named, hints: { ...named.hints, switchdev: 0 } };
};

/** QuickAssist's driver, as far as VFs go: all of them, or none where there is no IOMMU. */
export const C6XX: DriverProfile = {
  name: "c6xx",
  module: "qat_c62x",
  matches: nothing,
  sriov: {
    check: ({ pf }) =>
      pf.iommuGroup === null ? { code: "EINVAL", log: "IOMMU should be enabled for SR-IOV to work correctly" } : null,
    makesAll: true,
    onRemove: "disable",
  },
};

/** nitrox: 16, 32, 64 or 128 VFs, and the plan asks for no other number. */
const CNN55XX: DriverProfile = {
  name: "CNN55XX",
  module: "n5pf",
  matches: nothing,
  sriov: { onRemove: "disable" },
};

/** A driver that makes this of each function that it gets. */
function child(facts: Omit<ChildFacts, "address">): () => readonly ChildFacts[] {
  return () => [{ ...facts, address: null }];
}

/** With 16 bits of its configuration space overwritten. */
function withWord(spec: FunctionSpec, offset: number, value: number): FunctionSpec {
  const config = Uint8Array.from(spec.config);
  new DataView(config.buffer).setUint16(offset, value, true);
  return { ...spec, config };
}

const DEVICE_ID = 0x02;
/** Where the bench's adapters have their First VF Offset. */
const FIRST_VF_OFFSET = 0x160 + 0x14;
/** A QuickAssist function, which vfio-pci refuses unless told otherwise. */
const QAT = 0x37c8;

function toVfio(bdf: Bdf): Step[] {
  return [
    { verb: "driver.override", bdf, driver: "vfio-pci" },
    { verb: "driver.unbind", bdf, from: "any" },
    { verb: "driver.probe", bdf },
  ];
}

const VF_OF_VFIO = at("04:10.0");

export const RARE_CASES: readonly CheckCase[] = [
  {
    check: "vfs-want-net-up",
    says: ["warning: vfs-want-net-up", "fact: capability-total"],
    machine: testbench,
    request: vfs(BENCH.crossing, 2),
  },
  {
    check: "port-reach",
    says: ["blocker: port-reach", "warning: nvme-virt-mgmt"],
    machine: benchWithoutAri(BENCH.nvme),
    request: vfs(BENCH.nvme, 8),
  },
  {
    check: "port-reach-unread",
    says: ["warning: vfs-want-net-up", "warning: port-reach-unread", "fact: capability-total"],
    machine: benchWithoutExpress(BENCH.crossing, 8),
    request: vfs(BENCH.crossing, 2),
  },
  {
    check: "driver-all-or-none",
    says: ["warning: driver-all-or-none"],
    machine: benchOn(BENCH.crossing, C6XX),
    request: vfs(BENCH.crossing, 4),
  },
  {
    check: "driver-numbers",
    says: ["blocker: driver-numbers"],
    machine: benchOn(BENCH.crossing, CNN55XX),
    request: vfs(BENCH.crossing, 4),
  },
  {
    check: "kernel-crashed",
    says: ["guard: kernel-crashed", "fact: capability-total"],
    machine: benchKernel({ crashed: true }),
    request: vfs(BENCH.igb, 2),
  },
  {
    check: "way-back-login",
    says: ["fact: way-back-login", "fact: capability-total"],
    machine: () => ({ ...testbench(), use: { mayEndWithLogin: true } }),
    request: vfs(BENCH.igb, 2),
  },
  {
    check: "driver-resets-port",
    says: ["warning: driver-resets-port"],
    machine: benchWithDriver({ ...I40E, children: child({ kind: "net", name: "enp17s0", state: "up" }) }),
    request: vfs(BENCH.i40e, 2),
  },
  {
    check: "pf-stuck",
    says: ["blocker: pf-stuck", "warning: through-zero"],
    machine: p22,
    prepare: [{ verb: "module.load", module: "vfio-pci" }, ...toVfio(VF0)],
    waiting: { bdf: VF0, step: { verb: "sriov.numvfs", bdf: PF, value: 0 } },
    request: vfs(PF, 2),
  },
  {
    check: "msix-pool",
    says: ["blocker: msix-pool", "fact: capability-total"],
    machine: benchWithDriver({ ...IGB, sriov: { ...IGB.sriov, onRemove: "disable", vfMsixPool: 2 } }),
    request: vfs(BENCH.igb, 4),
  },
  {
    check: "vf-layout",
    says: ["warning: vf-layout", "fact: capability-total"],
    machine: benchWhere(BENCH.igb, (spec) => withWord(spec, FIRST_VF_OFFSET, 0)),
    request: vfs(BENCH.igb, 2),
  },
  {
    check: "autoprobe",
    says: ["fact: capability-total", "fact: autoprobe"],
    machine: benchKernel({ driversAutoprobe: false }),
    request: vfs(BENCH.igb, 2),
  },
  {
    check: "behind-function",
    says: ["blocker: behind-function", "warning: whole-pf"],
    machine: benchWhere(BENCH.driverless, (spec) => ({ ...spec, hostBridge: "pci10000:e0" })),
    request: assign(BENCH.driverless),
  },
  {
    check: "vf-groups",
    says: ["warning: in-use", "warning: through-zero", "warning: vf-groups", "fact: capability-total"],
    machine: testbench,
    prepare: [{ verb: "sriov.numvfs", bdf: BENCH.sharedGroup, value: 1 }],
    request: vfs(BENCH.sharedGroup, 2, "vfio-pci"),
  },
  {
    check: "vf-token",
    says: ["warning: vf-token"],
    machine: benchKernel({ vfioEnableSriov: true }),
    prepare: [
      { verb: "sriov.numvfs", bdf: BENCH.onVfio, value: 1 },
      { verb: "driver.unbind", bdf: VF_OF_VFIO, from: "vfio-pci" },
    ],
    request: assign(VF_OF_VFIO),
  },
  {
    check: "group-held",
    says: ["guard: protected", "guard: group-held"],
    machine: benchWith({ guests: [{ name: "build-7", pid: 4711, bdfs: [BENCH.behindPciBridge] }] }),
    prepare: toVfio(BENCH.drivenBehindPciBridge),
    request: giveBack(BENCH.drivenBehindPciBridge),
  },
  {
    check: "denylist",
    says: ["blocker: denylist", "warning: whole-pf"],
    machine: benchWhere(BENCH.driverless, (spec) => withWord(spec, DEVICE_ID, QAT)),
    request: assign(BENCH.driverless),
  },
  {
    check: "vfio-variant",
    says: ["warning: in-use", "warning: whole-pf", "fact: vfio-variant"],
    machine: benchWith({ variants: [{ bdf: BENCH.igb, modules: ["hisi_acc_vfio_pci"] }] }),
    request: assign(BENCH.igb),
  },
  {
    check: "reset-scope",
    says: ["warning: in-use", "warning: whole-pf", "warning: reset-scope"],
    machine: benchWhere(BENCH.igb, (spec) => ({ ...spec, resetMethods: [] })),
    request: assign(BENCH.igb),
  },
  {
    check: "power-cut",
    says: ["warning: whole-pf", "warning: asleep", "warning: power-cut"],
    machine: testbench,
    request: assign(BENCH.asleep),
  },
  {
    check: "boot-framebuffer",
    says: ["guard: protected", "warning: whole-pf", "warning: boot-framebuffer"],
    machine: benchWith({ framebuffers: [{ kind: "framebuffer", name: "BOOTFB", bdf: BENCH.igb }] }),
    request: assign(BENCH.igb),
  },
  {
    check: "interrupt-remapping",
    says: ["warning: in-use", "warning: whole-pf", "warning: interrupt-remapping"],
    machine: testbenchWithUnsafeInterrupts,
    request: assign(BENCH.igb),
  },
  {
    check: "interrupts-refused",
    says: ["warning: in-use", "warning: whole-pf", "warning: interrupts-refused"],
    machine: benchKernel({ remapsInterrupts: false }),
    request: assign(BENCH.igb),
  },
  {
    check: "noiommu",
    says: ["warning: in-use", "warning: whole-pf", "warning: noiommu"],
    machine: benchWith({ noIommuMode: true }),
    request: assign(BENCH.igb),
  },
  {
    check: "vf-net-up",
    says: ["guard: usage-unread", "warning: vf-net-up", "fact: capability-total"],
    machine: benchWithDriver({ ...IGBVF, children: child({ kind: "net", name: "enp1s0v0", state: "up" }) }),
    blind: true,
    prepare: [{ verb: "sriov.numvfs", bdf: BENCH.igb, value: 1 }],
    request: vfs(BENCH.igb, 0),
  },
  {
    check: "reset-hangs",
    says: ["blocker: reset-hangs"],
    machine: benchWithDriver({ ...IGBVF, children: child({ kind: "net", name: "enp1s0v0", state: "down" }) }),
    prepare: [{ verb: "sriov.numvfs", bdf: BENCH.igb, value: 1 }],
    request: { kind: "device.reset", bdfs: [at("01:10.0")], method: null },
  },
  {
    check: "vendor-vfio",
    says: ["warning: vendor-vfio"],
    machine: benchWithDriver({ ...IGBVF, children: child({ kind: "vfio", name: "vfio4", state: null }) }),
    prepare: [{ verb: "sriov.numvfs", bdf: BENCH.igb, value: 1 }],
    request: assign(at("01:10.0")),
  },
  {
    check: "vf-disk",
    says: ["guard: usage-unread", "warning: vf-disk", "fact: capability-total"],
    machine: benchWithDriver({ ...IGBVF, children: child({ kind: "block", name: "vda", state: null }) }),
    blind: true,
    prepare: [{ verb: "sriov.numvfs", bdf: BENCH.igb, value: 1 }],
    request: vfs(BENCH.igb, 0),
  },
  {
    check: "net-up",
    says: ["guard: usage-unread", "warning: whole-pf", "warning: net-up"],
    machine: testbench,
    blind: true,
    request: assign(BENCH.igb),
  },
  {
    check: "facts-unread",
    says: [
      "blocker: read-only-machine",
      "guard: facts-unread",
      "guard: usage-unread",
      "warning: whole-pf",
      "warning: net-up",
    ],
    machine: benchWithDriver({ ...IGB, children: child({ kind: "net", name: "a/b", state: "up" }) }),
    fromReport: true,
    request: assign(BENCH.igb),
  },
  {
    check: "rdma",
    says: ["guard: usage-unread", "fact: vfio-module", "fact: rdma"],
    machine: p22,
    blind: true,
    request: assign(at("01:00.2")),
  },
  {
    check: "display",
    says: ["blocker: iommu", "guard: usage-unread", "warning: display", "warning: display", "fact: vfio-module"],
    machine: ivYe8tels,
    blind: true,
    request: assign(at("65:02.0")),
  },
  {
    check: "vf-setting-link",
    says: ["blocker: vf-setting-link"],
    machine: benchWhere(PF, withNet({ linkType: "infiniband" }), p22),
    request: { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { mac: "02:00:00:00:00:10", vlan: 5 } }] },
  },
  {
    check: "vf-setting-switchdev",
    says: ["warning: vf-setting-switchdev"],
    machine: benchWhere(PF, inSwitchdev, p22),
    request: { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { vlan: 5 } }] },
  },
  {
    check: "reads-ff",
    says: ["warning: reads-ff"],
    machine: benchWhere(BENCH.driverless, (spec) => ({ ...spec, pf: null, config: ALL_ONES })),
    request: assign(BENCH.driverless),
  },
  {
    check: "vfs-representors",
    says: ["warning: vfs-representors", "warning: through-zero"],
    machine: benchWhere(PF, inSwitchdev, p22),
    request: { kind: "vfs.set", pf: PF, count: 4, purpose: "host" },
  },
  // VF LAG: the other port's VFs are reached, too.
  {
    check: "protected",
    says: ["guard: protected", "warning: vfs-representors"],
    machine: nethost,
    request: vfs(at("41:00.1"), 0),
  },
  {
    check: "protected",
    says: ["blocker: pf-with-vfs", "guard: protected", "fact: rdma"],
    machine: nethost,
    request: assign(at("41:00.1")),
  },
];
