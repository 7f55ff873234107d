/**
 * Each main state of the window in both languages, both themes and three sizes, taken by `npm run screenshots -- --gallery
 * FOLDER` to be looked at. No test: it holds nothing.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { FUNCTION_ACTION_WORDS } from "../../renderer/words/function-actions.ts";
import { MANY_WORDS } from "../../renderer/words/many.ts";
import { PLAN_WORDS } from "../../renderer/words/plan.ts";
import { SHELL_WORDS } from "../../renderer/words/shell.ts";
import { VIEW_WORDS } from "../../renderer/words/view.ts";
import { expect, test } from "../fixtures/app.ts";
import { openFile, REGISTERS } from "../pages/open-file.ts";
import { choose, dialog, openRun, pill, planAssign, planVfs, runPlan, select } from "../pages/plan.ts";
import { row, search, tab, tree, vfCell } from "../pages/tree.ts";
import { said } from "../words.ts";

const FOLDER = process.env.GALLERY ?? "test-results/gallery";
const SIZES = [
  { width: 960, height: 600 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const THEMES = ["light", "dark"] as const;

interface State {
  readonly name: string;
  /** `p22-048-018` where it does not say. */
  readonly demo?: string;
  readonly steps: (page: Page, home: string) => Promise<void>;
}

async function vfTable(page: Page, pf: string): Promise<void> {
  await row(page, pf).click();
  await tab(page, VIEW_WORDS.sriov).click();
  await expect(page.getByTestId("vf-row-0")).toBeVisible();
}

/** Two columns of eight VFs are written and wait. */
async function editVfs(page: Page): Promise<void> {
  await vfTable(page, "01:00.0");
  await vfCell(page, 0, "mac").click();
  await vfCell(page, 7, "mac").click({ modifiers: ["Shift"] });
  await page.keyboard.type("02:00:00:00:00:10");
  await page.keyboard.press("Tab");
}

async function openDump(page: Page, home: string): Promise<void> {
  const path = join(home, "lspci.txt");
  writeFileSync(path, REGISTERS);
  await openFile(page, path);
  await expect(row(page, "00:00.0")).toBeHidden();
  await row(page, "01:00.0").click();
}

const wayBack = (page: Page) => dialog(page).getByRole("checkbox", { name: said(page, PLAN_WORDS.rollback) });

