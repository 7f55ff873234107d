/** The language of what this program prints: `--lang`, else that of the terminal (POSIX.1-2017, 8.2: LC_ALL, LC_MESSAGES, LANG). */
import type { Words } from "../../../shared/words/message.ts";
import { type Language, say } from "../../../shared/words/say.ts";

/**
 * Looked for before the command line is parsed, whose help and errors are in it already. What it is given wrongly is the
 * parser's to refuse.
 */
export function languageOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = args.findLastIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const asked = at < 0 ? undefined : args[at] === "--lang" ? args[at + 1] : args[at]?.slice("--lang=".length);
  if (asked === "en" || asked === "zh" || asked === "xx") return asked;
  // The first that is set counts; C and all else is English.
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== "") ?? "";
  return /^zh(?:[_.@-]|$)/i.test(locale) ? "zh" : "en";
}

/** Of this program. */
export function terminalLanguage(): Language {
  return languageOf(process.argv.slice(2), process.env);
}

/** Words for the terminal that this program was started in. */
export function sayHere(words: Words): string {
  return say(terminalLanguage(), words);
}
