/** One step of a plan: find its target, write, wait until the machine is as the step promises; and the same to take finished steps back. */
import type { FunctionFacts, HostFacts } from "../../../shared/machine/facts.ts";
import { vfAt } from "../../../shared/machine/vf-slices.ts";
import type { FailedStep } from "../../../shared/operations/explain/failed-step.ts";
import { crashedUnder, KILLED } from "../../../shared/operations/findings/kernel-crash.ts";
import type { ProcessMark } from "../../../shared/operations/record/record.ts";
import type { Look } from "../../../shared/operations/verbs/expectation.ts";
import type { Unmet } from "../../../shared/operations/verbs/expectations.ts";
import type { Expectation, Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult, StepFailure } from "../../../shared/operations/verbs/performed.ts";
import { virtfnPath } from "../../../shared/operations/verbs/shell.ts";
import { failureOf, ownFailure, type PlanStep, stepAt, verbOf } from "../../../shared/operations/verbs/table.ts";
import type { Target } from "../../../shared/operations/verbs/target.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { HostAccess } from "../../host/access.ts";
import { type Patience, untilItAnswers } from "./later.ts";
import { EXPECT_MS, glance, SOFT_MS, waitFor } from "./look.ts";
import { spaceOf } from "./plan-knowledge.ts";

export interface StepTools extends Patience {
  readonly host: HostAccess;
  /** The kernel had not crashed when the operation began. */
  readonly wasWell: boolean;
  /** Told about every second while a write has not come back. */
  readonly stillRunning: (step: Step, elapsedMs: number) => void;
  readonly links: VfLinks;
  /** Called with the process that writes. */
  readonly onWriter?: (writer: ProcessMark) => unknown;
  /** Right before it is sent off once more: why it may not be. */
  readonly lookAgain?: (() => Promise<FailedStep | null>) | undefined;
}

type Attempt =
  | { readonly ok: true }
  /**
   * `written`: the machine may have changed although the step failed, so it is taken back as well. `unanswered`: it was
   * sent off, and whether it is carried out, or will be, is not known. `crashed`: the kernel crashed under it, so nothing
   * more is written, not even to take something back.
   */
  | {
      readonly ok: false;
      readonly failed: FailedStep;
      readonly written: boolean;
      readonly unanswered?: true;
      readonly crashed?: true;
    };

export type StepResult = Attempt & {
  /** How often it was sent off. */
  readonly tries: number;
  /** It waited for its time, and was stopped. */
  readonly stopped: boolean;
};

const TICK_MS = 1_000;

/** Never rejects: what the host throws is a failure `EHOST`. */
export async function runStep(tools: StepTools, step: PlanStep): Promise<StepResult> {
  const attempt = async (times: number): Promise<Attempt> => {
    const stopped = times > 1 ? ((await tools.lookAgain?.()) ?? null) : null;
    return stopped === null ? attemptStep(tools, step) : { ok: false, failed: stopped, written: false };
  };
  const { last, tried, stopped } = await untilItAnswers(tools, attempt, (each) => (each.ok ? null : each.failed));
  const { times: tries } = tried;
  if (last.ok || tries === 1) return { ...last, tries, stopped };
  return { ...last, failed: { ...last.failed, tried }, tries, stopped };
}

async function attemptStep(tools: StepTools, { template, expect, expectSoft }: PlanStep): Promise<Attempt> {
  const found = await resolveStep(tools.host, template, tools.links);
  if (!found.ok) return { ok: false, failed: { ...found, fn: null, host: null, unmet: [] }, written: false };
  const { step } = found;
  const performed = await performStep(tools, step);
  if (!performed.ok) {
    const { code } = performed.failure;
    const failed = await describeFailure(tools, step, performed.failure, []);
    if (code === "EHOST") return { ok: false, failed, written: true, unanswered: true };
    if (crashedUnder(failed)) return { ok: false, failed, written: true, crashed: true };
    return { ok: false, failed, written: code === "ETIMEDOUT" || code === KILLED };
  }
  const { kernelLog = [] } = performed;
  try {
    const { look, unmet } = await waitForStep(tools, template, step, expect, EXPECT_MS);
    const failure = failureOf(step, "EVERIFY", kernelLog);
    // A write can come back although the kernel crashed elsewhere under it.
    const crashed = crashedUnder({ failure, host: look.host, crashedSince: hasDied(tools, look.host) });
    if (unmet.length > 0 || crashed) {
      const failed = await describeFailure(tools, step, failure, unmet);
      return { ok: false, failed, written: true, ...(crashed || crashedUnder(failed) ? { crashed: true } : {}) };
    }
    if (expectSoft) await waitForStep(tools, template, step, expectSoft, SOFT_MS);
    return { ok: true };
  } catch (error) {
    const failed = { step, failure: ownFailure(step, "EHOST", errorWords(error)), fn: null, host: null, unmet: [] };
    return { ok: false, failed, written: true };
  }
}

