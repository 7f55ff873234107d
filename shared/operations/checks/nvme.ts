/** Checks on the secondary controllers of an NVMe PF's VFs (NVMe Base 2.0, Virtualization Management). */
import type { FunctionInfo, NvmePool, NvmeVf, NvmeVfs } from "../../machine/facts.ts";
import type { Message } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { NVME_CHECK_WORDS } from "../../words/texts/nvme-check.ts";
import type { NvmeResource } from "../verbs/nvme-vf.ts";
import { type Answer, type CheckWords, remarkOn } from "./check.ts";

const ONLINE = "a VF of an NVMe controller is online with a namespace, and offline again";
const GOES = "controllers of an NVMe PF's VFs go offline with the VFs, and with a reset of the PF";

type Lack = Extract<NvmeVfs, { readonly state: "unread" }>["lacks"];

/** Why the controllers of a PF's VFs are unknown, what shows it, and what to do. */
const UNREAD: Readonly<Record<Lack | "driver" | "controller", readonly [Message, Message, Message]>> = {
  program: [NVME_CHECK_WORDS.noProgram, NVME_CHECK_WORDS.noProgramEvidence, NVME_CHECK_WORDS.noProgramRemedy],
  rights: [NVME_CHECK_WORDS.noRights, NVME_CHECK_WORDS.noRightsEvidence, NVME_CHECK_WORDS.noRightsRemedy],
  answer: [NVME_CHECK_WORDS.noResponse, NVME_CHECK_WORDS.noResponseEvidence, NVME_CHECK_WORDS.noResponseRemedy],
  driver: [NVME_CHECK_WORDS.notOnNvme, NVME_CHECK_WORDS.noDevice, NVME_CHECK_WORDS.bindNvme],
  controller: [NVME_CHECK_WORDS.noController, NVME_CHECK_WORDS.noDevice, NVME_CHECK_WORDS.seeLog],
};

const vfNumbers = (vfs: readonly number[]) => vfs.map(String);

export const nvmeKnown = remarkOn({
  id: "nvme-known",
  about: "The PF reports its VFs' controllers",
  source: "Identify CNS 15h, nvme list-secondary",
  noCase: "not written",
  says: ({ bdf, driver }, told: NvmeVfs | null) => {
    if (told?.state === "read") return false;
    const [why, evidence, remedy] = UNREAD[told?.lacks ?? (driver === "nvme" ? "controller" : "driver")];
    return {
      level: "blocker",
      title: NVME_CHECK_WORDS.unknown({ bdf, why }),
      evidence: NVME_CHECK_WORDS.unknownEvidence({ bdf, driver: driver ?? COMMON.none, evidence }),
      remedy,
    };
  },
});

export const nvmeVfKnown = remarkOn({
  id: "nvme-vf-known",
  about: "Each VF has a secondary controller",
  source: "Identify CNS 15h",
  noCase: "not written",
  says: ({ bdf }, vfs: readonly number[], known: readonly NvmeVf[]) => {
    const missing = vfs.filter((vf) => !known.some((each) => each.vf === vf));
    return (
      missing.length > 0 && {
        level: "blocker",
        title: NVME_CHECK_WORDS.notListed({ bdf, vfs: vfNumbers(missing) }),
        evidence: NVME_CHECK_WORDS.listedEvidence({ bdf, count: known.length }),
        remedy: known.length === 0 ? NVME_CHECK_WORDS.withoutManagement : NVME_CHECK_WORDS.chooseListed,
      }
    );
  },
});

export const nvmeOnlineNeedsVf = remarkOn({
  id: "nvme-online-needs-vf",
  about: "A controller comes online only while its VF is present",
  source: "NVMe Base 2.0, Virtualization Management; QEMU hw/nvme/ctrl.c, nvme_virt_set_state",
  provenBy: GOES,
  says: ({ bdf, virtfns }, missing: readonly number[]) =>
    missing.length > 0 && {
      level: "blocker",
      title: NVME_CHECK_WORDS.noVf({ bdf, vfs: vfNumbers(missing) }),
      evidence: EVIDENCE_WORDS.vfs({ bdf, count: virtfns.length }),
      remedy: NVME_CHECK_WORDS.createFirst,
    },
});

const TEXTS = {
  queues: {
    tooFew: NVME_CHECK_WORDS.tooFewQueues,
    tooFewEvidence: NVME_CHECK_WORDS.queuesEvidence,
    poolUnknown: NVME_CHECK_WORDS.poolOfQueuesUnknown,
    most: NVME_CHECK_WORDS.mostQueues,
    left: NVME_CHECK_WORDS.queuesLeft,
  },
  interrupts: {
    tooFew: NVME_CHECK_WORDS.tooFewInterrupts,
    tooFewEvidence: NVME_CHECK_WORDS.interruptsEvidence,
    poolUnknown: NVME_CHECK_WORDS.poolOfInterruptsUnknown,
    most: NVME_CHECK_WORDS.mostInterrupts,
    left: NVME_CHECK_WORDS.interruptsLeft,
  },
} as const satisfies Readonly<Record<NvmeResource, unknown>>;

