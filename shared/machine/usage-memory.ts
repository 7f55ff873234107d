/** Memory of functions that is RAM of the system: CXL memory, virtio-mem, memory behind a BAR, that of GPUs. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { USAGE_MEMORY_WORDS as T } from "../words/texts/usage-disk.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";
import { AddressRanges } from "./address-ranges.ts";
import type { FunctionInfo } from "./facts.ts";
import type { Machine } from "./machine.ts";
import { isGivingDriver } from "./role.ts";
import type { MemoryFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageReason } from "./usage-reason.ts";

/** CXL memory devices (CXL 3.1 §8.1.12.1, class code 0502xx). */
const CXL_MEMORY = 0x0502;

export function memoryReasons({ memory }: UsageFacts, machine: Machine): Found[] {
  const found: Found[] = [];
  const told = new Set<string>();
  // Regions of which it is not told which cards they are on all have the same list of cards.
  const same = new Map<readonly Bdf[], Set<string>>();
  for (const { bdfs, name, node, isOnline, driver = "kmem" } of memory) {
    const key = `${node} ${isOnline}`;
    const before = same.get(bdfs) ?? new Set();
    if (before.has(key)) continue;
    same.set(bdfs, before.add(key));
    const text = isOnline
      ? node === null
        ? T.ram
        : T.ramOnNode({ node })
      : node === null
        ? T.mayBecome
        : T.mayBecomeOnNode({ node });
    const evidence = isOnline ? T.online({ name, driver }) : T.offline({ name, driver });
    for (const bdf of bdfs) {
      told.add(bdf);
      const short = isOnline ? RAM : MAYBE_RAM;
      found.push({
        bdf,
        reason: { kind: "memory", text, ...short, evidence, level: isOnline ? "protected" : "in use" },
      });
    }
  }
  const ranges = rangesOf(memory);
  const bringing = bringers(memory);
  for (const fn of machine.functions) {
    const why = told.has(fn.bdf) ? null : whyMemory(fn, ranges, bringing);
    if (why !== null) found.push({ bdf: fn.bdf, reason: { kind: "memory", ...why, level: "protected" } });
  }
  return found;
}

const RAM = { short: S.ram } as const;
const MAYBE_RAM = { short: S.maybe({ who: S.ram }), maybe: true } as const;

/** Why the memory of a function that no region names is system RAM, or may be; null where nothing says so. */
function whyMemory(
  fn: FunctionInfo,
  ranges: AddressRanges,
  bringing: ReadonlySet<string>,
): Pick<UsageReason, "text" | "short" | "maybe" | "evidence"> | null {
  const bar = ranges.isEmpty ? null : barIn(fn, ranges);
  if (bar !== null) {
    return { ...RAM, text: T.ram, evidence: T.ramAt({ address: bar, bdf: fn.bdf }) };
  }
  if (fn.driver !== null && bringing.has(fn.driver.toLowerCase())) {
    return { ...RAM, text: T.byDriver, evidence: T.ramOf({ driver: fn.driver }) };
  }
  if (isVirtioMem(fn)) {
    return { ...MAYBE_RAM, text: T.virtio, evidence: T.virtioEvidence({ bdf: fn.bdf, driver: fn.driver ?? "" }) };
  }
  if (fn.classCode !== null && fn.classCode >> 8 === CXL_MEMORY && fn.driver === null) {
    return { ...MAYBE_RAM, text: T.cxl, evidence: T.cxlEvidence({ bdf: fn.bdf }) };
  }
  return null;
}

/** virtio-mem (virtio 1.2, §5.15) that the host has: it may have no driver but that of its transport. */
function isVirtioMem({ vendor, device, driver }: FunctionInfo): boolean {
  return vendor === 0x1af4 && device === 0x1058 && driver !== null && !isGivingDriver(driver);
}

/** Drivers that have brought in RAM, which may lie in no BAR of theirs; the kernel writes them as it likes. */
function bringers(memory: readonly MemoryFacts[]): ReadonlySet<string> {
  return new Set(
    memory.flatMap(({ bdfs, driver }) => (driver === undefined || bdfs.length > 0 ? [] : driver.toLowerCase())),
  );
}

function rangesOf(memory: readonly MemoryFacts[]): AddressRanges {
  return new AddressRanges(
    memory.flatMap(({ range }) => (range ? [{ start: BigInt(range.start), end: BigInt(range.end) }] : [])),
  );
}

/** BARs of a function: lines 0 to 5 of `resource`. */
const BARS = 6;
/** IORESOURCE_MEM (include/linux/ioport.h) */
const MEMORY = 0x200n;

/** The start of the first BAR that holds RAM of the system; null = none does. */
export function barIn(fn: FunctionInfo, ranges: AddressRanges): string | null {
  for (const { start, end, flags } of fn.resources.slice(0, BARS)) {
    if ((BigInt(flags) & MEMORY) === 0n) continue;
    const [low, high] = [BigInt(start), BigInt(end)];
    if (high > low && ranges.meets({ start: low, end: high })) return start;
  }
  return null;
}
