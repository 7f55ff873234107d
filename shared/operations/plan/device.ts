/** Plans `device.remove`, `bus.rescan` and `device.reset`: functions leave the kernel's sight, are looked for again, and are reset. */

import { WHOLE_BUS } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { resetName } from "../../machine/reset-names.ts";
import { isMachinery } from "../../machine/usage-fixtures.ts";
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { PLAN_TITLE_WORDS, PLAN_WORDS } from "../../words/texts/plan.ts";
import { firstOf } from "../checks/check.ts";
import { nvmeGoOffline } from "../checks/nvme.ts";
import { REMOVAL_REFUSALS, rescanFinds } from "../checks/remove.ts";
import { besideOf, methodOf, RESET_EFFECTS, RESET_REFUSALS } from "../checks/reset.ts";
import { going } from "../findings/in-use.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { RequestOf } from "../request/request.ts";
import { rescanStep } from "../verbs/bus-rescan.ts";
import { removeStep } from "../verbs/device-remove.ts";
import { resetStep } from "../verbs/device-reset.ts";
import { resetMethodStep } from "../verbs/reset-method.ts";
import type { DraftStep } from "../verbs/table.ts";
import { functionNames } from "../words.ts";
import { type Draft, type DraftInput, emptyDraft, lookUp } from "./draft.ts";
import { titleOf } from "./titles.ts";

export function draftRemove({ machine, usage }: DraftInput, request: RequestOf<"device.remove">): Draft {
  const { found, remarks } = lookUp(machine, request.bdfs);
  const title = titleOf(request, () => null);
  const refused = new Map(found.map((fn) => [fn.bdf, firstOf(REMOVAL_REFUSALS, fn, machine)]));
  const wrong = [...remarks, ...[...refused.values()].flat()];
  if (found.length === 0) return emptyDraft(title, wrong);
  return {
    title,
    summary: sentences(
      PLAN_WORDS.forgets({ count: found.length }),
      found.some(isMachinery) ? null : PLAN_WORDS.staysInSlot({ count: found.length }),
    ),
    steps: found.map((fn) => removeStep(fn.bdf)),
    effects: { destroys: found.map((fn) => going(usage, fn)) },
    undo: [undoText(found)],
    // Why one is refused is told already.
    change: { toNone: found.filter((fn) => fn.driver !== null && refused.get(fn.bdf)?.length === 0) },
    remarks: wrong,
  };
}

/** Of what the machine itself stands on more stops than the function, and no rescan brings that back. */
function undoText(found: readonly FunctionInfo[]): Words {
  const machinery = found.filter(isMachinery);
  if (machinery.length > 0) {
    return PLAN_WORDS.undoMachinery({ functions: functionNames(machinery.map(({ bdf }) => bdf)) });
  }
  return PLAN_WORDS.undoRemove({ count: found.length });
}

export function draftRescan({ machine }: PlanInput): Draft {
  return {
    title: PLAN_TITLE_WORDS.rescan,
    summary: PLAN_WORDS.rescans,
    steps: [rescanStep([])],
    undo: [],
    undoable: false,
    remarks: rescanFinds.run(machine),
  };
}

export function draftReset({ machine, usage, knowledge }: DraftInput, request: RequestOf<"device.reset">): Draft {
  const { bdfs, method: wanted } = request;
  const { found, remarks } = lookUp(machine, bdfs);
  const title = titleOf(request, () => null);
  const input = { machine, usage, wanted };
  const refused = new Map(found.map((fn) => [fn.bdf, firstOf(RESET_REFUSALS, fn, input)]));
  const wrong = [...remarks, ...[...refused.values()].flat()];
  if (found.length === 0) return emptyDraft(title, wrong);
  return {
    title,
    summary: wrong.length === 0 ? summaryOf(machine, found, wanted) : PLAN_WORDS.nothingChanges,
    // Of a reset that is refused as well: who uses what it would reach is told from its steps.
    steps: found.flatMap((fn) => stepsOf(fn, wanted)),
    undo: [PLAN_WORDS.noUndoOfReset],
    undoable: false,
    remarks: [
      ...wrong,
      // How one that is refused would go is not said.
      ...found.flatMap((fn) =>
        refused.get(fn.bdf)?.length === 0 ? RESET_EFFECTS.flatMap(({ run }) => run(fn, input)) : [],
      ),
      ...[...new Set(found.flatMap((fn) => reachedBy(machine, fn, wanted)))].flatMap((fn) =>
        nvmeGoOffline.run(fn, knowledge?.nvmeVfs?.(fn.bdf) ?? null, fn.virtfns.length),
      ),
    ],
  };
}

/** The function, and those that a reset of its whole bus hits with it. */
function reachedBy(machine: Machine, fn: FunctionInfo, wanted: string | null): readonly FunctionInfo[] {
  return [fn, ...(WHOLE_BUS.has(methodOf(fn, wanted) ?? "") ? besideOf(machine, fn) : [])];
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

function summaryOf(machine: Machine, fns: readonly FunctionInfo[], wanted: string | null): Words {
  return sentences(whatIsReset(machine, fns, wanted), PLAN_WORDS.registersCompared);
}

function whatIsReset(machine: Machine, fns: readonly FunctionInfo[], wanted: string | null): Words {
  const [first] = fns;
  if (fns.length !== 1 || !first) return PLAN_WORDS.resetSeveral({ count: String(fns.length) });
  const { bdf } = first;
  const method = methodOf(first, wanted) ?? null;
  if (method === null) return PLAN_WORDS.resetByKernel({ bdf });
  const count = reachedBy(machine, first, wanted).length - 1;
  const name = resetName(method);
  return count === 0
    ? PLAN_WORDS.resetBy({ bdf, method: name })
    : PLAN_WORDS.resetByWithBus({ bdf, method: name, count });
}
