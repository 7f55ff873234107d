/** Whether what was opened and left again is let go, by the page and by the program. */
import { expect, type Page } from "@playwright/test";
import { Random } from "../../shared/pci/testing/random-space.ts";
import { settled } from "./settled.ts";
import { dumpOf } from "./texts.ts";
import { FIRST_MACHINE, type Tab, type World } from "./world.ts";

/** Functions in each dump: enough to be seen in what is in use. */
const FUNCTIONS = 1500;
/** The first ones fill what is kept on purpose: caches, the texts of code. */
const FIRST_CYCLES = 3;
const CYCLES = 6;
/** Generous: what is kept of each dump would be more than the half of all after so many. */
const MOST_GROWTH = 1.35;

async function pageMemory({ page, context }: Tab): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

async function chooseFromMenu(page: Page, item: RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Machine: / }).click();
  await page.locator('[role^="menuitem"]').filter({ hasText: item }).first().click();
}

/** Opens a dump as a machine and leaves it again. */
async function cycle({ page, traffic }: Tab, text: string): Promise<void> {
  await chooseFromMenu(page, /^Open pasted dump/);
  await page.getByLabel("Text of the dump").fill(text);
  await page.getByRole("dialog").getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByRole("button", { name: "Machine: pasted text" })).toBeVisible();
  await settled(page, traffic);
  await chooseFromMenu(page, new RegExp(FIRST_MACHINE.slice("demo:".length)));
  await settled(page, traffic);
}

/** @returns what grows; null when nothing does */
export async function memoryProblem(world: World): Promise<string | null> {
  const [tab] = world.tabs;
  if (tab === undefined) return null;
  // As somebody who has just come, whatever was left open.
  await world.enter(tab);
  const random = new Random(1);
  const measured = async () => ({ page: await pageMemory(tab), program: await world.programMemory() });
  for (let done = 0; done < FIRST_CYCLES; done++) await cycle(tab, dumpOf(FUNCTIONS, random));
  const before = await measured();
  for (let done = 0; done < CYCLES; done++) await cycle(tab, dumpOf(FUNCTIONS, random));
  const after = await measured();
  for (const what of ["page", "program"] as const) {
    const growth = after[what] / before[what];
    console.log(
      `memory of the ${what}: ${(before[what] / 1e6).toFixed(1)} MB, then ${(after[what] / 1e6).toFixed(1)} MB`,
    );
    if (growth > MOST_GROWTH) {
      return `the ${what} has ${growth.toFixed(2)} times as much in use after ${CYCLES} more dumps were opened and left`;
    }
  }
  return null;
}
