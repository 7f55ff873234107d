/** Is an entry of the journal of this machine: what is said of one that is not, or of which that cannot be said. */
import type { HostIdentity } from "../../machine/facts.ts";
import { isSameMachine } from "../../machine/machine-key.ts";
import type { Check } from "../checks/found.ts";
import type { JournalEntry } from "../record/record.ts";

type Origin = Pick<JournalEntry, "machine" | "bootId" | "machineKey" | "startedAt">;

/** @returns null = the names are the same, and nothing more is known */
export function isOfMachine(
  entry: Origin,
  identity: Pick<HostIdentity, "name" | "bootId" | "machineKey">,
): boolean | null {
  const { machine, bootId, machineKey = null } = entry;
  return isSameMachine({ name: machine, bootId, machineKey }, identity);
}

/** For a plan that takes an entry back or finishes it. */
export function machineChecks(entry: Origin, identity: HostIdentity): Check[] {
  const isSame = isOfMachine(entry, identity);
  if (isSame === true) return [];
  const { machine, machineKey = null, startedAt } = entry;
  const keys = `the entry's machine is ${machine}, key ${machineKey ?? "unknown"}; this one is ${identity.name}, key ${identity.machineKey ?? "unknown"}`;
  if (isSame === null) {
    return [
      {
        id: "machine-uncertain",
        level: "guard",
        title: `That was done on a machine called ${machine}, and whether it is this one is not known.`,
        evidence: `${keys}; the entry is of ${startedAt}`,
        remedy: "Compare the functions that the plan names with this machine's before it runs.",
      },
    ];
  }
  const title =
    machine === identity.name
      ? `That was done on another machine that is called ${machine}, too.`
      : `That was done on ${machine}, not on ${identity.name}.`;
  return [
    { id: "same-machine", level: "blocker", title, evidence: keys, remedy: `Open ${machine} and take it back there.` },
  ];
}
