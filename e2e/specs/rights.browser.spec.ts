/** Browser mode that may only look: what it does not do is said before a click; a question lives with its page. */
import { PASSWORD } from "../../electron/host/ssh/testing/far-machine.ts";
import { expect, test } from "../fixtures/far-machine.ts";
import { dialog } from "../pages/plan.ts";
import { row, tree } from "../pages/tree.ts";

test.describe("a page that may only look", () => {
  test.use({ launch: ["--demo", "p22-048-018"] });

  test("offers no connection to another machine and says what to start instead", async ({ page }) => {
    await expect(tree(page)).toBeVisible();
    await page.getByRole("button", { name: /^Machine:/ }).click();
    const connect = page.getByRole("menuitem", { name: "Connect by ssh…" });
    await expect(connect).toBeDisabled();
    await expect(connect).toContainText("Restart the program with --allow-changes, or with --host ssh:NAME");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("connect");
    await expect(page.getByRole("option", { name: /Connect by ssh/ })).toHaveCount(0);
  });
});

test.describe("the machine that the command line names", () => {
  test.use({ launch: ["--host", "ssh:stranger"] });

  test("is connected to and asks here, and stays locked", async ({ page, far }) => {
    await dialog(page).getByRole("button", { name: "Trust and connect" }).click();
    await dialog(page).getByLabel("Password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(row(page, far.pfs[0] ?? "")).toBeVisible();
    await page.getByRole("button", { name: "Access: Locked" }).click();
    await expect(page.getByText("Restart SR-IOV Inspector with --allow-changes")).toBeVisible();
    await expect(page.getByRole("button", { name: "Unlock", exact: true })).toHaveCount(0);
  });

  test("takes its question along when the program is gone: what was typed is sent to nobody", async ({ app, page }) => {
    await dialog(page).getByRole("button", { name: "Trust and connect" }).click();
    await dialog(page).getByLabel("Password").fill("the password of somebody");
    const sent: string[] = [];
    page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(String(payload))));
    if (app.pid === null) throw new Error("there is no program to end");
    process.kill(app.pid, "SIGKILL");
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByText("Connection to the inspector lost")).toBeVisible();
    expect(sent.join()).not.toContain("the password of somebody");
  });
});
