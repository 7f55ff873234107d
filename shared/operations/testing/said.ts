/** Explanations as their English, for tests that hold a sentence. */
import { inEnglish } from "../../words/testing/english.ts";
import { explain } from "../explain/explain.ts";

/** @param args as of {@link explain} */
export function explained(...args: Parameters<typeof explain>) {
  return inEnglish(explain(...args));
}
