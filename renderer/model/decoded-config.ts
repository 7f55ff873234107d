/** A reading of configuration space, decoded once for the function it was read of. Pure. */
import type { ConfigReading, FunctionInfo } from "../../shared/machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../../shared/machine/kernel-view.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { capabilityChains, type DecodedSpace, decodeSpace, functionContext } from "../../shared/pci/decode.ts";
import { indexRanges, type RangeIndex } from "../../shared/pci/ranges.ts";
import type { ChainEnd } from "../../shared/pci/walk.ts";

/** A list of capabilities that could not be followed to its end. */
export interface OpenEnd {
  readonly space: "standard" | "extended";
  readonly reason: ChainEnd;
  /** Where the next capability would have been. */
  readonly at: number;
}

export interface DecodedConfig {
  readonly space: ConfigSpace;
  /** Bytes that the space has in all, known or not. */
  readonly size: number;
  readonly decoded: DecodedSpace;
  readonly ranges: RangeIndex;
  readonly openEnds: readonly OpenEnd[];
}

type ReadBytes = Extract<ConfigReading, { readonly state: "read" }>;

const HEADER_SIZE = 64;
const STANDARD_SIZE = 256;
const EXTENDED_SIZE = 4096;

function openEndsOf(space: ConfigSpace, size: number, fn: FunctionInfo): OpenEnd[] {
  const { standard, extended } = capabilityChains(functionContext(space, kernelViewOf(fn)));
  const ends: OpenEnd[] = [];
  if (standard.end !== null) ends.push({ space: "standard", ...standard.end });
  // Without extended space there is no list that could have been cut.
  if (extended.end !== null && extended.end.at < size) ends.push({ space: "extended", ...extended.end });
  return ends;
}

/** 256 or 4096 even where a dump does not say: bytes beyond the last known one are unknown, not absent. */
function sizeOf(reading: ReadBytes, space: ConfigSpace): number {
  if (reading.size !== null && reading.size > 0) return Math.min(EXTENDED_SIZE, Math.max(reading.size, HEADER_SIZE));
  return space.length > STANDARD_SIZE ? EXTENDED_SIZE : STANDARD_SIZE;
}

const cache = new WeakMap<ReadBytes, DecodedConfig>();

/** Decodes the bytes of a reading for this function, once. */
export function decodeReading(reading: ReadBytes, fn: FunctionInfo): DecodedConfig {
  const known = cache.get(reading);
  if (known) return known;
  const space = configSpaceOf(reading) ?? ConfigSpace.empty;
  const size = sizeOf(reading, space);
  const decoded = decodeSpace(space, kernelViewOf(fn));
  const config = { space, size, decoded, ranges: indexRanges(decoded), openEnds: openEndsOf(space, size, fn) };
  cache.set(reading, config);
  return config;
}
