/** What a plan's writes reach beyond what they name: VFs behind a PF, everything on a bus, whoever uses any of it. Pure. */

import { z } from "zod";
import type { Machine } from "../../machine/machine.ts";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Usage } from "../../machine/usage.ts";
import { UsageReasonSchema } from "../../machine/usage-reason.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { phrase } from "../../words/joined.ts";
import type { Message } from "../../words/message.ts";
import { type PlanStep, verbOf } from "../verbs/table.ts";
import { writtenTo } from "../verbs/target.ts";
import { type Earlier, type Hit, type Reach, ReachSchema } from "../verbs/verb.ts";

/** A function that somebody uses and that the plan reaches. */
export const ImpactEntrySchema = z.strictObject({
  bdf: BdfSchema,
  how: ReachSchema,
  /** The function that is written to: of a VF that goes, its PF. */
  cause: BdfSchema,
  /** At least one; protected ones first. */
  reasons: z.array(UsageReasonSchema),
});
export interface ImpactEntry extends Stated<typeof ImpactEntrySchema> {}

/** The plan reaches what the machine stands on, or what a guest has, or leaves no trace of what it does. */
export const HardStopSchema = z.strictObject({
  /** To be typed before it may run. */
  bdf: BdfSchema,
  /** Empty where another guard asks for it. */
  protects: z.array(BdfSchema),
});
export interface HardStop extends Stated<typeof HardStopSchema> {}

/** The worst comes first: a function that is reconfigured and then removed counts as removed. */
const weightOf = (how: Reach) => ReachSchema.options.indexOf(how);

/** Everything that the steps reach, each function once, by the worst that happens to it. */
export function hitsOfPlan(machine: Machine, steps: readonly Pick<PlanStep, "template">[]): Hit[] {
  const earlier: Earlier = { methods: new Map(), buses: new Set() };
  const worst = new Map<Bdf, Hit>();
  for (const { template } of steps) {
    for (const hit of verbOf(template).reaches?.(template, machine, earlier) ?? []) {
      const before = worst.get(hit.bdf);
      if (before === undefined || weightOf(hit.how) < weightOf(before.how)) worst.set(hit.bdf, hit);
    }
  }
  return [...worst.values()].filter((hit) => machine.byBdf.has(hit.bdf));
}

/** The functions that are reached and used, with who uses them; those that a hard stop protects first. */
export function impactOf(usage: Usage, hits: readonly Hit[]): ImpactEntry[] {
  const entries = hits.flatMap(({ bdf, how, cause }): ImpactEntry[] => {
    const reasons = usage.reasonsOf(bdf);
    return reasons.length === 0 ? [] : [{ bdf, how, cause, reasons }];
  });
  return entries.sort((a, b) => Number(isProtected(b)) - Number(isProtected(a)));
}

/** Can what happens to it hurt somebody whom a hard stop protects? Other settings only are noticed. */
export function isProtected({ how, reasons }: Pick<ImpactEntry, "how" | "reasons">): boolean {
  return how !== "adjusted" && reasons.some(({ level }) => level === "protected");
}

/** Is something reached that the user's own way to the machine goes through? */
export function cutsConnection(impact: readonly ImpactEntry[]): boolean {
  return impact.some((entry) => isProtected(entry) && entry.reasons.some(({ kind }) => kind === "session"));
}

/** What decides whether a plan stops for a typed address. */
export interface StopInput {
  readonly machine: Machine;
  readonly impact: readonly ImpactEntry[];
  /** Is there a guard among the checks. */
  readonly isGuarded: boolean;
  readonly steps: readonly Pick<PlanStep, "template">[];
}

/**
 * What a person has to type before the plan may run; null when no check is a guard. Where nothing protected is reached
 * it is the first function that is written to, and of a plan that writes to none the machine's first one.
 */
export function hardStopOf({ machine, impact, isGuarded, steps }: StopInput): HardStop | null {
  const guarded = impact.filter(isProtected);
  const [first] = guarded;
  if (first !== undefined) return { bdf: first.cause, protects: guarded.map(({ bdf }) => bdf) };
  if (!isGuarded) return null;
  const written = steps.flatMap(({ template }) => writtenTo(template) ?? []);
  const bdf = written[0] ?? machine.functions[0]?.bdf;
  return bdf === undefined ? null : { bdf, protects: [] };
}

/** Two plans that stop for the same reasons: what was agreed to for one holds for the other. */
export function sameStop(a: readonly ImpactEntry[], b: readonly ImpactEntry[]): boolean {
  return stopText(a) === stopText(b);
}

function stopText(impact: readonly ImpactEntry[]): string {
  return protectedLines(impact)
    .map((line) => JSON.stringify(line))
    .sort()
    .join("\n");
}

/** Who protected has what is reached: clauses that begin with the function's address. */
export function protectedLines(impact: readonly ImpactEntry[]): Message[] {
  return impact
    .filter(isProtected)
    .flatMap(({ bdf, reasons }) =>
      reasons.filter(({ level }) => level === "protected").map(({ text }) => phrase(bdf, text)),
    );
}
