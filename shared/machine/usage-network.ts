/** What stands on network interfaces: the session, routes, network file systems, addresses, other namespaces. Pure. */
import type { FunctionInfo } from "./facts.ts";
import type { Machine } from "./machine.ts";
import { isOnVfio } from "./role.ts";
import type { InterfaceFacts, RouteFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageReason } from "./usage-reason.ts";

/** An interface that stands on another one, with the way there: `eth0 → bond0 → bond0.7`. */
interface Standing {
  readonly on: InterfaceFacts;
  readonly way: string;
}

/** The interface itself and all that is made of it, nearest first; each once, whatever loops a reading shows. */
function standingOn(start: InterfaceFacts, uppers: ReadonlyMap<string, readonly InterfaceFacts[]>): Standing[] {
  const found: Standing[] = [{ on: start, way: start.name }];
  const seen = new Set([start.name]);
  for (const { on, way } of found) {
    for (const upper of uppers.get(on.name) ?? []) {
      if (seen.has(upper.name)) continue;
      seen.add(upper.name);
      found.push({ on: upper, way: `${way} → ${upper.name}` });
    }
  }
  return found;
}

function uppersOf(interfaces: readonly InterfaceFacts[]): Map<string, InterfaceFacts[]> {
  const uppers = new Map<string, InterfaceFacts[]>();
  for (const each of interfaces) {
    for (const lower of each.lower) uppers.set(lower, [...(uppers.get(lower) ?? []), each]);
  }
  return uppers;
}

export function networkReasons(facts: UsageFacts, machine: Machine): Found[] {
  const here = facts.interfaces.filter(({ movedTo }) => movedTo === null);
  const uppers = uppersOf(here);
  const found = facts.interfaces.flatMap((each): Found[] => {
    const { bdf } = each;
    if (bdf === null) return [];
    const reasons = each.movedTo === null ? reasonsHere(each, standingOn(each, uppers), facts) : movedReasons(each);
    return reasons.map((reason) => ({ bdf, reason }));
  });
  const told = new Set(facts.interfaces.flatMap(({ bdf }) => bdf ?? []));
  return [
    ...found,
    ...machine.functions.filter((fn) => !told.has(fn.bdf)).flatMap((fn) => interfaceMissing(fn, facts)),
  ];
}

function reasonsHere(each: InterfaceFacts, standing: readonly Standing[], facts: UsageFacts): UsageReason[] {
  const { sessionAddress, routes, mounts } = facts;
  const reasons: UsageReason[] = [];
  const session = standing.find(({ on }) => sessionAddress !== null && on.addresses.includes(sessionAddress));
  if (session) {
    reasons.push({
      kind: "session",
      text: `carries the ssh session that you are connected by (${session.way})`,
      evidence: `SSH_CONNECTION ends at ${sessionAddress}, an address of ${session.on.name}`,
      level: "protected",
    });
  }
  const route = standing.find(({ on }) => routes.some((way) => way.prefix === 0 && way.interface === on.name));
  if (route) {
    reasons.push({
      kind: "default-route",
      text: `carries the default route (${route.way})`,
      evidence: `the default route goes out by ${route.on.name}`,
      level: "protected",
    });
  }
  for (const { where, server, type } of mounts) {
    const out = server === null ? null : routeTo(server, routes);
    const way = standing.find(({ on }) => out !== null && on.name === out);
    if (!way) continue;
    reasons.push({
      kind: "network-root",
      text: `leads to the server of ${where} (${way.way})`,
      evidence: `${where} is ${type} from ${server}, which is reached by ${way.on.name}`,
      level: "protected",
    });
  }
  const addresses = [...new Set(standing.flatMap(({ on }) => on.addresses))];
  const top = standing.at(-1);
  if (each.up !== false && (addresses.length > 0 || standing.length > 1) && top) {
    const has =
      addresses.length === 0 ? "" : ` with ${addresses.slice(0, 2).join(" and ")}${addresses.length > 2 ? " …" : ""}`;
    reasons.push({
      kind: "net",
      text: standing.length > 1 ? `is part of ${top.on.name}${has}` : `has network interface ${each.name} up${has}`,
      evidence: `${each.name} is ${each.up === null ? "there" : "up"}${standing.length > 1 ? `, and ${top.on.name} stands on it (${top.way})` : ""}`,
      level: "in use",
    });
  } else if (each.up === true) {
    reasons.push({
      kind: "net",
      text: `has network interface ${each.name} up, without an address`,
      evidence: `${each.name} is up`,
      level: "in use",
    });
  }
  return reasons;
}

function movedReasons({ name, movedTo, bdf }: InterfaceFacts): UsageReason[] {
  if (movedTo === null) return [];
  return [
    {
      kind: "namespace",
      text: `has its network interface ${name} in the network namespace of ${movedTo.process} (pid ${movedTo.pid})`,
      evidence: `/proc/${movedTo.pid}/root/sys/class/net/${name} is on ${bdf}`,
      level: "in use",
    },
  ];
}

/** Drivers of the network class that make no interface by themselves. */
const WITHOUT_INTERFACE = /^(?:pci-stub|pci-pf-stub|igb_uio|uio_pci_generic|xen-pciback)$/;

/** A network function on a host driver whose interface cannot be seen from here. */
function interfaceMissing(fn: FunctionInfo, { interfaces }: UsageFacts): Found[] {
  const isNetwork = fn.classCode !== null && fn.classCode >> 8 === 0x0200;
  if (!isNetwork || fn.driver === null || isOnVfio(fn) || WITHOUT_INTERFACE.test(fn.driver)) return [];
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

/** The interface that packets to an address leave by: the longest prefix that fits; null = no route fits. */
export function routeTo(address: string, routes: readonly RouteFacts[]): string | null {
  const wanted = ipv4(address);
  let best: RouteFacts | null = null;
  for (const route of routes) {
    const base = ipv4(route.destination);
    const fits =
      wanted === null || base === null
        ? wanted === null && base === null && route.prefix === 0
        : route.prefix === 0 || wanted >>> (32 - route.prefix) === base >>> (32 - route.prefix);
    if (fits && (best === null || route.prefix > best.prefix)) best = route;
  }
  return best?.interface ?? null;
}

/** 32 bits; null for anything else, IPv6 included. */
function ipv4(address: string): number | null {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return null;
  return parts.reduce((value, part) => value * 256 + part, 0);
}
