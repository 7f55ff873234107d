/** Checks before VFs are switched on or off: what the kernel would refuse, and what would be lost. */

import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { isOnVfio } from "../../machine/role.ts";
import { givenEvidence, mayBeHeld, tellsMore, usesOf } from "../findings/in-use.ts";
import { mostVfs, vfLimits } from "../findings/limits.ts";
import type { VfLimit } from "../findings/limits-config.ts";
import { madeSettings } from "../verbs/vf-settings.ts";
import { counted, listed } from "../words.ts";
import type { CheckRule } from "./check.ts";
import { onVfs } from "./drivers.ts";
import type { Check } from "./found.ts";

/** An earlier write that never returned holds the device lock: another one would hang behind it. */
const pfStuck = onVfs(({ pf }) => {
  const stuck = pf.problems.filter((problem) => problem.code === "ETIMEDOUT" && problem.attribute.startsWith("sriov_"));
  return stuck.slice(0, 1).map((problem) => ({
    id: "pf-stuck",
    level: "blocker",
    title: `${pf.bdf} is busy with an earlier change that has not come back.`,
    evidence: `${problem.attribute} of ${pf.bdf} could not be read: ${problem.message}`,
    remedy: "Find who holds one of its VFs (a guest, a DPDK program) and end it; the earlier change then finishes.",
  }));
});

const hasDriver = onVfs(({ pf }) =>
  pf.driver !== null
    ? []
    : [
        {
          id: "has-driver",
          level: "blocker",
          title: `${pf.bdf} has no driver, and only its driver can switch VFs.`,
          evidence: `${pf.bdf} has no driver link; the kernel would answer ENOENT`,
          remedy:
            pf.modules.length > 0
              ? `Load ${listed(pf.modules)} and let it bind, or bind pci-pf-stub.`
              : "Bind its own driver, or pci-pf-stub for a device that needs none.",
        },
      ],
);

const KERNEL_ANSWER: Readonly<Record<VfLimit["kind"], string>> = {
  driver: "ERANGE",
  "bus-numbers": "ENOMEM",
  "mmio-windows": "ENOMEM",
  "msix-pool": "ENOSPC",
  "initial-vfs": "EIO",
  "dependency-link": "ENODEV or ENOSYS",
};

const LIMIT_ID: Readonly<Record<VfLimit["kind"], string>> = {
  driver: "total-vfs",
  "bus-numbers": "bus-numbers",
  "mmio-windows": "mmio-windows",
  "msix-pool": "msix-pool",
  "initial-vfs": "initial-vfs",
  "dependency-link": "dependency-link",
};

const LIMIT_REMEDY: Readonly<Record<VfLimit["kind"], string>> = {
  driver: "TotalVFs is a setting of the card's firmware: raise it there if the card can have more.",
  "bus-numbers":
    "Use a slot whose port supports ARI, or start the kernel with pci=assign-busses so that the bridge gets more bus numbers.",
  "mmio-windows":
    "Switch on SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS, or start the kernel with pci=realloc.",
  "msix-pool":
    "Unload what takes vectors from the same card (irdma), or give its PF fewer (devlink msix_vec_per_pf_max).",
  "initial-vfs": "The device's firmware is at fault: update it.",
  "dependency-link": "Look for the function that it depends on: it may be switched off, or hidden by the firmware.",
};

const LIMIT_TITLE: Readonly<Record<VfLimit["kind"], (pf: FunctionInfo, most: number) => string>> = {
  driver: (pf, most) =>
    most === 0 ? `${pf.bdf} may have no VFs at all.` : `${pf.bdf} may have at most ${counted(most, "VF")}.`,
  "bus-numbers": (pf, most) => `Bus numbers are left for ${counted(most, "VF")} of ${pf.bdf} only.`,
  "mmio-windows": (pf, most) =>
    most === 0
      ? `There is no memory for VFs of ${pf.bdf}: a window for their BARs has no address.`
      : `There is memory for ${counted(most, "VF")} of ${pf.bdf} only.`,
  "msix-pool": (pf, most) => `There are interrupt vectors for ${counted(most, "VF")} of ${pf.bdf} only.`,
  "initial-vfs": (pf) => `The SR-IOV capability of ${pf.bdf} contradicts itself, and the kernel makes no VFs of it.`,
  "dependency-link": (pf) => `${pf.bdf} depends on a function that is not there or has no SR-IOV.`,
};

