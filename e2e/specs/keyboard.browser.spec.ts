/** Without a mouse: find a PF, look at it, change its VFs, close everything. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { dialog, pill, planVfs, runPlan } from "../pages/plan.ts";
import { row, tree } from "../pages/tree.ts";

test("search, walk, open, plan and run by the keyboard alone", async ({ page }) => {
  await expect(tree(page)).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("01:00.1");
  await page.keyboard.press("Enter");
  await expect(row(page, "01:00.1")).toHaveAttribute("aria-selected", "true");

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("set number of vfs");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("textbox", { name: "Number of VFs" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("to 2 VFs");
  await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(pill(page)).toHaveAttribute("data-state", "done");
  // What can be done about the result is one key away.
  await expect(pill(page).getByRole("button", { name: "Undo…" })).toBeFocused();
  await expect(row(page, "01:00.1")).toContainText("2/16");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Undo…" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(pill(page).getByRole("button", { name: "Details" })).toBeFocused();
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

test("left and right close and open a family; Escape clears the search; the palette jumps to what it names", async ({
  page,
}) => {
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

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("d5:00.0");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("detail-pane")).toContainText("0000:d5:00.0");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("p194");
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle(/p194-162-015/);
});

test("the last change is undone by three keys, and F6 comes to the line that tells of it", async ({ page }) => {
  await planVfs(page, "01:00.1", 2);
  await runPlan(page);
  await expect(row(page, "01:00.1")).toContainText("2/16");
  await row(page, "01:00.0").click();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(dialog(page)).toContainText("Undo: Set 0000:01:00.1 to 2 VFs");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(pill(page)).toHaveAttribute("data-state", "done");
  await expect(row(page, "01:00.1")).toContainText("0/16");
  await row(page, "01:00.1").click();
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("Shift+F6");
  await expect(pill(page).getByRole("button", { name: "Undo…" })).toBeFocused();
});

/**
 * The line of the palette that opens each dialog while a PF is selected, its name, and what has the keyboard in it then;
 * `dialog` where there is only to read.
 */
const DIALOGS: readonly (readonly [line: string | null, dialog: string, place: RegExp])[] = [
  [null, "Command palette", /^combobox/],
  ["change vfs", "VFs of 0000:01:00.0", /^input/],
  ["export report", "Export report", /^radio/],
  ["make persistent", "Make persistent: 0000:01:00.0", /^button Copy/],
  ["reset 0000", "Reset 0000:01:00.0", /^radio/],
  ["open pasted", "Open pasted dump", /^textarea/],
  ["search registers and fields", "Search registers and fields", /^combobox/],
  ["compare", "Compare", /^button/],
  ["connect by ssh", "Connect by ssh", /^input/],
  ["what runs as root", "Remote helper", /^button Copy script/],
  ["open log", "Log", /^button Copy/],
  ["keyboard shortcuts", "Keyboard shortcuts", /^dialog/],
  ["about", "SR-IOV Inspector", /^dialog/],
];

/** Role, or else kind, and text of what has the keyboard. */
function keyboardAt(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const role = at?.getAttribute("role") ?? at?.localName ?? "";
    return role === "button" ? `${role} ${at?.textContent}` : role;
  });
}

/** @returns where Tab leads outside of the dialog, over its ends to and fro */
async function tabsOutside(page: Page): Promise<string[]> {
  const outside: string[] = [];
  for (const key of ["Shift+Tab", "Tab", "Tab"]) {
    await page.keyboard.press(key);
    const left = await page.evaluate(async () => {
      // What stands at the ends of a dialog leads on to its other end.
      while (document.activeElement?.matches("[data-base-ui-focus-guard]")) await new Promise(requestAnimationFrame);
      const at = document.activeElement;
      return at?.closest('[role="dialog"]') === null ? at.outerHTML.slice(0, 200) : null;
    });
    if (left !== null) outside.push(left);
  }
  return outside;
}

test.describe("where machines can be reached by ssh", () => {
  test.use({ launch: ["--demo", "p22-048-018", "--allow-changes"] });

  test("every dialog: the first field has the keyboard, else what can be done; Tab stays in it, Escape goes back", async ({
    page,
  }) => {
    await row(page, "01:00.0").click();
    const before = await keyboardAt(page);
    for (const [line, name, place] of DIALOGS) {
      await test.step(name, async () => {
        await page.keyboard.press("ControlOrMeta+k");
        if (line !== null) {
          await page.keyboard.type(line);
          await expect(page.getByRole("option").first()).toContainText(new RegExp(line.replaceAll(" ", ".*"), "i"));
          await page.keyboard.press("Enter");
        }
        await expect(page.getByRole("dialog", { name })).toBeVisible();
        await expect.poll(() => keyboardAt(page)).toMatch(place);
        expect(await tabsOutside(page)).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(dialog(page)).toBeHidden();
        await expect.poll(() => keyboardAt(page)).toBe(before);
      });
    }
  });
});

test("what was typed is lost only by a word", async ({ page }) => {
  await row(page, "01:00.2").click();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("open pasted text");
  await page.keyboard.press("Enter");
  const text = dialog(page).getByRole("textbox");
  await expect(text).toBeFocused();
  await page.keyboard.type("00:00.0 Host bridge");
  await page.keyboard.press("Escape");
  await expect(dialog(page).getByRole("button", { name: "Keep editing" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(text).toHaveValue("00:00.0 Host bridge");
  await page.keyboard.press("Escape");
  await dialog(page).getByRole("button", { name: "Discard" }).click();
  await expect(dialog(page)).toBeHidden();
});
