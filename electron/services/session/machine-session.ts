/** Watches one machine and keeps its snapshot: scans, merges what changed, tells listeners by patches. */
import type { Live } from "../../../shared/contract/contract.ts";
import { errorText } from "../../../shared/error-text.ts";
import { diffSnapshots, isEmptyPatch } from "../../../shared/machine/diff.ts";
import type {
  FunctionFacts,
  FunctionInfo,
  FunctionNames,
  HostIdentity,
  MachinePatch,
  MachineSnapshot,
  ScanResult,
} from "../../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../../shared/machine/machine.ts";
import { type Bdf, compareBdf } from "../../../shared/pci/bdf.ts";
import type { HostAccess, HostEvent } from "../../host/access.ts";

export type NameLookup = (facts: FunctionFacts) => FunctionNames;

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
  private readonly namesOf: NameLookup;
  private readonly listeners = new Set<SessionListener>();
  private current: MachineSnapshot | null = null;
  private model: Machine | null = null;
  private status: LiveStatus = { state: "live", reason: null };
  private unsubscribe: (() => void) | null = null;
  private pending: Set<Bdf> | "all" | null = null;
  /** Scans run one after the other: two at once could apply an older answer over a newer one. */
  private queue: Promise<void> = Promise.resolve();
  private draining = false;

  constructor(id: string, host: HostAccess, namesOf: NameLookup) {
    this.id = id;
    this.host = host;
    this.namesOf = namesOf;
  }

  /** The first scan; starts watching. @throws what the host's scan throws */
  async start(): Promise<void> {
    const [identity, scan] = [await this.host.identity(), await this.host.scan()];
    this.current = { identity, host: scan.host, functions: this.annotated(scan), problems: scan.problems, revision: 1 };
    this.unsubscribe = this.host.events((event) => this.onEvent(event));
  }

  async close(): Promise<void> {
    this.unsubscribe?.();
    this.unsubscribe = null;
    this.listeners.clear();
    await this.queue.catch(() => undefined);
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

  private enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private onEvent(event: HostEvent): void {
    switch (event.kind) {
      case "lost":
        this.setLive({ state: "lost", reason: event.reason });
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
    if (bdfs === null || this.pending === "all") {
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
      this.setLive({ state: "lost", reason: errorText(error) });
    } finally {
      this.draining = false;
    }
  }

  private annotated(scan: ScanResult): FunctionInfo[] {
    return scan.functions
      .map((facts) => ({ ...facts, names: this.namesOf(facts) }))
      .sort((a, b) => compareBdf(a.bdf, b.bdf));
  }

  private apply(scan: ScanResult, only: readonly Bdf[] | null, identity: HostIdentity): void {
    const before = this.snapshot;
    let functions = this.annotated(scan);
    if (only !== null) {
      const asked = new Set(only);
      functions = [...before.functions.filter((fn) => !asked.has(fn.bdf)), ...functions];
      functions.sort((a, b) => compareBdf(a.bdf, b.bdf));
    }
    const after: MachineSnapshot = {
      identity,
      host: scan.host,
      functions,
      problems: only === null ? scan.problems : before.problems,
      revision: before.revision + 1,
    };
    const patch = diffSnapshots(before, after);
    if (isEmptyPatch(patch)) return;
    this.current = after;
    for (const listener of this.listeners) listener.changed(patch);
  }

  private setLive(status: LiveStatus): void {
    if (status.state === this.status.state && status.reason === this.status.reason) return;
    this.status = status;
    for (const listener of this.listeners) listener.live(status);
  }
}
