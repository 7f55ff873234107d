/** Memory of functions that the system uses as its own: CXL regions, dax devices on kmem (drivers/cxl, drivers/dax/kmem.c). */
import type { MemoryFacts, UnreadSource } from "../../../shared/machine/usage-facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { functionOf, type Part, type UsagePlaces, unreadPart } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

const CXL = "/sys/bus/cxl/devices";
const DAX = "/sys/bus/dax/devices";

/** Addresses, the last one included. */
interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

export function readMemory({ files, said }: UsagePlaces): Part<MemoryFacts[]> {
  const { found: ram, unread } = systemRam(said.get("ram") ?? []);
  const regions = files.names(CXL).filter((name) => /^region\d+$/.test(name));
  const kmem = files.names(DAX).filter((name) => isOnKmem(files, name));
  const inRegion = new Map(kmem.map((name) => [name, regionOf(files.real(`${DAX}/${name}`))]));
  const found = regions.flatMap((region): MemoryFacts[] => {
    const dax = kmem.filter((name) => inRegion.get(name) === region);
    const at = rangeOf(files, `${CXL}/${region}`);
    const isRam = at !== null && ram.some((each) => each.start <= at.end && at.start <= each.end);
    if (dax.length === 0 && !isRam) return [];
    const node = dax.map((name) => nodeOf(files, name)).find((each) => each !== null) ?? null;
    const isOnline = isRam || dax.some((name) => mayBeOnline(files, name));
    return [{ name: dax[0] ?? region, bdfs: functionsOf(files, region), node, isOnline }];
  });
  // Of memory that firmware told of without a region it is not known which card has it.
  const loose = kmem.filter((name) => inRegion.get(name) === null);
  const bare = cards(files).filter((bdf) => !regions.some((region) => functionsOf(files, region).includes(bdf)));
  for (const name of loose) {
    const own = functionOf(files.real(`${DAX}/${name}`));
    const bdfs = own === null ? bare : [own];
    if (bdfs.length > 0) {
      found.push({ name, bdfs, node: nodeOf(files, name), isOnline: mayBeOnline(files, name) });
    }
  }
  return {
    found: [
      ...found,
      ...ram.map(
        ({ start, end }): MemoryFacts => ({
          name: "/proc/iomem",
          bdfs: [],
          node: null,
          isOnline: true,
          range: { start: `0x${start.toString(16)}`, end: `0x${end.toString(16)}` },
        }),
      ),
    ],
    unread,
  };
}

/** What the kernel calls System RAM, whoever brought it in; others than root see zeros. */
function systemRam(lines: readonly string[]): Part<Range[]> {
  const all = lines.flatMap((line): Range[] => {
    const [, start, end] = /^([0-9a-f]{1,16})-([0-9a-f]{1,16})$/.exec(line) ?? [];
    return start === undefined ? [] : [{ start: BigInt(`0x${start}`), end: BigInt(`0x${end}`) }];
  });
  const found = all.filter(({ end }) => end > 0n);
  const unread: UnreadSource[] =
    all.length > 0 && found.length === 0
      ? [unreadPart("memory", "EACCES", "the kernel does not show where the RAM of the system is")]
      : [];
  return { found, unread };
}

function isOnKmem(files: SentFiles, name: string): boolean {
  return files.link(`${DAX}/${name}/driver`)?.split("/").at(-1) === "kmem";
}

/** `…/region0/dax_region0/dax0.0` gives region0. */
function regionOf(path: string | null): string | null {
  return path?.split("/").findLast((part) => /^region\d+$/.test(part)) ?? null;
}

function rangeOf(files: SentFiles, folder: string): Range | null {
  const [start, size] = ["resource", "size"].map((name) => files.text(`${folder}/${name}`) ?? "");
  if (!/^0x[0-9a-f]+$/.test(start ?? "") || !/^0x[0-9a-f]+$/.test(size ?? "")) return null;
  return { start: BigInt(start ?? 0), end: BigInt(start ?? 0) + BigInt(size ?? 0) - 1n };
}

function nodeOf(files: SentFiles, name: string): number | null {
  const text = files.text(`${DAX}/${name}/target_node`) ?? "";
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** Is any block of the memory's node online? What cannot be read may be. */
function mayBeOnline(files: SentFiles, name: string): boolean {
  const folder = `/sys/devices/system/node/node${nodeOf(files, name)}`;
  const states = files.names(folder).flatMap((block) => files.text(`${folder}/${block}/state`) ?? []);
  return states.length === 0 || states.some((state) => state !== "offline");
}

/** All functions with memory that the kernel's CXL driver knows. */
function cards(files: SentFiles): Bdf[] {
  const memories = files.names(CXL).filter((name) => /^mem\d+$/.test(name));
  return memories.flatMap((name) => functionOf(files.real(`${CXL}/${name}`)) ?? []);
}

/**
 * The functions that a region is spread over: its targets are decoders of endpoints, and an endpoint hangs on a memory
 * device (`uport`). Where one of them is not told it may be any of the cards.
 */
function functionsOf(files: SentFiles, region: string): readonly Bdf[] {
  const names = files.names(`${CXL}/${region}`).filter((name) => /^target\d+$/.test(name));
  const found = names.map((name) => {
    const decoder = files.text(`${CXL}/${region}/${name}`) ?? "";
    const path = decoder === "" ? null : files.real(`${CXL}/${decoder}`);
    const endpoint = path?.split("/").findLast((part) => /^endpoint\d+$/.test(part));
    return functionOf(endpoint === undefined ? path : files.real(`${CXL}/${endpoint}/uport`));
  });
  const known = found.filter((bdf) => bdf !== null);
  return known.length > 0 && known.length === found.length ? [...new Set(known)] : cards(files);
}
