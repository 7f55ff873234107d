/** Checks on a request itself: is what it names present, and is what it asks for possible. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { isUnread } from "../../machine/known.ts";
import { isBridge, isPf } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import type { Words } from "../../words/message.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { REQUEST_CHECK_WORDS } from "../../words/texts/request-check.ts";
import { type CheckWords, remark, remarkOn } from "./check.ts";

/** Said of a function that was not found, and of a request that names none. */
export const functionExists = remark({
  id: "function-exists",
  about: "A function of the request is present",
  source: "scan",
  provenBy: "a function that was removed is gone until a rescan finds it, without its override",
  says: (bdf: Bdf | null) =>
    bdf === null
      ? {
          level: "blocker",
          title: REQUEST_CHECK_WORDS.noFunction,
          evidence: REQUEST_CHECK_WORDS.noFunctionEvidence,
          remedy: REQUEST_CHECK_WORDS.noFunctionRemedy,
        }
      : {
          level: "blocker",
          subject: bdf,
          title: REQUEST_CHECK_WORDS.missing({ bdf }),
          evidence: EVIDENCE_WORDS.notFound({ bdf }),
          remedy: REQUEST_CHECK_WORDS.selectAgain,
        },
});

export const alreadySo = remark({
  id: "already-so",
  about: "The machine is already as requested",
  source: "scan",
  noCase: "no kernel is asked",
  says: (title: Words, evidence: Words, subject: Bdf | null = null) => ({ level: "fact", subject, title, evidence }),
});

export const pfExists = remark({
  id: "pf-exists",
  about: "The PF of the request is present",
  source: "scan",
  provenBy: "numvfs at an address without a function is ENOENT or ENODEV",
  says: (bdf: Bdf) => ({
    level: "blocker",
    subject: bdf,
    title: REQUEST_CHECK_WORDS.missing({ bdf }),
    evidence: EVIDENCE_WORDS.notFound({ bdf }),
    remedy: REQUEST_CHECK_WORDS.selectPf,
  }),
});

const IS_PF: CheckWords = {
  id: "is-pf",
  about: "The function is a PF",
  source: "sriov_totalvfs, physfn",
  provenBy: "numvfs of a function that is no PF is ENOENT",
};

function firstUnread({ problems }: FunctionInfo): Words {
  return problems[0]?.message ?? REQUEST_CHECK_WORDS.onlyRegisters;
}

/** Where the number of VFs shall be set. */
export const isPfForVfs = remarkOn({
  ...IS_PF,
  says: (fn) => {
    const { bdf, physfn } = fn;
    if (physfn !== null) {
      return {
        level: "blocker",
        title: REQUEST_CHECK_WORDS.isVf({ bdf }),
        evidence: EVIDENCE_WORDS.is({ attribute: "physfn", bdf, value: physfn }),
        remedy: REQUEST_CHECK_WORDS.setOnPf({ pf: physfn }),
      };
    }
    if (isPf(fn)) return [];
    if (isUnread(fn, "physfn")) {
      return {
        level: "blocker",
        title: REQUEST_CHECK_WORDS.sriovUnread({ bdf }),
        evidence: firstUnread(fn),
        remedy: REQUEST_CHECK_WORDS.sriovUnreadRemedy,
      };
    }
    return {
      level: "blocker",
      title: REQUEST_CHECK_WORDS.noSriov({ bdf }),
      evidence: EVIDENCE_WORDS.absent({ bdf, attribute: "sriov_totalvfs" }),
      remedy: REQUEST_CHECK_WORDS.noSriovRemedy,
    };
  },
});

/** Where driver autoprobe of its VFs shall be set, and cannot be. */
export const isPfForAutoprobe = remarkOn({
  ...IS_PF,
  says: (fn) =>
    isUnread(fn, "sriov_drivers_autoprobe")
      ? {
          level: "blocker",
          title: REQUEST_CHECK_WORDS.autoprobeUnread({ bdf: fn.bdf }),
          evidence: EVIDENCE_WORDS.unread({ attribute: "sriov_drivers_autoprobe", bdf: fn.bdf }),
          remedy: REQUEST_CHECK_WORDS.seeProblems,
        }
      : {
          level: "blocker",
          title: REQUEST_CHECK_WORDS.noAutoprobe({ bdf: fn.bdf }),
          evidence: EVIDENCE_WORDS.absent({ bdf: fn.bdf, attribute: "sriov_drivers_autoprobe" }),
          remedy: REQUEST_CHECK_WORDS.noAutoprobeRemedy,
        },
});

/** Where its VFs shall be configured, and it is no PF, or not present. */
export const isPfForSettings = remark({
  ...IS_PF,
  says: (bdf: Bdf) => ({
    level: "blocker",
    subject: bdf,
    title: REQUEST_CHECK_WORDS.notPf({ bdf }),
    evidence: REQUEST_CHECK_WORDS.notPfEvidence({ bdf }),
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
      title: REQUEST_CHECK_WORDS.notACount({ count: String(count) }),
      evidence: REQUEST_CHECK_WORDS.countEvidence({ most: MAX_NUMVFS }),
      remedy: REQUEST_CHECK_WORDS.countRemedy({ most: sriov?.totalVfs ?? MAX_NUMVFS }),
    },
});

export const notABridge = remarkOn({
  id: "not-a-bridge",
  about: "vfio-pci does not bind to bridges",
  source: "vfio_pci_core.c: EINVAL",
  noCase: "not tried",
  says: (fn) =>
    isBridge(fn) && {
      level: "blocker",
      title: REQUEST_CHECK_WORDS.bridge({ bdf: fn.bdf }),
      // vfio_pci_core_register_device refuses any header but type 0.
      evidence: EVIDENCE_WORDS.is({
        attribute: "class",
        bdf: fn.bdf,
        value: fn.classCode === null ? REQUEST_CHECK_WORDS.bridgeClass : `0x${hexDigits(fn.classCode, 6)}`,
      }),
      remedy: REQUEST_CHECK_WORDS.bridgeRemedy,
    },
});

export const autoprobeLater = remark({
  id: "autoprobe-later",
  about: "The setting is for new VFs",
  source: "sriov_drivers_autoprobe",
  provenBy: "with autoprobe off new VFs get none, and the switch is read back",
  says: (pf: Bdf, evidence: Words) => ({
    level: "fact",
    subject: pf,
    title: REQUEST_CHECK_WORDS.autoprobeLater,
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
