/** The page's window, in tests that have a page and in those that have none. */

/** @param without what a window has to have where there is no page */
export function putOnPage(parts: object, without: object): void {
  if (typeof window === "undefined") Object.assign(globalThis, { window: without });
  Object.assign(window, parts);
}
