/** Plays: one action after the other, and after each what must hold. The same seed makes the same choices. */
import { expect } from "@playwright/test";
import { Random } from "../../shared/pci/testing/random-space.ts";
import { type Action, layerOf, type Stage } from "./action.ts";
import { CHANGE_ACTIONS } from "./actions/changes.ts";
import { DETAIL_ACTIONS } from "./actions/details.ts";
import { FAULT_ACTIONS } from "./actions/faults.ts";
import { MACHINE_ACTIONS } from "./actions/machines.ts";
import { TABLE_ACTIONS } from "./actions/table.ts";
import { WINDOW_ACTIONS } from "./actions/window.ts";
import { ORACLES } from "./oracles.ts";
import { settled } from "./settled.ts";
import type { Tab, World } from "./world.ts";

export const ACTIONS: readonly Action[] = [
  ...TABLE_ACTIONS,
  ...DETAIL_ACTIONS,
  ...WINDOW_ACTIONS,
  ...MACHINE_ACTIONS,
  ...CHANGE_ACTIONS,
  ...FAULT_ACTIONS,
];
/** Of as many that were drawn one is possible, or there is nothing to do at all. */
const MAX_DRAWS = 60;

export interface Play {
  readonly seed: number;
  readonly actions: number;
  /** Numbers of the actions that are played; null = all. A choice depends on seed and number alone. */
  readonly only: ReadonlySet<number> | null;
  /** Past what does not hold. */
  readonly goOn: boolean;
}

/** One for each action, so that it plays the same when others before it are left out. */
function randomFor(seed: number, number: number): Random {
  return new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
}

function draw(random: Random, possible: readonly Action[]): Action | null {
  let at = random.below(possible.reduce((sum, { weight }) => sum + weight, 0));
  for (const action of possible) {
    at -= action.weight;
    if (at < 0) return action;
  }
  return null;
}

/** Does something. @returns what was done */
async function act(stage: Stage): Promise<Action | null> {
  const layer = await layerOf(stage.page);
  const possible = ACTIONS.filter(({ on }) => on.includes(layer));
  for (let drawn = 0; drawn < MAX_DRAWS; drawn++) {
    const action = draw(stage.random, possible);
    if (action === null) return null;
    const done = await action.run(stage).catch((error: unknown) => {
      throw new Error(`"${action.name}" could not be done: ${error}`);
    });
    if (done) return action;
  }
  return null;
}

function hasFocus({ page }: Tab): Promise<boolean> {
  return page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
}

/** What was done and what was wrong, for whoever has to find out. */
export class Log {
  readonly lines: string[] = [];
  readonly faults = new Set<string>();
  /** The action that is being done, or was done last. */
  number = 0;

  done(tab: number, action: Action | null): void {
    this.lines.push(`${this.number}: ${action?.name ?? "nothing could be done"}${tab === 0 ? "" : " (second page)"}`);
  }
}

/** @throws when it does not hold, unless the play goes on: then it is written down, once */
async function holds(name: string, check: () => Promise<string | null>, { goOn }: Play, log: Log): Promise<void> {
  const fault = (problem: string) => `${name}: ${problem.replace(/_r_\w+/g, "…")}`;
  const now = await check();
  if (now === null || (goOn && log.faults.has(fault(now)))) return;
  // What is still being drawn or read may look wrong for a moment; what stays wrong is.
  let last: string | null = null;
  const again = async () => {
    last = await check();
    return last;
  };
  await expect
    .poll(again, { message: name })
    .toBeNull()
    .catch((error: unknown) => {
      if (!goOn) throw error;
      log.faults.add(fault(last ?? now));
      console.log(`after ${log.lines.slice(-5).join("; ")}\n  ${fault(last ?? now)}`);
    });
}

/** @throws at the first thing that does not hold, unless the play goes on */
export async function play(world: World, wanted: Play, log: Log): Promise<void> {
  const { seed, actions, only } = wanted;
  for (let number = 1; number <= actions; number++) {
    if (only !== null && !only.has(number)) continue;
    log.number = number;
    const random = randomFor(seed, number);
    const at = random.once(4) ? world.tabs.length - 1 : 0;
    const tab = world.tabs[at];
    if (tab === undefined) throw new Error("there is no page");
    const had = await hasFocus(tab);
    const action = await act({ world, tab, page: tab.page, random });
    log.done(at, action);
    for (const each of world.tabs) await settled(each.page, each.traffic);
    if (had && action?.mayLoseFocus !== true) {
      const lost = async () => ((await hasFocus(tab)) ? null : `it is nowhere after "${action?.name}"`);
      await holds("the keyboard is somewhere", lost, wanted, log);
    }
    for (const { name, every, check } of ORACLES) {
      if (number % every !== 0) continue;
      for (const each of world.tabs) await holds(name, () => check(each, world), wanted, log);
    }
  }
}
