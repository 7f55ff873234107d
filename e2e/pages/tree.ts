/** The tree table and the frame around it, in the words of a person. */
import type { Locator, Page } from "@playwright/test";
import { MACHINE_WORDS } from "../../renderer/words/machines.ts";
import { SHELL_WORDS } from "../../renderer/words/shell.ts";
import type { Words } from "../../shared/words/message.ts";
import { said } from "../words.ts";

export function tree(page: Page): Locator {
  return page.getByRole("treegrid");
}

/** A short address with its domain. */
export function fullBdf(bdf: string): string {
  return bdf.length === 7 ? `0000:${bdf}` : bdf;
}

/** The row of a function by its short or long address. */
export function row(page: Page, bdf: string): Locator {
  return tree(page).locator(`[role="row"][data-testid$="fn:${fullBdf(bdf)}"]`);
}

/** A cell of the table of VFs; which columns have room for themselves depends on the machine and the window. */
export function vfCell(page: Page, vf: number, column: "mac"): Locator {
  return page.getByTestId(`vf-row-${vf}`).locator(`[role="gridcell"][id$="-${vf}-${column}"]`);
}

/** Every ghost row: VFs that a plan on screen would create. */
export function ghosts(page: Page): Locator {
  return tree(page).locator('[role="row"][data-kind="ghost"]');
}

export async function search(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox", { name: said(page, SHELL_WORDS.search) }).fill(text);
}

/** The control that names the machine and opens its menu. */
export function machineButton(page: Page): Locator {
  return page
    .getByRole("banner")
    .getByRole("button", { name: said(page, MACHINE_WORDS.label({ machine: "" })).trim() });
}

/** Switches to the machine of this name through the machine menu. */
export async function chooseMachine(page: Page, name: string): Promise<void> {
  await machineButton(page).click();
  await page.getByRole("menuitemcheckbox", { name: new RegExp(name) }).click();
}

export function tab(page: Page, name: Words): Locator {
  return page.getByRole("tab", { name: said(page, name), exact: true });
}
