/** Checks on the secondary controllers of an NVMe PF's VFs (NVMe Base 2.0, Virtualization Management). */
import type { FunctionInfo, NvmePool, NvmeVf, NvmeVfs } from "../../machine/facts.ts";
import type { NvmeResource } from "../verbs/nvme-vf.ts";
import { counted, listed } from "../words.ts";
import { type Answer, type CheckWords, remarkOn } from "./check.ts";

const ONLINE = "a VF of an NVMe controller is online with a namespace, and offline again";
const GOES = "controllers of an NVMe PF's VFs go offline with the VFs, and with a reset of the PF";

type Lack = Extract<NvmeVfs, { readonly state: "unread" }>["lacks"];

/** Why the controllers of a PF's VFs are not known, what shows it, and what to do. */
const UNREAD: Readonly<Record<Lack | "driver" | "controller", readonly [string, string, string]>> = {
  program: [
    "nvme-cli is not installed on this machine",
    "no program nvme was found",
    "Install the package nvme-cli, then plan again.",
  ],
  rights: ["only root may ask its controller", "nothing was asked", "Unlock changes, or connect as root."],
  answer: [
    "its controller did not answer nvme list-secondary",
    "the command failed, or the controller was not live",
    "See whether the controller supports Virtualization Management (bit 7 of OACS in nvme id-ctrl).",
  ],
  driver: ["it is not on the nvme driver", "it has no nvme/nvmeN", "Give it to the nvme driver first."],
  controller: [
    "its controller did not come up",
    "it has no nvme/nvmeN",
    "See what the nvme driver wrote to the kernel's log (dmesg).",
  ],
};

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
      title: `The controllers of the VFs of ${bdf} are not known: ${why}.`,
      evidence: `driver of ${bdf} is ${driver ?? "none"}; ${evidence}`,
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
        title: `${bdf} lists no secondary controller for VF ${listed(missing.map(String), 6)}.`,
        evidence: `nvme list-secondary of ${bdf} has ${counted(known.length, "VF")}`,
        remedy:
          known.length === 0
            ? "This drive sets its VFs up without Virtualization Management: see the vendor's guide."
            : "Choose VFs that it lists.",
      }
    );
  },
});

export const nvmeOnlineNeedsVf = remarkOn({
  id: "nvme-online-needs-vf",
  about: "A controller comes online only while its VF is there",
  source: "NVMe Base 2.0, Virtualization Management; QEMU hw/nvme/ctrl.c, nvme_virt_set_state",
  provenBy: GOES,
  says: ({ bdf, virtfns }, missing: readonly number[]) =>
    missing.length > 0 && {
      level: "blocker",
      title: `${bdf} has no VF ${listed(missing.map(String), 6)}: its controller cannot come online.`,
      evidence: `${bdf} has ${counted(virtfns.length, "VF")}`,
      remedy: "Create the VFs first.",
    },
});

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
        title: `VF ${listed(
          short.map(({ now }) => String(now.vf)),
          6,
        )} of ${bdf} needs at least ${counted(least, resource.slice(0, -1))}.`,
        evidence:
          resource === "queues"
            ? "one is the admin queue, and one is for reading and writing"
            : "without an interrupt a controller does not come online",
        remedy: `Choose ${least} or more.`,
      }
    );
  },
});

export const nvmePool = remarkOn({
  id: "nvme-pool",
  about: "The PF has as many queues and interrupts to give",
  source: "Identify CNS 14h: VQFRT, VQRFA, VQRFAP, VQFRSM, and the same of VI",
  provenBy: ONLINE,
  says: ({ bdf }, resource: NvmeResource, pool: NvmePool | null, wanted: readonly Wanted[]) => {
    if (pool === null) {
      return {
        level: "warning",
        title: `How many ${resource} ${bdf} has to give is not known.`,
        evidence: `nvme primary-ctrl-caps of ${bdf} gave nothing that could be read`,
      };
    }
    const answers: Answer[] = [];
    const most = pool.most === 0 ? pool.total : pool.most;
    if (wanted.some(({ count }) => count > most)) {
      answers.push({
        level: "blocker",
        title: `One VF of ${bdf} takes at most ${counted(most, resource.slice(0, -1))}.`,
        evidence: `primary-ctrl-caps: ${most} for one secondary controller`,
        remedy: `Choose ${most} or fewer.`,
      });
    }
    const more = wanted.reduce((sum, { now, count }) => sum + count - now[resource], 0);
    const left = pool.total - pool.assigned - pool.toPf;
    if (more > left) {
      answers.push({
        level: "blocker",
        title: `${bdf} has ${counted(Math.max(0, left), resource.slice(0, -1))} left, and this takes ${more} more.`,
        evidence: `primary-ctrl-caps: ${pool.total} in all, ${pool.assigned} with VFs, ${pool.toPf} with the PF itself`,
        remedy:
          pool.toPf > 0
            ? `Choose fewer, take other VFs offline, or take some from the PF (nvme virt-mgmt, action 1), which takes effect once the PF is reset.`
            : "Choose fewer, or take other VFs offline first.",
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
    title: `The controllers of its VFs go offline when the VFs are removed, ${bdf} is reset or the machine restarts.`,
    evidence: `${counted(vfs.filter(({ online }) => online).length, "secondary controller")} of ${bdf} online now`,
  }),
});

/**
 * Of VFs that go, whether or not they come again, and of a PF that is reset: nothing but a plan of its own brings a
 * controller online. `to`: how many VFs there are afterwards.
 */
export const nvmeGoOffline = remarkOn({
  id: "nvme-go-offline",
  about: "Controllers that are online go offline with their VFs, or with a reset of their PF, and stay so",
  source: "NVMe Base 2.0, Secondary Controller State; QEMU hw/nvme/ctrl.c, nvme_sriov_post_write_config",
  provenBy: GOES,
  says: ({ bdf }, told: NvmeVfs | null, to: number) => {
    const online = told?.state === "read" ? told.vfs.filter((vf) => vf.online) : [];
    const again = online.filter(({ vf }) => vf < to);
    const names = listed(
      online.map(({ vf }) => String(vf)),
      6,
    );
    const had = ({ vf, queues, interrupts }: NvmeVf) =>
      `VF ${vf} has ${counted(queues, "queue")} and ${counted(interrupts, "interrupt")}`;
    return (
      online.length > 0 && {
        level: "warning",
        title: `The NVMe ${online.length === 1 ? "controller" : "controllers"} of VF ${names} of ${bdf} ${online.length === 1 ? "is" : "are"} online now, and offline afterwards: neither this plan nor its undo brings ${online.length === 1 ? "it" : "them"} online again.`,
        evidence: `nvme list-secondary: ${listed(online.map(had), 6)}`,
        remedy: again.length === 0 ? null : "Bring them online again when the plan is done, with what they have now.",
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
