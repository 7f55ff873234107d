/** Plans `device.reset`: by which method, and what that hits. */
import { WHOLE_BUS } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { firstOf } from "../checks/check.ts";
import { besideOf, methodOf, RESET_EFFECTS, RESET_REFUSALS } from "../checks/reset.ts";
import { NO_CHANGE } from "../impact/change.ts";
import type { OperationRequest } from "../request/request.ts";
import { resetStep } from "../verbs/device-reset.ts";
import { resetMethodStep } from "../verbs/reset-method.ts";
import type { DraftStep } from "../verbs/table.ts";
import { counted, namesOf } from "../words.ts";
import { lookUp } from "./chosen-functions.ts";
import { type Draft, type DraftInput, emptyDraft, NO_EFFECTS } from "./draft.ts";

export function draftReset(
  { machine, usage }: DraftInput,
  { bdfs, method: wanted }: Extract<OperationRequest, { readonly kind: "device.reset" }>,
): Draft {
  const { found, remarks } = lookUp(machine, bdfs);
  const title = `Reset ${namesOf(bdfs)}`;
  const input = { machine, usage, wanted };
  const wrong = [...remarks, ...found.flatMap((fn) => firstOf(RESET_REFUSALS, fn, input))];
  if (wrong.length > 0) return emptyDraft(title, "Nothing is changed.", wrong);
  return {
    title,
    summary: summaryOf(machine, found, wanted),
    steps: found.flatMap((fn) => stepsOf(fn, wanted)),
    effects: NO_EFFECTS,
    undo: ["A reset cannot be undone: what the function held in its registers and queues is gone."],
    undoable: false,
    change: NO_CHANGE,
    remarks: found.flatMap((fn) => RESET_EFFECTS.flatMap(({ run }) => run(fn, input))),
  };
}

function stepsOf(fn: FunctionInfo, wanted: string | null): DraftStep[] {
  const { bdf, resetMethods } = fn;
  const method = methodOf(fn, wanted) ?? null;
  if (method === null || resetMethods === null || method === resetMethods[0]) return [resetStep(bdf, method)];
  return [
    resetMethodStep(bdf, [method], resetMethods),
    resetStep(bdf, method),
    resetMethodStep(bdf, resetMethods, null),
  ];
}

function summaryOf(machine: Machine, fns: readonly FunctionInfo[], wanted: string | null): string {
  const [first] = fns;
  if (fns.length !== 1 || !first) {
    return `${fns.length} functions are reset, one after the other. What their registers say is compared before and after.`;
  }
  const method = methodOf(first, wanted) ?? null;
  if (method === null) {
    return `${first.bdf} will be reset as the kernel chooses. What its registers say is compared before and after.`;
  }
  const reach = WHOLE_BUS.has(method) ? besideOf(machine, first).length : 0;
  const also = reach === 0 ? "" : ` and ${counted(reach, "other function")} on its bus`;
  return `${first.bdf}${also} will be reset by ${method}. What its registers say is compared before and after.`;
}
