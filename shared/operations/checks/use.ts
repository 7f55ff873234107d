/** Checks on what uses a function now, and on who will have it when vfio-pci lets go. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isUnread } from "../../machine/known.ts";
import type { Machine } from "../../machine/machine.ts";
import { hasVfio } from "../../machine/role.ts";
import { givenEvidence, plainUses, type Use } from "../../machine/uses.ts";
import { clauses } from "../../words/joined.ts";
import { USE_CHECK_WORDS as T } from "../../words/texts/check-use.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { isNvmeVf, isRegistered, likelyHostDriver } from "../findings/drivers.ts";
import { mayBeHeld } from "../findings/in-use.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import type { ImpactEntry } from "../impact/impact.ts";
import { shellWord } from "../verbs/shell.ts";
import { type Answer, type CheckWords, check, ofEach, type PlanCheck } from "./check.ts";

type HostUseWords = CheckWords & Pick<Use, "kind"> & Required<Pick<Answer, "level" | "remedy">>;

/** A function that the host uses, and is about to lose, where no more is known of it than that. */
function hostUseCheck({ kind, level, remedy, ...words }: HostUseWords): PlanCheck {
  return check({
    ...words,
    says: ({ change, usage }) =>
      ofEach([...change.toVfio, ...change.toNone], (fn) =>
        plainUses(usage, fn, kind).map(({ phrase, evidence }) => ({
          level,
          title: T.hostUses({ bdf: fn.bdf, use: phrase }),
          evidence,
          remedy,
        })),
      ),
  });
}

/** Whoever had it has it no more. */
const LOSES: ReadonlySet<ImpactEntry["how"]> = new Set(["removed", "unbound", "bound"]);

/** Does the PF tell that the VF's controller is online; false = it does not, or nobody asked. */
function isOnline(machine: Machine, { nvmeVfs }: PlanKnowledge, { bdf, physfn }: FunctionInfo): boolean {
  const told = physfn === null ? null : (nvmeVfs?.(physfn) ?? null);
  const index = machine.vfIndexOf(bdf);
  return told?.state === "read" && told.vfs.some(({ vf, online }) => vf === index && online);
}

export const USE_CHECKS: readonly PlanCheck[] = [
  hostUseCheck({
    id: "net-up",
    about: "An interface that is up is taken away",
    source: "operstate",
    provenBy: "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
    kind: "net",
    level: "warning",
    remedy: T.netRemedy,
  }),
  hostUseCheck({
    id: "disk",
    about: "A disk is taken away",
    source: "block/",
    provenBy: "what a driver made of a function goes with it, and is there again when the driver is back",
    kind: "block",
    level: "warning",
    remedy: T.diskRemedy,
  }),
  hostUseCheck({
    id: "display",
    about: "A display is taken away",
    source: "drm/",
    provenBy: "what a driver made of a function goes with it, and is there again when the driver is back",
    kind: "drm",
    level: "warning",
    remedy: T.displayRemedy,
  }),
  hostUseCheck({
    id: "rdma",
    about: "An RDMA device is taken away",
    source: "infiniband/",
    noCase: "needs hardware",
    kind: "infiniband",
    level: "fact",
    remedy: T.rdmaRemedy,
  }),
  /** Unbinding asks a guest that has it by vfio to let go, and waits for it without end (drivers/vfio/vfio_main.c). */
  check({
    id: "guest-in-use",
    about: "A guest may hold it, where holders are unknown",
    source: "driver",
    provenBy: "unbinding a VF that a program has open waits until the program lets go",
    says: ({ change: { toHost, toNone, toVfio }, usage }) => {
      // Who holds a function is told by name where it is known.
      const given = [...toHost, ...toNone, ...toVfio].filter((fn) => mayBeHeld(usage, fn));
      if (given.length === 0) return [];
      return {
        level: "warning",
        title:
          given.length === 1 ? T.guestMayUse({ bdf: given[0]?.bdf ?? "" }) : T.guestsMayUse({ count: given.length }),
        evidence: clauses(...given.map(givenEvidence)),
        remedy: given.some(hasVfio) ? T.guestWaits : T.guestLoses,
      };
    },
  }),
  /** The kernel dies when it is taken from virtio-iommu (iommu_deinit_device); of others all that is behind them stops. */
  check({
    id: "iommu-function",
    about: "The machine's IOMMU is not taken from the kernel, which may crash without it",
    source: "/sys/class/iommu, class 0806, virtio-iommu; iommu_deinit_device",
    noCase: "not written",
    says: ({ impact }) =>
      impact.flatMap(({ bdf, how, reasons }): Answer | Answer[] => {
        const reason = reasons.find(({ kind }) => kind === "iommu");
        const isReset = how === "reset";
        if (reason === undefined || !(LOSES.has(how) || isReset)) return [];
        return {
          level: "blocker",
          subject: bdf,
          title: (isReset ? T.iommuReset : T.iommuLost)({ bdf, use: reason.text }),
          evidence: reason.evidence,
          remedy: T.leaveAlone,
        };
      }),
  }),
  /** Of VFs of NVMe controllers the next one tells more. */
  check({
    id: "host-driver",
    about: "A host driver binds it again",
    source: "modules.alias, drivers",
    provenBy: "what no driver knows stays without one when it is given back",
    says: ({ change, machine, knowledge }) =>
      ofEach(change.toHost, (fn) => {
        const { bdf } = fn;
        const likely = likelyHostDriver(machine, fn, knowledge.previousDriver?.(bdf) ?? null);
        if (isNvmeVf(fn) || (likely !== null && isRegistered(likely, machine.snapshot.host))) return [];
        if (likely === null && isUnread(fn, "modules")) {
          return {
            level: "warning",
            title: T.driverUnknown({ bdf }),
            evidence: T.driverUnknownEvidence({ bdf }),
            remedy: T.loadDriver,
          };
        }
        if (likely === null) {
          return {
            level: "warning",
            title: T.noDriverMatches({ bdf }),
            evidence: T.noDriverMatchesEvidence({ bdf }),
            remedy: T.loadOutside,
          };
        }
        return {
          level: "warning",
          title: T.notLoaded({ driver: likely, bdf }),
          evidence: T.notLoadedEvidence({ driver: likely }),
          remedy: T.load({ command: `modprobe ${shellWord(likely)}` }),
        };
      }),
  }),
  check({
    id: "nvme-virt-mgmt",
    about: "VFs of NVMe controllers need queues first",
    source: "class 0108; NVMe Virtualization Management",
    provenBy: "VFs that no driver takes stay without one, and the log says why",
    says: ({ change: { vfs, toHost }, knowledge, machine }) => [
      ...ofEach(
        vfs?.pf.driver === "nvme" && vfs.to > 0 && vfs.purpose !== "none" ? [vfs.pf] : [],
        ({ bdf, driver }) => ({
          level: "warning",
          title: T.nvmeVfs,
          evidence: EVIDENCE_WORDS.is({ attribute: "driver", bdf: bdf, value: driver ?? "" }),
          remedy: T.nvmeVfsRemedy({ pf: bdf }),
        }),
      ),
      ...ofEach(
        toHost.filter((fn) => isNvmeVf(fn) && !isOnline(machine, knowledge, fn)),
        ({ bdf, physfn }) => ({
          level: "warning",
          title: T.nvmeVf({ bdf }),
          evidence: T.nvmeVfEvidence({ bdf, pf: physfn ?? "" }),
          remedy: T.nvmeVfRemedy({ pf: physfn ?? "" }),
        }),
      ),
    ],
  }),
];
