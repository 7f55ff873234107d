/** Which English each Chinese text was made from. */
import { createHash } from "node:crypto";
import type { Texts } from "../../shared/words/messages.ts";

/** By id: short hashes of the English and of the Chinese as they were when somebody last read both. */
export type Seen = Readonly<Record<string, readonly [en: string, zh: string]>>;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

export function hashOf({ en, zh }: Texts): readonly [en: string, zh: string] {
  return [hash(en), hash(zh)];
}

/** The English has changed since, and the Chinese has not. One that was not read yet is new. */
export function isOlder(text: Texts & { readonly id: string }, seen: Seen): boolean {
  const was = seen[text.id];
  if (was === undefined) return false;
  const [en, zh] = hashOf(text);
  return was[0] !== en && was[1] === zh;
}