/** Waits for what is expected; of a VF that the step has found by its PF's links they are not read again. */
async function waitForStep(
  { host, clock }: StepTools,
  template: StepTemplate,
  step: Step,
  expectations: readonly Expectation[],
  limitMs: number,
): Promise<{ readonly look: Look; readonly unmet: readonly Unmet[] }> {
  const original = new Map<Expectation, Expectation>();
  const placed = expectations.map((each) => {
    const isSame = "target" in each && "target" in template && sameTarget(each.target, template.target);
    const one = isSame && "bdf" in step ? { ...each, target: { bdf: step.bdf } } : each;
    original.set(one, each);
    return one;
  });
  const { look, unmet } = await waitFor(host, clock, placed, limitMs);
  return { look, unmet: unmet.map(({ expected, found }) => ({ expected: original.get(expected) ?? expected, found })) };
}

function sameTarget(a: Target, b: Target): boolean {
  return "pf" in a && "pf" in b && a.pf === b.pf && a.vf === b.vf;
}

/** null = the machine could not be read */
async function hostFacts(host: HostAccess): Promise<HostFacts | null> {
  const scan = await host.scan([]).catch(() => null);
  return scan?.host ?? null;
}

/** Has the kernel crashed under a write that failed? It is asked once more. */
export async function isCrashed(tools: StepTools, failure: StepFailure): Promise<boolean> {
  const host = await hostFacts(tools.host);
  return crashedUnder({ failure, host, crashedSince: hasDied(tools, host) });
}

function hasDied({ wasWell }: StepTools, host: HostFacts | null): boolean {
  return wasWell && host?.crashed === true;
}

async function describeFailure(
  tools: StepTools,
  step: Step,
  failure: StepFailure,
  unmet: readonly Unmet[],
): Promise<FailedStep> {
  const { host } = tools;
  if (!("bdf" in step)) {
    const facts = await hostFacts(host);
    return { step, failure, fn: null, host: facts, crashedSince: hasDied(tools, facts), unmet };
  }
  const { fn, look, iommusUnknown } = await glance(host, step.bdf);
  const facts = look?.host ?? null;
  const [around, config] = fn === null ? [] : await surroundings(host, step, fn.bdf);
  return { step, failure, fn, host: facts, iommusUnknown, around, config, crashedSince: hasDied(tools, facts), unmet };
}

/** What else may be why the step failed; undefined = not read, or of no matter for the verb. */
async function surroundings(
  host: HostAccess,
  step: Step,
  bdf: Bdf,
): Promise<[FailedStep["around"]?, FailedStep["config"]?]> {
  const { explainedBy = [] } = verbOf(step);
  const scan = explainedBy.includes("all functions") ? await host.scan().catch(() => undefined) : undefined;
  const config = explainedBy.includes("registers") ? spaceOf(await host.config(bdf, { wake: false })) : undefined;
  return [scan?.functions, config];
}

export type Resolution =
  | { readonly ok: true; readonly step: Step }
  | { readonly ok: false; readonly step: Step; readonly failure: StepFailure };

/** Gives the template's target its address, from the links of its PF. Never rejects. */
export async function resolveStep(
  host: HostAccess,
  template: StepTemplate,
  links: VfLinks = new VfLinks(),
): Promise<Resolution> {
  if (!("target" in template)) return { ok: true, step: template };
  const { target } = template;
  if ("bdf" in target) return { ok: true, step: stepAt(template, target.bdf) };
  const named = stepAt(template, target.expected ?? target.pf);
  try {
    const bdf = await links.at(host, target);
    if (bdf !== null) return { ok: true, step: stepAt(template, bdf) };
    return { ok: false, step: named, failure: missingVf(target) };
  } catch (error) {
    const failure = {
      code: "EHOST",
      wrote: "",
      where: virtfnPath(target.pf, target.vf),
      kernelLog: [],
      said: [errorWords(error)],
    };
    return { ok: false, step: named, failure };
  }
}

