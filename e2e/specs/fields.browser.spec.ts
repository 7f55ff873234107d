/** Registers and fields across the machine: finding one, going to it, seeing it change, and what only a device tells. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTree } from "../../electron/host/local/testing/build-tree.ts";
import { expect, test } from "../fixtures/app.ts";
import { allowClipboard } from "../pages/clipboard.ts";
import { row, tab } from "../pages/tree.ts";

test("a field is found by name, by what lspci calls it and by its value, and shown in its function", async ({
  page,
}) => {
  await expect(row(page, "01:00.0")).toBeVisible();
  await page.keyboard.press("Control+Shift+F");
  await page.getByRole("combobox", { name: "Search registers and fields" }).fill("First VF Offset");
  const results = page.getByTestId("field-results");
  await expect(results.getByRole("option").first()).toContainText("First VF Offset");
  await expect(results.getByRole("option", { selected: true })).toContainText("01:00.0");
  await page.keyboard.press("Enter");
  const chosen = page.getByTestId("field-tree").getByRole("treeitem", { selected: true });
  await expect(chosen).toContainText("First VF Offset");
  await expect(page.getByTestId("field-tree")).toBeFocused();
  await expect(page.getByTestId("detail-pane")).toContainText("0000:01:00.0");
  await expect(page.getByTestId("field-inspector")).toContainText("0x0002");

  await page.keyboard.press("Control+K");
  const input = page.getByRole("combobox", { name: /^Search actions/ });
  await input.fill("LnkSta speed");
  await expect(page.getByRole("option", { name: /Current Link Speed/ }).first()).toBeVisible();
  await input.fill("vendor 0x15b3");
  await page
    .getByRole("option", { name: /Vendor ID: 0x15b3/ })
    .first()
    .click();
  await expect(tab(page, "Capabilities")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByTestId("field-inspector")).toContainText("15b3");
});

test("a register is copied as the command that reads it, product data is read on request", async ({ app, page }) => {
  await allowClipboard(app);
  await row(page, "01:00.0").click();
  await tab(page, "Capabilities").click();
  const filter = page.getByPlaceholder(/^Filter by name/);
  await filter.fill("First VF Offset");
  await page.getByTestId("field-tree").getByText("First VF Offset").first().click();
  await page.getByRole("button", { name: "Copy setpci command" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  await filter.fill("");
  await filter.press("Control+V");
  await expect(filter).toHaveValue("setpci -s 0000:01:00.0 ECAP10+14.w");

  await filter.fill("");
  await page.getByTestId("field-tree").getByText("Vital Product Data").click();
  await page.getByRole("button", { name: "Read VPD" }).click();
  await expect(page.getByTestId("vpd-records")).toContainText("Serial number");
});

test("a dump that is pasted opens as a machine", async ({ page }) => {
  await page.getByRole("button", { name: /^Machine:/ }).click();
  await page.getByRole("menuitem", { name: /^Open pasted dump/ }).click();
  const bytes = "b3 15 21 10 06 04 10 00 00 00 00 02 00 00 00 00";
  await page.getByLabel("Dump text").fill(`3b:00.0 Ethernet controller: a card\r\n00: ${bytes}\r\n`);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(row(page, "3b:00.0")).toBeVisible();
  await expect(row(page, "3b:00.0")).toContainText("unknown");
});

test.describe("a machine whose registers change", () => {
  test.use({
    launch: async ({ home }, use) => {
      const root = join(home, "sys");
      buildTree(root, { ports: 1, pfs: 1, vfs: 2 });
      await use(["--sysfs-root", root]);
    },
  });

  test("what changed since the last reading is marked, until it is cleared", async ({ page, home }) => {
    const function_ = page
      .getByRole("treegrid")
      .getByRole("row", { name: /^PF|PF/ })
      .first();
    await function_.click();
    await tab(page, "Capabilities").click();
    await expect(page.getByTestId("field-tree")).toBeVisible();
    const bdf = await page.getByTestId("detail-pane").getByRole("heading").first().innerText();
    const config = join(home, "sys/bus/pci/devices", bdf.trim(), "config");
    const bytes = readFileSync(config);
    bytes[0x04] = (bytes[0x04] ?? 0) ^ 0x04;
    writeFileSync(config, bytes);
    await page.getByRole("button", { name: "Read this function again" }).click();
    await expect(page.getByTestId("changes-summary")).toContainText("1 field changed");
    await page.getByRole("button", { name: "Next change" }).click();
    await expect(page.getByTestId("field-tree").getByRole("treeitem", { selected: true })).toContainText("Bus Master");
    await expect(page.getByTestId("field-inspector")).toContainText("was");
    await page.getByRole("button", { name: "Clear change marks" }).click();
    await expect(page.getByTestId("changes-summary")).toHaveCount(0);
  });
});
