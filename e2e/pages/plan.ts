/** Planning and running, in the words of a person. */
import { expect, type Locator, type Page } from "@playwright/test";
import { row, tab } from "./tree.ts";

export function dialog(page: Page): Locator {
  return page.getByRole("dialog");
}

/** Opens the dialog for the number of VFs of a PF, chooses, and goes on to the plan. */
export async function planVfs(
  page: Page,
  pf: string,
  count: number,
  purpose?: "vfio-pci" | "No driver",
): Promise<void> {
  await choose(page, pf, /^Set number of VFs/);
  await dialog(page).getByRole("textbox", { name: "Number of VFs" }).fill(String(count));
  await page.keyboard.press("Tab");
  if (purpose) await dialog(page).getByRole("button", { name: purpose, exact: true }).click();
  await dialog(page)
    .getByRole("button", { name: /^Review plan/ })
    .click();
  await expect(dialog(page)).toContainText(`to ${count} VF`);
}

/** The button that runs the plan. */
function runButton(page: Page): Locator {
  return dialog(page).getByRole("button", { name: /^Run/ });
}

/**
 * Runs the plan that is made, once it is there, and does not wait for what comes of it.
 * @param typed the address that a guarded plan asks for
 */
export async function startPlan(page: Page, typed?: string): Promise<void> {
  // Until then it is not known whether there is a box to tick.
  await expect(runButton(page)).toBeVisible();
  const understood = dialog(page).getByRole("checkbox", { name: /^I understand/ });
  if ((await understood.count()) > 0) await understood.check();
  if (typed !== undefined) await dialog(page).getByTestId("stop-address").fill(typed);
  await runButton(page).click();
}

/**
 * Runs the plan that is shown and waits for its end. While a machine settles after a change it may move on under the
 * next plan; then a person is shown a new one, and runs that.
 */
export async function runPlan(page: Page): Promise<void> {
  const run = runButton(page);
  const done = dialog(page).getByRole("heading", { name: /^Done/ });
  const madeAgain = dialog(page).getByText("This is a new plan");
  const outcome = async (): Promise<"done" | "new plan" | "running"> => {
    if (await done.isVisible()) return "done";
    return (await madeAgain.isVisible()) && (await run.isVisible()) ? "new plan" : "running";
  };
  for (let seen = ""; seen !== "done"; ) {
    await startPlan(page);
    await expect.poll(async () => (seen = await outcome())).not.toBe("running");
  }
}

export async function closeDialog(page: Page): Promise<void> {
  await dialog(page).getByRole("contentinfo").getByRole("button", { name: "Close", exact: true }).click();
  await expect(dialog(page)).toBeHidden();
}

/** Selects these rows with the mouse, as one does with Ctrl held. */
export async function select(page: Page, bdfs: readonly string[]): Promise<void> {
  for (const [index, bdf] of bdfs.entries()) {
    await row(page, bdf).click(index === 0 ? {} : { modifiers: ["ControlOrMeta"] });
  }
}

/** Selects a function and presses one of its buttons, which stand in the pane and for a selection above the table. */
async function choose(page: Page, bdf: string, button: RegExp): Promise<void> {
  await row(page, bdf).click();
  await page.getByRole("button", { name: button }).first().click();
}

/** Plans to assign a function to vfio-pci. */
export function planAssign(page: Page, bdf: string): Promise<void> {
  return choose(page, bdf, /^Bind to vfio-pci/);
}

/** Plans to give a function back from vfio-pci. */
export function planGiveBack(page: Page, bdf: string): Promise<void> {
  return choose(page, bdf, /^Return to host driver/);
}

/** Chooses one of the common numbers of VFs in the pane of a PF: the plan for it is previewed in the tree. */
export async function previewVfs(page: Page, pf: string, count: number): Promise<void> {
  await row(page, pf).click();
  await tab(page, "SR-IOV").click();
  await page
    .getByRole("group", { name: "Common numbers of VFs" })
    .getByRole("button", { name: String(count), exact: true })
    .click();
}
