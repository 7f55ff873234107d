/** All verbs: the closed list of what may be done to a machine. A verb is one file; here it is only listed. */

import type { Bdf } from "../../pci/bdf.ts";
import { type Rescan, rescan } from "./bus-rescan.ts";
import { type Remove, remove } from "./device-remove.ts";
import { type Reset, reset } from "./device-reset.ts";
import { type Override, type OverrideAt, override } from "./driver-override.ts";
import { type Probe, type ProbeAt, probe } from "./driver-probe.ts";
import { type Unbind, type UnbindAt, unbind } from "./driver-unbind.ts";
import type { Expectation } from "./expectations.ts";
import { type ModuleLoad, moduleLoad } from "./module-load.ts";
import type { StepFailure } from "./performed.ts";
import { type ResetMethod, resetMethod } from "./reset-method.ts";
import { printed } from "./shell.ts";
import { type Autoprobe, autoprobe } from "./sriov-autoprobe.ts";
import { type NumVfs, numVfs } from "./sriov-numvfs.ts";
import type { AttributeWrite, Draft, Verb } from "./verb.ts";
import { type VfMsix, type VfMsixAt, vfMsix } from "./vf-msix.ts";
import { type VfNetwork, vfNetwork } from "./vf-network.ts";

/** Steps that are planned as they are carried out. */
type Plain = NumVfs | Autoprobe | ModuleLoad | VfNetwork | Reset | ResetMethod | Remove | Rescan;

/** Verbs with values, never a path or a command. */
export type Step = Plain | Override | Unbind | Probe | VfMsix;
/** A step whose target may be "VF 3 of this PF"; it becomes a {@link Step} right before it runs ({@link stepAt}). */
export type StepTemplate = Plain | OverrideAt | UnbindAt | ProbeAt | VfMsixAt;
export type VerbName = Step["verb"];
export type StepOf<V extends VerbName> = Extract<Step, { readonly verb: V }>;
type TemplateOf<V extends VerbName> = Extract<StepTemplate, { readonly verb: V }>;

const VERBS: { readonly [V in VerbName]: Verb<StepOf<V>, TemplateOf<V>, Expectation> } = {
  "sriov.numvfs": numVfs,
  "sriov.autoprobe": autoprobe,
  "driver.override": override,
  "driver.unbind": unbind,
  "driver.probe": probe,
  "module.load": moduleLoad,
  "vf.network": vfNetwork,
  "vf.msix": vfMsix,
  "device.reset": reset,
  "reset.method": resetMethod,
  "device.remove": remove,
  "bus.rescan": rescan,
};

export const VERB_NAMES = Object.keys(VERBS) as readonly VerbName[];

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
