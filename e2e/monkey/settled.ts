/** When a page has nothing more to do about what was done to it. */
import { expect, type Page } from "@playwright/test";
import type { Traffic } from "./traffic.ts";

/**
 * Waits until what was set off is drawn: the page has had a frame, idle time, and a frame again.
 * @returns how much is just being closed
 */
function drawn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));
    await frame();
    return document.querySelectorAll("[data-ending-style]").length;
  });
}

/** Waits until every call is answered and drawn, and what was closed has gone: while it closes it takes the keys. */
export async function settled(page: Page, traffic: Traffic): Promise<void> {
  const waitsFor = async (): Promise<readonly string[]> => {
    const closing = await drawn(page);
    return closing === 0 ? traffic.open : [...traffic.open, "closing"];
  };
  await expect.poll(waitsFor, { message: "every call is answered" }).toEqual([]);
}
