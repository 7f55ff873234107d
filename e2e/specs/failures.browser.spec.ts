/** One pane that fails takes nothing else with it: the message, the rest, the way on, and what the log says of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures/app.ts";
import { type Altered, type Answer, alterAnswers } from "../pages/altered-answers.ts";
import { allowClipboard, clipboardText } from "../pages/clipboard.ts";
import { dialog } from "../pages/plan.ts";
import { row, search, tab, tree } from "../pages/tree.ts";

/** Every function that the program tells of is made wrong in this. */
function eachFunction(wrong: Answer): Altered {
  return {
    "host.open": ({ snapshot }) => {
      for (const fn of (snapshot as { functions: Answer[] }).functions) Object.assign(fn, wrong);
    },
  };
}

const nothingIn = (output: Answer): void => {
  for (const name of Object.keys(output)) output[name] = null;
};

interface Failure {
  readonly what: "pane" | "tab" | "bar" | "dialog";
  readonly altered: Altered;
  /** Leads to what fails. */
  readonly steps?: (page: Page) => Promise<void>;
  /** Works all the same. */
  readonly rest: (page: Page) => Promise<void>;
}

const details = (page: Page): Locator => page.getByRole("region", { name: "Details" });
const choose = async (page: Page): Promise<void> => await row(page, "01:00.0").click();
const openTab = (name: string) => async (page: Page) => {
  await choose(page);
  await tab(page, name).click();
};
const otherTabWorks = (name: string) => async (page: Page) => {
  await tab(page, name).click();
  await expect(page.getByRole("tabpanel")).not.toContainText("failed");
};
const tableWorks = async (page: Page): Promise<void> => {
  await search(page, "01:00.1");
  await expect(row(page, "01:00.1")).toBeVisible();
};
const openAbout = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("menuitem", { name: "About SR-IOV Inspector" }).click();
};

const FAILURES: Readonly<Record<string, Failure>> = {
  "the table": {
    what: "pane",
    altered: eachFunction({ bridge: {} }),
    rest: async (page) => {
      await openAbout(page);
      await expect(dialog(page)).toContainText("Node.js");
    },
  },
  "the details": {
    what: "pane",
    altered: { "config.read": (output) => Object.assign(output, { hex: null }) },
    steps: choose,
    rest: tableWorks,
  },
  "the overview": {
    what: "tab",
    altered: eachFunction({ irq: { toString: null } }),
    steps: openTab("Overview"),
    rest: otherTabWorks("SR-IOV"),
  },
  "the VFs": {
    what: "tab",
    altered: { "function.detail": (output) => Object.assign(output, { vfSettings: [null] }) },
    steps: openTab("SR-IOV"),
    rest: otherTabWorks("Resources"),
  },
  "the link": {
    what: "tab",
    altered: { "function.detail": nothingIn },
    steps: openTab("Link & errors"),
    rest: otherTabWorks("Overview"),
  },
  "the activity": {
    what: "pane",
    altered: { "journal.list": (output) => Object.assign(output, { entries: [{ id: "x" }] }) },
    steps: async (page) => {
      await choose(page);
      await page.keyboard.press("ControlOrMeta+j");
    },
    rest: tableWorks,
  },
  "the top bar": {
    what: "bar",
    // What is only shown is shown, whatever it is; this cannot even be looked at.
    altered: {
      "host.open": ({ snapshot }) =>
        Object.assign((snapshot as Answer).identity as Answer, { connection: { toString: null } }),
    },
    rest: async (page) => {
      await choose(page);
      await expect(details(page)).toContainText("01:00.0");
    },
  },
  "the notes on the machine": {
    what: "bar",
    altered: { "host.open": ({ snapshot }) => Object.assign(snapshot as Answer, { problems: [null] }) },
    rest: tableWorks,
  },
  "a dialog of the program": {
    what: "dialog",
    altered: { "app.about": (output) => Object.assign(output, { parts: [null] }) },
    steps: openAbout,
    rest: tableWorks,
  },
  "a plan": {
    what: "dialog",
    altered: { "operation.plan": (output) => Object.assign(output, { checks: null }) },
    steps: async (page) => {
      await choose(page);
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("rescan");
      await page.keyboard.press("Enter");
    },
    rest: tableWorks,
  },
};

test("whatever fails, fails alone", async ({ page, home }) => {
  test.slow();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  let altered: Altered = {};
  await expect(tree(page)).toBeVisible();
  await alterAnswers(page, () => altered);
  for (const [name, failure] of Object.entries(FAILURES)) {
    await test.step(name, async () => {
      altered = failure.altered;
      await page.reload();
      await failure.steps?.(page);
      const title = `This ${failure.what} failed. Everything else still works.`;
      await expect(page.getByText(title)).toHaveCount(1);
      if (failure.what === "dialog") {
        await expect(dialog(page)).toContainText(title);
        await page.keyboard.press("Escape");
        await expect(dialog(page)).toBeHidden();
      }
      await failure.rest(page);
    });
  }
  expect(errors).toEqual([]);
  const log = readFileSync(join(home, "state/sriov-inspector/inspector.log"), "utf8");
  for (const reason of ["'toString'", "'length'", "in the components: | at "]) expect(log).toContain(reason);
  expect(log.match(/ error page: A pane of the page failed: /g)?.length).toBeGreaterThanOrEqual(10);
});

for (const theme of ["light", "dark"] as const) {
  test(`the message: the keyboard, copying, the way on; ${theme}`, async ({ app, page }, testInfo) => {
    let altered = FAILURES["the table"]?.altered ?? {};
    await allowClipboard(app);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await expect(tree(page)).toBeVisible();
    await alterAnswers(page, () => altered);
    await page.reload();
    const message = page.getByRole("alert").filter({ hasText: "This pane failed" });
    await expect(message).toBeFocused();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`pane-${theme}.png`) });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(message.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await clipboardText(app)).toMatch(
      /^SR-IOV Inspector: this pane failed\.\nTypeError: .*toString[\s\S]*In the components:\n/,
    );
    // It fails again as long as it is told the same; a machine that is told well is drawn.
    await message.getByRole("button", { name: "Reload pane" }).click();
    await expect(message).toBeVisible();
    altered = {};
    await page.reload();
    await expect(tree(page)).toBeVisible();
    altered = FAILURES["a dialog of the program"]?.altered ?? {};
    await openAbout(page);
    await expect(dialog(page)).toContainText("This dialog failed");
    await page.screenshot({ path: testInfo.outputPath(`dialog-${theme}.png`) });
    altered = {};
    await dialog(page).getByRole("button", { name: "Reload dialog" }).click();
    await expect(dialog(page)).toContainText("Node.js");
    await dialog(page).getByRole("button", { name: "Open log" }).click();
    await expect(dialog(page)).toContainText("error page: A pane of the page failed");
    await page.screenshot({ path: testInfo.outputPath(`log-${theme}.png`) });
  });
}
