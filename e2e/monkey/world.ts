/** What the monkey plays with: one program, one or two pages of it, and somebody who looks beside them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { buildTree } from "../../electron/host/local/testing/build-tree.ts";
import { launchChromium, type ServedProgram, startServer, takeFileChoosers } from "../fixtures/app.ts";
import { type Observer, observe } from "./observer.ts";
import { settled } from "./settled.ts";
import { Traffic } from "./traffic.ts";

export const FIRST_MACHINE = "demo:p22-048-018";
/** 16 ports with a PF each, and the VFs that make it 1,024 functions. */
const TREE = { ports: 16, pfs: 1, vfs: 62 } as const;
const MAX_PAGES = 2;
/** What cannot be clicked for so long lies under something. */
const ACTION_LIMIT_MS = 30_000;
/** Room for a journal, and little enough to be filled at once. */
const STATE_KILOBYTES = 256;

const CUT = "monkey:cut";

/** The page's sockets can be closed from outside, as a network does it. */
async function makeCuttable(context: BrowserContext): Promise<void> {
  await context.addInitScript((event) => {
    const open: WebSocket[] = [];
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        open.push(this);
      }
    };
    window.addEventListener(event, () => {
      for (const socket of open.splice(0)) socket.close();
    });
  }, CUT);
}

export interface Tab {
  readonly page: Page;
  readonly traffic: Traffic;
  readonly context: BrowserContext;
  /** What it complained of: errors, warnings of React, a crash. */
  readonly complaints: string[];
}

/** A connection that is cut is told of by the browser itself. */
const OF_A_CUT = /^WebSocket connection to .* failed|^Failed to load resource: net::ERR_CONNECTION/;

export class World {
  readonly tabs: Tab[] = [];
  /** The folder of the journal is full. */
  isFull = false;
  /** Connections were cut, or the program ended: the browser may say so. */
  wasCut = false;
  private readonly home = mkdtempSync(join(tmpdir(), "monkey-"));
  private readonly program: string;
  private browser: Browser | null = null;
  private served: ServedProgram | null = null;
  private observer: Observer | null = null;
  /** Of a file system of its own, that can be full; null where only root could make one. */
  private smallState: string | null = null;

  /** @param program browser mode, for Node to run */
  constructor(program: string) {
    this.program = program;
  }

  async open(): Promise<void> {
    buildTree(join(this.home, "sys"), TREE);
    writeFileSync(join(this.home, "ssh-config"), "");
    const state = join(this.home, "state");
    mkdirSync(state, { mode: 0o700 });
    if (process.getuid?.() === 0) {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${STATE_KILOBYTES}k,mode=700`, "monkey", state]);
      this.smallState = state;
      // A run that is ended does not close it.
      process.once("exit", this.unmount);
    }
    this.browser = await launchChromium();
    await this.start(0);
    await this.addTab();
  }

  async close(): Promise<void> {
    this.observer?.close();
    await this.browser?.close();
    await this.served?.close();
    this.unmount();
    process.off("exit", this.unmount);
    rmSync(this.home, { recursive: true, force: true });
  }

  /** The program's process. */
  get pid(): number {
    const pid = this.served?.child.pid;
    if (pid === undefined) throw new Error("there is no program");
    return pid;
  }

  get canBeFull(): boolean {
    return this.smallState !== null;
  }

  get beside(): Observer {
    if (this.observer === null) throw new Error("nobody looks");
    return this.observer;
  }

  file(name: string): string {
    return join(this.home, name);
  }

  /** One more page, with cookies and a clipboard of its own; none beyond two. */
  async addTab(): Promise<boolean> {
    if (this.browser === null || this.tabs.length >= MAX_PAGES) return false;
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(ACTION_LIMIT_MS);
    await makeCuttable(context);
    const page = await context.newPage();
    takeFileChoosers(page);
    const tab: Tab = { page, context, traffic: new Traffic(page), complaints: [] };
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() !== "error" && message.type() !== "warning") return;
      if (!(this.wasCut && OF_A_CUT.test(text))) tab.complaints.push(text);
    });
    page.on("pageerror", (error) => tab.complaints.push(`${error}`));
    page.on("crash", () => tab.complaints.push("the page crashed"));
    this.tabs.push(tab);
    await this.enter(tab);
    return true;
  }

  async dropTab(tab: Tab): Promise<boolean> {
    if (this.tabs.length < 2) return false;
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    await tab.context.close();
    return true;
  }

  /** Opens the program's next link in the page, as somebody pastes it into the address bar. */
  async enter({ page, traffic }: Tab): Promise<void> {
    if (this.served === null) throw new Error("there is no program");
    // In a tab of before only the fragment changes: then the page loads itself.
    const loaded = page.waitForEvent("load");
    await page.goto(this.served.nextLink());
    await loaded;
    await expect(page.getByRole("button", { name: /^Machine: / })).toBeVisible();
    await settled(page, traffic);
  }

  /** Cuts the page's connection, and waits until it has found its way back. */
  async cut({ page, traffic }: Tab): Promise<void> {
    this.wasCut = true;
    await page.evaluate((event) => window.dispatchEvent(new Event(event)), CUT);
    await expect.poll(() => traffic.isIn, { message: "the page is connected again" }).toBe(true);
  }

  /** Ends the program without a word and starts it again at the same address; pages take its new links. */
  async restart(): Promise<void> {
    if (this.served === null) return;
    this.wasCut = true;
    const { port } = new URL(this.served.link);
    this.observer?.close();
    this.served.child.kill("SIGKILL");
    await this.served.close();
    for (const { page } of this.tabs) {
      await expect(page.getByText("Connection to the inspector lost").first()).toBeVisible();
    }
    await this.start(Number(port));
    for (const tab of this.tabs) await this.enter(tab);
  }

  /** Bytes that the program holds on to. */
  async programMemory(): Promise<number> {
    const said = () =>
      [...(this.served?.output() ?? "").matchAll(/^bytes in use: (\d+)$/gm)].map(([, bytes]) => Number(bytes));
    const before = said().length;
    process.kill(this.pid, "SIGUSR2");
    await expect.poll(() => said().length).toBeGreaterThan(before);
    return said().at(-1) ?? 0;
  }

  /** Fills the file system of the journal, or makes room again. */
  setFull(full: boolean): void {
    const file = this.file("state/filling");
    this.isFull = full;
    if (full) {
      try {
        writeFileSync(file, Buffer.alloc(2 * STATE_KILOBYTES * 1024));
      } catch {
        // Its end is what was wanted.
      }
    } else rmSync(file);
  }

  private readonly unmount = (): void => {
    // What still writes there keeps it busy: it goes when that ends.
    if (this.smallState !== null) execFileSync("umount", ["--lazy", this.smallState]);
    this.smallState = null;
  };

  private async start(port: number): Promise<void> {
    this.served = await startServer(
      [
        ...["--demo", FIRST_MACHINE.slice("demo:".length), "--sysfs-root", this.file("sys"), "--allow-changes"],
        ...["--ssh-config", this.file("ssh-config"), "--port", String(port)],
      ],
      this.home,
      {},
      ["--import", join(import.meta.dirname, "memory-hook.ts"), this.program],
    );
    this.observer = await observe(this.served.link);
  }
}
