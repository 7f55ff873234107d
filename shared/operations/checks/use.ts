/** Checks on what uses a function now, and on who will have it when vfio-pci lets go. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { hasVfio, hasVfs } from "../../machine/role.ts";
import { isNvmeVf, likelyHostDriver } from "../findings/drivers.ts";
import { givenEvidence, mayBeHeld, tellsMore, type Use, usesOf } from "../findings/in-use.ts";
import type { ImpactEntry } from "../impact/impact.ts";
import { shellWord } from "../verbs/shell.ts";
import { counted, listed } from "../words.ts";
import type { CheckRule } from "./check.ts";
import type { Check } from "./found.ts";

const TAKEN_AWAY: Readonly<Record<Exclude<Use["kind"], "guest">, { readonly id: string; readonly remedy: string }>> = {
  net: {
    id: "net-up",
    remedy: "Take the interface down first, and make sure that you are not connected through it.",
  },
  block: {
    id: "disk",
    remedy: "Make sure that nothing on it is mounted or swapped to: the disk disappears from the host.",
  },
  drm: { id: "display", remedy: "End what draws on it: the display or its compute programs stop." },
  infiniband: { id: "rdma", remedy: "End what uses the RDMA device first." },
};

/** A function that the host uses, and is about to lose. */
const inUseByHost: CheckRule = ({ change, usage }) =>
  [...change.toVfio, ...change.toNone].flatMap((fn) =>
    usesOf(fn).flatMap((use): Check[] => {
      if (use.kind === "guest" || tellsMore(usage, fn, use.kind)) return [];
      const { id, remedy } = TAKEN_AWAY[use.kind];
      const level = use.kind === "infiniband" ? "fact" : "warning";
      return [{ id, level, title: `The host uses ${fn.bdf}: ${use.phrase}.`, evidence: use.evidence, remedy }];
    }),
  );

/** Unbinding asks a guest that has it by vfio to let go, and waits for it without end (drivers/vfio/vfio_main.c). */
const inUseByGuest: CheckRule = ({ change, usage }) => {
  // Who holds a function is told by name where it is known.
  const given = [...change.toHost, ...change.toNone, ...change.toVfio].filter((fn) => mayBeHeld(usage, fn));
  if (given.length === 0) return [];
  return [
    {
      id: "guest-in-use",
      level: "warning",
      title:
        given.length === 1
          ? `A running guest may be using ${given[0]?.bdf}.`
          : `Running guests may be using ${counted(given.length, "function")} of these.`,
      evidence: listed(given.map(givenEvidence)),
      remedy: given.some(hasVfio)
        ? "Shut the guest down first: otherwise the kernel waits, without end, until it lets go."
        : "Shut the guest down first: otherwise it loses the function while it uses it.",
    },
  ];
};

/** A PF on vfio-pci with VFs on: its VFs go when vfio-pci is unbound (vfio_pci_core_unregister_device). */
const losesVfs: CheckRule = ({ change }) =>
  [...change.toHost, ...change.toNone].filter(hasVfs).map((fn) => ({
    id: "pf-with-vfs",
    level: "blocker",
    title: `${fn.bdf} has VFs, and they would go away with its driver.`,
    evidence: `${fn.bdf} has ${counted(fn.sriov?.numVfs ?? 0, "VF")}`,
    remedy: "Set it to 0 VFs first.",
  }));

/** Whoever had it has it no more. */
const LOSES: ReadonlySet<ImpactEntry["how"]> = new Set(["removed", "unbound", "bound"]);

/** The kernel dies when it is taken from virtio-iommu (iommu_deinit_device); of others all that is behind them stops. */
const isIommu: CheckRule = ({ impact }) =>
  impact.flatMap(({ bdf, how, reasons }): Check[] => {
    const reason = reasons.find(({ kind }) => kind === "iommu");
    if (reason === undefined || !LOSES.has(how)) return [];
    return [
      {
        id: "iommu-function",
        level: "blocker",
        title: `${bdf} ${reason.text}: the kernel would lose it, and may crash.`,
        evidence: reason.evidence,
        remedy: "Leave it alone.",
      },
    ];
  });

const hostDriver: CheckRule = ({ change, machine, knowledge }) => {
  const { drivers } = machine.snapshot.host;
  return change.toHost.flatMap((fn): Check[] => {
    if (isNvmeVf(fn)) return [nvmeVf(fn)];
    const likely = likelyHostDriver(machine, fn, knowledge.previousDriver?.(fn.bdf) ?? null);
    if (likely === null) {
      return [
        {
          id: "host-driver",
          level: "warning",
          title: `No driver of this kernel is known to match ${fn.bdf}: it is likely to stay without one.`,
          evidence: `no module's alias matches ${fn.bdf}`,
          remedy: "Load its driver first, if it comes from elsewhere.",
        },
      ];
    }
    if (drivers.includes(likely)) return [];
    return [
      {
        id: "host-driver",
        level: "warning",
        title: `${likely} is not loaded: ${fn.bdf} stays without a driver until it is.`,
        evidence: `${likely} is not among the drivers of the PCI bus`,
        remedy: `Load it first: modprobe ${shellWord(likely)}.`,
      },
    ];
  });
};

function nvmeVf(fn: FunctionInfo): Check {
  return {
    id: "nvme-virt-mgmt",
    level: "warning",
    title: `${fn.bdf} is a VF of an NVMe controller: no driver keeps it before queues are assigned to it.`,
    evidence: `physfn of ${fn.bdf} is ${fn.physfn}, class is 0108`,
    remedy: `Assign queues with nvme virt-mgmt on ${fn.physfn}, then bring the secondary controller online.`,
  };
}

export const USE_CHECKS: readonly CheckRule[] = [inUseByHost, inUseByGuest, losesVfs, isIommu, hostDriver];
