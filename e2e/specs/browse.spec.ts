/** Seeing: the tree, the search, the groupings, the four demo machines. */
import { expect, test } from "../fixtures/app.ts";
import { chooseMachine, row, search, tree } from "../pages/tree.ts";

const DEMOS = [
  { name: "p22-048-018", shows: "01:00.0", says: "MT2910" },
  { name: "p194-162-015", shows: "18:00.0", says: "NVIDIA" },
  { name: "iv-ye419lfegw7fzxco08cz", shows: "44:00.0", says: "NVIDIA" },
  { name: "iv-ye8tels3y8h9l3bnve4b", shows: "65:02.0", says: "GB203" },
] as const;

test("a PF has its VFs below it, a search finds or says that nothing matches, a narrow window cuts nothing off", async ({
  page,
}) => {
  await expect(tree(page)).toBeVisible();
  await expect(row(page, "01:00.0")).toContainText("16/16");
  for (const [index, bdf] of ["01:00.2", "01:00.7", "01:01.0", "01:02.1"].entries()) {
    await expect(row(page, bdf)).toContainText(`VF ${[0, 5, 6, 15][index]}`);
    await expect(row(page, bdf)).toContainText("mlx5_core");
  }

  await search(page, "15b3:101e");
  await expect(row(page, "01:00.2")).toBeVisible();
  await expect(row(page, "04:00.0")).toBeHidden();
  await search(page, "nvme");
  await expect(row(page, "04:00.0")).toBeVisible();
  await expect(row(page, "01:00.2")).toBeHidden();
  await search(page, "no such thing anywhere");
  await expect(page.getByText("No matches")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "01:00.2")).toBeVisible();

  await page.setViewportSize({ width: 320, height: 600 });
  await expect(page.getByRole("button", { name: "Help", exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: "Export", exact: true })).toBeInViewport({ ratio: 1 });
});

test("opens each of the demo machines", async ({ page }) => {
  for (const { name, shows, says } of DEMOS) {
    await test.step(name, async () => {
      await chooseMachine(page, name);
      await expect(page).toHaveTitle(new RegExp(name));
      await search(page, shows);
      await expect(row(page, shows)).toContainText(says);
    });
  }
});

test("filter chips and groupings change what is listed, and the grouping is there again after a reload", async ({
  page,
}) => {
  const vfs = page.getByRole("group", { name: "Filters" }).getByRole("button", { name: /^VFs/ });
  await vfs.click();
  await expect(row(page, "01:00.2")).toBeVisible();
  await expect(row(page, "04:00.0")).toBeHidden();
  await vfs.click();
  const groupings = page.getByRole("group", { name: "Group by" });
  await groupings.getByRole("button", { name: "Driver" }).click();
  await expect(tree(page).getByRole("row", { name: /^mlx5_core/ })).toBeVisible();
  await groupings.getByRole("button", { name: "IOMMU group" }).click();
  await expect(
    tree(page)
      .getByRole("row", { name: /group 0\b/i })
      .first(),
  ).toBeVisible();
  const numa = groupings.getByRole("button", { name: "NUMA" });
  await numa.click();
  await expect(numa).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(tree(page)).toBeVisible();
  await expect(numa).toHaveAttribute("aria-pressed", "true");
});

test("a page that is loaded again shows what it showed", async ({ page }) => {
  const vfs = page.getByRole("group", { name: "Filters" }).getByRole("button", { name: /^VFs/ });
  await vfs.click();
  await search(page, "01:0");
  await row(page, "01:00.3").click();
  await page.reload();
  await expect(row(page, "01:00.3")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("searchbox", { name: "Search functions" })).toHaveValue("01:0");
  await expect(vfs).toHaveAttribute("aria-pressed", "true");
  await expect(row(page, "04:00.0")).toBeHidden();
  // On another machine none of it means anything.
  await chooseMachine(page, "p194-162-015");
  await expect(row(page, "18:00.0")).toBeVisible();
  await page.reload();
  await expect(row(page, "18:00.0")).toBeVisible();
  await expect(vfs).toHaveAttribute("aria-pressed", "false");
});
