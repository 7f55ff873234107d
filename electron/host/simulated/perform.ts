/** Turns a step into the model kernel's writes, and its `no` into a result. */

import { KILLED } from "../../../shared/operations/findings/kernel-crash.ts";
import { isFrom } from "../../../shared/operations/verbs/driver.ts";
import type { Step, StepOf, VerbName } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import { failureOf, verbOf, writeOf } from "../../../shared/operations/verbs/table.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { factsOf } from "./facts.ts";
import { KernelCrash, KernelError } from "./kernel/errno.ts";
import type { Kernel } from "./kernel/kernel.ts";

/** What the model does for each verb. */
const WRITES: { readonly [V in VerbName]: (kernel: Kernel, step: StepOf<V>) => void } = {
  "sriov.numvfs": (kernel, { bdf, value }) => kernel.writeNumVfs(bdf, value),
  "sriov.autoprobe": (kernel, { bdf, value }) => kernel.writeVfAutoprobe(bdf, value),
  "driver.override": (kernel, { bdf, driver }) => kernel.writeOverride(bdf, driver),
  "driver.unbind"(kernel, { bdf, from }) {
    // One that nobody has is the kernel's to refuse.
    const driver = kernel.find(bdf)?.driver ?? null;
    if (driver !== null && !isFrom(from, driver)) throw new KernelError("ENODEV");
    kernel.unbind(bdf);
  },
  "driver.probe": (kernel, { bdf }) => kernel.probe(bdf),
  "module.load": (kernel, { module }) => kernel.loadModule(module.replaceAll("-", "_")),
  "vf.network": (kernel, { bdf, vf, settings }) => kernel.setVf(bdf, vf, settings),
  "vf.msix": (kernel, { bdf, count }) => kernel.setMsixCount(bdf, count),
  "device.reset": (kernel, { bdf }) => kernel.reset(bdf),
  "reset.method": (kernel, { bdf, methods }) => kernel.setResetMethods(bdf, methods),
  "device.remove": (kernel, { bdf }) => kernel.remove(bdf),
  "bus.rescan": (kernel) => kernel.rescan(),
  "nvme.resources": (kernel, { bdf, controller, resource, count }) =>
    kernel.giveNvmeResources(bdf, controller, resource, count),
  "nvme.state": (kernel, { bdf, controller, online }) => kernel.setNvmeState(bdf, controller, online),
  "power.d3cold": (kernel, step) => kernel.store(step.bdf, "d3cold_allowed", writeOf(step).wrote),
};

function write<V extends VerbName>(kernel: Kernel, verb: V, step: StepOf<V>): void {
  WRITES[verb](kernel, step);
}

/** Functions that the step takes away from programs that have them open: it waits until they have let go. A reset does not. */
export function waitsFor(kernel: Kernel, step: Step): readonly Bdf[] {
  const { isDone, waits } = verbOf(step);
  const fn = waits && "bdf" in step ? kernel.find(step.bdf) : null;
  if (waits === undefined || fn === null) return [];
  const facts = factsOf(kernel, fn);
  return isDone?.(step, facts) || waits(step, facts) === null ? [] : kernel.inUse(fn.bdf);
}

/** Never throws for what the kernel refuses. @param from where the step's part of the log begins */
export function performOn(kernel: Kernel, step: Step, from = kernel.log.position()): PerformResult {
  return outcomeOf(kernel, step, from, () => write(kernel, step.verb, step));
}

/** The kernel dies under the step with these lines in its log. */
export function crashOn(kernel: Kernel, step: Step, lines: readonly string[]): PerformResult {
  return outcomeOf(kernel, step, kernel.log.position(), () => kernel.crash(lines));
}

function outcomeOf(kernel: Kernel, step: Step, from: number, action: () => void): PerformResult {
  try {
    action();
    return { ok: true, kernelLog: kernel.log.since(from) };
  } catch (error) {
    if (!(error instanceof KernelError || error instanceof KernelCrash)) throw error;
    const code = error instanceof KernelError ? error.code : KILLED;
    return { ok: false, failure: failureOf(step, code, kernel.log.since(from)) };
  } finally {
    kernel.catchUp();
  }
}
