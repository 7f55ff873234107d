/** What stands on disks: mounted file systems, swap, and volumes made of them. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { listed } from "./listed.ts";
import type { BlockFacts, MountFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageReason } from "./usage-reason.ts";

type Blocks = ReadonlyMap<string, BlockFacts>;

/** Each device that a walk came to, with the one that it came from. */
type Walk = ReadonlyMap<string, string | null>;

/** Devices of a way that are told, from its top and from its end. */
const WAY_TOP = 4;
const WAY_END = 2;
/** Volumes that are told one by one. */
const MOST_VOLUMES = 3;
/** Characters of a mount point that are told. */
const LONGEST_PLACE = 80;

/** Breadth first, each once: a loop in the reading ends the way. */
function walk(from: readonly string[], next: (name: string) => readonly string[] | undefined): Walk {
  const found = new Map<string, string | null>(from.map((name) => [name, null]));
  for (const name of found.keys()) {
    for (const other of next(name) ?? []) if (!found.has(other)) found.set(other, name);
  }
  return found;
}

/** From a device that the walk came to back to where it began. */
function wayBack(name: string, come: Walk): string[] {
  const way: string[] = [];
  for (let at: string | null = name; at !== null; at = come.get(at) ?? null) way.push(at);
  return way;
}

/** `vg0-root → nvme0n1p3 → nvme0n1` */
function wayText(way: readonly string[], blocks: Blocks): string {
  const isLong = way.length > WAY_TOP + WAY_END + 1;
  const shown = isLong ? [...way.slice(0, WAY_TOP), null, ...way.slice(-WAY_END)] : way;
  return shown.map((name) => (name === null ? "…" : (blocks.get(name)?.label ?? name))).join(" → ");
}

/** The functions that a block device stands on, with the way down to each. */
export function waysDown(blocks: Blocks, start: string): Map<Bdf, string> {
  const come = walk([start], (name) => blocks.get(name)?.below);
  const ways = new Map<Bdf, string>();
  for (const name of come.keys()) {
    for (const bdf of blocks.get(name)?.bdfs ?? []) {
      if (!ways.has(bdf)) ways.set(bdf, wayText(wayBack(name, come).reverse(), blocks));
    }
  }
  return ways;
}

/** Something mounted, with the device that it is on. */
interface Standing {
  readonly mount: MountFacts;
  readonly on: string;
}

export function diskReasons({ blocks, mounts }: UsageFacts): Found[] {
  const byName: Blocks = new Map(blocks.map((block) => [block.name, block]));
  const uppers = new Map<string, string[]>();
  const disks = new Map<Bdf, string[]>();
  for (const { name, bdfs, below } of blocks) {
    for (const lower of below) push(uppers, lower, name);
    for (const bdf of bdfs) push(disks, bdf, name);
  }
  const standing = new Map<string, Standing[]>();
  for (const mount of mounts) for (const on of mount.devices) push(standing, on, { mount, on });
  return [...disks].flatMap(([bdf, names]) => {
    const above = walk(names, (name) => uppers.get(name));
    const way = (name: string) => wayText(wayBack(name, above), byName);
    const mounted = [...above.keys()].flatMap((name) => standing.get(name) ?? []);
    const reasons = mounted.length > 0 ? mountedReasons(mounted, way) : volumeReasons(above, way, byName);
    return reasons.map((reason) => ({ bdf, reason }));
  });
}

function push<K, V>(to: Map<K, V[]>, key: K, value: V): void {
  const list = to.get(key);
  if (list) list.push(value);
  else to.set(key, [value]);
}

/** One reason for all file systems and one for swap: a machine may have dozens of mounts on one disk. */
function mountedReasons(mounted: readonly Standing[], way: (name: string) => string): UsageReason[] {
  return (["mount", "swap"] as const).flatMap((kind): UsageReason[] => {
    const own = mounted.filter(({ mount }) => mount.kind === kind).sort((a, b) => weight(a) - weight(b));
    const [first] = own;
    if (!first) return [];
    const places = [...new Set(own.map(({ mount }) => placeText(mount)))];
    const { where, type, namespace } = first.mount;
    const source = kind === "swap" ? "/proc/swaps" : `/proc/${namespace?.pid ?? "self"}/mountinfo`;
    return [
      {
        kind,
        text: kind === "mount" ? `carries ${listed(places)} (${way(first.on)})` : `carries swap (${way(first.on)})`,
        evidence: `${shortened(where)}${kind === "mount" ? ` (${type})` : ""} of ${source} is on ${way(first.on)}`,
        level: "protected",
      },
    ];
  });
}

function placeText({ where, namespace }: MountFacts): string {
  const place = shortened(where);
  return namespace === undefined
    ? place
    : `${place} in the mount namespace of ${namespace.process} (pid ${namespace.pid})`;
}

function shortened(where: string): string {
  return where.length > LONGEST_PLACE ? `${where.slice(0, LONGEST_PLACE)}…` : where;
}

/** The root file system first, then what is nearest to it; what other namespaces have comes last. */
function weight({ mount }: Standing): number {
  return mount.where.length + (mount.namespace === undefined ? 0 : Number.MAX_SAFE_INTEGER / 2);
}

/** Active volumes (LVM, md, dm) that nothing here has mounted: disks of a guest, perhaps. */
function volumeReasons(above: Walk, way: (name: string) => string, blocks: Blocks): UsageReason[] {
  const made = [...above.keys()].filter((name) => /^(?:dm-|md|bcache|zd|drbd)/.test(name));
  const parts = new Set(made.flatMap((name) => blocks.get(name)?.below ?? []));
  const tops = made.filter((name) => !parts.has(name));
  const rest = tops.length - MOST_VOLUMES;
  return tops.slice(0, MOST_VOLUMES).map((name, index) => ({
    kind: "block",
    text: `is part of the active volume ${blocks.get(name)?.label ?? name} (${way(name)})${
      rest > 0 && index === MOST_VOLUMES - 1 ? ` and of ${rest} more` : ""
    }`,
    evidence: `/sys/class/block/${name}/slaves leads to ${way(name)}`,
    level: "in use",
  }));
}
