/** The language that a start shows: one decision for its pages, its menu and its dialogs. */
import { resolveLanguage, storedChoice } from "../../../shared/words/choice.ts";
import type { Language } from "../../../shared/words/say.ts";
import type { Settings } from "./settings.ts";

export class ShownLanguage {
  private readonly settings: Pick<Settings, "get">;
  private readonly system: readonly string[];
  private asked: Language | null;

  /**
   * @param asked by `--lang`, which is not remembered; null = it was not given
   * @param system languages of the reader's system; none where only pages know them
   */
  constructor(asked: Language | null, settings: Pick<Settings, "get" | "onChange">, system: readonly string[]) {
    this.asked = asked;
    this.settings = settings;
    this.system = system;
    settings.onChange((changes) => {
      if ("language" in changes) this.asked = null;
    });
  }

  /** What this start was asked for, until another is chosen. */
  get ofStart(): Language | null {
    return this.asked;
  }

  /** For what is shown outside of pages. */
  now(): Language {
    return resolveLanguage(this.asked ?? storedChoice(this.settings.get().language), this.system);
  }
}
