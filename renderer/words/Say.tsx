import type { Words } from "../../shared/words/message.ts";
import { useSay } from "./language.ts";

/** Words in the language of the page. */
export function Say({ of }: { readonly of: Words }) {
  return useSay()(of);
}
