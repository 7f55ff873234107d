/** When a page has nothing more to do about what was done to it. */
import { expect, type Page } from "@playwright/test";
import type { Traffic } from "./traffic.ts";

/** Waits until what was set off is drawn: the page has had a frame, idle time, and a frame again. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));
    await frame();
  });
}

/** Waits until every call is answered and drawn. */
export async function settled(page: Page, traffic: Traffic): Promise<void> {
  const waitsFor = async (): Promise<readonly string[]> => {
    await drawn(page);
    return traffic.open;
  };
  await expect.poll(waitsFor, { message: "every call is answered" }).toEqual([]);
}
