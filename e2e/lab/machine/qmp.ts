/** QEMU's own control connection (docs/interop/qmp-spec.rst): one JSON object per line. */
import { connect, type Socket } from "node:net";

type Reply = { readonly return: unknown } | { readonly error: { readonly desc: string } } | { readonly event: string };

export class Qmp {
  private readonly socket: Socket;
  private readonly waiting: ((reply: Reply) => void)[] = [];
  private rest = "";

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => this.take(text));
    socket.on("error", () => {});
    socket.on("close", () => {
      for (const tell of this.waiting.splice(0)) tell({ error: { desc: "QEMU has ended" } });
    });
  }

  static async open(path: string): Promise<Qmp> {
    const socket = await new Promise<Socket>((resolve, reject) => {
      const attempt = connect(path);
      attempt.once("connect", () => resolve(attempt));
      attempt.once("error", reject);
    });
    const qmp = new Qmp(socket);
    await qmp.run("qmp_capabilities");
    return qmp;
  }

  /** @throws Error with QEMU's words when it refuses */
  async run(command: string, values: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const reply = await new Promise<Reply>((resolve) => {
      this.waiting.push(resolve);
      this.socket.write(`${JSON.stringify({ execute: command, arguments: values })}\n`);
    });
    if ("error" in reply) throw new Error(`QEMU: ${command}: ${reply.error.desc}`);
    return "return" in reply ? reply.return : null;
  }

  /** A line of the human monitor, and its answer. */
  async monitor(line: string): Promise<string> {
    return String(await this.run("human-monitor-command", { "command-line": line }));
  }

  close(): void {
    this.socket.destroy();
  }

  private take(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = JSON.parse(line) as Reply | { readonly QMP: unknown };
      // The greeting, and what nobody asked for.
      if ("QMP" in message || "event" in message) continue;
      this.waiting.shift()?.(message);
    }
  }
}
