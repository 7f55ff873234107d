/** The pictures of the documents, taken of the running product by `npm run screenshots`. No test: it holds nothing. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, ROOT, test } from "../fixtures/app.ts";
import { dialog, planAssign, planVfs, previewVfs, runPlan, select } from "../pages/plan.ts";
import { row, search, tab, tree } from "../pages/tree.ts";

const FOLDER = join(ROOT, process.env.SCREENSHOTS ?? "test-results/screenshots");

interface Picture {
  readonly name: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
  readonly demo?: string;
  readonly steps: (page: Page) => Promise<void>;
}

const WIDE = { width: 1920, height: 1080 };

const PICTURES: readonly Picture[] = [
  {
    name: "main",
    size: WIDE,
    steps: async (page) => {
      await row(page, "01:00.0").click();
      await tab(page, "SR-IOV").click();
    },
  },
  {
    name: "main-dark",
    size: WIDE,
    dark: true,
    steps: async (page) => {
      await row(page, "01:00.0").click();
      await tab(page, "Capabilities").click();
      await page.getByPlaceholder(/^Filter by name/).fill("SR-IOV");
    },
  },
  {
    name: "config-space",
    steps: async (page) => {
      await row(page, "01:00.0").click();
      await tab(page, "Config space").click();
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
    steps: async (page) => {
      await planAssign(page, "01:00.0");
      await expect(dialog(page)).toBeVisible();
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
      await tab(page, "Link & errors").click();
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

for (const picture of PICTURES) {
  test.describe(picture.name, () => {
    test.use({ launch: ["--demo", picture.demo ?? "p22-048-018"] });

    test("picture", async ({ page }) => {
      mkdirSync(FOLDER, { recursive: true });
      await page.setViewportSize(picture.size ?? { width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: picture.dark ? "dark" : "light", reducedMotion: "reduce" });
      await expect(tree(page)).toBeVisible();
      await picture.steps(page);
      await page.evaluate(() => document.fonts.ready);
      // Whatever is still being read for the pane has arrived when nothing moves any more.
      await expect(page.getByRole("status", { name: /loading|reading/i })).toHaveCount(0);
      await page.screenshot({ path: join(FOLDER, `${picture.name}.png`), animations: "disabled" });
    });
  });
}
