/** Interfaces with what stands on them, and routes. */
import type { InterfaceFacts, ProcessFacts, RouteFacts } from "../../../shared/machine/usage-facts.ts";
import type { Addresses } from "./addresses.ts";
import { processName } from "./holders.ts";
import { functionOf, type Part, type UsagePlaces, unreadPart } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

const IFF_UP = 0x1;

/** All interfaces of this network namespace but the loopback. */
export function readInterfaces({ files }: UsagePlaces, addresses: Addresses): InterfaceFacts[] {
  return files.names(`/sys/class/net`).flatMap((name): InterfaceFacts[] => {
    const folder = `/sys/class/net/${name}`;
    const flags = Number.parseInt(files.text(`${folder}/flags`) ?? "", 16);
    const names = files.names(folder);
    if (names.length === 0 || name === "lo") return [];
    return [
      {
        name,
        bdf: names.includes("device") ? functionOf(files.real(`${folder}/device`)) : null,
        up: Number.isNaN(flags) ? null : (flags & IFF_UP) !== 0,
        addresses: addresses.get(name) ?? [],
        lower: names.flatMap((entry) => (entry.startsWith("lower_") ? [entry.slice(6)] : [])),
        kind: kindOf(files, folder, names),
        movedTo: null,
      },
    ];
  });
}

function kindOf(files: SentFiles, folder: string, names: readonly string[]): string | null {
  if (names.includes("bonding")) return "bond";
  if (names.includes("bridge")) return "bridge";
  return /^DEVTYPE=(.+)$/m.exec(files.text(`${folder}/uevent`) ?? "")?.[1] ?? null;
}

/** Interfaces that other network namespaces have, through the sysfs that one process of each has mounted. */
export function readNamespaces(places: UsagePlaces, here: readonly InterfaceFacts[]): InterfaceFacts[] {
  const known = new Set(here.map(({ name, bdf }) => `${name} ${bdf}`));
  return othersOf(places.files).flatMap((owner) => readMoved(places.files, owner, known));
}

function readMoved(files: SentFiles, owner: ProcessFacts, here: ReadonlySet<string>): InterfaceFacts[] {
  const folder = `/proc/${owner.pid}/root/sys/class/net`;
  return files.names(folder).flatMap((name): InterfaceFacts[] => {
    const bdf = functionOf(files.real(`${folder}/${name}/device`));
    // A process without a sysfs of its own shows ours.
    if (bdf === null || here.has(`${name} ${bdf}`)) return [];
    return [{ name, bdf, up: null, addresses: [], lower: [], kind: null, movedTo: owner }];
  });
}

/** One process for each network namespace that is not ours. */
function othersOf(files: SentFiles): ProcessFacts[] {
  const own = files.link("/proc/self/ns/net");
  const found = new Map<string, number>();
  for (const pid of files.names("/proc").map(Number)) {
    const link = Number.isInteger(pid) ? files.link(`/proc/${pid}/ns/net`) : null;
    if (link !== null && link !== own && !found.has(link)) found.set(link, pid);
  }
  return [...found.values()].map((pid) => ({ pid, process: processName(files, pid) }));
}

const ROUTE_UP = 0x1;
const ROUTE_REJECT = 0x200;

export function readRoutes({ files }: UsagePlaces): Part<RouteFacts[]> {
  const ipv4 = files.text("/proc/net/route");
  const unread = ipv4 === null ? [unreadPart("routes", "ENOENT", "/proc/net/route could not be read")] : [];
  return { found: [...ipv4Routes(ipv4 ?? ""), ...ipv6Defaults(files.text("/proc/net/ipv6_route") ?? "")], unread };
}

/** Addresses stand in the machine's byte order (net/ipv4/fib_trie.c); all that we run on are little-endian. */
function ipv4Routes(text: string): RouteFacts[] {
  return text.split("\n").flatMap((line): RouteFacts[] => {
    const [name, destination = "", , flags = "", , , , mask = ""] = line.trim().split(/\s+/);
    const bits = Number.parseInt(flags, 16);
    if (!name || !/^[0-9A-F]{8}$/i.test(destination) || (bits & ROUTE_UP) === 0 || (bits & ROUTE_REJECT) !== 0)
      return [];
    const prefix = [...Number.parseInt(mask, 16).toString(2)].filter((bit) => bit === "1").length;
    const bytes = destination.match(/../g) ?? [];
    const address = bytes.map((byte) => Number.parseInt(byte, 16)).reverse();
    return [{ interface: name, destination: address.join("."), prefix }];
  });
}

function ipv6Defaults(text: string): RouteFacts[] {
  return text.split("\n").flatMap((line): RouteFacts[] => {
    const words = line.trim().split(/\s+/);
    const [destination = "", prefix = ""] = words;
    const name = words[9];
    const bits = Number.parseInt(words[8] ?? "", 16);
    if (!/^0{32}$/.test(destination) || prefix !== "00" || name === undefined || name === "lo") return [];
    if ((bits & ROUTE_UP) === 0 || (bits & ROUTE_REJECT) !== 0) return [];
    return [{ interface: name, destination: "::", prefix: 0 }];
  });
}

/** The local end of SSH_CONNECTION, without the zone of a link-local address. */
export function readSession({ session, isRemote }: UsagePlaces, addresses: Addresses): Part<string | null> {
  const found = session?.split(/\s+/)[2]?.replace(/%.*$/, "") ?? null;
  const isFound = found !== null && [...addresses.values()].some((list) => list.includes(found));
  if (isFound || (found === null && !isRemote)) return { found, unread: [] };
  return { found, unread: [unreadPart("session", "ENOENT", "no interface has the address of this connection")] };
}