interface Wanted {
  readonly now: NvmeVf;
  readonly count: number;
}

export const nvmeLeast = remarkOn({
  id: "nvme-least",
  about: "A controller has enough queues and interrupts to come online",
  source: "NVMe Base 2.0, Virtualization Management; QEMU hw/nvme/ctrl.c, nvme_virt_set_state",
  provenBy: ONLINE,
  says: ({ bdf }, resource: NvmeResource, pool: NvmePool | null, wanted: readonly Wanted[], least: number) => {
    if (pool?.total === 0) return false;
    const short = wanted.filter(({ count }) => count < least);
    return (
      short.length > 0 && {
        level: "blocker",
        title: TEXTS[resource].tooFew({ bdf, vfs: vfNumbers(short.map(({ now }) => now.vf)), least }),
        evidence: TEXTS[resource].tooFewEvidence,
        remedy: NVME_CHECK_WORDS.chooseMore({ least }),
      }
    );
  },
});

export const nvmePool = remarkOn({
  id: "nvme-pool",
  about: "The PF has enough queues and interrupts to assign",
  source: "Identify CNS 14h: VQFRT, VQRFA, VQRFAP, VQFRSM, and the same of VI",
  provenBy: ONLINE,
  says: ({ bdf }, resource: NvmeResource, pool: NvmePool | null, wanted: readonly Wanted[]) => {
    if (pool === null) {
      return {
        level: "warning",
        title: TEXTS[resource].poolUnknown({ bdf }),
        evidence: NVME_CHECK_WORDS.poolUnknownEvidence({ bdf }),
      };
    }
    const answers: Answer[] = [];
    const most = pool.most === 0 ? pool.total : pool.most;
    if (wanted.some(({ count }) => count > most)) {
      answers.push({
        level: "blocker",
        title: TEXTS[resource].most({ bdf, most }),
        evidence: NVME_CHECK_WORDS.mostEvidence({ most }),
        remedy: NVME_CHECK_WORDS.chooseFewer({ most }),
      });
    }
    const more = wanted.reduce((sum, { now, count }) => sum + count - now[resource], 0);
    const left = pool.total - pool.assigned - pool.toPf;
    if (more > left) {
      answers.push({
        level: "blocker",
        title: TEXTS[resource].left({ bdf, left: Math.max(0, left), more }),
        evidence: NVME_CHECK_WORDS.leftEvidence({ total: pool.total, assigned: pool.assigned, toPf: pool.toPf }),
        remedy: pool.toPf > 0 ? NVME_CHECK_WORDS.takeFromPf : NVME_CHECK_WORDS.takeOffline,
      });
    }
    return answers;
  },
});

export const nvmeLasts = remarkOn({
  id: "nvme-lasts",
  about: "How long the controllers stay online",
  source: "NVMe Base 2.0, Secondary Controller State; QEMU hw/nvme/ctrl.c, nvme_ctrl_reset",
  provenBy: ONLINE,
  says: ({ bdf }: FunctionInfo, { vfs }: Extract<NvmeVfs, { readonly state: "read" }>) => ({
    level: "fact",
    title: NVME_CHECK_WORDS.lasts({ bdf }),
    evidence: NVME_CHECK_WORDS.lastsEvidence({ bdf, count: vfs.filter(({ online }) => online).length }),
  }),
});

/**
 * Of VFs that are removed, created again or not, and of a PF that is reset: only a plan for that brings a controller
 * online. `to`: how many VFs there are afterwards.
 */
export const nvmeGoOffline = remarkOn({
  id: "nvme-go-offline",
  about: "Controllers that are online go offline with their VFs, or with a reset of their PF, and stay so",
  source: "NVMe Base 2.0, Secondary Controller State; QEMU hw/nvme/ctrl.c, nvme_sriov_post_write_config",
  provenBy: GOES,
  says: ({ bdf }, told: NvmeVfs | null, to: number) => {
    const online = told?.state === "read" ? told.vfs.filter((vf) => vf.online) : [];
    const again = online.filter(({ vf }) => vf < to);
    const had = ({ vf, queues, interrupts }: NvmeVf) => NVME_CHECK_WORDS.controller({ vf, queues, interrupts });
    return (
      online.length > 0 && {
        level: "warning",
        title: NVME_CHECK_WORDS.goOffline({ bdf, count: online.length, vfs: vfNumbers(online.map(({ vf }) => vf)) }),
        evidence: NVME_CHECK_WORDS.goOfflineEvidence({ controllers: online.map(had) }),
        remedy: again.length === 0 ? null : NVME_CHECK_WORDS.bringOnline,
      }
    );
  },
});

export const NVME_CHECKS: readonly CheckWords[] = [
  nvmeKnown,
  nvmeVfKnown,
  nvmeOnlineNeedsVf,
  nvmeLeast,
  nvmePool,
  nvmeLasts,
  nvmeGoOffline,
];
