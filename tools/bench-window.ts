/**
 * The window on 65,536 functions: browser mode on a tree of files, in Chromium, as a user has it. How long the first row
 * and the last one take, from the program's start and from the page's; and the longest task in the page for each thing
 * that a user does. A task is measured in the page's own processor time, beside the time that passed: other programs of a
 * busy machine do not count.
 */
import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright";
import { launchChromium, startServer } from "../e2e/fixtures/app.ts";
import { row, search, tree } from "../e2e/pages/tree.ts";
import { buildTree } from "../electron/host/local/testing/build-tree.ts";

/** Functions, unless a number is given: 1,024 ports with a PF and 62 VFs each, in five domains. */
const COUNT = 65_536;
const PORT = { pfs: 1, vfs: 62 };
const OF_PORT = 1 + PORT.pfs + PORT.pfs * PORT.vfs;
const FIRST = "00:01.0";
const PF = "01:00.0";
const PULLED = "0000:01:00.1";
/** The aims, in seconds and milliseconds. */
const FIRST_ROW_S = 3;
const TASK_MS = 100;
const LIMIT_MS = 300_000;

interface Task {
  /** Milliseconds that passed. */
  readonly wall: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
}

/** What Chromium tells of each task of a thread, in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** The longest task of the page's main thread while something is done. */
async function longestTask(session: CDPSession, work: () => Promise<void>): Promise<Task> {
  const events: TraceEvent[] = [];
  const collect = (part: { value: object[] }): void => {
    events.push(...(part.value as TraceEvent[]));
  };
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "disabled-by-default-devtools.timeline"] },
  });
  await work();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  session.off("Tracing.dataCollected", collect);
  const mains = new Set(
    events.filter(({ args }) => args.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(({ name, pid, tid }) => name === "RunTask" && mains.has(`${pid} ${tid}`));
  const most = (of: (event: TraceEvent) => number | undefined) =>
    tasks.reduce((longest, task) => Math.max(longest, of(task) ?? 0), 0) / 1000;
  return { wall: most(({ dur }) => dur), cpu: most(({ tdur }) => tdur) };
}

/** What was asked for is on screen. */
async function settled(page: Page): Promise<void> {
  for (let frame = 0; frame < 2; frame++) {
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
  }
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await page.keyboard.press(key);
    await settled(page);
  }
}

async function wheel(page: Page, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await page.mouse.wheel(0, time % 2 === 0 ? 2000 : -1500);
    await settled(page);
  }
}

interface Action {
  readonly name: string;
  readonly run: (page: Page) => Promise<void>;
}

async function type(page: Page, text: string): Promise<void> {
  const field = page.getByRole("searchbox", { name: "Search functions" });
  await field.click();
  for (const key of text) {
    await page.keyboard.press(key);
    await settled(page);
  }
  await search(page, "");
  await settled(page);
}

async function filtered(page: Page, name: string): Promise<void> {
  const chip = page.getByRole("button", { name: new RegExp(`^${name} `) });
  for (let time = 0; time < 2; time++) {
    await chip.click();
    await settled(page);
  }
}

async function sorted(page: Page, name: string): Promise<void> {
  const heading = page.getByRole("columnheader", { name });
  for (let time = 0; time < 3; time++) {
    await heading.click();
    await settled(page);
  }
}

/** Moves and scrolls of the table, whatever is open in it. */
const MOVES: readonly Action[] = [
  { name: "arrow keys", run: (page) => press(page, "ArrowDown", 20) },
  { name: "PageDown", run: (page) => press(page, "PageDown", 10) },
  {
    name: "End and Home",
    async run(page) {
      await press(page, "End", 1);
      await press(page, "Home", 1);
    },
  },
  { name: "scrolling", run: (page) => wheel(page, 20) },
];