function missingVf(target: Extract<Target, { readonly vf: number }>): StepFailure {
  return { code: "ENODEV", wrote: "", where: virtfnPath(target.pf, target.vf), kernelLog: [] };
}

/** Writes, and tells every second that the write has not come back. Never rejects. */
export async function performStep(tools: StepTools, step: Step): Promise<PerformResult> {
  const { clock } = tools;
  const started = clock.monotonic();
  tools.links.forgetWith(step);
  const back = new AbortController();
  const result = tools.host
    .perform(step, { onWriter: tools.onWriter })
    .catch((error: unknown): PerformResult => ({ ok: false, failure: ownFailure(step, "EHOST", errorWords(error)) }))
    .finally(() => back.abort());
  for (;;) {
    const first = await Promise.race([result, clock.wait(TICK_MS, back.signal)]);
    if (first) return first;
    if (!back.signal.aborted) tools.stillRunning(step, clock.monotonic() - started);
  }
}

/**
 * Addresses of VFs as the links of their PFs told them. A PF has up to 65,535, and a plan names each by its index: the
 * links are read once for all of them, and again when a step was sent off that may change them.
 */
export class VfLinks {
  private readonly pfs = new Map<Bdf, FunctionFacts>();

  /**
   * A VF that was read before is only looked for where it was: its address changes with NumVFs alone (PCIe 6.2 §9.3.3.9,
   * §9.3.3.10).
   * @returns null when its PF has no such VF, or is gone
   * @throws what the host throws
   */
  async at(host: HostAccess, { pf, vf }: Extract<Target, { readonly vf: number }>): Promise<Bdf | null> {
    const known = this.pfs.get(pf);
    const before = known === undefined ? null : vfAt(known, vf);
    if (before !== null) {
      const { functions } = await host.scan([before]);
      if (functions.some(({ bdf, physfn }) => bdf === before && physfn === pf)) return before;
    }
    const { functions } = await host.scan([pf]);
    const found = functions.find(({ bdf }) => bdf === pf);
    if (found === undefined) return null;
    this.pfs.set(pf, found);
    return vfAt(found, vf);
  }

  /** @param step that is about to be sent off */
  forgetWith(step: Step): void {
    const { moves } = verbOf(step);
    if (moves === "any") this.pfs.clear();
    // A driver takes its VFs down with it, and another one may bring some along.
    else if (moves === "driver's" && "bdf" in step) this.pfs.delete(step.bdf);
  }
}

interface UndoTools extends StepTools {
  /** Why a step may not be sent off, asked right before it: sentences, none when it may. */
  readonly holdsBack: (template: StepTemplate) => Promise<readonly Words[]>;
}

/**
 * Takes finished steps back, the last one first. Goes on after a failure: each step that comes back is one less to mend;
 * after a crash of the kernel nothing more is written. What somebody has taken since is left to him.
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
  const { last: performed } = await untilItAnswers(
    tools,
    async (): Promise<PerformResult & { readonly failed?: FailedStep }> => {
      const left = await heldBack(tools, step, template);
      if (left !== null) return { ok: false, failure: left };
      const result = await performStep(tools, step);
      return result.ok ? result : { ...result, failed: await describeFailure(tools, step, result.failure, []) };
    },
    ({ failed = null }) => failed,
  );
  if (!performed.ok) return performed.failure;
  // Whether the right driver bound is looked at when all is taken back.
  const expected = before?.(step);
  if (expected === undefined) return null;
  try {
    const { unmet } = await waitFor(tools.host, tools.clock, [expected], EXPECT_MS);
    return unmet.length === 0 ? null : failureOf(step, "EVERIFY", performed.kernelLog ?? []);
  } catch (error) {
    return ownFailure(step, "EHOST", errorWords(error));
  }
}

async function heldBack(tools: UndoTools, step: Step, template: StepTemplate): Promise<StepFailure | null> {
  try {
    const reasons = await tools.holdsBack(template);
    return reasons.length === 0 ? null : ownFailure(step, "ECHANGED", ...reasons);
  } catch (error) {
    return ownFailure(step, "EHOST", errorWords(error));
  }
}
