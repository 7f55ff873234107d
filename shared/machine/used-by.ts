/** Who uses a function, in so few words that they fit a cell, a chip and a mark: one source for all places that show it. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { names } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { COLUMN_WORDS } from "../words/texts/table-columns.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";
import type { FunctionInfo } from "./facts.ts";
import type { Machine } from "./machine.ts";
import type { UnreadSource } from "./usage-facts.ts";
import type { UsageKind, UsageReason } from "./usage-reason.ts";
import type { UsageRead } from "./usage-told.ts";
import { partsOfUse, plainUses, type Use, unreadOf } from "./uses.ts";

/** What is known of who uses what: the part of `machine.usage` that this needs. */
export interface UsageTold extends UsageRead {
  /** The machine that was looked at; null = it is not known which, or the newest look failed. */
  readonly seen: Pick<Machine, "byBdf"> | null;
}

/** Was the function there, with what it has now, when it was looked at who uses what? Else nothing follows from silence. */
export function isSeen({ seen }: Pick<UsageTold, "seen">, fn: FunctionInfo): boolean {
  const then = seen?.byBdf.get(fn.bdf);
  return then !== undefined && (then === fn || partsOfUse(then) === partsOfUse(fn));
}

/** Sorts of users, for a mark and as words that a search finds. */
export type UserKind = "guest" | "container" | "program" | "disk" | "network" | "machine";

export interface User {
  readonly kind: UserKind;
  /** It is of this sort as well. */
  readonly also?: UserKind;
  /** `guest build-07`, `/var`, `default route`: without the function's address and without a verb. */
  readonly text: Words;
  /** The whole clause that goes after the function's address. */
  readonly clause: Words;
  readonly isProtected: boolean;
  /** Another function may be the one that it has; `text` says so as well. */
  readonly isMaybe: boolean;
}

/** Who uses one function. */
export interface UsedBy {
  /** Protected ones first. */
  readonly users: readonly User[];
  /** `nobody` only where everything that would tell was read to its end; `unknown` also where there are but those who may. */
  readonly state: "used" | "nobody" | "unknown";
}

export interface UsedByIndex {
  /** Of the function alone, not of what is behind it. */
  of(fn: FunctionInfo): UsedBy;
  /** VFs of the PF by state; `free` are those that nobody uses. */
  vfsOf(pf: FunctionInfo): { readonly used: number; readonly free: number; readonly unknown: number };
}

/** Is it a VF that nobody uses. */
export function isFreeVf(fn: Pick<FunctionInfo, "physfn">, { state }: UsedBy): boolean {
  return state === "nobody" && fn.physfn !== null;
}

/** Of a cell: all users; `unknown`, or `free` of a VF; nothing of a card whose users were looked for and not found. */
export function usedByText(fn: Pick<FunctionInfo, "physfn">, usedBy: UsedBy): Words {
  if (usedBy.users.length > 0) return names(usedBy.users.map(({ text }) => text));
  if (usedBy.state === "unknown") return COMMON.unknown;
  return isFreeVf(fn, usedBy) ? COLUMN_WORDS.free : "";
}

/** Of which sort who has it in which way is. */
const KINDS: Readonly<Record<UsageKind, UserKind>> = {
  session: "network",
  "other-session": "network",
  "default-route": "network",
  "network-root": "network",
  ipsec: "network",
  net: "network",
  namespace: "container",
  representor: "network",
  "vf-lag": "network",
  mount: "disk",
  swap: "disk",
  block: "disk",
  memory: "machine",
  domain: "machine",
  guest: "guest",
  "guest-network": "guest",
  "user-space": "program",
  "raw-disk": "program",
  compute: "program",
  rdma: "program",
  export: "disk",
  crypto: "program",
  dma: "program",
  "packet-program": "program",
  "crash-data": "machine",
  cluster: "network",
  "display-user": "program",
  "device-user": "program",
  "boot-display": "machine",
  console: "machine",
  terminal: "program",
  keyboard: "machine",
  watchdog: "machine",
  machinery: "machine",
  iommu: "machine",
  bmc: "machine",
};

/** Of which sort of user a reason tells; of a program in a container, of the container. */
export function userKindOf({ kind, inContainer }: Pick<UsageReason, "kind" | "inContainer">): UserKind {
  const sort = KINDS[kind];
  return sort === "program" && inContainer ? "container" : sort;
}

/**
 * Uses that a function's own facts show and that count as users. A card's RDMA device, its display and the driver
 * that keeps it for guests are there whether somebody has them or not: who has them is told by reasons.
 */
const OWN_USES = {
  net: { kind: "network", short: S.up },
  block: { kind: "disk", short: S.disk },
} as const satisfies Partial<Record<Use["kind"], unknown>>;

