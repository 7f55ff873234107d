/** What stands on network interfaces: sessions, routes, other machines, addresses, other namespaces. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { capped, distinctWords } from "../words/capped.ts";
import { clauses, names } from "../words/joined.ts";
import type { Value, Words } from "../words/message.ts";
import { EVIDENCE_WORDS } from "../words/texts/evidence.ts";
import { NETWORK_EVIDENCE_WORDS as E, USAGE_NETWORK_WORDS as T } from "../words/texts/usage-network.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";
import type { Carrier, Carriers } from "./carriers.ts";
import type { FunctionInfo } from "./facts.ts";
import { pushTo } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { isGivenAway } from "./role.ts";
import {
  containerText,
  type InterfaceFacts,
  isSshServer,
  type PeerFacts,
  type ProcessFacts,
  type RouteFacts,
  type SessionFacts,
  type UsageFacts,
} from "./usage-facts.ts";
import { type Found, shortOf, type UsageReason } from "./usage-reason.ts";

/** One of what is carried, with the interfaces that it goes through; none = that is not known. */
interface Item {
  readonly label: Words;
  /** The same in the words of a cell. */
  readonly short: Words;
  readonly through: readonly string[];
  /** Functions that have it in another network namespace, by the name of its process. */
  readonly elsewhere?: readonly Bdf[];
  readonly evidence: Words;
}

/** What is carried by interfaces, and how that is said of a function that does it, and of one that may. */
interface Carried {
  readonly kind: UsageReason["kind"];
  readonly items: readonly Item[];
  /** @param labels of the items, listed */
  does(labels: Value): Words;
  /** What may be carried. @param labels of the items, listed */
  thing(labels: Value): Value;
  /** Absent = protected. */
  readonly level?: UsageReason["level"];
}

/** Things that one reason names. */
const MAX_LABELS = 4;

const itself = (labels: Value): Value => labels;

export function networkReasons(facts: UsageFacts, machine: Machine, carriers: Carriers): Found[] {
  const told = new Set(facts.interfaces.flatMap(({ bdf }) => bdf ?? []));
  const hidden = new Set(facts.hidden);
  return [
    ...carriedOf(facts, carriers).flatMap((carried) => reasonsOf(carried, carriers)),
    ...serviceAddresses(carriers),
    ...representors(facts.interfaces, carriers),
    ...vfLags(facts.interfaces, machine),
    ...interfaceReasons(facts.interfaces, carriers),
    ...machine.functions.flatMap((fn) => interfaceMissing(fn, facts, { told, hidden })),
  ];
}

function carriedOf(facts: UsageFacts, carriers: Carriers): Carried[] {
  const moved = new Map<number, Bdf[]>();
  for (const { bdf, movedTo } of facts.interfaces) {
    if (bdf !== null && movedTo !== null) pushTo(moved, movedTo.pid, bdf);
  }
  const sessions = (isOwn: SessionFacts["isOwn"]): Item[] =>
    facts.sessions.filter((each) => each.isOwn === isOwn).map((each) => sessionItem(each, moved, carriers));
  const simple = (thing: (labels: Value) => Value) => ({
    does: (labels: Value) => T.carries({ what: thing(labels) }),
    thing,
  });
  const peers = (
    kind: PeerFacts["kind"],
    what: (labels: Value) => Words,
    words: Partial<Pick<Carried, "kind" | "level">> = {},
  ): Carried => ({
    kind: "network-root",
    ...words,
    items: facts.peers.filter((peer) => peer.kind === kind && !isHere(peer)).map((peer) => peerItem(peer, carriers)),
    does: (labels) => T.leadsTo({ what: what(labels) }),
    thing: (labels) => T.pathTo({ what: what(labels) }),
  });
  return [
    { kind: "session", items: sessions(true), ...simple((sessions) => T.yours({ sessions })) },
    { kind: "session", items: sessions(null), ...simple((sessions) => T.maybeYours({ sessions })) },
    { kind: "other-session", items: sessions(false), ...simple(itself) },
    { kind: "default-route", items: facts.routes.map(routeItem), ...simple(itself) },
    peers("mount", (mounts) => T.serverOf({ mounts })),
    peers("block", (disks) => T.machineWith({ disks })),
    {
      kind: "ipsec",
      items: facts.peers.filter(({ kind }) => kind === "ipsec").map((peer) => peerItem(peer, carriers)),
      // Without the other ends, which come and go while one works.
      ...simple(() => T.tunnels),
    },
    { kind: "cluster", items: clusterItems(facts), ...simple(() => T.cluster) },
    peers("dump", () => T.dumpMachine, { kind: "crash-data", level: "in use" }),
  ];
}

