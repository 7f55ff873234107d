/**
 * Takes finished steps back, the last one first. Goes on after a failure: each step that comes back is one less to mend;
 * after a crash of the kernel nothing more is written. What somebody has taken since is left to him.
 */
import { errorText } from "../../../shared/error-text.ts";
import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { StepFailure } from "../../../shared/operations/verbs/performed.ts";
import { failureOf, type PlanStep, verbOf } from "../../../shared/operations/verbs/table.ts";
import { EXPECT_MS, glance, waitFor } from "./look.ts";
import { isCrashed, performStep, resolveStep, type StepTools } from "./step.ts";

interface UndoTools extends StepTools {
  /** Why a step may not be sent off, asked right before it: sentences, none when it may. */
  readonly holdsBack: (template: StepTemplate) => Promise<readonly string[]>;
}

/**
 * @param undone told after each step, with the first thing that went wrong; null = it is taken back
 */
export async function undoSteps(
  tools: UndoTools,
  finished: readonly PlanStep[],
  undone: (step: PlanStep, failure: StepFailure | null) => Promise<void>,
): Promise<void> {
  for (const step of finished.toReversed()) {
    if (step.undo.length === 0) continue;
    let failure: StepFailure | null = null;
    for (const template of step.undo) {
      const problem = await undoOne(tools, template);
      failure ??= problem;
      if (problem !== null && (await isCrashed(tools, problem))) return await undone(step, problem);
    }
    await undone(step, failure);
  }
}

async function undoOne(tools: UndoTools, template: StepTemplate): Promise<StepFailure | null> {
  const found = await resolveStep(tools.host, template, tools.links);
  if (!found.ok) {
    return verbOf(template).endsWithFunction && found.failure.code === "ENODEV" ? null : found.failure;
  }
  const { step } = found;
  const { before, endsWithFunction, isDone } = verbOf(step);
  if ("bdf" in step) {
    const { fn, look } = await glance(tools.host, step.bdf);
    if (fn !== null && isDone?.(step, fn)) return null;
    // What is to be undone of a function that is not there is undone.
    if (fn === null && look !== null && endsWithFunction) return null;
  }
  const left = await heldBack(tools, step, template);
  if (left !== null) return left;
  const performed = await performStep(tools, step);
  if (!performed.ok) return performed.failure;
  // Whether the right driver bound is looked at when all is taken back.
  const expected = before?.(step);
  if (expected === undefined) return null;
  try {
    const { unmet } = await waitFor(tools.host, tools.clock, [expected], EXPECT_MS);
    return unmet.length === 0 ? null : failureOf(step, "EVERIFY", performed.kernelLog ?? []);
  } catch (error) {
    return failureOf(step, "EHOST", [errorText(error)]);
  }
}

async function heldBack(tools: UndoTools, step: Step, template: StepTemplate): Promise<StepFailure | null> {
  try {
    const reasons = await tools.holdsBack(template);
    return reasons.length === 0 ? null : failureOf(step, "ECHANGED", reasons);
  } catch (error) {
    return failureOf(step, "EHOST", [errorText(error)]);
  }
}
