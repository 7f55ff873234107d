/** What the interface remembers, in one small JSON file. Losing it must never stop anyone from working. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { privateDirectory } from "./user-paths.ts";

const MAX_BYTES = 256 * 1024;
const Stored = z.record(z.string(), z.json());
export type SettingsMap = z.infer<typeof Stored>;

export interface Settings {
  get(): SettingsMap;
  /** Merges; null removes a key. */
  set(changes: SettingsMap): void;
}

/** @param directory null keeps the settings in memory only */
export function openSettings(directory: string | null): Settings {
  const folder = directory === null ? null : privateDirectory(directory);
  const file = folder === null ? null : join(folder, "settings.json");
  let values: SettingsMap = {};
  if (file !== null) {
    try {
      const parsed = Stored.safeParse(JSON.parse(readFileSync(file, "utf8")));
      if (parsed.success) values = parsed.data;
    } catch {
      // No file yet, or one that is no JSON: start with the defaults, the next change writes it anew.
    }
  }
  return {
    get: () => values,
    set(changes) {
      const next = { ...values };
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) delete next[key];
        else next[key] = value;
      }
      const text = JSON.stringify(next, null, 2);
      if (text.length > MAX_BYTES) return;
      values = next;
      if (file === null) return;
      try {
        writeFileSync(`${file}.new`, text, { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // A full or read-only disk: the settings live on until the program ends.
      }
    },
  };
}