/** @param moved functions whose interfaces other network namespaces have, by a process there */
function sessionItem(session: SessionFacts, moved: ReadonlyMap<number, readonly Bdf[]>, carriers: Carriers): Item {
  const { local, remote, program, isOwn, namespace, by } = session;
  const elsewhere = namespace === null ? [] : (moved.get(namespace.pid) ?? []);
  const who = program ?? E.program;
  const connected = remote === null ? E.connected({ who, local }) : E.connectedFrom({ who, remote, local });
  return {
    label: sessionText(program, isOwn === true, remote),
    short: shortSession(program),
    through: namespace === null ? [...carriers.withAddress(local), ...(by ?? [])] : [],
    elsewhere,
    evidence:
      namespace === null
        ? connected
        : E.inNamespace({ what: connected, process: namespace.process, pid: namespace.pid }),
  };
}

function sessionText(program: Words | null, isOwn: boolean, remote: string | null): Words {
  if (isSshServer(program)) return isOwn ? T.ownSsh : remote === null ? T.ssh : T.sshFrom({ remote });
  if (program === null) return isOwn ? T.ownMachine : remote === null ? T.machine : T.machineFrom({ remote });
  if (isOwn) return T.ownConnection({ program });
  return remote === null ? T.connection({ program }) : T.connectionFrom({ program, remote });
}

function shortSession(program: Words | null): Words {
  if (isSshServer(program)) return S.ssh;
  return program === null ? S.remote : S.connection({ program });
}

function routeItem({ interface: name, destination, prefix }: RouteFacts): Item {
  const to = { destination: `${destination}/${prefix}` };
  const route = prefix === 0 ? T.defaultRoute : T.route(to);
  return {
    label: route,
    short: prefix === 0 ? S.defaultRoute : S.route(to),
    through: [name],
    evidence: E.route({ route, name }),
  };
}

function clusterItems({ services }: UsageFacts): Item[] {
  return services.flatMap(({ kind, name, interface: by }): Item[] => {
    if (kind !== "cluster") return [];
    const evidence = by === null ? E.clusterNowhere({ name }) : E.clusterAt({ name, by });
    return [{ label: name, short: S.cluster, through: by === null ? [] : [by], evidence }];
  });
}

/** Peers whose names say less than what they are there for. */
const SHORT_PEERS: Partial<Record<PeerFacts["kind"], Words>> = { ipsec: S.ipsec, dump: S.crashDumps };

/** Packets to it leave by the ways to it, and its own come in where the address is that it is bound to. */
function peerItem(peer: PeerFacts, carriers: Carriers): Item {
  const { what, by, from } = peer;
  const own = from === undefined ? [] : carriers.withAddress(from);
  const short = SHORT_PEERS[peer.kind] ?? S.overNetwork({ what });
  return { label: what, short, through: by === null ? [] : [...by, ...own], evidence: peerEvidence(peer) };
}

function peerEvidence({ address, what, by: interfaces, from }: PeerFacts): Words {
  if (interfaces === null) {
    return from === undefined ? E.peerUnknown({ what, address }) : E.peerUnknownFrom({ what, address, from });
  }
  const by = capped(interfaces);
  return from === undefined ? E.peer({ what, address, by }) : E.peerFrom({ what, address, by, from });
}

/** What this machine has from itself comes by no card. */
function isHere({ by }: PeerFacts): boolean {
  return by !== null && by.length > 0 && by.every((name) => name === "lo");
}

interface Told {
  /** Each once, by what it is made of. */
  readonly labels: Map<string, Words>;
  readonly shorts: Words[];
  readonly evidence: Words;
  readonly way: Words;
  readonly down: Carrier["down"];
}

const shortsOf = ({ shorts }: Pick<Told, "shorts">) => shortOf(distinctWords(shorts));

const labelsOf = ({ labels }: Pick<Told, "labels">) => capped([...labels.values()], MAX_LABELS);

/** What an interface that is down is part of carries it, and the interface itself does not. */
function doesText(carries: Words, { way, down }: Pick<Told, "way" | "down">): Words {
  if (down === null) return T.way({ carries, way });
  if (down.memberOf === null) return T.wayDown({ carries, way });
  return T.member({ of: down.memberOf, carries, way, name: down.name });
}

