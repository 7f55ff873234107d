/** What the interface remembers, in one small JSON file. Losing it must never stop anyone from working. */

import { join } from "node:path";
import { z } from "zod";
import type { Words } from "../../../shared/words/message.ts";
import { PROGRAM_WORDS as T } from "../../../shared/words/texts/program.ts";
import { systemReason } from "../../host/errors.ts";
import { LEFT_KEY } from "../../host/left-unread.ts";
import { readOwnFile, replaceOwnFile } from "../../host/places/own-file.ts";
import { claimFolder } from "../../host/places/own-folder.ts";
import { SETTINGS_FILE } from "../../host/places/places.ts";
import { FILE_VERSION, isLater } from "./file-version.ts";

const MAX_BYTES = 256 * 1024;
const Stored = z.record(z.string(), z.json());
export type SettingsMap = z.infer<typeof Stored>;

export interface Settings {
  get(): SettingsMap;
  /** Merges; null removes a key. */
  set(changes: SettingsMap): void;
  /** Called after each change, with what was set. */
  onChange(listener: (changes: SettingsMap) => void): void;
  /** Why they are forgotten when the program ends, a clause without a full stop; null when they are kept. */
  readonly problem: Words | null;
  /** The reason is a file of a later program, which stays as it is. */
  readonly isLater: boolean;
}

/** An empty map: the defaults are in force. That is so where there is no file, or none of ours, or no JSON in it. */
function stored(folder: string): SettingsMap {
  try {
    const parsed = Stored.safeParse(JSON.parse(readOwnFile(folder, SETTINGS_FILE)));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Of a later file the one thing that must not be forgotten: reading a function that is left unread may hang the machine. */
function valuesOf({ version: _, ...values }: SettingsMap, later: boolean): SettingsMap {
  const left = values[LEFT_KEY];
  if (!later) return values;
  return left === undefined ? {} : { [LEFT_KEY]: left };
}

/** @param directory null keeps the settings in memory only */
export function openSettings(directory: string | null): Settings {
  const claim = directory === null ? null : claimFolder(directory);
  const folder = claim !== null && "path" in claim ? claim.path : null;
  let problem: Words | null = claim !== null && "problem" in claim ? claim.problem : null;
  let later = false;
  const lookAtVersion = (file: SettingsMap): void => {
    later = isLater(file);
    if (later) problem = T.ofLaterVersion({ path: join(folder ?? "", SETTINGS_FILE) });
  };
  let values: SettingsMap = {};
  if (folder !== null) {
    const file = stored(folder);
    lookAtVersion(file);
    values = valuesOf(file, later);
  }
  const listeners: ((changes: SettingsMap) => void)[] = [];
  return {
    get: () => values,
    onChange(listener) {
      listeners.push(listener);
    },
    set({ version: _, ...changes }) {
      const next = { ...values };
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) delete next[key];
        else next[key] = value;
      }
      const text = JSON.stringify({ version: FILE_VERSION, ...next }, null, 2);
      if (text.length > MAX_BYTES) return;
      values = next;
      for (const listener of listeners) listener(changes);
      if (folder === null) return;
      // A later program may have run since this one was started.
      lookAtVersion(stored(folder));
      if (later) return;
      try {
        replaceOwnFile(folder, SETTINGS_FILE, text);
        problem = null;
      } catch (error) {
        problem = T.notWritable({ folder, reason: systemReason(error) });
      }
    },
    get problem() {
      return problem;
    },
    get isLater() {
      return later;
    },
  };
}
