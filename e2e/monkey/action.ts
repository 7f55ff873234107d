/** What an action is, and how one finds something to act on. */
import { type ElementHandle, expect, type Locator, type Page } from "@playwright/test";
import type { Random } from "../../shared/pci/testing/random-space.ts";
import type { Tab, World } from "./world.ts";

/** What takes the keys: the topmost of what is open. */
export type Layer = "page" | "dialog" | "menu";

export interface Stage {
  readonly world: World;
  readonly tab: Tab;
  readonly page: Page;
  readonly random: Random;
}

export interface Action {
  readonly name: string;
  /** How often it is chosen, against the others. */
  readonly weight: number;
  /** Where it is possible. */
  readonly on: readonly Layer[];
  /** The keyboard may end nowhere: the page was loaded, or what was pressed leads nowhere. */
  readonly mayLoseFocus?: true;
  /** @returns false when there was nothing to do it to: then nothing was done */
  readonly run: (stage: Stage) => Promise<boolean>;
}

export function layerOf(page: Page): Promise<Layer> {
  return page.evaluate(() => {
    const isOpen = (role: string) => document.querySelector(`[role="${role}"]`) !== null;
    return isOpen("menu") ? "menu" : isOpen("dialog") ? "dialog" : "page";
  });
}

export function pick<T>(random: Random, items: readonly T[]): T | null {
  return items[random.below(Math.max(1, items.length))] ?? null;
}

/** One of those that can be seen and used; null = there is none. */
export async function oneOf(random: Random, all: Locator): Promise<Locator | null> {
  return pick(random, await all.filter({ visible: true }).all());
}

interface ClickHow {
  readonly button?: "right";
  readonly modifiers?: ("ControlOrMeta" | "Shift")[];
  readonly clickCount?: number;
}

/** From the left edge: where a person points at a row that is wider than what is seen of it. */
const ROW_POINT_PX = 60;

/** Where to click it; null = something else lies there, as the heading of a table does over its first rows. */
function pointOf(element: Element, most: number): { readonly x: number; readonly y: number } | null {
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [Math.min(width / 2, most), height / 2];
  const there = document.elementFromPoint(left + x, top + y);
  return there !== null && element.contains(there) ? { x, y } : null;
}

interface Target {
  readonly element: ElementHandle<Element>;
  readonly position: { readonly x: number; readonly y: number };
}

/** One of them, and where the mouse can take hold of it; null = of none, or something else lies there. */
export async function targetAmong(random: Random, all: Locator): Promise<Target | null> {
  const target = await oneOf(random, all);
  const element = await target?.elementHandle().catch(() => null);
  const position = await element?.evaluate(pointOf, ROW_POINT_PX).catch(() => null);
  return element && position ? { element, position } : null;
}

/** Clicks one of them. What goes away before it is clicked (a notice whose time is over) was not there. */
export async function clickOne({ random }: Stage, all: Locator, how: ClickHow = {}): Promise<boolean> {
  const target = await targetAmong(random, all);
  if (target === null) return false;
  const { element, position } = target;
  try {
    await element.click({ ...how, position });
    return true;
  } catch (error) {
    if (await element.isVisible()) throw error;
    return false;
  }
}

/** Presses keys, one after the other, where the keyboard is. */
export async function press({ page }: Stage, ...keys: readonly string[]): Promise<boolean> {
  for (const key of keys) await page.keyboard.press(key);
  return true;
}

/** Presses one of the keys up to so many times. */
export async function pressSome(stage: Stage, most: number, keys: readonly string[]): Promise<boolean> {
  const times = 1 + stage.random.below(most);
  for (let time = 0; time < times; time++) await press(stage, pick(stage.random, keys) ?? "Tab");
  return true;
}

/** Brings the keyboard to the element. @returns false when it is not there */
export async function focusOn(target: Locator): Promise<boolean> {
  if (!(await target.isVisible())) return false;
  await target.focus();
  return true;
}

export function dialogOf(page: Page): Locator {
  return page.getByRole("dialog").filter({ visible: true }).last();
}

/** Buttons that do something when they are clicked. */
export function buttonsOf(scope: Page | Locator): Locator {
  return scope.locator('button:not(:disabled):not([aria-disabled="true"])');
}

/** Opens a menu by its button and chooses an item. */
export async function chooseItem(stage: Stage, trigger: Locator, item: RegExp | null): Promise<boolean> {
  if (!(await clickOne(stage, trigger))) return false;
  await expect(stage.page.getByRole("menu")).toBeVisible();
  const items = stage.page.locator('[role^="menuitem"]:not([aria-disabled="true"])');
  const found = await clickOne(stage, item === null ? items : items.filter({ hasText: item }));
  if (!found) await press(stage, "Escape");
  return true;
}
