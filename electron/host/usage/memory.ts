/**
 * Memory of functions that the system uses as its own: CXL regions, dax devices on kmem (drivers/cxl, drivers/dax/kmem.c),
 * virtio-mem, and what other drivers have brought in (add_memory_driver_managed, mm/memory_hotplug.c).
 */

import { type AddressRange, AddressRanges } from "../../../shared/machine/address-ranges.ts";
import { listsBy } from "../../../shared/machine/lists.ts";
import type { MemoryFacts, UnreadSource } from "../../../shared/machine/usage-facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { functionOf, type Part, type UsagePlaces, unreadPart } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

const CXL = "/sys/bus/cxl/devices";
const DAX = "/sys/bus/dax/devices";
const VIRTIO_MEM = "/sys/bus/virtio/drivers/virtio_mem";
/** Drivers whose devices tell which functions their RAM is on. */
const TOLD_BY_DEVICES: readonly string[] = ["kmem", "virtio_mem"];

export function readMemory({ files, said }: UsagePlaces): Part<MemoryFacts[]> {
  const { found: ram, unread } = systemRam(said.get("ram") ?? []);
  const ranges = new AddressRanges(ram);
  const all = cards(files);
  const regions = files.names(CXL).filter((name) => /^region\d+$/.test(name));
  const kmem = files.names(DAX).filter((name) => isOnKmem(files, name));
  const byRegion = listsBy(kmem, (name) => {
    // Persistent memory has regions of its own, of the same names, below its function (virtio-pmem).
    const path = files.real(`${DAX}/${name}`);
    return functionOf(path) === null ? regionOf(path) : null;
  });
  const online = onlineByNode(files);
  const found = regions.flatMap((region): MemoryFacts[] => {
    const dax = byRegion.get(region) ?? [];
    const bdfs = functionsOf(files, region, all);
    const at = rangeOf(files, `${CXL}/${region}`);
    const isRam = at !== null && ranges.meets(at);
    if (dax.length === 0 && !isRam) return [];
    const node = dax.map((name) => nodeOf(files, name)).find((each) => each !== null) ?? null;
    const isOnline = isRam || dax.some((name) => online(nodeOf(files, name)));
    return [{ name: dax[0] ?? region, bdfs, node, isOnline }];
  });
  const daxFunctions = functionsOfDax(files);
  for (const name of byRegion.get(null) ?? []) {
    const bdfs = daxFunctions(files.real(`${DAX}/${name}`));
    if (bdfs.length > 0) {
      const node = nodeOf(files, name);
      found.push({ name, bdfs, node, isOnline: online(node) });
    }
  }
  return {
    found: [
      ...found,
      ...virtioMem(files),
      ...ram.map(
        ({ start, end, driver }): MemoryFacts => ({
          name: "/proc/iomem",
          bdfs: [],
          node: null,
          isOnline: true,
          ...(driver === null || TOLD_BY_DEVICES.includes(driver) ? {} : { driver }),
          range: { start: `0x${start.toString(16)}`, end: `0x${end.toString(16)}` },
        }),
      ),
    ],
    unread,
  };
}

/** virtio-mem does not tell how much of it is plugged in, so one that has its driver counts as RAM. */
function virtioMem(files: SentFiles): MemoryFacts[] {
  return files.names(VIRTIO_MEM).flatMap((name): MemoryFacts[] => {
    const bdf = functionOf(files.real(`${VIRTIO_MEM}/${name}`));
    return bdf === null ? [] : [{ name, bdfs: [bdf], node: null, isOnline: true, driver: "virtio_mem" }];
  });
}

interface Ram extends AddressRange {
  /** Who brought it in; null = it was there from the start. */
  readonly driver: string | null;
}

/** What the kernel calls System RAM, with the driver in brackets; others than root see zeros. */
function systemRam(lines: readonly string[]): Part<Ram[]> {
  const all = lines.flatMap((line): Ram[] => {
    const [, start, end, driver = null] = /^([0-9a-f]{1,16})-([0-9a-f]{1,16})(?: (\S+))?$/.exec(line) ?? [];
    return start === undefined ? [] : [{ start: BigInt(`0x${start}`), end: BigInt(`0x${end}`), driver }];
  });
  const found = all.filter(({ end }) => end > 0n);
  const unread: UnreadSource[] = all.length > 0 && found.length === 0 ? [unreadPart("memory", "EACCES", T.noRam)] : [];
  return { found, unread };
}

