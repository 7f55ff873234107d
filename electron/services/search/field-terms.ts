/** What a person types to find a register or field, taken apart: words, numbers and addresses. Pure. */
import { parseQuery } from "../../../shared/machine/search.ts";

/** One word, all of which must be found. */
export interface FieldTerm {
  readonly text: string;
  /** Without blanks, `_`, `-` and `.`: `maxpayload` is in `Max_Payload_Size`. Empty when too short to mean anything. */
  readonly squashed: string;
  /** The number that it is: `0x16e4`, `4096`, `188h`; null when it is none. */
  readonly number: bigint | null;
  /** Digits that may stand inside a longer raw value: `16e4` of `0x16e4`; empty when too few. */
  readonly digits: string;
  /** The Chinese words in it, which an explanation may have apart: 链路 and 速率 of 链路速率; empty where it has none. */
  readonly chinese: readonly string[];
}

export interface FieldTerms {
  readonly terms: readonly FieldTerm[];
  /** Parts of addresses, one of which the function must have: `01:00.0`; empty = any function. */
  readonly addresses: readonly string[];
}

const SEPARATORS = /[\s_\-./]+/g;
const SHORTEST_SQUASHED = 3;
/** Three hexadecimal digits are found inside of nearly any 64-bit value. */
const FEWEST_DIGITS = 4;
const MAX_TERMS = 12;
const ADDRESS = /^(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:(?:[0-9a-f]{2}(?:\.[0-7]?)?)?$/;

export function squash(text: string): string {
  return text.replace(SEPARATORS, "");
}

function numberOf(text: string): bigint | null {
  if (/^0x[0-9a-f]{1,16}$/.test(text)) return BigInt(text);
  if (/^[0-9a-f]{1,16}h$/.test(text)) return BigInt(`0x${text.slice(0, -1)}`);
  return /^\d{1,19}$/.test(text) ? BigInt(text) : null;
}

function digitsOf(text: string): string {
  const digits = /^(?:0x)?([0-9a-f]+)h?$/.exec(text)?.[1] ?? "";
  // A word that happens to be made of hexadecimal letters is no number.
  return digits.length >= FEWEST_DIGITS && /\d/.test(digits) ? digits : "";
}

const HAN = /\p{Script=Han}/u;

/** They stand between words and are none to look for. */
const PARTICLES = /^[的和与或及]$/u;

function chineseOf(text: string): string[] {
  if (!HAN.test(text)) return [];
  const words: string[] = [];
  let single = "";
  for (const { segment, isWordLike } of new Intl.Segmenter("zh", { granularity: "word" }).segment(text)) {
    const isSingle = segment.length === 1 && HAN.test(segment) && !PARTICLES.test(segment);
    // A word of the field, such as 链路, is in no dictionary: it comes apart into its characters.
    if (isSingle) single += segment;
    else {
      if (single !== "") words.push(single);
      single = "";
      if (isWordLike === true && !PARTICLES.test(segment)) words.push(segment);
    }
  }
  return single === "" ? words : [...words, single];
}

export function fieldTerms(query: string): FieldTerms {
  const words = parseQuery(query).slice(0, MAX_TERMS);
  const addresses = words.filter((word) => ADDRESS.test(word));
  const terms = words
    .filter((word) => !ADDRESS.test(word))
    .map((text) => {
      const squashed = squash(text);
      const isLong = squashed.length >= SHORTEST_SQUASHED;
      return {
        text,
        squashed: isLong ? squashed : "",
        number: numberOf(text),
        digits: digitsOf(text),
        chinese: chineseOf(text),
      };
    });
  return { terms, addresses };
}

export function matchesText(term: FieldTerm, [text, squashed]: readonly [string, string]): boolean {
  return text.includes(term.text) || (term.squashed !== "" && squashed.includes(term.squashed));
}

/** Whether a Chinese explanation, empty where there is none, says what the term asks for: as it is, or in parts. */
export function matchesChinese({ text, chinese }: FieldTerm, explanation: string): boolean {
  if (explanation === "") return false;
  return explanation.includes(text) || (chinese.length > 0 && chinese.every((word) => explanation.includes(word)));
}

/** @param width bits of the raw value */
export function matchesValue(term: FieldTerm, raw: number | bigint | null, width: number, text: string): boolean {
  if (term.number !== null && raw !== null && term.number === BigInt(raw)) return true;
  if (term.digits !== "" && raw !== null) {
    if (
      raw
        .toString(16)
        .padStart(Math.ceil(width / 4), "0")
        .includes(term.digits)
    )
      return true;
  }
  return text !== "" && (text.includes(term.text) || (term.squashed !== "" && squash(text).includes(term.squashed)));
}
