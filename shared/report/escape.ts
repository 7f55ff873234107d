/** Makes text from a machine safe to put into HTML or Markdown. Names may come from a file that anybody wrote. */

const REPLACEMENT = "\ufffd";
const TAB = 9;
const LINE_FEED = 10;

/**
 * Replaces what no honest name contains: control characters, halves of surrogate pairs and the marks that turn the
 * direction of writing around (U+202A–U+202E, U+2066–U+2069), with which a name can pretend to be another.
 */
export function plainText(text: string): string {
  let out = "";
  for (const character of text) out += isUnfit(character.codePointAt(0) ?? 0) ? REPLACEMENT : character;
  return out;
}

function isUnfit(code: number): boolean {
  if (code < 0x20) return code !== TAB && code !== LINE_FEED;
  if (code < 0x7f) return false;
  return (
    code <= 0x9f ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfffe ||
    code === 0xffff
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For element content and for attribute values in quotes. */
export function escapeHtml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Inside a line or a table cell of Markdown (GitHub's dialect): nothing in it is markup, a link or HTML. */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|~#&$]/g, (character) => `\\${character}`)
    .replace(/\b(https?|ftp):\/\//gi, "$1:\u200b//")
    .replace(/\bwww\./gi, "www\u200b.");
}

/** At the start of a line, where a dash or a number would also begin a list. */
export function escapeMarkdownLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^([-+=])/, "\\$1")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}
