/** The table of VFs: written in, planned, made, read again, kept when the VFs are made again, and taken back. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { closeDialog, dialog, pill, planVfs, runPlan } from "../pages/plan.ts";
import { row, tab } from "../pages/tree.ts";

const vfRow = (page: Page, vf: number) => page.getByTestId(`vf-row-${vf}`);

test("addresses and a VLAN for eight VFs: few keys, one plan, read again, taken back", async ({ page }) => {
  await row(page, "01:00.0").click();
  await tab(page, "SR-IOV").click();
  await vfRow(page, 0).getByRole("checkbox").click();
  await vfRow(page, 7)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await vfRow(page, 0).getByRole("gridcell").nth(3).dblclick();
  await page.keyboard.type("02:00:00:00:00:10");
  await expect(vfRow(page, 0)).toContainText("For 8 VFs, counting up from VF 0.");
  await page.keyboard.press("Tab");
  await page.keyboard.type("5000");
  await expect(vfRow(page, 0)).toContainText("VLAN must be a number from 0 to 4094.");
  await page.getByRole("textbox", { name: "VLAN of VF 0" }).fill("100");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("vf-edits")).toContainText("16 edits of 8 VFs");
  await expect(vfRow(page, 7)).toContainText("none → 02:00:00:00:00:17");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog(page)).toContainText("Change settings of 8 VFs of 0000:01:00.0");
  await expect(dialog(page)).toContainText("vf 7 mac 02:00:00:00:00:17");
  await runPlan(page);
  // None of it is a fact of a scan: it is read again because an operation has ended.
  await expect(page.getByTestId("vf-edits")).toHaveCount(0);
  await expect(vfRow(page, 7)).toContainText("02:00:00:00:00:17");
  await expect(vfRow(page, 7)).toContainText("100");
  await pill(page).getByRole("button", { name: "Undo…" }).click();
  await expect(dialog(page)).toContainText("no MAC address");
  await runPlan(page);
  await expect(vfRow(page, 7)).not.toContainText("02:00:00:00:00:17");
});

test("the settings of a VF lead to its row, and come again with the VFs", async ({ page }) => {
  await row(page, "01:00.2").click();
  await row(page, "01:00.2").click({ button: "right" });
  await page.getByRole("menuitem", { name: "VF settings…" }).click();
  await expect(vfRow(page, 0)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.type("02-00-00-00-10-01");
  await page.keyboard.press("ControlOrMeta+Enter");
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
