/** What a rule of the dictionary of failures is, and what a person can do about a failure with one press. */
import type { Words } from "../../words/message.ts";
import { EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import type { ExplanationAction } from "../record/record.ts";
import type { Step } from "../verbs/list.ts";
import { interfaceWord, shellWord } from "../verbs/shell.ts";
import type { ClaimName } from "./claims.ts";
import type { FailedStep } from "./failed-step.ts";

/** One entry of the dictionary. The first that fits is used, so particular ones come before general ones. */
export interface ExplanationRule {
  /** Stable, for tests and links. */
  readonly id: string;
  /** null = any verb */
  readonly verbs: readonly Step["verb"][] | null;
  /** null = any code */
  readonly codes: readonly string[] | null;
  /** Must be found in a log line that is about the step's function, or about none; its groups are handed to the texts. */
  readonly log?: RegExp;
  /** The line is about a VF of the function instead. */
  readonly logOf?: "vf";
  /** What the facts must bear out. */
  readonly needs?: readonly ClaimName[];
  /** What its words say besides: where the facts contradict one of these, the rule does not speak. */
  readonly claims?: readonly ClaimName[];
  /**
   * Whose answer it takes the code for. `core` = the kernel's own: unless the facts bear out what it claims, it gives way
   * to a driver that has a reason of its own in the log. `driver` = the driver's, whose line is then quoted.
   */
  readonly whose?: "core" | "driver";
  /** The answer means "later": the step is sent off again for a limited time before it counts as failed. */
  readonly later?: true;
  readonly cause: Text;
  readonly remedy: Text;
  /** What can be done about it with one press. */
  readonly action?: (failed: FailedStep, match: RuleMatch) => ExplanationAction | null;
  /** Title of the contract suite's case that brings this failure about on every kind of host. */
  readonly provenBy?: string;
}

type Text = Words | ((failed: FailedStep, match: RuleMatch) => Words);

export function textOf(text: Text, failed: FailedStep, match: RuleMatch): Words {
  return typeof text === "function" ? text(failed, match) : text;
}

/** Rules of the same verb or verbs. */
export function rulesFor(
  verbs: Step["verb"] | ExplanationRule["verbs"],
  rules: readonly Omit<ExplanationRule, "verbs">[],
): readonly ExplanationRule[] {
  return rules.map((rule) => ({ ...rule, verbs: typeof verbs === "string" ? [verbs] : verbs }));
}

/** Numbers and words out of the log line; empty text where the line had none. */
export type RuleMatch = readonly string[];

type MakeAction = (failed: FailedStep, match: RuleMatch) => ExplanationAction | null;

/** The same plan once more: what blocked it passes. */
export const retry: MakeAction = () => ({ kind: "retry", label: EXPLAIN_WORDS.planAgain });

export const bindOwnDriver: MakeAction = ({ step }) =>
  "bdf" in step
    ? { kind: "plan", label: EXPLAIN_WORDS.bindOwnDriver, request: { kind: "giveBack", bdfs: [step.bdf] } }
    : null;

export const keepOutOfD3cold: MakeAction = ({ step, fn }) =>
  "bdf" in step && fn?.d3coldAllowed === true
    ? {
        kind: "plan",
        label: EXPLAIN_WORDS.keepOutOfD3cold,
        request: { kind: "d3cold.set", bdfs: [step.bdf], value: false },
      }
    : null;

/** @param group which group of the log line has the number that fits */
export const setVfs =
  (group: number): MakeAction =>
  ({ step }, match) => {
    const count = Number.parseInt(match[group] ?? "", 10);
    if (!("bdf" in step) || !Number.isInteger(count) || count <= 0) return null;
    const request = { kind: "vfs.set", pf: step.bdf, count, purpose: "host" } as const;
    return { kind: "plan", label: EXPLAIN_WORDS.chooseVfs({ count }), request };
  };

export const setAllAllowed: MakeAction = (failed) => setVfs(0)(failed, [String(failed.fn?.sriov?.totalVfs ?? "")]);

export const removeVfs: MakeAction = ({ step }) =>
  "bdf" in step
    ? {
        kind: "plan",
        label: EXPLAIN_WORDS.removeVfs,
        request: { kind: "vfs.set", pf: step.bdf, count: 0, purpose: "host" },
      }
    : null;

/** The text is copied: no value of it comes from outside this program but names that the kernel gave. */
export function command(text: string): MakeAction {
  return () => ({ kind: "command", label: EXPLAIN_WORDS.copyCommand, command: text });
}

export const netUp: MakeAction = ({ fn }) => {
  const name = interfaceWord(fn);
  return name === null
    ? null
    : { kind: "command", label: EXPLAIN_WORDS.copyCommand, command: `ip link set ${name} up` };
};

export const loadModule: MakeAction = ({ fn }) => {
  const module = fn?.modules.find((name) => /^\w+$/.test(name) && !name.includes("vfio"));
  return module === undefined
    ? null
    : { kind: "command", label: EXPLAIN_WORDS.copyCommand, command: `modprobe ${shellWord(module)}` };
};
