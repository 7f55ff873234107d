/** How a check is declared: its id, what it looks at, where that is known from, what bears it out, and what it says. */

import type { Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import type { Change } from "../impact/change.ts";
import type { ImpactEntry } from "../impact/impact.ts";
import type { PlanStep } from "../verbs/table.ts";
import type { Hit } from "../verbs/verb.ts";
import type { Check } from "./found.ts";

/** What shows on a real kernel that the check is right. */
export type Proof =
  /** Title of a case of the contract suite: it expects the check to speak, and sees the kernel do what it foretells. */
  | { readonly contractCase: string }
  /** The whole product in a lab machine (e2e/specs/nic-nvme.lab.spec.ts). */
  | "whole-product run"
  /** Nothing yet: QEMU has no device or firmware that shows it. */
  | "needs hardware"
  /** Nothing yet: the lab's kernel is built without it, a patch that no release has or an option that is off. */
  | "other kernel"
  /** Nothing: a case would hang the kernel, cut off what is behind a bridge, or leave links to nothing. */
  | "not tried"
  /** The program alone decides it, by its journal, its connection or the request. */
  | "no kernel is asked"
  /** A real kernel could show it, and no case does. */
  | "no case";

export interface CheckWords {
  /** Unique and stable. */
  readonly id: string;
  /** What it looks at, for docs/operations-checks.md. */
  readonly about: string;
  /** Attributes, files of the kernel, sections of the specification: what it is known from. */
  readonly source: string;
  readonly proof: Proof;
}

/** What a check has to say once; its declaration has the rest. */
export interface Answer extends Pick<Check, "level" | "title" | "evidence"> {
  /** The function that it is about, where it is one. */
  readonly subject?: Bdf;
  /** Left out = nothing needs doing. */
  readonly remedy?: string | null;
}

/** A declared check. `Given` is what it has to be handed. */
export interface Declared<Given extends readonly unknown[]> extends CheckWords {
  /** Pure; empty = there is nothing to say. */
  readonly run: (...given: Given) => Check[];
}

/** Declares a check that a planner asks for where it meets what the check is about. */
export function remark<Given extends readonly unknown[]>({
  says,
  ...words
}: CheckWords & { readonly says: (...given: Given) => Answer | readonly Answer[] }): Declared<Given> {
  const checkOf = (answer: Answer): Check => ({ id: words.id, subject: null, remedy: null, ...answer });
  return { ...words, run: (...given) => [says(...given)].flat().map(checkOf) };
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
export function check(
  declaration: CheckWords & { readonly says: (input: CheckInput) => Answer | readonly Answer[] },
): PlanCheck {
  return remark(declaration);
}
