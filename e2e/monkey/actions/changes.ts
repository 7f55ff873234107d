/** Changes of a machine: planned, run, cancelled, kept, undone; cards pulled out and put back. */
import { expect } from "@playwright/test";
import { type Action, buttonsOf, chooseItem, clickOne, dialogOf, pick, type Stage } from "../action.ts";

const ON_PAGE = ["page"] as const;

const functionButton = (stage: Stage, name: RegExp) =>
  stage.page.getByTestId("detail-pane").getByRole("button", { name, disabled: false });

function asks(name: string, weight: number, button: RegExp): Action {
  return { name, weight, on: ON_PAGE, run: (stage) => clickOne(stage, functionButton(stage, button)) };
}

function underMore(name: string, weight: number, item: RegExp | null): Action {
  return { name, weight, on: ON_PAGE, run: (stage) => chooseItem(stage, functionButton(stage, /^More$/), item) };
}

/** In an open dialog for the number of VFs or for settings: a value, plausible or not, and on to the plan. */
async function fillIn(stage: Stage): Promise<boolean> {
  const field = pick(stage.random, await dialogOf(stage.page).getByRole("textbox").filter({ visible: true }).all());
  if (field === null || !(await field.isEditable())) return false;
  await field.fill(
    pick(stage.random, ["0", "1", "2", "4", "8", "16", "100", "4095", "x", "", "02:00:00:00:10:01"]) ?? "",
  );
  await stage.page.keyboard.press("Tab");
  return true;
}

/** Only the simulation is changed by all plans; a tree of files has nothing but numbers of VFs. */
async function mayRun(stage: Stage): Promise<boolean> {
  const { host } = stage.tab.traffic;
  if (host?.startsWith("demo:") === true) return true;
  return host === "local" && /to \d+ VFs?/.test(await dialogOf(stage.page).getByRole("heading").first().innerText());
}

async function runPlan(stage: Stage): Promise<boolean> {
  const dialog = dialogOf(stage.page);
  const run = dialog.getByRole("button", { name: "Run plan" });
  if (!(await run.isVisible()) || !(await mayRun(stage))) return false;
  const understood = dialog.getByRole("checkbox", { name: /^I understand/ });
  if (await understood.isVisible()) await understood.check();
  const stop = dialog.getByTestId("stop-address");
  if (await stop.isVisible()) {
    const asked = await dialog
      .getByText(/to run anyway$/)
      .locator(".mono")
      .first()
      .innerText();
    await stop.fill(stage.random.once(4) ? "0000:00:00.0" : asked);
  }
  await run.click({ force: true });
  // One that runs on meets what is done next; the others are looked at when they are over.
  if (stage.random.once(3)) return true;
  // Refused, or followed by the pill to its end; which may be gone again.
  const isRefused = dialog.getByRole("button", { name: /^(Run plan|Close)/ });
  const runs = stage.page.locator('[data-testid="run-pill"][data-state="running"]');
  await expect.poll(async () => (await isRefused.first().isVisible()) || (await runs.count()) === 0).toBe(true);
  return true;
}

async function hotplug({ world, tab, random }: Stage): Promise<boolean> {
  const { host } = tab.traffic;
  if (host === null || !host.startsWith("demo:")) return false;
  const { machine } = await world.beside.look(host);
  const functions = machine.functions.filter((fn) => fn.physfn === null && fn.bridge === null);
  const fn = pick(random, functions);
  if (fn === null) return false;
  const pulled = { host, bdf: fn.bdf };
  // Some cards cannot be pulled out, and say so.
  const answer = await world.beside.client.call("demo.hotplug", { ...pulled, action: "unplug" }).catch(() => null);
  if (answer === null) return false;
  await world.beside.client.call("demo.hotplug", { ...pulled, action: "plug" });
  return true;
}

export const CHANGE_ACTIONS: readonly Action[] = [
  asks("ask for what comes first", 5, /^(Create VFs|Change VFs|Bind to vfio-pci|Pass through)/),
  asks("ask for settings of VFs", 3, /^Settings of all/),
  underMore("ask to assign", 3, /^Bind to vfio-pci/),
  underMore("ask to give back", 3, /^Return to host driver/),
  underMore("ask for settings of a VF", 3, /settings…$/),
  underMore("ask for any of the rest", 3, null),
  {
    name: "the common numbers of VFs",
    weight: 3,
    on: ON_PAGE,
    run: (stage) =>
      clickOne(stage, stage.page.getByRole("group", { name: "Common numbers of VFs" }).getByRole("button")),
  },
  { name: "fill in a field", weight: 8, on: ["dialog"], run: fillIn },
  {
    name: "on to the plan",
    weight: 12,
    on: ["dialog"],
    run: (stage) =>
      clickOne(
        stage,
        buttonsOf(dialogOf(stage.page)).filter({
          hasText: /^(Review plan|Plan again|Undo…)/,
        }),
      ),
  },
  { name: "run the plan", weight: 40, on: ["dialog"], run: runPlan },
  {
    name: "cancel and roll back",
    weight: 10,
    on: ["page", "dialog"],
    run: (stage) => clickOne(stage, stage.page.getByRole("button", { name: "Cancel and roll back" })),
  },
  {
    name: "keep, or roll back now",
    weight: 10,
    on: ["page", "dialog"],
    run: (stage) => clickOne(stage, stage.page.getByRole("button", { name: /^(Keep|Roll back now)/ })),
  },
  {
    name: "undo an entry",
    weight: 4,
    on: ON_PAGE,
    run: (stage) => clickOne(stage, stage.page.getByRole("button", { name: /^Undo / })),
  },
  { name: "a card is pulled out and put back", weight: 1, on: ["page", "dialog"], run: hotplug },
];
