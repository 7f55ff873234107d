/** The languages of this user's system, and with `--lang` the one of what this program prints. */
import { resolveLanguage } from "../../../shared/words/choice.ts";
import type { Words } from "../../../shared/words/message.ts";
import { type Language, say } from "../../../shared/words/say.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The preferred one first: by LANGUAGE as GNU gettext has it, then by the first of LC_ALL, LC_MESSAGES and LANG that is set
 * (POSIX.1-2017, 8.2). Chromium asks the same variables for the languages of its pages.
 */
export function systemLanguages(env: Environment = process.env): readonly string[] {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== "") ?? "";
  // Without a locale gettext looks at no list.
  if (/^(?:C|POSIX)?(?:[.@]|$)/.test(locale)) return [];
  return [...(env.LANGUAGE ?? "").split(":"), locale].filter((tag) => tag !== "");
}

/**
 * Looked for before the command line is parsed, whose help and errors are in it already. What it is given wrongly is the
 * parser's to refuse.
 */
export function languageOf(args: readonly string[], env: Environment): Language {
  const at = args.findLastIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const asked = at < 0 ? undefined : args[at] === "--lang" ? args[at + 1] : args[at]?.slice("--lang=".length);
  if (asked === "en" || asked === "zh" || asked === "xx") return asked;
  return resolveLanguage("system", systemLanguages(env));
}

/** Of this program. */
export function terminalLanguage(): Language {
  return languageOf(process.argv.slice(2), process.env);
}

/** Words for the terminal that this program was started in. */
export function sayHere(words: Words): string {
  return say(terminalLanguage(), words);
}
