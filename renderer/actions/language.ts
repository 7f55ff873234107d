/** The language of the page: what was chosen, or what the system says. */
import { type LanguageChoice, resolveLanguage } from "../../shared/words/choice.ts";
import { LOCALES } from "../../shared/words/say.ts";
import { useConnection } from "../stores/connection.ts";
import { remember, useView } from "../stores/view.ts";
import { setLanguage } from "../words/language.ts";

/** Keeps the page in the language from now on. */
export function followLanguage(): void {
  const draw = (): void => {
    // A window's program knows the system's languages, by which it draws its menu.
    const system = useConnection.getState().info?.systemLanguages ?? navigator.languages;
    const language = resolveLanguage(useView.getState().language, system);
    document.documentElement.lang = LOCALES[language];
    setLanguage(language);
  };
  draw();
  window.addEventListener("languagechange", draw);
  useView.subscribe((view, before) => {
    if (view.language !== before.language) draw();
  });
  useConnection.subscribe(({ info }, before) => {
    if (info !== before.info) draw();
  });
}

/** From now on, and for later starts. */
export function chooseLanguage(language: LanguageChoice): void {
  remember({ language });
}
