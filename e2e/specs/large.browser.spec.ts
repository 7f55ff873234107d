/** 4,096 functions: everything still answers, and only the rows in view are drawn. */
import { join } from "node:path";
import { buildTree } from "../../electron/host/local/testing/build-tree.ts";
import { expect, test } from "../fixtures/app.ts";
import { search, tree } from "../pages/tree.ts";

test.use({
  launch: async ({ home }, use) => {
    const root = join(home, "sys");
    buildTree(root, { ports: 64, pfs: 1, vfs: 62 });
    await use(["--sysfs-root", root]);
  },
});

test("a tree of 4,096 functions loads, filters and scrolls", async ({ page }) => {
  test.slow();
  await expect(page.getByText(/^4,096 functions/).last()).toBeVisible();
  await page.getByRole("button", { name: "Expand all" }).click();
  expect(await tree(page).getByRole("row").count()).toBeLessThan(200);
  await tree(page).getByRole("row").nth(2).click();
  await page.keyboard.press("End");
  await expect(tree(page).getByRole("row").last()).toBeInViewport();
  await search(page, "VF 61");
  await search(page, "");
  await tree(page).getByRole("row").nth(4).click();
  await page.keyboard.press("Home");
  await expect(tree(page).getByRole("row").nth(1)).toBeInViewport();
  await page.keyboard.press("ControlOrMeta+a");
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection.getByRole("heading", { name: /^4,\d\d\d functions selected/ })).toBeVisible();
  expect(await selection.getByRole("listitem").count()).toBe(100);
  await page.keyboard.press("Escape");
  await expect(selection).toBeHidden();
});
