/** Functions are found by who holds them. */
import { expect, test } from "../fixtures/app.ts";
import { row, search, tree } from "../pages/tree.ts";

test.use({ launch: ["--demo", "vmhost-07"] });

test("by keyboard it is the search, a word and Enter; a VF is found by its index, and no other", async ({ page }) => {
  await expect(tree(page)).toContainText("guest ");
  await page.keyboard.press("/");
  await page.keyboard.type("guest");
  await page.keyboard.press("Enter");
  await expect(tree(page).locator('[data-cell="used-by"]', { hasText: /^free$/ })).toHaveCount(0);
  await expect(tree(page)).toContainText("guest ");

  await search(page, "vf1");
  const names = tree(page).locator('[role="row"][data-testid*="fn:"]');
  await expect(names.filter({ hasText: /VF (?:1\d|0|2)/ })).toHaveCount(0);
  await expect(names.filter({ hasText: /VF 1(?!\d)/ }).first()).toBeVisible();
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
