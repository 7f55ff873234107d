/** Is a function, right before a step takes it away, still what the plan expects after its earlier steps? Pure. */
import type { FunctionFacts } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { ANY_HOST_DRIVER, type PlanStep, type StepTemplate } from "../verbs/step.ts";
import { addressNow, functionOf } from "../verbs/targets.ts";
import { mayCut } from "../verbs/vf-settings.ts";
import { counted, onDriver } from "../words.ts";
import { hitsOfPlan, withBehind } from "./impact.ts";

/** Does it take something away from whoever has it? */
export function takesAway(template: StepTemplate, machine: Machine): boolean {
  switch (template.verb) {
    case "driver.unbind":
    case "device.reset":
    case "device.remove":
      return true;
    case "sriov.numvfs":
      return machine.vfsOf(template.bdf).length > 0;
    case "vf.network":
      return template.settings.some(mayCut);
    case "driver.probe":
    case "driver.override":
    case "sriov.autoprobe":
    case "vf.msix":
    case "reset.method":
    case "module.load":
    case "bus.rescan":
      return false;
  }
}

/** Can functions come, go or move with it, other than the one that it is written to? */
export function changesWhatIsThere(template: StepTemplate, machine: Machine): boolean {
  switch (template.verb) {
    case "sriov.numvfs":
    case "device.remove":
    case "bus.rescan":
      return true;
    // A driver takes its VFs and the buses that it made down with it, and another one may bring some along.
    case "driver.unbind":
    case "driver.probe": {
      const bdf = functionOf(template, machine);
      const fn = bdf === null ? undefined : machine.byBdf.get(bdf);
      return fn === undefined || fn.physfn === null || withBehind(machine, fn.bdf).length > 1;
    }
    case "driver.override":
    case "sriov.autoprobe":
    case "vf.network":
    case "vf.msix":
    case "reset.method":
    case "module.load":
    case "device.reset":
      return false;
  }
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
    if (template.verb === "bus.rescan") {
      this.known.clear();
      this.isOpen = true;
    }
    if (template.verb === "sriov.numvfs" || template.verb === "bus.rescan") this.hasNewVfs = true;
    // VFs that were made since have the drivers that the kernel found for them.
    if (template.verb === "sriov.numvfs")
      for (const vf of now.vfsOf(template.bdf)) this.set(vf.bdf, { driver: undefined });
    // A driver takes its VFs down with it, and another one may bring some along.
    if (template.verb === "driver.unbind") this.set(functionOf(template, now), { vfs: undefined });
    if (template.verb === "driver.probe") this.set(functionOf(template, now), { driver: undefined, vfs: undefined });
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
  contradicts(reached: readonly Bdf[], factsNow: FactsNow): string[] {
    const [target] = reached;
    if (target === undefined) return [];
    if (factsNow(target) === undefined) return [`${target} is not there any more.`];
    return reached.flatMap((bdf) => {
      const fn = factsNow(bdf);
      const before = this.was.byBdf.get(bdf);
      if (fn === undefined) return [];
      if (before === undefined) return this.hasNewVfs ? [] : [`${bdf} was not there when the operation began.`];
      const { driver, vfs } = this.expectedOf(bdf);
      return [
        ...(driver === undefined || fn.driver === driver
          ? []
          : [`${bdf} is ${onDriver(fn.driver)}; the plan expects it to be ${onDriver(driver)}.`]),
        ...(this.hasNewVfs || fn.iommuGroup === before.iommuGroup
          ? []
          : [`${bdf} is in another IOMMU group than before.`]),
        ...(vfs === undefined || fn.virtfns.length === vfs
          ? []
          : [`${bdf} has ${counted(fn.virtfns.length, "VF")}; the plan expects ${counted(vfs, "VF")}.`]),
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
