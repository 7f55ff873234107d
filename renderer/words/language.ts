/** The language of the page: every text that is shown is said in it, and said again when another is chosen. */
import { create } from "zustand";
import type { Words } from "../../shared/words/message.ts";
import { LANGUAGES, type Language, say } from "../../shared/words/say.ts";

/** Says words in the language of the page. */
export type SayWords = (words: Words) => string;

/** One for each language, so that it changes when the language does, and then only. */
const SAYERS = Object.fromEntries(
  LANGUAGES.map((language) => [language, (words: Words) => say(language, words)]),
) as Record<Language, SayWords>;

const useStore = create<{ readonly language: Language }>(() => ({ language: "en" }));

export function useLanguage(): Language {
  return useStore((state) => state.language);
}

export function setLanguage(language: Language): void {
  useStore.setState({ language });
}

/** For a component: it is drawn again when the language changes. */
export function useSay(): SayWords {
  return SAYERS[useLanguage()];
}

/** For what is said once: a copied text, the window's title. */
export function sayNow(words: Words): string {
  return SAYERS[useStore.getState().language](words);
}
