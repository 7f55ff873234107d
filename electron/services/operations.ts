/** Plans and runs operations on one open machine, and keeps their journal. */
import { randomUUID } from "node:crypto";
import { CallError } from "../../shared/contract/wire.ts";
import type { ConfigReading } from "../../shared/machine/facts.ts";
import { planOperation } from "../../shared/operations/plan.ts";
import type { JournalEntry, OperationStatus, Plan, Wish } from "../../shared/operations/types.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { walkExtended } from "../../shared/pci/walk.ts";
import type { Journal, JournalOptions } from "./journal.ts";
import type { MachineSession } from "./machine-session.ts";
import { OperationRunner } from "./runner.ts";

/** Plans that were shown and not run: a person compares a few, never hundreds. */
const KEPT_PLANS = 50;
const CLOSING_MS = 5_000;
const SRIOV_CAPABILITY = 0x10;
/** TotalVFs in the SR-IOV capability (PCIe 6.2 §9.3.3.6). */
const TOTAL_VFS = 0x0e;

export interface OperationListener {
  progress(status: OperationStatus): void;
  journal(entry: JournalEntry): void;
}

/** TotalVFs of the capability; null where its bytes cannot be seen. */
function capabilityTotal(reading: ConfigReading): number | null {
  if (reading.state !== "read") return null;
  const known = reading.known.map(([start, end]) => ({ start, end }));
  const space = ConfigSpace.fromHex(reading.hex, known);
  const sriov = walkExtended(space).found.find(({ id }) => id === SRIOV_CAPABILITY);
  return sriov && space.has(sriov.at + TOTAL_VFS, 2) ? space.u16(sriov.at + TOTAL_VFS) : null;
}

export class MachineOperations {
  private readonly session: MachineSession;
  private readonly journal: Journal;
  private readonly runner: OperationRunner;
  private readonly listeners = new Set<OperationListener>();
  private readonly plans = new Map<string, Plan>();
  private running: Promise<unknown> = Promise.resolve();

  /** @param makeJournal is given the listener for changed entries */
  constructor(session: MachineSession, makeJournal: (options: JournalOptions) => Journal) {
    this.session = session;
    this.journal = makeJournal({
      onChange: (entry) => {
        for (const listener of this.listeners) listener.journal(entry);
      },
    });
    this.runner = new OperationRunner({
      host: session.host,
      journal: this.journal,
      getMachine: () => session.machine,
      refresh: () => session.refresh(),
      newId: randomUUID,
      onProgress: (status) => {
        for (const listener of this.listeners) listener.progress(status);
      },
    });
  }

  listen(listener: OperationListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @throws CallError NOT_FOUND for an undo of an entry that is not there */
  async plan(wish: Wish): Promise<Plan> {
    let undoOf: JournalEntry | undefined;
    if (wish.kind === "undo") {
      undoOf = (await this.journal.find(wish.entryId)) ?? undefined;
      if (!undoOf) throw new CallError("NOT_FOUND", "The journal has no such entry any more.");
    }
    const totals = new Map<Bdf, number | null>();
    if (wish.kind === "vfs.set" && this.session.machine.byBdf.has(wish.pf)) {
      totals.set(wish.pf, capabilityTotal(await this.session.host.config(wish.pf, { wake: false })));
    }
    const drivers = this.driversBefore(await this.entries());
    const plan = planOperation({
      machine: this.session.machine,
      wish,
      undoOf,
      newId: randomUUID,
      knowledge: {
        capabilityTotalVfs: (pf) => totals.get(pf) ?? null,
        previousDriver: (bdf) => drivers.get(bdf) ?? null,
      },
    });
    this.plans.set(plan.id, plan);
    for (const id of this.plans.keys()) {
      if (this.plans.size <= KEPT_PLANS) break;
      this.plans.delete(id);
    }
    return plan;
  }

  /** Starts a plan that was shown; its progress goes to the listeners. @throws CallError with the refusal */
  async run(planId: string): Promise<OperationStatus> {
    const plan = this.plans.get(planId);
    if (!plan) throw new CallError("NOT_FOUND", "This plan is not known any more: make it again.");
    const started = await this.runner.start(plan);
    if (!started.ok) throw new CallError(started.code, started.message);
    this.plans.delete(planId);
    this.running = started.finished;
    return started.status;
  }

  cancel(operationId: string): boolean {
    return this.runner.cancel(operationId);
  }

  /** The running operation, or the last one. */
  get status(): OperationStatus | null {
    return this.runner.status;
  }

  /** This machine's entries, newest first. @throws CallError IO when the journal cannot be read */
  async entries(): Promise<JournalEntry[]> {
    try {
      return await this.journal.list(this.session.snapshot.identity.name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CallError("IO", `The journal could not be read: ${reason}.`);
    }
  }

  /**
   * Waits for the operation that is running, but not for one that the kernel holds: the journal tells of it at the
   * next start.
   */
  async close(): Promise<void> {
    this.listeners.clear();
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSING_MS);
    });
    await Promise.race([this.running, enough]);
    clearTimeout(timer);
  }

  /** The host driver that each function had before it was given to vfio-pci, as far as the journal remembers. */
  private driversBefore(entries: readonly JournalEntry[]): Map<Bdf, string> {
    const drivers = new Map<Bdf, string>();
    for (const { before } of entries) {
      for (const { bdf, driver } of before.functions) {
        if (driver !== null && driver !== "vfio-pci" && !drivers.has(bdf)) drivers.set(bdf, driver);
      }
    }
    return drivers;
  }
}
