/** Reset, removal, rescan, the autoprobe switch, and text that makes a choice last. */
import { expect, test } from "../fixtures/app.ts";
import { closeDialog, dialog, openRun, runPlan } from "../pages/plan.ts";
import { row } from "../pages/tree.ts";

async function choose(page: import("@playwright/test").Page, bdf: string, item: string): Promise<void> {
  await row(page, bdf).click({ button: "right" });
  await page.getByRole("menuitem", { name: item }).click();
}

test("a reset says what it reaches and compares the registers; a PF without VFs is removed, and a rescan finds it", async ({
  page,
}) => {
  await choose(page, "01:00.1", "Reset…");
  await expect(dialog(page).getByRole("radio").first()).toBeChecked();
  await dialog(page).getByRole("button", { name: "Review plan…" }).click();
  await expect(dialog(page)).toContainText("0000:01:00.1 is bound to mlx5_core");
  await expect(dialog(page)).toContainText("echo 1 > /sys/bus/pci/devices/0000:01:00.1/reset");
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText("The reset changed no registers of 0000:01:00.1.");
  await closeDialog(page);

  await choose(page, "01:00.0", "Remove from the bus…");
  await expect(dialog(page)).toContainText("A PF with VFs is never removed");
  await expect(dialog(page).getByRole("button", { name: /^Run/ })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();

  await choose(page, "01:00.1", "Remove from the bus…");
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText("0000:01:00.1 is no longer present.");
  await closeDialog(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("rescan all buses");
  await page.keyboard.press("Enter");
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText("1 new function was found: 0000:01:00.1.");
  await closeDialog(page);
  await expect(row(page, "01:00.1")).toContainText("mlx5_core");
});

test("the autoprobe switch is a plan of its own, and the choice of now can be taken away as text", async ({ page }) => {
  await choose(page, "01:00.0", "Disable driver autoprobe…");
  await runPlan(page);
  await choose(page, "01:00.0", "Make persistent…");
  await expect(dialog(page).getByTestId("permanent-text")).toContainText("sriov_drivers_autoprobe");
  await expect(dialog(page).getByTestId("permanent-text")).toContainText("WantedBy=multi-user.target");
});
