/** The language of what the window shows outside of its page: the one that was chosen in it. */
import type { Language } from "../../shared/words/say.ts";
import type { Settings } from "../services/program/settings.ts";

/** As the page resolves it, which is English while nothing is chosen. */
export function windowLanguage(settings: Pick<Settings, "get">): Language {
  return settings.get().language === "zh" ? "zh" : "en";
}
