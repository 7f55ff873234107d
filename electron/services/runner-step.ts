/** One step of a plan: find its target, write, wait until the machine is as the step promises. */

import { errorText } from "../../shared/error-text.ts";
import type { FunctionFacts, HostFacts } from "../../shared/machine/facts.ts";
import type { Unmet } from "../../shared/operations/expectations.ts";
import type { FailedStep } from "../../shared/operations/explain.ts";
import { crashedUnder, crashLine, KILLED } from "../../shared/operations/kernel-crash.ts";
import { stepAt, virtfnPath, writeOf } from "../../shared/operations/shell.ts";
import type {
  PerformResult,
  PlanStep,
  ProcessMark,
  Step,
  StepFailure,
  StepTemplate,
  Target,
} from "../../shared/operations/types.ts";
import type { HostAccess } from "../host/access.ts";
import type { RunnerClock } from "./runner-clock.ts";
import { glance, HOPE_MS, SETTLE_MS, settle } from "./runner-look.ts";

export interface StepTools {
  readonly host: HostAccess;
  readonly clock: RunnerClock;
  /** The kernel had not crashed when the operation began. */
  readonly wasWell: boolean;
  /** Told about every second while a write has not come back. */
  readonly stillRunning: (step: Step, elapsedMs: number) => void;
  /** Told of the process that writes. */
  readonly onWriter?: (writer: ProcessMark) => unknown;
}

export type StepResult =
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

const TICK_MS = 1_000;

/** Never rejects: what the host throws is a failure `EHOST`. */
export async function runStep(tools: StepTools, { template, expect, hopes }: PlanStep): Promise<StepResult> {
  const found = await resolveStep(tools.host, template);
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
    const { look, unmet } = await settle(tools.host, tools.clock, expect, SETTLE_MS);
    // A write can come back although the kernel crashed elsewhere under it.
    const isWell = crashLine(kernelLog) === null && !hasDied(tools, look.host);
    if (unmet.length > 0 || !isWell) {
      const failed = await describeFailure(tools, step, failureOf(step, "EVERIFY", kernelLog), unmet);
      return { ok: false, failed, written: true, ...(crashedUnder(failed) ? { crashed: true } : {}) };
    }
    if (hopes) await settle(tools.host, tools.clock, hopes, HOPE_MS);
    return { ok: true };
  } catch (error) {
    const failed = { step, failure: failureOf(step, "EHOST", [errorText(error)]), fn: null, host: null, unmet: [] };
    return { ok: false, failed, written: true };
  }
}

export function failureOf(step: Step, code: string, kernelLog: readonly string[]): StepFailure {
  return { code, ...writeOf(step), kernelLog };
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
    const facts = await host.scan([]).then(
      (scan) => scan.host,
      () => null,
    );
    return { step, failure, fn: null, host: facts, crashedSince: hasDied(tools, facts), unmet };
  }
  const { fn, look } = await glance(host, step.bdf);
  const groupMates = step.verb === "driver.probe" && fn !== null ? await matesOf(host, fn) : undefined;
  const facts = look?.host ?? null;
  return { step, failure, fn, host: facts, groupMates, crashedSince: hasDied(tools, facts), unmet };
}

/** The other functions of its IOMMU group; undefined = the machine could not be read. */
async function matesOf(host: HostAccess, fn: FunctionFacts): Promise<readonly FunctionFacts[] | undefined> {
  if (fn.iommuGroup === null) return [];
  const scan = await host.scan().catch(() => undefined);
  return scan?.functions.filter(({ bdf, iommuGroup }) => iommuGroup === fn.iommuGroup && bdf !== fn.bdf);
}

export type Resolution =
  | { readonly ok: true; readonly step: Step }
  | { readonly ok: false; readonly step: Step; readonly failure: StepFailure };

/** Gives the template's target its address, from the links that the PF has at this moment. Never rejects. */
export async function resolveStep(host: HostAccess, template: StepTemplate): Promise<Resolution> {
  if (!("target" in template)) return { ok: true, step: template };
  const { target } = template;
  if ("bdf" in target) return { ok: true, step: stepAt(template, target.bdf) };
  const named = stepAt(template, target.expected ?? target.pf);
  try {
    const { functions } = await host.scan([target.pf]);
    const link = functions.find((fn) => fn.bdf === target.pf)?.virtfns.find((vf) => vf.index === target.vf);
    if (link) return { ok: true, step: stepAt(template, link.bdf) };
    return { ok: false, step: named, failure: missingVf(target) };
  } catch (error) {
    const failure = {
      code: "EHOST",
      wrote: "",
      where: virtfnPath(target.pf, target.vf),
      kernelLog: [errorText(error)],
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
  const back = new AbortController();
  const result = tools.host
    .perform(step, { onWriter: tools.onWriter })
    .catch((error: unknown): PerformResult => ({ ok: false, failure: failureOf(step, "EHOST", [errorText(error)]) }))
    .finally(() => back.abort());
  for (;;) {
    const first = await Promise.race([result, clock.wait(TICK_MS, back.signal)]);
    if (first) return first;
    if (!back.signal.aborted) tools.stillRunning(step, clock.monotonic() - started);
  }
}
