/** What a check is: what it looks at, and what it answers. */
import type { Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import type { Change } from "../impact/change.ts";
import type { ImpactEntry } from "../impact/impact.ts";
import type { Check } from "./found.ts";

export interface CheckInput {
  readonly machine: Machine;
  readonly change: Change;
  readonly knowledge: PlanKnowledge;
  readonly usage: Usage;
  /** Who uses what the plan reaches. */
  readonly impact: readonly ImpactEntry[];
  /** Does the plan reach any function that somebody may use. */
  readonly reaches: boolean;
  /** Does the kernel look for functions that it does not know yet. */
  readonly rescans: boolean;
}

/** Pure; an empty answer means that there is nothing to say. */
export type CheckRule = (input: CheckInput) => readonly Check[];
