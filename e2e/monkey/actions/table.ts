/** In the table of functions: moving, opening, grouping, narrowing, columns. */
import { expect } from "@playwright/test";
import { type Action, clickOne, focusOn, oneOf, pick, press, pressSome, type Stage, targetAmong } from "../action.ts";
import { ODD_SEARCHES, SEARCHES } from "../texts.ts";

const ON_PAGE = ["page"] as const;

const grid = ({ page }: Stage) => page.getByRole("treegrid");
const rows = (stage: Stage) => grid(stage).locator('[role="row"][data-index]');
const headings = (stage: Stage) => grid(stage).locator("[data-heading]");
const searchField = ({ page }: Stage) => page.getByRole("searchbox", { name: "Search functions" });

/** Keys in the table, which gets the keyboard first. */
function keys(name: string, weight: number, most: number, ...of: readonly string[]): Action {
  const run = async (stage: Stage) => (await focusOn(grid(stage))) && pressSome(stage, most, of);
  return { name, weight, on: ON_PAGE, run };
}

async function search(stage: Stage, words: readonly string[]): Promise<boolean> {
  if (!(await focusOn(searchField(stage)))) return false;
  await searchField(stage).fill(pick(stage.random, words) ?? "");
  return true;
}

async function drag(stage: Stage, from: { x: number; y: number }, to: { x: number; y: number }): Promise<boolean> {
  const { mouse } = stage.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await mouse.move(to.x, to.y, { steps: 3 });
  await mouse.up();
  return true;
}

async function dragResizer(stage: Stage): Promise<boolean> {
  const heading = await oneOf(stage.random, grid(stage).getByRole("columnheader"));
  await heading?.scrollIntoViewIfNeeded();
  const box = await heading?.boundingBox();
  if (!box) return false;
  const from = { x: box.x + box.width - 2, y: box.y + box.height / 2 };
  return drag(stage, from, { x: from.x - 120 + stage.random.below(300), y: from.y });
}

async function dragHeading(stage: Stage): Promise<boolean> {
  const from = await targetAmong(stage.random, headings(stage));
  const to = await oneOf(stage.random, headings(stage));
  const [start, end] = [await from?.element.boundingBox(), await to?.boundingBox()];
  if (!from || !start || !end) return false;
  const place = (box: { x: number; y: number }) => ({ x: box.x + from.position.x, y: box.y + from.position.y });
  return drag(stage, place(start), place(end));
}

/** @param which items of the menu, as a selector */
async function changeColumns(stage: Stage, which: string): Promise<boolean> {
  const { page } = stage;
  if (!(await clickOne(stage, page.getByRole("button", { name: "Columns", exact: true })))) return false;
  await expect(page.getByRole("menu")).toBeVisible();
  await clickOne(stage, page.locator(`[role^="menuitem"]${which}`));
  // It stays open for the next column.
  return press(stage, "Escape");
}

async function scroll(stage: Stage): Promise<boolean> {
  const box = await grid(stage)
    .boundingBox()
    .catch(() => null);
  if (box === null) return false;
  await stage.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await stage.page.mouse.wheel(stage.random.below(3) * 100, -1500 + stage.random.below(4000));
  return true;
}

export const TABLE_ACTIONS: readonly Action[] = [
  keys("table: up and down", 6, 8, "ArrowDown", "ArrowDown", "ArrowUp"),
  keys("table: far up and down", 3, 3, "Home", "End", "PageDown", "PageUp"),
  keys("table: open and close by keys", 4, 5, "ArrowRight", "ArrowLeft", "ArrowDown"),
  keys("table: into the details", 2, 1, "Enter"),
  keys("table: select by keys", 2, 5, "Space", "Shift+ArrowDown", "Control+ArrowDown", "Shift+ArrowUp"),
  keys("table: select all", 1, 1, "Control+a"),
  keys("table: open all by key", 1, 1, "*"),
  keys("table: group by key", 3, 1, "1", "2", "3", "4", "5"),
  keys("table: copy", 1, 1, "Control+c"),
  keys("table: menu by key", 2, 1, "Shift+F10"),
  { name: "table: click a row", weight: 8, on: ON_PAGE, run: (stage) => clickOne(stage, rows(stage)) },
  {
    name: "table: add a row to the selection",
    weight: 2,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, rows(stage), { modifiers: ["ControlOrMeta"] }),
  },
  {
    name: "table: select up to a row",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, rows(stage), { modifiers: ["Shift"] }),
  },
  {
    name: "table: click a chevron",
    weight: 3,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, rows(stage).locator("[data-toggle]")),
  },
  {
    name: "table: double click",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, rows(stage), { clickCount: 2 }),
  },
  {
    name: "table: menu of a row",
    weight: 3,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, rows(stage), { button: "right" }),
  },
  { name: "table: scroll", weight: 4, on: ON_PAGE, run: scroll },
  {
    name: "table: group",
    weight: 3,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByRole("group", { name: "Group by" }).getByRole("button")),
  },
  {
    name: "table: filter",
    weight: 3,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByRole("group", { name: "Filters" }).getByRole("button")),
  },
  {
    name: "table: open or close all",
    weight: 2,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByRole("button", { name: /^(Expand|Collapse) all rows$/ })),
  },
  { name: "search", weight: 4, on: ON_PAGE, run: (stage) => search(stage, SEARCHES) },
  { name: "search for odd text", weight: 2, on: ON_PAGE, run: (stage) => search(stage, ODD_SEARCHES) },
  {
    name: "search: go on to the table",
    weight: 2,
    on: ON_PAGE,
    run: async (stage) => (await focusOn(searchField(stage))) && press(stage, "Enter"),
  },
  {
    name: "search: Escape",
    weight: 4,
    on: ON_PAGE,
    run: async (stage) => (await focusOn(searchField(stage))) && pressSome(stage, 2, ["Escape"]),
  },
  {
    name: "clear search and filters",
    weight: 8,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByRole("button", { name: /^(Clear search|Show all)/ })),
  },
  { name: "columns: show or hide", weight: 2, on: ON_PAGE, run: (stage) => changeColumns(stage, "") },
  {
    name: "columns: show one more",
    weight: 4,
    on: ON_PAGE,
    run: (stage) => changeColumns(stage, '[aria-checked="false"]'),
  },
  { name: "columns: sort", weight: 2, on: ON_PAGE, run: (stage) => clickOne(stage, headings(stage)) },
  {
    name: "columns: menu",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, headings(stage), { button: "right" }),
  },
  {
    name: "columns: keys",
    weight: 2,
    on: ON_PAGE,
    run: async (stage) => {
      const keyed = [
        "Shift+ArrowRight",
        "Shift+ArrowLeft",
        "Alt+ArrowRight",
        "Alt+ArrowLeft",
        "ArrowRight",
        "ArrowLeft",
      ];
      return (await focusOn(headings(stage).first())) && pressSome(stage, 4, keyed);
    },
  },
  { name: "columns: resize", weight: 2, on: ON_PAGE, run: dragResizer },
  { name: "columns: move", weight: 1, on: ON_PAGE, run: dragHeading },
];
