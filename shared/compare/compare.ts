/** Compares two machines, or one at two moments: function by function, facts and registers. Pure. */

import type { ConfigReading, FunctionInfo } from "../machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../machine/kernel-view.ts";
import type { Machine } from "../machine/machine.ts";
import { functionName } from "../machine/names.ts";
import type { Bdf } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { type InParts, within } from "../pci/parts.ts";
import type { Comparison, Difference, FunctionComparison } from "./comparison.ts";
import { differingFacts, differingMachineFacts, type FactPair, isOfKernel } from "./facts.ts";
import { type Pair, pairsInParts } from "./pairs.ts";
import { differingRegisters, type FieldPair, serialOf } from "./registers.ts";

export interface ComparedMachine {
  /** What people call it. */
  readonly name: string;
  readonly machine: Machine;
  /** Undefined = it was not read. */
  readonly configOf: (bdf: Bdf) => ConfigReading | undefined;
}

/** As much of it is answered; all is counted. */
export interface Limits {
  readonly functions: number;
  /** Differences of each function. */
  readonly each: number;
}

type Two<T> = readonly [T, T];

/** Compares part by part, a function each. */
export function* compareInParts(here: ComparedMachine, there: ComparedMachine, limits: Limits): InParts<Comparison> {
  const sides = [here, there] as const;
  const serials = [yield* within(0, 0.1, serialsOf(here)), yield* within(0.1, 0.2, serialsOf(there))] as const;
  const cards = [
    { machine: here.machine, serials: serials[0] },
    { machine: there.machine, serials: serials[1] },
  ] as const;
  const pairs = yield* within(0.2, 0.2, pairsInParts(...cards));
  const counts = { compared: 0, differ: 0, moved: 0, otherCard: 0, volatile: 0, bytesOnce: 0 };
  const only: [number, number] = [0, 0];
  const onlyKnown: [number, number] = [0, 0];
  const [differing, quiet] = [new FirstFew(limits.functions), new FirstFew(limits.functions)];
  for (const [index, pair] of pairs.entries()) {
    yield 0.2 + (0.8 * index) / pairs.length;
    const { compared, known, bytes } = comparePair(pair, sides, limits.each);
    const { place, differ, volatile } = compared;
    if (place === "here only") only[0] += 1;
    else if (place === "there only") only[1] += 1;
    else {
      counts.compared += 1;
      counts.differ += Number(place !== "same" || differ > 0);
      counts.moved += Number(place === "moved");
      counts.otherCard += Number(place === "other card");
      counts.volatile += volatile;
      counts.bytesOnce += Number(bytes[0] !== bytes[1]);
      onlyKnown[0] += known[0];
      onlyKnown[1] += known[1];
    }
    if (place !== "same" || differ > 0) differing.add(compared);
    else if (volatile > 0) quiet.add(compared);
  }
  const functions = [...differing.first, ...quiet.first].slice(0, limits.functions);
  const quietShown = functions.length - differing.first.length;
  return {
    names: distinct(here.name, there.name),
    listsAll: [isOfKernel(here.machine.snapshot), isOfKernel(there.machine.snapshot)],
    machine: differingMachineFacts([here.machine.snapshot, there.machine.snapshot]).flatMap(differenceOf),
    functions,
    more: differing.count - differing.first.length,
    moreVolatile: quiet.count - quietShown,
    counts: { ...counts, only, onlyKnown },
  };
}

/** The first of many, and how many they are. */
class FirstFew {
  readonly first: FunctionComparison[] = [];
  count = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(compared: FunctionComparison): void {
    this.count += 1;
    if (this.first.length < this.most) this.first.push(compared);
  }
}

function distinct(here: string, there: string): [string, string] {
  return here === there ? [`${here} (1)`, `${there} (2)`] : [here, there];
}

/** Its bytes; null where they were not read, or are those of nobody. */
function spaceOf({ configOf }: ComparedMachine, { bdf }: FunctionInfo): ConfigSpace | null {
  const reading = configOf(bdf);
  const space = reading === undefined ? null : configSpaceOf(reading);
  return space === null || space.length === 0 || space.readsAllOnes ? null : space;
}

function* serialsOf(side: ComparedMachine): InParts<ReadonlyMap<Bdf, string>> {
  const serials = new Map<Bdf, string>();
  const { functions } = side.machine;
  for (const [index, fn] of functions.entries()) {
    yield index / functions.length;
    const space = fn.physfn === null ? spaceOf(side, fn) : null;
    const serial = space === null ? null : serialOf(space);
    if (serial !== null) serials.set(fn.bdf, serial);
  }
  return serials;
}

function differenceOf(pair: FactPair | FieldPair): Difference[] {
  const [a, b] = pair.values;
  if (a === null || b === null) return [];
  const { name, volatile } = pair;
  const own =
    "fromText" in pair ? { offset: null, path: null, fromText: pair.fromText } : { ...pair, fromText: NEITHER };
  return [{ name, values: [a, b], offset: own.offset, path: own.path, volatile, fromText: own.fromText }];
}
const NEITHER = [false, false] as const;

interface ComparedPair {
  readonly compared: FunctionComparison;
  /** Facts and fields that one of the two alone knows. */
  readonly known: Two<number>;
  /** Which of the two have bytes. */
  readonly bytes: Two<boolean>;
}

function comparePair({ place, functions }: Pair, sides: Two<ComparedMachine>, each: number): ComparedPair {
  const [a, b] = functions;
  const spaces = [a && spaceOf(sides[0], a), b && spaceOf(sides[1], b)] as const;
  const pairs: (FactPair | FieldPair)[] = [];
  if (a !== null && b !== null) {
    pairs.push(...differingFacts([a, b], [sides[0].machine, sides[1].machine]));
    // The registers of two kinds of cards have nothing to do with each other.
    if (place !== "other card" && spaces[0] !== null && spaces[1] !== null) {
      const both = [
        { space: spaces[0], kernel: kernelViewOf(a) },
        { space: spaces[1], kernel: kernelViewOf(b) },
      ] as const;
      pairs.push(...differingRegisters(both));
    }
  }
  const all = pairs.flatMap(differenceOf);
  const differing = all.filter(({ volatile }) => !volatile);
  const rest = all.filter(({ volatile }) => volatile);
  const known = (side: 0 | 1) =>
    pairs.filter(({ values }) => values[side] !== null && values[side === 0 ? 1 : 0] === null).length;
  const unknown = (side: 0 | 1) =>
    pairs.flatMap((pair) => ("always" in pair && pair.always && pair.values[side] === null ? pair.name : []));
  const shown = (fn: FunctionInfo | null) => fn && { bdf: fn.bdf, name: functionName(fn) };
  const compared: FunctionComparison = {
    place,
    functions: [shown(a), shown(b)],
    differences: [...differing, ...rest].slice(0, each),
    differ: differing.length,
    volatile: rest.length,
    unknown: [unknown(0), unknown(1)],
  };
  return { compared, known: [known(0), known(1)], bytes: [spaces[0] !== null, spaces[1] !== null] };
}
