/** What stands on disks: mounted file systems, swap, and volumes made of them. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import type { BlockFacts, MountFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageReason } from "./usage-reason.ts";

/** Something mounted, with the way down to a function: `vg0-root → nvme0n1p3 → nvme0n1`. */
interface Standing {
  readonly mount: MountFacts;
  readonly way: string;
}

type Blocks = ReadonlyMap<string, BlockFacts>;

function nameOf({ name, label }: BlockFacts): string {
  return label ?? name;
}

/** The ways from a block device down to functions; one through each. A loop in the reading ends the way. */
export function waysDown(blocks: Blocks, start: string): Map<Bdf, string> {
  const ways = new Map<Bdf, string>();
  const seen = new Set<string>();
  const queue: { readonly name: string; readonly way: string }[] = [{ name: start, way: "" }];
  for (const { name, way } of queue) {
    const block = blocks.get(name);
    if (!block || seen.has(name)) continue;
    seen.add(name);
    const here = way === "" ? nameOf(block) : `${way} → ${nameOf(block)}`;
    for (const bdf of block.bdfs) {
      const before = ways.get(bdf);
      // A partition is on its disk's function too: the longer way names both.
      if (before === undefined || here.startsWith(before)) ways.set(bdf, here);
    }
    for (const below of block.below) queue.push({ name: below, way: here });
  }
  return ways;
}

export function diskReasons({ blocks, mounts }: UsageFacts): Found[] {
  const byName: Blocks = new Map(blocks.map((block) => [block.name, block]));
  const standing = new Map<Bdf, Standing[]>();
  const used = new Set<string>();
  for (const mount of mounts) {
    for (const device of mount.devices) {
      used.add(device);
      for (const [bdf, way] of waysDown(byName, device)) {
        const list = standing.get(bdf) ?? [];
        list.push({ mount, way });
        standing.set(bdf, list);
      }
    }
  }
  const found = [...standing].flatMap(([bdf, list]) => mountedReasons(list).map((reason) => ({ bdf, reason })));
  return [...found, ...volumeReasons(blocks, byName, used, standing)];
}

/** One reason for all file systems and one for swap: a machine may have dozens of mounts on one disk. */
function mountedReasons(list: readonly Standing[]): UsageReason[] {
  return (["mount", "swap"] as const).flatMap((kind): UsageReason[] => {
    const own = list.filter(({ mount }) => mount.kind === kind).sort((a, b) => weight(a) - weight(b));
    const [first] = own;
    if (!first) return [];
    const places = [...new Set(own.map(({ mount }) => mount.where))];
    const rest = places.length - 2;
    const named = places.slice(0, 2).join(" and ") + (rest > 0 ? ` and ${rest} more` : "");
    return [
      {
        kind,
        text: kind === "mount" ? `carries ${named} (${first.way})` : `carries swap (${first.way})`,
        evidence:
          kind === "mount"
            ? `${first.mount.where} (${first.mount.type}) of /proc/self/mountinfo is on ${first.way}`
            : `${first.mount.where} of /proc/swaps is on ${first.way}`,
        level: "protected",
      },
    ];
  });
}

/** The root file system first, then what is nearest to it. */
function weight({ mount }: Standing): number {
  return mount.where.length;
}

/** An active volume (LVM, md, dm) that nothing here has mounted: a guest's disk, perhaps. */
function volumeReasons(
  blocks: readonly BlockFacts[],
  byName: Blocks,
  used: ReadonlySet<string>,
  standing: ReadonlyMap<Bdf, readonly Standing[]>,
): Found[] {
  const made = blocks.filter((block) => /^(?:dm-|md)/.test(block.name) && !used.has(block.name));
  return made.flatMap((block) =>
    [...waysDown(byName, block.name)]
      .filter(([bdf]) => !standing.has(bdf))
      .map(
        ([bdf, way]): Found => ({
          bdf,
          reason: {
            kind: "block",
            text: `is part of the active volume ${nameOf(block)} (${way})`,
            evidence: `/sys/class/block/${block.name}/slaves leads to ${bdf}`,
            level: "in use",
          },
        }),
      ),
  );
}
