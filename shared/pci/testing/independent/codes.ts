/**
 * What the codes of fields mean, made from public headers and programs without a look at the capability tables, so that a
 * wrong word or a wrong code of theirs is found by a machine. A row is
 *
 *     TABLE OFFSET MASK NAME = CODE:MEANING …
 *
 * with table, offset and mask as in the list of places, codes in hexadecimal, and what the source calls the field. A meaning
 * is the source's name for the code in the fewest words that no other code of the field has: `less_64ns`, `root_port`.
 * Each of them, in this order, has to be among the words of the table.
 */
import { figures, type Mask } from "./figures.ts";

export interface Codes extends Mask {
  readonly source: string;
  /** Key of a table, or `key/group`. */
  readonly table: string;
  readonly offset: number;
  readonly name: string;
  /** By code. */
  readonly meanings: ReadonlyMap<number, string>;
}

/** `CODE:MEANING …` by code. */
export function meaningsOf(list: string): ReadonlyMap<number, string> {
  const pairs = list.split(/\s+/).map((pair): [number, string] => {
    const [code = "", meaning = ""] = pair.split(":");
    return [Number.parseInt(code, 16), meaning];
  });
  return new Map(pairs);
}

/** @throws Error for a row without a mask or with two */
function codesOf(source: string, row: string): Codes {
  const [place = "", list = ""] = row.split(" = ");
  const [table = "", hex = "", mask = "", name = ""] = place.split(" ");
  const [figure] = figures(source, `${table} ${hex} ${name} = ${mask}`);
  const bits = figure?.masks[0];
  if (figure === undefined || bits === undefined) throw new Error(`no mask: ${row}`);
  const { low, high } = bits;
  return { source, table, offset: figure.offset, name, low, high, meanings: meaningsOf(list) };
}

/** The rows of one source. */
export function codes(source: string, rows: string): readonly Codes[] {
  const lines = rows.split("\n").filter((row) => row !== "");
  return lines.map((row) => codesOf(source, row));
}

/** A minus between letters or digits is a dash. */
const WORD = /(?:(?<![a-z\d.])-)?\d+(?:\.\d+)?|[a-z]+/g;

/** A text as words and numbers: `<64 ns` and `less_64ns` are the same. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .toLowerCase()
    .replaceAll(/less than|</g, " less ")
    .replaceAll(/more than|greater than|>/g, " more ");
  return (plain.match(WORD) ?? []).map((word) => (/\d/.test(word) ? String(Number(word)) : word));
}

/** Are all words of the meaning in the text, in their order? */
export function says(text: string, meaning: string): boolean {
  const rest = [...wordsOf(text)];
  return wordsOf(meaning).every((word) => {
    const at = rest.indexOf(word);
    rest.splice(0, at + 1);
    return at >= 0;
  });
}
