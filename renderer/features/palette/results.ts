/** What the command palette lists for what was typed: pure. */

import { shownInterfaces } from "../../../shared/machine/columns.ts";
import { describeFunction } from "../../../shared/machine/describe.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { functionName } from "../../../shared/machine/names.ts";
import { functionMatches, parseQuery } from "../../../shared/machine/search.ts";
import { parseBdf, shortBdf } from "../../../shared/pci/bdf.ts";
import { phrase } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { say } from "../../../shared/words/say.ts";
import { type Command, SECTION_TITLES } from "../../actions/commands.ts";
import { usedByNow } from "../../stores/used-by.ts";
import { focusFunction } from "../../stores/view.ts";

import { PALETTE_WORDS } from "../../words/palette.ts";

export interface PaletteEntry {
  readonly id: string;
  readonly title: Words;
  readonly hint: Words | null;
  readonly keys: string | null;
  /** A function: its address stands before the title. */
  readonly address: string | null;
  run(): void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly title: Words;
  readonly items: readonly PaletteEntry[];
}

/** More than a person reads; the search field of the table shows all. */
const MAX_FUNCTIONS = 40;
const MAX_RECENT = 5;
const SECTIONS: readonly Command["section"][] = ["selection", "machine", "view", "help"];
/** What is typed is looked for in each, whichever the page is in. */
const LANGUAGES = ["en", "zh"] as const;

function commandEntry(command: Command): PaletteEntry {
  const { id, title, hint = null, keys = null } = command;
  return { id, title, hint, keys, address: null, run: () => command.run() };
}

function functionEntry(machine: Machine, fn: FunctionInfo): PaletteEntry {
  const interfaces = shownInterfaces(machine, fn);
  return {
    id: `fn:${fn.bdf}`,
    title: functionName(fn),
    hint: phrase(describeFunction(machine, fn), ...(interfaces === "" ? [] : ["·", interfaces])),
    keys: null,
    address: shortBdf(fn.bdf),
    run: () => focusFunction(fn.bdf),
  };
}

function inAll(words: Words): string[] {
  return LANGUAGES.map((language) => say(language, words).toLowerCase());
}

/** Lower is better: at the start of the title, of a word in it, within it, or elsewhere. */
function rankOf(title: string, word: string): number {
  if (title.startsWith(word)) return 0;
  return title.includes(` ${word}`) ? 1 : title.includes(word) ? 2 : 3;
}

function matchingCommands(commands: readonly Command[], words: readonly string[]): readonly PaletteEntry[] {
  const [first = ""] = words;
  const rated: { readonly entry: PaletteEntry; readonly rank: number }[] = [];
  for (const command of commands) {
    const titles = inAll(command.title);
    const others = [...inAll(command.hint ?? ""), ...inAll(SECTION_TITLES[command.section])];
    const all = [...titles, command.words ?? "", ...others].join("\n").toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    rated.push({ entry: commandEntry(command), rank: Math.min(...titles.map((title) => rankOf(title, first))) });
  }
  return rated.sort((a, b) => a.rank - b.rank).map((each) => each.entry);
}

/** Best first: the address that was typed, addresses that begin so, then the others by address. */
function matchingFunctions(machine: Machine, text: string): readonly PaletteEntry[] {
  const typed = text.trim().toLowerCase();
  const exact = parseBdf(typed);
  const query = parseQuery(text);
  const view = { machine, usedBy: usedByNow(machine) };
  const found: { readonly fn: FunctionInfo; readonly rank: number }[] = [];
  for (const fn of machine.functions) {
    if (!functionMatches(view, fn, query) && fn.bdf !== exact) continue;
    const begins = fn.bdf.startsWith(typed) || shortBdf(fn.bdf).startsWith(typed);
    found.push({ fn, rank: fn.bdf === exact ? 0 : begins ? 1 : 2 });
  }
  found.sort((a, b) => a.rank - b.rank);
  return found.slice(0, MAX_FUNCTIONS).map(({ fn }) => functionEntry(machine, fn));
}

function recentEntries(
  recent: readonly string[],
  commands: readonly Command[],
  machine: Machine | null,
): readonly PaletteEntry[] {
  const entries: PaletteEntry[] = [];
  for (const id of recent) {
    const command = commands.find((each) => each.id === id);
    const fn = machine?.functions.find((each) => `fn:${each.bdf}` === id);
    if (command) entries.push(commandEntry(command));
    else if (fn && machine) entries.push(functionEntry(machine, fn));
    if (entries.length === MAX_RECENT) break;
  }
  return entries;
}

/** Groups without entries are left out. */
export function paletteGroups(
  text: string,
  commands: readonly Command[],
  machine: Machine | null,
  recent: readonly string[],
  fields: readonly PaletteEntry[] = [],
): readonly PaletteGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    const groups = SECTIONS.map((section) => ({
      id: section,
      title: SECTION_TITLES[section],
      items: commands.filter((command) => command.section === section).map(commandEntry),
    }));
    const last = recentEntries(recent, commands, machine);
    const shown = new Set(last.map((entry) => entry.id));
    const rest = groups.map(({ items, ...group }) => ({
      ...group,
      items: items.filter((item) => !shown.has(item.id)),
    }));
    return [{ id: "recent", title: PALETTE_WORDS.recent, items: last }, ...rest].filter(
      (group) => group.items.length > 0,
    );
  }
  const actions = { id: "actions", title: PALETTE_WORDS.actions, items: matchingCommands(commands, words) };
  const found = machine === null ? [] : matchingFunctions(machine, text);
  const functions = { id: "functions", title: PALETTE_WORDS.functions, items: found };
  // Hexadecimal with a colon or a dot is an address, not the beginning of a command.
  const order = /^[0-9a-f]*[:.][0-9a-f:.]*$/i.test(text.trim()) ? [functions, actions] : [actions, functions];
  return [...order, { id: "fields", title: PALETTE_WORDS.fields, items: fields }].filter(
    (group) => group.items.length > 0,
  );
}