/** One reason for each function that carries it, or may; a NIC that carries it for certain is not told to. */
function reasonsOf({ kind, items, does, thing, level = "protected" }: Carried, carriers: Carriers): Found[] {
  const certain = new Map<Bdf, Told>();
  const open = new Map<string, Told>();
  const add = <K>(
    to: Map<K, Told>,
    key: K,
    { label, short, evidence }: Item,
    way: Words,
    down: Told["down"] = null,
  ) => {
    const told = to.get(key);
    const id = typeof label === "string" ? label : JSON.stringify(label);
    if (told) {
      told.labels.set(id, label);
      told.shorts.push(short);
    } else to.set(key, { labels: new Map([[id, label]]), shorts: [short], evidence, way, down });
  };
  for (const item of items) {
    for (const bdf of item.elsewhere ?? []) add(certain, bdf, item, T.otherNamespace);
    const { found, endless } = carriers.of(item.through);
    for (const { bdf, way, down } of found) add(certain, bdf, item, way, down);
    const isNowhere = found.length === 0 && (item.elsewhere ?? []).length === 0 && !carriers.isElsewhere(item.through);
    for (const name of endless.length > 0 ? endless : isNowhere ? [""] : []) add(open, name, item, name);
  }
  const sure = [...certain].map(([bdf, { evidence, ...told }]): Found => {
    const text = doesText(does(labelsOf(told)), told);
    return { bdf, reason: { kind, text, short: shortsOf(told), evidence: E.way({ evidence, way: told.way }), level } };
  });
  const [first] = open.values();
  if (first === undefined) return sure;
  const names = [...open.keys()].filter((name) => name !== "");
  const what = thing(labelsOf(first));
  const text =
    names.length === 0
      ? T.mayCarry({ what })
      : T.mayCarryBy({ interfaces: capped(names), lack: carriers.lack(names[0] ?? ""), what });
  const may = [...carriers.outward].filter((bdf) => !certain.has(bdf));
  const short = S.maybe({ who: shortsOf(first) });
  const reason: UsageReason = { kind, text, short, maybe: true, evidence: first.evidence, level };
  return [...sure, ...may.map((bdf): Found => ({ bdf, reason }))];
}

/** Addresses on the loopback and the like, which other machines reach by whatever interface leads here. */
function serviceAddresses(carriers: Carriers): Found[] {
  const { addresses, on } = carriers.services();
  if (addresses.length === 0) return [];
  const named = { addresses: capped(addresses), interfaces: capped(on) };
  const reason: UsageReason = {
    kind: "net",
    text: T.mayCarryPackets(named),
    short: S.maybe({ who: S.packets({ addresses: shortOf(addresses) }) }),
    maybe: true,
    evidence: E.software({ ...named, count: on.length }),
    level: "in use",
  };
  return [...carriers.outward].map((bdf) => ({ bdf, reason }));
}

/** A PF in switchdev mode whose VFs' ports are in use: changing the number of VFs takes them away, too. */
function representors(interfaces: readonly InterfaceFacts[], carriers: Carriers): Found[] {
  const byPf = new Map<Bdf, { names: string[]; top: string }>();
  for (const { name, bdf, isRepresentor } of interfaces) {
    const top = carriers.upper(name);
    if (bdf === null || !isRepresentor || top === null) continue;
    const own = byPf.get(bdf);
    if (own) own.names.push(name);
    else byPf.set(bdf, { names: [name], top });
  }
  return [...byPf].map(([bdf, { names, top }]) => ({
    bdf,
    reason: {
      kind: "representor",
      text: T.representors({ top, names: capped(names) }),
      short: S.representors({ top }),
      evidence: E.partOf({ count: names.length, names: capped(names), top }),
      level: "protected",
    },
  }));
}

/**
 * PFs of one card in switchdev mode whose interfaces are in one bond: packets of a VF pass any of them, whichever PF it is
 * on (VF LAG: Documentation/networking/switchdev.rst, and those of mlx5 and ice).
 */
function vfLags(interfaces: readonly InterfaceFacts[], { byBdf }: Machine): Found[] {
  const withPorts = new Set(interfaces.flatMap(({ bdf, isRepresentor }) => (isRepresentor && bdf !== null ? bdf : [])));
  if (withPorts.size === 0) return [];
  const functions = new Map(interfaces.flatMap(({ name, bdf }) => (bdf === null ? [] : [[name, bdf] as const])));
  return interfaces.flatMap(({ name: bond, kind, lower }): Found[] => {
    const members = kind === "bond" ? [...new Set(lower.flatMap((each) => functions.get(each) ?? []))] : [];
    return members.flatMap((bdf): Found[] => {
      const others = members.filter((other) => other !== bdf && areOneSwitch(byBdf.get(bdf), byBdf.get(other)));
      const served = others.filter((other) => withPorts.has(other));
      if (others.length === 0 || (served.length === 0 && !withPorts.has(bdf))) return [];
      const text =
        served.length > 0
          ? T.passesOthers({ pfs: capped(served), bond })
          : T.passedByOthers({ pfs: capped(others), bond });
      const both = served.length > 0 && withPorts.has(bdf) ? [bdf, ...served] : served.length > 0 ? served : [bdf];
      const evidence = E.lag({ members: capped([bdf, ...others]), bond, served: capped(both) });
      return [{ bdf, reason: { kind: "vf-lag", text, short: S.vfLag({ bond }), evidence, level: "protected" } }];
    });
  });
}

