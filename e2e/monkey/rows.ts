/** The rows of the table against the machine that the program tells of. */
import { COLUMNS, type ColumnId } from "../../shared/machine/columns.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { roleOf } from "../../shared/machine/role.ts";
import { usedByIndex } from "../../shared/machine/used-by.ts";
import { parseBdf, shortBdf } from "../../shared/pci/bdf.ts";
import { say } from "../../shared/words/say.ts";
import type { Tab, World } from "./world.ts";

/** Columns that show the very text that is copied. */
const AS_COPIED: ReadonlySet<string> = new Set<ColumnId>([
  ...(["class", "driver", "vfs", "iommu-group", "numa", "power", "slot", "ids", "revision", "interfaces"] as const),
]);
const columns = COLUMNS.filter(({ id }) => AS_COPIED.has(id));

/** A row of a function as it is drawn; `left` = it says that it has left. */
interface Drawn {
  readonly bdf: string;
  readonly left: boolean;
  readonly cells: Readonly<Record<string, string>>;
}

function drawnRows({ page }: Tab): Promise<readonly Drawn[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role="treegrid"] [role="row"][data-testid*="fn:"]')].map((row) => {
      const cells = [...row.querySelectorAll<HTMLElement>("[data-cell]")];
      const texts = cells.map((cell) => [cell.dataset.cell ?? "", cell.innerText.trim()] as const);
      const bdf = (row.dataset.testid ?? "").replace(/^.*fn:/, "");
      return { bdf, left: /\bgone$/.test(texts[0]?.[1] ?? ""), cells: Object.fromEntries(texts) };
    }),
  );
}

/** Of all functions, as the line below the table says it; null while it says less. */
async function drawnTotal({ page }: Tab): Promise<number | null> {
  const lines = page.locator('section[aria-label="Functions"] [role="status"]');
  for (const said of await lines.allInnerTexts()) {
    const count = /^(?:[\d,]+ of )?([\d,]+) functions?(?:, including [\d,]+ VFs?)?$/.exec(said)?.[1];
    if (count !== undefined) return Number(count.replaceAll(",", ""));
  }
  return null;
}

function problemOf(machine: Machine, { bdf, left, cells }: Drawn): string | null {
  const address = parseBdf(bdf);
  const fn = address === null ? undefined : machine.byBdf.get(address);
  if (fn === undefined) return left ? null : `${bdf} is in the table and not in the machine`;
  if (left) return `${bdf} is there, and its row says that it has left`;
  const tree = cells.bdf ?? "";
  const index = roleOf(fn) === "vf" ? machine.vfIndexOf(fn.bdf) : null;
  if (!tree.startsWith(shortBdf(fn.bdf))) return `the row of ${bdf} begins with "${tree}"`;
  if (index !== null && !tree.includes(`VF ${index}`)) return `the row of ${bdf} does not say that it is VF ${index}`;
  const view = { machine, usedBy: usedByIndex(machine, null) };
  for (const { id, title, text } of columns) {
    const drawn = cells[id];
    const said = say("en", text(view, fn)).replace(/\s+/g, " ").trim();
    if (drawn !== undefined && drawn !== said)
      return `${say("en", title)} of ${bdf} is drawn as "${drawn}" and is "${said}"`;
  }
  return null;
}

/** What is drawn and is not so. A function that has left may stay, and says that it has. */
export async function rowProblem(tab: Tab, { beside }: World): Promise<string | null> {
  const { host } = tab.traffic;
  const drawn = await drawnRows(tab);
  if (host === null || drawn.length === 0) return null;
  const { machine, isLive } = await beside.look(host);
  // What is paused or lost may be of before.
  if (!isLive && !host.startsWith("file:")) return null;
  const total = await drawnTotal(tab);
  if (total !== null && total !== machine.functions.length) {
    return `the table tells of ${total} functions, and there are ${machine.functions.length}`;
  }
  for (const row of drawn) {
    const problem = problemOf(machine, row);
    if (problem !== null) return problem;
  }
  return null;
}
