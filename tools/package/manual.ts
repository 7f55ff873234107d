/** The man page, in the macros of man(7). Pure: the same commands give the same bytes. */
import type { ArgumentWords, CommandTree, CommandWords, OptionWords, ValueWords } from "./command-tree.ts";
import { ENGLISH, type ManualWords, SEE_ALSO } from "./manual-words.ts";
import { CHINESE } from "./manual-words-zh.ts";

const MANUAL: Readonly<Record<"en" | "zh", ManualWords>> = { en: ENGLISH, zh: CHINESE };

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

/** 汉字 and the marks between them stand in the source as they are: readers look for the names of sections there. */
const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Where a line may end that has no blank: beside a 汉字, not before a mark that closes and not behind one that opens. */
const BREAK =
  /(?<=[\p{Script=Han}，。、：；）])(?=[\p{Script=Han}（A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\p{Script=Han}（])/gu;

/** Text that is shown as it is. */
export function escaped(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (HAN.test(letter)) return letter;
      return SPECIAL[letter] ?? (code > 0x7e ? `\\[u${code.toString(16).toUpperCase().padStart(4, "0")}]` : letter);
    })
    .join("")
    .replaceAll(BREAK, "\\:");
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
function sentence(text: string, { stop }: ManualWords): string {
  const begun = /^[a-z]+:/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.。]$/.test(begun) ? begun : `${begun}${stop}`;
}

function choices({ words: given, takes }: ValueWords, words: ManualWords): string {
  // A machine's or a file's name is said in the description; a release may be any.
  if (takes !== null || given.length === 0 || given.some((word) => word.includes(":") || /^\d/.test(word))) return "";
  return escaped(words.choices).replace("NAMES", () => given.map(bold).join(escaped(words.comma)));
}

function optionTerm({ long, short, value }: OptionWords): string {
  const name = short === null ? bold(long) : `${bold(short)}, ${bold(long)}`;
  return value === null ? name : `${name} ${italic(value.name)}`;
}

function optionEntry(option: OptionWords, words: ManualWords): readonly [string, string] {
  const { description, value, usual } = option;
  const isNamed = value?.words.every((word) => description.includes(word)) ?? true;
  const parts = [
    escaped(sentence(description, words)),
    value === null || isNamed ? "" : choices(value, words),
    usual === null ? "" : escaped(words.usual).replace("VALUE", () => bold(usual)),
  ];
  return [optionTerm(option), parts.filter((part) => part !== "").join(words.gap)];
}

function argumentEntry({ name, description }: ArgumentWords, words: ManualWords): readonly [string, string] {
  return [italic(name), escaped(sentence(description, words))];
}

function usageLine({ name, arguments: given }: CommandWords, program: string, words: ManualWords): string {
  const before = name === program ? bold(program) : `${bold(program)} ${bold(name)}`;
  const rest = given.map((each) => (each.isRequired ? italic(each.name) : `[${italic(each.name)}]`));
  return [before, `[${italic(words.placeholders.options)}]`, ...rest].join(" ");
}

/** An option that all commands have is described once. */
function ownOptions(command: CommandWords): readonly OptionWords[] {
  return command.options.filter(({ long }) => long !== "--help");
}

function commandSection(command: CommandWords, program: string, words: ManualWords): string[] {
  return [
    `.SS ${escaped(command.name)}`,
    usageLine(command, program, words),
    ".PP",
    ...filled(escaped(sentence(command.description, words))),
    ...terms(command.arguments.map((each) => argumentEntry(each, words))),
    ...terms(ownOptions(command).map((each) => optionEntry(each, words))),
    ...command.notes.flatMap((note) => [".PP", ...filled(escaped(note))]),
  ];
}

function statusSection(tree: CommandTree, words: ManualWords): string[] {
  const told = tree.commands.filter(({ statuses }) => statuses.length > 0);
  return [
    ...paragraphs(words.exitStatus),
    ...told.flatMap(({ name, statuses }) => [
      ".PP",
      `${bold(name)}${escaped(words.colon)}`,
      ...terms(
        statuses.map((status) => {
          const [, number = "", meaning = ""] = /^(\d+) (.*)$/.exec(status) ?? [];
          return [number, escaped(sentence(meaning, words))] as const;
        }),
      ),
    ]),
  ];
}

function examples(words: ManualWords): string[] {
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

/** `sriov-inspector.1`. @param tree in the same language */
export function manualPage(
  tree: CommandTree,
  { version, date }: ManualEdition,
  language: keyof typeof MANUAL = "en",
): string {
  const words = MANUAL[language];
  const { headings, placeholders } = words;
  const heading = (name: keyof typeof headings): string => `.SH ${headings[name]}`;
  const title = `.TH ${tree.name.toUpperCase().replaceAll("-", "\\-")} 1 "${date ?? ""}" "${tree.name} ${version}" "${words.section}"`;
  const usages = [tree, ...tree.commands].map((command) => usageLine(command, tree.name, words));
  const lines = [
    `.\\" Made from the program's own commands.`,
    title,
    // 汉字 are not stretched over a line, and commands that stand among them are not divided.
    ...(language === "zh" ? [".ad l", ".nh"] : []),
    heading("name"),
    `${escaped(tree.name)} \\- ${escaped(words.name).replaceAll("\\:", "")}`,
    heading("synopsis"),
    ...usages.flatMap((usage, at) => [...(at === 0 ? [] : [".br"]), usage]),
    ".br",
    `${bold(tree.name)} ${bold("help")} [${italic(placeholders.command)}]`,
    heading("description"),
    ...paragraphs(words.description),
    heading("options"),
    ...filled(marked(words.options)),
    ...terms(tree.arguments.map((each) => argumentEntry(each, words))),
    ...terms(tree.options.map((each) => optionEntry(each, words))),
    heading("commands"),
    ...filled(marked(words.commands)),
    ...tree.commands.flatMap((command) => commandSection(command, tree.name, words)),
    heading("exitStatus"),
    ...statusSection(tree, words),
    heading("files"),
    ...terms(words.files.map(([path, meaning]) => [italic(path), marked(meaning)])),
    heading("environment"),
    ...terms(words.environment.map(([name, meaning]) => [bold(name), marked(meaning)])),
    heading("examples"),
    ...examples(words),
    heading("seeAlso"),
    SEE_ALSO.map(([name, section]) => `${bold(name)}(${section})`).join(",\n"),
  ];
  return `${lines.join("\n")}\n`;
}
