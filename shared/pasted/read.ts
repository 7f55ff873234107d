/**
 * Reads whatever a person pastes that tells of PCI functions, in stages, each pure and with tests of its own:
 * decode (decode.ts) → peel each line (peel.ts) → join what was wrapped (unwrap.ts) → the dialects read it
 * (dialects.ts) → captures (collector.ts) → machines (machines.ts).
 */
import { atOnce, type InParts, PART } from "../pci/parts.ts";
import { Collector } from "./collector.ts";
import { plainText } from "./decode.ts";
import { DIALECTS } from "./dialects.ts";
import type { Line } from "./line.ts";
import { machinesOf } from "./machines.ts";
import { peelerFor } from "./peel.ts";
import type { NotUnderstood, Pasted } from "./record.ts";
import { refusalOf } from "./refusal.ts";
import { unwrapperFor } from "./unwrap.ts";

/** Reads at one go what {@link pastedInParts} reads. */
export function readPasted(text: string): Pasted {
  return atOnce(pastedInParts(text));
}

/** All functions that a text tells of. It never throws: a text that tells of none is refused with what would help. */
export function* pastedInParts(pasted: string): InParts<Pasted> {
  const text = plainText(pasted);
  const peeler = peelerFor(text);
  const unwrapper = unwrapperFor(text, peeler);
  const sink = new Collector();
  const readers = DIALECTS.map((dialect) => dialect.start(sink));
  const read = (line: Line): void => {
    // Of blank lines the first says it all, and a text may have millions.
    if (line.text === "" && sink.afterBlank) return;
    sink.step += 1;
    if (line.text === "") {
      sink.afterBlank = true;
      for (const reader of readers) reader(line);
    } else {
      readers.some((reader) => reader(line));
      sink.afterBlank = false;
    }
  };
  let start = 0;
  for (let number = 1; start <= text.length; number++) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const whole = text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end);
    start = end + 1;
    if (number % PART === 0) yield end / text.length;
    if (unwrapper === null) read({ number, text: peeler.peel(whole) });
    else unwrapper.push(number, whole).forEach(read);
  }
  unwrapper?.end().forEach(read);
  const { captures, notUnderstood } = sink.finish();
  const { machines, left } = machinesOf(captures);
  const [first, ...others] = machines;
  if (first !== undefined) {
    return { ok: true, machines: [first, ...others], notUnderstood: inTextOrder([...notUnderstood, ...left]) };
  }
  return { ok: false, message: refusalOf(pasted, notUnderstood) };
}

function inTextOrder(odd: readonly NotUnderstood[]): readonly NotUnderstood[] {
  return odd.toSorted((a, b) => a.line - b.line);
}
