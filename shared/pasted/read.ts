/**
 * Reads whatever a person pastes that tells of PCI functions, in stages, each pure and with tests of its own:
 * decode (decode.ts) → peel each line (peel.ts) → the dialects read it, joined to the line before where it was wrapped
 * (dialects.ts) → captures (collector.ts) → machines (machines.ts).
 */
import { atOnce, type InParts, PART } from "../pci/parts.ts";
import { Collector } from "./collector.ts";
import { plainText } from "./decode.ts";
import { DIALECTS } from "./dialects.ts";
import { machinesOf } from "./machines.ts";
import { peelerFor } from "./peel.ts";
import type { NotUnderstood, Pasted } from "./record.ts";

/** Reads at one go what {@link pastedInParts} reads. */
export function readPasted(text: string): Pasted {
  return atOnce(pastedInParts(text));
}

/** All functions that a text tells of. It never throws: a text that tells of none is refused with what would help. */
export function* pastedInParts(pasted: string): InParts<Pasted> {
  const text = plainText(pasted);
  const { peel } = peelerFor(text);
  const sink = new Collector();
  const readers = DIALECTS.map((dialect) => dialect.start(sink));
  let start = 0;
  for (let number = 1; start <= text.length; number++) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const whole = text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end);
    start = end + 1;
    if (number % PART === 0) yield end / text.length;
    const line = { number, text: peel(whole) };
    if (line.text === "") {
      sink.afterBlank = true;
      for (const reader of readers) reader(line);
    } else {
      readers.some((reader) => reader(line));
      sink.afterBlank = false;
    }
  }
  const { captures, notUnderstood } = sink.finish();
  const { machines, left } = machinesOf(captures);
  const [first, ...others] = machines;
  if (first !== undefined) {
    return { ok: true, machines: [first, ...others], notUnderstood: inTextOrder([...notUnderstood, ...left]) };
  }
  return { ok: false, message: refusalOf(notUnderstood.length) };
}

function inTextOrder(odd: readonly NotUnderstood[]): readonly NotUnderstood[] {
  return odd.toSorted((a, b) => a.line - b.line);
}

function refusalOf(rows: number): string {
  if (rows === 0) return "There is no PCI function in it: no line starts with an address like 00:1f.3.";
  return `There are ${rows} lines of bytes in it and no PCI function: put a line with its address, like 01:00.0, above them.`;
}
