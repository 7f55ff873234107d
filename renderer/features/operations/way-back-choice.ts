/** Whether the machine rolls a change back unless it is kept, and after how long. Pure. */
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { cutsConnection } from "../../../shared/operations/impact/impact.ts";
import { WAY_BACK_SECONDS } from "../../../shared/operations/record/record.ts";

export interface WayBackWanted {
  readonly on: boolean;
  /** null while the field is empty. */
  readonly seconds: number | null;
}

/** Which seconds the machine takes: stands at the field, whether what is typed is among them or not. */
export const RANGE = { least: WAY_BACK_SECONDS.least, most: WAY_BACK_SECONDS.most };

/** On where the user's own way to the machine is touched. */
export function wayBackWantedFor({ impact }: Pick<PlanView, "impact">): WayBackWanted {
  return { on: cutsConnection(impact), seconds: WAY_BACK_SECONDS.usual };
}

/** null = no way back is armed: it is off, or there is no time that it could be armed for. */
export function wayBackSeconds({ on, seconds }: WayBackWanted): number | null {
  const { least, most } = WAY_BACK_SECONDS;
  return on && seconds !== null && Number.isInteger(seconds) && seconds >= least && seconds <= most ? seconds : null;
}
