/** Why a step failed and what to do: the errno, the kernel's own log lines and the machine's facts, put together. */
import type { FunctionFacts, HostFacts } from "../../machine/facts.ts";
import type { Explanation, ExplanationAction } from "../record/record.ts";
import { expectationText } from "../verbs/expectations.ts";
import type { Expectation, Step, StepFailure } from "../verbs/step.ts";
import { BINDING_RULES } from "./binding.ts";
import { CONNECTION_RULES, GENERAL_RULES, meaningOf } from "./general.ts";
import { RESET_RULES } from "./reset.ts";
import { SRIOV_RULES } from "./sriov.ts";

export interface FailedStep {
  readonly step: Step;
  readonly failure: StepFailure;
  /** The function as it was found around the failure; null when it could not be read or is gone. */
  readonly fn: FunctionFacts | null;
  readonly host: HostFacts | null;
  /** The other functions of its IOMMU group; left out = not read. */
  readonly groupMates?: readonly FunctionFacts[] | undefined;
  /** The kernel was well when the operation began, and has died since. */
  readonly crashedSince?: boolean | undefined;
  /** Of `EVERIFY`: what was expected and did not come true, with what was found instead. */
  readonly unmet: readonly { readonly expected: Expectation; readonly found: string }[];
}

/** One entry of the dictionary. The first that fits is used, so particular ones come before general ones. */
export interface ExplanationRule {
  /** Stable, for tests and links. */
  readonly id: string;
  /** null = any verb */
  readonly verbs: readonly Step["verb"][] | null;
  /** null = any code */
  readonly codes: readonly string[] | null;
  /** Must be found in a log line; its groups are handed to the texts. */
  readonly log?: RegExp;
  readonly when?: (failed: FailedStep) => boolean;
  readonly cause: (failed: FailedStep, match: RuleMatch) => string;
  readonly remedy: (failed: FailedStep, match: RuleMatch) => string;
  /** What can be done about it with one press. */
  readonly action?: (failed: FailedStep, match: RuleMatch) => ExplanationAction | null;
}

/** Numbers and words out of the log line; empty text where the line had none. */
export type RuleMatch = readonly string[];

export const EXPLANATION_RULES: readonly ExplanationRule[] = [
  ...CONNECTION_RULES,
  ...SRIOV_RULES,
  ...BINDING_RULES,
  ...RESET_RULES,
  ...GENERAL_RULES,
];

/** @returns what is known; never empty: the least is the errno, the file and the value */
export function explain(failed: FailedStep): Explanation {
  const { failure } = failed;
  const evidence = [writeSentence(failure), ...failed.unmet.map(unmetSentence), ...failure.kernelLog];
  for (const rule of EXPLANATION_RULES) {
    const match = matchOf(rule, failed);
    if (match === null) continue;
    const action = rule.action?.(failed, match) ?? null;
    return {
      rule: rule.id,
      cause: rule.cause(failed, match),
      evidence,
      remedy: rule.remedy(failed, match),
      ...(action === null ? {} : { action }),
    };
  }
  return {
    cause: `The kernel answered ${failure.code}${meaningOf(failure.code)}.`,
    evidence,
    remedy: "The kernel's log around that time says more (dmesg). Nothing else is known about this answer.",
  };
}

function matchOf(rule: ExplanationRule, failed: FailedStep): RuleMatch | null {
  const { step, failure } = failed;
  if (rule.verbs !== null && !rule.verbs.includes(step.verb)) return null;
  if (rule.codes !== null && !rule.codes.includes(failure.code)) return null;
  if (rule.when && !rule.when(failed)) return null;
  if (!rule.log) return [];
  for (const line of failure.kernelLog.toReversed()) {
    const match = rule.log.exec(line);
    if (match) return match.slice(1).map((group) => group ?? "");
  }
  return null;
}

function writeSentence({ code, wrote, where }: StepFailure): string {
  const value = wrote === "\n" ? "an empty line" : wrote === "" ? "nothing" : `"${wrote}"`;
  if (code === "EVERIFY") return `Writing ${value} to ${where} went through.`;
  return `Writing ${value} to ${where} ended with ${code}.`;
}

function unmetSentence({ expected, found }: FailedStep["unmet"][number]): string {
  return `Expected: ${expectationText(expected)}; found: ${found}.`;
}
