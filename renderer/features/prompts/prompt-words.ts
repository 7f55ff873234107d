/** How a question of ssh is put to the user. */
import type { PromptQuestion } from "../../../shared/contract/contract.ts";
import type { Words } from "../../../shared/words/message.ts";
import { PROMPT_WORDS } from "../../words/prompts.ts";

interface PromptWords {
  readonly title: Words;
  /** Above the field of a secret. */
  readonly label: Words;
  /** The button that says yes; null where there is nothing to say yes to. */
  readonly accept: Words | null;
}

export function promptWords({ kind, text }: Pick<PromptQuestion, "kind" | "text">): PromptWords {
  if (kind === "notice") return { title: PROMPT_WORDS.actionRequired, label: "", accept: null };
  if (kind === "confirm") {
    // Only ssh's own question about a host key shows a fingerprint.
    if (/fingerprint/i.test(text)) return { title: PROMPT_WORDS.hostKey, label: "", accept: PROMPT_WORDS.trust };
    return { title: PROMPT_WORDS.permission, label: "", accept: PROMPT_WORDS.allow };
  }
  if (/passphrase/i.test(text))
    return { title: PROMPT_WORDS.keyPassphrase, label: PROMPT_WORDS.passphrase, accept: PROMPT_WORDS.unlockKey };
  if (/password/i.test(text))
    return { title: PROMPT_WORDS.password, label: PROMPT_WORDS.password, accept: PROMPT_WORDS.logIn };
  if (/\bPIN\b/.test(text)) return { title: PROMPT_WORDS.pin, label: PROMPT_WORDS.pin, accept: PROMPT_WORDS.continue };
  return { title: PROMPT_WORDS.question, label: PROMPT_WORDS.answer, accept: PROMPT_WORDS.continue };
}
