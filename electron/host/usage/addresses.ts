/**
 * IP addresses by interface, out of the helper's answer to `usage`: what `ip` says, or, on a machine that has none, what
 * the kernel's own tables give (proc_net(5)): if_inet6 names the interface of each address, fib_trie only which IPv4
 * addresses are the machine's, so that the route of their network tells where they are.
 */
import { isIP, isIPv4 } from "node:net";
import { pushTo } from "../../../shared/machine/lists.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { ipv4Routes, type KernelRoute } from "./kernel-routes.ts";
import { type Part, type UsagePlaces, unreadPart } from "./places.ts";

export type Addresses = ReadonlyMap<string, readonly string[]>;

export interface AddressTexts {
  /** Lines of `ip -o address`, or IPv4 addresses, one a line. */
  readonly lines: readonly string[];
  /** /proc/net/route and /proc/net/if_inet6; empty when they were not told. */
  readonly route: string;
  readonly inet6: string;
  /** SSH_CONNECTION there: client's address and port, server's address and port. */
  readonly session: string | null;
}

/** A line of `ip -o address`: `2: eth0    inet 192.0.2.7/24 …`, of some with `@` and the parent after the name. */
const IP_LINE = /^\d+: +([^\s:]+) +inet6? +([0-9a-fA-F.:]+)/;
export function readAddresses({ files, said, session }: UsagePlaces): Part<Addresses> {
  const texts = {
    lines: said.get("addresses") ?? [],
    route: files.text("/proc/net/route") ?? "",
    inet6: files.text("/proc/net/if_inet6") ?? "",
    session,
  };
  const { found, odd } = addressesOf(texts, new Set(files.names("/sys/class/net")));
  return { found, unread: odd === null ? [] : [unreadPart("addresses", "EINVAL", T.oddTable({ line: odd }))] };
}

interface FoundAddresses {
  readonly found: Addresses;
  /** The first line of the kernel's tables that is not understood; null = there is none. */
  readonly odd: string | null;
}

/**
 * Several interfaces for one address where nothing tells which it is: all of them may carry the connection.
 * @param names of the interfaces there are, as far as they are known
 */
export function addressesOf(texts: AddressTexts, names: ReadonlySet<string> = new Set()): FoundAddresses {
  const told = pairs(texts.lines.flatMap((line) => ipLine(line, names)));
  return told.size > 0 ? { found: told, odd: null } : fromTables(texts);
}

function ipLine(line: string, names: ReadonlySet<string>): [name: string, address: string][] {
  const [, shown, address] = IP_LINE.exec(line) ?? [];
  if (shown === undefined || address === undefined || isIP(address) === 0) return [];
  return [[nameAndParent(shown, names).name, address]];
}

/** `vlan7@eth0`, where a name of its own may have the sign, too. */
export function nameAndParent(
  shown: string,
  names: ReadonlySet<string>,
): { readonly name: string; readonly parent: string | null } {
  const at = names.has(shown) ? -1 : shown.lastIndexOf("@");
  return at < 0 ? { name: shown, parent: null } : { name: shown.slice(0, at), parent: shown.slice(at + 1) };
}

function fromTables({ lines, route, inet6, session }: AddressTexts): FoundAddresses {
  const { routes, odd } = ipv4Routes(route);
  const all = byMask(routes);
  const near = byMask(routes.filter(({ gateway }) => !gateway));
  const [client = "", , server = ""] = session?.split(/\s+/) ?? [];
  const addresses = new Set([...lines, server].filter(isIPv4));
  const six = inet6
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const found = pairs([
    ...[...addresses].flatMap((address): [string, string][] => {
      if (address.startsWith("127.")) return [["lo", address]];
      const own = carriersOf(near, address);
      // An address without a network of its own: its connection goes out where the other end is reached.
      const names = own.length > 0 || address !== server ? own : carriersOf(all, client);
      return names.map((name) => [name, address]);
    }),
    ...six.flatMap(inet6Line),
  ]);
  return { found, odd: odd ?? six.find((line) => inet6Line(line).length === 0) ?? null };
}

/** A line of if_inet6: `20010db8…07 02 40 00 80 eth0`. */
function inet6Line(line: string): [name: string, address: string][] {
  const [, digits, name] = /^([0-9a-f]{32})(?: +[0-9a-f]+){4} +(\S+)$/.exec(line) ?? [];
  if (digits === undefined || name === undefined) return [];
  return [[name, shortIPv6(digits)]];
}

export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/** 32 digits as everybody writes them (RFC 5952), which a URL has its addresses in, too. */
export function shortIPv6(digits: string): string {
  return new URL(`http://[${digits.match(/.{4}/g)?.join(":")}]`).hostname.slice(1, -1);
}

/** Interfaces by mask, the narrowest first, and by destination. */
type RouteTable = readonly (readonly [mask: number, names: ReadonlyMap<number, ReadonlySet<string>>])[];

function byMask(routes: readonly KernelRoute[]): RouteTable {
  const found = new Map<number, Map<number, Set<string>>>();
  for (const { name, destination, mask } of routes) {
    const same = found.get(mask) ?? new Map<number, Set<string>>();
    found.set(mask, same.set(destination, (same.get(destination) ?? new Set()).add(name)));
  }
  return [...found].sort(([a], [b]) => b - a);
}

/** Of more interfaces that one network is on it is not known which has an address. */
const MAX_CARRIERS = 256;

/** The interfaces of the narrowest routes to an address. */
function carriersOf(table: RouteTable, address: string): string[] {
  if (!isIPv4(address)) return [];
  const number = Buffer.from(address.split(".").map(Number)).readUInt32BE();
  for (const [mask, names] of table) {
    const fitting = names.get((number & mask) >>> 0);
    if (fitting) return fitting.size > MAX_CARRIERS ? [] : [...fitting];
  }
  return [];
}

function pairs(list: readonly (readonly [name: string, address: string])[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, address] of list) pushTo(found, name, address);
  return found;
}
