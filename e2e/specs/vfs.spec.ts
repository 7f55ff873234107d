/** Doing: the number of VFs. */
import { expect, test } from "../fixtures/app.ts";
import { closeDialog, dialog, openRun, planVfs, previewVfs, runPlan } from "../pages/plan.ts";
import { ghosts, row } from "../pages/tree.ts";

test("16 → 0 → 8: each plan is shown, run, read back, and seen in the tree", async ({ page }) => {
  await planVfs(page, "01:00.0", 0);
  await expect(dialog(page)).toContainText("16 VFs are removed");
  await expect(dialog(page)).toContainText("echo 0 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs");
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText("0000:01:00.0 has no VFs.");
  await closeDialog(page);
  await expect(row(page, "01:00.2")).toBeHidden();
  await expect(row(page, "01:00.0")).toContainText("0/16");

  await planVfs(page, "01:00.0", 8);
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText("0000:01:00.0 has 8 VFs.");
  await closeDialog(page);
  await expect(row(page, "01:00.0")).toContainText("8/16");
  await expect(row(page, "01:01.1")).toContainText("VF 7");
  await expect(row(page, "01:01.2")).toBeHidden();
});

test("a number is previewed and limited, and what it destroys is said", async ({ page }) => {
  await previewVfs(page, "01:00.1", 4);
  await expect(ghosts(page)).toHaveCount(4);
  await expect(ghosts(page).first()).toContainText("01:02.2");
  const number = page.getByRole("textbox", { name: "Number of VFs" });
  await number.fill("99");
  await page.keyboard.press("Tab");
  await expect(number).toHaveValue("16");
  await expect(page.getByText(/TotalVFs is 16/)).toBeVisible();

  // Another number than 0 goes through it.
  await planVfs(page, "01:00.0", 4);
  await expect(dialog(page)).toContainText("16 VFs are removed");
  const steps = dialog(page).getByTestId("steps").getByRole("listitem");
  await expect(steps.nth(0)).toContainText("echo 0 >");
  await expect(steps.nth(1)).toContainText("echo 4 >");
  await dialog(page).getByRole("tab", { name: "Equivalent commands" }).click();
  await expect(dialog(page).getByRole("tabpanel")).toContainText("sriov_numvfs");

  await dialog(page).getByRole("button", { name: "Change number" }).click();
  // The ring around what has the keyboard is not cut off at the top.
  const off = dialog(page).getByRole("button", { name: "0 (off)", exact: true });
  const room = await off.evaluate((button) => {
    let frame = button.parentElement;
    while (frame !== null && getComputedStyle(frame).overflowY !== "auto") frame = frame.parentElement;
    if (frame === null) throw new Error("nothing scrolls around it");
    return button.getBoundingClientRect().top - frame.getBoundingClientRect().top;
  });
  // Two pixels of ring, one beside the button.
  expect(room).toBeGreaterThanOrEqual(3);
});
