/** The program is killed in the middle of a write that hangs; the next one tells of it and offers the ways out. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { endProcess } from "../../electron/host/local/testing/end-process.ts";
import { expect, startServer, test } from "../fixtures/app.ts";
import { stuckTree } from "../fixtures/stuck-tree.ts";
import { dialog, openRun, planAssign, runPlan, startPlan } from "../pages/plan.ts";

/** What the program has written down so far. */
function journalText(home: string): string {
  const state = join(home, "state");
  const files = readdirSync(state, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".jsonl"));
  return files.map((name) => readFileSync(join(state, name), "utf8")).join("");
}

async function openPage(page: Page, link: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(link);
}

test("kill -9 in the middle: still under way, then cut off, then rolled back", async ({ sharedBrowser, home }) => {
  if (sharedBrowser === null) throw new Error("this spec is for the browser");
  const { root, vf } = stuckTree(home);
  const launch = ["--sysfs-root", root, "--allow-changes"];
  const page = await sharedBrowser.newPage({ viewport: { width: 1280, height: 800 } });

  const first = await startServer(launch, home);
  await openPage(page, first.link);
  await page.getByRole("button", { name: "Expand all" }).click();
  await planAssign(page, vf);
  // A tree of files does not tell who uses the machine.
  await startPlan(page, vf);
  await openRun(page);
  await expect(dialog(page)).toContainText("Unbind");
  await expect(dialog(page)).toContainText("It keeps running if you close this dialog.");
  await expect
    .poll(() => journalText(home), { message: "the journal has the process that writes" })
    .toMatch(/"index":1,.*"writer"/);
  first.child.kill("SIGKILL");

  const second = await startServer(launch, home);
  await openPage(page, second.link);
  const underWay = page.getByTestId("under-way");
  await expect(underWay).toContainText(`Still running: Bind ${vf} to vfio-pci`);
  const pid = Number(/process (\d+)/.exec((await underWay.textContent()) ?? "")?.[1]);
  endProcess(pid);

  const recovery = page.getByTestId("recovery");
  await expect(recovery).toContainText(`Interrupted: Bind ${vf} to vfio-pci`);
  await expect(underWay).toBeHidden();
  await expect(recovery).toContainText(`driver_override of ${vf} was empty and is now vfio-pci`);
  await recovery.getByRole("button", { name: "Finish…" }).click();
  await expect(dialog(page)).toContainText(`Finish: Bind ${vf} to vfio-pci`);
  await expect(dialog(page).getByTestId("steps").getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await recovery.getByRole("button", { name: "Roll back…" }).click();
  await runPlan(page);
  await expect(recovery).toBeHidden();
  await page.close();
  await second.close();
});
