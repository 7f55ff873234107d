/** Who notices when a function is taken away, told together and as what it loses. */

import { z } from "zod";
import type { FunctionInfo } from "../../machine/facts.ts";
import { listsBy } from "../../machine/lists.ts";
import { isVf } from "../../machine/machine.ts";
import { isGivenAway } from "../../machine/role.ts";
import { BdfSchema, type Stated, words } from "../../machine/schema-parts.ts";
import type { Usage } from "../../machine/usage.ts";
import type { UsageReason } from "../../machine/usage-reason.ts";
import { isHolder, isUp, usesOf } from "../../machine/uses.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { capped, distinctWords } from "../../words/capped.ts";
import type { Words } from "../../words/message.ts";
import { IN_USE_WORDS as T } from "../../words/texts/check-use.ts";

/** Who has a function that is given away, as far as it is known: clauses that go after its address. */
export function holdersOf(usage: Pick<Usage, "reasonsOf">, fn: FunctionInfo): Words[] {
  return usage
    .reasonsOf(fn.bdf)
    .filter(isHolder)
    .map(({ text }) => text);
}

/** May somebody have a function that is given away, who is not told by name. */
export function mayBeHeld(usage: Pick<Usage, "reasonsOf" | "holdersKnown">, fn: FunctionInfo): boolean {
  return isGivenAway(fn) && !usage.holdersKnown && holdersOf(usage, fn).length === 0;
}

/** {@link usesOf} in words: of a function that is given away by whom it is held; nothing where it is known that nobody does. */
export function usesTold(usage: Usage, fn: FunctionInfo): Words[] {
  return usesOf(fn).flatMap(({ kind, phrase }) => {
    if (kind !== "guest") return phrase;
    return mayBeHeld(usage, fn) ? phrase : holdersOf(usage, fn);
  });
}

/** A function that goes, with what it loses: `driver mlx5_core`, `network interface eth1 is up (…)`. */
export const GoingFunctionSchema = z.strictObject({ bdf: BdfSchema, isVf: z.boolean(), losing: z.array(words) });
export interface GoingFunction extends Stated<typeof GoingFunctionSchema> {}

export function going(usage: Usage, fn: FunctionInfo): GoingFunction {
  const driver = fn.driver === null ? [] : [T.driver({ driver: fn.driver })];
  return { bdf: fn.bdf, isVf: isVf(fn), losing: [...driver, ...usesTold(usage, fn)] };
}

/** Disks that are named one by one. */
const MAX_DISKS = 4;

/** What a set of functions loses, counted: `3 bound to vfio-pci`, `2 network interfaces up`, `disks sda and sdb`. */
export function losingTogether(fns: readonly FunctionInfo[]): Words[] {
  const guests = fns.filter(isGivenAway);
  const drivers = [...new Set(guests.map(({ driver }) => driver ?? ""))];
  const nets = fns.flatMap((fn) => fn.children.filter((child) => child.kind === "net" && isUp(child.state)));
  const disks = fns.flatMap((fn) => fn.children.filter((child) => child.kind === "block"));
  return [
    ...(guests.length > 0
      ? [fns.length === 1 ? T.driver({ driver: drivers[0] ?? "" }) : T.boundTo({ count: guests.length, drivers })]
      : []),
    ...(nets.length > 0 ? [T.interfacesUp({ count: nets.length })] : []),
    ...(disks.length > 0
      ? [
          T.disks({
            count: disks.length,
            names: capped(
              disks.map((disk) => disk.name),
              MAX_DISKS,
            ),
          }),
        ]
      : []),
  ];
}

/** Why somebody would notice, with what was looked at; its text goes after the function's address, or stands alone. */
export type UseReason = Pick<UsageReason, "text" | "evidence" | "level">;

export interface UsedFunction {
  readonly bdf: Bdf;
  readonly reasons: readonly UseReason[];
}

export interface ToldUse {
  /** At least one. */
  readonly bdfs: readonly Bdf[];
  readonly texts: readonly Words[];
  /** Of all of them, each once. */
  readonly evidence: readonly Words[];
  readonly isProtected: boolean;
}

/** The same for functions that are used in the same way: reasons are alike in all but what was looked at. */
export function usedLike(reasons: readonly UseReason[]): string {
  return JSON.stringify(reasons.map(({ evidence, ...reason }) => reason));
}

/**
 * Who uses functions, told where no plan is made: functions that are used in the same way stand together, in the order in
 * which they first appear; what nobody uses is left out.
 */
export function toldUses(used: readonly UsedFunction[]): ToldUse[] {
  const inUse = used.filter(({ reasons }) => reasons.length > 0);
  return [...listsBy(inUse, ({ reasons }) => usedLike(reasons)).values()].map((same) => ({
    bdfs: same.map(({ bdf }) => bdf),
    texts: same[0]?.reasons.map(({ text }) => text) ?? [],
    evidence: distinctWords(same.flatMap(({ reasons }) => reasons.map(({ evidence }) => evidence))),
    isProtected: same.some(({ reasons }) => reasons.some(({ level }) => level === "protected")),
  }));
}
