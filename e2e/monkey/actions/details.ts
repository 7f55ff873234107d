/** In the pane of a function: tabs, registers, bytes. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Action, buttonsOf, clickOne, focusOn, pick, press, pressSome, type Stage } from "../action.ts";
import { FIELD_SEARCHES, ODD_SEARCHES } from "../texts.ts";

const ON_PAGE = ["page"] as const;

const pane = ({ page }: Stage) => page.getByTestId("detail-pane");
const fields = (stage: Stage) => pane(stage).getByTestId("field-tree");
const bytes = (stage: Stage) => pane(stage).getByTestId("hex-grid");

async function wheelOver(stage: Stage, what: ReturnType<typeof pane>): Promise<boolean> {
  if (!(await what.isVisible())) return false;
  const box = await what.boundingBox();
  if (box === null) return false;
  await stage.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await stage.page.mouse.wheel(stage.random.below(2) * 200, -1000 + stage.random.below(3500));
  return true;
}

async function filterFields(stage: Stage): Promise<boolean> {
  const field = pane(stage).getByPlaceholder(/^Filter by/);
  if (!(await focusOn(field))) return false;
  await field.fill(pick(stage.random, [...FIELD_SEARCHES, ...ODD_SEARCHES, "", "", ""]) ?? "");
  return true;
}

const READ_AGAIN = "Read this function again";

/** The machine changes a register of the function that is looked at, and somebody looks again. */
async function changeRegister(stage: Stage): Promise<boolean> {
  if (stage.tab.traffic.host !== "local") return false;
  const [bdf = ""] = await pane(stage).getByRole("heading").allInnerTexts();
  const file = stage.world.file(`sys/bus/pci/devices/${bdf}/config`);
  if (!existsSync(file)) return false;
  const bytes = readFileSync(file);
  const at = 0x40 + stage.random.below(bytes.length - 0x40);
  bytes[at] = bytes[at] === 0 ? 1 + stage.random.below(255) : 0;
  writeFileSync(file, bytes);
  return clickOne(stage, pane(stage).getByRole("button", { name: READ_AGAIN }));
}

export const DETAIL_ACTIONS: readonly Action[] = [
  { name: "details: tab", weight: 9, on: ON_PAGE, run: (stage) => clickOne(stage, pane(stage).getByRole("tab")) },
  {
    name: "details: tab by keys",
    weight: 2,
    on: ON_PAGE,
    run: async (stage) =>
      (await focusOn(pane(stage).getByRole("tab", { selected: true }))) &&
      pressSome(stage, 3, ["ArrowRight", "ArrowLeft", "End", "Home"]),
  },
  { name: "details: scroll", weight: 3, on: ON_PAGE, run: (stage) => wheelOver(stage, pane(stage)) },
  {
    name: "details: a way to another function",
    weight: 2,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, pane(stage).getByRole("button", { name: /^(of )?[0-9a-f]{4}:/ })),
  },
  {
    name: "details: any button",
    weight: 4,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, buttonsOf(pane(stage))),
  },
  {
    name: "details: read again",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, pane(stage).getByRole("button", { name: READ_AGAIN })),
  },
  { name: "a register changes", weight: 2, on: ON_PAGE, run: changeRegister },
  {
    name: "details: back to the table",
    weight: 1,
    on: ON_PAGE,
    run: async (stage) => (await focusOn(pane(stage).getByRole("tab", { selected: true }))) && press(stage, "Escape"),
  },
  {
    name: "fields: click",
    weight: 5,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, fields(stage).getByRole("treeitem")),
  },
  {
    name: "fields: keys",
    weight: 5,
    on: ON_PAGE,
    run: async (stage) =>
      (await focusOn(fields(stage))) &&
      pressSome(stage, 6, ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowLeft", "End", "Home", "PageDown", "*", "-"]),
  },
  { name: "fields: scroll", weight: 4, on: ON_PAGE, run: (stage) => wheelOver(stage, fields(stage)) },
  { name: "fields: filter", weight: 3, on: ON_PAGE, run: filterFields },
  {
    name: "bytes: click",
    weight: 4,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, bytes(stage).getByRole("gridcell")),
  },
  {
    name: "bytes: keys",
    weight: 4,
    on: ON_PAGE,
    run: async (stage) =>
      (await focusOn(bytes(stage))) &&
      pressSome(stage, 6, ["ArrowDown", "ArrowRight", "Shift+ArrowDown", "PageDown", "Control+End", "Home", "Escape"]),
  },
  { name: "bytes: scroll", weight: 4, on: ON_PAGE, run: (stage) => wheelOver(stage, bytes(stage)) },
];
