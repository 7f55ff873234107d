/** What the command palette lists for what was typed: pure. */

import { shownInterfaces } from "../../../shared/machine/columns.ts";
import { describeFunction } from "../../../shared/machine/describe.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { functionName } from "../../../shared/machine/names.ts";
import { functionMatches, parseQuery } from "../../../shared/machine/search.ts";
import { parseBdf, shortBdf } from "../../../shared/pci/bdf.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import { type Command, SECTION_TITLES } from "../../actions/commands.ts";
import { focusFunction } from "../../stores/view.ts";

export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly hint: string | null;
  readonly keys: string | null;
  /** A function: its address stands before the title. */
  readonly address: string | null;
  run(): void;
}

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteEntry[];
}

/** More than a person reads; the search field of the table shows all. */
const MAX_FUNCTIONS = 40;
const MAX_RECENT = 5;
const SECTIONS: readonly Command["section"][] = ["selection", "machine", "view", "help"];

function commandEntry(command: Command): PaletteEntry {
  const { id, title, hint = null, keys = null } = command;
  const said = hint === null ? null : stillEnglish(hint);
  return { id, title: stillEnglish(title), hint: said, keys, address: null, run: () => command.run() };
}

function functionEntry(machine: Machine, fn: FunctionInfo): PaletteEntry {
  const interfaces = shownInterfaces(machine, fn);
  return {
    id: `fn:${fn.bdf}`,
    title: functionName(fn),
    hint: [describeFunction(machine, fn), interfaces].filter((text) => text !== "").join(" · "),
    keys: null,
    address: shortBdf(fn.bdf),
    run: () => focusFunction(fn.bdf),
  };
}

function matchingCommands(commands: readonly Command[], words: readonly string[]): readonly PaletteEntry[] {
  const [first = ""] = words;
  const rated: { readonly entry: PaletteEntry; readonly rank: number }[] = [];
  for (const command of commands) {
    const title = stillEnglish(command.title).toLowerCase();
    const hint = stillEnglish(command.hint ?? "");
    const all = [title, command.words ?? "", hint, stillEnglish(SECTION_TITLES[command.section])]
      .join("\n")
      .toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    const rank = title.startsWith(first) ? 0 : title.includes(` ${first}`) ? 1 : title.includes(first) ? 2 : 3;
    rated.push({ entry: commandEntry(command), rank });
  }
  return rated.sort((a, b) => a.rank - b.rank).map((each) => each.entry);
}

/** Best first: the address that was typed, addresses that begin so, then the others by address. */
function matchingFunctions(machine: Machine, text: string): readonly PaletteEntry[] {
  const typed = text.trim().toLowerCase();
  const exact = parseBdf(typed);
  const query = parseQuery(text);
  const found: { readonly fn: FunctionInfo; readonly rank: number }[] = [];
  for (const fn of machine.functions) {
    if (!functionMatches(fn, query) && fn.bdf !== exact) continue;
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
      title: stillEnglish(SECTION_TITLES[section]),
      items: commands.filter((command) => command.section === section).map(commandEntry),
    }));
    const last = recentEntries(recent, commands, machine);
    const shown = new Set(last.map((entry) => entry.id));
    const rest = groups.map(({ title, items }) => ({ title, items: items.filter((item) => !shown.has(item.id)) }));
    return [{ title: "Recent", items: last }, ...rest].filter((group) => group.items.length > 0);
  }
  const actions = { title: "Actions", items: matchingCommands(commands, words) };
  const functions = { title: "Functions", items: machine === null ? [] : matchingFunctions(machine, text) };
  // Hexadecimal with a colon or a dot is an address, not the beginning of a command.
  const order = /^[0-9a-f]*[:.][0-9a-f:.]*$/i.test(text.trim()) ? [functions, actions] : [actions, functions];
  return [...order, { title: "Fields", items: fields }].filter((group) => group.items.length > 0);
}
