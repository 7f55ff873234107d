/** What this page may not do and why: known before a click, by the rule that the program itself applies. */

import type { CallName, Input, Output } from "../../shared/contract/contract.ts";
import { levelOf, refusalOf } from "../../shared/contract/rights.ts";
import type { Words } from "../../shared/words/message.ts";
import { stillEnglish } from "../../shared/words/say.ts";

export type AppInfo = Output<"app.info">;

/** @returns why this call will be refused; null where it will not, as far as is known */
export function refusal<K extends CallName>(info: AppInfo | null, method: K, input: Input<K>): string | null {
  if (info === null) return null;
  const host = "host" in input && typeof input.host === "string" ? input.host : null;
  return inEnglish(refusalOf(method, levelOf(method, input), host, info));
}

/** Why no other machine can be connected to from here. */
export function connectRefusal(info: AppInfo | null): string | null {
  return info === null ? null : inEnglish(refusalOf("host.open", "acts", null, info));
}

function inEnglish(words: Words | null): string | null {
  return words === null ? null : stillEnglish(words);
}
