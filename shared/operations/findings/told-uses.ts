/** Who uses functions, told where no plan is made: functions that are used in the same way stand together. Pure. */
import { listsBy } from "../../machine/list-map.ts";
import type { UsageReason } from "../../machine/usage-reason.ts";
import type { Bdf } from "../../pci/bdf.ts";

/** Why somebody would notice, with what was looked at; its text goes after the function's address, or stands alone. */
export type UseReason = Pick<UsageReason, "text" | "evidence" | "level">;

export interface UsedFunction {
  readonly bdf: Bdf;
  readonly reasons: readonly UseReason[];
}

export interface ToldUse {
  /** At least one. */
  readonly bdfs: readonly Bdf[];
  readonly texts: readonly string[];
  /** Of all of them, each once. */
  readonly evidence: readonly string[];
  readonly isProtected: boolean;
}

/** The same for functions that are used in the same way: reasons are alike in all but what was looked at. */
export function usedLike(reasons: readonly UseReason[]): string {
  return JSON.stringify(reasons.map(({ evidence, ...reason }) => reason));
}

/** In the order in which they first appear; what nobody uses is left out. */
export function toldUses(used: readonly UsedFunction[]): ToldUse[] {
  const inUse = used.filter(({ reasons }) => reasons.length > 0);
  return [...listsBy(inUse, ({ reasons }) => usedLike(reasons)).values()].map((same) => ({
    bdfs: same.map(({ bdf }) => bdf),
    texts: same[0]?.reasons.map(({ text }) => text) ?? [],
    evidence: [...new Set(same.flatMap(({ reasons }) => reasons.map(({ evidence }) => evidence)))],
    isProtected: same.some(({ reasons }) => reasons.some(({ level }) => level === "protected")),
  }));
}
