/** What sudo's refusals mean. */
import type { Words } from "../../../shared/words/message.ts";
import { UNLOCK_WORDS as T } from "../../../shared/words/texts/unlock.ts";

const KNOWN: readonly (readonly [said: RegExp, reason: Words])[] = [
  [/password is required|terminal is required|a tty is required|must have a tty/, T.sudoNeedsPassword],
  [/not allowed|may not run|not in the sudoers/i, T.sudoNotAllowed],
  [/no new privileges|setuid|effective uid is not 0/i, T.sudoNoRights],
  [/sudo: (command )?not found|sudo: inaccessible/, T.sudoNotInstalled],
];

/** What a refusal means, as a clause; null for words that are not known. */
export function sudoReasonOf(said: string): Words | null {
  return KNOWN.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}

/** The same; for words that are not known, those. */
export function sudoRefusal(said: Words): Words {
  if (typeof said !== "string") return said;
  return sudoReasonOf(said) ?? said.replace(/^sudo: |\.$/g, "");
}
