/** Configuration spaces of the functions that a person looks at, decoded once for each reading. */
import type { ConfigReading, FunctionInfo } from "../../shared/machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../../shared/machine/kernel-view.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { capabilityChains, type DecodedSpace, decodeSpace, functionContext } from "../../shared/pci/decode.ts";
import { indexRanges, type RangeIndex } from "../../shared/pci/ranges.ts";
import type { ChainEnd } from "../../shared/pci/walk.ts";
import { noteReading } from "./changes.ts";
import { client } from "./connection.ts";
import { createReadings, type Reading, useReading } from "./readings.ts";

export const configReadings = createReadings<ConfigReading>({
  read: (host, bdf, wake) => client.call("config.read", { host, bdf, wake }),
  keeps: (reading) => reading.state === "read",
  onNext(host, fn, before, { value, at }) {
    if (before.state !== "read" || value.state !== "read") return;
    noteReading(host, fn, decodeReading(before, fn), decodeReading(value, fn), at);
  },
});

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

/** The face that a tab about configuration space shows. */
export type ConfigView =
  | { readonly state: "loading" }
  | {
      readonly state: "decoded";
      readonly config: DecodedConfig;
      /** Milliseconds since 1970. */
      readonly at: number;
      /** Set when these bytes are from earlier, and why no newer ones are shown. */
      readonly stale: "asleep" | "gone" | "failed" | null;
    }
  | { readonly state: "asleep" }
  | { readonly state: "gone" }
  | { readonly state: "unreadable"; readonly code: string; readonly message: string }
  /** All bytes read ff: the function does not answer. */
  | { readonly state: "all-ones" }
  | { readonly state: "failed"; readonly message: string };

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

function ofKept(reading: Reading<ConfigReading>, stale: "asleep" | "gone" | "failed"): ConfigView | null {
  const { kept } = reading;
  if (kept?.value.state !== "read") return null;
  return { state: "decoded", config: decodeReading(kept.value, reading.fn), at: kept.at, stale };
}

/** What to show of a reading. Bytes from earlier stay on screen when the function has gone to sleep or left. */
export function configViewOf(reading: Reading<ConfigReading> | null): ConfigView {
  if (reading === null) return { state: "loading" };
  if (reading.error !== null) return ofKept(reading, "failed") ?? { state: "failed", message: reading.error };
  const { answer } = reading;
  if (answer === null) return { state: "loading" };
  const { value } = answer;
  switch (value.state) {
    case "asleep":
    case "gone":
      return ofKept(reading, value.state) ?? { state: value.state };
    case "unreadable":
      return { state: "unreadable", code: value.problem.code, message: value.problem.message };
    case "read": {
      const config = decodeReading(value, reading.fn);
      if (config.space.length === 0) {
        return { state: "unreadable", code: "EIO", message: "The read gave no bytes." };
      }
      if (config.space.readsAllOnes) return { state: "all-ones" };
      return { state: "decoded", config, at: answer.at, stale: null };
    }
  }
}

/** The decoded configuration space of the shown machine's function, read when needed. */
export function useConfig(fn: FunctionInfo): ConfigView {
  return configViewOf(useReading(configReadings, fn));
}
