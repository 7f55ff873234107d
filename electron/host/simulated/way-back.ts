/** The dead-man switch of a machine in memory: it carries its way back out by itself, whoever is still there. */
import { stepAt } from "../../../shared/operations/shell.ts";
import type { Step, StepTemplate } from "../../../shared/operations/types.ts";
import type { WayBack } from "../access.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { performOn } from "./perform.ts";

/** The step at the address that its target has now; null when there is no such VF. */
function resolved(kernel: Kernel, template: StepTemplate): Step | null {
  if (!("target" in template)) return template;
  const { target } = template;
  const bdf = "bdf" in target ? target.bdf : kernel.find(target.pf)?.pf?.vfs[target.vf]?.bdf;
  return bdf === undefined ? null : stepAt(template, bdf);
}

export class SimulatedWayBack implements WayBack {
  readonly fired: Promise<void>;
  private state: "armed" | "off" | "fired" = "armed";
  private tell: () => void = () => {};
  private readonly kernel: Kernel;
  private readonly steps: readonly StepTemplate[];

  constructor(kernel: Kernel, steps: readonly StepTemplate[]) {
    this.kernel = kernel;
    this.steps = steps;
    this.fired = new Promise((resolve) => {
      this.tell = resolve;
    });
  }

  async disarm(): Promise<boolean> {
    if (this.state === "fired") return false;
    this.state = "off";
    return true;
  }

  /** The time is over. What the kernel refuses is passed over, as a shell would. */
  expire(): void {
    if (this.state !== "armed") return;
    this.state = "fired";
    for (const template of this.steps) {
      const step = resolved(this.kernel, template);
      if (step !== null) performOn(this.kernel, step);
    }
    this.tell();
  }
}
