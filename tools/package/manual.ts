/** The man page, in the macros of man(7). Pure: the same commands give the same bytes. */
import type { ArgumentWords, CommandTree, CommandWords, OptionWords, ValueWords } from "./command-tree.ts";
import { words } from "./manual-words.ts";

/** Of the build that the page belongs to. */
export interface ManualEdition {
  readonly version: string;
  /** YYYY-MM-DD; null = not known. */
  readonly date: string | null;
}

/** Longest line of the source: some readers complain about longer ones. */
const COLUMNS = 78;

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  '"': "\\(dq",
  "^": "\\(ha",
  "~": "\\(ti",
  "`": "\\(ga",
};

/** Text that is shown as it is. */
export function escaped(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return SPECIAL[letter] ?? (code > 0x7e ? `\\[u${code.toString(16).toUpperCase().padStart(4, "0")}]` : letter);
    })
    .join("");
}

function bold(text: string): string {
  return `\\fB${escaped(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${escaped(text)}\\fR`;
}

/** Our own prose: `**typed as it stands**`, `*put something in its place*`. */
function marked(text: string): string {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)
    .map((part) => {
      if (part.startsWith("**")) return bold(part.slice(2, -2));
      return part.startsWith("*") ? italic(part.slice(1, -1)) : escaped(part);
    })
    .join("");
}

/** Lines of text that no reader takes for a request. */
function filled(source: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of source.split(" ").filter((each) => each !== "")) {
    const isEnd = /[.:]$/.test(line);
    if (line !== "" && (isEnd || line.length + 1 + word.length > COLUMNS)) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word.replace(/^(?=[.'])/, "\\&") : ` ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

function paragraphs(texts: readonly string[]): string[] {
  return texts.flatMap((text, at) => [...(at === 0 ? [] : [".PP"]), ...filled(marked(text))]);
}

/** A list of terms, each with what it means. */
function terms(entries: readonly (readonly [term: string, source: string])[]): string[] {
  return entries.flatMap(([term, source]) => [".TP", term, ...filled(source)]);
}

/** A first letter that stands for itself: `ssh:` and the like are names. */
function sentence(text: string): string {
  const begun = /^[a-z]+:/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.]$/.test(begun) ? begun : `${begun}.`;
}

function choices({ words: given, takes }: ValueWords): string {
  // A machine's or a file's name is said in the description; a release may be any.
  if (takes !== null || given.length === 0 || given.some((word) => word.includes(":") || /^\d/.test(word))) return "";
  return `One of ${given.map(bold).join(", ")}.`;
}

function optionTerm({ long, short, value }: OptionWords): string {
  const name = short === null ? bold(long) : `${bold(short)}, ${bold(long)}`;
  return value === null ? name : `${name} ${italic(value.name)}`;
}

function optionEntry(option: OptionWords): readonly [string, string] {
  const { description, value, usual } = option;
  const isNamed = value?.words.every((word) => description.includes(word)) ?? true;
  const parts = [
    escaped(sentence(description)),
    value === null || isNamed ? "" : choices(value),
    usual === null ? "" : `Unless given: ${bold(usual)}.`,
  ];
  return [optionTerm(option), parts.filter((part) => part !== "").join(" ")];
}

function argumentEntry({ name, description }: ArgumentWords): readonly [string, string] {
  return [italic(name), escaped(sentence(description))];
}

function usageLine({ name, arguments: given }: CommandWords, program: string): string {
  const before = name === program ? bold(program) : `${bold(program)} ${bold(name)}`;
  const rest = given.map((each) => (each.isRequired ? italic(each.name) : `[${italic(each.name)}]`));
  return [before, `[${italic("options")}]`, ...rest].join(" ");
}

/** An option that all commands have is described once. */
function ownOptions(command: CommandWords): readonly OptionWords[] {
  return command.options.filter(({ long }) => long !== "--help");
}

function commandSection(command: CommandWords, program: string): string[] {
  return [
    `.SS ${escaped(command.name)}`,
    usageLine(command, program),
    ".PP",
    ...filled(escaped(sentence(command.description))),
    ...terms(command.arguments.map(argumentEntry)),
    ...terms(ownOptions(command).map(optionEntry)),
    ...command.notes.flatMap((note) => [".PP", ...filled(escaped(note))]),
  ];
}

function statusSection(tree: CommandTree): string[] {
  const told = tree.commands.filter(({ statuses }) => statuses.length > 0);
  return [
    ...paragraphs(words.exitStatus),
    ...told.flatMap(({ name, statuses }) => [
      ".PP",
      `${bold(name)}:`,
      ...terms(
        statuses.map((status) => {
          const [, number = "", meaning = ""] = /^(\d+) (.*)$/.exec(status) ?? [];
          return [number, escaped(sentence(meaning))] as const;
        }),
      ),
    ]),
  ];
}

function examples(): string[] {
  return words.examples.flatMap(([command, meaning], at) => [
    ...(at === 0 ? [] : [".PP"]),
    ...filled(escaped(meaning)),
    ".PP",
    ".nf",
    ".RS 4",
    escaped(command),
    ".RE",
    ".fi",
  ]);
}

/** `sriov-inspector.1` */
export function manualPage(tree: CommandTree, { version, date }: ManualEdition): string {
  const title = `.TH ${tree.name.toUpperCase().replaceAll("-", "\\-")} 1 "${date ?? ""}" "${tree.name} ${version}" "User Commands"`;
  const lines = [
    `.\\" Made from the program's own commands.`,
    title,
    ".SH NAME",
    `${escaped(tree.name)} \\- ${escaped(words.name)}`,
    ".SH SYNOPSIS",
    ...[tree, ...tree.commands].flatMap((command, at) => [...(at === 0 ? [] : [".br"]), usageLine(command, tree.name)]),
    ".br",
    `${bold(tree.name)} ${bold("help")} [${italic("command")}]`,
    ".SH DESCRIPTION",
    ...paragraphs(words.description),
    ".SH OPTIONS",
    ...filled(marked(words.options)),
    ...terms(tree.arguments.map(argumentEntry)),
    ...terms(tree.options.map(optionEntry)),
    ".SH COMMANDS",
    ...filled(marked(words.commands)),
    ...tree.commands.flatMap((command) => commandSection(command, tree.name)),
    ".SH EXIT STATUS",
    ...statusSection(tree),
    ".SH FILES",
    ...terms(words.files.map(([path, meaning]) => [italic(path), marked(meaning)])),
    ".SH ENVIRONMENT",
    ...terms(words.environment.map(([name, meaning]) => [bold(name), marked(meaning)])),
    ".SH EXAMPLES",
    ...examples(),
    ".SH SEE ALSO",
    words.seeAlso.map(([name, section]) => `${bold(name)}(${section})`).join(",\n"),
  ];
  return `${lines.join("\n")}\n`;
}
