/** What was thrown, in words: an error's own message, and anything else as it is written. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
