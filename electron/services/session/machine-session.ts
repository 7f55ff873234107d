/**
 * Watches one machine and keeps its snapshot: scans, merges what changed, tells listeners by patches. Where there are many
 * functions the first ones are there, and told, while the others are read.
 */

import type { Live } from "../../../shared/contract/contract.ts";
import { diffSnapshots, isEmptyPatch } from "../../../shared/machine/diff.ts";
import type {
  FunctionFacts,
  FunctionInfo,
  HostIdentity,
  MachinePatch,
  MachineSnapshot,
  ScanResult,
} from "../../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../../shared/machine/machine.ts";
import { type Bdf, compareBdf } from "../../../shared/pci/bdf.ts";
import { errorWords, WordsError } from "../../../shared/words/errors.ts";
import { ended } from "../../../shared/words/joined.ts";
import { PROGRAM_WORDS } from "../../../shared/words/texts/program.ts";
import type { HostAccess, HostEvent } from "../../host/access.ts";

export type LiveStatus = Omit<Live, "host">;

export interface SessionListener {
  changed(patch: MachinePatch): void;
  live(status: LiveStatus): void;
}

/** Beyond this many functions in one burst a whole scan costs less than picking. */
const WHOLE_SCAN_ABOVE = 64;

export class MachineSession {
  readonly id: string;
  readonly host: HostAccess;
  private readonly named: (facts: FunctionFacts) => FunctionInfo;
  private readonly listeners = new Set<SessionListener>();
  private current: MachineSnapshot | null = null;
  private model: Machine | null = null;
  private status: LiveStatus = { state: "live", reason: null };
  private unsubscribe: (() => void) | null = null;
  private pending: Set<Bdf> | "all" | null = null;
  /** Scans run one after the other: two at once could apply an older answer over a newer one. */
  private queue: Promise<void> = Promise.resolve();
  private draining = false;
  /** The first look ended before it had come to all functions. */
  private isUnfinished = false;
  private isClosed = false;

  /** @param named facts with their names */
  constructor(id: string, host: HostAccess, named: (facts: FunctionFacts) => FunctionInfo) {
    this.id = id;
    this.host = host;
    this.named = named;
  }

  /**
   * Starts watching, and looks for the first time until there is something to show: all functions, or the first of many.
   * @throws what the host throws before that
   */
  async start(): Promise<void> {
    const identity = await this.host.identity();
    // What changes while functions are read is looked at again afterwards.
    this.unsubscribe = this.host.events((event) => this.onEvent(event));
    await new Promise<void>((resolve, reject) => {
      this.enqueue(() => this.firstLook(identity, resolve)).then(resolve, reject);
    });
  }

  /**
   * Waits until all functions are known, which is what can be said of the machine as a whole.
   * @throws Error when the first look ended before that
   */
  async whole(): Promise<void> {
    if (this.snapshot.partOf === undefined) return;
    await this.queue;
    if (this.snapshot.partOf !== undefined) throw new WordsError(PROGRAM_WORDS.notToTheEnd);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.unsubscribe?.();
    this.unsubscribe = null;
    this.listeners.clear();
    await this.queue;
    await this.host.close();
  }

  get snapshot(): MachineSnapshot {
    if (this.current === null) throw new Error(`${this.id} was not scanned yet`);
    return this.current;
  }

  /** The snapshot with its relations; built once per revision. */
  get machine(): Machine {
    if (this.model?.snapshot !== this.snapshot) this.model = buildMachine(this.snapshot);
    return this.model;
  }

  get live(): LiveStatus {
    return this.status;
  }

