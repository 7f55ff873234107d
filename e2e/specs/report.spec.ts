/** Taking away: each format is written, read back and checked. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { firstUnseen } from "../../shared/machine/testing/hostile-machine.ts";
import { expect, ROOT, test } from "../fixtures/app.ts";
import { openFile } from "../pages/open-file.ts";
import { saveReport } from "../pages/save-report.ts";
import { row } from "../pages/tree.ts";

test("HTML stands alone, Markdown has tables, lspci text is lspci's; the keyboard stays on the button", async ({
  app,
  page,
  home,
}) => {
  const saved = async (format: RegExp) => {
    const report = await saveReport(app, page, home, format);
    await expect(page.getByRole("dialog").getByRole("button", { name: /^(Save|Download)/ })).toBeFocused();
    await page.keyboard.press("Escape");
    // While it still closes it takes the keys.
    await expect(page.getByRole("dialog")).toBeHidden();
    return report;
  };
  const html = await saved(/HTML/);
  expect(html.name).toMatch(/^p22-048-018.*\.html$/);
  expect(html.text).toContain("0000:01:00.0");
  expect(html.text).toContain("Single Root I/O Virtualization");
  expect(html.text).not.toMatch(/<script|https?:\/\/[^"]+\.(js|css)/);

  const markdown = await saved(/Markdown/);
  expect(markdown.text).toMatch(/^# /m);
  expect(markdown.text).toContain("0000:01:02.1");

  const { text } = await saved(/lspci/);
  expect(text).toContain("01:00.0 Ethernet controller: Mellanox Technologies MT2910 Family [ConnectX-7]");
  expect(text).toContain("\t\tInitial VFs: 16, Total VFs: 16, Number of VFs: 16, Function Dependency Link: 00");
});

test("JSON is read back as the same machine; a hostile one shows what its names hold, and turns around nothing", async ({
  app,
  page,
  home,
}) => {
  const { text } = await saveReport(app, page, home, /JSON/);
  const report = JSON.parse(text) as {
    format: string;
    version: number;
    functions: unknown[];
    usedBy: Record<string, { shown: string }>;
  };
  expect(report).toMatchObject({ format: "sriov-inspector-report", version: 1 });
  const usedBy = report.usedBy["0000:01:00.0"]?.shown ?? "";
  expect(usedBy).not.toBe("");
  expect(report.functions).toHaveLength(58);
  await page.keyboard.press("Escape");
  // While it still closes it takes the keys.
  await expect(page.getByRole("dialog")).toBeHidden();
  const path = join(home, "again.json");
  writeFileSync(path, text);
  await openFile(page, path);
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("p22-048-018");
  await expect(row(page, "01:00.0")).toContainText("16/16");
  // Who used its functions then, as the file tells.
  await expect(row(page, "01:00.0")).toContainText(usedBy);

  const bad = "mlx5\u001b[2J\u202e_core\u200b\nforged";
  const hostile = join(home, "hostile\u202e.json");
  writeFileSync(hostile, text.replaceAll('"driver":"mlx5_core"', `"driver":${JSON.stringify(bad)}`));
  await openFile(page, hostile);
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
  await openFile(page, join(ROOT, "shared/pci/lspci/corpus/dumps/sriov.txt"));
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
