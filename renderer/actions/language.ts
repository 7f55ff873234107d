/** The language of the page: what was chosen, or what the system says. */
import { type Language, LOCALES } from "../../shared/words/say.ts";
import { type LanguageChoice, remember, useView } from "../stores/view.ts";
import { setLanguage } from "../words/language.ts";

/** Whether the system decides while nothing is chosen. Until the whole interface has its Chinese, English does. */
const FOLLOWS_SYSTEM: boolean = false;

/** The language that is shown for a choice. @param system the languages of the system, the preferred one first */
export function resolveLanguage(
  choice: LanguageChoice,
  system: readonly string[],
  followsSystem = FOLLOWS_SYSTEM,
): Exclude<Language, "xx"> {
  if (choice !== "system") return choice;
  if (!followsSystem) return "en";
  const known = system.map((tag) => tag.toLowerCase().split("-")[0]).find((base) => base === "zh" || base === "en");
  return known === "zh" ? "zh" : "en";
}

/** Keeps the page in the language from now on. */
export function followLanguage(): void {
  const draw = (): void => {
    const language = resolveLanguage(useView.getState().language, navigator.languages);
    document.documentElement.lang = LOCALES[language];
    setLanguage(language);
  };
  draw();
  window.addEventListener("languagechange", draw);
  useView.subscribe((view, before) => {
    if (view.language !== before.language) draw();
  });
}

export function chooseLanguage(language: LanguageChoice): void {
  remember({ language });
}
