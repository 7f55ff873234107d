/** The tree table and the frame around it, in the words of a person. */
import type { Locator, Page } from "@playwright/test";

export function tree(page: Page): Locator {
  return page.getByRole("treegrid");
}

/** The row of a function by its short or long address. */
export function row(page: Page, bdf: string): Locator {
  const full = bdf.length === 7 ? `0000:${bdf}` : bdf;
  return tree(page).locator(`[role="row"][data-testid$="fn:${full}"]`);
}

/** Every ghost row: VFs that a plan on screen would create. */
export function ghosts(page: Page): Locator {
  return tree(page).locator('[role="row"][data-kind="ghost"]');
}

export async function search(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Search functions" }).fill(text);
}

/** Switches to the machine of this name through the machine menu. */
export async function chooseMachine(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Machine:/ }).click();
  await page.getByRole("menuitemcheckbox", { name: new RegExp(name) }).click();
}

export function tab(page: Page, name: string): Locator {
  return page.getByRole("tab", { name, exact: true });
}