const withinLimits = onVfs(({ pf, to }, { machine, knowledge }) => {
  const space = knowledge.config?.(pf.bdf) ?? null;
  const best = mostVfs(machine, pf, space)?.most ?? 0;
  const exceeded = new Map(
    vfLimits(machine, pf, space)
      .filter((limit) => to > limit.most)
      // Of several windows the smallest is told.
      .sort((a, b) => b.most - a.most)
      .map((limit) => [limit.kind, limit]),
  );
  return [...exceeded.values()].map(({ kind, most, evidence }) => ({
    id: LIMIT_ID[kind],
    level: "blocker",
    title: LIMIT_TITLE[kind](pf, most),
    evidence: `${evidence}; ${to} were asked for, and the kernel would answer ${KERNEL_ANSWER[kind]}`,
    remedy: best > 0 ? `Choose ${best} or fewer. ${LIMIT_REMEDY[kind]}` : LIMIT_REMEDY[kind],
  }));
});

const capabilityTotal = onVfs(({ pf }, { knowledge }) => {
  const capability = knowledge.capabilityTotalVfs?.(pf.bdf) ?? null;
  const driver = pf.sriov?.totalVfs ?? null;
  if (capability === null || driver === null || driver >= capability) return [];
  return [
    {
      id: "capability-total",
      level: "fact",
      title: `The device could have ${capability} VFs; its driver allows ${driver}.`,
      evidence: `TotalVFs of the capability is ${capability}, sriov_totalvfs of ${pf.bdf} is ${driver}`,
      remedy: null,
    },
  ];
});

const layoutKnown = onVfs(({ pf, to }) => {
  const { offset = null, stride = null } = pf.sriov ?? {};
  if (to === 0 || (offset !== null && offset > 0 && (to === 1 || (stride !== null && stride > 0)))) return [];
  const said = `sriov_offset of ${pf.bdf} is ${offset ?? "not known"}, sriov_stride is ${stride ?? "not known"}`;
  return [
    {
      id: "vf-layout",
      level: "warning",
      title: `Where the VFs of ${pf.bdf} will be cannot be told beforehand.`,
      evidence: said,
      remedy:
        offset === 0
          ? "If the device says 0 with VFs on as well, the kernel answers EIO: its firmware is broken."
          : null,
    },
  ];
});

const NETWORK = 0x02;

/** What is not made again for the VFs to come; those are told of by the plan itself. */
function lostSettings(pf: FunctionInfo, to: number, settings: readonly VfSettings[] | null): string | null {
  if (settings === null) {
    return pf.classCode === null || pf.classCode >>> 16 === NETWORK
      ? "MAC address, VLAN, trust and rate settings of the VFs are lost, and could not be read: note them first."
      : null;
  }
  const lost = settings.filter((vf) => vf.vf >= to && madeSettings(vf, pf.driver).length > 0).length;
  return lost === 0
    ? null
    : `Settings of ${counted(lost, "VF")} without a place among the new ones are lost; an undo makes them again.`;
}

/** The specification lets NumVFs change only while VF Enable is clear (PCIe 6.2 §9.3.3.7). */
const throughZero = onVfs(({ pf, from, to }, { knowledge }) =>
  from === 0 || to === 0
    ? []
    : [
        {
          id: "through-zero",
          level: "warning",
          title: `${from === 1 ? "The VF" : `The ${from} VFs`} of ${pf.bdf} ${from === 1 ? "is" : "are"} removed before ${to === 1 ? "the new one is" : `the ${to} new ones are`} made.`,
          evidence: `${pf.bdf} has ${counted(from, "VF")}; a write of ${to} now would answer EBUSY`,
          remedy: lostSettings(pf, to, knowledge.vfSettings?.(pf.bdf) ?? null),
        },
      ],
);

