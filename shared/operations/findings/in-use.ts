/** Who notices when a function is taken away: interfaces that are up, disks, guests. */

import { z } from "zod";
import type { FunctionFacts, FunctionInfo } from "../../machine/facts.ts";
import { listsBy } from "../../machine/lists.ts";
import { isVf } from "../../machine/machine.ts";
import { driverText, isGivenAway, isGivingDriver } from "../../machine/role.ts";
import { BdfSchema, type Stated, words } from "../../machine/schema-parts.ts";
import type { Usage } from "../../machine/usage.ts";
import type { UsageKind, UsageReason } from "../../machine/usage-reason.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { capped, distinctWords } from "../../words/capped.ts";
import type { Message, Words } from "../../words/message.ts";
import { IN_USE_WORDS as T } from "../../words/texts/check-use.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";

/** One use of a function, with the attribute that shows it. */
export interface Use {
  readonly kind: "net" | "block" | "drm" | "infiniband" | "guest";
  /** `network interface eth0 is up (02:00:00:00:00:01)` */
  readonly phrase: Words;
  readonly evidence: Words;
}

/**
 * `operstate` values of an interface that carries or may carry traffic (Documentation/networking/operstates.rst).
 * `unknown` is what a driver without carrier detection says of an interface that is up.
 */
const UP_STATES = new Set(["up", "dormant", "unknown", "testing"]);

function isUp(state: string | null): boolean {
  return state !== null && UP_STATES.has(state);
}

/** What shows that a function is given away. */
export function givenEvidence(fn: FunctionInfo): Message {
  const part = isGivingDriver(fn.driver)
    ? undefined
    : fn.children.find(({ kind }) => kind === "vfio" || kind === "mdev");
  if (part === undefined) return driverEvidence(fn);
  return EVIDENCE_WORDS.below({ what: `${part.kind === "mdev" ? "mdev" : "vfio-dev"} ${part.name}`, bdf: fn.bdf });
}

/** `driver of 0000:01:00.0 is ice` */
export function driverEvidence(fn: FunctionFacts): Message {
  return EVIDENCE_WORDS.is({ attribute: "driver", bdf: fn.bdf, value: driverText(fn) });
}

const ON_IT = { block: T.disk, drm: T.display, infiniband: T.rdma } as const;

/** What is seen to use the function right now. */
export function usesOf(fn: FunctionInfo): Use[] {
  const uses: Use[] = [];
  for (const child of fn.children) {
    if (child.kind === "net" && isUp(child.state)) {
      const { name, address } = child;
      const state = child.state ?? "";
      uses.push({
        kind: "net",
        phrase: address === null ? T.net({ name, state }) : T.netWith({ name, state, address }),
        evidence: T.operstate({ name, bdf: fn.bdf, state }),
      });
    } else if (child.kind === "block" || child.kind === "drm" || child.kind === "infiniband") {
      uses.push({
        kind: child.kind,
        phrase: ON_IT[child.kind]({ name: child.name }),
        evidence: EVIDENCE_WORDS.below({ what: `${child.kind}/${child.name}`, bdf: fn.bdf }),
      });
    }
  }
  if (isGivenAway(fn)) {
    uses.push({ kind: "guest", phrase: T.guest, evidence: givenEvidence(fn) });
  }
  return uses;
}

/** Kinds of reasons that say more than that a use is there. */
const TOLD_BY: Readonly<Record<Use["kind"], readonly UsageKind[]>> = {
  net: ["session", "other-session", "default-route", "network-root", "ipsec", "cluster", "guest-network", "net"],
  block: ["mount", "swap", "block", "raw-disk"],
  drm: ["boot-display", "console", "bmc", "display-user", "compute"],
  infiniband: ["rdma"],
  guest: ["guest", "user-space"],
};

/** Is it known who uses it, so that this use need not be told once more. */
export function tellsMore(usage: Pick<Usage, "reasonsOf">, fn: FunctionInfo, kind: Use["kind"]): boolean {
  return usage.reasonsOf(fn.bdf).some((reason) => TOLD_BY[kind].includes(reason.kind));
}

/** Uses of this kind of which no more is known than that. */
export function plainUses(usage: Pick<Usage, "reasonsOf">, fn: FunctionInfo, kind: Use["kind"]): Use[] {
  return usesOf(fn).filter((use) => use.kind === kind && !tellsMore(usage, fn, kind));
}

/** Does the reason tell who has a function that is given away. */
export function isHolder({ kind }: Pick<UsageReason, "kind">): boolean {
  return TOLD_BY.guest.includes(kind);
}

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
