/** Plans and runs operations on one open machine, and keeps their journal. */

import { randomUUID } from "node:crypto";
import type { UnreadView } from "../../../shared/contract/operation-schemas.ts";
import { CallError } from "../../../shared/contract/wire.ts";
import { errorText } from "../../../shared/error-text.ts";
import type { UnreadSource } from "../../../shared/machine/usage-facts.ts";
import { journalNotKept } from "../../../shared/operations/checks/access.ts";
import { CANNOT_SWITCH } from "../../../shared/operations/explain/sriov.ts";
import { cutsConnection } from "../../../shared/operations/impact/impact.ts";
import { withTruth } from "../../../shared/operations/outcome/interrupted.ts";
import { planOperation } from "../../../shared/operations/plan/plan.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import { type JournalEntry, type OperationStatus, WAY_BACK_SECONDS } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import { lookOf } from "../../../shared/operations/verbs/expectation.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { RUN_WORDS } from "../../../shared/words/texts/running.ts";
import type { Journal, JournalOptions } from "../journal/journal.ts";
import type { MachineSession } from "../session/machine-session.ts";
import { gatherKnowledge, gatherSettings } from "./plan-knowledge.ts";
import { OperationRunner, type StartOptions } from "./runner.ts";

/** Plans that were shown and not run: a person compares a few, never hundreds. */
const KEPT_PLANS = 50;
const CLOSING_MS = 5_000;
const ORPHAN_POLL_MS = 2_000;

export interface RunOptions {
  readonly confirm?: StartOptions["confirm"];
  readonly wayBackSeconds?: number | null | undefined;
}

/** A plan that was shown, with what was not known of the machine's use when it was made. */
interface Shown {
  readonly plan: Plan;
  readonly unread: readonly UnreadSource[];
}

export interface OperationListener {
  progress(status: OperationStatus): void;
  journal(entry: JournalEntry): void;
}

export class MachineOperations {
  private readonly session: MachineSession;
  private readonly journal: Journal;
  /** Of the running operation, or the last one: where it stands, and a word on it. Plans are run by {@link run}. */
  readonly runner: Pick<OperationRunner, "status" | "cancel" | "confirm" | "start">;
  private readonly listeners = new Set<OperationListener>();
  private readonly plans = new Map<string, Shown>();
  /** Drivers of which the kernel has answered that they cannot switch VFs through sysfs. */
  private readonly refusedVfs = new Set<string>();
  private orphanTimer: NodeJS.Timeout | null = null;
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

  /** @throws CallError IO when the journal cannot be read */
  async plan(request: OperationRequest): Promise<Plan> {
    let undoOf: JournalEntry | undefined;
    if (request.kind === "undo" || request.kind === "finish") {
      undoOf = (await this.journal.find(request.entryId)) ?? undefined;
    }
    const gathered = await gatherKnowledge(this.session.host, this.session.machine, request);
    const entries = await this.entries();
    const drivers = this.driversBefore(entries);
    const settings = await gatherSettings(this.session.host, this.session.machine, request, undoOf);
    const plan = planOperation({
      machine: this.session.machine,
      request,
      undoOf,
      newId: randomUUID,
      knowledge: {
        ...gathered,
        journalProblem: this.journal.problem,
        ...settings,
        entry: (id) => entries.find((entry) => entry.id === id) ?? null,
        previousDriver: (bdf) => drivers.get(bdf) ?? null,
        refusedVfs: (driver) => this.refusedVfs.has(driver),
      },
    });
    this.plans.set(plan.id, { plan, unread: gathered.usage.unread });
    for (const id of this.plans.keys()) {
      if (this.plans.size <= KEPT_PLANS) break;
      this.plans.delete(id);
    }
    return plan;
  }

