/** Which action a person most likely comes for, by the state of things. Pure. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { isFile } from "../../shared/machine/file-name.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { isOnVfio, roleOf } from "../../shared/machine/role.ts";
import { NOT_ASKED, type UsedBy, type UsedByIndex } from "../../shared/machine/used-by.ts";
import { type FunctionAction, type FunctionActionId, functionActions } from "./function-actions.ts";

/**
 * What a machine itself is made of, that few come to give away: memory, bridges, serial lines, system peripherals such as
 * timers and IOMMUs, keyboards, docks, and USB (base classes 05h to 0Ah and 0Ch).
 */
const OF_THE_MACHINE: ReadonlySet<number> = new Set([0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0c]);

/** A VF or a card, that is something that a guest could have. */
function isForGuests(fn: FunctionInfo): boolean {
  if (roleOf(fn) === "bridge") return false;
  return fn.physfn !== null || (fn.classCode !== null && !OF_THE_MACHINE.has(fn.classCode >>> 16));
}

/**
 * Its VFs are what a PF is for. One that vfio has is itself for a guest, and is a card like any other.
 * Who uses it does not matter: making VFs leaves a PF to whoever has it, and the plan says whom it reaches.
 */
function isForVfs(fn: FunctionInfo): boolean {
  return roleOf(fn) === "pf" && fn.sriov?.totalVfs !== 0 && !isOnVfio(fn);
}

/** What to offer for functions that could go to a guest, by the worst that is known of who uses them. */
function forGuests(functions: readonly FunctionInfo[], states: ReadonlySet<UsedBy["state"]>): FunctionActionId | null {
  if (states.has("used")) return null;
  if (functions.every(isOnVfio)) return "hand-over";
  // Unknown is not free: binding takes a function from whoever has it. The text for a guest takes nothing from anybody.
  return states.has("unknown") ? null : "assign";
}

function primaryId(functions: readonly FunctionInfo[], usedBy: UsedByIndex | null): FunctionActionId | null {
  const [first] = functions;
  if (first === undefined) return null;
  if (functions.length === 1 && isForVfs(first)) return "set-vfs";
  if (!functions.every(isForGuests) || functions.some(isForVfs)) return null;
  return forGuests(functions, new Set(functions.map((fn) => usedBy?.of(fn).state ?? "unknown")));
}

/**
 * The one action that stands out for these functions; null where none does, and always for a file, which is over.
 * @param usedBy null = it is not known yet who uses what
 */
export function primaryAction(
  machine: Machine,
  functions: readonly FunctionInfo[],
  usedBy: UsedByIndex | null,
): FunctionAction | null {
  if (isFile(machine.snapshot)) return null;
  const id = primaryId(functions, usedBy);
  const action = functionActions(machine, functions, usedBy ?? NOT_ASKED).find((each) => each.id === id);
  return action?.disabledBecause === null ? action : null;
}
