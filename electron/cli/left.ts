/** What the command line leaves unread: by the user's settings, as the window does, and by `--skip`. */
import { LEFT_KEY, type LeftRule, LeftUnread } from "../host/left-unread.ts";
import { readOwnFile } from "../host/places/own-file.ts";
import { SETTINGS_FILE } from "../host/places/places.ts";
import type { ProgramPlace, ShowOptions } from "./show-options.ts";

/** @returns null where nothing is */
export async function leftOf(
  { host, from, sysfsRoot, skip = [] }: Pick<ShowOptions, "host" | "from" | "sysfsRoot" | "skip">,
  { settings }: ProgramPlace,
): Promise<LeftUnread | null> {
  // A file, and a tree of files, are no machine that a user could have chosen for.
  const kept =
    settings === undefined || from !== undefined || sysfsRoot !== undefined ? [] : await keptOf(host, settings);
  const rules = [...kept, ...skip.map((bdf) => ({ bdf, card: null }))];
  return rules.length === 0 ? null : new LeftUnread(rules);
}

/** Most users leave nothing unread: what reads settings takes its time to load. */
async function keptOf(host: string, folder: string): Promise<readonly LeftRule[]> {
  let text = "";
  try {
    text = readOwnFile(folder, SETTINGS_FILE);
  } catch {
    // No file, or none of ours: then nothing is chosen in the window either.
  }
  if (!text.includes(LEFT_KEY)) return [];
  const { leftStore } = await import("../services/program/left-store.ts");
  const { openSettings } = await import("../services/program/settings.ts");
  return leftStore(openSettings(folder), []).of(host);
}
