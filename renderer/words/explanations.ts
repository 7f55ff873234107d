/** What registers and fields mean, in Chinese: fetched when the page is Chinese, so that an English one does not carry it. */
import { useEffect } from "react";
import { create } from "zustand";
import type { Words } from "../../shared/words/message.ts";
import { type Language, strange } from "../../shared/words/say.ts";
import { type SayWords, useLanguage } from "./language.ts";

/** An explanation in the language of the page; null where that is English, or it has none. */
export type Explain = (help: string | null) => string | null;

const ENGLISH: Explain = () => null;

type Translated = Exclude<Language, "en">;
const useChinese = create<{ readonly explain: Readonly<Record<Translated, Explain>> | null }>(() => ({
  explain: null,
}));

let fetched: Promise<void> | null = null;

/** Resolves when explanations can be said in Chinese. */
export function fetchChinese(): Promise<void> {
  fetched ??= import("../../shared/pci/chinese/explanations.ts").then(
    ({ CHINESE }) => {
      const chinese: Explain = (help) => (help === null ? null : (CHINESE[help] ?? null));
      // What has no Chinese stays plain there, and is seen.
      const xx: Explain = (help) => (help === null || chinese(help) === null ? null : strange(help));
      useChinese.setState({ explain: { zh: chinese, xx } });
    },
    () => {
      // Asked for again with the next field: until then the English stands there.
      fetched = null;
    },
  );
  return fetched;
}

/** For a component: it is drawn again when the explanations are there. */
export function useExplain(): Explain {
  const language = useLanguage();
  const explain = useChinese((fetched) => fetched.explain);
  useEffect(() => {
    if (language !== "en") void fetchChinese();
  }, [language]);
  return language === "en" ? ENGLISH : (explain?.[language] ?? ENGLISH);
}

/** A message is said; what stands in a table is explained, else said as it is there. */
export function explanation(help: Words, say: SayWords, explain: Explain): string {
  return typeof help === "string" ? (explain(help) ?? help) : say(help);
}
