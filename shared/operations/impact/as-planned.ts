/** Is a function, right before a step takes it away, still what the plan expects after its earlier steps? Pure. */
import { withBehind } from "../../machine/behind.ts";
import type { FunctionFacts } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { AS_PLANNED_WORDS as T } from "../../words/texts/impact.ts";
import { ANY_HOST_DRIVER } from "../verbs/driver.ts";
import type { StepTemplate } from "../verbs/list.ts";
import { type PlanStep, verbOf } from "../verbs/table.ts";
import { addressNow, functionOf } from "../verbs/target.ts";
import { hitsOfPlan } from "./impact.ts";

/** Does it take something away from whoever has it? */
export function takesAway(template: StepTemplate, machine: Machine): boolean {
  const bdf = functionOf(template, machine);
  return (verbOf(template).takes?.(template, bdf === null ? 0 : machine.vfsOf(bdf).length) ?? null) !== null;
}

/** May it, whatever is there now? VFs that were made since are seen by a look alone. */
export function mayTakeAway(template: StepTemplate): boolean {
  return (verbOf(template).takes?.(template, null) ?? null) !== null;
}

/** Can functions come, go or move with it, other than the one that it is written to? */
export function changesWhatIsThere(template: StepTemplate, machine: Machine): boolean {
  const { moves } = verbOf(template);
  if (moves !== "driver's") return moves === "any";
  // A driver takes its VFs and the buses that it made down with it, and another one may bring some along.
  const bdf = functionOf(template, machine);
  const fn = bdf === null ? undefined : machine.byBdf.get(bdf);
  return fn === undefined || fn.physfn === null || withBehind(machine, fn.bdf).length > 1;
}

/** The functions that a step reaches, the one that it is written to first; none for a step that names none. */
export function reachedBy(step: PlanStep, machine: Machine): Bdf[] {
  const target = functionOf(step.template, machine);
  return target === null ? [] : [...new Set([target, ...hitsOfPlan(machine, [step]).map(({ bdf }) => bdf)])];
}

/** undefined = whatever it is. */
interface Expected {
  driver: string | null | undefined;
  vfs: number | undefined;
}

/** The two differ. */
function driverDiffers(bdf: Bdf, driver: string | null, expected: string | null): Words {
  if (driver === null) return T.noDriver({ bdf, expected: expected ?? "" });
  return expected === null ? T.hasDriver({ bdf, driver }) : T.driver({ bdf, driver, expected });
}

/** The facts of a function at this moment; undefined = it is not there. */
export type FactsNow = (bdf: Bdf) => FunctionFacts | undefined;

/** What the steps that are done have made of each function's driver and of its number of VFs: each step is taken in once. */
export class AsPlanned {
  private readonly was: Machine;
  private readonly known = new Map<Bdf, Expected>();
  /** Buses were scanned, so functions that are new may stand where others were. */
  private isOpen = false;
  private hasNewVfs = false;

  /** @param was the machine when the operation began */
  constructor(was: Machine) {
    this.was = was;
  }

  /** @param now the machine as it is after the step */
  add({ template, expect, expectSoft = [] }: PlanStep, now: Machine): void {
    const { everything, newVfs, drivers = [], vfCounts = [] } = verbOf(template).leavesUnknown?.(template, now) ?? {};
    if (everything) {
      this.known.clear();
      this.isOpen = true;
    }
    if (newVfs) this.hasNewVfs = true;
    for (const bdf of drivers) this.set(bdf, { driver: undefined });
    for (const bdf of vfCounts) this.set(bdf, { vfs: undefined });
    for (const each of expect) {
      if (each.that === "numvfs") this.set(each.bdf, { vfs: each.value });
      if (each.that !== "driver") continue;
      this.set(addressNow(each.target, now), { driver: each.driver === ANY_HOST_DRIVER ? undefined : each.driver });
    }
    for (const each of expectSoft)
      if (each.that === "driver") this.set(addressNow(each.target, now), { driver: undefined });
  }

  /**
   * What of the functions that a step reaches is not as planned: sentences, none when all is.
   * @param reached by {@link reachedBy}
   */
  contradicts(reached: readonly Bdf[], factsNow: FactsNow): Words[] {
    const [target] = reached;
    if (target === undefined) return [];
    if (factsNow(target) === undefined) return [T.gone({ bdf: target })];
    return reached.flatMap((bdf) => {
      const fn = factsNow(bdf);
      const before = this.was.byBdf.get(bdf);
      if (fn === undefined) return [];
      if (before === undefined) return this.hasNewVfs ? [] : [T.appeared({ bdf })];
      const { driver, vfs } = this.expectedOf(bdf);
      return [
        ...(driver === undefined || fn.driver === driver ? [] : [driverDiffers(bdf, fn.driver, driver)]),
        ...(this.hasNewVfs || fn.iommuGroup === before.iommuGroup ? [] : [T.group({ bdf })]),
        ...(vfs === undefined || fn.virtfns.length === vfs
          ? []
          : [T.vfs({ bdf, vfs: COMMON.vfs({ count: fn.virtfns.length }), expected: COMMON.vfs({ count: vfs }) })]),
      ];
    });
  }

  private expectedOf(bdf: Bdf): Expected {
    const before = this.isOpen ? undefined : this.was.byBdf.get(bdf);
    const expected = this.known.get(bdf) ?? { driver: before?.driver, vfs: before?.virtfns.length };
    this.known.set(bdf, expected);
    return expected;
  }

  private set(bdf: Bdf | null, facts: Partial<Expected>): void {
    if (bdf !== null) Object.assign(this.expectedOf(bdf), facts);
  }
}