/** Sources that tell nothing of who uses a function. */
const TELLS_NOTHING: ReadonlySet<UnreadSource["source"]> = new Set<UnreadSource["source"]>(["platform"]);

/** Sources that would tell of users and were not read to their end. */
export function unreadOfUsers({ unread }: Pick<UsageTold, "unread">): readonly UnreadSource[] {
  return unread.filter(({ source }) => !TELLS_NOTHING.has(source));
}

const NO_REASONS: readonly UsageReason[] = [];
const NO_USERS: readonly User[] = [];
const NOBODY: UsedBy = { users: NO_USERS, state: "nobody" };
const UNKNOWN: UsedBy = { users: NO_USERS, state: "unknown" };

/** A machine, and who uses what of it: what a table shows, finds and counts is told by both. */
export interface MachineView {
  readonly machine: Machine;
  readonly usedBy: UsedByIndex;
}

/**
 * Who uses each function of a machine: window, report and command line ask this one.
 * @param usage null = not asked yet, or it cannot be
 */
export function usedByIndex(machine: Machine, usage: UsageTold | null): UsedByIndex {
  const reasons = new Map(usage?.functions.map((each) => [each.bdf, each.reasons]));
  const reasonsOf = (bdf: Bdf): readonly UsageReason[] => reasons.get(bdf) ?? NO_REASONS;
  const isAllRead = usage !== null && machine.snapshot.partOf === undefined && unreadOfUsers(usage).length === 0;
  const known = new Map<Bdf, UsedBy>();
  const of = (fn: FunctionInfo): UsedBy => {
    let found = known.get(fn.bdf);
    if (found === undefined) {
      // What has left is not free.
      found = usedBy(fn, reasonsOf, isAllRead && machine.byBdf.has(fn.bdf) && isSeen(usage, fn));
      known.set(fn.bdf, found);
    }
    return found;
  };
  return {
    of,
    vfsOf: (pf) => {
      const counts = { used: 0, free: 0, unknown: 0 };
      for (const { bdf } of pf.virtfns) {
        const vf = machine.byBdf.get(bdf);
        counts[vf === undefined ? "unknown" : COUNTED[of(vf).state]]++;
      }
      return counts;
    },
  };
}

const COUNTED = { used: "used", nobody: "free", unknown: "unknown" } as const;

/** Of what goes by the machine alone. */
export const NOT_ASKED: UsedByIndex = {
  of: () => UNKNOWN,
  vfsOf: ({ virtfns }) => ({ used: 0, free: 0, unknown: virtfns.length }),
};

interface Kept {
  readonly reasons: readonly UsageReason[];
  readonly isAllRead: boolean;
  readonly usedBy: UsedBy;
}

/** A new answer is mostly as the one before: who uses a function is the same object then, and its row is not drawn again. */
const kept = new WeakMap<FunctionInfo, Kept>();

function usedBy(fn: FunctionInfo, reasonsOf: (bdf: Bdf) => readonly UsageReason[], isAllRead: boolean): UsedBy {
  const reasons = reasonsOf(fn.bdf);
  const before = kept.get(fn);
  if (before !== undefined && before.reasons === reasons && before.isAllRead === isAllRead) return before.usedBy;
  const own = fn.children.length === 0 ? NO_USERS : ownUsers(fn, reasonsOf);
  if (reasons.length + own.length === 0) {
    return isAllRead && !fn.registersOnly && unreadOf(fn).length === 0 ? NOBODY : UNKNOWN;
  }
  const users = [...reasons.map(userOf), ...own];
  const now: UsedBy = { users, state: users.every(({ isMaybe }) => isMaybe) ? "unknown" : "used" };
  kept.set(fn, { reasons, isAllRead, usedBy: now });
  return now;
}

function userOf(reason: UsageReason): User {
  const { short, text, level, maybe } = reason;
  const [kind, sort] = [userKindOf(reason), KINDS[reason.kind]];
  return {
    ...(kind === sort ? { kind } : { kind, also: sort }),
    text: short,
    clause: text,
    isProtected: level === "protected",
    isMaybe: maybe === true,
  };
}

/** Those of whom no reason tells more. */
function ownUsers(fn: FunctionInfo, reasonsOf: (bdf: Bdf) => readonly UsageReason[]): User[] {
  return (["net", "block"] as const).flatMap((kind) =>
    plainUses({ reasonsOf }, fn, kind).map(({ name, phrase }): User => {
      const { kind: sort, short } = OWN_USES[kind];
      return { kind: sort, text: short({ name }), clause: phrase, isProtected: false, isMaybe: false };
    }),
  );
}