  listen(listener: SessionListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Holds changes back, or lets them in again after one whole look. */
  async setPaused(paused: boolean): Promise<LiveStatus> {
    if (this.status.state === "lost") return this.status;
    this.setLive({ state: paused ? "paused" : "live", reason: null });
    if (!paused) await this.refresh();
    return this.status;
  }

  /** Scans all now, paused or not. */
  async refresh(): Promise<MachineSnapshot> {
    await this.enqueue(async () => this.apply(await this.host.scan(), null, await this.host.identity()));
    return this.snapshot;
  }

  /** Scans just these functions and merges them in. */
  async refreshOnly(bdfs: readonly Bdf[]): Promise<void> {
    await this.enqueue(async () => this.apply(await this.host.scan(bdfs), bdfs, this.snapshot.identity));
  }

  /** @param shown called when there are functions to show */
  private async firstLook(identity: HostIdentity, shown: () => void): Promise<void> {
    const infos = new Map<FunctionFacts, FunctionInfo>();
    const infoOf = (facts: FunctionFacts): FunctionInfo => infos.get(facts) ?? this.named(facts);
    const takePart = async (part: readonly FunctionFacts[], of: number): Promise<void> => {
      if (this.isClosed) throw new Error("it was closed");
      for (const facts of part) infos.set(facts, this.named(facts));
      // The last part comes with the answer.
      if (infos.size >= of) return;
      const functions = [...infos.values()];
      const { current } = this;
      if (current === null) {
        const { host } = await this.host.scan([]);
        this.current = { identity, host, functions, problems: [], revision: 1, partOf: of };
        shown();
      } else {
        this.become({ ...current, functions, revision: current.revision + 1, partOf: of });
      }
    };
    try {
      const { host, functions, problems } = await this.host.scan(undefined, takePart);
      const revision = this.current === null ? 1 : this.current.revision + 1;
      const sorted = functions.map(infoOf).sort((a, b) => compareBdf(a.bdf, b.bdf));
      this.become({ identity, host, functions: sorted, problems, revision });
    } catch (error) {
      if (this.current === null) throw error;
      this.isUnfinished = true;
      this.lose(ended(errorWords(error)));
    }
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private onEvent(event: HostEvent): void {
    switch (event.kind) {
      case "lost":
        this.lose(event.reason);
        return;
      case "back":
        this.setLive({ state: "live", reason: null });
        this.noteChange(null);
        return;
      case "changed":
        if (this.status.state === "lost") this.setLive({ state: "live", reason: null });
        this.noteChange(event.bdfs);
    }
  }

  private noteChange(bdfs: readonly Bdf[] | null): void {
    if (bdfs === null || this.pending === "all" || this.isUnfinished) {
      this.pending = "all";
    } else {
      this.pending ??= new Set();
      for (const bdf of bdfs) this.pending.add(bdf);
      if (this.pending.size > WHOLE_SCAN_ABOVE) this.pending = "all";
    }
    if (!this.draining && this.status.state !== "paused") void this.drain();
  }

  private async drain(): Promise<void> {
    this.draining = true;
    try {
      while (this.pending !== null && this.status.state !== "paused") {
        const what = this.pending;
        this.pending = null;
        if (what === "all") await this.refresh();
        else await this.refreshOnly([...what]);
      }
    } catch (error) {
      this.lose(ended(errorWords(error)));
    } finally {
      this.draining = false;
    }
  }

  private apply(scan: ScanResult, only: readonly Bdf[] | null, identity: HostIdentity): void {
    const before = this.snapshot;
    let functions = scan.functions.map((facts) => this.named(facts));
    if (only !== null) {
      const asked = new Set(only);
      functions = [...before.functions.filter((fn) => !asked.has(fn.bdf)), ...functions];
    }
    functions.sort((a, b) => compareBdf(a.bdf, b.bdf));
    this.become({
      identity,
      host: scan.host,
      functions,
      problems: only === null ? scan.problems : before.problems,
      revision: before.revision + 1,
      ...(only === null || before.partOf === undefined ? {} : { partOf: before.partOf }),
    });
    if (!this.isUnfinished || only !== null) return;
    this.isUnfinished = false;
    if (this.status.state === "lost") this.setLive({ state: "live", reason: null });
  }

  /** Tells what is new; without anything new the snapshot stays as it was. */
  private become(after: MachineSnapshot): void {
    const patch = this.current && diffSnapshots(this.current, after);
    if (patch !== null && isEmptyPatch(patch) && this.current?.partOf === after.partOf) return;
    this.current = after;
    if (patch !== null) for (const listener of this.listeners) listener.changed(patch);
  }

  private lose(reason: LiveStatus["reason"]): void {
    this.setLive({ state: "lost", reason, since: this.status.since ?? Date.now() });
  }

  private setLive(status: LiveStatus): void {
    if (status.state === this.status.state && JSON.stringify(status.reason) === JSON.stringify(this.status.reason))
      return;
    this.status = status;
    for (const listener of this.listeners) listener.live(status);
  }
}
