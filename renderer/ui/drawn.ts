import type { VirtualItem } from "@tanstack/react-virtual";

/**
 * For `aria-activedescendant` of a list that draws only what is in view: the id of the row that the keyboard is on, or
 * nothing while that row has scrolled out and is not in the page.
 */
export function drawnId(items: readonly Pick<VirtualItem, "index">[], index: number, id: string): string | undefined {
  return items.some((item) => item.index === index) ? id : undefined;
}
