/** Runs a plan against the small kernel, all at once and without a journal: the rules of the runner, not its patience. */
import type { Bdf } from "../../pci/bdf.ts";
import type { Plan } from "../plan/types.ts";
import { lookOf } from "../verbs/expectation.ts";
import { unmetOf } from "../verbs/expectations.ts";
import type { Step, StepTemplate } from "../verbs/list.ts";
import { type PlanStep, stepAt } from "../verbs/table.ts";
import { addressOf } from "../verbs/target.ts";
import type { MiniKernel } from "./mini-kernel.ts";

export interface PlainOutcome {
  readonly done: boolean;
  /** The step that failed. */
  readonly failedAt: PlanStep | null;
}

function resolve(kernel: MiniKernel, template: StepTemplate): Step | null {
  if (!("target" in template)) return template;
  const address = addressOf(template.target, lookOf(kernel.scan()));
  return address === null ? null : stepAt(template, address);
}

function perform(kernel: MiniKernel, template: StepTemplate): { readonly ok: boolean; readonly refused: boolean } {
  const step = resolve(kernel, template);
  if (step === null) return { ok: false, refused: true };
  const { ok } = kernel.perform(step);
  return { ok, refused: !ok };
}

function undo(kernel: MiniKernel, steps: readonly PlanStep[]): void {
  for (const step of steps.toReversed()) for (const template of step.undo) perform(kernel, template);
}

export function runPlan(kernel: MiniKernel, plan: Plan): PlainOutcome {
  const touched: PlanStep[] = [];
  for (const step of plan.steps) {
    const { ok, refused } = perform(kernel, step.template);
    if (!ok && step.optional) continue;
    if (!refused) touched.push(step);
    if (!ok || unmetOf(step.expect, lookOf(kernel.scan())).length > 0) {
      undo(kernel, touched);
      return { done: false, failedAt: step };
    }
  }
  return { done: true, failedAt: null };
}

/** Drivers, overrides, VF counts and autoprobe of everything: what an operation must leave or bring back. */
export function stateOf(kernel: MiniKernel): Record<Bdf, unknown> {
  const states: Record<Bdf, unknown> = {};
  for (const each of kernel.functions.values()) {
    const vfs = each.sriov && { count: each.sriov.vfs.length, autoprobe: each.sriov.autoprobe };
    states[each.bdf] = { driver: each.driver, override: each.override, vfs };
  }
  return states;
}
