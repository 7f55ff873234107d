/** What must hold of a page whatever was done to it: each says in one sentence what is wrong, or null. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { rowProblem } from "./rows.ts";
import type { Tab, World } from "./world.ts";

export interface Oracle {
  readonly name: string;
  /** Looks after one action in so many; 1 = after each. */
  readonly every: number;
  readonly check: (tab: Tab, world: World) => Promise<string | null>;
}

/** What a mistake of a program looks like where a value belongs. */
const NO_VALUE = /.{0,30}(?:\bundefined\b|\bNaN\b|\[object ).{0,30}/;

function inPage(look: () => string | null): Oracle["check"] {
  return ({ page }) => page.evaluate(look);
}

function first(found: readonly string[]): string | null {
  return found[0] ?? null;
}

async function axeProblem(page: Page): Promise<string | null> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return first(
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
  );
}

/** In both themes, whichever is drawn. */
async function axeInBothThemes({ page }: Tab): Promise<string | null> {
  const drawn = await page.evaluate(() => document.documentElement.dataset.theme ?? "light");
  for (const theme of [drawn === "light" ? "dark" : "light", drawn]) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    const problem = await axeProblem(page);
    if (problem !== null) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, drawn);
      return `${theme}: ${problem}`;
    }
  }
  return null;
}

export const ORACLES: readonly Oracle[] = [
  {
    name: "the page complains of nothing",
    every: 1,
    check: async ({ complaints }) => first(complaints),
  },
  {
    name: "there is something to see",
    every: 1,
    check: inPage(() =>
      (document.getElementById("root")?.innerText ?? "").trim() === "" ? "the page is blank" : null,
    ),
  },
  {
    name: "no value is missing in a text",
    every: 1,
    check: async ({ page }) => NO_VALUE.exec(await page.locator("body").innerText())?.[0] ?? null,
  },
  {
    name: "the active descendant is in the page",
    every: 1,
    check: inPage(() => {
      for (const element of document.querySelectorAll("[aria-activedescendant]")) {
        if (document.getElementById(element.getAttribute("aria-activedescendant") ?? "") === null) {
          return `aria-activedescendant of ${element.getAttribute("aria-label") ?? element.tagName} names nothing`;
        }
      }
      return null;
    }),
  },
  {
    name: "an id is there once",
    every: 1,
    check: inPage(() => {
      const ids = new Set<string>();
      for (const { id } of document.querySelectorAll("[id]")) {
        if (ids.has(id)) return `two elements have the id ${id}`;
        ids.add(id);
      }
      return null;
    }),
  },
  {
    name: "marks change no text",
    every: 1,
    check: inPage(() => {
      for (const mark of document.querySelectorAll("mark")) {
        const { parentElement: around } = mark;
        if (around === null || around.clientWidth === 0) continue;
        const { innerText, textContent } = around;
        // What is hidden for want of room is another matter: only blanks are looked at.
        const letters = (text: string) => text.replace(/\s+/g, "");
        if (letters(innerText) !== letters(textContent)) continue;
        if (innerText.trim() !== textContent.replace(/\s+/g, " ").trim()) {
          return `"${textContent}" is drawn as "${innerText.replace(/\s*\n\s*/g, "|")}"`;
        }
      }
      return null;
    }),
  },
  {
    name: "nothing is wider than the page",
    every: 1,
    check: inPage(() => {
      const { scrollWidth } = document.documentElement;
      if (scrollWidth > window.innerWidth) {
        // What is as wide as the page has become, and lies in nothing that scrolls.
        const isWidest = (element: Element) => Math.round(element.getBoundingClientRect().right) === scrollWidth;
        const widest = [...document.querySelectorAll("body *")].filter(isWidest).at(-1);
        return `the page is ${scrollWidth} px wide in ${window.innerWidth} px, by ${widest?.outerHTML.slice(0, 120)}`;
      }
      for (const panel of document.querySelectorAll('[role="tabpanel"]')) {
        const room = panel.clientWidth;
        if (room > 0 && panel.scrollWidth > room && getComputedStyle(panel).overflowX !== "auto")
          return `a tab is ${panel.scrollWidth} px wide in ${room} px of ${window.innerWidth} px`;
      }
      return null;
    }),
  },
  {
    name: "a page without a dialog can be used",
    every: 1,
    check: inPage(() => {
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return null;
      const shut = document.querySelector("body > [inert], body > [aria-hidden='true']:has(button), #root > [inert]");
      return shut === null ? null : `nothing is open, and ${shut.id || shut.className} is inert`;
    }),
  },
  { name: "rows are what the program says", every: 3, check: rowProblem },
  { name: "axe finds nothing serious", every: 20, check: axeInBothThemes },
];
