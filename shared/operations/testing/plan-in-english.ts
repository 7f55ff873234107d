/** Plans with their texts in English, for tests that hold a sentence. */
import { inEnglish } from "../../words/testing/english.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import { planOperation } from "../plan/plan.ts";
import type { Plan } from "../plan/types.ts";

export function planInEnglish(input: PlanInput): Plan {
  return inEnglish(planOperation(input)) as Plan;
}
