/** Another machine through ssh: connecting, its lock, its questions, and a connection that goes. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { PASSWORD } from "../../electron/host/ssh/testing/far-machine.ts";
import { ROOT } from "../fixtures/app.ts";
import { expect, test } from "../fixtures/far-machine.ts";
import { dialog, openRun, planVfs, startPlan } from "../pages/plan.ts";
import { row, tab, tree } from "../pages/tree.ts";

test.use({ launch: ["--demo", "p22-048-018", "--allow-changes"] });
test.describe.configure({ mode: "serial" });

async function connect(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Machine:/ }).click();
  await page.getByRole("menuitem", { name: "Connect by ssh…" }).click();
  await dialog(page).getByRole("textbox", { name: "Machine" }).fill(name);
  await page.keyboard.press("Enter");
}

const access = (page: Page, word: string) => page.getByRole("button", { name: `Access: ${word}` });
const machine = (page: Page) => page.getByRole("button", { name: /^Machine:/ });

test("a machine is reached by its name, shown live, and switched to and from", async ({ page, far }) => {
  await connect(page, "far");
  const [pf = ""] = far.pfs;
  await expect(row(page, pf)).toBeVisible();
  await expect(machine(page)).toContainText("ssh far");
  await expect(access(page, "Unlocked")).toBeVisible();
  await expect(page.getByRole("button", { name: "Live updates: Live" })).toBeVisible();

  await machine(page).click();
  await page.getByRole("menuitemcheckbox", { name: /p22-048-018/ }).click();
  await expect(access(page, "Demo")).toBeVisible();
  await machine(page).click();
  await expect(page.getByRole("menuitemcheckbox", { name: /^far/ })).toContainText(" · live");
  await page.getByRole("menuitemcheckbox", { name: /^far/ }).click();
  await expect(row(page, pf)).toBeVisible();

  await machine(page).click();
  await page.getByRole("menuitem", { name: "Disconnect from far" }).click();
  await expect(machine(page)).not.toContainText("ssh far");
});

test("root's rights are asked for and given up again, and what may be read follows", async ({ page, far }) => {
  await connect(page, "far-sudo");
  const [pf = ""] = far.pfs;
  await expect(row(page, pf)).toBeVisible();
  await access(page, "Locked").click();
  await expect(page.getByText("Sudo starts the remote helper as root")).toBeVisible();
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(access(page, "Unlocked")).toBeVisible();
  await expect(page.getByText("It locks automatically")).toBeVisible();
  await page.getByRole("button", { name: "Lock now" }).click();
  await expect(access(page, "Locked")).toBeVisible();
});

test("where sudo asks for a password it stays locked and says why", async ({ page }) => {
  await connect(page, "far-plain");
  await expect(tree(page)).toBeVisible();
  await access(page, "Locked").click();
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(page.getByText("sudo: it asks for a password")).toBeVisible();
  await expect(access(page, "Locked")).toBeVisible();
});

test("ssh's questions are asked here: the host key, a wrong password, the right one", async ({ page, far }) => {
  await connect(page, "stranger");
  await expect(dialog(page)).toContainText("Trust this host key?");
  await expect(dialog(page)).toContainText("SHA256:");
  await dialog(page).getByRole("button", { name: "Trust and connect" }).click();
  await dialog(page).getByLabel("Password").fill("not this one");
  await dialog(page).getByRole("button", { name: "Log in" }).click();
  await expect(dialog(page)).toContainText("The last answer was not accepted.");
  await dialog(page).getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(row(page, far.pfs[0] ?? "")).toBeVisible();
});

test("a question that is closed ends the attempt, and says so", async ({ page }) => {
  await connect(page, "stranger");
  await expect(dialog(page)).toContainText("Trust this host key?");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Could not connect to stranger")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});

test("the script that runs there can be read before", async ({ page }) => {
  await page.getByRole("button", { name: /^Machine:/ }).click();
  await page.getByRole("menuitem", { name: "Connect by ssh…" }).click();
  await dialog(page).getByRole("button", { name: "What runs remotely?" }).click();
  const text = readFileSync(join(import.meta.dirname, "../../assets/host-helper.sh"), "utf8");
  expect(await page.getByTestId("helper-text").textContent()).toBe(text);
});

test("a connection cut in the middle of a plan: the app says what it knows and what it does not", async ({
  page,
  far,
}) => {
  const [pf = ""] = far.pfs;
  const attribute = join(far.sys, "bus/pci/devices", pf, "sriov_numvfs");
  const before = readFileSync(attribute, "utf8");
  await connect(page, "far");
  await expect(row(page, pf)).toBeVisible();
  rmSync(attribute);
  // A write to a pipe that nobody reads takes as long as a driver that hangs.
  execFileSync("mkfifo", [attribute]);
  try {
    await planVfs(page, pf, 0);
    // A tree of files does not tell who uses the machine.
    await startPlan(page, pf);
    await openRun(page);
    far.machine.cut();
    await expect(dialog(page)).toContainText("EHOST");
    await expect(page.getByRole("button", { name: "Live updates: Lost", includeHidden: true })).toBeVisible();
    await far.machine.start();
    await expect(page.getByRole("button", { name: "Live updates: Live", includeHidden: true })).toBeVisible();
  } finally {
    rmSync(attribute);
    writeFileSync(attribute, before);
  }
});

test("the tabs of a function hold what was read through the connection", async ({ page, far }) => {
  await connect(page, "far");
  await row(page, far.pfs[0] ?? "").click();
  await tab(page, "Config space").click();
  await expect(page.getByText(/4,?096/).first()).toBeVisible();
});

test("the command line shows it, as root through sudo, as on the spot", ({ far }) => {
  const show = (...args: readonly string[]) => {
    const program = join(ROOT, "dist/app/cli.js");
    const all = [program, "show", "--format", "lspci", "--numeric", "--ssh-config", far.machine.configFile, ...args];
    // Node warns of variables that are at odds, with the process's number.
    const env = { ...process.env, NODE_NO_WARNINGS: "1" };
    const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: "utf8", env });
    return { status, stderr, text: stdout.replace(/^\tKernel modules:.*\n/gm, "") };
  };
  const onTheSpot = show("--sysfs-root", far.sys);
  expect(onTheSpot.text).not.toBe("");
  expect(show("--host", "ssh:far")).toEqual(onTheSpot);
  expect(show("--host", "ssh:far-sudo", "--sudo")).toEqual(onTheSpot);
  const refused = show("--host", "ssh:far-plain", "--sudo");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain("it asks for a password");
  expect(show("--host", "ssh:-oProxyCommand=x").stderr).toContain("is not a machine name");
});
