/** Why a step does not come back, told while it has not. */
import type { Machine } from "../../shared/machine/machine.ts";
import { explainStall } from "../../shared/operations/explain.ts";
import { stallExplanation } from "../../shared/operations/stall.ts";
import type { Step } from "../../shared/operations/types.ts";
import type { HostAccess } from "../host/access.ts";
import type { RunnerClock } from "./runner-clock.ts";
import type { OperationRun } from "./runner-state.ts";

/** Looking for who holds a write up reads all of /proc. */
const LOOK_AGAIN_MS = 5_000;

export class StallWatch {
  private readonly host: HostAccess;
  private readonly clock: RunnerClock;
  private readonly getMachine: () => Machine;
  private lookedAt = 0;

  constructor(host: HostAccess, clock: RunnerClock, getMachine: () => Machine) {
    this.host = host;
    this.clock = clock;
    this.getMachine = getMachine;
  }

  /** Puts into `run` what is known at once, and later what a look at the machine finds, if it still runs then. */
  explain(run: OperationRun, step: Step, elapsedMs: number): void {
    const general = explainStall(step, elapsedMs, this.lastKnown(step));
    if (!this.host.lookAtStall) {
      run.explanation = general;
      return;
    }
    run.explanation ??= general;
    const now = this.clock.now();
    if (now - this.lookedAt < LOOK_AGAIN_MS) return;
    this.lookedAt = now;
    this.host.lookAtStall(step).then(
      (facts) => {
        if (run.state === "running" && run.explanation !== null) run.explanation = stallExplanation(general, facts);
      },
      () => undefined,
    );
  }

  private lastKnown(step: Step) {
    return "bdf" in step ? (this.getMachine().byBdf.get(step.bdf) ?? null) : null;
  }
}
