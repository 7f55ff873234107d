/** Exporting, in either shell. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { EXPORT_WORDS } from "../../renderer/words/report.ts";
import type { RunningApp } from "../fixtures/app.ts";
import { said } from "../words.ts";
import { dialog } from "./plan.ts";
import { tree } from "./tree.ts";

/** Saves through the window's own dialog, or downloads in the browser; returns the text. */
export async function saveReport(
  app: RunningApp,
  page: Page,
  folder: string,
  format: RegExp,
): Promise<{ name: string; text: string }> {
  await expect(tree(page)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+e");
  await dialog(page)
    .getByRole("radiogroup", { name: said(page, EXPORT_WORDS.format) })
    .getByText(format)
    .first()
    .click();
  const button = dialog(page).getByRole("button", {
    name: said(page, app.electron === null ? EXPORT_WORDS.download : EXPORT_WORDS.save),
  });
  if (app.electron === null) {
    const downloading = page.waitForEvent("download");
    await button.click();
    const download = await downloading;
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return { name: download.suggestedFilename(), text: readFileSync(path, "utf8") };
  }
  // The system's file dialog cannot be clicked by a test: it answers at once with a path of ours.
  await app.electron.evaluate(({ dialog: systemDialog }, target) => {
    systemDialog.showSaveDialog = (async (_window: unknown, options: { defaultPath?: string }) => ({
      canceled: false,
      filePath: `${target}/${options.defaultPath}`,
    })) as never;
  }, folder);
  await button.click();
  const saved = dialog(page).getByText(folder, { exact: false });
  await expect(saved).toBeVisible();
  const path = ((await saved.textContent()) ?? "").match(/\/\S+\.(html|md|json|txt)/)?.[0] ?? "";
  return { name: path.split("/").at(-1) ?? "", text: readFileSync(path, "utf8") };
}
