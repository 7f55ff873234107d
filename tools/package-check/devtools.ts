/** A page of the installed window, driven through Chromium's debugging port: looked at, clicked, and asked. */
import { until } from "./program.ts";

interface Reply {
  readonly id: number;
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
  };
  readonly error?: { readonly message: string };
}

export class DevtoolsPage {
  private readonly socket: WebSocket;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private last = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply;
      this.waiting.get(reply.id)?.(reply);
      this.waiting.delete(reply.id);
    });
    socket.addEventListener("close", () => {
      for (const [id, take] of this.waiting) take({ id, error: { message: "the window has gone" } });
      this.waiting.clear();
    });
  }

  /** Of the program whose debugging port it is. */
  static async of(port: number): Promise<DevtoolsPage> {
    const address = await until(
      async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
        if (answer === null) return null;
        const targets = (await answer.json()) as { type: string; webSocketDebuggerUrl: string }[];
        return targets.find(({ type }) => type === "page")?.webSocketDebuggerUrl ?? null;
      },
      () => "the window has no page",
    );
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve, { once: true });
      socket.addEventListener("error", () => reject(new Error("the window's debugging port lets nobody in")), {
        once: true,
      });
    });
    return new DevtoolsPage(socket);
  }

  private async send(method: string, params: object): Promise<Reply> {
    const id = ++this.last;
    const reply = await new Promise<Reply>((take) => {
      this.waiting.set(id, take);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
    if (reply.error) throw new Error(`${method}: ${reply.error.message}`);
    return reply;
  }

  /** What an expression is worth in the page; promises are waited for. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    const failed = result?.exceptionDetails;
    if (failed) throw new Error(`in the page: ${failed.exception?.description ?? failed.text}`);
    return result?.result?.value as T;
  }

  /** All that is to be read in it. */
  text(): Promise<string> {
    return this.evaluate<string>("document.body?.innerText ?? ''");
  }

  /** How many rows of the tree name a function. */
  rows(): Promise<number> {
    return this.evaluate<number>(
      "[...document.querySelectorAll('[role=row],tr')].filter((row) => /[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]/.test(row.textContent)).length",
    );
  }

  async firstRow(): Promise<void> {
    let seen = "";
    await until(
      async () => {
        const count = await this.rows().catch(() => 0);
        seen = count > 0 ? "" : await this.text().catch(() => "");
        return count > 0;
      },
      () => `the window shows no function; it shows:\n${seen}`,
    );
  }

  /** Waits until this is to be read in it. */
  async shows(wanted: RegExp): Promise<void> {
    let seen = "";
    await until(
      async () => {
        // A page that is being loaded cannot be asked.
        seen = await this.text().catch(() => "");
        return wanted.test(seen);
      },
      () => `the window does not show ${wanted}; it shows:\n${seen}`,
    );
  }

  /** Presses the mouse on the button of this name, once it is there. */
  async click(name: string): Promise<void> {
    const place = `(() => {
      const named = [...document.querySelectorAll("button")].find((button) => {
        return (button.getAttribute("aria-label") ?? button.innerText).trim().startsWith(${JSON.stringify(name)});
      });
      const box = named?.getBoundingClientRect();
      return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
    })()`;
    const at = await until(
      () => this.evaluate<{ x: number; y: number } | null>(place),
      () => `the window has no button ${name}`,
    );
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.send("Input.dispatchMouseEvent", { type, ...at, button: "left", clickCount: 1 });
    }
  }

  /** A call of the program's contract, through the page's own door. @throws Error with the program's words */
  async call<T>(method: string, input: object): Promise<T> {
    const message = JSON.stringify({ v: 1, id: 900_000 + ++this.last, method, input });
    const answer = await this.evaluate<{ ok: boolean; output?: T; error?: { message: string } }>(
      `window.inspector.request(${message})`,
    );
    if (!answer.ok) throw new Error(`${method}: ${answer.error?.message ?? "no reason given"}`);
    return answer.output as T;
  }

  close(): void {
    this.socket.close();
  }
}
