/** Names of controls that have no room for their whole text. */
import type { Page } from "@playwright/test";

const CONTROLS = 'button, [role="tab"], [role="columnheader"], th, [role="radio"], [role="menuitem"], label';

/** What is cut at its edge, by the control's text. Headings of the table keep their beginning: people size its columns. */
export function clipped(page: Page): Promise<string[]> {
  return page.locator(CONTROLS).evaluateAll((controls) => {
    const isCut = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element);
      return overflowX !== "visible" && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
    };
    return controls
      .filter((control) => control.checkVisibility() && control.closest('[role="treegrid"]') === null)
      .filter((control) => [control, ...control.querySelectorAll("*")].some(isCut))
      .map((control) => control.textContent);
  });
}
