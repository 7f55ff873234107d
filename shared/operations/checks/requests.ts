/** Checks on a request itself: is there what it names, and does it ask for what can be. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { isUnread } from "../../machine/known.ts";
import { isBridge, isPf, isVf } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import type { Words } from "../../words/message.ts";
import { type CheckWords, remark, remarkOn } from "./check.ts";

/** Said of a function that was not found, and of a request that names none. */
export const functionExists = remark({
  id: "function-exists",
  about: "A function of the request is there",
  source: "scan",
  provenBy: "a function that was removed is gone until a rescan finds it, without its override",
  says: (bdf: Bdf | null) =>
    bdf === null
      ? {
          level: "blocker",
          title: "No function was chosen.",
          evidence: "the list of functions is empty",
          remedy: "Choose at least one function.",
        }
      : {
          level: "blocker",
          subject: bdf,
          title: `There is no function ${bdf} on this machine.`,
          evidence: `${bdf} was not among the functions found`,
          remedy: "Refresh the machine and choose again.",
        },
});

export const alreadySo = remark({
  id: "already-so",
  about: "The machine is as requested already",
  source: "scan",
  noCase: "no kernel is asked",
  says: (title: Words, evidence: Words, subject: Bdf | null = null) => ({ level: "fact", subject, title, evidence }),
});

export const pfExists = remark({
  id: "pf-exists",
  about: "The PF of the request is there",
  source: "scan",
  provenBy: "numvfs at an address without a function is ENOENT or ENODEV",
  says: (bdf: Bdf) => ({
    level: "blocker",
    subject: bdf,
    title: `There is no function ${bdf} on this machine.`,
    evidence: `${bdf} was not among the functions found`,
    remedy: "Refresh the machine and choose a PF that is there.",
  }),
});

const IS_PF: CheckWords = {
  id: "is-pf",
  about: "The function is a PF",
  source: "sriov_totalvfs, physfn",
  provenBy: "numvfs of a function that is no PF is ENOENT",
};

function firstUnread({ problems }: FunctionInfo): Words {
  return problems[0]?.message ?? "nothing but its registers is known";
}

/** Where the number of VFs shall be set. */
export const isPfForVfs = remarkOn({
  ...IS_PF,
  says: (fn) => {
    const { bdf, physfn } = fn;
    if (isVf(fn)) {
      return {
        level: "blocker",
        title: `${bdf} is a VF; the number of VFs is set on its PF.`,
        evidence: `physfn of ${bdf} is ${physfn}`,
        remedy: `Set the number of VFs on ${physfn}.`,
      };
    }
    if (isPf(fn)) return [];
    if (isUnread(fn, "physfn")) {
      return {
        level: "blocker",
        title: `Whether ${bdf} has SR-IOV could not be read.`,
        evidence: firstUnread(fn),
        remedy: "Refresh the machine. If the same is missing again, find out on the machine why it cannot be read.",
      };
    }
    return {
      level: "blocker",
      title: `${bdf} has no SR-IOV.`,
      evidence: `${bdf} has no sriov_totalvfs attribute`,
      remedy:
        "The device lacks the capability, or firmware hides it: look for an SR-IOV setting in the BIOS and in the card's own firmware.",
    };
  },
});

/** Where the switch for the drivers of its VFs shall be set, and there is none. */
export const isPfForAutoprobe = remarkOn({
  ...IS_PF,
  says: (fn) =>
    isUnread(fn, "sriov_drivers_autoprobe")
      ? {
          level: "blocker",
          title: `Whether drivers may take the VFs of ${fn.bdf} could not be read.`,
          evidence: `sriov_drivers_autoprobe of ${fn.bdf} was not read`,
          remedy: "Look at the problems of the function, and refresh the machine.",
        }
      : {
          level: "blocker",
          title: `${fn.bdf} has no switch for the drivers of its VFs.`,
          evidence: `${fn.bdf} has no sriov_drivers_autoprobe attribute`,
          remedy: "Choose a PF with SR-IOV, on a kernel from 4.12 on.",
        },
});

/** Where its VFs shall be set, and it is none, or not there. */
export const isPfForSettings = remark({
  ...IS_PF,
  says: (bdf: Bdf) => ({
    level: "blocker",
    subject: bdf,
    title: `${bdf} is no PF of this machine.`,
    evidence: `${bdf} has no VFs to set`,
  }),
});

/** The largest value that `sriov_numvfs` takes: it is read as 16 bits (drivers/pci/iov.c, sriov_numvfs_store). */
export const MAX_NUMVFS = 0xffff;

export const vfCount = remarkOn({
  id: "vf-count",
  about: "The number is one that sriov_numvfs takes",
  source: "drivers/pci/iov.c, sriov_numvfs_store",
  noCase: "no kernel is asked",
  says: ({ sriov }, count: number) =>
    !(Number.isInteger(count) && count >= 0 && count <= MAX_NUMVFS) && {
      level: "blocker",
      title: `${count} is not a number of VFs.`,
      evidence: `sriov_numvfs takes whole numbers from 0 to ${MAX_NUMVFS}`,
      remedy: `Choose a whole number from 0 to ${sriov?.totalVfs ?? MAX_NUMVFS}.`,
    },
});

export const notABridge = remarkOn({
  id: "not-a-bridge",
  about: "vfio-pci takes no bridges",
  source: "vfio_pci_core.c: EINVAL",
  noCase: "not tried",
  says: (fn) =>
    isBridge(fn) && {
      level: "blocker",
      title: `${fn.bdf} is a bridge: vfio-pci does not take bridges.`,
      // vfio_pci_core_register_device refuses any header but type 0.
      evidence: `class of ${fn.bdf} is ${fn.classCode === null ? "a bridge's" : `0x${hexDigits(fn.classCode, 6)}`}`,
      remedy: "Leave it alone. A bridge in the group of a function that is given away does no harm.",
    },
});

export const autoprobeLater = remark({
  id: "autoprobe-later",
  about: "The switch is for VFs to come",
  source: "sriov_drivers_autoprobe",
  provenBy: "with autoprobe off new VFs get none, and the switch is read back",
  says: (pf: Bdf, evidence: Words) => ({
    level: "fact",
    subject: pf,
    title: "VFs that are there already are not touched, and the switch is forgotten at the next start.",
    evidence,
  }),
});

export const REQUEST_CHECKS: readonly CheckWords[] = [
  functionExists,
  alreadySo,
  pfExists,
  IS_PF,
  vfCount,
  notABridge,
  autoprobeLater,
];
