/** Checks on the journal's entry that a request undoes or finishes: is it there, of this machine, over, and still right. */
import type { HostIdentity } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { isSameMachine } from "../../machine/machine-key.ts";
import { isGivingDriver } from "../../machine/role.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { ENTRY_CHECK_WORDS } from "../../words/texts/entry-check.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import type { Before, JournalEntry } from "../record/record.ts";
import { type Answer, type CheckWords, remark } from "./check.ts";

type Origin = Pick<JournalEntry, "machine" | "bootId" | "machineKey" | "startedAt">;

/** @returns null = the names are the same, and nothing more is known */
export function isOfMachine(
  entry: Origin,
  identity: Pick<HostIdentity, "name" | "bootId" | "machineKey">,
): boolean | null {
  const { machine, bootId, machineKey = null } = entry;
  return isSameMachine({ name: machine, bootId, machineKey }, identity);
}

function keysOf({ machine, machineKey }: Origin, identity: HostIdentity) {
  return ENTRY_CHECK_WORDS.keys({
    machine,
    key: machineKey ?? COMMON.unknown,
    here: identity.name,
    keyHere: identity.machineKey ?? COMMON.unknown,
  });
}

const ENTRY_EXISTS: CheckWords = {
  id: "entry-exists",
  about: "The journal has the operation",
  source: "the journal",
  noCase: "no kernel is asked",
};

export const entryExists = remark({
  ...ENTRY_EXISTS,
  says: (entryId: string, remedy: Words | null = null) => ({
    level: "blocker",
    title: ENTRY_CHECK_WORDS.none,
    evidence: ENTRY_CHECK_WORDS.noneEvidence({ id: entryId }),
    remedy,
  }),
});

/** Of an entry that refers to another one. */
export const originExists = remark({
  ...ENTRY_EXISTS,
  says: ({ id }: JournalEntry) => ({
    level: "blocker",
    title: ENTRY_CHECK_WORDS.originMissing,
    evidence: ENTRY_CHECK_WORDS.originMissingEvidence({ id }),
    remedy: ENTRY_CHECK_WORDS.originMissingRemedy,
  }),
});

export const entryFinished = remark({
  id: "entry-finished",
  about: "The operation has ended",
  source: "the journal",
  noCase: "no kernel is asked",
  says: ({ state, startedAt }: JournalEntry) =>
    state === "running" && {
      level: "blocker",
      title: ENTRY_CHECK_WORDS.running,
      evidence: ENTRY_CHECK_WORDS.runningEvidence({ startedAt }),
      remedy: ENTRY_CHECK_WORDS.runningRemedy,
    },
});

export const sameMachine = remark({
  id: "same-machine",
  about: "It was done on this machine",
  source: "the journal",
  noCase: "no kernel is asked",
  says: (entry: Origin, identity: HostIdentity) => {
    if (isOfMachine(entry, identity) !== false) return [];
    const { machine } = entry;
    return {
      level: "blocker",
      title:
        machine === identity.name
          ? ENTRY_CHECK_WORDS.otherOfSameName({ machine })
          : ENTRY_CHECK_WORDS.otherMachine({ machine, here: identity.name }),
      evidence: keysOf(entry, identity),
      remedy: ENTRY_CHECK_WORDS.undoThere({ machine }),
    };
  },
});

export const machineUncertain = remark({
  id: "machine-uncertain",
  about: "It is known that it was done on this machine",
  source: "the journal, machine-id, DMI",
  noCase: "no kernel is asked",
  says: (entry: Origin, identity: HostIdentity) =>
    isOfMachine(entry, identity) === null && {
      level: "guard",
      title: ENTRY_CHECK_WORDS.machineUncertain({ machine: entry.machine }),
      evidence: ENTRY_CHECK_WORDS.entryFrom({ keys: keysOf(entry, identity), startedAt: entry.startedAt }),
      remedy: ENTRY_CHECK_WORDS.compareMachine,
    },
});

