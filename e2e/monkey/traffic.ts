/** What a page and its program say to each other: what is still waited for, and which machine is on screen. */
import type { Page } from "@playwright/test";

interface Frame {
  readonly id?: number;
  readonly method?: string;
  readonly input?: { readonly host?: string };
  readonly ok?: boolean;
  readonly output?: { readonly host?: string };
}

export class Traffic {
  private readonly waiting = new Map<number, Frame>();
  /** The machine that was opened last; null before the first. */
  host: string | null = null;
  /** The program has answered through the connection that stands now. */
  isIn = false;

  constructor(page: Page) {
    page.on("websocket", (socket) => {
      this.ended();
      socket.on("framesent", ({ payload }) => this.sent(JSON.parse(String(payload)) as Frame));
      socket.on("framereceived", ({ payload }) => this.received(JSON.parse(String(payload)) as Frame));
      socket.on("close", () => this.ended());
    });
  }

  /** Calls that are not answered yet. */
  get open(): readonly string[] {
    return [...this.waiting.values()].map(({ method }) => method ?? "");
  }

  private ended(): void {
    this.isIn = false;
    this.waiting.clear();
  }

  private sent(frame: Frame): void {
    if (frame.id !== undefined && frame.method !== undefined) this.waiting.set(frame.id, frame);
  }

  private received({ id, ok }: Frame): void {
    const asked = id === undefined ? undefined : this.waiting.get(id);
    if (id === undefined || asked === undefined) return;
    this.waiting.delete(id);
    this.isIn = true;
    if (asked.method === "host.open" && ok === true) this.host = asked.input?.host ?? null;
  }
}
