/** Taking away: each format is written, read back and checked. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, type RunningApp, test } from "../fixtures/app.ts";
import { dialog } from "../pages/plan.ts";
import { row, tree } from "../pages/tree.ts";

/** Saves through the window's own dialog, or downloads in the browser; returns the text. */
async function save(
  app: RunningApp,
  page: Page,
  folder: string,
  format: RegExp,
): Promise<{ name: string; text: string }> {
  await expect(tree(page)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+e");
  await dialog(page)
    .getByRole("radiogroup", { name: /format/i })
    .getByText(format)
    .first()
    .click();
  const button = dialog(page).getByRole("button", { name: /^(Save|Download)/ });
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

test("HTML stands alone and names the functions", async ({ app, page, home }) => {
  const { name, text } = await save(app, page, home, /HTML/);
  expect(name).toMatch(/^p22-048-018.*\.html$/);
  expect(text).toContain("0000:01:00.0");
  expect(text).toContain("Single Root I/O Virtualization");
  expect(text).not.toMatch(/<script|https?:\/\/[^"]+\.(js|css)/);
});

test("Markdown has the functions in tables", async ({ app, page, home }) => {
  const { text } = await save(app, page, home, /Markdown/);
  expect(text).toMatch(/^# /m);
  expect(text).toContain("0000:01:02.1");
});

test("lspci text is lspci's", async ({ app, page, home }) => {
  const { text } = await save(app, page, home, /lspci/);
  expect(text).toContain("01:00.0 Ethernet controller: Mellanox Technologies MT2910 Family [ConnectX-7]");
  expect(text).toContain("\t\tInitial VFs: 16, Total VFs: 16, Number of VFs: 16, Function Dependency Link: 00");
});

test("JSON is read back as the same machine", async ({ app, page, home }) => {
  const { text } = await save(app, page, home, /JSON/);
  const report = JSON.parse(text) as { format: string; version: number; functions: unknown[] };
  expect(report).toMatchObject({ format: "sriov-inspector-report", version: 1 });
  expect(report.functions).toHaveLength(58);
  await page.keyboard.press("Escape");
  const path = join(home, "again.json");
  writeFileSync(path, text);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("ControlOrMeta+o");
  await (await chooser).setFiles(path);
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("p22-048-018");
  await expect(row(page, "01:00.0")).toContainText("16/16");
});
