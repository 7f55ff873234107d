/** What stands on disks: mounted file systems, swap, and volumes made of them. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { capped, distinctWords } from "../words/capped.ts";
import type { Words } from "../words/message.ts";
import { USAGE_DISK_WORDS as T } from "../words/texts/usage-disk.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";
import { listsBy, pushTo } from "./lists.ts";
import type { BlockFacts, MountFacts, UsageFacts } from "./usage-facts.ts";
import { type Found, shortOf, type UsageReason } from "./usage-reason.ts";
import { type Walk, Walker, wayBack } from "./walk.ts";

type Blocks = ReadonlyMap<string, BlockFacts>;

/** Devices of a way that are told, from its top and from its end. */
const WAY_TOP = 4;
const WAY_END = 2;
/** Volumes that are told one by one. */
const MAX_VOLUMES = 3;
/** Mount points that are told one by one. */
const MAX_PLACES = 4;
/** Stands for the length of what has no place (PATH_MAX): mount points come first. */
const WITHOUT_PLACE = 4096;
/** Characters of a mount point that are told. */
const LONGEST_PLACE = 80;

/** `vg0-root → nvme0n1p3 → nvme0n1` */
function wayText(way: readonly string[], blocks: Blocks): string {
  const isLong = way.length > WAY_TOP + WAY_END + 1;
  const shown = isLong ? [...way.slice(0, WAY_TOP), null, ...way.slice(-WAY_END)] : way;
  return shown.map((name) => (name === null ? "…" : (blocks.get(name)?.label ?? name))).join(" → ");
}

/**
 * The functions that a block device stands on, with the way down to each; null = what it stands on is more than can be
 * followed.
 */
export function waysDown(blocks: Blocks, start: string, walker: Walker): Map<Bdf, string> | null {
  const come = walker.walk([start], (name) => blocks.get(name)?.below);
  if (come === null) return null;
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

/** What is mounted from one device, or from all devices of one pool: those have one list. */
type Mounted = readonly MountFacts[];

export function diskReasons({ blocks, mounts }: UsageFacts): Found[] {
  const byName: Blocks = new Map(blocks.map((block) => [block.name, block]));
  const uppers = new Map<string, string[]>();
  const disks = new Map<Bdf, string[]>();
  for (const { name, bdfs, below } of blocks) {
    for (const lower of below) pushTo(uppers, lower, name);
    for (const bdf of bdfs) pushTo(disks, bdf, name);
  }
  const standing = new Map<string, Mounted[]>();
  for (const [devices, mounted] of listsBy(mounts, (mount) => mount.devices)) {
    for (const on of devices) pushTo(standing, on, mounted);
  }
  const walker = new Walker();
  let nearest: ReadonlyMap<string, MountFacts> | null = null;
  return [...disks].flatMap(([bdf, names]) => {
    const above = walker.walk(names, (name) => uppers.get(name));
    const mounted = above === null ? null : mountedOn(above, standing, walker);
    if (above === null || mounted === null) {
      nearest ??= placesAbove(blocks, mounts);
      return names
        .flatMap((name) => nearest?.get(name) ?? [])
        .slice(0, 1)
        .map((mount) => ({ bdf, reason: unfollowed(mount) }));
    }
    const way = (name: string) => wayText(wayBack(name, above), byName);
    const reasons = mounted.length > 0 ? mountedReasons(mounted, way) : volumeReasons(above, way, byName);
    return reasons.map((reason) => ({ bdf, reason }));
  });
}

/** null = there is more of it than can be looked through. */
function mountedOn(above: Walk, standing: ReadonlyMap<string, readonly Mounted[]>, walker: Walker): Standing[] | null {
  const found: Standing[] = [];
  for (const on of above.keys()) {
    for (const mounted of standing.get(on) ?? []) {
      if (!walker.spend(mounted.length)) return null;
      for (const mount of mounted) found.push({ mount, on });
    }
  }
  return found;
}

/** What is mounted from each disk, or from what is made of it, at the shortest place. */
export function placesAbove(blocks: readonly BlockFacts[], mounts: readonly MountFacts[]): Map<string, MountFacts> {
  const below = new Map(blocks.map((block) => [block.name, block.below]));
  const found = new Map<string, MountFacts>();
  const seen = new Set<readonly string[]>();
  for (const mount of mounts.toSorted((a, b) => lengthOf(a) - lengthOf(b))) {
    const open = seen.has(mount.devices) ? [] : [...mount.devices];
    seen.add(mount.devices);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (found.has(name)) continue;
      found.set(name, mount);
      for (const lower of below.get(name) ?? []) open.push(lower);
    }
  }
  return found;
}

