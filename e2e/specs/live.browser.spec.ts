/** Live: what changes on the machine appears without a click. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app.ts";
import { row } from "../pages/tree.ts";

/** The least that sysfs tells of a function. */
function addFunction(root: string, bdf: string, ids: { vendor: string; device: string; class: string }): void {
  const folder = join(root, "bus/pci/devices", bdf);
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries({
    ...ids,
    subsystem_vendor: "0x0000",
    subsystem_device: "0x0000",
    revision: "0x01",
    irq: "0",
    numa_node: "-1",
    resource: Array.from({ length: 13 }, () => "0x0000000000000000 0x0000000000000000 0x0000000000000000").join("\n"),
  })) {
    writeFileSync(join(folder, name), `${value}\n`);
  }
  const config = Buffer.alloc(256);
  config.writeUInt16LE(Number(ids.vendor), 0);
  config.writeUInt16LE(Number(ids.device), 2);
  writeFileSync(join(folder, "config"), config);
}

test.describe("on a tree of files", () => {
  test.use({
    launch: async ({ home }, use) => {
      const root = join(home, "sys");
      mkdirSync(join(root, "bus/pci/drivers"), { recursive: true });
      addFunction(root, "0000:00:00.0", { vendor: "0x8086", device: "0x29c0", class: "0x060000" });
      await use(["--sysfs-root", root]);
    },
  });

  test("a function that is plugged in appears, one that is pulled out goes", async ({ page, home }) => {
    await expect(row(page, "00:00.0")).toBeVisible();
    await expect(row(page, "00:02.0")).toBeHidden();
    addFunction(join(home, "sys"), "0000:00:02.0", { vendor: "0x8086", device: "0x1521", class: "0x020000" });
    await expect(row(page, "00:02.0")).toContainText("I350");
    rmSync(join(home, "sys/bus/pci/devices/0000:00:02.0"), { recursive: true });
    await expect(page.getByText("1 function", { exact: false }).first()).toBeVisible();
  });
});

test("the light says live, paused, and live again", async ({ page }) => {
  const light = page.getByRole("button", { name: /^Live updates:/ });
  await expect(light).toHaveAccessibleName(/live/i);
  await light.click();
  await expect(light).toHaveAccessibleName(/paused/i);
  await light.click();
  await expect(light).toHaveAccessibleName("Live updates: Live");
});
