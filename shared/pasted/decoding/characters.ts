/** Characters that stand for others once a text went through another system: blanks, line ends, NULs, written-out escapes. Pure. */

const BYTE_ORDER_MARKS = /^(?:\ufeff|\ufffe|\ufffd\ufffd|\u00ff\u00fe|\u00fe\u00ff|\u00ef\u00bb\u00bf)/;

/** UTF-16 that was read as bytes has a NUL beside each character of ASCII. */
export function withoutNuls(text: string): string {
  return text.replaceAll("\0", "");
}

export function hasByteOrderMark(text: string): boolean {
  return BYTE_ORDER_MARKS.test(text);
}

/** A byte order mark, also one that was read in the wrong encoding. */
export function withoutByteOrderMark(text: string): string {
  return text.replace(BYTE_ORDER_MARKS, "");
}

/** Are there line ends but `\n` and `\r\n`? */
export function hasOddLineEnds(text: string): boolean {
  return /\r(?!\n)|[\u0085\u2028\u2029\v\f]/.test(text);
}

/** Line ends of other systems, also doubled on the way, and page breaks. `\r\n` alone is left to whoever splits lines. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r+\n?|[\u0085\u2028\u2029\v\f]/g, "\n");
}

/** Any blank of Unicode → a blank; also U+00A0 whose UTF-8 was read as one byte a character. */
export function withPlainBlanks(text: string): string {
  return text.replace(/\u00c2?\u00a0|[\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ");
}

/** Soft hyphens, marks of width zero and of direction. */
export function withoutInvisible(text: string): string {
  return text.replace(/[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "");
}

/** Control characters that mean nothing in a text. */
export function withoutControls(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, "");
}

/** `"\\tControl: …",`: a list of lines, as Ansible and JSON write it. */
const TABBED = /^[ -]{0,40}["'](?:\\t)+[A-Z][\w ]{2,30}:/m;

/** Is it one line in which the lines of a dump are written as `\n`, as JSON and logs of programs do? */
export function isEscaped(text: string): boolean {
  return TABBED.test(text) || /\\n(?:\\t| )*(?:[0-9a-fA-F]{2,8}:[ 0-9a-fA-F]|[A-Z][\w ]{2,30}:)/.test(text);
}

/** A quotation mark before the address with which a text begins. */
const OPENING = /(?<![\s\w])b?["'](?=(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[01][0-9a-f]\.[0-7]\s)/gi;

/** `\n`, `\t`, `\"` … as they are written out in JSON. What is quoted begins a line. */
export function unescaped(text: string): string {
  return text.replace(OPENING, "\n").replace(/\\(?:r\\n|[nrt"\\/])/g, (written) => ESCAPED.get(written) ?? "\n");
}

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["\\t", "\t"],
  ['\\"', '"'],
  ["\\\\", "\\"],
  ["\\/", "/"],
]);
