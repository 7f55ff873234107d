/** A share of a plan that is put together of several. */

import type { Check } from "../checks/found.ts";
import type { Change } from "../impact/change.ts";
import type { DraftStep } from "../verbs/table.ts";
import type { PlanEffects } from "./types.ts";

export interface Part {
  readonly steps: readonly DraftStep[];
  readonly sentences: readonly string[];
  readonly effects: Partial<PlanEffects>;
  readonly change: Partial<Change>;
  readonly remarks: readonly Check[];
}

export const NOTHING: Part = { steps: [], sentences: [], effects: {}, change: {}, remarks: [] };
