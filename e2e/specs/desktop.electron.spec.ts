/** What the window is to the user's desktop: one folder among the settings, and the name by which its entry is found. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, openInElectron, ROOT, test } from "../fixtures/app.ts";
import { tree } from "../pages/tree.ts";

test("all that it keeps is in one folder, and what an earlier version had in another is moved there once", async ({
  home,
  launch,
}) => {
  const config = join(home, "config");
  const before = join(config, "SR-IOV Inspector");
  mkdirSync(before, { recursive: true });
  writeFileSync(join(before, "of-before"), "kept");
  const own = join(config, "sriov-inspector", "window");
  for (const start of ["first", "second"]) {
    const app = await openInElectron(launch, home);
    await expect(tree(app.page), `${start} start`).toBeVisible();
    await app.close();
    expect(readdirSync(config)).toEqual(["sriov-inspector"]);
    expect(readdirSync(own)).toContain("Preferences");
    expect(readFileSync(join(own, "of-before"), "utf8")).toBe("kept");
  }
  const log = readFileSync(join(home, "state", "sriov-inspector", "inspector.log"), "utf8");
  expect(log.match(/of an earlier version is now/g)).toHaveLength(1);
});

test("the desktop finds the window's entry by its class and by its application id", async ({ app, page }) => {
  await expect(tree(page)).toBeVisible();
  const entry = readFileSync(join(ROOT, "packaging/sriov-inspector.desktop"), "utf8");
  const [, wanted] = /^StartupWMClass=(.*)$/m.exec(entry) ?? [];
  const { desktopName } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { desktopName: string };
  const found = await app.electron?.evaluate(({ BrowserWindow }) => ({
    handle: BrowserWindow.getAllWindows()[0]?.getNativeWindowHandle().readUInt32LE(0) ?? 0,
    entry: process.env.CHROME_DESKTOP,
    title: BrowserWindow.getAllWindows()[0]?.getTitle(),
  }));
  // Wayland takes it from there.
  expect(found?.entry).toBe(desktopName);
  expect(desktopName).toBe("sriov-inspector.desktop");
  expect(found?.title).toContain("SR-IOV Inspector");
  const shown = execFileSync("xprop", ["-id", String(found?.handle), "WM_CLASS"], { encoding: "utf8" });
  expect(shown.trim()).toBe(`WM_CLASS(STRING) = "${wanted}", "${wanted}"`);
});
