/** Doing: VFs to vfio-pci and back, a refused plan, the texts for a guest, an undo. */
import { expect, test } from "../fixtures/app.ts";
import { closeDialog, dialog, openRun, planAssign, planGiveBack, runPlan, select } from "../pages/plan.ts";
import { row } from "../pages/tree.ts";

test("a PF with VFs is refused; three VFs go to vfio-pci, one comes back, and the undo brings it there again", async ({
  page,
}) => {
  await planAssign(page, "01:00.0");
  await expect(dialog(page)).toContainText(
    "0000:01:00.0 can’t be passed through while SR-IOV is enabled. Its driver manages the VFs.",
  );
  await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();

  await select(page, ["01:00.3", "01:00.4", "01:00.5"]);
  const selection = page.getByRole("region", { name: "Selection" });
  await selection.getByRole("button", { name: /^Bind 3 to vfio-pci/ }).click();
  await expect(dialog(page)).toContainText("For each of 3 functions");
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText("vfio-pci");
  await dialog(page)
    .getByRole("button", { name: /^Pass through to a guest/ })
    .click();
  await expect(dialog(page)).toContainText("<interface type='hostdev'");
  await dialog(page).getByRole("tab", { name: /QEMU/ }).click();
  await expect(dialog(page)).toContainText("vfio-pci,host=0000:01:00.4");
  await closeDialog(page);
  for (const bdf of ["01:00.3", "01:00.4", "01:00.5"]) await expect(row(page, bdf)).toContainText("vfio-pci");
  await expect(row(page, "01:00.2")).toContainText("mlx5_core");

  await planGiveBack(page, "01:00.4");
  await runPlan(page);
  await expect(row(page, "01:00.4")).toContainText("mlx5_core");

  await page.getByRole("button", { name: /activity/i }).click();
  const activity = page.getByRole("region", { name: "Activity" });
  await activity.getByRole("button", { name: /^Undo/ }).first().click();
  await runPlan(page);
  await expect(row(page, "01:00.4")).toContainText("vfio-pci");
});
