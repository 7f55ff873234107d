/** Which action a person most likely comes for, by the state of things. Pure. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { isFile } from "../../shared/machine/file-name.ts";
import { lacksGroup } from "../../shared/machine/known.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { isOnVfio, roleOf } from "../../shared/machine/role.ts";
import { NOT_ASKED, type UsedBy, type UsedByIndex } from "../../shared/machine/used-by.ts";
import type { Words } from "../../shared/words/message.ts";
import type { VfController } from "../model/vf-controller.ts";
import { FUNCTION_ACTION_WORDS } from "../words/function-actions.ts";
import { type FunctionAction, type FunctionActionId, functionActions, type Known } from "./function-actions.ts";

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

/** What the primary action goes by. */
export interface Seen extends Pick<Known, "outOfReach"> {
  /** null = it is not known yet who uses what */
  readonly usedBy: UsedByIndex | null;
  /** Of NVMe VFs; null for any other function. */
  readonly controllerOf?: (fn: FunctionInfo) => VfController | null;
}

/** What to offer for functions that could go to a guest, by the worst that is known of who uses them. */
function forGuests(functions: readonly FunctionInfo[], { usedBy, controllerOf }: Seen): FunctionActionId | null {
  const states = new Set<UsedBy["state"]>(functions.map((fn) => usedBy?.of(fn).state ?? "unknown"));
  if (states.has("used")) return null;
  const controllers = functions.map((fn) => controllerOf?.(fn) ?? null);
  // Nobody has a use for an NVMe VF before its controller is online, and bringing it there takes nothing from anybody.
  if (controllers.every((each) => each === "offline")) return "nvme-vfs";
  if (controllers.some((each) => each === "offline" || each === "reading")) return null;
  if (functions.every(isOnVfio)) return "hand-over";
  // Without a group no guest can have it: the plan would say so, and what is left is under More.
  if (functions.some(lacksGroup)) return null;
  // Unknown is not free: binding takes a function from whoever has it. The text for a guest takes nothing from anybody.
  return states.has("unknown") ? null : "assign";
}

function primaryId(functions: readonly FunctionInfo[], seen: Seen): FunctionActionId | null {
  const [first] = functions;
  if (first === undefined) return null;
  if (functions.length === 1 && isForVfs(first)) return "set-vfs";
  if (!functions.every(isForGuests) || functions.some(isForVfs)) return null;
  return forGuests(functions, seen);
}

/** The one action that stands out for these functions; null where none does, and always for a file, which is over. */
export function primaryAction(machine: Machine, functions: readonly FunctionInfo[], seen: Seen): FunctionAction | null {
  if (isFile(machine.snapshot)) return null;
  const id = primaryId(functions, seen);
  const known = { ...seen, usedBy: seen.usedBy ?? NOT_ASKED };
  const action = functionActions(machine, functions, known).find((each) => each.id === id);
  if (action?.disabledBecause !== null) return null;
  return id === "nvme-vfs" ? { ...action, label: bringOnline(functions.length) } : action;
}

function bringOnline(count: number): Words {
  return count === 1 ? FUNCTION_ACTION_WORDS.bringOnline : FUNCTION_ACTION_WORDS.bringOnlineSeveral({ count });
}