export const undoAfterReboot = remark({
  id: "undo-after-reboot",
  about: "The machine has not rebooted since",
  source: "boot_id",
  noCase: "no kernel is asked",
  says: (entry: Origin, { bootId }: HostIdentity) =>
    entry.bootId !== null &&
    bootId !== null &&
    entry.bootId !== bootId && {
      level: "warning",
      title: ENTRY_CHECK_WORDS.rebooted,
      evidence: ENTRY_CHECK_WORDS.bootIds({ was: entry.bootId, now: bootId }),
      remedy: ENTRY_CHECK_WORDS.compareFunctions,
    },
});

export const undoneAlready = remark({
  id: "undone-already",
  about: "It was not undone before",
  source: "the journal",
  noCase: "no kernel is asked",
  says: ({ undoneBy }: JournalEntry) =>
    undoneBy !== null && {
      level: "warning",
      title: ENTRY_CHECK_WORDS.undone,
      evidence: ENTRY_CHECK_WORDS.undoneEvidence({ id: undoneBy }),
      remedy: ENTRY_CHECK_WORDS.undoneRemedy,
    },
});

const UNDO_LIMITS: CheckWords = {
  id: "undo-limits",
  about: "What cannot be restored",
  source: "the journal, scan",
  noCase: "no kernel is asked",
};

/** Of VFs that are created again and whose settings are unknown. */
export const settingsLost = remark({
  ...UNDO_LIMITS,
  says: (pf: Bdf, count: number) => ({
    level: "fact",
    subject: pf,
    title: ENTRY_CHECK_WORDS.settingsLost({ pf }),
    evidence: ENTRY_CHECK_WORDS.settingsLostEvidence({ count }),
    remedy: ENTRY_CHECK_WORDS.settingsLostRemedy,
  }),
});

/** Settings of VFs that an undo does not bring back: why, in clauses, and of how many VFs. */
export interface SettingsLost {
  readonly clauses: readonly Words[];
  readonly count: number;
}

/** Of VFs whose settings were written and do not come back. */
export const settingsNotBack = remark({
  ...UNDO_LIMITS,
  says: ({ clauses, count }: SettingsLost) =>
    clauses.length > 0 && {
      level: "warning",
      title: ENTRY_CHECK_WORDS.settingsNotBack({ count }),
      evidence: EVIDENCE_WORDS.all({ items: clauses }),
    },
});

/** Of functions that come back to where a guest can have them. */
export const guestsWithout = remark({
  ...UNDO_LIMITS,
  says: ({ functions }: Before, machine: Machine) => {
    const given = functions.filter(
      ({ bdf, driver }) => isGivingDriver(driver) && machine.byBdf.get(bdf)?.driver !== driver,
    );
    if (given.length === 0) return [];
    const drivers = [...new Set(given.flatMap(({ driver }) => driver ?? []))];
    return {
      level: "fact",
      title: ENTRY_CHECK_WORDS.guestsWithout,
      evidence: ENTRY_CHECK_WORDS.guestsWithoutEvidence({ count: given.length, drivers }),
    };
  },
});

/** Of a PF that is no longer present. @param count of the VFs that it had */
export const vfsGone = remark({
  ...UNDO_LIMITS,
  says: (pf: Bdf, count: number) => goneAnswer(pf, ENTRY_CHECK_WORDS.vfsGone({ bdf: pf, count })),
});

/** Of a function that is no longer present. @param driver that it had */
export const driverGone = remark({
  ...UNDO_LIMITS,
  says: (bdf: Bdf, driver: string | null) =>
    goneAnswer(bdf, ENTRY_CHECK_WORDS.driverGone({ bdf, driver: driver ?? COMMON.none })),
});

function goneAnswer(bdf: Bdf, title: Words): Answer {
  return { level: "warning", subject: bdf, title, evidence: EVIDENCE_WORDS.notFound({ bdf }) };
}

export const ENTRY_CHECKS: readonly CheckWords[] = [
  ENTRY_EXISTS,
  entryFinished,
  sameMachine,
  machineUncertain,
  undoAfterReboot,
  undoneAlready,
  UNDO_LIMITS,
];
