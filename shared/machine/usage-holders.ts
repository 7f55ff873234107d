/** Who has a function open: one reason for all that have it in one way, however many they are. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { capped, distinctWords } from "../words/capped.ts";
import type { Value, Words } from "../words/message.ts";
import { EVIDENCE_WORDS } from "../words/texts/evidence.ts";
import { USAGE_HOLDER_WORDS as T } from "../words/texts/usage-holder.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";
import { AddressRanges } from "./address-ranges.ts";
import type { Carriers } from "./carriers.ts";
import { mayCarry } from "./consoles.ts";
import type { FunctionInfo } from "./facts.ts";
import { pushTo } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { hasVfio, isWatchdogCard } from "./role.ts";
import { waysDown } from "./usage-disks.ts";
import { type BlockFacts, containerText, type HolderFacts, type UsageFacts } from "./usage-facts.ts";
import { barIn } from "./usage-memory.ts";
import { type Found, shortOf, type UsageKind, type UsageReason } from "./usage-reason.ts";
import { Walker } from "./walk.ts";

/** `guest build-7 (qemu-system-x86, pid 4711)` */
export function holderText({ vm, process, pid, container }: HolderFacts): Words {
  return where(vm === null ? T.program({ process, pid }) : T.guest({ vm, process, pid }), container);
}

function shortHolder({ vm, process, pid, container }: HolderFacts): Words {
  if (vm !== null) return where(S.guest({ vm }), container);
  return container === undefined
    ? T.program({ process, pid })
    : S.programOf({ container: containerText(container), process, pid });
}

function where(who: Words, container: HolderFacts["container"]): Words {
  return container === undefined ? who : S.inContainer({ who, container: containerText(container) });
}

/** A way of having a function, with the words for it. */
interface Way {
  readonly kind: UsageKind;
  readonly level: UsageReason["level"];
  /** @param who one program or several */
  readonly text: (who: Value) => Words;
  /** It may be another function that they have. */
  readonly maybe?: true;
}

const WAYS: Readonly<Record<Exclude<HolderFacts["kind"], "vfio" | "guest" | "terminal" | "network">, Way>> = {
  uio: { kind: "user-space", level: "protected", text: (who) => T.drives({ who }) },
  disk: { kind: "raw-disk", level: "protected", text: (who) => T.disk({ who }) },
  compute: { kind: "compute", level: "protected", text: (who) => T.computes({ who }) },
  watchdog: { kind: "watchdog", level: "protected", text: (who) => T.watchdog({ who }) },
  rdma: { kind: "rdma", level: "in use", text: (who) => T.used({ who }) },
  memory: { kind: "user-space", level: "protected", text: (who) => T.memory({ who }) },
  display: { kind: "display-user", level: "in use", text: (who) => T.used({ who }) },
  device: { kind: "device-user", level: "in use", text: (who) => T.used({ who }) },
};
const LOGIN: Way = { kind: "terminal", level: "protected", text: (who) => T.terminal({ who }) };
const MAYBE_LOGIN: Way = { ...LOGIN, maybe: true, text: (who) => T.maybeTerminal({ who }) };
const TERMINAL: Way = { kind: "device-user", level: "in use", text: (who) => T.used({ who }) };
const GUEST_NETWORK: Way = {
  kind: "guest-network",
  level: "protected",
  text: (who) => T.network({ who }),
};
const NETWORK: Way = { ...GUEST_NETWORK, kind: "device-user", level: "in use" };
const HELD: Way = { kind: "user-space", level: "protected", text: (who) => T.held({ who }) };
const MAYBE_DISK: Way = { ...WAYS.disk, maybe: true, text: (who) => T.maybeDisk({ who }) };
const MAYBE: Way = { ...HELD, maybe: true, text: (who) => T.maybeHeld({ who }) };

/** Programs that wait for a login on a serial line, and the shells that it ends in. */
const LOGINS = /getty|login|^(?:-?(?:ba|da|z|k|a)?sh)$/;

/** Ways of one kind have one object for each group, so that they meet in {@link holderReasons}. */
function waysOfGroups(): (group: string) => Way {
  const ways = new Map<string, Way>();
  return (group) => {
    const way = ways.get(group) ?? {
      ...HELD,
      text: (who) => T.group({ group, who }),
    };
    ways.set(group, way);
    return way;
  };
}

/** A function, and the way in which somebody has it. */
type Held = readonly [Bdf, Way];

