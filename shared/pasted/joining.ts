/** The same function in several places of a text: what both say, unless one denies the other. */
import { type ByteRange, ConfigSpace } from "../pci/config-space.ts";
import type { PastedFunction } from "./record.ts";
import { factsAgree, joinedFacts } from "./text-facts.ts";

/** Are all bytes that both give the same, and all that both say? */
export function agree(a: PastedFunction, b: PastedFunction): boolean {
  return spacesAgree(a.space, b.space) && factsAgree(a.text, b.text) && idsAgree(a, b) && idsAgree(b, a);
}

/** Do the bytes of one deny the ids in the words of the other? A VF has none in its bytes, nor has what does not answer. */
function idsAgree({ space }: PastedFunction, { text }: PastedFunction): boolean {
  const [vendor, device] = space.has(0, 4) ? [space.u16(0), space.u16(2)] : [0xffff, 0xffff];
  if (vendor === 0xffff) return true;
  return (text.vendor ?? vendor) === vendor && (text.device ?? device) === device;
}

function spacesAgree(a: ConfigSpace, b: ConfigSpace): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a.bytes[at] !== b.bytes[at] && a.has(at, 1) && b.has(at, 1)) return false;
  }
  return true;
}

/** Of two that {@link agree}: all that either says. */
export function joined(first: PastedFunction, second: PastedFunction): PastedFunction {
  return {
    ...first,
    space: joinedSpaces(first.space, second.space),
    text: joinedFacts(first.text, second.text),
  };
}

function joinedSpaces(a: ConfigSpace, b: ConfigSpace): ConfigSpace {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const bytes = new Uint8Array(Math.max(a.length, b.length)).fill(0xff);
  const known: ByteRange[] = [];
  for (const space of [a, b]) {
    for (const { start, end } of space.knownRanges()) {
      bytes.set(space.bytes.subarray(start, end), start);
      known.push({ start, end });
    }
  }
  return new ConfigSpace(bytes, known);
}
