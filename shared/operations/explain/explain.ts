/** Why a step failed and what to do: the errno, the kernel's own log lines and the machine's facts, put together. */
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import type { Explanation } from "../record/record.ts";
import { expectationText, foundText, type Unmet } from "../verbs/expectations.ts";
import { verbOf } from "../verbs/table.ts";
import { BINDING_RULES } from "./binding.ts";
import { bornOut } from "./claims.ts";
import { driverReason, type FailedStep, linesOf } from "./failed-step.ts";
import { CONNECTION_RULES, codeText, GENERAL_RULES, quoteOf } from "./general.ts";
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
  const evidence: Words[] = [
    writeSentence(failed),
    ...triedSentence(failed),
    ...failed.unmet.map(unmetSentence),
    ...failure.kernelLog,
  ];
  const found = ruleFor(failed, rules);
  if (found === null) {
    return {
      cause: EXPLAIN_WORDS.unknownCode({ code: codeText(failure.code) }),
      evidence,
      remedy: EXPLAIN_WORDS.unknownCodeRemedy,
    };
  }
  const { rule, match } = found;
  const action = rule.action?.(failed, match) ?? null;
  const again = rule.later ? triedSentence(failed) : [];
  return {
    rule: rule.id,
    cause: allOf(
      textOf(rule.cause, failed, match),
      rule.whose === "driver" && !rule.log ? quoteOf(failed) : null,
      ...again,
    ),
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
    remedy: EXPLAIN_WORDS.laterRemedy,
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

function triedSentence({ tried }: FailedStep): Words[] {
  return tried === undefined || tried.times < 2
    ? []
    : [EXPLAIN_WORDS.tried({ times: tried.times, seconds: Math.round(tried.ms / 1000) })];
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

/** Sentences together; one that stands alone stays what it is. */
function allOf(first: Words, ...more: readonly (Words | null)[]): Words {
  return more.every((words) => words === null) ? first : sentences(first, ...more);
}

function writeSentence({ step, failure: { code, wrote, where } }: FailedStep): Words {
  const hasRun = code === "EVERIFY";
  if (verbOf(step).tool !== undefined) {
    const command = `${where} ${wrote}`;
    return hasRun ? EXPLAIN_WORDS.ran({ command }) : EXPLAIN_WORDS.runFailed({ command, code });
  }
  const value =
    wrote === "\n"
      ? EXPLAIN_WORDS.emptyLine
      : wrote === ""
        ? EXPLAIN_WORDS.nothing
        : EXPLAIN_WORDS.quoted({ text: wrote });
  return hasRun ? EXPLAIN_WORDS.wrote({ value, where }) : EXPLAIN_WORDS.writeFailed({ value, where, code });
}

function unmetSentence(unmet: Unmet): Words {
  return EXPLAIN_WORDS.unmet({ expected: expectationText(unmet.expected), found: foundText(unmet) });
}
