/** The dead-man switch of a machine in memory: it carries its way back out, whoever is still there. */

import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import { stepAt, verbOf } from "../../../shared/operations/verbs/table.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import type { WayBack, WayBackEnd } from "../access.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { SimFunction } from "./kernel/state.ts";
import { performOn } from "./perform.ts";

/** The step at the address that its target has now; null when there is no such VF. */
function resolved(kernel: Kernel, template: StepTemplate): Step | null {
  if (!("target" in template)) return template;
  const { target } = template;
  const bdf = "bdf" in target ? target.bdf : kernel.find(target.pf)?.pf?.vfs[target.vf]?.bdf;
  return bdf === undefined ? null : stepAt(template, bdf);
}

/** Which program has a function open that one has open. */
type HolderOf = (bdf: Bdf) => { readonly process: Words; readonly pid: number };

/** The function that the step is about, where it is about one that somebody can have; of a VF's setting that VF. */
function functionOf(kernel: Kernel, step: Step): Bdf | null {
  if (!("bdf" in step)) return null;
  const { about } = verbOf(step);
  if (about === "vf" && "vf" in step) return kernel.find(step.bdf)?.pf?.vfs[step.vf]?.bdf ?? null;
  return about === undefined ? step.bdf : null;
}

/** Which function a program has open of those that the step takes away, or of their groups. */
function holdOn(kernel: Kernel, step: Step): Bdf | null {
  if (!("bdf" in step)) return null;
  const vfs = kernel.find(step.bdf)?.pf?.vfs.map(({ bdf }) => bdf) ?? [];
  if (verbOf(step).takes?.(step, vfs.length) !== "function") return null;
  const gone = [step.bdf, ...vfs];
  const groups = new Set(gone.flatMap((bdf) => kernel.find(bdf)?.iommuGroup ?? []));
  const isOpen = ({ bdf, iommuGroup }: SimFunction) =>
    kernel.isOpen(bdf) && (gone.includes(bdf) || (iommuGroup !== null && groups.has(iommuGroup)));
  return kernel.functions().find(isOpen)?.bdf ?? null;
}

export class SimulatedWayBack implements WayBack {
  readonly ended: Promise<WayBackEnd>;
  readonly outlivesLogin = true;
  readonly left: Words[] = [];
  seconds: number;
  private state: "armed" | "off" | "known" | WayBackEnd = "armed";
  private tell: (end: WayBackEnd) => void = () => {};
  private timer: NodeJS.Timeout | null = null;
  private readonly ticks: boolean;
  private readonly kernel: Kernel;
  /** When it was armed. */
  private readonly hadCrashed: boolean;
  private readonly steps: readonly StepTemplate[];
  private readonly holderOf: HolderOf;

  /** @param ticks false = time does not pass there, and only {@link expire} ends it */
  constructor(kernel: Kernel, steps: readonly StepTemplate[], seconds: number, ticks: boolean, holderOf: HolderOf) {
    this.holderOf = holderOf;
    this.kernel = kernel;
    this.hadCrashed = kernel.crashed;
    this.steps = steps;
    this.seconds = seconds;
    this.ticks = ticks;
    this.ended = new Promise((resolve) => {
      this.tell = resolve;
    });
    this.start();
  }

  /** Nothing of its program is carried out any more until it knows. */
  get hasFired(): boolean {
    return this.state === "fired" || this.state === "crashed";
  }

  async extend(seconds: number): Promise<number | null> {
    if (this.state !== "armed") return null;
    this.seconds = seconds;
    this.start();
    return seconds;
  }

  async disarm(): Promise<boolean> {
    if (this.hasFired) this.state = "known";
    if (this.state === "known") return false;
    this.state = "off";
    this.stop();
    return true;
  }

  /**
   * The time is over. What the kernel refuses is passed over, as a shell would; after a crash nothing more is written. What
   * a program has open is left to it, and no later step makes half a change of it.
   */
  expire(): void {
    if (this.state !== "armed") return;
    this.state = "fired";
    const left = new Set<Bdf | null>();
    for (const template of this.steps) {
      const step = this.hasCrashed ? null : resolved(this.kernel, template);
      if (step === null) continue;
      const about = functionOf(this.kernel, step);
      if (about !== null && left.has(about)) continue;
      const held = holdOn(this.kernel, step);
      if (held === null) performOn(this.kernel, step);
      else {
        left.add(about);
        const { process, pid } = this.holderOf(held);
        this.left.push(HELPER_WORDS.heldBy({ bdf: held, program: process, pid: String(pid) }));
      }
    }
    const end = this.hasCrashed ? "crashed" : "fired";
    this.state = end;
    this.tell(end);
  }

  private get hasCrashed(): boolean {
    return this.kernel.crashed && !this.hadCrashed;
  }

  /** Somebody ends what waits. */
  lose(): void {
    if (this.state !== "armed") return;
    this.state = "lost";
    this.stop();
    this.tell("lost");
  }

  private start(): void {
    this.stop();
    if (!this.ticks) return;
    this.timer = setTimeout(() => this.expire(), this.seconds * 1000);
    this.timer.unref();
  }

  private stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }
}
