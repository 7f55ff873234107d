/** Carries out one closed verb by writing to sysfs. Every value and every path is checked here once more. */
import { constants } from "node:fs";
import { access, open, readlink, realpath } from "node:fs/promises";
import { basename, sep } from "node:path";
import type { PerformResult, Step, StepFailure } from "../../../shared/operations/types.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { errorCode } from "./errors.ts";
import { markKernelLog } from "./kernel-log.ts";
import type { LockedReads } from "./locked-reads.ts";
import type { ModuleLoader } from "./module-loader.ts";

/** Names of drivers; `.` and `..` would be folders. */
const DRIVER_NAME = /^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,64}$/;
/** The field is 16 bits wide (PCIe 6.2 §9.3.3.7). */
const MOST_VFS = 0xffff;

export interface PerformTools {
  readonly root: string;
  readonly locked: LockedReads;
  /** null = no kernel log belongs to this tree. */
  readonly kernelLog: string | null;
  readonly loadModule: ModuleLoader;
  readonly write: WriteAttribute;
}

/** Writes an attribute that exists; rejects with the kernel's errno. */
export type WriteAttribute = (path: string, text: string) => Promise<void>;

/** What is written where, once the step is known to be sound. */
interface Write {
  /** As people write it, links not resolved. */
  readonly where: string;
  readonly text: string;
  readonly owner: Bdf;
}

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

/** One write by one system call: sysfs takes a value only as a whole. */
export async function writeAttribute(path: string, text: string): Promise<void> {
  // Without O_CREAT: an attribute that is not there must not come to be. O_NOFOLLOW: an attribute is no link.
  const file = await open(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  try {
    const { bytesWritten } = await file.write(text, null, "latin1");
    if (bytesWritten !== text.length) throw Object.assign(new Error("short write"), { code: "EIO" });
  } finally {
    await file.close();
  }
}

/** Never rejects. */
export async function performStep(tools: PerformTools, step: Step): Promise<PerformResult> {
  if (step.verb === "module.load") return await tools.loadModule(step.module);
  let write: Write | null = null;
  let log = markKernelLog(null);
  try {
    write = await writeOf(tools, step);
    await checkPath(tools.root, write.where);
    log = markKernelLog(tools.kernelLog);
    tools.locked.hold(write.owner);
    try {
      await tools.write(write.where, write.text);
    } finally {
      tools.locked.release(write.owner);
    }
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

async function writeOf(tools: PerformTools, step: Exclude<Step, { verb: "module.load" }>): Promise<Write> {
  const bus = `${tools.root}/bus/pci`;
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
      const driver = await boundDriver(device);
      return { where: `${bus}/drivers/${driver}/unbind`, text: bdf, owner: bdf };
    }
    case "driver.probe":
      await access(device).catch(() => {
        throw new Refused("ENODEV", device);
      });
      return { where: `${bus}/drivers_probe`, text: bdf, owner: bdf };
  }
}

async function boundDriver(device: string): Promise<string> {
  const where = `${device}/driver`;
  const target = await readlink(where).catch(() => {
    throw new Refused("ENODEV", where);
  });
  const driver = basename(target);
  if (!DRIVER_NAME.test(driver)) throw new Refused("EINVAL", where);
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
      return String(step.value);
    case "driver.override":
      return step.driver ?? "\n";
    case "driver.unbind":
    case "driver.probe":
      return String(step.bdf);
    case "module.load":
      return step.module;
  }
}
