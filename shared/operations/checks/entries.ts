/** Checks on the journal's entry that a request takes back or finishes: is it there, of this machine, over, and still right. */

import type { HostIdentity } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { isSameMachine } from "../../machine/machine-key.ts";
import { isGivingDriver } from "../../machine/role.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { stillEnglish } from "../../words/say.ts";
import type { Before, JournalEntry } from "../record/record.ts";
import { counted, GUESTS_WITHOUT, listed } from "../words.ts";
import { type CheckWords, remark } from "./check.ts";

type Origin = Pick<JournalEntry, "machine" | "bootId" | "machineKey" | "startedAt">;

/** @returns null = the names are the same, and nothing more is known */
export function isOfMachine(
  entry: Origin,
  identity: Pick<HostIdentity, "name" | "bootId" | "machineKey">,
): boolean | null {
  const { machine, bootId, machineKey = null } = entry;
  return isSameMachine({ name: machine, bootId, machineKey }, identity);
}

function keysOf({ machine, machineKey }: Origin, identity: HostIdentity): string {
  return `the entry's machine is ${machine}, key ${machineKey ?? "unknown"}; this one is ${identity.name}, key ${identity.machineKey ?? "unknown"}`;
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
    title: "The journal has no such entry.",
    evidence: `no entry ${entryId} was found`,
    remedy,
  }),
});

/** Of an entry that refers to another one. */
export const originExists = remark({
  ...ENTRY_EXISTS,
  says: ({ id }: JournalEntry) => ({
    level: "blocker",
    title: "The journal no longer has what that operation referred to.",
    evidence: `entry ${id} refers to an entry that is not there`,
    remedy: "Make a new plan for what you want.",
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
      title: "That operation is still running.",
      evidence: `the entry started at ${startedAt} and has not ended`,
      remedy: "Cancel it, or wait until it ends.",
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
          ? `That was done on another machine that is called ${machine}, too.`
          : `That was done on ${machine}, not on ${identity.name}.`,
      evidence: keysOf(entry, identity),
      remedy: `Open ${machine} and take it back there.`,
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
      title: `That was done on a machine called ${entry.machine}, and whether it is this one is not known.`,
      evidence: `${keysOf(entry, identity)}; the entry is of ${entry.startedAt}`,
      remedy: "Compare the functions that the plan names with this machine's before it runs.",
    },
});

export const undoAfterReboot = remark({
  id: "undo-after-reboot",
  about: "The machine has not been started again since",
  source: "boot_id",
  noCase: "no kernel is asked",
  says: (entry: Origin, { bootId }: HostIdentity) =>
    entry.bootId !== null &&
    bootId !== null &&
    entry.bootId !== bootId && {
      level: "warning",
      title: "The machine was started again since then, so addresses may name other devices now.",
      evidence: `boot id was ${entry.bootId} and is ${bootId}`,
      remedy: "Compare the functions named below with what the plan says before you run it.",
    },
});

export const undoneAlready = remark({
  id: "undone-already",
  about: "It was not taken back before",
  source: "the journal",
  noCase: "no kernel is asked",
  says: ({ undoneBy }: JournalEntry) =>
    undoneBy !== null && {
      level: "warning",
      title: "That was taken back once already; what changed since then would be lost.",
      evidence: `entry ${undoneBy} took it back`,
      remedy: "Read the plan below: it brings back the state from before the operation.",
    },
});

const UNDO_LIMITS: CheckWords = {
  id: "undo-limits",
  about: "What cannot be brought back",
  source: "the journal, scan",
  noCase: "no kernel is asked",
};

/** Of VFs that are made again and whose settings nobody knows. */
export const settingsLost = remark({
  ...UNDO_LIMITS,
  says: (pf: Bdf, count: number) => ({
    level: "fact",
    subject: pf,
    title: `Settings that the VFs of ${pf} once had (MAC address, VLAN, trust, rate) do not come back.`,
    evidence: `the ${counted(count, "VF")} of then were removed, and a VF's settings with it`,
    remedy: "Make the settings again after the VFs are there.",
  }),
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
      title: GUESTS_WITHOUT,
      evidence: `${counted(given.length, "function")} of then ${given.length === 1 ? "was" : "were"} on ${listed(drivers)}`,
    };
  },
});

/** Of a function that is not there any more. @param what it had: `its 8 VFs` */
export const functionGone = remark({
  ...UNDO_LIMITS,
  says: (bdf: Bdf, what: Words) => ({
    level: "warning",
    subject: bdf,
    title: `${bdf} is not there any more: ${stillEnglish(what)} cannot be brought back.`,
    evidence: `${bdf} was not among the functions found`,
  }),
});

export const ENTRY_CHECKS: readonly CheckWords[] = [
  ENTRY_EXISTS,
  entryFinished,
  sameMachine,
  machineUncertain,
  undoAfterReboot,
  undoneAlready,
  UNDO_LIMITS,
];
