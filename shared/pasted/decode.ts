/** The first stage: what a text went through as a whole (mail, a web page, another system) is taken back. Pure. */

/** Where there is nothing to take back, it is the same text. */
export function plainText(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
