/**
 * The pictures of the documents, taken of the running product by `npm run screenshots`; those of the README in Chinese
 * too. No test: it holds nothing.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { FIELD_TREE_WORDS } from "../../renderer/words/field-tree.ts";
import { VIEW_WORDS } from "../../renderer/words/view.ts";
import { expect, ROOT, test } from "../fixtures/app.ts";
import { dialog, planAssign, planVfs, previewVfs, runPlan, select } from "../pages/plan.ts";
import { row, search, tab, tree } from "../pages/tree.ts";
import { said } from "../words.ts";

const FOLDER = join(ROOT, process.env.SCREENSHOTS ?? "test-results/screenshots");

interface Picture {
  readonly name: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
  readonly demo?: string;
  /** In the README, so that its Chinese one has it too. */
  readonly inReadme?: true;
  readonly steps: (page: Page) => Promise<void>;
}

const WIDE = { width: 1920, height: 1080 };

const PICTURES: readonly Picture[] = [
  {
    name: "main",
    inReadme: true,
    size: WIDE,
    steps: async (page) => {
      await row(page, "01:00.0").click();
      await tab(page, VIEW_WORDS.sriov).click();
    },
  },
  {
    name: "main-dark",
    size: WIDE,
    dark: true,
    steps: async (page) => {
      await row(page, "01:00.0").click();
      await tab(page, VIEW_WORDS.capabilities).click();
      await page.getByPlaceholder(said(page, FIELD_TREE_WORDS.filterHint)).fill("SR-IOV");
    },
  },
  {
    name: "config-space",
    inReadme: true,
    steps: async (page) => {
      await row(page, "01:00.0").click();
      await tab(page, VIEW_WORDS.config).click();
    },
  },
  {
    name: "vf-plan",
    steps: async (page) => {
      await planVfs(page, "01:00.0", 4, "vfio-pci");
    },
  },
  {
    name: "vf-plan-dark",
    inReadme: true,
    dark: true,
    steps: async (page) => {
      await planVfs(page, "01:00.0", 4, "vfio-pci");
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
    name: "refused",
    inReadme: true,
    steps: async (page) => {
      await planAssign(page, "01:00.0");
      await expect(dialog(page).getByRole("contentinfo")).toBeVisible();
    },
  },
  {
    name: "selection",
    steps: async (page) => {
      await select(page, ["01:00.3", "01:00.4", "01:00.5"]);
    },
  },
  {
    name: "ghosts",
    inReadme: true,
    steps: async (page) => {
      await previewVfs(page, "01:00.1", 4);
      await expect(tree(page).locator('[data-kind="ghost"]')).toHaveCount(4);
    },
  },
  {
    name: "degraded-link",
    demo: "iv-ye8tels3y8h9l3bnve4b",
    steps: async (page) => {
      await search(page, "65:02.0");
      await row(page, "65:02.0").click();
      await tab(page, VIEW_WORDS.link).click();
    },
  },
  {
    name: "export",
    steps: async (page) => {
      await page.keyboard.press("ControlOrMeta+e");
      await expect(dialog(page)).toBeVisible();
    },
  },
  {
    name: "palette",
    dark: true,
    steps: async (page) => {
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("vf");
    },
  },
];

const TAKEN = PICTURES.flatMap((picture) => [
  { picture, language: "en", folder: FOLDER } as const,
  ...(picture.inReadme ? [{ picture, language: "zh", folder: join(FOLDER, "zh-CN") } as const] : []),
]);

for (const { picture, language, folder } of TAKEN) {
  test.describe(`${picture.name}, ${language}`, () => {
    test.use({ launch: ["--demo", picture.demo ?? "p22-048-018"], language });

    test("picture", async ({ page }) => {
      mkdirSync(folder, { recursive: true });
      await page.setViewportSize(picture.size ?? { width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: picture.dark ? "dark" : "light", reducedMotion: "reduce" });
      await expect(tree(page)).toBeVisible();
      await picture.steps(page);
      await page.evaluate(() => document.fonts.ready);
      // Whatever is still being read for the pane has arrived when nothing moves any more.
      await expect(page.getByRole("status", { name: /loading|reading|正在/i })).toHaveCount(0);
      await page.screenshot({ path: join(folder, `${picture.name}.png`), animations: "disabled" });
    });
  });
}
