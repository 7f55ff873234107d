/** Comparing two states of one text: what differs, what only seems to, and the way to the field. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { openFile } from "../pages/open-file.ts";
import { row } from "../pages/tree.ts";

/** A made-up card with PCI Express at 50h. */
function state(more: Readonly<Record<number, string>>): string {
  const bytes: Readonly<Record<number, string>> = {
    ...{ 0: "86", 1: "80", 2: "21", 3: "15", 6: "10", 11: "02", 52: "50", 80: "10", 82: "02" },
    ...more,
  };
  const rows = Array.from({ length: 16 }, (_, row) => {
    const digits = Array.from({ length: 16 }, (_, at) => bytes[row * 16 + at] ?? "00").join(" ");
    return `${(row * 16).toString(16).padStart(2, "0")}: ${digits}`;
  });
  return ["01:00.0 Ethernet controller: made up", ...rows, ""].join("\n");
}

async function openStates(page: Page, home: string): Promise<void> {
  const path = join(home, "states.txt");
  // Max_Payload_Size of 256 bytes, and an error that was seen.
  writeFileSync(path, `${state({})}\n${state({ 88: "20", 90: "01" })}`);
  await openFile(page, path);
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("states.txt");
  await expect(row(page, "01:00.0")).toBeVisible();
}

async function compareWith(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Machine:/ }).click();
  await page.getByRole("menuitem", { name: "Compare with…" }).click();
  await page.getByRole("button", { name: "Choose a machine" }).click();
  await page.getByRole("menuitemcheckbox", { name }).first().click();
}

test("two states of one text: what differs, volatile fields, and the field is shown", async ({ page, home }) => {
  await openStates(page, home);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByTestId("comparison-summary")).toContainText("1 function differs; 1 volatile field differs.");
  const differences = page.getByTestId("differences");
  const payload = differences.getByRole("option", { name: /Max_Payload_Size/ });
  await expect(payload).toContainText("58h");
  await expect(payload).toContainText("128 bytes");
  await expect(payload).toContainText("256 bytes");
  await expect(differences.getByRole("option", { name: /Correctable Error Detected/ })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Include volatile fields" }).click();
  await expect(differences.getByRole("option", { name: /Correctable Error Detected/ })).toContainText("yes");
  await differences.focus();
  await page.keyboard.press("ArrowDown");
  await expect(differences.getByRole("option", { selected: true })).toContainText("Max_Payload_Size");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  const chosen = page.getByTestId("field-tree").getByRole("treeitem", { selected: true });
  await expect(chosen).toContainText("Max_Payload_Size");
});

test("a text and a demo machine: functions that only one of them has are told, and shown there", async ({
  page,
  home,
}) => {
  await openStates(page, home);
  await compareWith(page, /^vmhost-07/);
  await expect(page.getByTestId("comparison-summary")).toContainText("not listed in");
  await expect(page.getByTestId("differences").getByRole("option").first()).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Compare again" }).click();
  const disk = page.getByTestId("differences").getByRole("option", { name: /^28:00\.0 .*not listed in / });
  await disk.click();
  await expect(page.getByRole("button", { name: /^Machine:/ })).toContainText("vmhost-07");
  await expect(page.getByTestId("detail-pane")).toContainText("0000:28:00.0");
});
