/** What the filter of the field tree looks through: names, ids, offsets, values and their meanings. */

import type { CapabilityNode, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { say as sayIn } from "../../../../shared/words/say.ts";
import type { Explain } from "../../../words/explanations.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import type { SayWords } from "../../../words/language.ts";
import { offsetText } from "../parts/numbers.ts";

/** The terms of a filter, all of which must be found. */
export function words(filter: string): readonly string[] {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** How what is said of a node is said, and so searched. */
export interface Reader {
  readonly say: SayWords;
  readonly explain: Explain;
}

/** By the reader's words: another language is another text. */
const hays = new WeakMap<Explain, WeakMap<object, string>>();

/** Remembers the text of a node: a keystroke looks at thousands of them. */
function remembered<T extends object>(
  node: T,
  { explain }: Reader,
  texts: (node: T) => readonly (string | null)[],
): string {
  const known = hays.get(explain) ?? new WeakMap<object, string>();
  hays.set(explain, known);
  let hay = known.get(node);
  if (hay === undefined) {
    hay = `${texts(node)
      .filter((text) => text !== null && text !== "")
      .join(" ")
      .toLowerCase()}\n`;
    known.set(node, hay);
  }
  return hay;
}

function rawTexts(raw: number | bigint | null, width: number): string[] {
  return raw === null ? [] : [hexDigits(raw, width), `0x${raw.toString(16)}`];
}

export function capabilityHay(node: CapabilityNode, reader: Reader): string {
  return remembered(node, reader, ({ short, title, section, key, range, id, space, state }) => [
    short,
    title,
    section,
    key,
    offsetText(range.start),
    space === "header" ? null : `id ${hexDigits(id, space === "extended" ? 4 : 2)}h`,
    state === "decoded" ? null : "not decoded",
    state === "unpublished" ? "layout not public" : null,
    state === "unpublished" ? reader.say(FIELD_TREE_WORDS.unpublishedShort) : null,
  ]);
}

export function registerHay(node: RegisterNode, reader: Reader): string {
  return remembered(node, reader, ({ name, offset, raw, width, help }) => [
    name,
    offsetText(offset),
    ...rawTexts(raw, width * 2),
    reader.explain(help),
  ]);
}

export function fieldHay(node: FieldNode, reader: Reader): string {
  return remembered(node, reader, ({ name, shown, raw, msb, lsb, access, problem, help }) => [
    name,
    shown,
    ...rawTexts(raw, Math.ceil((msb - lsb + 1) / 4)),
    access,
    problem === null ? null : `problem ${sayIn("en", problem)} ${reader.say(problem)}`,
    reader.explain(help),
  ]);
}
