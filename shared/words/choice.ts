/** Which language is shown: what was chosen, else the first of the system's that there is. */
import type { Language } from "./say.ts";

/** By their own names, so that everyone finds their own. */
export const LANGUAGE_NAMES = { en: "English", zh: "简体中文" } as const;

/** What a person can choose. */
export const LANGUAGE_CHOICES = ["system", "en", "zh"] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

/** A choice as it was stored, by whichever version. */
export function storedChoice(stored: unknown): LanguageChoice {
  return LANGUAGE_CHOICES.find((choice) => choice === stored) ?? "system";
}

/**
 * Readers of Traditional Chinese get Simplified before English.
 * @param system tags as browsers and POSIX have them (`zh-CN`, `zh_CN.UTF-8`), the preferred one first
 */
export function resolveLanguage(choice: LanguageChoice | Language, system: readonly string[]): Language {
  if (choice !== "system") return choice;
  const languages = system.map((tag) => tag.toLowerCase().split(/[-_.@]/, 1)[0]);
  return languages.find((language) => language === "zh" || language === "en") === "zh" ? "zh" : "en";
}