function actions(root: string): readonly Action[] {
  const device = join(root, "bus/pci/devices", PULLED);
  const away = join(root, "pulled");
  return [
    ...MOVES,
    {
      name: "selecting a function",
      async run(page) {
        await row(page, FIRST).click();
        await settled(page);
      },
    },
    {
      name: "selecting all functions",
      async run(page) {
        await tree(page).focus();
        await press(page, "Control+a", 1);
        await row(page, FIRST).click();
        await settled(page);
      },
    },
    { name: "typing a search", run: (page) => type(page, "vf 61") },
    { name: "typing who uses it", run: (page) => type(page, "guest") },
    // By keys: the table has one for each.
    ...["PF/VF", "IOMMU group", "Driver", "NUMA", "Topology"].map((name, at) => ({
      name: `grouping: ${name}`,
      async run(page: Page) {
        await tree(page).focus();
        await press(page, `${((at + 1) % 5) + 1}`, 1);
      },
    })),
    ...["SR-IOV capable", "VFs", "In use", "Free VFs", "Reserved for guests", "Link degraded", "No driver"].map(
      (name) => ({
        name: `filter: ${name}`,
        run: (page: Page) => filtered(page, name),
      }),
    ),
    ...["Driver", "Used by"].map((name) => ({ name: `sorting: ${name}`, run: (page: Page) => sorted(page, name) })),
    {
      name: "opening all rows",
      async run(page) {
        await page.getByRole("button", { name: "Expand all" }).click();
        await settled(page);
      },
    },
    ...MOVES.map(({ name, run }) => ({
      name: `${name}, all rows open`,
      async run(page: Page) {
        await tree(page).focus();
        await run(page);
      },
    })),
    {
      name: "a function is pulled out",
      async run(page) {
        renameSync(device, away);
        await page.getByText("1 function removed since last refresh").waitFor({ timeout: LIMIT_MS });
        await settled(page);
      },
    },
    {
      name: "and put back",
      async run(page) {
        renameSync(away, device);
        await page.getByText("1 function removed since last refresh").waitFor({ state: "detached", timeout: LIMIT_MS });
        await settled(page);
      },
    },
    // Last: what is measured after it would be so beside that table.
    {
      name: "the table of 62 VFs",
      async run(page) {
        await row(page, PF).click();
        await page.getByRole("tab", { name: "SR-IOV" }).click();
        await page.getByTestId("vf-row-0").waitFor({ timeout: LIMIT_MS });
        await settled(page);
      },
    },
  ];
}

function line(what: string, value: string, aim: string): void {
  console.log(`${what.padEnd(44)} ${value.padStart(10)}  ${aim}`);
}

function taskLine(what: string, { wall, cpu }: Task): void {
  line(what, `${cpu.toFixed(0)} ms`, `aim ${TASK_MS}; ${wall.toFixed(0)} ms passed`);
}

async function measure(root: string, count: number): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "bench-home-"));
  const browser = await launchChromium();
  try {
    const started = performance.now();
    const since = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
    const server = await startServer(["--sysfs-root", root], home);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const session = await browser.newBrowserCDPSession();
    const opened = performance.now();
    const loading = await longestTask(session, async () => {
      await page.goto(server.link);
      await row(page, FIRST).waitFor({ timeout: LIMIT_MS });
      line("first row, from the program's start", since(started), `aim ${FIRST_ROW_S} s`);
      line("first row, from the page's", since(opened), "");
      await page
        .getByText(new RegExp(`^${count.toLocaleString("en")} functions`))
        .last()
        .waitFor({ timeout: LIMIT_MS });
      line("all rows, from the program's start", since(started), "");
      line("all rows, from the page's", since(opened), "");
      await settled(page);
    });
    console.log("longest task in the page, processor time");
    taskLine("while the functions arrive", loading);
    await tree(page).focus();
    for (const { name, run } of actions(root)) taskLine(name, await longestTask(session, () => run(page)));
    await context.close();
    await server.close();
  } finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * @param root a tree that was made before; null = it is made for this
 * @param count functions, a multiple of those of a port
 */
export async function benchWindow(root: string | null, count = COUNT): Promise<void> {
  console.log(`the window on ${count.toLocaleString("en")} functions`);
  if (root !== null) return await measure(root, count);
  const folder = mkdtempSync(join(tmpdir(), "bench-window-"));
  try {
    const made = join(folder, "sys");
    buildTree(made, { ...PORT, ports: count / OF_PORT });
    await measure(made, count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
