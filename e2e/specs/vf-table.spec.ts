/** The table of VFs: reached from a VF, written in, planned, read again, and kept when the VFs are made again. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { closeDialog, dialog, planVfs, runPlan } from "../pages/plan.ts";
import { row } from "../pages/tree.ts";

const vfRow = (page: Page, vf: number) => page.getByTestId(`vf-row-${vf}`);

test("the settings of a VF lead to its row, and come again with the VFs", async ({ page }) => {
  await row(page, "01:00.2").click();
  await row(page, "01:00.2").click({ button: "right" });
  await page.getByRole("menuitem", { name: "VF settings…" }).click();
  await expect(vfRow(page, 0)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.type("02-00-00-00-10-01");
  await page.keyboard.press("Enter");
  // The second click falls on what has opened, and neither closes nor runs it.
  await page.getByRole("button", { name: "Review plan…" }).dblclick();
  await expect(dialog(page)).toContainText("Set MAC address of VF 0 of 0000:01:00.0");
  await runPlan(page);
  await expect(vfRow(page, 0)).toContainText("02:00:00:00:10:01");
  await planVfs(page, "01:00.0", 4);
  await expect(dialog(page)).toContainText("Settings of 1 VF");
  await runPlan(page);
  await closeDialog(page);
  await row(page, "01:00.0").click();
  await expect(vfRow(page, 0)).toContainText("02:00:00:00:10:01");
  await expect(vfRow(page, 4)).toContainText("not enabled");
});
