/** Routes that most of all addresses have, out of `ip route show table all`, or of the kernel's own main table. */
import { isIPv6 } from "node:net";
import type { RouteFacts } from "../../../shared/machine/usage-facts.ts";
import { type Part, type UsagePlaces, unreadPart } from "./places.ts";

/**
 * Nobody's network is that wide: a shorter prefix is a part of the default route, as VPNs set it up to leave the
 * default route itself alone (0.0.0.0/1 and 128.0.0.0/1, 2000::/3).
 */
const WIDEST = { 4: 7, 6: 4 } as const;

export function readRoutes(places: UsagePlaces): Part<RouteFacts[]> {
  const lines = places.said.get("routes");
  return lines === undefined ? mainTable(places) : told(lines);
}

/** Lines of `ip -o route show table all`: `default via 192.0.2.1 dev eth0 …`, with a `dev` for each next hop. */
function told(lines: readonly string[]): Part<RouteFacts[]> {
  let homeless: string | null = null;
  const found = lines.flatMap((line): RouteFacts[] => {
    const words = line.trim().split(/[\s\\]+/);
    const [where = ""] = words;
    const [base = "", length = ""] = where.split("/");
    const isSix = isIPv6(base) || (base === "default" && words.some((word) => isIPv6(word) || word === "pref"));
    const names = words.flatMap((word, at) => (word === "dev" ? (words[at + 1] ?? []) : []));
    if (names.length === 0) homeless ??= where;
    const destination = base === "default" ? (isSix ? "::" : "0.0.0.0") : base;
    return [...new Set(names)]
      .filter((name) => name !== "lo")
      .map((name) => ({ interface: name, destination, prefix: base === "default" ? 0 : Number(length) }));
  });
  const reason = `ip does not tell by which interface the route ${homeless} goes out`;
  return { found, unread: homeless === null ? [] : [unreadPart("routes", "ENOENT", reason)] };
}

const ROUTE_UP = 0x1;
const ROUTE_REJECT = 0x200;

/** /proc/net/route and /proc/net/ipv6_route (proc_net(5)), which have one table of many. */
function mainTable({ files }: UsagePlaces): Part<RouteFacts[]> {
  const ipv4 = files.text("/proc/net/route");
  const unread = ipv4 === null ? [unreadPart("routes", "ENOENT", "/proc/net/route could not be read")] : [];
  return { found: [...ipv4Routes(ipv4 ?? ""), ...ipv6Routes(files.text("/proc/net/ipv6_route") ?? "")], unread };
}

function isInUse(flags: string): boolean {
  const bits = Number.parseInt(flags, 16);
  return (bits & ROUTE_UP) !== 0 && (bits & ROUTE_REJECT) === 0;
}

/** Addresses stand in the machine's byte order (net/ipv4/fib_trie.c); all that we run on are little-endian. */
function ipv4Routes(text: string): RouteFacts[] {
  return text.split("\n").flatMap((line): RouteFacts[] => {
    const [name, destination = "", , flags = "", , , , mask = ""] = line.trim().split(/\s+/);
    if (!name || !/^[0-9A-F]{8}$/i.test(destination) || !isInUse(flags)) return [];
    const prefix = [...Number.parseInt(mask, 16).toString(2)].filter((bit) => bit === "1").length;
    const bytes = destination.match(/../g) ?? [];
    const address = bytes.map((byte) => Number.parseInt(byte, 16)).reverse();
    return prefix > WIDEST[4] ? [] : [{ interface: name, destination: address.join("."), prefix }];
  });
}

function ipv6Routes(text: string): RouteFacts[] {
  return text.split("\n").flatMap((line): RouteFacts[] => {
    const words = line.trim().split(/\s+/);
    const [destination = "", length = ""] = words;
    const prefix = Number.parseInt(length, 16);
    const name = words[9];
    if (!/^[0-9a-f]{32}$/.test(destination) || !(prefix <= WIDEST[6])) return [];
    if (name === undefined || name === "lo" || !isInUse(words[8] ?? "")) return [];
    return [{ interface: name, destination: prefix === 0 ? "::" : `${destination.slice(0, 4)}::`, prefix }];
  });
}