interface Places {
  readonly byGroup: ReadonlyMap<string, readonly FunctionInfo[]>;
  readonly byDriver: ReadonlyMap<string, readonly FunctionInfo[]>;
  /** Those whose watchdog has no place that the kernel tells of. */
  readonly watchdogs: readonly FunctionInfo[];
  readonly blocks: ReadonlyMap<string, BlockFacts>;
  readonly walker: Walker;
  readonly withDisks: readonly Held[];
  readonly carriers: Carriers;
  readonly functions: readonly FunctionInfo[];
}

function placesOf({ functions }: Machine, { blocks }: UsageFacts, carriers: Carriers): Places {
  return {
    byGroup: byName(functions, (fn) => fn.iommuGroup),
    byDriver: byName(functions, (fn) => fn.driver),
    watchdogs: functions.filter(isWatchdogCard),
    blocks: new Map(blocks.map((block) => [block.name, block])),
    walker: new Walker(),
    withDisks: [...new Set(blocks.flatMap(({ bdfs }) => bdfs))].map((bdf) => [bdf, MAYBE_DISK]),
    carriers,
    functions,
  };
}

function byName(functions: readonly FunctionInfo[], nameOf: (fn: FunctionInfo) => string | null) {
  const found = new Map<string, FunctionInfo[]>();
  for (const fn of functions) {
    const name = nameOf(fn);
    if (name !== null) pushTo(found, name, fn);
  }
  return found;
}

/**
 * Members of a group that its holder may have: those on vfio, or else those on any driver, for VFs that their vendor's
 * driver hands out stay on it. Of a group in use each other one has no driver, or one that does no DMA.
 */
function membersOf(group: string, { byGroup }: Places, groupWay: (group: string) => Way): Held[] {
  const members = byGroup.get(group) ?? [];
  const driven = members.filter((fn) => fn.driver !== null && fn.driver !== "pci-stub" && fn.bridge === null);
  const given = driven.filter(hasVfio);
  const [first, ...others] = given.length > 0 ? given : driven.length > 0 ? driven : members;
  if (first === undefined) return [];
  // Which of several is open, the group's node does not tell.
  const sure = others.length === 0 ? first : null;
  const concerned = driven.length > 0 ? driven : members;
  return concerned.map((fn) => [fn.bdf, fn === sure ? HELD : groupWay(group)]);
}

function isLogin(process: Words): boolean {
  return typeof process === "string" && LOGINS.test(process);
}

function wayOf({ kind, process, vm }: HolderFacts): Way {
  switch (kind) {
    case "vfio":
    case "guest":
      return HELD;
    case "terminal":
      return isLogin(process) ? LOGIN : TERMINAL;
    case "network":
      return vm === null ? NETWORK : GUEST_NETWORK;
    default:
      return WAYS[kind];
  }
}

/** How one has a terminal depends on who it is, and where it is may depend on its name alone. */
function terminalOf({ kind, node, process, bdf }: HolderFacts): readonly [boolean, Words] | null {
  return kind === "terminal" ? [isLogin(process), bdf === null ? node : ""] : null;
}

/** Functions that packets of a tap go through: those below it, and those of the bridge that it is a port of. */
function below(tap: string, carriers: Carriers): Bdf[] {
  const upper = carriers.upper(tap);
  const names = upper === null ? [tap] : [tap, upper];
  // Taps are many, and their bridges few.
  return [...new Set(names.flatMap((name) => carriers.of([name]).found.map(({ bdf }) => bdf)))];
}

function heldBy(holder: HolderFacts, places: Places, groupWay: (group: string) => Way): readonly Held[] {
  const { bdf, group, block, driver } = holder;
  const way = wayOf(holder);
  if (bdf !== null) return [[bdf, way]];
  if (group !== null) return membersOf(group, places, groupWay);
  if (holder.ranges !== undefined) {
    const mapped = new AddressRanges(
      holder.ranges.map(({ start, end }) => ({ start: BigInt(start), end: BigInt(end) })),
    );
    return places.functions.filter((fn) => barIn(fn, mapped) !== null).map((fn) => [fn.bdf, way]);
  }
  if (holder.interface !== undefined) {
    return below(holder.interface, places.carriers).map((each) => [each, way]);
  }
  if (block !== null) return disksOf(block, way, places);
  if (holder.kind === "watchdog") return places.watchdogs.map((fn) => [fn.bdf, way]);
  if (holder.kind === "terminal" && typeof holder.node === "string") {
    const name = holder.node.slice("/dev/".length);
    return mayCarry(name, places.functions).map((fn) => [fn.bdf, way === LOGIN ? MAYBE_LOGIN : way]);
  }
  // Which of them a guest has, its node does not tell.
  const ofAny = holder.kind === "guest" ? MAYBE : way;
  return (places.byDriver.get(driver ?? "") ?? []).map((fn) => [fn.bdf, ofAny]);
}

