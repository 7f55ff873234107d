/** All commands of the installed program as plain data: what the man page and the completions are made from. */
import type { Argument, Command, Option } from "commander";
import { cliProgram } from "../../electron/cli/program.ts";
import { demoNames } from "../../electron/host/simulated/machines/catalogue.ts";
import { launchCommand } from "../../electron/services/program/launch-options.ts";
import { KERNEL_DIFFERENCES } from "../../shared/machine/kernel-differences.ts";
import type { Language } from "../../shared/words/say.ts";

/** By what the installed program is started. */
export const PROGRAM = "sriov-inspector";

/** What may stand where a value is wanted. */
export interface ValueWords {
  /** As the help names it, without brackets. */
  readonly name: string;
  /** Words that are offered; a word that ends with a colon goes on. */
  readonly words: readonly string[];
  /** What is looked for on the machine besides. */
  readonly takes: "file" | "folder" | "function" | null;
}

export interface OptionWords {
  /** `--format` */
  readonly long: string;
  /** `-V`; null = it has none. */
  readonly short: string | null;
  readonly description: string;
  /** null = it takes none. */
  readonly value: ValueWords | null;
  /** What it is unless it is given; null = nothing, or off. */
  readonly usual: string | null;
  readonly mayRepeat: boolean;
}

export interface ArgumentWords extends ValueWords {
  readonly description: string;
  readonly isRequired: boolean;
}

/** One command. */
export interface CommandWords {
  /** `show`; of the window and browser mode, the program's. */
  readonly name: string;
  readonly description: string;
  /** Whole, with the program's name. */
  readonly usage: string;
  readonly arguments: readonly ArgumentWords[];
  readonly options: readonly OptionWords[];
  /** What stands below its help, a sentence or a few each. */
  readonly notes: readonly string[];
  /** `0 printed`, one for each status that its help tells. */
  readonly statuses: readonly string[];
}

/** The window and browser mode, and the commands of the command line. */
export interface CommandTree extends CommandWords {
  readonly commands: readonly CommandWords[];
}

type Value = Omit<ValueWords, "name">;

const NOTHING: Value = { words: [], takes: null };
const DEMO_HOSTS = demoNames().map((name) => `demo:${name}`);

/** Releases at which the simulated kernels change, the oldest first. */
function simulatedReleases(): string[] {
  const since = Object.values(KERNEL_DIFFERENCES).map((difference) => difference.since);
  const all: (readonly [number, number])[] = [[5, 10], ...since];
  all.sort(([major, minor], [otherMajor, otherMinor]) => major - otherMajor || minor - otherMinor);
  return [...new Set(all.map((numbers) => numbers.join(".")))];
}

/** By the name that the help gives to a value: one name means the same in all commands. */
const VALUES: Readonly<Record<string, Value>> = {
  host: { words: ["local", ...DEMO_HOSTS, "ssh:"], takes: null },
  name: { words: demoNames(), takes: null },
  release: { words: simulatedReleases(), takes: null },
  file: { words: [], takes: "file" },
  path: { words: [], takes: "file" },
  dir: { words: [], takes: "folder" },
  bdf: { words: [], takes: "function" },
  here: { words: ["local", ...DEMO_HOSTS, "ssh:"], takes: "file" },
  there: { words: ["local", ...DEMO_HOSTS, "ssh:"], takes: "file" },
  number: NOTHING,
  language: { words: ["en", "zh"], takes: null },
  n: NOTHING,
};

function valueWords(name: string, choices: readonly string[] | undefined): ValueWords {
  if (choices !== undefined) return { name, words: choices, takes: null };
  const value = VALUES[name];
  if (value === undefined) {
    throw new Error(`What <${name}> may be is not known: add a line to VALUES in tools/package/command-tree.ts.`);
  }
  return { name, ...value };
}

function optionWords(option: Option): OptionWords {
  const { long, short, description, defaultValue } = option;
  if (long === undefined) throw new Error(`The option ${option.flags} has no long name: give it one.`);
  const [, name] = /[<[]([^>\]]+)[>\]]/.exec(option.flags) ?? [];
  return {
    long,
    short: short ?? null,
    description,
    value: name === undefined ? null : valueWords(name, option.argChoices),
    usual: defaultValue === undefined || defaultValue === false ? null : String(defaultValue),
    mayRepeat: /\bseveral times\b|多次/.test(description),
  };
}

function argumentWords(argument: Argument): ArgumentWords {
  const { description, required } = argument;
  return { ...valueWords(argument.name(), argument.argChoices), description, isRequired: required };
}

/** What a command prints below its own help. */
function textBelow(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (more) => {
      text += more;
    },
  });
  command.outputHelp();
  return text.slice(command.helpInformation().length).trim();
}

const STATUS = /^(?:Exit status: |退出状态：)(.*)[.。]$/;

function commandWords(command: Command): CommandWords {
  const help = command.createHelp();
  const below = textBelow(command)
    .split("\n")
    .map((line) => line.trim());
  const [, statuses] = below.map((line) => STATUS.exec(line)).find((found) => found !== null) ?? [];
  const notes = below
    .filter((line) => !STATUS.test(line))
    .join("\n")
    .split(/(?<=[.:。：])\n+/)
    .map((note) =>
      note
        .replaceAll(/(?<=\p{Script=Han})\n(?=\p{Script=Han})/gu, "")
        .replaceAll("\n", " ")
        .trim(),
    );
  return {
    name: command.name(),
    description: help.commandDescription(command),
    usage: help.commandUsage(command).trimEnd(),
    arguments: help.visibleArguments(command).map(argumentWords),
    options: help.visibleOptions(command).map(optionWords),
    notes: notes.filter((note) => note !== ""),
    statuses: statuses?.split(/, |，/) ?? [],
  };
}

/** Of the program as packages install it. */
export function commandTree(language: Language = "en"): CommandTree {
  const words = { version: "0", commit: null, date: null, isChanged: false, start: PROGRAM, cli: PROGRAM };
  const line = cliProgram({ assets: "", version: "0" }, words, language);
  return {
    ...commandWords(launchCommand(words, "0", demoNames(), language)),
    commands: line.commands.map(commandWords),
  };
}
