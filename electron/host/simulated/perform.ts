/** Turns a step into the kernel's writes, and the kernel's `no` into a result. */

import { isFrom } from "../../../shared/operations/findings/drivers.ts";
import { KILLED } from "../../../shared/operations/findings/kernel-crash.ts";
import { writeOf as shownWrite } from "../../../shared/operations/verbs/shell.ts";
import {
  ANY_HOST_DRIVER,
  type PerformResult,
  type Step,
  type StepFailure,
} from "../../../shared/operations/verbs/step.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { KernelCrash, KernelError } from "./kernel/errno.ts";
import type { Kernel } from "./kernel/kernel.ts";

const BUS = "/sys/bus/pci";

/** What the step writes and where, as a person would. */
export function writeOf(kernel: Kernel, step: Step): { readonly wrote: string; readonly where: string } {
  switch (step.verb) {
    case "sriov.numvfs":
      return { wrote: String(step.value), where: `${BUS}/devices/${step.bdf}/sriov_numvfs` };
    case "sriov.autoprobe":
      return { wrote: step.value ? "1" : "0", where: `${BUS}/devices/${step.bdf}/sriov_drivers_autoprobe` };
    case "driver.override":
      // A write of nothing never reaches the kernel: a newline clears.
      return { wrote: step.driver ?? "\n", where: `${BUS}/devices/${step.bdf}/driver_override` };
    case "driver.unbind": {
      const driver = step.from === ANY_HOST_DRIVER ? (kernel.find(step.bdf)?.driver ?? null) : step.from;
      const where = driver === null ? `${BUS}/devices/${step.bdf}/driver/unbind` : `${BUS}/drivers/${driver}/unbind`;
      return { wrote: step.bdf, where };
    }
    case "driver.probe":
      return { wrote: step.bdf, where: `${BUS}/drivers_probe` };
    case "module.load":
      return { wrote: step.module, where: "modprobe" };
    default:
      return shownWrite(step);
  }
}

function write(kernel: Kernel, step: Step): void {
  switch (step.verb) {
    case "sriov.numvfs":
      kernel.writeNumVfs(step.bdf, step.value);
      break;
    case "sriov.autoprobe":
      kernel.writeVfAutoprobe(step.bdf, step.value);
      break;
    case "driver.override":
      kernel.writeOverride(step.bdf, step.driver);
      break;
    case "driver.unbind":
      if (!hasIt(kernel, step)) throw new KernelError("ENODEV");
      kernel.unbind(step.bdf);
      break;
    case "driver.probe":
      kernel.probe(step.bdf);
      break;
    case "module.load":
      kernel.loadModule(step.module.replaceAll("-", "_"));
      break;
    case "vf.network":
      kernel.setVf(step.bdf, step.vf, step.settings);
      break;
    case "vf.msix":
      kernel.setMsixCount(step.bdf, step.count);
      break;
    case "device.reset":
      kernel.reset(step.bdf);
      break;
    case "reset.method":
      kernel.setResetMethods(step.bdf, step.methods);
      break;
    case "device.remove":
      kernel.remove(step.bdf);
      break;
    case "bus.rescan":
      kernel.rescan();
      break;
  }
}

/** Has the driver that the step names the function? One that nobody has is the kernel's to refuse. */
function hasIt(kernel: Kernel, { bdf, from }: Extract<Step, { readonly verb: "driver.unbind" }>): boolean {
  const driver = kernel.find(bdf)?.driver ?? null;
  return driver === null || isFrom(from, driver);
}

/** Functions that the step takes away from programs that have them open: it waits until they have let go. A reset does not. */
export function waitsFor(kernel: Kernel, step: Step): readonly Bdf[] {
  switch (step.verb) {
    case "driver.unbind":
      return hasIt(kernel, step) ? kernel.inUse(step.bdf) : [];
    case "device.remove":
      return kernel.inUse(step.bdf);
    case "sriov.numvfs":
      return step.value === 0 ? kernel.inUse(step.bdf) : [];
    default:
      return [];
  }
}

export function refusal(kernel: Kernel, step: Step, code: string, kernelLog: readonly string[]): StepFailure {
  return { code, ...writeOf(kernel, step), kernelLog };
}

/** Never throws for what the kernel refuses. @param from where the step's part of the log begins */
export function performOn(kernel: Kernel, step: Step, from = kernel.log.position()): PerformResult {
  return outcomeOf(kernel, step, from, () => write(kernel, step));
}

/** The kernel dies under the step with these lines in its log. */
export function crashOn(kernel: Kernel, step: Step, lines: readonly string[]): PerformResult {
  return outcomeOf(kernel, step, kernel.log.position(), () => kernel.crash(lines));
}

function outcomeOf(kernel: Kernel, step: Step, from: number, action: () => void): PerformResult {
  const target = writeOf(kernel, step);
  try {
    action();
    return { ok: true, kernelLog: kernel.log.since(from) };
  } catch (error) {
    if (!(error instanceof KernelError || error instanceof KernelCrash)) throw error;
    const code = error instanceof KernelError ? error.code : KILLED;
    return { ok: false, failure: { code, ...target, kernelLog: kernel.log.since(from) } };
  }
}
