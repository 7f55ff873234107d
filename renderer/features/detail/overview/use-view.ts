/** Who uses a function and what is behind it, as the overview shows it. Pure. */
import type { UsageNow } from "../../../../shared/contract/contract.ts";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import type { Usage } from "../../../../shared/machine/usage.ts";
import { type UnreadSource, unreadGroups, unreadSentence } from "../../../../shared/machine/usage-facts.ts";
import { withBehind } from "../../../../shared/operations/blast.ts";
import { unreadOf } from "../../../../shared/operations/checks-unread.ts";
import { tellsMore, usesOf } from "../../../../shared/operations/in-use.ts";
import { type ToldUse, toldUses, type UsedFunction, type UseReason } from "../../../../shared/operations/told-uses.ts";
import { counted } from "../../../../shared/operations/words.ts";

/** What is not known of who uses the machine: one line, and what it stands for. */
export interface NotKnown {
  readonly summary: string;
  /** A sentence each; empty where the summary says it all. */
  readonly sentences: readonly string[];
}

export interface Uses {
  readonly own: readonly UseReason[];
  /** VFs, and functions below; protected ones first. */
  readonly behind: readonly ToldUse[];
  readonly notKnown: NotKnown | null;
  /** What is said where no use was found; null where one was. */
  readonly none: string | null;
}

export function usesFor(machine: Machine, fn: FunctionInfo, usage: UsageNow): Uses {
  const byBdf = new Map(usage.functions.map(({ bdf, reasons }) => [bdf, reasons]));
  const reasonsOf: Usage["reasonsOf"] = (bdf) => byBdf.get(bdf) ?? [];
  const holdersRead = !usage.unread.some(({ source }) => source === "holders");
  // What is on the function and no reason tells more of: a plan warns of the same.
  const seenOn = (each: FunctionInfo): UseReason[] =>
    usesOf(each)
      .filter(({ kind }) => !tellsMore({ reasonsOf }, each, kind) && !(kind === "guest" && holdersRead))
      .map(({ phrase, evidence }) => ({ text: phrase, evidence, level: "in use" }));
  const usedOf = (each: FunctionInfo): UsedFunction => ({
    bdf: each.bdf,
    reasons: [...reasonsOf(each.bdf), ...seenOn(each)],
  });
  const reached = withBehind(machine, fn.bdf).flatMap((bdf) => machine.byBdf.get(bdf) ?? []);
  const own = usedOf(fn).reasons;
  const behind = toldUses(reached.filter(({ bdf }) => bdf !== fn.bdf).map(usedOf));
  const notKnown = notKnownOf(usage.unread);
  const isWhole = notKnown === null && reached.every((each) => unreadOf(each).length === 0);
  const found = own.length + behind.length > 0;
  return {
    own,
    behind: behind.toSorted((a, b) => Number(b.isProtected) - Number(a.isProtected)),
    notKnown,
    none: found ? null : isWhole ? "Nothing uses it." : "Nothing was found in what could be read.",
  };
}

const NOT_ALL = "Not all is known of who uses this machine";

/** @param unread sources that were not read to their end; EACCES = only root may read it */
export function notKnownOf(unread: readonly UnreadSource[]): NotKnown | null {
  const sentences = unreadGroups(unread).map(unreadSentence);
  const [first] = sentences;
  if (first === undefined) return null;
  // One reason for everything, or one thing that is missing, is a line already.
  const isShort = sentences.length === 1 && (unread.length === 1 || first.startsWith("It is not known who uses"));
  if (isShort) return { summary: first, sentences: [] };
  const root = unread.filter(({ code }) => code === "EACCES").length;
  const count = counted(unread.length, "source");
  if (root === unread.length) return { summary: `${NOT_ALL}: ${count} need root.`, sentences };
  const also = root === 0 ? "" : `; ${root} of them need root`;
  return { summary: `${NOT_ALL}: ${count} could not be read${also}.`, sentences };
}
