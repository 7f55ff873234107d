/** What browser mode runs and where it writes, started by root in what another user has prepared. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Page } from "@playwright/test";
import { buildTree } from "../../electron/host/local/testing/build-tree.ts";
import { expect, startServer, test } from "../fixtures/app.ts";
import { dialog, planVfs, startPlan } from "../pages/plan.ts";
import { row } from "../pages/tree.ts";

const STRANGER = 61_078;

/**
 * His programs, where npm looks for them first, and his folders, in which everything is a link to root's files.
 * @param shared a folder that anybody may write
 */
function prepare(shared: string, victims: string): void {
  const script = `
    mkdir -p "$1/node_modules/.bin" "$1/his"
    for each in dd grep ssh sudo pkexec udevadm ip modprobe node sh cat id; do
      printf '#!/bin/sh\\n: >>%s\\n' "$1/proof" >"$1/node_modules/.bin/$each"
      chmod 755 "$1/node_modules/.bin/$each"
    done
    for each in config state runtime; do
      mkdir -p "$1/his/$each/sriov-inspector"
      for name in settings.json settings.json.new journal.jsonl trees; do
        ln -s "$2/$name" "$1/his/$each/sriov-inspector/$name"
      done
    done`;
  execFileSync("/bin/sh", ["-c", script, "sh", shared, victims], { uid: STRANGER, gid: STRANGER });
}

/** A tree with one PF, and browser mode on it. */
async function serve(home: string, page: Page, env: Readonly<Record<string, string>> = {}) {
  const { root, pfs } = buildTree(join(home, "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const server = await startServer(["--sysfs-root", root, "--allow-changes"], home, env);
  await page.goto(server.link);
  const [pf = ""] = pfs;
  await expect(row(page, pf)).toBeVisible();
  const numvfs = join(root, "bus/pci/devices", pf, "sriov_numvfs");
  return { server, pf, numvfs };
}

test("another user's programs are not started, and nothing is written through his links", async ({
  home,
  sharedBrowser,
}) => {
  const page = await sharedBrowser?.newPage();
  if (page === undefined) throw new Error("there is no browser");
  const shared = mkdtempSync(join(tmpdir(), "shared-"));
  chmodSync(shared, 0o777);
  const victims = mkdtempSync(join(tmpdir(), "victims-"));
  for (const name of ["settings.json", "journal.jsonl"]) writeFileSync(join(victims, name), "precious");
  prepare(shared, victims);
  const his = join(shared, "his");
  const { server, pf, numvfs } = await serve(home, page, {
    PATH: [join(shared, "node_modules/.bin"), process.env.PATH].join(delimiter),
    XDG_CONFIG_HOME: join(his, "config"),
    XDG_STATE_HOME: join(his, "state"),
    XDG_RUNTIME_DIR: join(his, "runtime"),
    TMPDIR: his,
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Dark");
  await page.keyboard.press("Enter");
  await expect.poll(() => existsSync(join(home, ".config/sriov-inspector/settings.json"))).toBe(true);
  await planVfs(page, pf, 0);
  // A tree of files does not tell who uses the machine.
  await startPlan(page, pf);
  await expect.poll(() => readFileSync(numvfs, "utf8").trim()).toBe("0");
  await expect.poll(() => readdirSync(join(home, ".local/state/sriov-inspector"))).toContain("trees");
  await page.close();
  await server.close();
  expect(existsSync(join(shared, "proof"))).toBe(false);
  expect(readdirSync(victims).sort()).toEqual(["journal.jsonl", "settings.json"]);
  for (const name of readdirSync(victims)) expect(readFileSync(join(victims, name), "utf8")).toBe("precious");
  expect(readdirSync(his).sort()).toEqual(["config", "runtime", "state"]);
  for (const name of readdirSync(his)) expect(readdirSync(join(his, name))).toEqual(["sriov-inspector"]);
  rmSync(shared, { recursive: true });
  rmSync(victims, { recursive: true });
});

test("a journal that cannot be kept is said, and a plan runs only with a typed address", async ({
  home,
  sharedBrowser,
}) => {
  const page = await sharedBrowser?.newPage();
  if (page === undefined) throw new Error("there is no browser");
  writeFileSync(join(home, "state"), "");
  const { server, pf, numvfs } = await serve(home, page);
  await expect(page.getByText(/^The journal can’t be saved, .* XDG_STATE_HOME to another directory\.$/)).toBeVisible();
  const before = readFileSync(numvfs, "utf8");
  await planVfs(page, pf, 0);
  await expect(dialog(page).getByTestId("check-journal-not-kept")).toContainText(join(home, "state"));
  const run = dialog(page).getByRole("button", { name: /^Run/ });
  await expect(run).toBeDisabled();
  expect(readFileSync(numvfs, "utf8")).toBe(before);
  await dialog(page).getByTestId("stop-address").fill(pf);
  await run.click();
  await expect.poll(() => readFileSync(numvfs, "utf8").trim()).toBe("0");
  await page.close();
  await server.close();
});
