/** axe finds no serious violation in the main states; in the dark theme only colours can be others. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { dialog, planVfs } from "../pages/plan.ts";
import { row, tab, tree } from "../pages/tree.ts";

/** What a theme decides. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

async function check(page: Page, theme: "light" | "dark", state: string): Promise<void> {
  // In the page itself: nothing else is opened for it.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (theme === "dark") axe.withRules(OF_COLOURS);
  const { violations } = await axe.analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${state}: ${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  expect(serious).toEqual([]);
}

for (const theme of ["light", "dark"] as const) {
  test(`no serious violation, ${theme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await expect(tree(page)).toBeVisible();
    await row(page, "01:00.0").click();
    for (const name of [
      "Overview",
      "Capabilities",
      "Config space",
      "SR-IOV",
      "IOMMU & VFIO",
      "Resources",
      "Link & errors",
    ]) {
      await tab(page, name).click();
      await expect(page.getByRole("tabpanel").first()).toBeVisible();
      await check(page, theme, name);
    }
    await page.keyboard.press("ControlOrMeta+k");
    await expect(dialog(page)).toBeVisible();
    await check(page, theme, "palette");
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByRole("menuitem", { name: "About SR-IOV Inspector" }).click();
    await expect(dialog(page)).toContainText("Node.js");
    await check(page, theme, "about");
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
    await page.getByRole("button", { name: /^Machine:/ }).click();
    await page.getByRole("menuitem", { name: "Compare with…" }).click();
    await page.getByRole("button", { name: "Choose a machine" }).click();
    await page
      .getByRole("menuitemcheckbox", { name: /^vmhost-07/ })
      .first()
      .click();
    await page.getByRole("checkbox", { name: "Include volatile fields" }).click();
    await expect(page.getByTestId("differences").getByRole("option").first()).toBeVisible();
    await check(page, theme, "compare");
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
    await planVfs(page, "01:00.0", 4);
    await check(page, theme, "plan");
  });
}
