/** The whole window in the strange language: what is still plain English there is no message. */
import type { Page } from "@playwright/test";
import { ACTIVITY_WORDS } from "../../renderer/words/activity.ts";
import { COMPARE_WORDS } from "../../renderer/words/compare.ts";
import { FUNCTION_ACTION_WORDS } from "../../renderer/words/function-actions.ts";
import { MACHINE_WORDS } from "../../renderer/words/machines.ts";
import { EXPORT_WORDS } from "../../renderer/words/report.ts";
import { SHELL_WORDS } from "../../renderer/words/shell.ts";
import { UI_WORDS } from "../../renderer/words/ui.ts";
import type { Message } from "../../shared/words/message.ts";
import { PLAN_TITLE_WORDS } from "../../shared/words/texts/plan.ts";
import { expect, test } from "../fixtures/app.ts";
import { plainEnglish, withoutNames } from "../pages/plain-english.ts";
import { closeDialog, dialog, openRun, planAssign, planVfs, previewVfs, runPlan, select } from "../pages/plan.ts";
import { machineButton, row, search, tab, tree } from "../pages/tree.ts";
import { said } from "../words.ts";

test.use({ language: "xx" });

/** What is plain English, with the place where it was seen first. */
class Seen {
  readonly #page: Page;
  readonly #texts = new Map<string, string>();
  constructor(page: Page) {
    this.#page = page;
  }
  async look(where: string): Promise<void> {
    for (const text of await plainEnglish(this.#page)) if (!this.#texts.has(text)) this.#texts.set(text, where);
  }
  get left(): string[] {
    return withoutNames([...this.#texts.keys()]).map((text) => `${this.#texts.get(text)}: ${text}`);
  }
}

async function closeOpen(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.locator('[role="dialog"], [role="menu"]').filter({ visible: true })).toHaveCount(0);
}

async function rowAction(page: Page, bdf: string, action: Message): Promise<void> {
  await row(page, bdf).click({ button: "right" });
  await page.getByRole("menuitem", { name: said(page, action) }).click();
  await expect(dialog(page)).toBeVisible();
}

async function machineItem(page: Page, item: Message): Promise<void> {
  await machineButton(page).click();
  await page.getByRole("menuitem", { name: said(page, item) }).click();
  await expect(dialog(page)).toBeVisible();
}

async function pane(page: Page, seen: Seen, bdf: string): Promise<void> {
  await search(page, bdf);
  await row(page, bdf).click();
  const tabs = page.getByTestId("detail-pane").getByRole("tab");
  for (const title of await tabs.allInnerTexts()) {
    await tab(page, title).click();
    await expect(page.getByRole("tabpanel").first()).toBeVisible();
    await expect(page.getByTestId("detail-pane").locator("[aria-busy=true]")).toHaveCount(0);
    await seen.look(`${bdf} ${title}`);
  }
  await search(page, "");
}

test("every screen, menu and dialog", async ({ page }) => {
  const seen = new Seen(page);
  await expect(tree(page)).toBeVisible();
  await seen.look("table");
  for (const bdf of ["01:00.0", "01:00.2", "04:00.0", "00:01.1"]) {
    if ((await row(page, bdf).count()) > 0) await pane(page, seen, bdf);
  }
  for (const words of [SHELL_WORDS.language, SHELL_WORDS.theme, SHELL_WORDS.help]) {
    await page
      .getByRole("banner")
      .getByRole("button", { name: said(page, words) })
      .click();
    await expect(page.getByRole("menu")).toBeVisible();
    await seen.look(`menu ${words.say}`);
    await closeOpen(page);
  }
  await machineButton(page).click();
  await seen.look("machine menu");
  await closeOpen(page);
  await row(page, "01:00.0").click({ button: "right" });
  await seen.look("row menu");
  await closeOpen(page);
  await select(page, ["01:00.3", "01:00.4"]);
  await seen.look("selection");
  await row(page, "01:00.3").click({ button: "right" });
  await seen.look("menu of a selection");
  await closeOpen(page);

  await page.keyboard.press("ControlOrMeta+k");
  await seen.look("palette");
  for (const typed of ["01:00.0", "vendor id", "no such thing"]) {
    await dialog(page).getByRole("combobox").fill(typed);
    await expect(dialog(page).locator("[aria-busy=true]")).toHaveCount(0);
    await seen.look(`palette ${typed}`);
  }
  await closeOpen(page);
  await page.keyboard.press("Control+Shift+F");
  await seen.look("fields");
  await dialog(page).getByRole("combobox").fill("First VF Offset");
  await expect(page.getByTestId("field-results").getByRole("option").first()).toBeVisible();
  await seen.look("fields found");
  await closeOpen(page);
  await row(page, "01:00.0").click();
  await page.keyboard.press("?");
  await expect(dialog(page)).toBeVisible();
  await seen.look("shortcuts");
  await closeOpen(page);
  await page.keyboard.press("ControlOrMeta+e");
  await expect(dialog(page)).toBeVisible();
  await seen.look("report");
  await dialog(page)
    .getByRole("button", { name: said(page, EXPORT_WORDS.download) })
    .click();
  await expect(page.getByTestId("export-outcome")).toContainText("html");
  await seen.look("report saved");
  await closeOpen(page);
  await page
    .getByRole("banner")
    .getByRole("button", { name: said(page, SHELL_WORDS.help) })
    .click();
  await page.getByRole("menuitem", { name: said(page, SHELL_WORDS.about) }).click();
  await expect(dialog(page)).toContainText("Node.js");
  await seen.look("about");
  await closeOpen(page);

  await machineItem(page, MACHINE_WORDS.compare);
  await seen.look("compare");
  await page.getByRole("button", { name: said(page, COMPARE_WORDS.choose) }).click();
  await page
    .getByRole("menuitemcheckbox", { name: /^vmhost-07/ })
    .first()
    .click();
  await dialog(page)
    .getByRole("checkbox", { name: said(page, COMPARE_WORDS.volatileToo) })
    .click();
  await expect(page.getByTestId("differences").getByRole("option").first()).toBeVisible();
  await seen.look("compared");
  await closeOpen(page);
  await machineItem(page, MACHINE_WORDS.paste);
  await seen.look("paste");
  await dialog(page).getByRole("textbox").fill("Dear all,\nplease find attached\n");
  await page.keyboard.press("ControlOrMeta+Enter");
  await seen.look("paste refused");
  await page.keyboard.press("Escape");
  const discard = dialog(page).getByRole("button", { name: said(page, UI_WORDS.discard) });
  await expect(discard).toBeVisible();
  await seen.look("paste lost");
  await discard.click();
  await expect(dialog(page)).toBeHidden();

  for (const [action, name] of [
    [FUNCTION_ACTION_WORDS.changeVfs, "VFs"],
    [FUNCTION_ACTION_WORDS.reset, "reset"],
    [FUNCTION_ACTION_WORDS.permanent, "permanent"],
    [FUNCTION_ACTION_WORDS.remove, "remove"],
    [FUNCTION_ACTION_WORDS.autoprobeOff, "autoprobe"],
  ] as const) {
    await rowAction(page, "01:00.0", action);
    await expect(dialog(page).locator("[aria-busy=true]")).toHaveCount(0);
    await seen.look(`dialog ${name}`);
    await closeOpen(page);
  }
  await row(page, "01:00.2").click({ button: "right" });
  await page.getByRole("menuitem", { name: said(page, FUNCTION_ACTION_WORDS.vfSettings) }).click();
  await expect(page.getByTestId("vf-row-0")).toBeVisible();
  await page.keyboard.type("02");
  await seen.look("VF settings");
  await page.keyboard.press("Escape");
  await planAssign(page, "01:00.0");
  await expect(dialog(page)).toContainText("0000:01:00.0");
  await seen.look("refused");
  await closeOpen(page);
  await planVfs(page, "01:00.0", 4, "vfio-pci");
  await seen.look("plan");
  for (const at of [0, 1]) {
    await dialog(page).getByRole("tab").nth(at).click();
    await seen.look(`plan tab ${at}`);
  }
  await runPlan(page);
  await seen.look("pill");
  await openRun(page);
  await seen.look("outcome");
  await closeDialog(page);
  await page.keyboard.press("ControlOrMeta+j");
  const activity = page.getByTestId("activity-panel");
  await expect(activity.getByTestId("journal-entry").first()).toBeVisible();
  await seen.look("activity");
  await activity.locator("button[aria-expanded]").first().click();
  await seen.look("entry");
  await rowAction(page, "01:00.2", FUNCTION_ACTION_WORDS.guest);
  await seen.look("guest configuration");
  await closeOpen(page);
  const title = PLAN_TITLE_WORDS.setVfs({ pf: "0000:01:00.0", count: 4 });
  await activity.getByRole("button", { name: said(page, ACTIVITY_WORDS.undoOf({ title })) }).click();
  await expect(dialog(page)).toBeVisible();
  await seen.look("undo plan");
  await runPlan(page);
  await seen.look("undo pill");
  await seen.look("activity after");
  await previewVfs(page, "01:00.1", 4);
  await seen.look("preview");
  expect(seen.left).toEqual([]);
});
