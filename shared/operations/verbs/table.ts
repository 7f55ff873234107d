/** What is asked of any step, by the table of its verb. */
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { type Expectation, type Step, type StepTemplate, VERBS, type VerbName } from "./list.ts";
import type { StepFailure } from "./performed.ts";
import { printed } from "./shell.ts";
import type { AttributeWrite, Draft, Verb } from "./verb.ts";

/** All that is known of a step's verb. */
export function verbOf({ verb }: { readonly verb: VerbName }): Verb<Step, StepTemplate, Expectation> {
  return VERBS[verb];
}

export type DraftStep = Draft<StepTemplate, Expectation>;

export interface PlanStep extends DraftStep {
  readonly id: string;
  /** The equivalent shell command. */
  readonly command: string;
}

/** What a step writes where, for messages. */
export function writeOf(step: Step): AttributeWrite {
  return verbOf(step).write(step);
}

export function failureOf(step: Step, code: string, kernelLog: readonly string[]): StepFailure {
  return { code, ...writeOf(step), kernelLog };
}

/** A failure that is not the kernel's: of which the program itself says why. */
export function ownFailure(step: Step, code: string, ...said: readonly Words[]): StepFailure {
  return { ...failureOf(step, code, []), said };
}

/** Are its values within their bounds: asked once more where it is carried out. */
export function isSound(step: Step): boolean {
  return verbOf(step).schema.safeParse(step).success;
}

/** The command for a root shell that does the same as the step. */
export function commandOf(template: StepTemplate): string {
  const { command, write } = verbOf(template);
  if (command) return command(template);
  const { where, wrote } = write(stepAt(template, null));
  return `${printed(wrote)} > ${where}`;
}

/**
 * The step that a template becomes when its target's address is known.
 * @param bdf null for a template that names none, or has its address
 */
export function stepAt(template: StepTemplate, bdf: Bdf | null): Step {
  if (!("target" in template)) return template;
  const { target, ...values } = template;
  return { ...values, bdf: bdf ?? ("bdf" in target ? target.bdf : target.pf) };
}

/** Numbers steps in order; ids are stable for the same plan. */
export function numberSteps(drafts: readonly DraftStep[]): PlanStep[] {
  return drafts.map((draft, index) => ({ id: `step-${index + 1}`, command: commandOf(draft.template), ...draft }));
}
