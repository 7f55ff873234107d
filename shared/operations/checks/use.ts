/** Checks on what uses a function now, and on who will have it when vfio-pci lets go. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { hasVfio } from "../../machine/role.ts";
import { isNvmeVf, isRegistered, likelyHostDriver } from "../findings/drivers.ts";
import { givenEvidence, mayBeHeld, tellsMore, type Use, usesOf } from "../findings/in-use.ts";
import type { ImpactEntry } from "../impact/impact.ts";
import { shellWord } from "../verbs/shell.ts";
import { counted, listed } from "../words.ts";
import { type Answer, type CheckWords, check, type PlanCheck } from "./check.ts";

/** A function that the host uses, and is about to lose, where no more is known of it than that. */
function hostUseCheck(kind: Use["kind"], level: Answer["level"], remedy: string, words: CheckWords): PlanCheck {
  return check({
    ...words,
    says: ({ change, usage }) =>
      [...change.toVfio, ...change.toNone].flatMap((fn) =>
        usesOf(fn)
          .filter((use) => use.kind === kind && !tellsMore(usage, fn, kind))
          .map(({ phrase, evidence }): Answer => {
            return { level, subject: fn.bdf, title: `The host uses ${fn.bdf}: ${phrase}.`, evidence, remedy };
          }),
      ),
  });
}

const HOST_USE_CHECKS: readonly PlanCheck[] = [
  hostUseCheck(
    "net",
    "warning",
    "Take the interface down first, and make sure that you are not connected through it.",
    {
      id: "net-up",
      about: "An interface that is up is taken away",
      source: "operstate",
      proof: {
        contractCase:
          "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
      },
    },
  ),
  hostUseCheck(
    "block",
    "warning",
    "Make sure that nothing on it is mounted or swapped to: the disk disappears from the host.",
    {
      id: "disk",
      about: "A disk is taken away",
      source: "block/",
      proof: {
        contractCase: "what a driver made of a function goes with it, and is there again when the driver is back",
      },
    },
  ),
  hostUseCheck("drm", "warning", "End what draws on it: the display or its compute programs stop.", {
    id: "display",
    about: "A display is taken away",
    source: "drm/",
    proof: {
      contractCase: "what a driver made of a function goes with it, and is there again when the driver is back",
    },
  }),
  hostUseCheck("infiniband", "fact", "End what uses the RDMA device first.", {
    id: "rdma",
    about: "An RDMA device is taken away",
    source: "infiniband/",
    proof: "needs hardware",
  }),
];

/** Unbinding asks a guest that has it by vfio to let go, and waits for it without end (drivers/vfio/vfio_main.c). */
const guestInUse = check({
  id: "guest-in-use",
  about: "A guest may hold it, where holders are not known",
  source: "driver",
  proof: { contractCase: "unbinding a VF that a program has open waits until the program lets go" },
  says: ({ change: { toHost, toNone, toVfio }, usage }) => {
    // Who holds a function is told by name where it is known.
    const given = [...toHost, ...toNone, ...toVfio].filter((fn) => mayBeHeld(usage, fn));
    if (given.length === 0) return [];
    return {
      level: "warning",
      title:
        given.length === 1
          ? `A running guest may be using ${given[0]?.bdf}.`
          : `Running guests may be using ${counted(given.length, "function")} of these.`,
      evidence: listed(given.map(givenEvidence)),
      remedy: given.some(hasVfio)
        ? "Shut the guest down first: otherwise the kernel waits, without end, until it lets go."
        : "Shut the guest down first: otherwise it loses the function while it uses it.",
    };
  },
});

/** Whoever had it has it no more. */
const LOSES: ReadonlySet<ImpactEntry["how"]> = new Set(["removed", "unbound", "bound"]);

/** The kernel dies when it is taken from virtio-iommu (iommu_deinit_device); of others all that is behind them stops. */
const iommuFunction = check({
  id: "iommu-function",
  about: "The machine's IOMMU is not taken from the kernel, which may crash of it",
  source: "/sys/class/iommu, class 0806, virtio-iommu; iommu_deinit_device",
  proof: "no case",
  says: ({ impact }) =>
    impact.flatMap(({ bdf, how, reasons }): Answer[] => {
      const reason = reasons.find(({ kind }) => kind === "iommu");
      if (reason === undefined || !LOSES.has(how)) return [];
      return [
        {
          level: "blocker",
          subject: bdf,
          title: `${bdf} ${reason.text}: the kernel would lose it, and may crash.`,
          evidence: reason.evidence,
          remedy: "Leave it alone.",
        },
      ];
    }),
});

/** Of VFs of NVMe controllers the next one tells more. */
const hostDriver = check({
  id: "host-driver",
  about: "A driver of the host takes it back",
  source: "modules.alias, drivers",
  proof: { contractCase: "what no driver knows stays without one when it is given back" },
  says: ({ change, machine, knowledge }) =>
    change.toHost.flatMap((fn): Answer[] => {
      const { bdf } = fn;
      const likely = likelyHostDriver(machine, fn, knowledge.previousDriver?.(bdf) ?? null);
      if (isNvmeVf(fn) || (likely !== null && isRegistered(likely, machine.snapshot.host))) return [];
      if (likely === null) {
        return [
          {
            level: "warning",
            subject: bdf,
            title: `No driver of this kernel is known to match ${bdf}: it is likely to stay without one.`,
            evidence: `no module's alias matches ${bdf}`,
            remedy: "Load its driver first, if it comes from elsewhere.",
          },
        ];
      }
      return [
        {
          level: "warning",
          subject: bdf,
          title: `${likely} is not loaded: ${bdf} stays without a driver until it is.`,
          evidence: `${likely} is not among the drivers of the PCI bus`,
          remedy: `Load it first: modprobe ${shellWord(likely)}.`,
        },
      ];
    }),
});

const nvmeVirtMgmt = check({
  id: "nvme-virt-mgmt",
  about: "VFs of NVMe controllers need queues first",
  source: "class 0108; NVMe Virtualization Management",
  proof: { contractCase: "VFs that no driver takes stay without one, and the log says why" },
  says: ({ change: { vfs, toHost } }) => [
    ...(vfs?.pf.driver === "nvme" && vfs.to > 0 && vfs.purpose !== "none" ? [vfsToCome(vfs.pf)] : []),
    ...toHost.filter(isNvmeVf).map(
      (fn): Answer => ({
        level: "warning",
        subject: fn.bdf,
        title: `${fn.bdf} is a VF of an NVMe controller: no driver keeps it before queues are assigned to it.`,
        evidence: `physfn of ${fn.bdf} is ${fn.physfn}, class is 0108`,
        remedy: `Assign queues with nvme virt-mgmt on ${fn.physfn}, then bring the secondary controller online.`,
      }),
    ),
  ],
});

function vfsToCome(pf: FunctionInfo): Answer {
  return {
    level: "warning",
    subject: pf.bdf,
    title: "VFs of an NVMe controller stay unusable until queues and interrupts are assigned to them.",
    evidence: `driver of ${pf.bdf} is ${pf.driver}`,
    remedy: `Assign them with nvme virt-mgmt on ${pf.bdf}, then bring the secondary controllers online.`,
  };
}

export const USE_CHECKS: readonly PlanCheck[] = [
  ...HOST_USE_CHECKS,
  guestInUse,
  iommuFunction,
  hostDriver,
  nvmeVirtMgmt,
];