/** Where more lies below a disk than can be followed, each function with a disk may be the one. */
function disksOf(block: string, way: Way, { blocks, walker, withDisks }: Places): readonly Held[] {
  const ways = waysDown(blocks, block, walker);
  return ways === null ? withDisks : [...ways.keys()].map((each) => [each, way]);
}

export function holderReasons(facts: UsageFacts, machine: Machine, carriers: Carriers): Found[] {
  if (facts.holders.length === 0) return [];
  const places = placesOf(machine, facts, carriers);
  const groupWay = waysOfGroups();
  // What a group or a driver stands for is the same for all who have it.
  const known = new Map<string, readonly Held[]>();
  const byHeld = new Map<readonly Held[], HolderFacts[]>();
  for (const holder of facts.holders) {
    if (isUnnamed(holder)) continue;
    const { kind, bdf, group, block, driver, vm } = holder;
    const key = JSON.stringify([
      kind,
      bdf,
      group,
      block,
      driver,
      holder.interface,
      holder.ranges,
      vm === null,
      terminalOf(holder),
    ]);
    const held = known.get(key) ?? heldBy(holder, places, groupWay);
    known.set(key, held);
    pushTo(byHeld, held, holder);
  }
  const byFunction = new Map<Bdf, Map<Way, Together[]>>();
  for (const [held, holders] of byHeld) {
    for (const [bdf, way] of held) {
      const ways = byFunction.get(bdf) ?? new Map<Way, Together[]>();
      byFunction.set(bdf, ways);
      pushTo(ways, way, holders);
    }
  }
  const unnamed = facts.holders.filter(isUnnamed);
  if (unnamed.length > 0) {
    const free = machine.functions.filter((fn) => hasVfio(fn) && !byFunction.has(fn.bdf));
    for (const fn of free) byFunction.set(fn.bdf, new Map([[MAYBE, [unnamed]]]));
  }
  const reason = reasonsOnce();
  return [...byFunction].flatMap(([bdf, ways]) =>
    [...ways].map(([way, lists]): Found => ({ bdf, reason: reason(way, lists) })),
  );
}

/** Holders that have the same functions. */
type Together = readonly HolderFacts[];

/** A thousand programs that have a group of a thousand functions are named once, not for each function. */
function reasonsOnce(): (way: Way, lists: readonly Together[]) => UsageReason {
  const known = new Map<Way, Map<Together, UsageReason>>();
  return (way, lists) => {
    const [only] = lists;
    if (only === undefined || lists.length > 1) return reasonOf(way, lists.flat());
    const ofWay = known.get(way) ?? new Map<Together, UsageReason>();
    known.set(way, ofWay);
    const reason = ofWay.get(only) ?? reasonOf(way, only);
    ofWay.set(only, reason);
    return reason;
  };
}

/** A function of vfio that the kernel does not name: it may be any. */
export function isUnnamed({ kind, bdf, group }: HolderFacts): boolean {
  return kind === "vfio" && bdf === null && group === null;
}

function openedText({ pid, process, node }: HolderFacts, more: number): Words {
  return more > 0 ? T.openedAndMore({ pid, process, node, more }) : EVIDENCE_WORDS.opened({ pid, process, node });
}

function reasonOf(way: Way, holders: readonly HolderFacts[]): UsageReason {
  // A guest tells more than a program.
  const guests = holders.filter(({ vm }) => vm !== null);
  const ordered = guests.length === 0 ? holders : [...guests, ...holders.filter(({ vm }) => vm === null)];
  const who = distinctWords(ordered.map(holderText));
  const [first] = ordered;
  const short = shortOf(distinctWords(ordered.map(shortHolder)));
  return {
    kind: way.kind === "user-space" && guests.length > 0 ? "guest" : way.kind,
    text: way.text(capped(who)),
    ...(way.maybe ? { short: S.maybe({ who: short }), maybe: true } : { short }),
    evidence: first === undefined ? "" : openedText(first, who.length - 1),
    level: way.level,
    ...(holders.some(({ container }) => container !== undefined) ? { inContainer: true } : {}),
  };
}
