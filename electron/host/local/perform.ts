/** Carries out one closed verb by writing to sysfs. Every value and every path is checked here once more. */
import { access, readlink, realpath } from "node:fs/promises";
import { basename, sep } from "node:path";
import { isFrom } from "../../../shared/operations/drivers.ts";
import type { PerformResult, ProcessMark, Step, StepFailure } from "../../../shared/operations/types.ts";
import { settingWords } from "../../../shared/operations/vf-settings.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { errorCode } from "./errors.ts";
import { markKernelLog } from "./kernel-log.ts";
import type { LockedReads } from "./locked-reads.ts";
import type { ModuleLoader } from "./module-loader.ts";
import type { VfSetter } from "./vf-network.ts";

/** Names of drivers; `.` and `..` would be folders. */
const DRIVER_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,64}$/;
/** The field is 16 bits wide (PCIe 6.2 §9.3.3.7). */
const MOST_VFS = 0xffff;
/** Table Size has 11 bits (PCIe 6.2 §7.7.2.2). */
const MOST_MSIX = 2048;
/** As in reset_method: `flr`, `af_flr`, `cxl_bus`, or `default`. */
const RESET_METHOD = /^[a-z_]{1,32}$/;

export interface PerformTools {
  readonly root: string;
  readonly locked: LockedReads;
  /** null = no kernel log belongs to this tree. */
  readonly kernelLog: string | null;
  readonly loadModule: ModuleLoader;
  readonly setVf: VfSetter;
  readonly write: WriteAttribute;
  /** Told of the process that writes. */
  readonly onWriter?: OnWriter | undefined;
}

export type OnWriter = (writer: ProcessMark) => unknown;
/** Writes an attribute that exists; rejects with the kernel's errno. */
export type WriteAttribute = (path: string, text: string, onWriter?: OnWriter) => Promise<void>;

/** What is written where, once the step is known to be sound. */
interface Write {
  /** As people write it, links not resolved. */
  readonly where: string;
  readonly text: string;
  /** Whose lock the kernel takes for it; null = no one function's. */
  readonly owner: Bdf | null;
}

/** The steps that are one write to an attribute. */
type WrittenStep = Exclude<Step, { verb: "module.load" | "vf.network" }>;

/** A step that must not or cannot be done; ends as a failure like one of the kernel's. */
class Refused extends Error {
  readonly code: string;
  readonly where: string;

  constructor(code: string, where: string) {
    super(code);
    this.code = code;
    this.where = where;
  }
}

/** Never rejects. */
export async function performStep(tools: PerformTools, step: Step): Promise<PerformResult> {
  if (step.verb === "module.load") return await tools.loadModule(step.module);
  if (step.verb === "vf.network") return await tools.setVf(tools, step);
  let write: Write | null = null;
  let log = markKernelLog(null);
  try {
    write = await writeOf(tools, step);
    await checkPath(tools.root, write.where);
    log = markKernelLog(tools.kernelLog);
    const { owner, where, text } = write;
    await tools.locked.during(owner, () => tools.write(where, text, tools.onWriter));
    const kernelLog = log.since();
    return kernelLog.length > 0 ? { ok: true, kernelLog } : { ok: true };
  } catch (error) {
    const where = error instanceof Refused ? error.where : (write?.where ?? tools.root);
    return failure({ code: errorCode(error), wrote: write?.text ?? shownValue(step), where, kernelLog: log.since() });
  }
}

function failure(failure: StepFailure): PerformResult {
  return { ok: false, failure };
}

