/** What the machine stands on, and what a guest has, is not touched by a mere click. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { closeDialog, dialog, openRun, pill, planAssign, planVfs } from "../pages/plan.ts";
import { row, tab } from "../pages/tree.ts";

function wayBackSwitch(page: Page) {
  return dialog(page).getByRole("checkbox", { name: "Auto-rollback unless confirmed within" });
}

test.describe("on a virtualisation host", () => {
  test.use({ launch: ["--demo", "vmhost-07"] });

  test("the NIC of the session is refused until its address is typed, and told as it is while that waits to be kept", async ({
    page,
  }) => {
    await row(page, "09:00.1").click();
    await tab(page, "Overview").click();
    const use = page.getByTestId("section-in-use");
    await expect(use).toContainText("which carries the ssh session");
    await planAssign(page, "09:00.1");
    const impact = dialog(page).getByRole("region", { name: "Affected by this plan" });
    await expect(impact).toContainText(
      "Is a member of bond0, which carries the ssh session you are connected through (eno2 → bond0; eno2 is down)",
    );
    await expect(impact).toContainText("default route");
    const run = dialog(page).getByRole("button", { name: /^Run/ });
    await expect(run).toBeDisabled();
    const field = dialog(page).getByRole("textbox", { name: /Type 0000:09:00\.1/ });
    await field.fill("0000:09:00.0");
    await expect(run).toBeDisabled();
    await field.fill("0000:09:00.1");
    // The way back is on, because the session goes through it.
    await expect(wayBackSwitch(page)).toBeChecked();
    await run.click();
    await expect(pill(page).getByRole("timer")).toContainText(/^Rolls back in \d+ s$/);
    await expect(use).toContainText("Not in use.");
    await pill(page).getByRole("button", { name: "Keep changes" }).click();
    await expect(pill(page)).toHaveAttribute("data-state", "done");
    await expect(row(page, "09:00.1")).toContainText("vfio-pci");
  });

  test("without its way back, which is a choice, the same plan asks nobody", async ({ page }) => {
    await planAssign(page, "09:00.1");
    await dialog(page)
      .getByRole("textbox", { name: /Type 0000:09:00\.1/ })
      .fill("09:00.1");
    await wayBackSwitch(page).click();
    await expect(wayBackSwitch(page)).not.toBeChecked();
    await dialog(page).getByRole("button", { name: /^Run/ }).click();
    await expect(pill(page)).toHaveAttribute("data-state", "done");
    await expect(pill(page).getByRole("timer")).toHaveCount(0);
  });

  test("any plan can be taken back unless it is confirmed in time", async ({ page }) => {
    await planVfs(page, "41:00.1", 2);
    const run = dialog(page).getByRole("button", { name: /^Run/ });
    await expect(wayBackSwitch(page)).not.toBeChecked();
    await wayBackSwitch(page).click();
    const seconds = dialog(page).getByRole("spinbutton", { name: "Seconds to confirm within" });
    await seconds.fill("4");
    await expect(run).toBeDisabled();
    await seconds.fill("90");
    await run.click();
    await expect(pill(page).getByRole("timer")).toContainText(/in (?:90|8\d|7\d) s$/);
    await pill(page).getByRole("button", { name: "Roll back now" }).click();
    await expect(pill(page)).toContainText("Rolled back");
    await expect(pill(page)).toContainText("Everything is back to its previous state.");
    await expect(row(page, "41:00.1")).toContainText("0/16");
  });

  test("a change that waits is in sight, with the time that is left, wherever its author goes", async ({ page }) => {
    await planVfs(page, "41:00.1", 2);
    await wayBackSwitch(page).click();
    await dialog(page).getByRole("spinbutton", { name: "Seconds to confirm within" }).fill("600");
    await dialog(page).getByRole("button", { name: /^Run/ }).click();
    await expect(pill(page).getByRole("timer")).toContainText(/^Rolls back in (?:600|5\d\d) s$/);
    await expect(pill(page).getByRole("button", { name: "Keep changes" })).toBeVisible();
    await openRun(page);
    await expect(dialog(page)).toContainText("Closing this dialog does not keep the changes.");
    // The question has the way back: there is one button for it.
    await expect(dialog(page).getByRole("button", { name: /roll back/i })).toHaveText("Roll back now");
    await closeDialog(page);

    // Planning something else.
    await planAssign(page, "28:00.0");
    await expect(dialog(page).getByTestId("way-back")).toContainText(
      "Waiting for confirmation: Set 0000:41:00.1 to 2 VFs",
    );
    await expect(dialog(page).getByRole("timer")).toContainText(/in (?:600|5\d\d) s\./);
    await page.keyboard.press("Escape");

    // A page that is loaded again asks again, and so does another one.
    await page.reload();
    await expect(pill(page).getByRole("timer")).toContainText(/^Rolls back in \d+ s$/);
    await page.keyboard.press("Control+j");
    const entry = page.getByTestId("journal-entry").first();
    await pill(page).getByRole("button", { name: "Keep changes" }).click();
    await expect(entry).toHaveAttribute("data-state", "done");
  });

  test("what nobody kept is not called cancelled", async ({ page }) => {
    await planVfs(page, "41:00.1", 2);
    await wayBackSwitch(page).click();
    await dialog(page).getByRole("spinbutton", { name: "Seconds to confirm within" }).fill("10");
    await dialog(page).getByRole("button", { name: /^Run/ }).click();
    await expect(pill(page)).toContainText("Rolled back by the machine: not confirmed within 10 s", {
      timeout: 60_000,
    });
    await page.keyboard.press("Control+j");
    const entry = page.getByTestId("journal-entry").first();
    await expect(entry).toContainText("rolled back by the machine");
    // There is nothing to undo: the entry in full says why.
    await expect(entry.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  });

  test("guests are named before their VFs would be removed; a wrong address or time says that it is wrong", async ({
    page,
  }) => {
    await planVfs(page, "41:00.0", 0);
    await expect(dialog(page).getByTestId("impact-0000:41:00.2")).toContainText(/41:00\.3.*guest build-7/);
    await expect(dialog(page).getByTestId("impact-0000:41:00.4")).toContainText("guest db-2");
    await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeDisabled();
    const address = dialog(page).getByRole("textbox", { name: "Type 0000:41:00.0 (the PF) to run anyway" });
    await address.fill("0000:41:00.2");
    await expect(dialog(page)).toContainText("This is not 0000:41:00.0.");
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await address.fill("0000:41:00.0");
    await expect(dialog(page)).not.toContainText("This is not 0000:41:00.0.");
    await expect(dialog(page)).toContainText("Guests do not get their functions back");
    await wayBackSwitch(page).click();
    const seconds = dialog(page).getByRole("spinbutton", { name: "Seconds to confirm within" });
    await seconds.fill("4");
    await expect(seconds).toHaveAttribute("aria-invalid", "true");
    await expect(seconds).toHaveAccessibleDescription("must be 10 to 600");
  });

  test("what is protected, and what limits the number of VFs, stands beside it before anything is planned", async ({
    page,
  }) => {
    await row(page, "41:00.0").click();
    await page.getByTestId("detail-pane").getByRole("button", { name: "Change VFs…" }).click();
    const told = dialog(page).getByRole("region", { name: "Protected uses" });
    await expect(told).toContainText(/Protected: Each of 0000:41:00\.2 and 0000:41:00\.3 is held by guest build-7/);
    await expect(told).toContainText("guest db-2");
    await page.keyboard.press("Escape");
    await row(page, "09:00.1").click();
    await tab(page, "Overview").click();
    const use = page.getByTestId("section-in-use");
    await expect(use).toContainText("Protected: is a member of bond0, which carries");
    await expect(use).toContainText("ssh session");
    // A PF names the guests on its VFs, a bridge the disk behind it, and where nothing is found that is said.
    await row(page, "41:00.0").click();
    await expect(use.getByTestId("use-behind-0000:41:00.2")).toContainText("guest build-7");
    await row(page, "27:01.0").click();
    await expect(use.getByTestId("use-behind-0000:28:00.0")).toContainText("vg0-root → nvme0n1p3 → nvme0n1");
    await row(page, "00:17.0").click();
    await expect(use).toContainText("Disk sda.");
    await row(page, "00:00.0").click();
    await expect(use).not.toContainText("Reading usage");

    await planAssign(page, "28:00.0");
    await expect(dialog(page)).toContainText("vg0-root → nvme0n1p3 → nvme0n1");
    await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeDisabled();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();

    await row(page, "41:00.1").click();
    await tab(page, "SR-IOV").click();
    const limits = page.getByTestId("vf-control").getByTestId("vf-preflight");
    await limits.getByRole("button", { name: "At most 10: Bus numbers" }).click();
    await expect(limits.getByTestId("limit-bus-numbers")).toContainText("10");
    await expect(limits.getByTestId("limit-driver")).toContainText("16");
    await expect(page.getByTestId("vf-limit")).toContainText("Only 10 of 16 fit: no bus numbers are left for more.");
  });
});

test.describe("in a guest", () => {
  test.use({ launch: ["--demo", "iv-ye8tels3y8h9l3bnve4b"] });

  test("that there is no IOMMU is explained by its cause", async ({ page }) => {
    await planAssign(page, "00:02.0");
    await expect(dialog(page)).toContainText("The firmware reports no IOMMU");
    await expect(dialog(page)).toContainText("/sys/class/iommu is empty");
    await expect(dialog(page).getByRole("button", { name: /^Run/ })).toBeDisabled();
  });
});
