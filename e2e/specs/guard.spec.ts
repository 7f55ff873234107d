/** What the machine stands on, and what a guest has, is not touched by a mere click. */
import { expect, test } from "../fixtures/app.ts";
import { closeDialog, dialog, planVfs } from "../pages/plan.ts";
import { row, tab } from "../pages/tree.ts";

test.describe("on a virtualisation host", () => {
  test.use({ launch: ["--demo", "vmhost-07"] });

  test("the NIC of the session and the default route is refused until its address is typed", async ({ page }) => {
    await row(page, "09:00.1").click();
    await page
      .getByRole("button", { name: /^Assign to vfio-pci/ })
      .first()
      .click();
    const blast = dialog(page).getByRole("region", { name: "Who uses what this reaches" });
    await expect(blast).toContainText("ssh session that you are connected by (eno2 → bond0)");
    await expect(blast).toContainText("default route");
    const run = dialog(page).getByRole("button", { name: /^Run/ });
    await expect(run).toBeDisabled();
    const field = dialog(page).getByRole("textbox", { name: /Type 0000:09:00\.1/ });
    await field.fill("0000:09:00.0");
    await expect(run).toBeDisabled();
    await field.fill("0000:09:00.1");
    await run.click();
    // The way back is armed, because the session goes through it.
    await dialog(page).getByRole("button", { name: "Keep the change" }).click({ timeout: 30_000 });
    await expect(dialog(page).getByRole("heading", { name: /^Done/ })).toBeVisible({ timeout: 30_000 });
    await closeDialog(page);
    await expect(row(page, "09:00.1")).toContainText("vfio-pci");
  });

  test("VFs inside running guests are named with their guest before they would be removed", async ({ page }) => {
    await planVfs(page, "41:00.0", 0);
    await expect(dialog(page).getByTestId("blast-0000:41:00.2")).toContainText(/41:00\.3.*guest build-7/);
    await expect(dialog(page).getByTestId("blast-0000:41:00.4")).toContainText("guest db-2");
    await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeDisabled();
    await expect(dialog(page).getByRole("textbox", { name: /Type 0000:41:00\.0/ })).toBeVisible();
  });

  test("the disk that the system runs from is protected, with the way down to it", async ({ page }) => {
    await row(page, "28:00.0").click();
    await page
      .getByRole("button", { name: /^Assign to vfio-pci/ })
      .first()
      .click();
    await expect(dialog(page)).toContainText("vg0-root → nvme0n1p3 → nvme0n1");
    await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeDisabled();
  });

  test("what limits the number of VFs stands beside it, before anything is chosen", async ({ page }) => {
    await row(page, "41:00.1").click();
    await tab(page, "SR-IOV").click();
    const limits = page.getByTestId("vf-control").getByTestId("vf-preflight");
    await expect(limits.getByTestId("limit-bus-numbers")).toContainText("10");
    await expect(limits.getByTestId("limit-driver")).toContainText("16");
    await expect(page.getByTestId("vf-limit")).toContainText("Only 10 of 16 fit: bus numbers are left for no more.");
  });
});

test.describe("in a guest", () => {
  test.use({ launch: ["--demo", "iv-ye8tels3y8h9l3bnve4b"] });

  test("that there is no IOMMU is explained by its cause", async ({ page }) => {
    await row(page, "00:02.0").click();
    await page
      .getByRole("button", { name: /^Assign to vfio-pci/ })
      .first()
      .click();
    await expect(dialog(page)).toContainText("The firmware tells of no IOMMU");
    await expect(dialog(page)).toContainText("/sys/class/iommu is empty");
    await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeDisabled();
  });
});
