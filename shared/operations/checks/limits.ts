/** Checks of the number of VFs against what limits it: one for each kind of limit. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isUnread } from "../../machine/known.ts";
import type { Machine } from "../../machine/machine.ts";
import { ariRemedy, cutByPort, type PortAbove, portAbove } from "../../machine/port-reach.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import { mostVfs, vfLimits } from "../findings/limits.ts";
import type { VfLimit } from "../findings/limits-config.ts";
import { limitRemedy } from "../findings/pf-drivers.ts";
import { busRemedy, memoryRemedy } from "../findings/room-remedies.ts";
import { counted } from "../words.ts";
import { type Answer, type CheckWords, check, type PlanCheck } from "./check.ts";
import { onVfs } from "./drivers.ts";

interface Given {
  /** VFs that were asked for. */
  readonly to: number;
  /** TotalVFs of the capability; null = not read. */
  readonly capability: number | null;
  /** What the port above keeps from VFs; null = nothing. */
  readonly cut: ReturnType<typeof cutByPort>;
  /** The port above; null = there is none. */
  readonly above: PortAbove | null;
  /** Registers of the port above; null = not read. */
  readonly port: ConfigSpace | null;
  /** null = not read */
  readonly commandLine: string | null;
}

/** Where the limit could not be read it is told, and is none: the kernel refuses what is above it, and changes nothing. */
function unreadTotal(pf: FunctionInfo, to: number): Answer[] {
  if (to === 0 || pf.sriov?.totalVfs !== null || !isUnread(pf, "sriov_totalvfs")) return [];
  return [
    {
      level: "warning",
      title: `How many VFs ${pf.bdf} may have could not be read.`,
      evidence: `sriov_totalvfs of ${pf.bdf} is not known; above it the kernel answers ERANGE, and changes nothing`,
    },
  ];
}

type LimitWords = CheckWords & {
  readonly kind: VfLimit["kind"];
  /** What the kernel would answer, or what would become of it. */
  readonly answer: string | ((most: number) => string);
  readonly title: (pf: FunctionInfo, most: number) => string;
  readonly remedy: string | ((pf: FunctionInfo, given: Given) => string);
  /** What is said where the limit could not be read; left out = another check tells. */
  readonly unread?: (pf: FunctionInfo, to: number) => Answer[];
};

function portOf(machine: Machine, pf: FunctionInfo, space: ConfigSpace | null): PortAbove | null {
  return portAbove(pf, pf.parent === null ? undefined : machine.byBdf.get(pf.parent), space);
}

function portSpace(machine: Machine, pf: FunctionInfo, { config }: PlanKnowledge): ConfigSpace | null {
  const parent = machine.parentOf(pf.bdf);
  return parent === null ? null : (config?.(parent) ?? null);
}

function limitCheck({ kind, answer, title, remedy, unread, ...words }: LimitWords): PlanCheck {
  return check({
    ...words,
    says: onVfs(({ pf, to }, { machine, knowledge, usage }) => {
      const space = knowledge.config?.(pf.bdf) ?? null;
      const port = portSpace(machine, pf, knowledge);
      const exceeded = vfLimits(machine, pf, space, port).filter((limit) => limit.kind === kind && to > limit.most);
      // Of several windows the smallest is told.
      const limit = exceeded.sort((a, b) => b.most - a.most).at(-1);
      if (limit === undefined) return unread?.(pf, to) ?? [];
      const capability = knowledge.capabilityTotalVfs?.(pf.bdf) ?? null;
      const { commandLine } = usage.facts.platform;
      const given = {
        to,
        capability,
        cut: cutByPort(machine, pf, port),
        above: portOf(machine, pf, port),
        port,
        commandLine,
      };
      const what = typeof remedy === "string" ? remedy : remedy(pf, given);
      const best = mostVfs(machine, pf, space, port)?.most ?? 0;
      return {
        level: "blocker",
        title: title(pf, limit.most),
        evidence: `${limit.evidence(` of ${pf.bdf}`)}; ${to} were asked for, and ${typeof answer === "string" ? `the kernel would answer ${answer}` : answer(limit.most)}`,
        remedy: best > 0 ? `Choose ${best} or fewer. ${what}` : what,
      };
    }),
  });
}

