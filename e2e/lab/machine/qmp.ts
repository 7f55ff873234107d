/** QEMU's own control connection (docs/interop/qmp-spec.rst): one JSON object per line. */
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { errorText } from "../../../shared/error-text.ts";
import { withTries } from "../tries.ts";
import type { LabDevice } from "../worlds/world.ts";

const BLINK_MS = 200;
/** Minutes. */
const MAX_TRIES = 1_500;

type Reply = { readonly return: unknown } | { readonly error: { readonly desc: string } };
type Event = { readonly event: string; readonly data?: Readonly<Record<string, unknown>> };

export class Qmp {
  private readonly stream: Duplex;
  private readonly waiting: ((reply: Reply) => void)[] = [];
  private readonly listeners = new Set<(event: Event) => void>();
  private rest = "";

  private constructor(stream: Duplex) {
    this.stream = stream;
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => this.take(text));
    stream.on("error", () => {});
    stream.on("close", () => {
      for (const tell of this.waiting.splice(0)) tell({ error: { desc: "QEMU has ended" } });
    });
  }

  static async open(path: string): Promise<Qmp> {
    const socket = await new Promise<Socket>((resolve, reject) => {
      const attempt = connect(path);
      attempt.once("connect", () => resolve(attempt));
      attempt.once("error", reject);
    });
    return await Qmp.over(socket);
  }

  /** @throws Error when QEMU ends before it answers */
  static async over(stream: Duplex): Promise<Qmp> {
    const qmp = new Qmp(stream);
    await qmp.run("qmp_capabilities");
    return qmp;
  }

  /** @throws Error with QEMU's words when it refuses */
  async run(command: string, values: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const reply = await new Promise<Reply>((resolve) => {
      this.waiting.push(resolve);
      this.stream.write(`${JSON.stringify({ execute: command, arguments: values })}\n`);
    });
    if ("error" in reply) throw new Error(`QEMU: ${command}: ${reply.error.desc}`);
    return reply.return;
  }

  /** A line of the human monitor, and its answer. */
  async monitor(line: string): Promise<string> {
    return String(await this.run("human-monitor-command", { "command-line": line }));
  }

  /** Puts a device in. */
  async plug(device: LabDevice): Promise<void> {
    await this.run("device_add", device);
  }

  /**
   * Takes a device out; done when the guest has let go of it. A slot's light blinks for a while after a card was put in,
   * and until it stops nothing can be taken out (PCIe 6.2 §6.7.1).
   */
  async unplug(id: string): Promise<void> {
    const isPassing = (error: unknown) => errorText(error).includes("guest is busy");
    // It is no fault, and not worth a line in the log.
    const tries = { most: MAX_TRIES, pauseMs: BLINK_MS, isPassing, say: () => undefined };
    await withTries(`taking ${id} out`, tries, () => this.takeOut(id));
  }

  private async takeOut(id: string): Promise<void> {
    let listener: ((event: Event) => void) | null = null;
    let ended: (() => void) | null = null;
    const isOut = new Promise<void>((resolve, reject) => {
      ended = () => reject(new Error(`QEMU has ended while ${id} was taken out`));
      this.stream.once("close", ended);
      listener = ({ event, data }) => {
        if (event === "DEVICE_DELETED" && data?.device === id) resolve();
      };
      this.listeners.add(listener);
    });
    // What goes wrong here is told by the command first.
    isOut.catch(() => undefined);
    try {
      await this.run("device_del", { id });
      await isOut;
    } finally {
      if (listener) this.listeners.delete(listener);
      if (ended) this.stream.off("close", ended);
    }
  }

  close(): void {
    this.stream.destroy();
  }

  private take(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = JSON.parse(line) as Reply | Event | { readonly QMP: unknown };
      if ("event" in message) for (const listener of [...this.listeners]) listener(message);
      // What is left is the greeting.
      else if (!("QMP" in message)) this.waiting.shift()?.(message);
    }
  }
}
