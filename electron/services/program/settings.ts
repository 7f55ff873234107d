/** What the interface remembers, in one small JSON file. Losing it must never stop anyone from working. */
import { z } from "zod";
import { errorText } from "../../../shared/error-text.ts";
import { errorCode } from "../../host/errors.ts";
import { readOwnFile, replaceOwnFile } from "../../host/places/own-file.ts";
import { claimFolder } from "../../host/places/own-folder.ts";
import { SETTINGS_FILE } from "../../host/places/places.ts";

const MAX_BYTES = 256 * 1024;
const Stored = z.record(z.string(), z.json());
export type SettingsMap = z.infer<typeof Stored>;

export interface Settings {
  get(): SettingsMap;
  /** Merges; null removes a key. */
  set(changes: SettingsMap): void;
  /** Why they are forgotten when the program ends, in words without a full stop; null when they are kept. */
  readonly problem: string | null;
}

/** @param directory null keeps the settings in memory only */
export function openSettings(directory: string | null): Settings {
  const claim = directory === null ? null : claimFolder(directory);
  const folder = claim !== null && "path" in claim ? claim.path : null;
  let problem = claim !== null && "problem" in claim ? claim.problem : null;
  let values: SettingsMap = {};
  if (folder !== null) {
    try {
      const parsed = Stored.safeParse(JSON.parse(readOwnFile(folder, SETTINGS_FILE)));
      if (parsed.success) values = parsed.data;
    } catch {
      // No file yet, or none of ours, or no JSON: the defaults are in force, and the next change puts a new one there.
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
      if (folder === null) return;
      try {
        replaceOwnFile(folder, SETTINGS_FILE, text);
        problem = null;
      } catch (error) {
        problem = `${folder} could not be written (${errorCode(error)}: ${errorText(error)})`;
      }
    },
    get problem() {
      return problem;
    },
  };
}
