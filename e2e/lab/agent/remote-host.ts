/** The host code that runs in a lab machine, as the contract suite sees it. */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ConfigReading, FunctionDetail, HostIdentity, ScanResult } from "../../../shared/machine/facts.ts";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { HostUnderTest } from "../../contract/world.ts";
import type { AgentMessage, AgentMethod } from "./wire.ts";

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const SCRIPT = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");

type Listener = (event: { readonly kind: string }) => void;

/** One program in the guest, which many hosts are opened in one after the other. */
export class AgentConnection {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<string, Listener>();
  private complaint = "";
  private count = 0;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child;
    createInterface({ input: child.stdout }).on("line", (line) => this.take(JSON.parse(line) as AgentMessage));
    child.stderr.on("data", (chunk: Buffer) => {
      this.complaint += chunk.toString();
    });
    child.stdin.on("error", () => {});
    child.on("close", () => {
      const error = new Error(`the program in the guest has ended: ${this.complaint.trim()}`);
      for (const { reject } of this.waiting.values()) reject(error);
      this.waiting.clear();
    });
  }

  async openHost(): Promise<HostUnderTest> {
    const host = this.count++;
    await this.call(host, "open", SCRIPT);
    return new RemoteHost(this, host);
  }

  call(host: number, method: AgentMethod, ...args: readonly unknown[]): Promise<unknown> {
    const id = this.count++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.stdin.write(`${JSON.stringify({ id, host, method, args })}\n`);
    });
  }

  listen(host: number, listener: Listener): () => void {
    const number = this.count++;
    const key = `${host} ${number}`;
    this.listeners.set(key, listener);
    // Answers of one pipe come in order: what is asked later finds it listening.
    const started = this.call(host, "listen", number).catch(() => null);
    return () => {
      this.listeners.delete(key);
      void started.then(() => this.call(host, "silence", number)).catch(() => null);
    };
  }

  close(): void {
    this.child.stdin.end();
  }

  private take(message: AgentMessage): void {
    if ("event" in message) {
      this.listeners.get(`${message.host} ${message.listener}`)?.(message.event);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ("error" in message) waiting?.reject(new Error(`in the guest: ${message.error}`));
    else waiting?.resolve(message.result);
  }
}

/** Both ends are ours, so what comes back is taken to be what the method returns. */
class RemoteHost implements HostUnderTest {
  private readonly agent: AgentConnection;
  private readonly host: number;

  constructor(agent: AgentConnection, host: number) {
    this.agent = agent;
    this.host = host;
  }

  async identity(): Promise<HostIdentity> {
    return (await this.agent.call(this.host, "identity")) as HostIdentity;
  }
  async scan(only?: readonly Bdf[]): Promise<ScanResult> {
    return (await this.agent.call(this.host, "scan", only ?? null)) as ScanResult;
  }
  async config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    return (await this.agent.call(this.host, "config", bdf, options)) as ConfigReading;
  }
  async detail(bdf: Bdf): Promise<FunctionDetail> {
    return (await this.agent.call(this.host, "detail", bdf)) as FunctionDetail;
  }
  async usage(): Promise<UsageFacts> {
    return (await this.agent.call(this.host, "usage")) as UsageFacts;
  }
  async perform(step: Step): Promise<PerformResult> {
    return (await this.agent.call(this.host, "perform", step)) as PerformResult;
  }
  events(listener: Listener): () => void {
    return this.agent.listen(this.host, listener);
  }
  async close(): Promise<void> {
    await this.agent.call(this.host, "close");
  }
}
