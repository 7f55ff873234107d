/** Configuration spaces of the functions that a person looks at, decoded once for each reading. */
import type { ConfigReading, FunctionInfo } from "../../shared/machine/facts.ts";
import { type DecodedConfig, decodeReading } from "../model/decoded-config.ts";
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
