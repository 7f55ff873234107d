/** Steps as the writes that the kernel sees, and as commands that a person can paste into a root shell. */
import type { FunctionFacts } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { isKernelName } from "../../pci/kernel-names.ts";
import { visibleLine } from "../../pci/visible-text.ts";
import { ANY_HOST_DRIVER, type Step, type StepTemplate, type Target } from "./step.ts";
import { settingWords } from "./vf-settings.ts";

const DEVICES = "/sys/bus/pci/devices";
const PROBE = "/sys/bus/pci/drivers_probe";
const RESCAN = "/sys/bus/pci/rescan";

/** Where a function's attributes are. */
function devicePath(bdf: Bdf): string {
  return `${DEVICES}/${bdf}`;
}

/** The link from a PF to its VF: right whatever address the VF got. */
export function virtfnPath(pf: Bdf, vf: number): string {
  return `${DEVICES}/${pf}/virtfn${vf}`;
}

export interface AttributeWrite {
  /** The file that is written, or the program that is run. */
  readonly where: string;
  readonly wrote: string;
}

/** What a step writes where, for messages. A cleared override is one newline: an empty write would not reach the kernel. */
export function writeOf(step: Step): AttributeWrite {
  switch (step.verb) {
    case "sriov.numvfs":
      return { where: `${devicePath(step.bdf)}/sriov_numvfs`, wrote: String(step.value) };
    case "sriov.autoprobe":
      return { where: `${devicePath(step.bdf)}/sriov_drivers_autoprobe`, wrote: step.value ? "1" : "0" };
    case "driver.override":
      return { where: `${devicePath(step.bdf)}/driver_override`, wrote: step.driver ?? "\n" };
    case "driver.unbind":
      return { where: unbindPath(step.from) ?? `${devicePath(step.bdf)}/driver/unbind`, wrote: step.bdf };
    case "driver.probe":
      return { where: PROBE, wrote: step.bdf };
    case "module.load":
      return { where: "modprobe", wrote: step.module };
    case "vf.network":
      return { where: `ip link set ${step.bdf} vf ${step.vf}`, wrote: step.settings.flatMap(settingWords).join(" ") };
    case "vf.msix":
      return { where: `${devicePath(step.bdf)}/sriov_vf_msix_count`, wrote: String(step.count) };
    case "device.reset":
      return { where: `${devicePath(step.bdf)}/reset`, wrote: "1" };
    case "reset.method":
      return { where: `${devicePath(step.bdf)}/reset_method`, wrote: step.methods?.join(" ") ?? "default" };
    case "device.remove":
      return { where: `${devicePath(step.bdf)}/remove`, wrote: "1" };
    case "bus.rescan":
      return { where: RESCAN, wrote: "1" };
  }
}

/**
 * A word as a shell reads it back unchanged. Characters that cannot be seen are written visibly, so that the word then
 * names nothing: `checks-names.ts` blocks a plan that would need such a name.
 */
export function shellWord(text: string): string {
  const shown = visibleLine(text);
  return /^[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+=,-]*$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}

/** A line that a shell passes over, whatever the text is. */
export function comment(text: string): string {
  return `# ${visibleLine(text)}`;
}

/** The function's network interface, for a shell; null where there is none whose name a kernel could have made. */
export function interfaceWord(fn: Pick<FunctionFacts, "children"> | null): string | null {
  const name = fn?.children.find((child) => child.kind === "net" && isKernelName("interface", child.name))?.name;
  return name === undefined ? null : shellWord(name);
}

/** The command that prints the text and a newline. `echo` takes words that begin with a dash, and backslashes, as its own. */
function printed(text: string): string {
  const isPlain = text === "" || /^\w[\w.:-]*(?: \w[\w.:-]*)*$/.test(text);
  return isPlain ? `echo ${text}`.trimEnd() : `printf '%s\\n' ${shellWord(text)}`;
}

function pathOf(target: Target): string {
  return "bdf" in target ? devicePath(target.bdf) : virtfnPath(target.pf, target.vf);
}

/** Prints the target's BDF; that of a VF is asked from the PF's link, because it is not certain before the VF exists. */
function printBdf(target: Target): string {
  return "bdf" in target ? `echo ${target.bdf}` : `basename "$(readlink ${virtfnPath(target.pf, target.vf)})"`;
}

/** The command for a root shell that does the same as the step. */
export function commandOf(template: StepTemplate): string {
  switch (template.verb) {
    case "sriov.numvfs":
    case "sriov.autoprobe":
    case "device.reset":
    case "reset.method":
    case "device.remove":
    case "bus.rescan": {
      const { where, wrote } = writeOf(template);
      return `${printed(wrote)} > ${where}`;
    }
    case "vf.network": {
      // A port of the same card may have further interfaces; the first is the one that knows the VFs.
      const name = `"$(ls ${devicePath(template.bdf)}/net | head -n 1)"`;
      return `ip link set dev ${name} vf ${template.vf} ${template.settings.flatMap(settingWords).map(shellWord).join(" ")}`;
    }
    case "vf.msix":
      return `echo ${template.count} > ${pathOf(template.target)}/sriov_vf_msix_count`;
    case "module.load":
      return `modprobe ${template.module}`;
    case "driver.override":
      return `${printed(template.driver ?? "")} > ${pathOf(template.target)}/driver_override`;
    case "driver.unbind":
      return unbindCommand(template.target, template.from);
    case "driver.probe":
      return `${printBdf(template.target)} > ${PROBE}`;
  }
}

/** The driver's own switch lets go of what that driver has, and of nothing else (ENODEV; drivers/base/bus.c, unbind_store). */
function unbindPath(from: string): string | null {
  return from === ANY_HOST_DRIVER ? null : `/sys/bus/pci/drivers/${from}/unbind`;
}

/** Of whichever driver, as long as it is none that gives functions away. */
function unbindCommand(target: Target, from: string): string {
  const path = unbindPath(from);
  if (path !== null) return `${printBdf(target)} > ${shellWord(path)}`;
  const driver = `${pathOf(target)}/driver`;
  return `readlink ${driver} | grep -q vfio || ${printBdf(target)} > ${driver}/unbind`;
}

/** `0000:01:00.2`, or `VF 3 of 0000:01:00.0 (0000:01:00.5)` for one that does not exist yet. */
export function targetName(target: Target): string {
  if ("bdf" in target) return target.bdf;
  const expected = target.expected === null ? "" : ` (${target.expected})`;
  return `VF ${target.vf} of ${target.pf}${expected}`;
}

/** The step that a template becomes when its target's address is known. */
export function stepAt(template: Extract<StepTemplate, { readonly target: Target }>, bdf: Bdf): Step {
  if (template.verb === "driver.override") return { verb: template.verb, bdf, driver: template.driver };
  if (template.verb === "vf.msix") return { verb: template.verb, bdf, count: template.count };
  if (template.verb === "driver.unbind") return { verb: template.verb, bdf, from: template.from };
  return { verb: template.verb, bdf };
}
