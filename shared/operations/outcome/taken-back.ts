/** Was a step taken back? Told from a look at the machine alone, never from what was sent off. Pure. */
import { listsBy } from "../../machine/list-map.ts";
import { expectationsOf } from "../plan/state-before.ts";
import type { Before } from "../record/record.ts";
import type { Look } from "../verbs/expectation.ts";
import { unmetOf } from "../verbs/expectations.ts";
import type { Expectation, StepTemplate } from "../verbs/list.ts";
import { type PlanStep, verbOf } from "../verbs/table.ts";
import { addressOf } from "../verbs/target.ts";

/** The function, and of a setting the VF, that a step or an expectation speaks of. */
function subjectOf(of: StepTemplate | Expectation, look: Look): string | null {
  if ("target" in of) return addressOf(of.target, look) ?? ("vf" in of.target ? of.target.expected : null);
  if ("pf" in of) return `${of.pf} ${of.vf}`;
  if ("vf" in of) return `${of.bdf} ${of.vf}`;
  return "bdf" in of ? of.bdf : null;
}

/**
 * @param before what there was when the operation began
 * @param look of now, at all that `before` and the steps speak of
 * @returns tells it of each step; null where nothing shows it
 */
export function takenBack(before: Before, look: Look): (step: PlanStep) => boolean | null {
  const keyOf = (that: string, of: StepTemplate | Expectation) => `${that} ${subjectOf(of, look)}`;
  const beforeBy = listsBy(expectationsOf(before), (each) => keyOf(each.that, each));
  return ({ template, expect }) => {
    const that = verbOf(template).shownBy;
    if (that === undefined) return null;
    const were = beforeBy.get(keyOf(that, template));
    if (were !== undefined) return unmetOf(were, look).length === 0;
    // Of a VF that was not there before there is nothing to go back to but its absence, or that it is not as requested.
    return expect.length === 0 ? null : unmetOf(expect, look).length > 0;
  };
}
