/** The window as a window: its menu, its place, its zoom, and what happens when its page dies. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleanEnvironment, electronPath, expect, openInElectron, ROOT, test } from "../fixtures/app.ts";
import { row, tree } from "../pages/tree.ts";

test("the menu opens the palette, the export and the about box", async ({ app, page }) => {
  await expect(tree(page)).toBeVisible();
  const choose = (label: string) =>
    app.electron?.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      items.find((item) => item.label.replace("&", "").startsWith(wanted))?.click();
    }, label);
  await choose("Command palette");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await page.keyboard.press("Escape");
  await choose("Export report");
  await expect(page.getByRole("dialog", { name: "Export report" })).toBeVisible();
  await page.keyboard.press("Escape");
  await choose("About");
  await expect(page.getByRole("dialog", { name: "SR-IOV Inspector" })).toContainText("MIT licence");
});

test("a file chosen in the menu opens as a machine", async ({ app, page, home }) => {
  await expect(tree(page)).toBeVisible();
  const path = join(home, "lab.txt");
  const bytes = Array.from({ length: 64 }, (_, i) => ({ 0: "86", 1: "80", 2: "21", 3: "15", 11: "02" })[i] ?? "00");
  const lines = [0, 16, 32, 48].map(
    (at) => `${at.toString(16).padStart(2, "0")}: ${bytes.slice(at, at + 16).join(" ")}`,
  );
  writeFileSync(path, `05:00.0 NIC\n${lines.join("\n")}\n`);
  await app.electron?.evaluate(({ dialog, Menu }, file) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [file] })) as never;
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    items.find((item) => item.label.includes("Open dump"))?.click();
  }, path);
  await expect(row(page, "05:00.0")).toContainText("I350");
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("lab.txt");
});

test("a second start hands the machine that it names to the window that is open, and says so", async ({
  page,
  home,
}) => {
  await expect(tree(page)).toBeVisible();
  const start = (...args: readonly string[]) =>
    spawnSync(electronPath(), [ROOT, ...args], { env: cleanEnvironment(home), cwd: home, encoding: "utf8" });
  const handed = start("--host", "demo:vmhost-07");
  expect(handed).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("is already running. Its window opens demo:vmhost-07"),
  });
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("vmhost-07");
  writeFileSync(join(home, "lab.txt"), "05:00.0 NIC\n00: 86 80 21 15 00 00 00 00 00 00 00 02 00 00 00 00\n");
  expect(start("--file", "lab.txt").status).toBe(0);
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("lab.txt");
  expect(start("--host", "nonsense")).toMatchObject({ status: 2, stderr: expect.stringContaining("It must be local") });
  expect(start("nothere.txt")).toMatchObject({ status: 2, stderr: expect.stringContaining("there is no such file") });
  expect(start("shwo")).toMatchObject({ status: 2, stderr: expect.stringContaining("For the command show, type") });
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("lab.txt");
});

test("zoom goes in, out and back", async ({ app, page }) => {
  await expect(tree(page)).toBeVisible();
  const zoomBy = (role: string) =>
    app.electron?.evaluate(({ Menu, BrowserWindow }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      const window = BrowserWindow.getAllWindows()[0];
      const item = items.find(({ role: itemRole }) => itemRole?.toLowerCase() === wanted);
      item?.click(undefined as never, window as never, window?.webContents as never);
      return window?.webContents.getZoomLevel();
    }, role);
  expect(await zoomBy("zoomin")).toBeGreaterThan(0);
  expect(await zoomBy("resetzoom")).toBe(0);
  expect(await zoomBy("zoomout")).toBeLessThan(0);
});

test("the window's place is written down when it closes", async ({ app, home }) => {
  await app.electron?.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1111, height: 777 });
  });
  await app.close();
  const file = join(home, "config", "sriov-inspector", "window.json");
  expect(existsSync(file)).toBe(true);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ width: 1111, height: 777, maximized: false });
});

test("the window's place of a later version is left as it is", async ({ home }) => {
  const file = join(home, "config", "sriov-inspector", "window.json");
  const later = JSON.stringify({ version: 99, width: 1111, height: 777, maximized: false });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, later);
  const app = await openInElectron(["--demo", "vmhost-07"], home);
  await app.close();
  expect(readFileSync(file, "utf8")).toBe(later);
  const log = readFileSync(join(home, "state", "sriov-inspector", "inspector.log"), "utf8");
  expect(log).toContain("window.json was written by a later version");
});

test("a page that dies offers to be reloaded, and comes back", async ({ app, page }) => {
  await expect(tree(page)).toBeVisible();
  const asked = await app.electron?.evaluate(
    ({ BrowserWindow, dialog }) =>
      new Promise<string>((resolve) => {
        dialog.showMessageBox = (async (_window: unknown, options: { message: string; buttons: string[] }) => {
          resolve(`${options.message} ${options.buttons.join("/")}`);
          return { response: 0, checkboxChecked: false };
        }) as never;
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      }),
  );
  expect(asked).toBe("The window’s page stopped working. Reload/Quit");
  const rows = () =>
    app.electron?.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents || contents.isLoading() || contents.isCrashed()) return 0;
      return (await contents.executeJavaScript("document.querySelectorAll('[role=row]').length")) as number;
    });
  await expect.poll(rows).toBeGreaterThan(5);
});

test.describe("started with --lang", () => {
  test.use({ more: ["--lang", "zh"] });

  test("page and menu are in that language, which the next start does not remember", async ({ app, page, home }) => {
    await expect(page.getByRole("button", { name: "语言" })).toBeVisible();
    const menus = await app.electron?.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.map(({ label }) => label),
    );
    expect(menus).toEqual(["文件(&F)", "编辑(&E)", "视图(&V)", "帮助(&H)"]);
    await app.close();
    const settings = join(home, "config/sriov-inspector/settings.json");
    expect(existsSync(settings) ? readFileSync(settings, "utf8") : "").not.toContain("language");
  });
});

test("the menu follows the language that is chosen in the page", async ({ app, page }) => {
  await expect(tree(page)).toBeVisible();
  const menus = () =>
    app.electron?.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
  expect(await menus()).toEqual(["&File", "&Edit", "&View", "&Help"]);
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemcheckbox", { name: "简体中文" }).click();
  await expect.poll(menus).toEqual(["文件(&F)", "编辑(&E)", "视图(&V)", "帮助(&H)"]);
});
