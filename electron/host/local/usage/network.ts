/** Interfaces with what stands on them, and routes. */
import type { InterfaceFacts, ProcessFacts, RouteFacts } from "../../../../shared/machine/usage-facts.ts";
import { functionOf, type UsageFiles, type UsagePlaces } from "./places.ts";

const IFF_UP = 0x1;

/** All interfaces of this network namespace but the loopback. */
export function readInterfaces({ files, sys, addresses }: UsagePlaces): InterfaceFacts[] {
  const known = addresses();
  return files.names(`${sys}/class/net`).flatMap((name): InterfaceFacts[] => {
    const folder = `${sys}/class/net/${name}`;
    const flags = Number.parseInt(files.text(`${folder}/flags`) ?? "", 16);
    const names = files.names(folder);
    if (names.length === 0 || name === "lo") return [];
    return [
      {
        name,
        bdf: names.includes("device") ? functionOf(files.real(`${folder}/device`)) : null,
        up: Number.isNaN(flags) ? null : (flags & IFF_UP) !== 0,
        addresses: known[name] ?? [],
        lower: names.flatMap((entry) => (entry.startsWith("lower_") ? [entry.slice(6)] : [])),
        kind: kindOf(files, folder, names),
        movedTo: null,
      },
    ];
  });
}

function kindOf(files: UsageFiles, folder: string, names: readonly string[]): string | null {
  if (names.includes("bonding")) return "bond";
  if (names.includes("bridge")) return "bridge";
  return /^DEVTYPE=(.+)$/m.exec(files.text(`${folder}/uevent`) ?? "")?.[1] ?? null;
}

/** Reads the interfaces that another network namespace has, through the sysfs that its process has mounted. */
export function readMoved(places: UsagePlaces, owner: ProcessFacts, here: readonly InterfaceFacts[]): InterfaceFacts[] {
  const { files } = places;
  const folder = `${places.proc}/${owner.pid}/root/sys/class/net`;
  return files.names(folder).flatMap((name): InterfaceFacts[] => {
    const bdf = functionOf(files.real(`${folder}/${name}/device`));
    // A process without a sysfs of its own shows ours.
    if (bdf === null || here.some((each) => each.name === name && each.bdf === bdf)) return [];
    return [{ name, bdf, up: null, addresses: [], lower: [], kind: null, movedTo: owner }];
  });
}

/** One process for each network namespace that is not ours. */
export class Namespaces {
  private readonly own: string | null;
  private readonly proc: string;
  private readonly files: UsageFiles;
  readonly others = new Map<string, number>();

  constructor({ files, proc }: UsagePlaces) {
    this.proc = proc;
    this.files = files;
    this.own = files.link(`${proc}/self/ns/net`);
  }

  look(pid: number): void {
    const link = this.own === null ? null : this.files.link(`${this.proc}/${pid}/ns/net`);
    if (link !== null && link !== this.own && !this.others.has(link)) this.others.set(link, pid);
  }
}

const ROUTE_UP = 0x1;
const ROUTE_REJECT = 0x200;

export function readRoutes({ files, proc }: UsagePlaces): RouteFacts[] {
  return [
    ...ipv4Routes(files.text(`${proc}/net/route`) ?? ""),
    ...ipv6Defaults(files.text(`${proc}/net/ipv6_route`) ?? ""),
  ];
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
export function sessionAddress({ sshConnection }: UsagePlaces): string | null {
  return sshConnection?.split(/\s+/)[2]?.replace(/%.*$/, "") ?? null;
}
