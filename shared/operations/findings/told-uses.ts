/** Who uses functions, told where no plan is made: functions that are used in the same way stand together. Pure. */
import { pushTo } from "../../machine/list-map.ts";
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

/** In the order in which they first appear; what nobody uses is left out. */
export function toldUses(used: readonly UsedFunction[]): ToldUse[] {
  const groups = new Map<string, UsedFunction[]>();
  for (const each of used) {
    if (each.reasons.length > 0) pushTo(groups, each.reasons.map(({ text }) => text).join("\n"), each);
  }
  return [...groups.values()].map((same) => ({
    bdfs: same.map(({ bdf }) => bdf),
    texts: same[0]?.reasons.map(({ text }) => text) ?? [],
    evidence: [...new Set(same.flatMap(({ reasons }) => reasons.map(({ evidence }) => evidence)))],
    isProtected: same.some(({ reasons }) => reasons.some(({ level }) => level === "protected")),
  }));
}
