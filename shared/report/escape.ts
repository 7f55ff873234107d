/** Makes text from a machine safe to put into HTML or Markdown. Names may come from a file that anybody wrote. */
import { visibleText } from "../pci/visible-text.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For element content and for attribute values in quotes. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * What GitHub links or notifies people for in finished text, where a backslash no longer helps: addresses, `www.`,
 * `@name`, `#1`, `GH-1`. A zero-width space in the middle of each keeps it text.
 */
const LINKED = /(?:https?|ftp)(?=:\/\/)|www(?=\.)|@(?=[\w\\])|#(?=\d)|GH-(?=\d)/gi;

/** Inside a line or a table cell of Markdown (GitHub's dialect): nothing in it is markup, a link, a mention or HTML. */
export function escapeMarkdown(text: string): string {
  return visibleText(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|~#&$]/g, (character) => `\\${character}`)
    .replace(LINKED, (piece) => `${piece}&#8203;`);
}

/** At the start of a line, where a dash or a number would also begin a list. */
export function escapeMarkdownLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^([-+=])/, "\\$1")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}
