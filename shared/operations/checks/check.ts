/** How a check is declared: its id, what it looks at, where that is known from, what bears it out, and what it says. */

import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import type { Change } from "../impact/change.ts";
import type { ImpactEntry } from "../impact/impact.ts";
import type { PlanStep } from "../verbs/table.ts";
import type { Hit } from "../verbs/verb.ts";
import type { Check } from "./found.ts";

/** Why no case of the contract suite is named for a check. */
type NoCase =
  /** The whole product shows it in a lab machine (e2e/specs/nic-nvme.lab.spec.ts). */
  | "whole-product run"
  /** A kernel in a machine of the lab's own making does what it foretells (e2e/lab/worlds). */
  | "lab world"
  /** QEMU has no device or firmware that shows it. */
  | "needs hardware"
  /** The lab's kernel is built without it: a patch that no release has, or an option that is off. */
  | "other kernel"
  /** It would hang the kernel, cut off what is behind a bridge, or leave links to nothing. */
  | "not tried"
  /** The program alone decides it, by its journal, its connection or the request. */
  | "no kernel is asked"
  /** A real kernel could show it. */
  | "not written";

export type CheckWords = {
  /** Unique and stable. */
  readonly id: string;
  /** What it looks at, for docs/operations-checks.md. */
  readonly about: string;
  /** Attributes, files of the kernel, sections of the specification: what it is known from. */
  readonly source: string;
} & (
  | {
      /** Title of a case of the contract suite that expects the check to speak, and sees the kernel do what it foretells. */
      readonly provenBy: string;
    }
  | { readonly noCase: NoCase }
);

/** What a check has to say once; its declaration has the rest. */
export interface Answer extends Pick<Check, "level" | "title" | "evidence" | "follow"> {
  /** The function that it is about, where it is one. */
  readonly subject?: Bdf | null;
  /** Left out = nothing needs doing. */
  readonly remedy?: Words | null;
}

/** false = nothing, as an empty list. */
export type Said = Answer | readonly Answer[] | false;

function answersOf(said: Said): readonly Answer[] {
  return said === false ? [] : [said].flat();
}

/** A declared check. `Given` is what it has to be handed. */
export type Declared<Given extends readonly unknown[]> = CheckWords & {
  /** Pure; empty = there is nothing to say. */
  readonly run: (...given: Given) => Check[];
};

/** Declares a check that a planner asks for where it meets what the check is about. */
export function remark<Given extends readonly unknown[]>({
  says,
  ...words
}: CheckWords & { readonly says: (...given: Given) => Said }): Declared<Given> {
  const checkOf = (answer: Answer): Check => ({ id: words.id, subject: null, remedy: null, ...answer });
  return { ...words, run: (...given) => answersOf(says(...given)).map(checkOf) };
}

/** What is said of each of the functions, which is its subject. */
export function ofEach(fns: readonly FunctionInfo[], says: (fn: FunctionInfo) => Said): Answer[] {
  return fns.flatMap((fn) => answersOf(says(fn)).map((answer) => ({ subject: fn.bdf, ...answer })));
}

/** The same of a check of one function: that is handed first, and is the subject. */
export function remarkOn<Rest extends readonly unknown[]>({
  says,
  ...words
}: CheckWords & { readonly says: (fn: FunctionInfo, ...rest: Rest) => Said }): Declared<
  [fn: FunctionInfo, ...rest: Rest]
> {
  return remark({ ...words, says: (fn: FunctionInfo, ...rest: Rest) => ofEach([fn], () => says(fn, ...rest)) });
}

/** What the first of the checks says that has something to say. */
export function firstOf<Given extends readonly unknown[]>(
  checks: readonly Declared<Given>[],
  ...given: Given
): readonly Check[] {
  return checks.map(({ run }) => run(...given)).find(({ length }) => length > 0) ?? [];
}

export interface CheckInput {
  readonly machine: Machine;
  readonly change: Change;
  readonly knowledge: PlanKnowledge;
  readonly usage: Usage;
  readonly steps: readonly Pick<PlanStep, "template" | "undo">[];
  /** The functions that the steps reach. */
  readonly hits: readonly Hit[];
  /** Those of them that somebody uses, with who it is. */
  readonly impact: readonly ImpactEntry[];
}

/** A check that every plan with a step is put to. */
export type PlanCheck = Declared<[input: CheckInput]>;

/** Declares a check of the table. */
export function check(declaration: CheckWords & { readonly says: (input: CheckInput) => Said }): PlanCheck {
  return remark(declaration);
}
