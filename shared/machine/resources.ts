/** A function's address ranges in words: what each line of the kernel's `resource` file stands for. */

import { formatSize } from "../pci/sriov.ts";
import { names } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { RESOURCE_WORDS } from "../words/texts/resources.ts";
import type { FunctionFacts, ResourceFacts } from "./facts.ts";

/** IORESOURCE_* flags (include/linux/ioport.h). */
const IO = 0x100n;
const MEMORY = 0x200n;
const PREFETCH = 0x2000n;
const READ_ONLY = 0x4000n;
const MEMORY_64 = 0x100000n;
const DISABLED = 0x10000000n;
const UNSET = 0x20000000n;

/** Lines of the file on a kernel with CONFIG_PCI_IOV and without (include/linux/pci.h). */
const ROM = 6;
const FIRST_VF_BAR = 7;
const WINDOWS_WITH_IOV = 13;
const WINDOWS_WITHOUT_IOV = 7;
const BRIDGE_LINES_WITHOUT_IOV = 11;

export interface ResourceView {
  /** Line of the `resource` file. */
  readonly index: number;
  readonly kind: "bar" | "rom" | "vf-bar" | "window";
  /** `BAR 0`, `A BAR` where its number is not known, `Expansion ROM`, `VF BAR 0`, `Memory window`. */
  readonly name: Words;
  readonly start: bigint;
  readonly end: bigint;
  /** Bytes; null where only the address is known, as in a dump. */
  readonly size: bigint | null;
  /** `Memory, 64-bit, prefetchable`. */
  readonly type: Words;
  /** false = the kernel has no place for it. */
  readonly placed: boolean;
  /** `600de000000–600dfffffff`, or `no address`. */
  readonly addressText: Words;
  /** `32M`; empty when not known. */
  readonly sizeText: string;
}

const WINDOW_NAMES = [RESOURCE_WORDS.ioWindow, RESOURCE_WORDS.memoryWindow, RESOURCE_WORDS.prefetchableWindow] as const;

/** The ranges that exist, in the kernel's order. A line that is all zero is a range that the function does not have. */
export function describeResources(fn: FunctionFacts): ResourceView[] {
  const windows = fn.resources.length === BRIDGE_LINES_WITHOUT_IOV ? WINDOWS_WITHOUT_IOV : WINDOWS_WITH_IOV;
  return fn.resources.flatMap((facts, index) => {
    const view = resourceView(facts, index, windows);
    if (view === null) return [];
    return [fn.fromText?.barsInOrder && view.kind === "bar" ? { ...view, name: RESOURCE_WORDS.someBar } : view];
  });
}

function naming(index: number, windows: number): { kind: ResourceView["kind"]; name: Words } {
  if (index < ROM) return { kind: "bar", name: RESOURCE_WORDS.bar({ bar: String(index) }) };
  if (index === ROM) return { kind: "rom", name: RESOURCE_WORDS.rom };
  if (index >= windows) {
    const number = index - windows;
    return { kind: "window", name: WINDOW_NAMES[number] ?? RESOURCE_WORDS.window({ number: String(number) }) };
  }
  return { kind: "vf-bar", name: RESOURCE_WORDS.vfBar({ bar: String(index - FIRST_VF_BAR) }) };
}

function resourceView(facts: ResourceFacts, index: number, windows: number): ResourceView | null {
  const start = BigInt(facts.start);
  const end = BigInt(facts.end);
  const flags = BigInt(facts.flags);
  if (start === 0n && end === 0n) return null;
  const placed = (flags & UNSET) === 0n && (start !== 0n || (flags & IO) !== 0n);
  const size = end > start ? end - start + 1n : null;
  const last = size === null ? "" : `–${end.toString(16)}`;
  return {
    index,
    ...naming(index, windows),
    start,
    end,
    size,
    type: typeText(flags),
    placed,
    addressText: placed ? `${start.toString(16)}${last}` : RESOURCE_WORDS.noAddress,
    sizeText: size === null ? "" : formatSize(size),
  };
}

function typeText(flags: bigint): Words {
  const words: Words[] = [];
  if (flags & IO) words.push(RESOURCE_WORDS.io);
  else if (flags & MEMORY)
    words.push(RESOURCE_WORDS.memory, flags & MEMORY_64 ? RESOURCE_WORDS.bits64 : RESOURCE_WORDS.bits32);
  else words.push(RESOURCE_WORDS.unknownType);
  if (flags & MEMORY) words.push(flags & PREFETCH ? RESOURCE_WORDS.prefetchable : RESOURCE_WORDS.nonPrefetchable);
  if (flags & READ_ONLY) words.push(RESOURCE_WORDS.readOnly);
  if (flags & DISABLED) words.push(RESOURCE_WORDS.disabled);
  return names(words);
}
