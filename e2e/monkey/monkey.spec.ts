/**
 * A monkey at the keyboard: random actions that a person could do, on the development build of React. `npm run monkey`
 * plays any seed; `npm test` plays one. What is wrong is told with what led to it and how to see it again.
 */
import { expect, test } from "@playwright/test";
import { memoryProblem } from "./memory.ts";
import { Log, type Play, play } from "./play.ts";
import { World } from "./world.ts";

/** Shown of what led to a fault. */
const LAST = 20;
/** An action takes a tenth of a second, a fault some seconds. */
const MAX_MS_PER_ACTION = 20_000;

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this by npm run monkey`);
  return value;
}

const only = process.env.MONKEY_ONLY ? new Set(process.env.MONKEY_ONLY.split(",").map(Number)) : null;
const wanted: Play = {
  seed: Number(fromEnvironment("MONKEY_SEED")),
  actions: Number(fromEnvironment("MONKEY_ACTIONS")),
  only,
  goOn: process.env.MONKEY_GO_ON === "yes",
};

test(`seed ${wanted.seed}: ${wanted.actions} actions`, async ({ browserName: _browser }, testInfo) => {
  test.setTimeout(120_000 + wanted.actions * MAX_MS_PER_ACTION);
  const world = new World(fromEnvironment("MONKEY_PROGRAM"));
  const log = new Log();
  try {
    await world.open();
    await play(world, wanted, log);
    expect([...log.faults]).toEqual([]);
    expect(await memoryProblem(world), "what was closed is let go").toBeNull();
  } catch (error) {
    const shots: string[] = [];
    for (const [index, { page }] of world.tabs.entries()) {
      const path = testInfo.outputPath(`page-${index + 1}.png`);
      await page.screenshot({ path }).then(
        () => shots.push(path),
        () => undefined,
      );
    }
    console.log(
      [
        `Seed ${wanted.seed}, action ${log.number}. What was done before:`,
        ...log.lines.slice(-LAST).map((line) => `  ${line}`),
        ...shots.map((path) => `It looks like this: ${path}`),
        `Again: npm run monkey -- --seed ${wanted.seed} --actions ${log.number}${only === null ? "" : ` --only ${[...only].join(",")}`}`,
      ].join("\n"),
    );
    throw error;
  } finally {
    await world.close();
  }
});
