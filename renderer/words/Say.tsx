import type { ReactNode } from "react";
import type { Message } from "../../shared/words/message.ts";
import { useSay } from "./language.ts";

/** What a component shows of its own: words, or elements made of them. */
export type Shown = ReactNode | Message;

function isMessage(shown: Shown): shown is Message {
  return typeof shown === "object" && shown !== null && "say" in shown;
}

/** Words in the language of the page; elements as they are. */
export function Say({ of }: { readonly of: Shown }): ReactNode {
  const say = useSay();
  return isMessage(of) ? say(of) : of;
}
