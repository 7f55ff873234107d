/** A machine of more functions than one message has, that is slow to read: its first rows are there, and it says so. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildTree } from "../../electron/host/local/testing/build-tree.ts";
import { expect, test } from "../fixtures/app.ts";
import { row } from "../pages/tree.ts";

/** More than the part that is read first, and than one message has. */
const SIZE = { ports: 13, pfs: 1, vfs: 62 };

test.use({
  launch: async ({ home }, use) => {
    const root = join(home, "sys");
    const { vfs } = buildTree(root, SIZE);
    // Nobody answers what is read of these VFs: each is waited for until its time is over.
    for (const vf of vfs.slice(-2)) {
      const override = join(root, "bus/pci/devices", vf, "driver_override");
      rmSync(override);
      execFileSync("mkfifo", [override]);
    }
    await use(["--sysfs-root", root]);
  },
});

test("its first rows can be used while others come, and the page says that these are not all", async ({ page }) => {
  await row(page, "00:01.0").click();
  const whole = page.getByText(/^832 functions/).last();
  await expect(whole).toBeVisible();
  await expect(row(page, "00:01.0")).toHaveAttribute("aria-selected", "true");
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => {
      const text = /Reading [\d,]+ of [\d,]+ functions/.exec(document.body?.textContent ?? "")?.[0];
      if (text !== undefined && said.at(-1) !== text) said.push(text);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.reload();
  await expect(whole).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, "said"))).toEqual(["Reading 512 of 832 functions"]);
});
