/** A plan: what would be done, what speaks against it, and how it can be taken back. */
import { z } from "zod";
import { GhostVfSchema } from "../../machine/ghost-vf.ts";
import { BdfSchema, maybe, type Stated, words } from "../../machine/schema-parts.ts";
import { CheckSchema } from "../checks/found.ts";
import { GoingFunctionSchema } from "../findings/in-use.ts";
import { HardStopSchema, ImpactEntrySchema } from "../impact/impact.ts";
import { RequestSchema } from "../request/request.ts";
import type { PlanStep } from "../verbs/table.ts";

const text = z.string();

const EffectsSchema = z.strictObject({
  creates: z.array(GhostVfSchema),
  /** Existing functions that disappear, with what is on them. */
  destroys: z.array(GoingFunctionSchema),
  rebinds: z.array(z.strictObject({ bdf: BdfSchema, from: maybe(text), to: maybe(text) })),
});
export interface PlanEffects extends Stated<typeof EffectsSchema> {}

/** What a person decides by: all of a plan but how its steps are carried out. */
export const PlanShownSchema = z.strictObject({
  id: text,
  request: RequestSchema,
  /** `Set 0000:01:00.0 to 8 VFs` */
  title: words,
  /** What will be true afterwards, in one or two sentences. */
  summary: words,
  checks: z.array(CheckSchema),
  effects: EffectsSchema,
  /** Who uses what it reaches; empty also where that is not known. */
  impact: z.array(ImpactEntrySchema),
  stop: maybe(HardStopSchema),
  /** How it can be taken back, or why it cannot: sentences. */
  undo: z.array(words),
  undoable: z.boolean(),
  /** The whole plan as shell commands, comments included. */
  commands: z.array(text),
  /** blocked = a blocker among the checks; guarded = a guard among them; nothing = the machine is already as requested. */
  verdict: z.enum(["ready", "guarded", "blocked", "nothing"]),
});

export interface Plan extends Stated<typeof PlanShownSchema> {
  readonly machine: string;
  readonly steps: readonly PlanStep[];
  /** What the plan was made from: a run refuses when it no longer fits the machine. */
  readonly fingerprint: string;
}
