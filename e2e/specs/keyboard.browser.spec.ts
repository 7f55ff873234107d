/** Without a mouse: find a PF, look at it, change its VFs, close everything. */
import { expect, test } from "../fixtures/app.ts";
import { dialog, pill } from "../pages/plan.ts";
import { row, tree } from "../pages/tree.ts";

test("search, walk, open, plan and run by the keyboard alone", async ({ page }) => {
  await expect(tree(page)).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("01:00.1");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Home");
  for (let step = 0; step < 8; step++) {
    if ((await row(page, "01:00.1").getAttribute("aria-selected")) === "true") break;
    await page.keyboard.press("ArrowDown");
  }
  await expect(row(page, "01:00.1")).toHaveAttribute("aria-selected", "true");

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("set number of vfs");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("textbox", { name: "Number of VFs" })).toBeVisible();
  await dialog(page).getByRole("textbox", { name: "Number of VFs" }).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await dialog(page)
    .getByRole("button", { name: /^Review plan/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("to 2 VFs");
  await dialog(page).getByRole("button", { name: /^Run/ }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(pill(page)).toHaveAttribute("data-state", "done");
  // What can be done about the result is one key away.
  await expect(pill(page).getByRole("button", { name: "Undo…" })).toBeFocused();
  await expect(row(page, "01:00.1")).toContainText("2/16");
});

test("the rows that were searched for are there by the next key after Enter", async ({ page }) => {
  await expect(tree(page)).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Search functions" });
  // In one task of the page, which leaves its scheduler no time for what may be drawn later.
  const shown = await search.evaluate(async (field: HTMLInputElement) => {
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    setValue?.call(field, "01:00.1");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    return [...document.querySelectorAll('[role="row"][data-testid*="fn:"]')].map(({ id }) => id);
  });
  expect(shown).toContain("row-fn:0000:01:00.1");
  expect(shown).not.toContain("row-fn:0000:01:00.2");
});

test("left and right close and open a family; Escape clears the search", async ({ page }) => {
  await row(page, "01:00.0").click();
  await page.keyboard.press("ArrowLeft");
  await expect(row(page, "01:00.2")).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await expect(row(page, "01:00.2")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("nvme");
  await expect(row(page, "01:00.2")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(row(page, "01:00.2")).toBeVisible();
});

test("the palette jumps to a function and to another machine", async ({ page }) => {
  await expect(tree(page)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("d5:00.0");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("detail-pane")).toContainText("0000:d5:00.0");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("p194");
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle(/p194-162-015/);
});
