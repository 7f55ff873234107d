/** The same journeys in each language, and from one to the other in the middle of a plan. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { CLI_WORDS } from "../../electron/cli/words.ts";
import { ACTIVITY_WORDS } from "../../renderer/words/activity.ts";
import { FIELD_TREE_WORDS } from "../../renderer/words/field-tree.ts";
import { PLAN_WORDS } from "../../renderer/words/plan.ts";
import { SHELL_WORDS } from "../../renderer/words/shell.ts";
import { VF_CHOICE_WORDS } from "../../renderer/words/vf-choice.ts";
import { VIEW_WORDS } from "../../renderer/words/view.ts";
import { CHINESE } from "../../shared/pci/chinese/explanations.ts";
import { say } from "../../shared/words/say.ts";
import { VFIO_CHECK_WORDS } from "../../shared/words/texts/check-vfio.ts";
import { PLAN_TITLE_WORDS } from "../../shared/words/texts/plan.ts";
import { expect, ROOT, test } from "../fixtures/app.ts";
import { clipped } from "../pages/clipped.ts";
import { closeDialog, dialog, openRun, planAssign, planVfs, runPlan } from "../pages/plan.ts";
import { saveReport } from "../pages/save-report.ts";
import { row, search, tab } from "../pages/tree.ts";
import { readsIn, said } from "../words.ts";

const PF = "0000:01:00.0";
const OFFSET_HELP =
  "Routing ID of the first VF minus that of the PF; may change with NumVFs and ARI Capable Hierarchy.";
/** What a language decides. */
const OF_WORDS = [
  ...["aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-toggle-field-name", "button-name"],
  ...["html-has-lang", "html-lang-valid", "label"],
];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Every control has room for its text, and a name. */
async function checkScreen(page: Page, screen: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expect.poll(() => clipped(page), { message: `${screen}, ${size.width} wide` }).toEqual([]);
  }
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withRules(OF_WORDS).analyze();
  expect(violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes[0]?.html}`)).toEqual([]);
}

for (const language of ["en", "zh"] as const) {
  test.describe(language, () => {
    test.use({ language });

    test("tree, pane, explanation of a field; refuse, plan, run, undo and report", async ({ app, page, home }) => {
      await expect(page.locator("html")).toHaveAttribute("lang", language === "zh" ? "zh-CN" : "en");
      await search(page, "01:00.0");
      await row(page, "01:00.0").click();
      await expect(row(page, "01:00.0")).toContainText("16/16");
      for (const name of [VIEW_WORDS.overview, VIEW_WORDS.sriov, VIEW_WORDS.iommu, VIEW_WORDS.link]) {
        await tab(page, name).click();
        await expect(page.getByRole("tabpanel").first()).toBeVisible();
        await checkScreen(page, name.say);
      }
      await tab(page, VIEW_WORDS.capabilities).click();
      await page.getByPlaceholder(said(page, FIELD_TREE_WORDS.filterHint)).fill("First VF Offset");
      await page.getByTestId("field-tree").getByText("First VF Offset").last().click();
      const help = language === "zh" ? CHINESE[OFFSET_HELP] : OFFSET_HELP;
      await expect(page.getByTestId("field-inspector")).toContainText(help ?? "no explanation");
      await checkScreen(page, "capabilities");
      await search(page, "");

      await planAssign(page, "01:00.0");
      await expect(dialog(page)).toContainText(said(page, VFIO_CHECK_WORDS.pfWithVfs({ bdf: PF })));
      await expect(dialog(page)).toContainText(said(page, PLAN_WORDS.resolveBlockers));
      await checkScreen(page, "refused");
      await page.keyboard.press("Escape");
      await expect(dialog(page)).toBeHidden();

      await planVfs(page, "01:00.0", 4, "vfio-pci");
      await checkScreen(page, "plan");
      await runPlan(page);
      await checkScreen(page, "pill");
      await openRun(page);
      await checkScreen(page, "outcome");
      await closeDialog(page);
      await expect(row(page, "01:00.0")).toContainText("4/16");
      await expect(row(page, "01:00.5")).toContainText("vfio-pci");

      await page
        .getByRole("banner")
        .getByRole("button", { name: said(page, SHELL_WORDS.activity) })
        .click();
      const activity = page.getByRole("region", { name: said(page, SHELL_WORDS.activity), exact: true });
      const title = PLAN_TITLE_WORDS.setVfs({ pf: PF, count: 4 });
      await expect(activity).toContainText(said(page, title));
      await checkScreen(page, "activity");
      await activity.getByRole("button", { name: said(page, ACTIVITY_WORDS.undoOf({ title })) }).click();
      await runPlan(page);
      await expect(row(page, "01:00.0")).toContainText("16/16");

      const report = await saveReport(app, page, home, /Markdown/);
      expect(report.text).toContain(PF);
      await checkScreen(page, "report");
    });
  });
}

/** The browser's preferred language becomes another. */
async function becomes(page: Page, tag: string): Promise<void> {
  await page.evaluate((preferred) => {
    Object.defineProperty(navigator, "languages", { configurable: true, value: [preferred] });
    window.dispatchEvent(new Event("languagechange"));
  }, tag);
}

test("another language in the middle of a plan loses nothing", async ({ page }) => {
  await planVfs(page, "01:00.0", 4);
  const footer = dialog(page).getByRole("contentinfo");
  await footer.getByRole("checkbox").first().check();
  const steps = dialog(page).getByTestId("steps").getByRole("listitem");
  const count = await steps.count();
  await becomes(page, "zh-CN");
  readsIn(page, "zh");
  await expect(dialog(page)).toContainText(said(page, PLAN_TITLE_WORDS.setVfs({ pf: PF, count: 4 })));
  await expect(footer.getByRole("checkbox").first()).toBeChecked();
  await expect(steps).toHaveCount(count);
  await runPlan(page);
  await becomes(page, "en-US");
  readsIn(page, "en");
  await expect(row(page, "01:00.0")).toContainText("4/16");
});

test("another language from the menu keeps selection, search, tab and what is typed", async ({ page }) => {
  await search(page, "01:00");
  await row(page, "01:00.1").click();
  await tab(page, VIEW_WORDS.sriov).click();
  const number = () => page.getByRole("textbox", { name: said(page, VF_CHOICE_WORDS.number) });
  await number().fill("7");
  for (const [next, name] of [
    ["zh", "简体中文"],
    ["en", "English"],
  ] as const) {
    await page
      .getByRole("banner")
      .getByRole("button", { name: said(page, SHELL_WORDS.language) })
      .click();
    await page.getByRole("menu").getByText(name).click();
    readsIn(page, next);
    await expect(number()).toHaveValue("7");
    await expect(page.getByRole("searchbox", { name: said(page, SHELL_WORDS.search) })).toHaveValue("01:00");
    await expect(row(page, "01:00.1")).toHaveAttribute("aria-selected", "true");
    await expect(tab(page, VIEW_WORDS.sriov)).toHaveAttribute("aria-selected", "true");
  }
});

test("the command line speaks the language of the terminal, or the one that is asked for", () => {
  const run = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    spawnSync(process.execPath, [join(ROOT, "dist/app/cli.js"), ...args], {
      encoding: "utf8",
      env: { ...process.env, LANGUAGE: "", ...env },
    });
  const chinese = { LC_ALL: "zh_CN.UTF-8" };
  expect(run(chinese, "show", "--help").stdout).toContain(say("zh", CLI_WORDS.show));
  expect(run(chinese, "show", "--help", "--lang", "en").stdout).toContain(say("en", CLI_WORDS.show));
  const refused = run({ LC_ALL: "C" }, "show", "--lang", "zh", "--format", "nothing");
  expect(refused.stderr).toMatch(/^错误：.*nothing/);
  expect(refused.status).toBe(2);
  expect(run(chinese, "show", "--host", "demo:p22-048-018", "--format", "lspci").stdout).toContain(
    "\t\tInitial VFs: 16",
  );
});
