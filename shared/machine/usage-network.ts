/** What stands on network interfaces: sessions, routes, other machines, addresses, other namespaces. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import type { Carrier, Carriers } from "./carriers.ts";
import type { FunctionInfo } from "./facts.ts";
import { listed, pushTo } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { isGivenAway } from "./role.ts";
import {
  type InterfaceFacts,
  isSshServer,
  type PeerFacts,
  type RouteFacts,
  type SessionFacts,
  type UsageFacts,
} from "./usage-facts.ts";
import type { Found, UsageReason } from "./usage-reason.ts";

/** One of what is carried, with the interfaces that it goes through; none = that is not known. */
interface Item {
  readonly label: string;
  readonly through: readonly string[];
  /** Functions that have it in another network namespace, by the name of its process. */
  readonly elsewhere?: readonly Bdf[];
  readonly evidence: string;
}

/** What is carried by interfaces, and how that is said of a function that does it, and of one that may. */
interface Carried {
  readonly kind: UsageReason["kind"];
  readonly items: readonly Item[];
  /** @param labels of the items, listed */
  does(labels: string): string;
  /** What may be carried. @param labels of the items, listed */
  thing(labels: string): string;
  /** Absent = protected. */
  readonly level?: UsageReason["level"];
}

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
  const simple = (thing: (labels: string) => string) => ({
    does: (labels: string) => `carries ${thing(labels)}`,
    thing,
  });
  const peers = (
    kind: PeerFacts["kind"],
    what: (labels: string) => string,
    words: Partial<Pick<Carried, "kind" | "level">> = {},
  ): Carried => ({
    kind: "network-root",
    ...words,
    items: facts.peers.filter((peer) => peer.kind === kind && !isHere(peer)).map((peer) => peerItem(peer, carriers)),
    does: (labels) => `leads to ${what(labels)}`,
    thing: (labels) => `the way to ${what(labels)}`,
  });
  return [
    { kind: "session", items: sessions(true), ...simple((labels) => `${labels} that you are connected by`) },
    { kind: "session", items: sessions(null), ...simple((labels) => `${labels}, by which you may be connected`) },
    { kind: "other-session", items: sessions(false), ...simple((labels) => labels) },
    { kind: "default-route", items: facts.routes.map(routeItem), ...simple((labels) => labels) },
    peers("mount", (labels) => `the server of ${labels}`),
    peers("block", (labels) => `the machine that has ${labels}`),
    {
      kind: "ipsec",
      items: facts.peers.filter(({ kind }) => kind === "ipsec").map((peer) => peerItem(peer, carriers)),
      // Without the other ends, which come and go while one works.
      ...simple(() => "tunnels of IPsec"),
    },
    { kind: "cluster", items: clusterItems(facts), ...simple(() => "what the nodes of a cluster hear each other by") },
    peers("dump", () => "the machine that crash dumps are written to", { kind: "crash-data", level: "in use" }),
  ];
}

/** @param moved functions whose interfaces other network namespaces have, by a process there */
function sessionItem(session: SessionFacts, moved: ReadonlyMap<number, readonly Bdf[]>, carriers: Carriers): Item {
  const { local, remote, program, isOwn, namespace, by } = session;
  const isSsh = isSshServer(program);
  const what = isSsh ? "ssh session" : `connection ${program === null ? "with another machine" : `of ${program}`}`;
  const from = remote === null ? "" : ` from ${remote}`;
  const elsewhere = namespace === null ? [] : (moved.get(namespace.pid) ?? []);
  return {
    label: isOwn === true ? `the ${what}` : `${isSsh ? "an" : "a"} ${what}${from}`,
    through: namespace === null ? [...carriers.withAddress(local), ...(by ?? [])] : [],
    elsewhere,
    evidence: `${program ?? "a program"} has a connection${from} to ${local}${namespace === null ? "" : `, in the network namespace of ${namespace.process} (pid ${namespace.pid})`}`,
  };
}

function routeItem({ interface: name, destination, prefix }: RouteFacts): Item {
  const route = prefix === 0 ? "the default route" : `the route to ${destination}/${prefix}`;
  return { label: route, through: [name], evidence: `${route} goes out by ${name}` };
}

function clusterItems({ services }: UsageFacts): Item[] {
  return services.flatMap(({ kind, name, interface: by }): Item[] => {
    if (kind !== "cluster") return [];
    const evidence = `the configuration of ${name} ${by === null ? "has no address of this machine" : `names an address of ${by}`}`;
    return [{ label: name, through: by === null ? [] : [by], evidence }];
  });
}

/** Packets to it leave by the ways to it, and its own come in where the address is that it is bound to. */
function peerItem({ address, what, by, from }: PeerFacts, carriers: Carriers): Item {
  const way = by === null ? "and it is not known by which interface" : `which is reached by ${listed(by)}`;
  const own = from === undefined ? [] : carriers.withAddress(from);
  const bound = from === undefined ? "" : ` from ${from}`;
  return {
    label: what,
    through: by === null ? [] : [...by, ...own],
    evidence: `${what} is at ${address}, ${way}${bound}`,
  };
}

/** What this machine has from itself comes by no card. */
function isHere({ by }: PeerFacts): boolean {
  return by !== null && by.length > 0 && by.every((name) => name === "lo");
}

interface Told {
  readonly labels: Set<string>;
  readonly evidence: string;
  readonly way: string;
  readonly down: Carrier["down"];
}

