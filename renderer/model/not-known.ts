/** What is not known of who uses a machine. Pure. */
import {
  type UnreadSource,
  USAGE_SOURCE_NAMES,
  unreadGroups,
  unreadSentence,
} from "../../shared/machine/usage-facts.ts";
import type { Words } from "../../shared/words/message.ts";
import { OVERVIEW_WORDS } from "../words/overview.ts";

/** What is not known of who uses the machine: one line, and what it stands for. */
export interface NotKnown {
  readonly summary: Words;
  /** A sentence each; empty where the summary says it all. */
  readonly sentences: readonly Words[];
}

/** @param unread sources that were not read to their end; EACCES = only root may read it */
export function notKnownOf(unread: readonly UnreadSource[]): NotKnown | null {
  const sentences = unreadGroups(unread).map(unreadSentence);
  const [first, second] = sentences;
  if (first === undefined) return null;
  // One thing that is missing, or all of it for one reason, is a line already.
  const isShort = second === undefined && [1, USAGE_SOURCE_NAMES.length].includes(unread.length);
  if (isShort) return { summary: first, sentences: [] };
  const root = unread.filter(({ code }) => code === "EACCES").length;
  const count = unread.length;
  if (root === count) return { summary: OVERVIEW_WORDS.partlyForRoot({ count }), sentences };
  return {
    summary: root === 0 ? OVERVIEW_WORDS.partlyKnown({ count }) : OVERVIEW_WORDS.partlyAndRoot({ count, root }),
    sentences,
  };
}
