/** Settings of VFs: chosen, planned, made, seen, kept when the VFs are made again, and taken back. */
import { FUNCTION_ACTION_WORDS } from "../../renderer/words/function-actions.ts";
import { expect, test } from "../fixtures/app.ts";
import { choose, closeDialog, dialog, openRun, pill, planVfs, runPlan } from "../pages/plan.ts";
import { row, tab } from "../pages/tree.ts";

test("one VF: what is typed is checked, planned, set and read back", async ({ page }) => {
  await choose(page, "01:00.2", FUNCTION_ACTION_WORDS.vfSettings);
  await expect(dialog(page)).toContainText("Settings of VF 0 of 0000:01:00.0");
  await expect(dialog(page)).toContainText("Now: not set");
  await dialog(page).getByLabel("VLAN", { exact: true }).fill("5000");
  await expect(dialog(page)).toContainText("VLAN must be a number from 0 to 4094.");
  await dialog(page).getByLabel("VLAN", { exact: true }).fill("100");
  await dialog(page).getByLabel("MAC address").fill("02-00-00-00-10-01");
  await dialog(page).getByRole("group", { name: "Trust" }).getByRole("button", { name: "On" }).click();
  await dialog(page).getByRole("button", { name: "Review plan…" }).click();
  for (const words of ["vf 0 trust on", "vf 0 mac 02:00:00:00:10:01", "vf 0 vlan 100 qos 0"]) {
    await expect(dialog(page)).toContainText(words);
  }
  const changes = dialog(page).getByTestId("effect-settings");
  await expect(changes).toContainText("Settings of 1 VF of 0000:01:00.0 change");
  await expect(changes).toContainText("no VLAN → VLAN 100");
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText(
    "VF 0 of 0000:01:00.0 has trust on, MAC address 02:00:00:00:10:01 and VLAN 100.",
  );
  await closeDialog(page);

  // None of it is a fact of a scan: it is read again because an operation has ended.
  await choose(page, "01:00.2", FUNCTION_ACTION_WORDS.vfSettings);
  await expect(dialog(page)).toContainText("Now: 02:00:00:00:10:01");
  await expect(dialog(page)).toContainText("Now: 100");
  await expect(dialog(page)).toContainText("Now: on");
  await page.keyboard.press("Escape");

  await planVfs(page, "01:00.0", 4);
  await expect(dialog(page)).toContainText(
    "Settings of 1 VF (MAC address, VLAN, trust, rate) are lost with it and restored afterwards.",
  );
  await runPlan(page);
  await choose(page, "01:00.2", FUNCTION_ACTION_WORDS.vfSettings);
  await expect(dialog(page)).toContainText("Now: 02:00:00:00:10:01");
  await expect(dialog(page)).toContainText("Now: 100");
});

test("all VFs of a PF at once: addresses count up, and an undo brings all back", async ({ page }) => {
  await row(page, "01:00.0").click();
  await tab(page, "SR-IOV").click();
  await page.getByRole("button", { name: "Settings of all 16 VFs…" }).click();
  await dialog(page).getByLabel("MAC address").fill("02:00:00:00:20:00");
  await dialog(page).getByRole("button", { name: "Review plan…" }).click();
  await expect(dialog(page)).toContainText("02:00:00:00:20:0f");
  await runPlan(page);
  await openRun(page);
  await expect(dialog(page)).toContainText("The settings of 16 VFs of 0000:01:00.0 changed.");
  await closeDialog(page);
  await pill(page).getByRole("button", { name: "Undo…" }).click();
  await expect(dialog(page)).toContainText("no MAC address");
  await runPlan(page);
});