/** One driver has both, and no phys_switch_id says that they are of two cards. */
function areOneSwitch(one: FunctionInfo | undefined, other: FunctionInfo | undefined): boolean {
  const [a, b] = [one, other].map((fn) => fn?.children.find(({ switchId }) => switchId !== undefined)?.switchId);
  return (one?.driver ?? null) === (other?.driver ?? null) && (a == null || b == null || a === b);
}

/** Interfaces of one function that are told one by one. */
const MAX_TOLD = 8;

function interfaceReasons(interfaces: readonly InterfaceFacts[], carriers: Carriers): Found[] {
  const counts = new Map<Bdf, number>();
  const found = interfaces.flatMap((each): Found[] => {
    const { bdf } = each;
    if (bdf === null) return [];
    const count = (counts.get(bdf) ?? 0) + 1;
    counts.set(bdf, count);
    if (count > MAX_TOLD) return [];
    const reason = each.movedTo === null ? upReason(each, carriers) : movedReason(each, each.movedTo);
    return reason === null ? [] : [{ bdf, reason }];
  });
  const more = [...counts].flatMap(([bdf, count]): Found[] => {
    if (count <= MAX_TOLD) return [];
    const text = T.moreInterfaces({ count: count - MAX_TOLD });
    const short = S.moreInterfaces({ count: count - MAX_TOLD });
    return [{ bdf, reason: { kind: "net", text, short, evidence: E.interfaces({ count, bdf }), level: "in use" } }];
  });
  return [...found, ...more];
}

function upReason(each: InterfaceFacts, carriers: Carriers): UsageReason | null {
  const { name, up } = each;
  const { top, way, addresses } = carriers.standingOn(each);
  const there = up === null ? E.there({ name }) : E.up({ name });
  const isMade = top !== name;
  if (up !== false && (addresses.length > 0 || isMade)) {
    const some = addresses.length > 2 ? T.someAddresses({ addresses: names(addresses.slice(0, 2)) }) : addresses;
    const made = addresses.length === 0 ? T.partOf({ top }) : T.partOfWith({ top, addresses: some });
    return {
      kind: "net",
      text: isMade ? made : T.upWith({ name, addresses: some }),
      short: isMade ? S.partOf({ name, top }) : S.up({ name }),
      evidence: isMade ? clauses(there, E.standsOn({ top, way })) : there,
      level: "in use",
    };
  }
  if (up !== true) return null;
  return { kind: "net", text: T.up({ name }), short: S.up({ name }), evidence: there, level: "in use" };
}

function movedReason({ name, bdf }: InterfaceFacts, { process, pid, container }: ProcessFacts): UsageReason {
  const told = container === undefined ? null : containerText(container);
  return {
    kind: "namespace",
    text: told === null ? T.moved({ name, process, pid }) : T.movedInto({ name, container: told, process, pid }),
    short: told === null ? S.namespace({ process, pid }) : S.container({ container: told }),
    evidence: EVIDENCE_WORDS.on({ what: `/proc/${pid}/root/sys/class/net/${name}`, bdf: bdf ?? "" }),
    level: "in use",
  };
}

/** The one driver of the network class that makes no interface and gives nothing away either. */
const WITHOUT_INTERFACE = "pci-pf-stub";

/** A network function on a host driver whose interface cannot be seen from here. */
function interfaceMissing(
  fn: FunctionInfo,
  { interfaces }: UsageFacts,
  { told, hidden }: { readonly told: ReadonlySet<Bdf>; readonly hidden: ReadonlySet<Bdf> },
): Found[] {
  if (hidden.has(fn.bdf)) {
    const level = fn.physfn === null ? "protected" : "in use";
    const evidence = E.hidden({ bdf: fn.bdf });
    return [{ bdf: fn.bdf, reason: { kind: "namespace", text: T.hidden, short: S.elsewhere, evidence, level } }];
  }
  if (told.has(fn.bdf)) return [];
  const isNetwork = fn.classCode !== null && fn.classCode >> 8 === 0x0200;
  if (!isNetwork || fn.driver === null || isGivenAway(fn) || fn.driver === WITHOUT_INTERFACE) return [];
  if (fn.physfn === null || interfaces.length === 0 || fn.children.some(({ kind }) => kind === "net")) return [];
  return [
    {
      bdf: fn.bdf,
      reason: {
        kind: "namespace",
        text: T.missing,
        short: S.maybe({ who: S.aContainer }),
        maybe: true,
        evidence: E.missing({ bdf: fn.bdf, driver: fn.driver }),
        level: "in use",
      },
    },
  ];
}