async function writeOf(tools: PerformTools, step: WrittenStep): Promise<Write> {
  const bus = `${tools.root}/bus/pci`;
  if (step.verb === "bus.rescan") return { where: `${bus}/rescan`, text: "1", owner: null };
  const bdf: string = step.bdf;
  if (!isBdf(bdf)) throw new Refused("EINVAL", `${bus}/devices`);
  const device = `${bus}/devices/${bdf}`;
  switch (step.verb) {
    case "sriov.numvfs": {
      const where = `${device}/sriov_numvfs`;
      if (!Number.isInteger(step.value) || step.value < 0 || step.value > MOST_VFS) throw new Refused("EINVAL", where);
      return { where, text: String(step.value), owner: bdf };
    }
    case "sriov.autoprobe":
      return { where: `${device}/sriov_drivers_autoprobe`, text: step.value === true ? "1" : "0", owner: bdf };
    case "driver.override": {
      const where = `${device}/driver_override`;
      if (step.driver !== null && !DRIVER_NAME.test(step.driver)) throw new Refused("EINVAL", where);
      // An empty write never reaches the kernel; a line feed alone clears the override.
      return { where, text: step.driver ?? "\n", owner: bdf };
    }
    case "driver.unbind": {
      const driver = await boundDriver(device, step.from);
      return { where: `${bus}/drivers/${driver}/unbind`, text: bdf, owner: bdf };
    }
    case "driver.probe":
      await access(device).catch(() => {
        throw new Refused("ENODEV", device);
      });
      return { where: `${bus}/drivers_probe`, text: bdf, owner: bdf };
    case "vf.msix": {
      const where = `${device}/sriov_vf_msix_count`;
      if (!Number.isInteger(step.count) || step.count < 0 || step.count > MOST_MSIX) throw new Refused("EINVAL", where);
      return { where, text: String(step.count), owner: bdf };
    }
    case "device.reset":
      return { where: `${device}/reset`, text: "1", owner: bdf };
    case "device.remove":
      return { where: `${device}/remove`, text: "1", owner: bdf };
    case "reset.method": {
      const where = `${device}/reset_method`;
      const methods = step.methods ?? ["default"];
      if (!Array.isArray(methods) || methods.length === 0 || !methods.every((name) => RESET_METHOD.test(name))) {
        throw new Refused("EINVAL", where);
      }
      return { where, text: methods.join(" "), owner: bdf };
    }
  }
}

/** The kernel looks once more: a driver's own switch lets go of nothing that another has (drivers/base/bus.c, unbind_store). */
async function boundDriver(device: string, from: string): Promise<string> {
  const where = `${device}/driver`;
  const target = await readlink(where).catch(() => {
    throw new Refused("ENODEV", where);
  });
  const driver = basename(target);
  if (!DRIVER_NAME.test(driver)) throw new Refused("EINVAL", where);
  if (!isFrom(from, driver)) throw new Refused("ENODEV", where);
  return driver;
}

/** The folder that is written to must be inside the tree after all links are followed, and a folder of the right kind. */
async function checkPath(root: string, where: string): Promise<void> {
  const folder = where.slice(0, where.lastIndexOf("/"));
  const [top, real] = await Promise.all([realpath(root), realpath(folder)]).catch((error: unknown) => {
    const code = errorCode(error);
    throw new Refused(code === "ENOENT" ? "ENODEV" : code, where);
  });
  if (!real.startsWith(top + sep)) throw new Refused("EPERM", where);
}

function shownValue(step: Step): string {
  switch (step.verb) {
    case "sriov.numvfs":
    case "sriov.autoprobe":
      return shownWord(step.value);
    case "driver.override":
      return step.driver ?? "\n";
    case "driver.unbind":
    case "driver.probe":
      return String(step.bdf);
    case "vf.msix":
      return shownWord(step.count);
    case "device.reset":
    case "device.remove":
    case "bus.rescan":
      return "1";
    case "reset.method":
      return Array.isArray(step.methods) ? step.methods.join(" ") : "default";
    case "vf.network":
      return step.settings.flatMap(settingWords).join(" ");
    case "module.load":
      return step.module;
  }
}

/** Of a step that came out of JSON: what is no plain value is not made into text. */
function shownWord(value: unknown): string {
  return typeof value === "number" || typeof value === "boolean" || typeof value === "string" ? String(value) : "";
}
