/** How a question of ssh is put to the user. */
import type { PromptQuestion } from "../../../shared/contract/contract.ts";

interface PromptWords {
  readonly title: string;
  /** Above the field of a secret. */
  readonly label: string;
  /** The button that says yes; null where there is nothing to say yes to. */
  readonly accept: string | null;
}

export function promptWords({ kind, text }: Pick<PromptQuestion, "kind" | "text">): PromptWords {
  if (kind === "notice") return { title: "Something to do", label: "", accept: null };
  if (kind === "confirm") {
    // Only ssh's own question about a host key shows a fingerprint.
    if (/fingerprint/i.test(text))
      return { title: "Is this the right machine?", label: "", accept: "Trust and connect" };
    return { title: "Permission is asked for", label: "", accept: "Allow" };
  }
  if (/passphrase/i.test(text)) return { title: "Passphrase of a key", label: "Passphrase", accept: "Unlock the key" };
  if (/password/i.test(text)) return { title: "Password", label: "Password", accept: "Log in" };
  if (/\bPIN\b/.test(text)) return { title: "PIN", label: "PIN", accept: "Go on" };
  return { title: "A question", label: "Answer", accept: "Go on" };
}
