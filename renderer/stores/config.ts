/** Configuration spaces of the functions that a person looks at, decoded once for each reading. */

import { useMemo } from "react";
import { type AllOnes, allOnesCause, witnessesOf } from "../../shared/machine/all-ones.ts";
import type { ConfigReading, FunctionInfo } from "../../shared/machine/facts.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { msixSizeOf } from "../../shared/operations/findings/limits-config.ts";
import type { ConfigSpace } from "../../shared/pci/config-space.ts";
import type { Words } from "../../shared/words/message.ts";
import { type DecodedConfig, decodeReading } from "../model/decoded-config.ts";
import { STORE_WORDS } from "../words/stores.ts";
import { noteReading } from "./changes.ts";
import { client } from "./connection.ts";
import {
  createReadings,
  knownNow,
  type Reading,
  useFreshReadings,
  useKnown,
  useReading,
  useReadingsOf,
} from "./readings.ts";

export const configReadings = createReadings<ConfigReading>({
  read: (host, bdf, wake) => client.call("config.read", { host, bdf, wake }),
  keeps: (reading) => reading.state === "read",
  onNext(host, fn, before, { value, at }) {
    if (before.state !== "read" || value.state !== "read") return;
    noteReading(host, fn, decodeReading(before, fn), decodeReading(value, fn), at);
  },
});

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
  | { readonly state: "unreadable"; readonly code: string; readonly message: Words }
  /** All bytes read ff: the function does not answer. */
  | { readonly state: "all-ones" }
  | { readonly state: "failed"; readonly message: Words };

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
        return { state: "unreadable", code: "EIO", message: STORE_WORDS.noBytes };
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

function spaceIn(reading: Reading<ConfigReading> | null): ConfigSpace | null {
  const value = reading?.answer?.value;
  if (value?.state !== "read" || reading === null) return null;
  try {
    return decodeReading(value, reading.fn).space;
  } catch {
    // The pane that shows the reading fails and says why; a row of the table need not fail with it.
    return null;
  }
}

/** The bytes that are known of the function; nobody is asked for them. */
export function useKnownSpace(fn: FunctionInfo): ConfigSpace | null {
  return spaceIn(useKnown(configReadings, fn));
}

/** The same at this moment, of any function of the shown machine, for whoever is drawn again when it matters. */
export function spaceKnownOf(fn: FunctionInfo): ConfigSpace | null {
  return spaceIn(knownNow(configReadings, fn));
}

/** Why a function answers ff, by the registers of what stands above it: those are read for it. */
export function useAllOnesCause(machine: Machine, fn: FunctionInfo): AllOnes {
  const witnesses = useMemo(() => witnessesOf(machine, fn), [machine, fn]);
  const readings = useReadingsOf(configReadings, witnesses);
  const spaces = new Map(witnesses.map(({ bdf }, at) => [bdf, spaceIn(readings[at] ?? null)]));
  return allOnesCause(machine, fn, ({ bdf }) => spaces.get(bdf) ?? null);
}

/** So many functions are read for a table of them; of more, their registers stay unread. */
const MOST_READ = 64;
const NO_FUNCTIONS: readonly FunctionInfo[] = [];

/** Sizes of the MSI-X tables of these functions, in their order; null = its registers were not read, or it has none. */
export function useMsixSizes(functions: readonly FunctionInfo[]): readonly (number | null)[] {
  const read = functions.length > MOST_READ ? NO_FUNCTIONS : functions;
  const readings = useFreshReadings(configReadings, read);
  const sizes = readings.map((reading) => (reading?.kept ? msixSizeOf(reading.kept.value) : null));
  const key = JSON.stringify(sizes);
  // The same list while nothing of it changed.
  return useMemo(() => JSON.parse(key) as readonly (number | null)[], [key]);
}
