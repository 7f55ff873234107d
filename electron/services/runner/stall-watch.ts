/** Why a step does not come back, told while it has not. */
import type { Machine } from "../../../shared/machine/machine.ts";
import { explainStall } from "../../../shared/operations/explain/stall.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { HostAccess } from "../../host/access.ts";
import type { RunnerClock } from "./clock.ts";
import type { OperationRun } from "./operation-run.ts";

/** Looking for who holds a write up reads all of /proc. */
const LOOK_AGAIN_MS = 5_000;

export class StallWatch {
  private readonly host: HostAccess;
  private readonly clock: RunnerClock;
  private readonly getMachine: () => Machine;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(host: HostAccess, clock: RunnerClock, getMachine: () => Machine) {
    this.host = host;
    this.clock = clock;
    this.getMachine = getMachine;
  }

  /** Puts into `run` what is known at once, and later what a look at the machine finds, if it still runs then. */
  explain(run: OperationRun, step: Step, elapsedMs: number): void {
    const { host } = this;
    const known = { step, elapsedMs, fn: this.lastKnown(step), crashed: this.getMachine().snapshot.host.crashed };
    const general = explainStall({ ...known, view: null });
    if (!host.lookAtStall) {
      run.explanation = general;
      return;
    }
    run.explanation ??= general;
    const now = this.clock.monotonic();
    if (now - this.lookedAt < LOOK_AGAIN_MS) return;
    this.lookedAt = now;
    // A scan of no function reads what there is of the machine as a whole, and waits for no device.
    Promise.all([host.lookAtStall(step), host.scan([])]).then(
      ([view, { host: facts }]) => {
        if (run.state !== "running" || run.explanation === null) return;
        run.explanation = explainStall({ ...known, crashed: facts.crashed, view });
      },
      () => undefined,
    );
  }

  private lastKnown(step: Step) {
    return "bdf" in step ? (this.getMachine().byBdf.get(step.bdf) ?? null) : null;
  }
}
