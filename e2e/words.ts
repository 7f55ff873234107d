/** Names that a page has in its language, out of the messages themselves: one helper finds them in each. */
import type { Page } from "@playwright/test";
import type { Words } from "../shared/words/message.ts";
import { type Language, say } from "../shared/words/say.ts";

const READ_IN = new WeakMap<Page, Language>();

/** Says which language a page is in from now on. */
export function readsIn(page: Page, language: Language): void {
  READ_IN.set(page, language);
}

/** The language of a page: English, unless it was said. */
export function languageOf(page: Page): Language {
  return READ_IN.get(page) ?? "en";
}

/** Words as the page says them. */
export function said(page: Page, words: Words): string {
  return say(languageOf(page), words);
}
