/** Planning and running, in the words of a person. */
import { expect, type Locator, type Page } from "@playwright/test";
import { BUTTON_WORDS } from "../../renderer/words/buttons.ts";
import { FUNCTION_ACTION_WORDS } from "../../renderer/words/function-actions.ts";
import { PLAN_WORDS } from "../../renderer/words/plan.ts";
import { RUN_WORDS } from "../../renderer/words/run.ts";
import { UI_WORDS } from "../../renderer/words/ui.ts";
import { VF_CHOICE_WORDS } from "../../renderer/words/vf-choice.ts";
import { VIEW_WORDS } from "../../renderer/words/view.ts";
import type { Message } from "../../shared/words/message.ts";
import { PLAN_TITLE_WORDS } from "../../shared/words/texts/plan.ts";
import { said } from "../words.ts";
import { fullBdf, row, tab } from "./tree.ts";

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
  await choose(page, pf, FUNCTION_ACTION_WORDS.createVfs, FUNCTION_ACTION_WORDS.changeVfs);
  await dialog(page)
    .getByRole("textbox", { name: said(page, VF_CHOICE_WORDS.number) })
    .fill(String(count));
  await page.keyboard.press("Tab");
  if (purpose) {
    const name = purpose === "No driver" ? said(page, VF_CHOICE_WORDS.none) : purpose;
    await dialog(page).getByRole("button", { name, exact: true }).click();
  }
  await dialog(page)
    .getByRole("button", { name: said(page, BUTTON_WORDS.reviewPlan) })
    .click();
  await expect(dialog(page)).toContainText(said(page, PLAN_TITLE_WORDS.setVfs({ pf: fullBdf(pf), count })));
}

/** The button that runs the plan. */
function runButton(page: Page): Locator {
  return dialog(page).getByRole("button", { name: said(page, PLAN_WORDS.run) });
}

/**
 * Runs the plan that is made, once it is there, and does not wait for what comes of it.
 * @param typed the address that a guarded plan asks for
 */
export async function startPlan(page: Page, typed?: string): Promise<void> {
  // Until then it is not known whether there is a box to tick.
  await expect(runButton(page)).toBeVisible();
  const understood = dialog(page)
    .getByRole("contentinfo")
    .getByRole("checkbox")
    .and(page.locator(':not([data-testid="guard-choice"] *)'));
  if ((await understood.count()) > 0) await understood.check();
  if (typed !== undefined) await dialog(page).getByTestId("stop-address").fill(typed);
  await runButton(page).click();
}

/** The line at the bottom of the window that follows a run. */
export function pill(page: Page): Locator {
  return page.getByTestId("run-pill");
}

/**
 * Runs the plan that is shown and waits for its end, which the pill tells. While a machine settles after a change it may
 * move on under the next plan; then a person is shown a new one, and runs that.
 */
export async function runPlan(page: Page): Promise<void> {
  const run = runButton(page);
  const madeAgain = dialog(page).getByText(said(page, PLAN_WORDS.changed));
  const outcome = async (): Promise<string | null> => {
    // The pill of the run before stands behind the dialog until the plan has begun.
    if (await dialog(page).isVisible())
      return (await madeAgain.isVisible()) && (await run.isVisible()) ? "new plan" : null;
    const state = await pill(page).getAttribute("data-state");
    return state === "running" ? null : state;
  };
  for (let seen: string | null = null; seen === null || seen === "new plan"; ) {
    await startPlan(page);
    await expect.poll(async () => (seen = await outcome())).not.toBeNull();
    if (seen === "failed" || seen === "cancelled") throw new Error(`not done: ${await pill(page).innerText()}`);
  }
}

/** Opens the steps of the operation that runs or ran last, and what is so now. */
export async function openRun(page: Page): Promise<void> {
  await pill(page)
    .getByRole("button", { name: said(page, RUN_WORDS.details), exact: true })
    .click();
  await expect(dialog(page).getByTestId("run-state")).toBeVisible();
}

/** Closes the dialog; after a run there is none. */
export async function closeDialog(page: Page): Promise<void> {
  if (await dialog(page).isVisible()) {
    await dialog(page)
      .getByRole("contentinfo")
      .getByRole("button", { name: said(page, UI_WORDS.close), exact: true })
      .click();
  }
  await expect(dialog(page)).toBeHidden();
}

/** Selects these rows with the mouse, as one does with Ctrl held. */
export async function select(page: Page, bdfs: readonly string[]): Promise<void> {
  for (const [index, bdf] of bdfs.entries()) {
    await row(page, bdf).click(index === 0 ? {} : { modifiers: ["ControlOrMeta"] });
  }
}

/** Selects a function and chooses what to do with it from the menu of its row. */
export async function choose(page: Page, bdf: string, ...oneOf: readonly Message[]): Promise<void> {
  await row(page, bdf).click();
  await row(page, bdf).click({ button: "right" });
  const [first, ...others] = oneOf.map((name) => page.getByRole("menuitem", { name: said(page, name) }));
  await others.reduce((found, other) => found.or(other), first ?? page.getByRole("menuitem")).click();
}

/** Plans to assign a function to vfio-pci. */
export function planAssign(page: Page, bdf: string): Promise<void> {
  return choose(page, bdf, FUNCTION_ACTION_WORDS.bind);
}

/** Plans to give a function back from vfio-pci. */
export function planGiveBack(page: Page, bdf: string): Promise<void> {
  return choose(page, bdf, FUNCTION_ACTION_WORDS.giveBack);
}

/** Chooses one of the common numbers of VFs in the pane of a PF: the plan for it is previewed in the tree. */
export async function previewVfs(page: Page, pf: string, count: number): Promise<void> {
  await row(page, pf).click();
  await tab(page, VIEW_WORDS.sriov).click();
  await page
    .getByRole("group", { name: said(page, VF_CHOICE_WORDS.presets) })
    .getByRole("button", { name: String(count), exact: true })
    .click();
}
