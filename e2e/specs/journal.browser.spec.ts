/** A journal with lines that this program cannot read. */
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, startServer, test } from "../fixtures/app.ts";
import { stuckTree } from "../fixtures/stuck-tree.ts";

const LATER = {
  v: 99,
  kind: "entry",
  entry: { id: "later-1", startedAt: "2026-01-01T00:00:00.000Z", title: "Set 0000:01:00.0 to 8 VFs" },
};

test("lines that cannot be read are told with the file and what is known of them, until that is put away", async ({
  sharedBrowser,
  home,
}) => {
  if (sharedBrowser === null) throw new Error("this spec is for the browser");
  const { root } = stuckTree(home);
  const program = await startServer(["--sysfs-root", root], home);
  const page = await sharedBrowser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(program.link);
  await expect(page.getByRole("button", { name: "Expand all" })).toBeVisible();
  await page.keyboard.press("Control+J");
  const panel = page.getByTestId("activity-panel");
  await expect(panel).toContainText("No changes on this machine yet");
  const trees = join(home, "state/sriov-inspector/trees");
  const file = join(trees, readdirSync(trees)[0] ?? "", "journal.jsonl");
  appendFileSync(file, `${JSON.stringify(LATER)}\n{"v":2,"kind":"entr`, { mode: 0o600 });
  await page.reload();

  const told = panel.getByRole("note");
  await expect(told).toContainText(
    `2 lines of ${file} could not be read: 1 line is incomplete and 1 line was written by a later`,
  );
  await expect(told).toContainText("Set 0000:01:00.0 to 8 VFs (later-1)");
  await expect(page.getByTestId("journal-entry")).toHaveCount(0);
  await told.getByRole("button", { name: "Hide" }).click();
  await expect(told).toBeHidden();
  await page.reload();
  await expect(panel).toContainText("No changes on this machine yet");
  await expect(told).toBeHidden();
  await page.close();
  await program.close();
});
