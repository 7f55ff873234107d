/** Who uses a function and what is behind it, as the overview shows it. Pure. */

import { withBehind } from "../../../../shared/machine/behind.ts";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import type { Usage } from "../../../../shared/machine/usage.ts";
import { isNothingRead, isRead } from "../../../../shared/machine/usage-facts.ts";
import { isFreeVf, type UsageTold, type UsedByIndex } from "../../../../shared/machine/used-by.ts";
import { tellsMore, type Use, usesOf } from "../../../../shared/machine/uses.ts";
import {
  mayBeHeld,
  type ToldUse,
  toldUses,
  type UsedFunction,
  type UseReason,
} from "../../../../shared/operations/findings/in-use.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { type NotKnown, notKnownOf } from "../../../model/not-known.ts";
import { OVERVIEW_WORDS } from "../../../words/overview.ts";

export interface Uses {
  readonly own: readonly UseReason[];
  /** VFs, and functions below; protected ones first. */
  readonly behind: readonly ToldUse[];
  readonly notKnown: NotKnown | null;
  /** What is said where no use was found; null where one was. */
  readonly none: Words | null;
}

/** What a card has whether somebody uses it or not: it stands among its interfaces and nodes. */
const IS_NO_USE: ReadonlySet<Use["kind"]> = new Set<Use["kind"]>(["infiniband", "drm"]);

export function usesFor(machine: Machine, fn: FunctionInfo, usage: UsageTold, index: UsedByIndex): Uses {
  const byBdf = new Map(usage.functions.map(({ bdf, reasons }) => [bdf, reasons]));
  const known: Pick<Usage, "reasonsOf" | "holdersKnown"> = {
    reasonsOf: (bdf) => byBdf.get(bdf) ?? [],
    holdersKnown: isRead(usage, "holders"),
  };
  // What is on the function and no reason tells more of.
  const seenOn = (each: FunctionInfo): UseReason[] =>
    usesOf(each)
      .filter(({ kind }) => (kind === "guest" ? mayBeHeld(known, each) : !tellsMore(known, each, kind)))
      .filter(({ kind }) => !IS_NO_USE.has(kind))
      .map(({ phrase, evidence }) => ({ text: phrase, evidence, level: "in use" }));
  const usedOf = (each: FunctionInfo): UsedFunction => ({
    bdf: each.bdf,
    reasons: [...known.reasonsOf(each.bdf), ...seenOn(each)],
  });
  const reached = withBehind(machine, fn.bdf).flatMap((bdf) => machine.byBdf.get(bdf) ?? []);
  const own = usedOf(fn).reasons;
  const behind = toldUses(reached.filter(({ bdf }) => bdf !== fn.bdf).map(usedOf));
  const notKnown = notKnownOf(usage.unread);
  const isWhole = reached.every((each) => index.of(each).state === "nobody");
  const nobody = isFreeVf(fn, index.of(fn)) ? OVERVIEW_WORDS.freeVf : OVERVIEW_WORDS.noUse;
  const found = own.length + behind.length > 0;
  return {
    own,
    behind: behind.toSorted((a, b) => Number(b.isProtected) - Number(a.isProtected)),
    notKnown,
    none: found || isNothingRead(usage) ? null : isWhole ? nobody : OVERVIEW_WORDS.noUseSeen,
  };
}
