/** Seeing one function: fields, bytes, the arithmetic of VFs, and what could not be read. */
import { expect, test } from "../fixtures/app.ts";
import { row, search, tab } from "../pages/tree.ts";

test("fields by the specification's names, bytes that lead to them, and the BDF of every VF", async ({ page }) => {
  await row(page, "01:00.0").click();
  await tab(page, "Capabilities").click();
  await page.getByPlaceholder(/^Filter by name/).fill("First VF Offset");
  await expect(page.getByTestId("field-tree")).toContainText("First VF Offset");
  await expect(page.getByTestId("field-tree")).toContainText("0002");

  await tab(page, "Config space").click();
  await expect(page.getByTestId("hex-grid")).toBeVisible();
  await page.getByTestId("hex-row-000").getByRole("gridcell", { name: /b3/i }).first().click();
  await expect(page.getByTestId("byte-inspector")).toContainText("Vendor ID");

  await row(page, "01:00.1").click();
  await tab(page, "SR-IOV").click();
  await expect(page.getByTestId("sriov-tab")).toContainText("at most 16 (driver)");
  await expect(page.getByTestId("vf-row-0")).toContainText("01:02.2");

  const pane = page.getByTestId("detail-pane");
  await row(page, "01:00.7").click();
  await expect(tab(page, "Overview")).toBeVisible();
  await expect(tab(page, "SR-IOV")).toHaveCount(0);
  await expect(pane.getByText("VF 5", { exact: true })).toBeVisible();
  await pane.getByRole("button", { name: "of 01:00.0" }).click();
  await expect(pane.getByRole("heading").first()).toHaveText("0000:01:00.0");
});

test.describe("a machine whose VFs guests have", () => {
  test.use({ launch: ["--demo", "vmhost-07"] });

  test("the header says what decides, and offers what the state of things allows", async ({ page }) => {
    const pane = page.getByTestId("detail-pane");
    await row(page, "41:00.2").click();
    await expect(pane.getByTestId("header-used-by")).toContainText("guest build-7");
    await expect(pane.getByTestId("header-kept")).toContainText("nothing set by the PF");
    await expect(pane.getByTestId("header-group")).toContainText("group 18, alone");
    // A guest has it: nothing is offered first.
    await expect(pane.getByRole("button", { name: /…$/ })).toHaveCount(0);
    await pane.getByTestId("header-group").getByRole("button").click();
    await expect(tab(page, "IOMMU & VFIO")).toHaveAttribute("aria-selected", "true");

    await row(page, "41:00.0").click();
    await expect(pane.getByTestId("header-vfs")).toContainText("8 of 16 VFs, 3 in use");
    await pane.getByRole("button", { name: "More", exact: true }).click();
    await expect(page.getByRole("menuitem").last()).toHaveText("Remove from the bus…");
    await page.keyboard.press("Escape");
    await expect(pane.getByRole("button", { name: "Change VFs…" })).toBeVisible();
  });
});

test.describe("the guest with one RTX 5080", () => {
  test.use({ launch: ["--demo", "iv-ye8tels3y8h9l3bnve4b"] });

  test("its link is shown as degraded, with both numbers", async ({ page }) => {
    await search(page, "65:02.0");
    await row(page, "65:02.0").click();
    await tab(page, "Link & errors").click();
    await expect(page.getByTestId("link-now")).toContainText("2.5 GT/s");
    await expect(page.getByTestId("link-now")).toContainText("32 GT/s");
    await expect(tab(page, "SR-IOV")).toHaveCount(0);
  });
});

test.describe("the machine that it runs on", () => {
  test.use({ launch: ["--host", "local"] });

  test("shows its real functions", async ({ page }) => {
    await expect(page.getByRole("treegrid").getByRole("row").nth(2)).toBeVisible();
    await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("this machine");
  });
});
