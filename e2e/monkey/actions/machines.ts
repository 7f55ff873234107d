/** Machines: another one, one out of a text, one that cannot be reached. */
import { writeFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { type Action, chooseItem, clickOne, dialogOf, pick, press, type Stage } from "../action.ts";
import { BROKEN_DUMPS, dumpOf } from "../texts.ts";

const ON_PAGE = ["page"] as const;
/** Nobody listens there, so ssh is refused at once. */
const NOBODY = "nobody@127.0.0.1:1";

const machineButton = ({ page }: Stage) => page.getByRole("button", { name: /^Machine: / });

async function paste(stage: Stage, text: string): Promise<boolean> {
  if (!(await chooseItem(stage, machineButton(stage), /^Open pasted dump/))) return false;
  await stage.page.getByLabel("Dump text").fill(text);
  return clickOne(stage, dialogOf(stage.page).getByRole("button", { name: "Open", exact: true }));
}

async function openFile(stage: Stage): Promise<boolean> {
  const path = stage.world.file("dump.txt");
  writeFileSync(path, stage.random.once(3) ? BROKEN_DUMPS[0] : dumpOf(1 + stage.random.below(40), stage.random));
  const choosing = stage.page.waitForEvent("filechooser");
  await press(stage, "Control+o");
  await (await choosing).setFiles(path);
  return true;
}

async function connect(stage: Stage): Promise<boolean> {
  if (!(await chooseItem(stage, machineButton(stage), /^Connect by ssh/))) return false;
  const field = dialogOf(stage.page).getByLabel("Machine");
  await expect(field).toBeVisible();
  await field.fill(pick(stage.random, ["root@", "lab 1", "[::1", NOBODY]) ?? "");
  return true;
}

async function connectNowhere(stage: Stage): Promise<boolean> {
  if (!(await chooseItem(stage, machineButton(stage), /^Connect by ssh/))) return false;
  await dialogOf(stage.page).getByLabel("Machine").fill(NOBODY);
  await press(stage, "Enter");
  return true;
}

export const MACHINE_ACTIONS: readonly Action[] = [
  {
    name: "another machine",
    weight: 4,
    on: ON_PAGE,
    run: (stage) => chooseItem(stage, machineButton(stage), /this machine|p22-|p194-|iv-|pasted|dump/),
  },
  {
    name: "another machine, where none is open",
    weight: 8,
    on: ON_PAGE,
    mayLoseFocus: true,
    run: async (stage) =>
      (await stage.page.getByRole("heading", { name: "Other machines" }).count()) > 0 &&
      clickOne(
        stage,
        stage.page
          .getByRole("main")
          .getByRole("button")
          .filter({ hasText: /p22-|p194-|iv-/ }),
      ),
  },
  {
    name: "a dump is pasted",
    weight: 2,
    on: ON_PAGE,
    run: (stage) => paste(stage, dumpOf(1 + stage.random.below(60), stage.random)),
  },
  {
    name: "a broken dump is pasted",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => paste(stage, pick(stage.random, BROKEN_DUMPS) ?? ""),
  },
  { name: "a file is opened", weight: 1, on: ON_PAGE, run: openFile },
  { name: "connect dialog", weight: 1, on: ON_PAGE, run: connect },
  { name: "connect to nobody", weight: 1, on: ON_PAGE, run: connectNowhere },
  {
    name: "live changes: pause or resume",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByRole("button", { name: /^Live updates/ })),
  },
  {
    name: "look again",
    weight: 1,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByRole("button", { name: "Refresh" })),
  },
];