export const LIMIT_CHECKS: readonly PlanCheck[] = [
  limitCheck({
    id: "total-vfs",
    about: "No more than the driver allows",
    source: "sriov_totalvfs; ERANGE",
    provenBy: "numvfs above what the driver allows is ERANGE",
    kind: "driver",
    unread: unreadTotal,
    answer: "ERANGE",
    title: (pf, most) =>
      most === 0 ? `${pf.bdf} may have no VFs at all.` : `${pf.bdf} may have at most ${counted(most, "VF")}.`,
    remedy: (pf, { capability, to }) => limitRemedy(pf, capability, to),
  }),
  limitCheck({
    id: "port-reach",
    about: "The port above passes on every VF",
    source: "ari_enabled, or Device Control 2 of the port; sriov_offset, sriov_stride; PCIe 6.2 §6.13; EIO",
    noCase: "lab world",
    kind: "port",
    // The kernel reads a header of the first VF only, and takes it for those of all (iov.c, pci_read_vf_config_common).
    answer: (most) =>
      most === 0 ? "the kernel would answer EIO" : `those from VF ${most} on would be listed, and read ff`,
    title: (pf, most) =>
      most === 0
        ? `No VF of ${pf.bdf} can be reached: the port above passes on device 0 only.`
        : `Only ${counted(most, "VF")} of ${pf.bdf} can be reached: the port above passes on device 0 only.`,
    remedy: (_, { cut }) => ariRemedy(cut?.port ?? { supportsAri: null }),
  }),
  check({
    id: "port-reach-unread",
    about: "Whether the port above passes on every VF could be read",
    source: "ari_enabled; PCIe 6.2 §6.13",
    noCase: "needs hardware",
    says: onVfs(({ pf, to }, { machine, knowledge }) => {
      const cut = cutByPort(machine, pf, portSpace(machine, pf, knowledge));
      if (cut === null || cut.port.forwardsAri !== null || to <= cut.from.index) return [];
      const { port, from } = cut;
      return {
        level: "warning",
        title: `Whether ${port.bdf} passes on every VF of ${pf.bdf} is not known.`,
        evidence: `${port.evidence}; VF ${from.index} would be at ${from.bdf}, which needs ARI`,
        remedy: from.index === 0 ? null : `${from.index} or fewer need no ARI. If more fail: ${ariRemedy(port)}`,
      };
    }),
  }),
  limitCheck({
    id: "bus-numbers",
    about: "The last VF's bus number is below the bridge",
    source: "sriov_offset, sriov_stride, subordinate_bus_number; ari_enabled; /proc/cmdline; ENOMEM",
    noCase: "lab world",
    kind: "bus-numbers",
    answer: "ENOMEM",
    title: (pf, most) =>
      most === 0
        ? `No bus number is left for VFs of ${pf.bdf}.`
        : `Bus numbers are left for ${counted(most, "VF")} of ${pf.bdf} only.`,
    remedy: (_, { above, commandLine }) => busRemedy(above, commandLine),
  }),
  limitCheck({
    id: "mmio-windows",
    about: "Windows for VF BARs have addresses and room",
    source: "resource, lines 7–12; VF Resizable BAR; /proc/cmdline; Slot Capabilities of the port; ENOMEM",
    provenBy: "numvfs of a PF whose VFs have no place in memory is ENOMEM",
    kind: "mmio-windows",
    answer: "ENOMEM",
    title: (pf, most) =>
      most === 0
        ? `There is no memory for VFs of ${pf.bdf}: a window for their BARs has no address.`
        : `There is memory for ${counted(most, "VF")} of ${pf.bdf} only.`,
    remedy: (_, { commandLine, port }) => memoryRemedy(commandLine, port),
  }),
  limitCheck({
    id: "msix-pool",
    about: "MSI-X vectors are left for each VF",
    source: "sriov_vf_total_msix; ENOSPC",
    noCase: "needs hardware",
    kind: "msix-pool",
    answer: "ENOSPC",
    title: (pf, most) => `There are interrupt vectors for ${counted(most, "VF")} of ${pf.bdf} only.`,
    remedy: "Unload what takes vectors from the same card (irdma), or give its PF fewer (devlink msix_vec_per_pf_max).",
  }),
  limitCheck({
    id: "initial-vfs",
    about: "InitialVFs is TotalVFs",
    source: "SR-IOV capability; EIO",
    noCase: "lab world",
    kind: "initial-vfs",
    answer: "EIO",
    title: (pf) => `The SR-IOV capability of ${pf.bdf} contradicts itself, and the kernel makes no VFs of it.`,
    remedy: "The device's firmware is at fault: update it.",
  }),
  limitCheck({
    id: "dependency-link",
    about: "The function that the PF depends on is a PF that is there",
    source: "Function Dependency Link; ENODEV, ENOSYS",
    noCase: "lab world",
    kind: "dependency-link",
    answer: "ENODEV or ENOSYS",
    title: (pf) => `${pf.bdf} depends on a function that is not there or has no SR-IOV.`,
    remedy: "Look for the function that it depends on: it may be switched off, or hidden by the firmware.",
  }),
];