const STATES: readonly State[] = [
  { name: "nothing-selected", demo: "vmhost-07", steps: async () => undefined },
  {
    name: "free-vfs",
    demo: "vmhost-07",
    steps: (page) => search(page, "free"),
  },
  {
    name: "pf",
    steps: (page) => row(page, "01:00.0").click(),
  },
  {
    name: "vf-in-guest",
    demo: "vmhost-07",
    steps: (page) => row(page, "41:00.2").click(),
  },
  {
    name: "vf-in-container",
    demo: "nethost-05",
    steps: (page) => row(page, "41:00.4").click(),
  },
  {
    name: "card-on-slow-link",
    demo: "iv-ye8tels3y8h9l3bnve4b",
    steps: (page) => row(page, "65:02.0").click(),
  },
  {
    name: "more",
    steps: async (page) => {
      await row(page, "01:00.0").click();
      await page
        .getByTestId("detail-pane")
        .getByRole("button", { name: said(page, MANY_WORDS.more), exact: true })
        .click();
    },
  },
  { name: "vf-table", steps: (page) => vfTable(page, "01:00.0") },
  { name: "vf-table-users", demo: "vmhost-07", steps: (page) => vfTable(page, "41:00.0") },
  {
    name: "vf-table-selected",
    demo: "vmhost-07",
    steps: async (page) => {
      await vfTable(page, "41:00.0");
      await vfCell(page, 2, "mac").click();
      await vfCell(page, 5, "mac").click({ modifiers: ["Shift"] });
    },
  },
  {
    name: "vf-table-edits",
    steps: async (page) => {
      await editVfs(page);
      await page.keyboard.type("100");
      await page.keyboard.press("Enter");
    },
  },
  {
    name: "vf-table-wrong",
    steps: async (page) => {
      await editVfs(page);
      await page.keyboard.type("5000");
      await page.keyboard.press("Enter");
    },
  },
  {
    name: "no-vfs",
    steps: async (page) => {
      await row(page, "01:00.1").click();
      await tab(page, VIEW_WORDS.sriov).click();
    },
  },
  { name: "several", steps: (page) => select(page, ["01:00.3", "01:00.4", "01:00.5"]) },
  { name: "several-users", demo: "vmhost-07", steps: (page) => select(page, ["41:00.2", "41:00.3", "41:00.5"]) },
  {
    name: "guest-configuration",
    demo: "vmhost-07",
    steps: (page) => choose(page, "41:00.4", FUNCTION_ACTION_WORDS.guest),
  },
  { name: "plan", steps: (page) => planVfs(page, "01:00.0", 8, "vfio-pci") },
  {
    name: "plan-refused",
    steps: async (page) => {
      await planAssign(page, "01:00.0");
      await expect(dialog(page).getByRole("contentinfo")).toBeVisible();
    },
  },
  {
    name: "plan-protected",
    demo: "vmhost-07",
    steps: async (page) => {
      await planAssign(page, "09:00.1");
      await expect(dialog(page).getByTestId("stop-address")).toBeVisible();
    },
  },
  {
    name: "plan-settings",
    steps: async (page) => {
      await editVfs(page);
      await page.keyboard.type("100");
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(dialog(page).getByTestId("step-group")).toBeVisible();
    },
  },
  {
    name: "done",
    steps: async (page) => {
      await planVfs(page, "01:00.1", 2, "vfio-pci");
      await runPlan(page);
    },
  },
  {
    name: "done-details",
    steps: async (page) => {
      await planVfs(page, "01:00.0", 8, "vfio-pci");
      await runPlan(page);
      await openRun(page);
    },
  },
  {
    name: "rolls-back",
    demo: "vmhost-07",
    steps: async (page) => {
      await planVfs(page, "41:00.1", 2);
      await wayBack(page).click();
      await dialog(page)
        .getByRole("button", { name: said(page, PLAN_WORDS.run) })
        .click();
      await expect(pill(page).getByRole("timer")).toBeVisible();
    },
  },
  {
    name: "activity",
    steps: async (page) => {
      await planVfs(page, "01:00.1", 2, "vfio-pci");
      await runPlan(page);
      await page.getByRole("button", { name: said(page, SHELL_WORDS.activity), exact: true }).click();
      await expect(page.getByRole("region", { name: said(page, SHELL_WORDS.activity) })).toBeVisible();
    },
  },
  { name: "file", steps: openDump },
  {
    name: "file-sriov",
    steps: async (page, home) => {
      await openDump(page, home);
      await tab(page, VIEW_WORDS.sriov).click();
    },
  },
];

for (const { name, demo, steps } of STATES) {
  for (const language of ["en", "zh"] as const) {
    test.describe(`${name}, ${language}`, () => {
      test.use({ launch: ["--demo", demo ?? "p22-048-018"], language });

      test("pictures", async ({ page, home }) => {
        mkdirSync(FOLDER, { recursive: true });
        await page.emulateMedia({ reducedMotion: "reduce" });
        await expect(tree(page)).toBeVisible();
        await steps(page, home);
        await page.evaluate(() => document.fonts.ready);
        await expect(page.getByRole("status", { name: /loading|reading|正在/i })).toHaveCount(0);
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          for (const size of SIZES) {
            await page.setViewportSize(size);
            const path = join(FOLDER, `${name}-${language}-${colorScheme}-${size.width}.png`);
            await page.screenshot({ path, animations: "disabled" });
          }
        }
      });
    });
  }
}
