/** Around the panes: palette, menus, theme, size, report, journal, a second page. */
import { expect } from "@playwright/test";
import {
  type Action,
  buttonsOf,
  chooseItem,
  clickOne,
  dialogOf,
  oneOf,
  pick,
  press,
  pressSome,
  type Stage,
} from "../action.ts";
import { settled } from "../settled.ts";
import { FIELD_SEARCHES, ODD_SEARCHES, SEARCHES } from "../texts.ts";

const ON_PAGE = ["page"] as const;
const WIDTHS = [320, 360, 480, 768, 1024, 1280, 1600, 1920] as const;
const HEIGHTS = [480, 600, 800, 1080] as const;

/** These ask a person, open a file or leave the page: they have actions of their own, or none. */
const NOT_BY_CHANCE = /^(Unlock|Lock|Open dump|Open log|Connect|Disconnect|Run|Try again|Reload)/;

async function palette(stage: Stage): Promise<boolean> {
  await press(stage, "Control+k");
  await expect(dialogOf(stage.page)).toBeVisible();
  if (stage.random.once(2)) {
    await stage.page.keyboard.type(
      pick(stage.random, [...SEARCHES, ...FIELD_SEARCHES, ...ODD_SEARCHES.slice(0, 8)]) ?? "",
    );
    await settled(stage.page, stage.tab.traffic);
  }
  return true;
}

async function paletteEntry(stage: Stage): Promise<boolean> {
  const entries = dialogOf(stage.page).getByRole("option").filter({ hasNotText: NOT_BY_CHANCE });
  return clickOne(stage, entries);
}

async function fieldSearch(stage: Stage): Promise<boolean> {
  await press(stage, "Control+Shift+F");
  const field = stage.page.getByRole("combobox", { name: "Search registers and fields" });
  await expect(field).toBeVisible();
  await field.fill(pick(stage.random, FIELD_SEARCHES) ?? "");
  return true;
}

async function report(stage: Stage): Promise<boolean> {
  await press(stage, "Control+e");
  const format = await oneOf(stage.random, dialogOf(stage.page).getByRole("radio"));
  if (format === null) return false;
  await format.click({ force: true });
  return clickOne(stage, dialogOf(stage.page).getByRole("button", { name: /^(Download|Copy)/ }));
}

/** Leaves what is open one after the other: nothing may stay. */
async function escapeAll(stage: Stage): Promise<boolean> {
  const open = stage.page.locator('[role="dialog"], [role="menu"]').filter({ visible: true });
  for (let most = 6; most > 0 && (await open.count()) > 0; most--) await press(stage, "Escape");
  await expect(open, "Escape closes what is open").toHaveCount(0);
  return true;
}

export const WINDOW_ACTIONS: readonly Action[] = [
  { name: "palette", weight: 6, on: ON_PAGE, run: palette },
  { name: "palette: run an entry", weight: 12, on: ["dialog"], run: paletteEntry },
  {
    name: "palette: keys",
    weight: 3,
    on: ["dialog"],
    run: async (stage) =>
      (await stage.page.getByRole("dialog", { name: "Command palette" }).count()) > 0 &&
      pressSome(stage, 5, ["ArrowDown", "ArrowUp", "End"]),
  },
  { name: "search registers", weight: 3, on: ON_PAGE, run: fieldSearch },
  {
    name: "search registers: keys",
    weight: 4,
    on: ["dialog"],
    run: async (stage) =>
      (await stage.page.getByTestId("field-results").count()) > 0 &&
      pressSome(stage, 8, ["ArrowDown", "PageDown", "ArrowRight", "ArrowLeft", "ArrowUp", "PageUp"]),
  },
  {
    name: "search registers: scroll",
    weight: 4,
    on: ["dialog"],
    run: async (stage) => {
      const box = await stage.page
        .getByRole("listbox")
        .filter({ visible: true })
        .first()
        .boundingBox()
        .catch(() => null);
      if (box === null) return false;
      await stage.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await stage.page.mouse.wheel(0, 2000);
      return true;
    },
  },
  { name: "theme by key", weight: 2, on: ON_PAGE, run: (stage) => press(stage, "Control+Shift+L") },
  {
    name: "theme by menu",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => chooseItem(stage, stage.page.getByRole("button", { name: "Theme" }), null),
  },
  {
    name: "size of the window",
    weight: 6,
    on: ["page", "dialog"],
    run: async ({ page, random }) => {
      const [width, height] = [pick(random, WIDTHS), pick(random, HEIGHTS)];
      await page.setViewportSize({ width: width ?? 1280, height: height ?? 800 });
      return true;
    },
  },
  { name: "shortcuts", weight: 1, on: ON_PAGE, run: (stage) => press(stage, "?") },
  {
    name: "help",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => chooseItem(stage, stage.page.getByRole("button", { name: "Help", exact: true }), null),
  },
  { name: "report", weight: 2, on: ON_PAGE, run: report },
  { name: "activity", weight: 3, on: ON_PAGE, run: (stage) => press(stage, "Control+j") },
  {
    name: "activity: an entry",
    weight: 3,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByTestId("activity-panel").locator("button[aria-expanded]")),
  },
  // Behind the last stop of a page comes the browser's own.
  {
    name: "Tab",
    weight: 4,
    on: ["page", "dialog"],
    mayLoseFocus: true,
    run: (stage) => pressSome(stage, 5, ["Tab", "Tab", "Shift+Tab"]),
  },
  { name: "Enter or Space where the keyboard is", weight: 1, on: ["dialog"], run: (stage) => press(stage, "Space") },
  { name: "Escape", weight: 6, on: ["dialog", "menu"], run: (stage) => press(stage, "Escape") },
  { name: "Escape until nothing is open", weight: 6, on: ["dialog", "menu"], run: escapeAll },
  {
    name: "menu: any item",
    weight: 14,
    on: ["menu"],
    run: (stage) =>
      clickOne(
        stage,
        stage.page.locator('[role^="menuitem"]:not([aria-disabled="true"])').filter({ hasNotText: NOT_BY_CHANCE }),
      ),
  },
  { name: "menu: keys", weight: 4, on: ["menu"], run: (stage) => pressSome(stage, 4, ["ArrowDown", "ArrowUp", "End"]) },
  {
    name: "any button of the page",
    weight: 4,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, buttonsOf(stage.page).filter({ hasNotText: NOT_BY_CHANCE })),
  },
  {
    name: "any button of the dialog",
    weight: 8,
    on: ["dialog"],
    run: (stage) => clickOne(stage, buttonsOf(dialogOf(stage.page)).filter({ hasNotText: NOT_BY_CHANCE })),
  },
  {
    name: "a banner's button",
    weight: 4,
    on: ON_PAGE,
    run: (stage) =>
      clickOne(
        stage,
        stage.page
          .locator('[role="alert"], [role="status"], [role="note"], [data-testid="recovery"]')
          .getByRole("button", {
            name: /^(Dismiss|Hide|Roll back|Finish)/,
          }),
      ),
  },
  {
    name: "load the page again",
    weight: 1,
    on: ["page", "dialog"],
    mayLoseFocus: true,
    run: async ({ page }) => {
      await page.reload();
      await expect(page.getByRole("button", { name: /^Machine: / })).toBeVisible();
      return true;
    },
  },
  { name: "another page", weight: 2, on: ON_PAGE, run: ({ world }) => world.addTab() },
  { name: "close a page", weight: 1, on: ON_PAGE, mayLoseFocus: true, run: ({ world, tab }) => world.dropTab(tab) },
];