  /**
   * Starts a plan that was shown; its progress goes to the listeners.
   * @param options the address that was typed, for a plan with a hard stop; a way back that runs unasked: null =
   *   none, left out = where the change may cut the connection
   * @throws CallError with the refusal
   */
  async run(planId: string, options: RunOptions): Promise<OperationStatus> {
    const shown = this.plans.get(planId);
    if (!shown) throw new CallError("NOT_FOUND", RUN_WORDS.planUnknown);
    const { plan } = shown;
    this.checkJournal(plan);
    const { wayBackSeconds: requested, confirm } = options;
    const wayBackSeconds = requested === undefined ? this.wayBackOf(plan) : (requested ?? undefined);
    const driver = "pf" in plan.request ? (this.session.machine.byBdf.get(plan.request.pf)?.driver ?? null) : null;
    const started = await this.runner.start(plan, {
      confirm: confirm ?? null,
      wayBackSeconds,
      agreed: { impact: plan.impact, unread: shown.unread },
    });
    if (!started.ok) throw new CallError(started.code, started.message);
    this.plans.delete(planId);
    this.running = started.finished.then((status) => this.remember(plan, driver, status));
    return started.status;
  }

  /** @param driver of the PF when the plan began */
  private remember({ request }: Plan, driver: string | null, { explanation }: OperationStatus): void {
    if (request.kind === "vfs.set" && driver !== null && explanation?.rule === CANNOT_SWITCH)
      this.refusedVfs.add(driver);
  }

  /** Whoever agreed to a plan agreed to a journal that is kept, unless it said otherwise. @throws CallError CONFLICT */
  private checkJournal({ checks }: Plan): void {
    if (this.journal.problem === null || checks.some(({ id }) => id === journalNotKept.id)) return;
    throw new CallError("CONFLICT", RUN_WORDS.journalUnavailable);
  }

  /** For a plan that nobody chose a way back for. */
  private wayBackOf(plan: Plan): number | undefined {
    return this.session.host.armWayBack && cutsConnection(plan.impact) ? WAY_BACK_SECONDS.usual : undefined;
  }

  /** An interrupted operation is left as it is. @throws CallError NOT_FOUND */
  async settle(entryId: string): Promise<void> {
    if ((await this.journal.find(entryId))?.state !== "interrupted") {
      throw new CallError("NOT_FOUND", RUN_WORDS.noInterrupted);
    }
    await this.journal.settle(entryId, "person");
  }

  /** What the kernel still works on for a program that has ended: reported when it is over. */
  private watchOrphans(entries: readonly JournalEntry[]): void {
    const orphans = entries.filter(({ state, id }) => state === "running" && id !== this.runner.status?.entryId);
    if (orphans.length === 0 || this.orphanTimer !== null) return;
    this.orphanTimer = setTimeout(() => {
      this.orphanTimer = null;
      void this.tellEnded(orphans).catch(() => undefined);
    }, ORPHAN_POLL_MS);
    this.orphanTimer.unref();
  }

  private async tellEnded(orphans: readonly JournalEntry[]): Promise<void> {
    const entries = await this.entries();
    const ended = entries.filter((entry) => entry.state !== "running" && orphans.some(({ id }) => id === entry.id));
    if (ended.length === 0) return;
    // What it did is seen by a fresh look only.
    await this.session.refresh();
    for (const entry of await this.entries()) {
      if (ended.some(({ id }) => id === entry.id)) for (const listener of this.listeners) listener.journal(entry);
    }
  }

  /** This machine's entries, newest first. @throws CallError IO when the journal cannot be read */
  async entries(): Promise<JournalEntry[]> {
    try {
      const entries = await this.journal.list(this.session.snapshot.identity);
      const { host, functions } = this.session.snapshot;
      const look = lookOf({ host, functions, problems: [] });
      this.watchOrphans(entries);
      return entries.map((entry) => (entry.state === "interrupted" ? withTruth(entry, look) : entry));
    } catch (error) {
      const reason = errorText(error);
      throw new CallError("IO", RUN_WORDS.journalNotRead({ reason: reason }));
    }
  }

  /** What of the journal could not be read when its entries were asked for last. */
  get unread(): UnreadView {
    return this.journal.unread(this.session.snapshot.identity);
  }

  /**
   * Waits for the operation that is running, but not for one that the kernel holds: the journal tells of it at the
   * next start.
   */
  async close(): Promise<void> {
    this.listeners.clear();
    if (this.orphanTimer !== null) clearTimeout(this.orphanTimer);
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
