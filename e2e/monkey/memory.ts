/** Whether what was opened and left again is let go, by the page and by the program. */
import { expect, type Page } from "@playwright/test";
import { Random } from "../../shared/pci/testing/random-space.ts";
import { settled } from "./settled.ts";
import { dumpOf } from "./texts.ts";
import { FIRST_MACHINE, type Tab, type World } from "./world.ts";

/** Functions in each dump: enough to be seen in what is in use. */
const FUNCTIONS = 1000;
/** The first ones fill what is kept on purpose: caches, the texts of code, eight opened files. */
const FIRST_CYCLES = 9;
const CYCLES = 4;
/** What is kept of each of them would be more than a tenth of all by then. */
const MAX_GROWTH = 1.2;

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
async function cycle({ page, traffic }: Tab, name: string, text: string): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+o");
  await (await choosing).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(page.getByRole("button", { name: `Machine: ${name}` })).toBeVisible();
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
  const open = (number: number) => cycle(tab, `memory-${number}.txt`, dumpOf(FUNCTIONS, random));
  for (let number = 1; number <= FIRST_CYCLES; number++) await open(number);
  const before = await measured();
  for (let number = 1; number <= CYCLES; number++) await open(FIRST_CYCLES + number);
  const after = await measured();
  for (const what of ["page", "program"] as const) {
    const growth = after[what] / before[what];
    console.log(
      `memory of the ${what}: ${(before[what] / 1e6).toFixed(1)} MB, then ${(after[what] / 1e6).toFixed(1)} MB`,
    );
    if (growth > MAX_GROWTH) {
      return `the ${what} has ${growth.toFixed(2)} times as much in use after ${CYCLES} more dumps were opened and left`;
    }
  }
  return null;
}