/** Of a disk with so much on it that not all can be followed. */
function unfollowed({ kind, where }: MountFacts): UsageReason {
  const place = shortened(where);
  return {
    kind,
    text: kind === "mount" ? T.carriesMore({ place }) : T.swapMore,
    short: kind === "mount" ? place : S.swap,
    evidence: T.unfollowed({ place }),
    level: "protected",
  };
}

/** One reason for all file systems and one for swap: a machine may have dozens of mounts on one disk. */
function mountedReasons(mounted: readonly Standing[], way: (name: string) => string): UsageReason[] {
  return (["mount", "swap"] as const).flatMap((kind): UsageReason[] => {
    const own = mounted.filter(({ mount }) => mount.kind === kind).sort((a, b) => weight(a) - weight(b));
    const [first] = own;
    if (!first) return [];
    const places = capped(distinctWords(own.map(({ mount }) => placeText(mount))), MAX_PLACES);
    const { where, type, namespace } = first.mount;
    const source = kind === "swap" ? "/proc/swaps" : `/proc/${namespace?.pid ?? "self"}/mountinfo`;
    const on = { place: shortened(where), source, way: way(first.on) };
    return [
      {
        kind,
        text: kind === "mount" ? T.carries({ places, way: way(first.on) }) : T.swap({ way: way(first.on) }),
        short: kind === "mount" ? shortOf(distinctWords(own.map(({ mount }) => shortened(mount.where)))) : S.swap,
        evidence:
          typeof where !== "string" ? T.kernelOn(on) : kind === "mount" ? T.mountOn({ type, ...on }) : T.swapOn(on),
        level: "protected",
      },
    ];
  });
}

function placeText({ where, namespace }: MountFacts): Words {
  const place = shortened(where);
  return namespace === undefined ? place : T.inNamespace({ place, process: namespace.process, pid: namespace.pid });
}

function shortened(where: Words): Words {
  return typeof where === "string" && where.length > LONGEST_PLACE ? `${where.slice(0, LONGEST_PLACE)}…` : where;
}

function lengthOf({ where }: MountFacts): number {
  return typeof where === "string" ? where.length : WITHOUT_PLACE;
}

/** The root file system first, then what is nearest to it; what other namespaces have comes last. */
function weight({ mount }: Standing): number {
  return lengthOf(mount) + (mount.namespace === undefined ? 0 : Number.MAX_SAFE_INTEGER / 2);
}

/** Active volumes (LVM, md, dm) that nothing here has mounted: disks of a guest, perhaps. */
function volumeReasons(above: Walk, way: (name: string) => string, blocks: Blocks): UsageReason[] {
  const made = [...above.keys()].filter((name) => /^(?:dm-|md|bcache|zd|drbd)/.test(name));
  const parts = new Set(made.flatMap((name) => blocks.get(name)?.below ?? []));
  const tops = made.filter((name) => !parts.has(name));
  const rest = tops.length - MAX_VOLUMES;
  return tops.slice(0, MAX_VOLUMES).map((name, index): UsageReason => {
    const shown = { volume: blocks.get(name)?.label ?? name, way: way(name) };
    return {
      kind: "block",
      short: S.volume({ volume: shown.volume }),
      text: rest > 0 && index === MAX_VOLUMES - 1 ? T.volumeMore({ ...shown, more: rest }) : T.volume(shown),
      evidence: T.leadsTo({ path: `/sys/class/block/${name}/slaves`, way: way(name) }),
      level: "in use",
    };
  });
}
