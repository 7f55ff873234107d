/** Whoever works with the keyboard keeps it: no action leaves the focus on nothing, and no row is named that is not drawn. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { dialog, planVfs } from "../pages/plan.ts";
import { row, search, tab, tree } from "../pages/tree.ts";

const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName ?? "");

/** The focus is given back after two frames; what is asked before proves nothing. */
async function keepsFocus(page: Page): Promise<void> {
  await expect.poll(() => focused(page)).not.toBe("BODY");
}

test("what removes itself gives the keyboard back; marks leave the blanks between words", async ({ page }) => {
  await expect(tree(page)).toBeVisible();
  await search(page, "no such function");
  await page.getByRole("button", { name: "Clear search and filters" }).press("Enter");
  await expect(tree(page)).toBeVisible();
  await keepsFocus(page);

  await search(page, "01:00.1");
  await page.getByRole("button", { name: "Show all" }).press("Enter");
  await expect(page.getByRole("button", { name: "Show all" })).toBeHidden();
  await keepsFocus(page);

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Class", exact: true }).click();
  await page.keyboard.press("Escape");
  await search(page, "ethernet");
  const cell = row(page, "01:00.0").locator('[data-cell="class"]');
  await expect(cell.locator("mark")).toHaveText("Ethernet");
  expect(await cell.innerText()).toBe("Ethernet controller");
});

test("one dialog leads to the next, and the keyboard comes back to where all of it began, or to the next machine", async ({
  page,
}) => {
  await row(page, "01:00.1").click();
  const opener = page.getByTestId("detail-pane").getByRole("button", { name: /^(Create|Change) VFs/ });
  await opener.press("Enter");
  await dialog(page)
    .getByRole("button", { name: /^Review plan/ })
    .press("Enter");
  await expect(dialog(page)).toContainText("to ");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(opener).toBeFocused();

  // Another machine takes the place of the table that had the keyboard.
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("p194");
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle(/p194-162-015/);
  await keepsFocus(page);
});

test("a row that has scrolled out of view is not named, and what scrolls takes the keyboard", async ({ page }) => {
  await row(page, "01:00.0").click();
  for (const [name, testId] of [
    ["Capabilities", "field-tree"],
    ["Config space", "hex-grid"],
  ] as const) {
    await tab(page, name).click();
    const list = page.getByTestId(testId);
    await list.focus();
    if (name === "Capabilities") await page.keyboard.press("*");
    await page.keyboard.press("ArrowDown");
    await expect(list).toHaveAttribute("aria-activedescendant", /./);
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(list).not.toHaveAttribute("aria-activedescendant");
    await page.keyboard.press("ArrowDown");
    await expect(list).toHaveAttribute("aria-activedescendant", /./);
  }

  await page.setViewportSize({ width: 900, height: 520 });
  await planVfs(page, "01:00.0", 4);
  await expect(page.getByRole("region", { name: "About this plan" })).toHaveAttribute("tabindex", "0");
});
