/** Checks of the number of VFs against what limits it: one for each kind of limit. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isUnread } from "../../machine/known.ts";
import type { Machine } from "../../machine/machine.ts";
import { ariRemedy, cutByPort, type PortAbove, portAbove } from "../../machine/port-reach.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { either, sentences } from "../../words/joined.ts";
import type { Message, Words } from "../../words/message.ts";
import { LIMIT_CHECK_WORDS } from "../../words/texts/limit-check.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import { mostVfs, vfLimits } from "../findings/limits.ts";
import { attributesOf, type VfLimit } from "../findings/limits-config.ts";
import { limitRemedy } from "../findings/pf-drivers.ts";
import { busRemedy, memoryRemedy } from "../findings/room-remedies.ts";
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

/** A limit that could not be read is a warning, and no limit: the kernel refuses what is above it, and changes nothing. */
function unreadTotal(pf: FunctionInfo, to: number): Answer[] {
  if (to === 0 || pf.sriov?.totalVfs !== null || !isUnread(pf, "sriov_totalvfs")) return [];
  return [
    {
      level: "warning",
      title: LIMIT_CHECK_WORDS.totalUnread({ pf: pf.bdf }),
      evidence: LIMIT_CHECK_WORDS.totalUnreadEvidence({ pf: pf.bdf }),
    },
  ];
}

type LimitWords = CheckWords & {
  readonly kind: VfLimit["kind"];
  /** The errno that the kernel would return, or what would become of the VFs. */
  readonly answer: string | ((most: number) => Message);
  readonly title: (pf: FunctionInfo, most: number) => Message;
  readonly remedy: Message | ((pf: FunctionInfo, given: Given) => Words);
  /** What is said where the limit could not be read; left out = another check says it. */
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
      // Of several windows the smallest counts.
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
      const what = typeof remedy === "function" ? remedy(pf, given) : remedy;
      const best = mostVfs(machine, pf, space, port)?.most ?? 0;
      return {
        level: "blocker",
        title: title(pf, limit.most),
        evidence: LIMIT_CHECK_WORDS.evidence({
          limit: limit.evidence(attributesOf(pf.bdf)),
          count: to,
          result: typeof answer === "string" ? kernelReturns(answer) : answer(limit.most),
        }),
        remedy: best > 0 ? sentences(LIMIT_CHECK_WORDS.chooseFewer({ most: best }), what) : what,
      };
    }),
  });
}

const kernelReturns = (errno: string) => LIMIT_CHECK_WORDS.kernelReturns({ errno });

export const LIMIT_CHECKS: readonly PlanCheck[] = [
  limitCheck({
    id: "total-vfs",
    about: "No more than the driver allows",
    source: "sriov_totalvfs; ERANGE",
    provenBy: "numvfs above what the driver allows is ERANGE",
    kind: "driver",
    unread: unreadTotal,
    answer: "ERANGE",
    title: ({ bdf: pf }, most) =>
      most === 0 ? LIMIT_CHECK_WORDS.noneAllowed({ pf }) : LIMIT_CHECK_WORDS.atMost({ pf, most }),
    remedy: (pf, { capability, to }) => limitRemedy(pf, capability, to),
  }),
  limitCheck({
    id: "port-reach",
    about: "The port above forwards every VF",
    source: "ari_enabled, or Device Control 2 of the port; sriov_offset, sriov_stride; PCIe 6.2 §6.13; EIO",
    noCase: "lab world",
    kind: "port",
    // The kernel reads a header of the first VF only, and takes it for those of all (iov.c, pci_read_vf_config_common).
    answer: (most) => (most === 0 ? kernelReturns("EIO") : LIMIT_CHECK_WORDS.deadFrom({ index: most })),
    title: ({ bdf: pf }, most) =>
      most === 0 ? LIMIT_CHECK_WORDS.noneReachable({ pf }) : LIMIT_CHECK_WORDS.fewReachable({ pf, most }),
    remedy: (_, { cut }) => ariRemedy(cut?.port ?? { supportsAri: null }),
  }),
  check({
    id: "port-reach-unread",
    about: "Whether the port above forwards every VF could be read",
    source: "ari_enabled; PCIe 6.2 §6.13",
    noCase: "needs hardware",
    says: onVfs(({ pf, to }, { machine, knowledge }) => {
      const cut = cutByPort(machine, pf, portSpace(machine, pf, knowledge));
      if (cut === null || cut.port.forwardsAri !== null || to <= cut.from.index) return [];
      const { port, from } = cut;
      return {
        level: "warning",
        title: LIMIT_CHECK_WORDS.reachUnknown({ port: port.bdf, pf: pf.bdf }),
        evidence: LIMIT_CHECK_WORDS.reachUnknownEvidence({
          evidence: port.evidence,
          index: from.index,
          bdf: from.bdf,
        }),
        remedy:
          from.index === 0 ? null : sentences(LIMIT_CHECK_WORDS.fewNeedNoAri({ count: from.index }), ariRemedy(port)),
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
    title: ({ bdf: pf }, most) =>
      most === 0 ? LIMIT_CHECK_WORDS.noBuses({ pf }) : LIMIT_CHECK_WORDS.fewBuses({ pf, most }),
    remedy: (_, { above, commandLine }) => busRemedy(above, commandLine),
  }),
  limitCheck({
    id: "mmio-windows",
    about: "Windows for VF BARs have addresses and room",
    source: "resource, lines 7–12; VF Resizable BAR; /proc/cmdline; Slot Capabilities of the port; ENOMEM",
    provenBy: "numvfs of a PF whose VFs have no place in memory is ENOMEM",
    kind: "mmio-windows",
    answer: "ENOMEM",
    title: ({ bdf: pf }, most) =>
      most === 0 ? LIMIT_CHECK_WORDS.noMemory({ pf }) : LIMIT_CHECK_WORDS.littleMemory({ pf, most }),
    remedy: (_, { commandLine, port }) => memoryRemedy(commandLine, port),
  }),
  limitCheck({
    id: "msix-pool",
    about: "MSI-X vectors are left for each VF",
    source: "sriov_vf_total_msix; ENOSPC",
    noCase: "needs hardware",
    kind: "msix-pool",
    answer: "ENOSPC",
    title: ({ bdf: pf }, most) => LIMIT_CHECK_WORDS.fewVectors({ pf, most }),
    remedy: LIMIT_CHECK_WORDS.fewVectorsRemedy,
  }),
  limitCheck({
    id: "initial-vfs",
    about: "InitialVFs is TotalVFs",
    source: "SR-IOV capability; EIO",
    noCase: "lab world",
    kind: "initial-vfs",
    answer: "EIO",
    title: ({ bdf: pf }) => LIMIT_CHECK_WORDS.inconsistent({ pf }),
    remedy: LIMIT_CHECK_WORDS.inconsistentRemedy,
  }),
  limitCheck({
    id: "dependency-link",
    about: "The function that the PF depends on is present and a PF",
    source: "Function Dependency Link; ENODEV, ENOSYS",
    noCase: "lab world",
    kind: "dependency-link",
    answer: () => LIMIT_CHECK_WORDS.kernelReturns({ errno: either(["ENODEV", "ENOSYS"]) }),
    title: ({ bdf: pf }) => LIMIT_CHECK_WORDS.dependency({ pf }),
    remedy: LIMIT_CHECK_WORDS.dependencyRemedy,
  }),
];
