/** What this page may not do and why: known before a click, by the rule that the program itself applies. */

import type { CallName, Input, Output } from "../../shared/contract/contract.ts";
import { levelOf, refusalOf } from "../../shared/contract/rights.ts";
import type { Words } from "../../shared/words/message.ts";

export type AppInfo = Output<"app.info">;

/** @returns why this call will be refused; null where it will not, as far as is known */
export function refusal<K extends CallName>(info: AppInfo | null, method: K, input: Input<K>): Words | null {
  if (info === null) return null;
  const host = "host" in input && typeof input.host === "string" ? input.host : null;
  return refusalOf(method, levelOf(method, input), host, info);
}

/** Why no other machine can be connected to from here. */
export function connectRefusal(info: AppInfo | null): Words | null {
  return info === null ? null : refusalOf("host.open", "acts", null, info);
}
