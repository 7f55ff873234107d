/** Address ranges of a text put beside those that the registers gave, as lines of the kernel's `resource` file. Pure. */
import type { TextRegion } from "../pasted/text-facts.ts";
import type { Message } from "../words/message.ts";
import { FROM_TEXT_WORDS as T } from "../words/texts/from-text.ts";
import { IO, MEMORY, MEMORY_64, NOTHING, PREFETCH, READ_ONLY } from "./config-resources.ts";
import type { ResourceFacts } from "./facts.ts";

/** IORESOURCE_UNSET: there is no place for it. */
const UNSET = 0x20000000;
const BARS = 6;
const ROM = 6;
const FIRST_WINDOW = 13;
const LINES = 13;
const LINES_OF_BRIDGE = 17;

export interface TextResources {
  readonly resources: readonly ResourceFacts[];
  /** Something of it is out of the text. */
  readonly isTaken: boolean;
  /** BARs stand in their order, whose numbers the text does not have. */
  readonly inOrder: boolean;
  /** Clauses on what registers and text say differently. */
  readonly denied: readonly Message[];
}

function flagsOf({ index, kind, is64, isPrefetchable, start }: TextRegion): number {
  const place = start === null ? UNSET : 0;
  if (kind === "io") return IO | place;
  const rom = index === ROM ? READ_ONLY | PREFETCH : 0;
  return MEMORY | rom | (is64 ? MEMORY_64 : 0) | (isPrefetchable ? PREFETCH : 0) | place;
}

const hex = (value: bigint) => `0x${value.toString(16)}`;

/** A range without a size ends where it starts; one with neither size nor place cannot be told from none. */
function lineOf(region: TextRegion): ResourceFacts {
  const start = region.start ?? 0n;
  const end = region.size === null || region.size === 0n ? start : start + region.size - 1n;
  return { start: hex(start), end: hex(end), flags: hex(BigInt(flagsOf(region))) };
}

const isEmpty = ({ start, end }: ResourceFacts) => BigInt(start) === 0n && BigInt(end) === 0n;

/** Where a BAR without its number stands: at its address, else behind the last where the registers have none at all. */
function indexOf(region: TextRegion, lines: readonly ResourceFacts[], hasBars: boolean, next: number): number | null {
  if (region.index !== null) return region.index;
  const found = lines.findIndex((line, index) => index < BARS && !isEmpty(line) && BigInt(line.start) === region.start);
  if (found >= 0) return found;
  return hasBars || next >= BARS ? null : next;
}

/** Has it an address that a register can have? What has none cannot be found among them, nor what only the kernel keeps. */
function isPlaced({ start, isVirtual }: TextRegion): boolean {
  return start !== null && start !== 0n && !isVirtual;
}

/** Is it at another place by its register? What only the kernel keeps need not be there. */
function isDenied(line: ResourceFacts, { start, isVirtual }: TextRegion): boolean {
  return !isEmpty(line) && start !== null && !isVirtual && BigInt(line.start) !== start;
}

function denial(index: number, line: ResourceFacts, { start }: TextRegion): Message {
  return T.rangeDiffers({ index, bytes: BigInt(line.start).toString(16), text: start?.toString(16) ?? "" });
}

/** A range that the registers do not have is the text's; one whose end they do not know gets it. null = nothing is added. */
function filledBy(line: ResourceFacts, region: TextRegion): ResourceFacts | null {
  const told = lineOf(region);
  if (isEmpty(line)) return isEmpty(told) ? null : told;
  const start = BigInt(line.start);
  if (region.size === null || region.size === 0n || BigInt(line.end) !== start) return null;
  if (region.start !== null && region.start !== start) return null;
  return { ...line, end: hex(start + region.size - 1n) };
}

/** @param known what the registers gave; empty where there are none */
export function withRegions(known: readonly ResourceFacts[], regions: readonly TextRegion[]): TextResources {
  const isBridge = regions.some(({ index }) => index !== null && index >= FIRST_WINDOW);
  const length = Math.max(known.length, isBridge ? LINES_OF_BRIDGE : LINES);
  const lines = Array.from({ length }, (_, index) => known[index] ?? NOTHING);
  const denied: Message[] = [];
  let isTaken = false;
  let inOrder = false;
  let next = 0;
  const hasBars = known.slice(0, BARS).some((line) => !isEmpty(line));
  for (const region of regions) {
    const index = indexOf(region, lines, hasBars, next);
    if (index === null) {
      if (hasBars && isPlaced(region)) denied.push(T.addressInNoRegister({ text: region.start?.toString(16) ?? "" }));
      continue;
    }
    if (region.index === null && !hasBars) inOrder = true;
    if (index < BARS) next = index + (region.is64 ? 2 : 1);
    const line = lines[index] ?? NOTHING;
    if (isDenied(line, region)) denied.push(denial(index, line, region));
    const filled = filledBy(line, region);
    if (filled === null) continue;
    lines[index] = filled;
    isTaken = true;
  }
  return { resources: isTaken ? lines : known, isTaken, inOrder: inOrder && isTaken, denied };
}
