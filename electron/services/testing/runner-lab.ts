/** A runner over a machine in memory, with a clock that tests own. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { nameless } from "../../../shared/machine/blank.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { planOperation } from "../../../shared/operations/plan/plan.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { OperationStatus } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { HostAccess } from "../../host/access.ts";
import { SimulatedHost, type SimulatedMachine, type StepFault } from "../../host/simulated/simulated-host.ts";
import { type Journal, MemoryJournal } from "../journal/journal.ts";
import type { RunnerClock } from "../runner/clock.ts";
import { gatherSettings } from "../runner/plan-knowledge.ts";
import { OperationRunner } from "../runner/runner.ts";
import { MachineSession } from "../session/machine-session.ts";

/** Time passes only while somebody waits, and then at once. */
export class LabClock implements RunnerClock {
  private passed = 0;
  private wall = Date.UTC(2026, 0, 1);

  now(): number {
    return this.wall + this.passed;
  }

  monotonic(): number {
    return this.passed;
  }

  /** Somebody sets the machine's clock. */
  step(ms: number): void {
    this.wall += ms;
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    await nextTurn();
    if (!signal?.aborted) this.passed += ms;
  }
}

export interface LabOptions {
  readonly machine: SimulatedMachine;
  readonly journal?: Journal;
  /** Stands between the runner and the host. */
  readonly wrap?: (host: SimulatedHost) => Partial<HostAccess>;
  readonly onStatus?: (status: OperationStatus) => void;
  /** A machine that is there already, as a program finds it that is started again. */
  readonly host?: SimulatedHost;
  /** For operations of several labs in one journal. */
  readonly clock?: LabClock;
  readonly newId?: () => string;
}

export interface Lab {
  readonly host: SimulatedHost;
  readonly session: MachineSession;
  readonly runner: OperationRunner;
  readonly journal: Journal;
  readonly clock: LabClock;
  /** All that was reported of operations, in order. */
  readonly told: OperationStatus[];
  /** What happens to the n-th step from now (from 0). */
  fault: (n: number, step: Step) => StepFault | null;
  plan(request: OperationRequest): Promise<Plan>;
  /** Plans and runs; throws when the runner refuses. */
  run(request: OperationRequest): Promise<OperationStatus>;
}

export async function openLab(options: LabOptions): Promise<Lab> {
  let n = 0;
  let lastId = 0;
  const newId = options.newId ?? (() => `${options.host ? "later" : "id"}-${++lastId}`);
  const host =
    options.host ??
    new SimulatedHost({
      machine: options.machine,
      wait: null,
      onStep: (step) => lab.fault(n++, step),
    });
  const wrapped = options.wrap ? { ...throughTo(host), ...options.wrap(host) } : host;
  const session = new MachineSession("demo:lab", wrapped, nameless);
  await session.start();
  const journal = options.journal ?? new MemoryJournal();
  const clock = options.clock ?? new LabClock();
  const told: OperationStatus[] = [];
  const runner = new OperationRunner({
    host: wrapped,
    journal,
    getMachine: () => session.machine,
    refresh: () => session.refresh(),
    onProgress: (status) => {
      told.push(status);
      options.onStatus?.(status);
    },
    newId,
    clock,
  });
  const plan = async (request: OperationRequest): Promise<Plan> => {
    const refers = request.kind === "undo" || request.kind === "finish";
    const undoOf = refers ? ((await journal.find(request.entryId)) ?? undefined) : undefined;
    const entries = await journal.list();
    const knowledge = {
      ...(await gatherSettings(wrapped, session.machine, request, undoOf)),
      entry: (id: string) => entries.find((entry) => entry.id === id) ?? null,
    };
    return planOperation({ machine: session.machine, request, undoOf, newId, knowledge });
  };
  const lab: Lab = {
    host,
    session,
    runner,
    journal,
    clock,
    told,
    fault: () => null,
    plan,
    async run(request) {
      const result = await runner.run(await plan(request));
      if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
      return result.status;
    },
  };
  return lab;
}

function throughTo(host: SimulatedHost): HostAccess {
  return {
    identity: () => host.identity(),
    scan: (only) => host.scan(only),
    config: (bdf, options) => host.config(bdf, options),
    detail: (bdf) => host.detail(bdf),
    vpd: (bdf, options) => host.vpd(bdf, options),
    usage: () => host.usage(),
    perform: (step) => host.perform(step),
    take: (purpose) => host.take(purpose),
    armWayBack: (seconds, steps) => host.armWayBack(seconds, steps),
    events: (listener) => host.events(listener),
    close: () => host.close(),
  };
}

/** A host that loses its connection at the n-th step: the write may or may not have gone through. */
export function losingAnswer(at: number, performed: boolean): (host: SimulatedHost) => Partial<HostAccess> {
  let n = 0;
  return (host) => ({
    async perform(step: Step): Promise<PerformResult> {
      if (n++ !== at) return host.perform(step);
      if (performed) await host.perform(step);
      throw new Error("the connection was closed");
    },
  });
}

/** All that a scan tells of every function and an operation must leave or bring back. */
export function stateOf(machine: Machine): unknown {
  return machine.functions.map((fn) => [
    fn.bdf,
    fn.driver,
    fn.driverOverride,
    fn.physfn,
    fn.virtfns,
    fn.sriov?.numVfs ?? null,
    fn.sriov?.driversAutoprobe ?? null,
    fn.resetMethods,
    fn.d3coldAllowed,
  ]);
}
