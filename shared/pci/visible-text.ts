/**
 * Text of machines, files and other programs, made fit for a person to read. A name may hold what moves a cursor, writes
 * to a clipboard, turns the direction of writing around or is not seen at all; all of it is written as `\x1b`, `\u202e`
 * or `\u{e0041}`, so that it is seen and does nothing.
 */

/** Control and format characters (bidi, zero-width, tags), line separators, halves of pairs and what is drawn as nothing. */
const HIDDEN = /^[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]$/u;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\u{${digits}}`;
}

function visible(character: string): string {
  return HIDDEN.test(character) ? escaped(character) : character;
}

/** One line: a name, a value, a sentence. Line feeds and tabs are written visibly too. */
export function visibleLine(text: string): string {
  return text.replace(/[^ -~]/gu, visible);
}

/** Text of several lines; line feeds and tabs stay. For terminals, and for all else that shows lines as lines. */
export function visibleText(text: string): string {
  return text.replace(/[^\t\n -~]/gu, visible);
}

/** Does it read as it is, in one line? */
export function isVisible(text: string): boolean {
  return visibleLine(text) === text;
}

/** JSON text in which the same characters are escaped in JSON's way: it reads back as the very same value. */
export function visibleJson(json: string): string {
  return json.replace(/[^\t\n -~]/gu, (character) => {
    if (!HIDDEN.test(character)) return character;
    const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}
