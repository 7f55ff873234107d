/** Routes that most of all addresses have, out of `ip route show table all`, or of the kernel's own main table. */
import { isIPv6 } from "node:net";
import type { RouteFacts } from "../../../shared/machine/usage-facts.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { ipv4Routes, ipv6Routes, type KernelRoute, type KernelRoute6, prefixOf } from "./kernel-routes.ts";
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
  return {
    found,
    unread: homeless === null ? [] : [unreadPart("routes", "ENOENT", T.routeNoInterface({ route: homeless }))],
  };
}

/** The tables of the kernel itself, which have one table of many. */
function mainTable({ files }: UsagePlaces): Part<RouteFacts[]> {
  const text = files.text("/proc/net/route");
  const four = ipv4Routes(text ?? "");
  const six = ipv6Routes(files.text("/proc/net/ipv6_route") ?? "");
  const odd = four.odd ?? six.odd;
  const unread = [
    ...(text === null ? [unreadPart("routes", "ENOENT", T.path({ path: "/proc/net/route" }))] : []),
    ...(odd === null ? [] : [unreadPart("routes", "EINVAL", T.oddRoute({ line: odd }))]),
  ];
  return { found: [...four.routes.flatMap(wideRoute), ...six.routes.flatMap(wideRoute6)], unread };
}

function wideRoute({ name, destination, mask }: KernelRoute): RouteFacts[] {
  const prefix = prefixOf(mask) ?? 0;
  const address = [24, 16, 8, 0].map((shift) => (destination >>> shift) & 0xff).join(".");
  return prefix > WIDEST[4] ? [] : [{ interface: name, destination: address, prefix }];
}

function wideRoute6({ name, destination, prefix }: KernelRoute6): RouteFacts[] {
  if (name === "lo" || prefix > WIDEST[6]) return [];
  return [{ interface: name, destination: prefix === 0 ? "::" : `${destination.slice(0, 4)}::`, prefix }];
}