/** Unbinding vfio-pci asks the guest to let go, and waits for it without end (drivers/vfio/vfio_main.c). */
const vfsInUse = onVfs(({ pf }, { machine, usage }) => {
  const vfs = machine.vfsOf(pf.bdf);
  const given = vfs.filter((vf) => mayBeHeld(usage, vf));
  const nets = vfs.flatMap((vf) => usesOf(vf).filter((use) => use.kind === "net" && !tellsMore(usage, vf, "net")));
  const disks = vfs.flatMap((vf) => usesOf(vf).filter((use) => use.kind === "block" && !tellsMore(usage, vf, "block")));
  const checks: Check[] = [];
  if (given.length > 0) {
    checks.push({
      id: "vfs-in-use",
      level: "warning",
      title: `${counted(given.length, "VF")} of ${pf.bdf} ${given.length === 1 ? "is" : "are"} on ${listed([...new Set(given.map(({ driver }) => driver ?? ""))])} and may be inside a running guest.`,
      evidence: listed(given.map(givenEvidence)),
      remedy:
        "Shut the guests down first: the kernel takes the VF out of a running guest, and waits as long as one holds on to it.",
    });
  }
  for (const [id, uses] of [
    ["vf-net-up", nets],
    ["vf-disk", disks],
  ] as const) {
    if (uses.length === 0) continue;
    checks.push({
      id,
      level: "warning",
      title: `VFs of ${pf.bdf} are in use here: ${listed(uses.map((use) => use.phrase))}.`,
      evidence: listed(uses.map((use) => use.evidence)),
      remedy: "They go away with the VFs: stop what uses them first.",
    });
  }
  return checks;
});

/** VFs of a PF on vfio-pci get a driver override to vfio-pci as they are made (vfio_pci_core.c, vfio_pci_bus_notifier). */
const vfsCaptured = onVfs(({ pf, to, purpose }) => {
  if (!isOnVfio(pf) || to === 0) return [];
  const elsewhere = purpose === "host" || purpose === "none";
  return [
    {
      id: "vfs-captured",
      level: elsewhere ? "blocker" : "warning",
      title: elsewhere
        ? `New VFs of ${pf.bdf} go to vfio-pci, because the PF is there.`
        : `Whoever uses a VF of ${pf.bdf} needs the VF token of the PF's user.`,
      evidence: `driver of ${pf.bdf} is ${pf.driver}`,
      remedy: elsewhere
        ? "Choose vfio-pci as what the VFs are for, or give the PF back to its own driver first."
        : "Pass the token (a UUID) on to the guest, for example with vf-token= in QEMU.",
    },
  ];
});

const autoprobeKnown = onVfs(({ pf, to, purpose }, { machine }) => {
  const checks: Check[] = [];
  if (to > 0 && purpose !== "host" && pf.sriov?.driversAutoprobe === null) {
    checks.push({
      id: "autoprobe",
      level: "warning",
      title: "A host driver may hold each new VF for a moment.",
      evidence: `sriov_drivers_autoprobe of ${pf.bdf} could not be read`,
      remedy: "Nothing: a driver that took a VF is unbound again.",
    });
  }
  if (to > 0 && purpose === "host" && machine.snapshot.host.driversAutoprobe === false) {
    checks.push({
      id: "autoprobe",
      level: "fact",
      title: "New VFs may not be given to drivers by themselves on this machine, so each VF is probed by name.",
      // Before Linux 6.19 it acts on drivers that are registered, not on functions that appear (ea34511aaf75).
      evidence: "/sys/bus/pci/drivers_autoprobe is 0, which keeps drivers off new VFs from Linux 6.19 on",
      remedy: null,
    });
  }
  return checks;
});

/** What has to be true of a PF for any number of VFs. */
export const PF_CHECKS: readonly CheckRule[] = [pfStuck, hasDriver];

export const SRIOV_CHECKS: readonly CheckRule[] = [
  ...PF_CHECKS,
  withinLimits,
  capabilityTotal,
  layoutKnown,
  vfsCaptured,
  throughZero,
  vfsInUse,
  autoprobeKnown,
];
