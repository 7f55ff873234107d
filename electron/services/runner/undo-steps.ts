/**
 * Takes finished steps back, the last one first. Goes on after a failure: each step that comes back is one less to mend;
 * after a crash of the kernel nothing more is written. What somebody has taken since is left to him.
 */
import { errorText } from "../../../shared/error-text.ts";
import type { FunctionFacts } from "../../../shared/machine/facts.ts";
import { isFrom } from "../../../shared/operations/findings/drivers.ts";
import type { Expectation, PlanStep, Step, StepFailure, StepTemplate } from "../../../shared/operations/verbs/step.ts";
import { EXPECT_MS, glance, waitFor } from "./look.ts";
import { failureOf, isCrashed, performStep, resolveStep, type StepTools } from "./step.ts";

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
    // A VF that is not there needs no unbinding.
    return template.verb === "driver.unbind" && found.failure.code === "ENODEV" ? null : found.failure;
  }
  const { step } = found;
  if ("bdf" in step) {
    const { fn } = await glance(tools.host, step.bdf);
    if (fn !== null && isSo(step, fn)) return null;
    // What is to be undone of a function that is not there is undone.
    if (fn === null && step.verb === "vf.network") return null;
  }
  const left = await heldBack(tools, step, template);
  if (left !== null) return left;
  const performed = await performStep(tools, step);
  if (!performed.ok) return performed.failure;
  const expected = afterwards(step);
  if (expected === null) return null;
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

/** Would the step change nothing? Then it is left out, because the kernel refuses some of these (unbinding what has no driver). */
function isSo(step: Step, fn: FunctionFacts): boolean {
  switch (step.verb) {
    case "sriov.numvfs":
      return fn.virtfns.length === step.value;
    case "sriov.autoprobe":
      return fn.sriov?.driversAutoprobe === step.value;
    case "driver.override":
      return fn.driverOverride === step.driver;
    case "driver.unbind":
      // What another driver has now is not what the step bound.
      return fn.driver === null || !isFrom(step.from, fn.driver);
    case "driver.probe":
      return fn.driver !== null;
    case "device.remove":
    case "module.load":
    case "vf.network":
    case "vf.msix":
    case "device.reset":
    case "bus.rescan":
      return false;
    case "reset.method":
      return step.methods !== null && fn.resetMethods?.join(" ") === step.methods.join(" ");
  }
}

/** What the next undo step builds on. Whether the right driver bound is looked at when all is taken back. */
function afterwards(step: Step): Expectation | null {
  switch (step.verb) {
    case "sriov.numvfs":
      return { that: "numvfs", bdf: step.bdf, value: step.value };
    case "driver.unbind":
      return { that: "driver", target: { bdf: step.bdf }, driver: null };
    default:
      return null;
  }
}
