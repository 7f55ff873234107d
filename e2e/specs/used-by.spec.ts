/** Who holds what, and which VFs are free: one click, or three keys from the start. */
import { expect, test } from "../fixtures/app.ts";
import { row, search, tree } from "../pages/tree.ts";

test.use({ launch: ["--demo", "vmhost-07"] });

test("which VFs are free is one click, and who has the others is said beside them", async ({ page }) => {
  await expect(tree(page).getByRole("columnheader", { name: /^Used by/ })).toBeVisible();
  const chip = page.getByRole("group", { name: "Filters" }).getByRole("button", { name: /^Free VFs [1-9]/ });
  await expect(tree(page)).toContainText("guest ");
  await chip.click();
  const shown = tree(page).locator('[role="row"][data-testid*="fn:"]').filter({ hasText: "VF" });
  await expect(shown.locator('[data-cell="used-by"]', { hasText: "free" }).first()).toBeVisible();
  await expect(tree(page)).not.toContainText("guest ");
});

test("by keyboard it is the search, a word and Enter", async ({ page }) => {
  await expect(tree(page)).toContainText("guest ");
  let keys = 0;
  const press = async (key: string) => {
    keys++;
    await page.keyboard.press(key);
  };
  await press("/");
  await page.keyboard.type("guest");
  await press("Enter");
  expect(keys).toBeLessThanOrEqual(3);
  await expect(tree(page)).toContainText("guest ");
  await expect(tree(page).locator('[data-cell="used-by"]', { hasText: /^free$/ })).toHaveCount(0);
});

test("a VF is found by its index, and others whose number begins so are not", async ({ page }) => {
  await expect(tree(page)).toBeVisible();
  await search(page, "vf1");
  const names = tree(page).locator('[role="row"][data-testid*="fn:"]');
  await expect(names.filter({ hasText: /VF 1(?!\d)/ }).first()).toBeVisible();
  await expect(names.filter({ hasText: /VF (?:1\d|0|2)/ })).toHaveCount(0);
  await expect(row(page, "00:00.0")).toBeHidden();
});

test.describe("on a machine with a container", () => {
  test.use({ launch: ["--demo", "nethost-05"] });

  test("what it has is found as a container's and by its name", async ({ page }) => {
    const users = tree(page).locator('[data-cell="used-by"]', { hasText: "container docker 3f2a91c07b1e" });
    await expect(tree(page)).toContainText("guest router-1");
    for (const words of ["container dpdk", "docker", "3f2a91c07b1e"]) {
      await search(page, words);
      await expect(users).toHaveCount(1);
      await expect(tree(page)).not.toContainText("guest router-1");
    }
    await search(page, "container lxc");
    await expect(row(page, "41:00.4")).toContainText("container lxc web-1");
    await search(page, "container");
    await expect(row(page, "41:00.3")).toBeVisible();
  });
});
