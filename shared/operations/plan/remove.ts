/** Plans `device.remove` and `bus.rescan`: functions leave the kernel's sight, and are looked for again. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isMachinery } from "../../machine/usage-fixtures.ts";
import { firstOf } from "../checks/check.ts";
import { REMOVAL_REFUSALS, rescanFinds } from "../checks/remove.ts";
import { going } from "../findings/in-use.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import { NO_CHANGE } from "../impact/change.ts";
import type { OperationRequest } from "../request/request.ts";
import { rescanStep } from "../verbs/bus-rescan.ts";
import { removeStep } from "../verbs/device-remove.ts";
import { namesOf } from "../words.ts";
import { lookUp } from "./chosen-functions.ts";
import { type Draft, type DraftInput, emptyDraft, NO_EFFECTS } from "./draft.ts";

export function draftRemove(
  { machine, usage }: DraftInput,
  request: Extract<OperationRequest, { readonly kind: "device.remove" }>,
): Draft {
  const { found, remarks } = lookUp(machine, request.bdfs);
  const title = `Remove ${namesOf(request.bdfs)} from the bus`;
  const refused = new Map(found.map((fn) => [fn.bdf, firstOf(REMOVAL_REFUSALS, fn, machine)]));
  const wrong = [...remarks, ...[...refused.values()].flat()];
  if (found.length === 0) return emptyDraft(title, "Nothing is changed.", wrong);
  const one = found.length === 1;
  return {
    title,
    summary: `The kernel forgets ${one ? "the function" : `${found.length} functions`}, with ${one ? "its driver" : "their drivers"}.${found.some(isMachinery) ? "" : ` The hardware stays in its slot: a rescan finds ${one ? "it" : "them"} again.`}`,
    steps: found.map((fn) => removeStep(fn.bdf)),
    effects: { ...NO_EFFECTS, destroys: found.map((fn) => going(usage, fn)) },
    undo: [undoText(found)],
    // Why one is refused is told already.
    change: {
      ...NO_CHANGE,
      toNone: found.filter((fn) => fn.driver !== null && refused.get(fn.bdf)?.length === 0),
    },
    remarks: wrong,
  };
}

/** Of what the machine itself stands on more stops than the function, and no rescan brings that back. */
function undoText(found: readonly FunctionInfo[]): string {
  const machinery = found.filter(isMachinery);
  if (machinery.length > 0) {
    return `Restart the machine: what stops with ${namesOf(machinery.map(({ bdf }) => bdf))} comes back in no other way.`;
  }
  return `Rescan the bus: ${found.length === 1 ? "it is" : "they are"} found again, and given back the driver override that was set.`;
}

export function draftRescan({ machine }: PlanInput): Draft {
  return {
    title: "Rescan the PCI buses",
    summary:
      "The kernel looks for functions that it does not know yet, and gives each to its driver. Nothing that is there is touched.",
    steps: [rescanStep([])],
    effects: NO_EFFECTS,
    undo: [],
    undoable: false,
    change: NO_CHANGE,
    remarks: rescanFinds.run(machine),
  };
}
