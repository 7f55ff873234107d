/** Is a function, right before a step takes it away, still what the plan expects after its earlier steps? Pure. */
import type { Machine } from "../machine/machine.ts";
import { vfAt } from "../machine/vf-at.ts";
import type { Bdf } from "../pci/bdf.ts";
import { hitsOfPlan } from "./blast.ts";
import { ANY_HOST_DRIVER, type PlanStep, type StepTemplate, type Target } from "./types.ts";
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
    default:
      return false;
  }
}

/** The function that a step is written to, at the address that it has now; null for a step that names none. */
export function functionOf(template: StepTemplate, machine: Machine): Bdf | null {
  if ("bdf" in template) return template.bdf;
  return "target" in template ? addressNow(template.target, machine) : null;
}

function addressNow(target: Target, machine: Machine): Bdf | null {
  if ("bdf" in target) return target.bdf;
  const pf = machine.byBdf.get(target.pf);
  return (pf && vfAt(pf, target.vf)) ?? target.expected;
}

/** What the steps that are done have made of a function's driver and of its number of VFs; undefined = whatever it is. */
function expectedOf(bdf: Bdf, was: Machine, now: Machine, done: readonly PlanStep[]) {
  const before = was.byBdf.get(bdf);
  let driver: string | null | undefined = before?.driver;
  let vfs: number | undefined = before?.virtfns.length;
  for (const { template, expect, hopes = [] } of done) {
    if (template.verb === "bus.rescan") driver = vfs = undefined;
    // VFs that were made since have the drivers that the kernel found for them.
    if (template.verb === "sriov.numvfs" && now.byBdf.get(bdf)?.physfn === template.bdf) driver = undefined;
    if (functionOf(template, now) === bdf) {
      if (template.verb === "driver.probe") driver = undefined;
      // A driver takes its VFs down with it, and another one may bring some along.
      if (template.verb === "driver.probe" || template.verb === "driver.unbind") vfs = undefined;
    }
    for (const each of expect) {
      if (each.that === "numvfs" && each.bdf === bdf) vfs = each.value;
      if (each.that !== "driver" || addressNow(each.target, now) !== bdf) continue;
      driver = each.driver === ANY_HOST_DRIVER ? undefined : each.driver;
    }
    if (hopes.some((each) => each.that === "driver" && addressNow(each.target, now) === bdf)) driver = undefined;
  }
  return { driver, vfs };
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
  return [...reached].flatMap((bdf) => {
    const fn = now.byBdf.get(bdf);
    const before = was.byBdf.get(bdf);
    if (fn === undefined) return [];
    if (before === undefined) return hasNewVfs ? [] : [`${bdf} was not there when the operation began.`];
    const { driver, vfs } = expectedOf(bdf, was, now, done);
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
