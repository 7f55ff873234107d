/** Why a step failed and what to do: the errno, the kernel's own log lines and the machine's facts, put together. */
import type { Explanation } from "../record/record.ts";
import { expectationText, foundText, type Unmet } from "../verbs/expectations.ts";
import type { StepFailure } from "../verbs/performed.ts";
import { BINDING_RULES } from "./binding.ts";
import { bornOut } from "./claims.ts";
import { driverLine, driverOf, driverReason, type FailedStep, linesOf } from "./failed-step.ts";
import { CONNECTION_RULES, GENERAL_RULES, meaningOf } from "./general.ts";
import { NVME_RULES } from "./nvme.ts";
import { RESET_RULES } from "./reset.ts";
import { type ExplanationRule, type RuleMatch, textOf } from "./rule.ts";
import { SRIOV_RULES } from "./sriov.ts";

export const EXPLANATION_RULES: readonly ExplanationRule[] = [
  ...CONNECTION_RULES,
  ...SRIOV_RULES,
  ...BINDING_RULES,
  ...RESET_RULES,
  ...NVME_RULES,
  ...GENERAL_RULES,
];

/** @returns what is known; never empty: the least is the errno, the file and the value */
export function explain(failed: FailedStep, rules: readonly ExplanationRule[] = EXPLANATION_RULES): Explanation {
  const { failure } = failed;
  const evidence = [
    writeSentence(failure),
    ...triedSentence(failed),
    ...failed.unmet.map(unmetSentence),
    ...failure.kernelLog,
  ];
  const found = ruleFor(failed, rules);
  if (found === null) {
    return {
      cause: `The kernel answered ${failure.code}${meaningOf(failure.code)}.`,
      evidence,
      remedy: "The kernel's log around that time says more (dmesg). Nothing else is known about this answer.",
    };
  }
  const { rule, match } = found;
  const action = rule.action?.(failed, match) ?? null;
  const again = rule.later ? triedSentence(failed) : [];
  return {
    rule: rule.id,
    cause: [`${textOf(rule.cause, failed, match)}${quoteOf(rule, failed)}`, ...again].join(" "),
    evidence,
    remedy: textOf(rule.remedy, failed, match),
    ...(action === null ? {} : { action }),
  };
}

/** Is the answer one that a while later would be another? */
export function meansLater(failed: FailedStep): boolean {
  return ruleFor(failed, EXPLANATION_RULES)?.rule.later === true;
}

/** What to say while a step waits to be sent off again. */
export function explainLater(failed: FailedStep): Explanation {
  const { action: _, ...told } = explain(failed);
  return {
    ...told,
    remedy: "It is tried again for some seconds. Cancel the operation to stop, and to take back what was done.",
  };
}

function ruleFor(
  failed: FailedStep,
  rules: readonly ExplanationRule[],
): { readonly rule: ExplanationRule; readonly match: RuleMatch } | null {
  for (const rule of rules) {
    const match = matchOf(rule, failed);
    if (match !== null) return { rule, match };
  }
  return null;
}

function triedSentence({ tried }: FailedStep): string[] {
  return tried === undefined || tried.times < 2
    ? []
    : [`It was tried ${tried.times} times in ${Math.round(tried.ms / 1000)} s.`];
}

function matchOf(rule: ExplanationRule, failed: FailedStep): RuleMatch | null {
  const { step, failure } = failed;
  if (rule.verbs !== null && !rule.verbs.includes(step.verb)) return null;
  if (rule.codes !== null && !rule.codes.includes(failure.code)) return null;
  if (bornOut(rule.needs, failed) !== true) return null;
  const known = bornOut(rule.claims, failed);
  if (known === false) return null;
  if (!rule.log) return rule.whose === "core" && known === null && driverReason(failed) !== null ? null : [];
  for (const line of linesOf(failed, rule.logOf)) {
    const match = rule.log.exec(line);
    if (match) return match.slice(1).map((group) => group ?? "");
  }
  return null;
}

/** The driver's own line, after what is said of its answer. */
function quoteOf({ whose, log }: ExplanationRule, failed: FailedStep): string {
  const line = whose === "driver" && !log ? driverLine(failed) : null;
  return line === null ? "" : ` ${driverOf(failed)} wrote to the kernel's log: "${line}"`;
}

function writeSentence({ code, wrote, where }: StepFailure): string {
  const value = wrote === "\n" ? "an empty line" : wrote === "" ? "nothing" : `"${wrote}"`;
  if (code === "EVERIFY") return `Writing ${value} to ${where} went through.`;
  return `Writing ${value} to ${where} ended with ${code}.`;
}

function unmetSentence(unmet: Unmet): string {
  return `Expected: ${expectationText(unmet.expected)}; found: ${foundText(unmet)}.`;
}
