/** What the command line leaves unread: by the user's settings, as the window does, and by `--skip`. */
import { join } from "node:path";
import { LEFT_KEY, type LeftRule, LeftUnread } from "../host/left-unread.ts";
import { readOwnFile } from "../host/places/own-file.ts";
import { SETTINGS_FILE } from "../host/places/places.ts";
import { refuse } from "./language.ts";
import type { ProgramPlace, ShowOptions } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

/** @returns null where nothing is */
export async function leftOf(
  { host, from, sysfsRoot, skip = [] }: Pick<ShowOptions, "host" | "from" | "sysfsRoot" | "skip">,
  { settings }: ProgramPlace,
): Promise<LeftUnread | null> {
  // A file, and a tree of files, are no machine that a user could have chosen for.
  const isAsked = settings !== undefined && from === undefined && sysfsRoot === undefined;
  const kept = isAsked ? await keptOf(host, settings, skip.length > 0) : [];
  const rules = [...kept, ...skip.map((bdf) => ({ bdf, card: null }))];
  return rules.length === 0 ? null : new LeftUnread(rules);
}

/**
 * Most users leave nothing unread: what reads settings takes its time to load.
 * @param isTold the command line names what is to be left unread
 * @throws Error with one sentence where it is not known what is: to read that may hang the machine
 */
async function keptOf(host: string, folder: string, isTold: boolean): Promise<readonly LeftRule[]> {
  let text = "";
  try {
    text = readOwnFile(folder, SETTINGS_FILE);
  } catch {
    // No file, or none of ours: then nothing is chosen in the window either.
  }
  if (!text.includes(LEFT_KEY)) return [];
  const { isLeftUnknown, leftStore } = await import("../services/program/left-store.ts");
  const { openSettings } = await import("../services/program/settings.ts");
  const opened = openSettings(folder);
  if (isLeftUnknown(opened) && !isTold) {
    const file = join(folder, SETTINGS_FILE);
    refuse(CLI_WORDS.unreadUnknown({ file }));
  }
  return leftStore(opened, []).of(host);
}
