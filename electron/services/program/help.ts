/** How `--help` and refusals read, of every command: in our own words, in the language of the terminal. */
import { type Argument, type Command, InvalidArgumentError, type Option } from "commander";
import { either, names, sentences } from "../../../shared/words/joined.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { type Language, say } from "../../../shared/words/say.ts";
import { columnsOf, wrapped } from "../../host/places/terminal-columns.ts";
import { COMMAND_LINE_WORDS, OPTION_WORDS } from "./words.ts";

/** By the heading that commander has. */
const HEADINGS: Readonly<Record<string, Message>> = {
  "Usage:": COMMAND_LINE_WORDS.usage,
  "Arguments:": COMMAND_LINE_WORDS.arguments,
  "Options:": COMMAND_LINE_WORDS.options,
  "Commands:": COMMAND_LINE_WORDS.commands,
};

/** By what commander writes into a usage line where options and a command can stand. */
const PLACES: Readonly<Record<string, Message>> = {
  "[options]": COMMAND_LINE_WORDS.optionsHere,
  "[command]": COMMAND_LINE_WORDS.commandHere,
};

/** Columns below which commander leaves lines to the terminal. */
const LEAST_WRAPPED = 40;

/** What was not asked for is not done: `false` is no default worth a word. */
function described({ description, argChoices, defaultValue }: Option | Argument): Words {
  let text: Words = description;
  if (argChoices !== undefined) text = OPTION_WORDS.choices({ text, values: names(argChoices) });
  if (defaultValue !== undefined && defaultValue !== false) {
    text = OPTION_WORDS.default({ text, value: String(defaultValue) });
  }
  return text;
}

/** @returns the command itself */
export function withOwnHelp(command: Command, language: Language): Command {
  return command
    .configureHelp({
      optionDescription: (option) => say(language, described(option)),
      argumentDescription: (argument) => say(language, described(argument)),
      styleTitle: (title) => say(language, HEADINGS[title] ?? title),
      styleOptionText: (text) => say(language, PLACES[text] ?? text),
      styleSubcommandText: (text) => say(language, PLACES[text] ?? text),
      displayWidth: columnsOf,
      boxWrap: (text, width) => (width < LEAST_WRAPPED ? text : wrapped(text, width)),
    })
    .configureOutput({ outputError: (text, write) => write(`${say(language, refusalWords(text))}\n`) })
    .helpOption("-h, --help", say(language, OPTION_WORDS.help));
}

/** What is wrong with a value, for commander to say. */
export function refusedValue(language: Language, words: Words): InvalidArgumentError {
  return new InvalidArgumentError(say(language, words));
}

/** The option that every command has; what it is set to was looked for before. */
export function withLanguage(command: Command, language: Language): Command {
  return command.option("--lang <language>", say(language, OPTION_WORDS.lang), (text) => {
    if (text !== "en" && text !== "zh" && text !== "xx")
      throw refusedValue(language, COMMAND_LINE_WORDS.allowedValues({ values: either(["en", "zh"]) }));
    return text;
  });
}

/** commander's own sentences (its `lib/command.js`), which are English. */
const SENTENCES: readonly (readonly [pattern: RegExp, words: (found: RegExpExecArray) => Words])[] = [
  [/^unknown option '(.*)'$/s, ([, name = ""]) => COMMAND_LINE_WORDS.unknownOption({ name })],
  [/^unknown command '(.*)'$/s, ([, name = ""]) => COMMAND_LINE_WORDS.unknownCommand({ name })],
  [/^missing required argument '(.*)'$/s, ([, name = ""]) => COMMAND_LINE_WORDS.missingArgument({ name })],
  [/^option '(.*)' argument missing$/s, ([, name = ""]) => COMMAND_LINE_WORDS.missingValue({ name })],
  [
    /^option '(.*)' argument '(.*)' is invalid\. (.*)$/s,
    ([, name = "", value = "", reason = ""]) =>
      COMMAND_LINE_WORDS.invalidValue({ name, value, reason: reasonWords(reason) }),
  ],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/s,
    ([, value = "", name = "", reason = ""]) =>
      COMMAND_LINE_WORDS.invalidValue({ name, value, reason: reasonWords(reason) }),
  ],
  [
    /^too many arguments.*? Expected \d+ arguments? but got \d+: (.*)\.$/s,
    ([, details = ""]) => COMMAND_LINE_WORDS.tooManyArguments({ details }),
  ],
];

function reasonWords(reason: string): Words {
  const [, values] = /^Allowed choices are (.*)\.$/.exec(reason) ?? [];
  return values === undefined ? reason : COMMAND_LINE_WORDS.allowedValues({ values: names(values.split(", ")) });
}

/** @param text as commander has it: `error: …`, and perhaps what was meant */
function refusalWords(text: string): Words {
  const [, sentence = text, meant] = /^error: (.*?)(?:\n\(Did you mean (?:one of )?(.*)\?\))?\n?$/s.exec(text) ?? [];
  const found = SENTENCES.map(([pattern, words]) => {
    const match = pattern.exec(sentence);
    return match === null ? null : words(match);
  }).find((words) => words !== null);
  const hint = meant === undefined ? null : COMMAND_LINE_WORDS.didYouMean({ names: either(meant.split(", ")) });
  return COMMAND_LINE_WORDS.error({ text: sentences(found ?? sentence, hint) });
}
