/** What registers and fields mean, in Chinese: fetched when the page is Chinese, so that an English one does not carry it. */
import { useEffect } from "react";
import { create } from "zustand";
import type { Words } from "../../shared/words/message.ts";
import { type SayWords, useLanguage } from "./language.ts";

/** An explanation in the language of the page; null where that is English, or it has none. */
export type Explain = (help: string | null) => string | null;

const ENGLISH: Explain = () => null;

const useChinese = create<{ readonly explain: Explain | null }>(() => ({ explain: null }));

let fetched: Promise<void> | null = null;

/** Resolves when explanations can be said in Chinese. */
export function fetchChinese(): Promise<void> {
  fetched ??= import("../../shared/pci/chinese/explanations.ts").then(
    ({ CHINESE }) => useChinese.setState({ explain: (help) => (help === null ? null : (CHINESE[help] ?? null)) }),
    () => {
      // Asked for again with the next field: until then the English stands there.
      fetched = null;
    },
  );
  return fetched;
}

/** For a component: it is drawn again when the explanations are there. */
export function useExplain(): Explain {
  const isChinese = useLanguage() === "zh";
  const chinese = useChinese(({ explain }) => explain);
  useEffect(() => {
    if (isChinese) void fetchChinese();
  }, [isChinese]);
  return (isChinese ? chinese : null) ?? ENGLISH;
}

/** A message is said; what stands in a table is explained, else said as it is there. */
export function explanation(help: Words, say: SayWords, explain: Explain): string {
  return typeof help === "string" ? (explain(help) ?? help) : say(help);
}
