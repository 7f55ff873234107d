/** What is opened from a file or a text: of when it is, what it does not tell, and no action that cannot be. */
import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { paste } from "../pages/clipboard.ts";
import { openFile, REGISTERS } from "../pages/open-file.ts";
import { saveReport } from "../pages/save-report.ts";
import { row, tab } from "../pages/tree.ts";

const pane = (page: Page) => page.getByTestId("detail-pane");

test("a file is as old as its last change, offers what reads, and denies nothing that it does not tell", async ({
  page,
  home,
}) => {
  const path = join(home, "registers.txt");
  writeFileSync(path, REGISTERS);
  const day = new Date();
  day.setDate(day.getDate() - 55);
  utimesSync(path, day, day);
  await expect(row(page, "01:00.0")).toBeVisible();
  await openFile(page, path);

  const age = page.getByRole("button", { name: /^File of .*, 55 days old$/ });
  await expect(age).toBeVisible();
  await expect(page).toHaveTitle(/^registers\.txt \(File of .*\) – SR-IOV Inspector$/);
  await expect(page.getByRole("button", { name: /^Live updates/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Access/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Refresh" })).toHaveCount(0);
  await age.click();
  await expect(page.getByRole("dialog", { name: "A file can’t be changed" })).toContainText("last changed then");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Machine: registers/ }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: /registers\.txt/ })).toContainText("File of");
  await page.keyboard.press("Escape");

  await expect(page.getByRole("button", { name: /^No driver unknown/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^SR-IOV capable 1/ })).toBeVisible();
  await row(page, "01:00.0").click();
  for (const fact of ["driver", "modules", "override", "reset", "slot", "numa", "iommu-group"]) {
    await expect(pane(page).getByTestId(`fact-${fact}`).first()).toContainText("unknown");
  }
  await tab(page, "Resources").click();
  await expect(pane(page)).toContainText("400da000000");
  await expect(pane(page)).not.toContainText("not assigned");
  await tab(page, "SR-IOV").click();
  await expect(pane(page)).toContainText("Nothing in it can be changed.");
  await expect(pane(page).getByRole("spinbutton")).toHaveCount(0);
  await row(page, "01:00.0").click({ button: "right" });
  const menu = page.getByRole("menu");
  await expect(menu.getByRole("menuitem", { name: "Copy BDF" })).toBeVisible();
  await expect(menu.getByRole("menuitem", { name: /Reset|Bind|Set number|Remove/ })).toHaveCount(0);
  await expect(menu).toContainText("Nothing in it can be changed.");
});

test("a report says when the machine was read, and a pasted text that nothing does", async ({ app, page, home }) => {
  const { text } = await saveReport(app, page, home, /JSON/);
  const path = join(home, "kept.json");
  writeFileSync(path, text);
  const old = new Date(2020, 0, 1);
  utimesSync(path, old, old);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await openFile(page, path);
  await expect(page.getByRole("button", { name: /^Report of .* old$/ })).not.toContainText("2020");

  await row(page, "01:00.0").click();
  await paste(app, REGISTERS);
  await expect(page.getByRole("button", { name: "Pasted, no date" })).toBeVisible();
});