/** What an interface that is down is part of carries it, and the interface itself does not. */
function doesText(does: string, { way, down }: Pick<Told, "way" | "down">): string {
  if (down === null) return `${does} (${way})`;
  if (down.memberOf === null) return `${does} (${way}, which is down)`;
  return `is a member of ${down.memberOf}, which ${does} (${way}; ${down.name} is down)`;
}

/** One reason for each function that carries it, or may; a NIC that carries it for certain is not told to. */
function reasonsOf({ kind, items, does, thing, level = "protected" }: Carried, carriers: Carriers): Found[] {
  const certain = new Map<Bdf, Told>();
  const open = new Map<string, Told>();
  const add = <K>(to: Map<K, Told>, key: K, { label, evidence }: Item, way: string, down: Told["down"] = null) => {
    const told = to.get(key);
    if (told) told.labels.add(label);
    else to.set(key, { labels: new Set([label]), evidence, way, down });
  };
  for (const item of items) {
    for (const bdf of item.elsewhere ?? []) add(certain, bdf, item, "in another network namespace");
    const { found, endless } = carriers.of(item.through);
    for (const { bdf, way, down } of found) add(certain, bdf, item, way, down);
    const isNowhere = found.length === 0 && (item.elsewhere ?? []).length === 0 && !carriers.isElsewhere(item.through);
    for (const name of endless.length > 0 ? endless : isNowhere ? [""] : []) add(open, name, item, name);
  }
  const sure = [...certain].map(([bdf, { labels, evidence, ...told }]): Found => {
    const text = doesText(does(listed([...labels])), told);
    return { bdf, reason: { kind, text, evidence: `${evidence} (${told.way})`, level } };
  });
  const [first] = open.values();
  if (first === undefined) return sure;
  const names = [...open.keys()].filter((name) => name !== "");
  const what = thing(listed([...first.labels]));
  const text =
    names.length === 0
      ? `may carry ${what}: nothing tells which interface does`
      : `may carry ${listed(names)}, ${carriers.lack(names[0] ?? "")}, and with it ${what}`;
  const may = [...carriers.outward].filter((bdf) => !certain.has(bdf));
  return [...sure, ...may.map((bdf): Found => ({ bdf, reason: { kind, text, evidence: first.evidence, level } }))];
}

/** Addresses on the loopback and the like, which other machines reach by whatever interface leads here. */
function serviceAddresses(carriers: Carriers): Found[] {
  const { addresses, on } = carriers.services();
  if (addresses.length === 0) return [];
  const many = addresses.length > 1 ? "addresses" : "an address";
  const reason: UsageReason = {
    kind: "net",
    text: `may carry packets to ${listed(addresses)}, ${many} of ${listed(on)}`,
    evidence: `${listed(on)} is made by software and has ${addresses.length === 1 ? "it" : "them"}`,
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
      text: `has ports of its VFs in ${top} (${listed(names)})`,
      evidence: `${listed(names)} ${names.length === 1 ? "is" : "are"} part of ${top}`,
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
          ? `passes packets of the VFs of ${listed(served)} as well (VF LAG of ${bond})`
          : `has VFs whose packets pass ${listed(others)} as well (VF LAG of ${bond})`;
      const both = served.length > 0 && withPorts.has(bdf) ? [bdf, ...served] : served.length > 0 ? served : [bdf];
      const evidence = `${listed([bdf, ...others])} are part of ${bond}, and ${listed(both)} ${both.length === 1 ? "has" : "have"} ports of VFs`;
      return [{ bdf, reason: { kind: "vf-lag", text, evidence, level: "protected" } }];
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
    const text = `has ${count - MAX_TOLD} more network interfaces`;
    return [
      { bdf, reason: { kind: "net", text, evidence: `${count} network interfaces are on ${bdf}`, level: "in use" } },
    ];
  });
  return [...found, ...more];
}

function upReason(each: InterfaceFacts, carriers: Carriers): UsageReason | null {
  const { name, up } = each;
  const { top, way, addresses } = carriers.standingOn(each);
  const there = `${name} is ${up === null ? "there" : "up"}`;
  const isMade = top !== name;
  if (up !== false && (addresses.length > 0 || isMade)) {
    const has =
      addresses.length === 0
        ? ""
        : ` with ${addresses.length > 2 ? `${addresses.slice(0, 2).join(", ")} and more` : addresses.join(" and ")}`;
    return {
      kind: "net",
      text: isMade ? `is part of ${top}${has}` : `has network interface ${name} up${has}`,
      evidence: `${there}${isMade ? `, and ${top} stands on it (${way})` : ""}`,
      level: "in use",
    };
  }
  if (up !== true) return null;
  return {
    kind: "net",
    text: `has network interface ${name} up, without an address`,
    evidence: there,
    level: "in use",
  };
}

function movedReason(
  { name, bdf }: InterfaceFacts,
  { process, pid }: NonNullable<InterfaceFacts["movedTo"]>,
): UsageReason {
  return {
    kind: "namespace",
    text: `has its network interface ${name} in the network namespace of ${process} (pid ${pid})`,
    evidence: `/proc/${pid}/root/sys/class/net/${name} is on ${bdf}`,
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
    const text = "has a network interface in another network namespace, and it is not known what goes through it";
    const evidence = `the net folder of ${fn.bdf} has more interfaces than the network namespaces that were looked into`;
    return [
      {
        bdf: fn.bdf,
        reason: { kind: "namespace", text, evidence, level: fn.physfn === null ? "protected" : "in use" },
      },
    ];
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
        text: "has a driver and shows no network interface here: a container may have it",
        evidence: `${fn.bdf} is on ${fn.driver}, and has no net folder in this network namespace`,
        level: "in use",
      },
    },
  ];
}
