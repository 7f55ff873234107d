import { useLanguage } from "./language.ts";

/** What stands between two sentences of a line: a blank, and nothing beside a full-width stop. */
export function Between(): string {
  return useLanguage() === "zh" ? "" : " ";
}
