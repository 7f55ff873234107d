/** What the filter of the field tree looks through: names, ids, offsets, values and their meanings. */
import type { CapabilityNode, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { offsetText } from "../parts/numbers.ts";

/** The terms of a filter, all of which must be found. */
export function words(filter: string): readonly string[] {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

const hays = new WeakMap<object, string>();

/** Remembers the text of a node: a keystroke looks at thousands of them. */
function remembered<T extends object>(node: T, texts: (node: T) => readonly (string | null)[]): string {
  let hay = hays.get(node);
  if (hay === undefined) {
    hay = `${texts(node)
      .filter((text) => text !== null && text !== "")
      .join(" ")
      .toLowerCase()}\n`;
    hays.set(node, hay);
  }
  return hay;
}

function rawTexts(raw: number | bigint | null, width: number): string[] {
  return raw === null ? [] : [hexDigits(raw, width), `0x${raw.toString(16)}`];
}

export function capabilityHay(node: CapabilityNode): string {
  return remembered(node, ({ short, title, section, key, range, id, space, state }) => [
    short,
    title,
    section,
    key,
    offsetText(range.start),
    space === "header" ? null : `id ${hexDigits(id, space === "extended" ? 4 : 2)}h`,
    state === "decoded" ? null : "not decoded",
    state === "unpublished" ? "layout not public" : null,
  ]);
}

export function registerHay(node: RegisterNode): string {
  return remembered(node, ({ name, offset, raw, width }) => [name, offsetText(offset), ...rawTexts(raw, width * 2)]);
}

export function fieldHay(node: FieldNode): string {
  return remembered(node, ({ name, shown, raw, msb, lsb, access, problem }) => [
    name,
    shown,
    ...rawTexts(raw, Math.ceil((msb - lsb + 1) / 4)),
    access,
    problem === null ? null : `problem ${problem}`,
  ]);
}
