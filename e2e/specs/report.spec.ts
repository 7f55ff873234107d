/** Taking away: each format is written, read back and checked. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { firstUnseen } from "../../shared/machine/testing/hostile-machine.ts";
import { expect, ROOT, test } from "../fixtures/app.ts";
import { saveReport } from "../pages/save-report.ts";
import { row } from "../pages/tree.ts";

test("HTML stands alone and names the functions", async ({ app, page, home }) => {
  const { name, text } = await saveReport(app, page, home, /HTML/);
  expect(name).toMatch(/^p22-048-018.*\.html$/);
  expect(text).toContain("0000:01:00.0");
  expect(text).toContain("Single Root I/O Virtualization");
  expect(text).not.toMatch(/<script|https?:\/\/[^"]+\.(js|css)/);
});

test("the keyboard stays on the button that makes the report", async ({ app, page, home }) => {
  await saveReport(app, page, home, /HTML/);
  await expect(page.getByTestId("export-outcome")).toContainText("html");
  await expect(page.getByRole("dialog").getByRole("button", { name: /^(Save|Download)/ })).toBeFocused();
});

test("Markdown has the functions in tables", async ({ app, page, home }) => {
  const { text } = await saveReport(app, page, home, /Markdown/);
  expect(text).toMatch(/^# /m);
  expect(text).toContain("0000:01:02.1");
});

test("lspci text is lspci's", async ({ app, page, home }) => {
  const { text } = await saveReport(app, page, home, /lspci/);
  expect(text).toContain("01:00.0 Ethernet controller: Mellanox Technologies MT2910 Family [ConnectX-7]");
  expect(text).toContain("\t\tInitial VFs: 16, Total VFs: 16, Number of VFs: 16, Function Dependency Link: 00");
});

test("JSON is read back as the same machine", async ({ app, page, home }) => {
  const { text } = await saveReport(app, page, home, /JSON/);
  const report = JSON.parse(text) as { format: string; version: number; functions: unknown[] };
  expect(report).toMatchObject({ format: "sriov-inspector-report", version: 1 });
  expect(report.functions).toHaveLength(58);
  await page.keyboard.press("Escape");
  // While it still closes it takes the keys.
  await expect(page.getByRole("dialog")).toBeHidden();
  const path = join(home, "again.json");
  writeFileSync(path, text);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("ControlOrMeta+o");
  await (await chooser).setFiles(path);
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("p22-048-018");
  await expect(row(page, "01:00.0")).toContainText("16/16");
});

test("a hostile report shows what its names hold, and hides and turns around nothing", async ({ app, page, home }) => {
  const { text } = await saveReport(app, page, home, /JSON/);
  await page.keyboard.press("Escape");
  // While it still closes it takes the keys.
  await expect(page.getByRole("dialog")).toBeHidden();
  const bad = "mlx5\u001b[2J\u202e_core\u200b\nforged";
  const path = join(home, "hostile\u202e.json");
  writeFileSync(path, text.replaceAll('"driver":"mlx5_core"', `"driver":${JSON.stringify(bad)}`));
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("ControlOrMeta+o");
  await (await chooser).setFiles(path);
  // No kernel could have made that name: it stands for nothing, and is shown in what is said of it alone.
  await expect(row(page, "01:00.0")).toContainText("unknown");
  await row(page, "01:00.0").click();
  await expect(page.locator("body")).toContainText("mlx5\\x1b[2J\\u202e_core\\u200b\\x0aforged");
  expect(firstUnseen(await page.locator("body").innerText())).toBeNull();
  expect(firstUnseen(await page.title())).toBeNull();
});

test("a dump: a number that has no room keeps its beginning, and nothing of a file is live", async ({ page }) => {
  const parts = row(page, "01:00.0").getByRole("gridcell", { name: "16/16" }).locator("span");
  await expect(parts).toHaveCount(4);
  const sizes = await parts.evaluateAll((spans) =>
    spans.map(({ scrollWidth, clientWidth }) => ({ has: clientWidth > 0, fits: scrollWidth <= clientWidth })),
  );
  expect(sizes.filter(({ has, fits }) => !has || !fits)).toEqual([]);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("ControlOrMeta+o");
  await (await chooser).setFiles(join(ROOT, "shared/pci/lspci/corpus/dumps/sriov.txt"));
  await expect(row(page, "01:00.3")).toContainText("65535/65535");
  const cutOffInFront = await row(page, "01:00.3")
    .getByRole("gridcell")
    .evaluateAll((cells) =>
      cells
        .filter((cell) => {
          const text = document.createRange();
          text.selectNodeContents(cell);
          const [start, edge] = [text.getBoundingClientRect().left, cell.getBoundingClientRect().left];
          return cell.textContent !== "" && start < edge;
        })
        .map((cell) => cell.textContent),
    );
  expect(cutOffInFront).toEqual([]);
  await page.getByRole("button", { name: /^Machine:/ }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "sriov.txt" })).not.toContainText(/live/i);
});
