/** Parts of a mail as they travel: quoted-printable and base64 (RFC 2045). Pure. */

/** The characters of what is hexadecimal, as bytes of UTF-8, or one byte a character where they are none. */
function textOfBytes(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
  } catch {
    return bytes.map((byte) => String.fromCharCode(byte)).join("");
  }
}

const ENCODED_HEADER = /^content-transfer-encoding:[ \t]{0,8}"?(base64|quoted-printable)\b/gim;

/** Does a header say how what follows it is encoded? */
export function hasEncodedPart(text: string): boolean {
  return text.search(ENCODED_HEADER) >= 0;
}

/** All parts whose headers say that they are encoded, read; the rest is left. */
export function withDecodedParts(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const header of text.matchAll(ENCODED_HEADER)) {
    // Within what was read already; or a header that nothing follows.
    if (header.index < from) continue;
    const body = bodyAfter(text, header.index);
    if (body.start === text.length) break;
    const encoded = text.slice(body.start, body.end);
    pieces.push(text.slice(from, body.start), decodedPart(header[1]?.toLowerCase() ?? "", encoded));
    from = body.end;
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}

/** Mail programs save what they show below headers that no longer hold: that is left as it is. */
function decodedPart(encoding: string, body: string): string {
  if (encoding === "base64") return /^[0-9A-Za-z+/=\s]*$/.test(body) ? fromBase64(body) : body;
  return HOLDS_PLAIN.test(body) ? body : fromQuotedPrintable(body);
}

/** From behind the blank line that ends the headers, to the next boundary. */
function bodyAfter(text: string, header: number): { readonly start: number; readonly end: number } {
  const blank = /\r?\n\r?\n/g;
  blank.lastIndex = header;
  const start = blank.exec(text) === null ? text.length : blank.lastIndex;
  const boundary = text.indexOf("\n--", start);
  return { start, end: boundary < 0 ? text.length : boundary + 1 };
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Bytes that are turned to text at a time, at a line end. */
const CHUNK = 3072;

function fromBase64(encoded: string): string {
  const bytes: number[] = [];
  const pieces: string[] = [];
  let bits = 0;
  let held = 0;
  for (const character of encoded) {
    const value = DIGITS.indexOf(character);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    if (bytes.length >= CHUNK && bytes.at(-1) === 0x0a) pieces.push(textOfBytes(bytes.splice(0)));
  }
  pieces.push(textOfBytes(bytes));
  return withSimpleLineEnds(pieces.join(""));
}

function withSimpleLineEnds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** A `=` that nothing quoted-printable has. */
const HOLDS_PLAIN = /=(?![0-9A-F]{2}|[ \t]{0,8}(?:\r?\n|$))/;

/**
 * Is the text quoted-printable although no header says so? lspci writes `=` too (`primary=00, subordinate=20`), so each
 * must be one of it, and one must be what nothing else writes.
 */
export function looksQuotedPrintable(text: string): boolean {
  return !HOLDS_PLAIN.test(text) && /=3D|=[C-F][0-9A-F]=[89AB][0-9A-F]|(?:=20|=09|(?<!=)=)[ \t]{0,8}\r?\n/.test(text);
}

/**
 * `=3D` → `=`. Where a line was broken by a `=` at its end it ends in a backslash: whoever joins lines takes off first what
 * stands before them.
 */
export function fromQuotedPrintable(text: string): string {
  return text
    .replace(/=[ \t]{0,8}(\r?\n)((?:=[89AB][0-9A-F]){1,3})/g, "$2=$1")
    .replace(/(?:=[0-9A-Fa-f]{2})+/g, (run) =>
      textOfBytes(
        run
          .slice(1)
          .split("=")
          .map((pair) => Number.parseInt(pair, 16)),
      ),
    )
    .replace(/=[ \t]{0,8}(\r?\n|$)/g, "\\$1");
}