function isOnKmem(files: SentFiles, name: string): boolean {
  return files.link(`${DAX}/${name}/driver`)?.split("/").at(-1) === "kmem";
}

/** `…/region0/dax_region0/dax0.0` gives region0. */
function regionOf(path: string | null): string | null {
  return path?.split("/").findLast((part) => /^region\d+$/.test(part)) ?? null;
}

function rangeOf(files: SentFiles, folder: string): AddressRange | null {
  const [start, size] = ["resource", "size"].map((name) => files.text(`${folder}/${name}`) ?? "");
  if (!/^0x[0-9a-f]+$/.test(start ?? "") || !/^0x[0-9a-f]+$/.test(size ?? "")) return null;
  return { start: BigInt(start ?? 0), end: BigInt(start ?? 0) + BigInt(size ?? 0) - 1n };
}

function nodeOf(files: SentFiles, name: string): number | null {
  const text = files.text(`${DAX}/${name}/target_node`) ?? "";
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** Is any block of a node's memory online? What cannot be read may be. */
function onlineByNode(files: SentFiles): (node: number | null) => boolean {
  const known = new Map<number | null, boolean>();
  return (node) => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const folder = `/sys/devices/system/node/node${node}`;
    const states = files.names(folder).flatMap((block) => files.text(`${folder}/${block}/state`) ?? []);
    const isOnline = states.length === 0 || states.some((state) => state !== "offline");
    known.set(node, isOnline);
    return isOnline;
  };
}

/** All functions with memory that the kernel's CXL driver knows. */
function cards(files: SentFiles): readonly Bdf[] {
  const memories = files.names(CXL).filter((name) => /^mem\d+$/.test(name));
  return [...new Set(memories.flatMap((name) => functionOf(files.real(`${CXL}/${name}`)) ?? []))];
}

/** The functions that a dax device may be on, by its path: `…/region0/dax_region0/dax0.0`. */
export function functionsOfDax(files: SentFiles): (path: string | null) => readonly Bdf[] {
  const all = cards(files);
  let bare: readonly Bdf[] | null = null;
  // Of memory that firmware gives without a region it is not known which of the cards outside all regions has it.
  const outside = (): readonly Bdf[] => {
    const regions = files.names(CXL).filter((name) => /^region\d+$/.test(name));
    const inRegions = new Set<Bdf>();
    for (const each of new Set(regions.map((region) => functionsOf(files, region, all)))) {
      for (const bdf of each) inRegions.add(bdf);
    }
    return all.filter((bdf) => !inRegions.has(bdf));
  };
  return (path) => {
    const own = functionOf(path);
    const region = regionOf(path);
    if (own !== null) return [own];
    if (region !== null) return functionsOf(files, region, all);
    bare ??= outside();
    return bare;
  };
}

/**
 * The functions that a region is spread over: its targets are decoders of endpoints, and an endpoint hangs on a memory
 * device (`uport`). Where one of them is not told it may be any of the cards.
 */
function functionsOf(files: SentFiles, region: string, all: readonly Bdf[]): readonly Bdf[] {
  const names = files.names(`${CXL}/${region}`).filter((name) => /^target\d+$/.test(name));
  const found = names.map((name) => {
    const decoder = files.text(`${CXL}/${region}/${name}`) ?? "";
    const path = decoder === "" ? null : files.real(`${CXL}/${decoder}`);
    const endpoint = path?.split("/").findLast((part) => /^endpoint\d+$/.test(part));
    return functionOf(endpoint === undefined ? path : files.real(`${CXL}/${endpoint}/uport`));
  });
  const known = found.filter((bdf) => bdf !== null);
  return known.length > 0 && known.length === found.length ? [...new Set(known)] : all;
}
