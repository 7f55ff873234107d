/** Whether a change is taken back by itself unless a person keeps it, and after how long. Pure. */
import { cutsConnection } from "../../../shared/operations/blast.ts";
import type { Plan } from "../../../shared/operations/types.ts";

export interface GuardWish {
  readonly on: boolean;
  /** null while the field is empty. */
  readonly seconds: number | null;
}

const SECONDS = 60;
export const LEAST = 5;
export const MOST = 3600;

/** On where the person's own way to the machine is touched. */
export function guardWishFor({ blast }: Pick<Plan, "blast">): GuardWish {
  return { on: cutsConnection(blast), seconds: SECONDS };
}

/** null = no way back is armed: it is off, or there is no time that it could be armed for. */
export function guardSeconds({ on, seconds }: GuardWish): number | null {
  return on && seconds !== null && Number.isInteger(seconds) && seconds >= LEAST && seconds <= MOST ? seconds : null;
}
