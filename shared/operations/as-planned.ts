/** Is a function, right before a step takes it away, still what the plan expects after its earlier steps? Pure. */
import type { Machine } from "../machine/machine.ts";
import type { Bdf } from "../pci/bdf.ts";
import { hitsOfPlan } from "./blast.ts";
import { addressNow, functionOf } from "./targets.ts";
import { ANY_HOST_DRIVER, type PlanStep, type StepTemplate } from "./types.ts";
import { mayCut } from "./vf-settings.ts";
import { counted, onDriver } from "./words.ts";

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

/** undefined = whatever it is. */
interface Expected {
  driver: string | null | undefined;
  vfs: number | undefined;
}

/** What the steps that are done have made of each function's driver and of its number of VFs. */
function expectedAfter(done: readonly PlanStep[], was: Machine, now: Machine): (bdf: Bdf) => Readonly<Expected> {
  const known = new Map<Bdf, Expected>();
  let isOpen = false;
  const of = (bdf: Bdf): Expected => {
    const before = isOpen ? undefined : was.byBdf.get(bdf);
    const expected = known.get(bdf) ?? { driver: before?.driver, vfs: before?.virtfns.length };
    known.set(bdf, expected);
    return expected;
  };
  const set = (bdf: Bdf | null, facts: Partial<Expected>): void => {
    if (bdf !== null) Object.assign(of(bdf), facts);
  };
  for (const { template, expect, hopes = [] } of done) {
    if (template.verb === "bus.rescan") {
      known.clear();
      isOpen = true;
    }
    // VFs that were made since have the drivers that the kernel found for them.
    if (template.verb === "sriov.numvfs") for (const vf of now.vfsOf(template.bdf)) set(vf.bdf, { driver: undefined });
    // A driver takes its VFs down with it, and another one may bring some along.
    if (template.verb === "driver.unbind") set(functionOf(template, now), { vfs: undefined });
    if (template.verb === "driver.probe") set(functionOf(template, now), { driver: undefined, vfs: undefined });
    for (const each of expect) {
      if (each.that === "numvfs") set(each.bdf, { vfs: each.value });
      if (each.that !== "driver") continue;
      set(addressNow(each.target, now), { driver: each.driver === ANY_HOST_DRIVER ? undefined : each.driver });
    }
    for (const each of hopes) if (each.that === "driver") set(addressNow(each.target, now), { driver: undefined });
  }
  return of;
}

/**
 * What of the functions that the step reaches is not as planned: sentences, none when all is.
 * @param was the machine when the operation began
 * @param now the machine of this moment
 * @param done the steps that were carried out since
 */
export function unplanned(step: PlanStep, was: Machine, now: Machine, done: readonly PlanStep[]): string[] {
  const target = functionOf(step.template, now);
  if (target === null) return [];
  if (!now.byBdf.has(target)) return [`${target} is not there any more.`];
  const reached = new Set([target, ...hitsOfPlan(now, [step]).map(({ bdf }) => bdf)]);
  const hasNewVfs = done.some(({ template }) => template.verb === "sriov.numvfs" || template.verb === "bus.rescan");
  const expectedOf = expectedAfter(done, was, now);
  return [...reached].flatMap((bdf) => {
    const fn = now.byBdf.get(bdf);
    const before = was.byBdf.get(bdf);
    if (fn === undefined) return [];
    if (before === undefined) return hasNewVfs ? [] : [`${bdf} was not there when the operation began.`];
    const { driver, vfs } = expectedOf(bdf);
    return [
      ...(driver === undefined || fn.driver === driver
        ? []
        : [`${bdf} is ${onDriver(fn.driver)}; the plan expects it to be ${onDriver(driver)}.`]),
      ...(hasNewVfs || fn.iommuGroup === before.iommuGroup ? [] : [`${bdf} is in another IOMMU group than before.`]),
      ...(vfs === undefined || fn.virtfns.length === vfs
        ? []
        : [`${bdf} has ${counted(fn.virtfns.length, "VF")}; the plan expects ${counted(vfs, "VF")}.`]),
    ];
  });
}
