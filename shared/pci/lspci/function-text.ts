/**
 * One function in the words of lspci 3.14.0 at verbosity 3 (`lspci -vvv`), from configuration space and, where a
 * kernel was asked, from sysfs.
 */
import { type Bdf, bdfParts, compareBdf } from "../bdf.ts";
import { ConfigSpace } from "../config-space.ts";
import { functionContext } from "../decode.ts";
import { u8OrOnes, u16OrOnes } from "../header/base-addresses.ts";
import { hexDigits } from "../hex-digits.ts";
import type { FunctionContext, KernelView } from "../layout.ts";
import { visibleLine } from "../visible-text.ts";
import { walkStandard } from "../walk.ts";
import { devselText, sign } from "./format.ts";
import { cardbusText, type0Text, type1Text, unknownHeaderText } from "./header-text.ts";
import { className, deviceName, type Naming, progIfName, subsystemName } from "./naming.ts";

export interface LspciFunction {
  readonly bdf: Bdf;
  /** null = configuration space cannot be read at all; below 64 bytes lspci treats it in the same way. */
  readonly space: ConfigSpace | null;
  /** Facts from sysfs; null for a dump. */
  readonly kernel: KernelView | null;
  readonly naming: Naming;
}

/** The ids that the first lines show. */
interface Ids {
  readonly vendor: number;
  readonly device: number;
  /** base class and subclass */
  readonly classId: number;
  readonly progIf: number;
  readonly revision: number;
  /** null = such a header has none */
  readonly subsystem: { readonly vendor: number; readonly device: number } | null;
}

const SSVID = 0x0d;

/** Subsystem ids as the registers give them: in the header, or in a capability of a bridge. */
function subsystemIds(space: ConfigSpace, headerType: number): Ids["subsystem"] {
  const at = (offset: number) => ({ vendor: u16OrOnes(space, offset), device: u16OrOnes(space, offset + 2) });
  if (headerType === 0) return at(0x2c);
  if (headerType === 2) return at(0x40);
  if (headerType !== 1) return null;
  const bridge = walkStandard(space, 1).found.find(({ id }) => id === SSVID);
  return bridge ? at(bridge.at + 4) : { vendor: 0, device: 0 };
}

function idsOf(space: ConfigSpace, headerType: number, kernel: KernelView | null): Ids {
  const known = kernel?.identity;
  if (!known) {
    return {
      vendor: u16OrOnes(space, 0x00),
      device: u16OrOnes(space, 0x02),
      classId: u16OrOnes(space, 0x0a),
      progIf: u8OrOnes(space, 0x09),
      revision: u8OrOnes(space, 0x08),
      subsystem: subsystemIds(space, headerType),
    };
  }
  const { vendor, device, classCode, subsystemVendor, subsystemDevice } = known;
  return {
    vendor,
    device,
    classId: (classCode >> 8) & 0xffff,
    progIf: classCode & 0xff,
    revision: known.revision ?? u8OrOnes(space, 0x08),
    subsystem:
      subsystemVendor === null
        ? subsystemIds(space, headerType)
        : { vendor: subsystemVendor, device: subsystemDevice ?? 0 },
  };
}

function firstLines(item: LspciFunction, ids: Ids, showDomain: boolean): string {
  const { bdf, naming, kernel } = item;
  const { vendor, device, classId, progIf, revision, subsystem } = ids;
  let out = `${showDomain ? bdf : bdf.slice(-7)} ${className(naming, classId)}: ${deviceName(naming, vendor, device)}`;
  if (revision !== 0) out += ` (rev ${hexDigits(revision, 2)})`;
  const name = progIfName(naming, classId, progIf);
  if (progIf !== 0 || name !== null) out += ` (prog-if ${hexDigits(progIf, 2)}${name === null ? "" : ` [${name}]`})`;
  out += "\n";
  if (kernel && kernel.label !== null) out += `\tDeviceName: ${visibleLine(kernel.label)}\n`;
  if (subsystem && subsystem.vendor !== 0 && subsystem.vendor !== 0xffff) {
    out += `\tSubsystem: ${subsystemName(naming, vendor, device, subsystem.vendor, subsystem.device)}\n`;
  }
  return out;
}

/** A class that does not go with the header type. */
function headerWarning(headerType: number, classId: number): string {
  if (headerType > 2) return `\t!!! Unknown header type ${hexDigits(headerType, 2)}\n`;
  const fits = headerType === 0 ? classId !== 0x0604 : classId >> 8 === 0x06;
  return fits ? "" : `\t!!! Invalid class ${hexDigits(classId, 4)} for header type ${hexDigits(headerType, 2)}\n`;
}

function controlLine(command: number): string {
  return (
    `\tControl: I/O${sign(command, 1)} Mem${sign(command, 2)} BusMaster${sign(command, 4)} ` +
    `SpecCycle${sign(command, 8)} MemWINV${sign(command, 0x10)} VGASnoop${sign(command, 0x20)} ` +
    `ParErr${sign(command, 0x40)} Stepping${sign(command, 0x80)} SERR${sign(command, 0x100)} ` +
    `FastB2B${sign(command, 0x200)} DisINTx${sign(command, 0x400)}\n`
  );
}

function statusLine(status: number): string {
  return (
    `\tStatus: Cap${sign(status, 0x10)} 66MHz${sign(status, 0x20)} UDF${sign(status, 0x40)} ` +
    `FastB2B${sign(status, 0x80)} ParErr${sign(status, 0x100)} DEVSEL=${devselText(status)} ` +
    `>TAbort${sign(status, 0x800)} <TAbort${sign(status, 0x1000)} <MAbort${sign(status, 0x2000)} ` +
    `>SERR${sign(status, 0x4000)} <PERR${sign(status, 0x8000)} INTx${sign(status, 8)}\n`
  );
}

/** Printed for bus masters only. Min_Gnt and Max_Lat count in units of 250 ns. */
function latencyLine(space: ConfigSpace, headerType: number): string {
  const grant = headerType === 0 ? space.u8(0x3e) : 0;
  const latency = headerType === 0 ? space.u8(0x3f) : 0;
  const needs: string[] = [];
  if (grant) needs.push(`${grant * 250}ns min`);
  if (latency) needs.push(`${latency * 250}ns max`);
  const cacheLine = space.u8(0x0c);
  return (
    `\tLatency: ${space.u8(0x0d)}${needs.length > 0 ? ` (${needs.join(", ")})` : ""}` +
    `${cacheLine ? `, Cache Line Size: ${cacheLine * 4} bytes` : ""}\n`
  );
}

/** Pins are counted from A; a number beyond is shown as the byte that lspci's arithmetic makes of it. */
function interruptLine(pin: number, irq: number): string {
  if (pin === 0 && irq === 0) return "";
  const letter = pin === 0 ? "?" : String.fromCharCode((0x40 + pin) & 0xff);
  return `\tInterrupt: pin ${letter} routed to IRQ ${irq}\n`;
}

function bistLine(bist: number): string {
  if (!(bist & 0x80)) return "";
  return bist & 0x40 ? "\tBIST is running\n" : `\tBIST result: ${hexDigits(bist & 0xf, 2)}\n`;
}

/** The driver that has the function, and the modules that could; lspci leaves out a module that repeats the one before. */
function driverLines(kernel: KernelView): string {
  let out = kernel.driver === null ? "" : `\tKernel driver in use: ${visibleLine(kernel.driver)}\n`;
  const modules = kernel.modules.filter((name, index, all) => name !== all[index - 1]);
  if (modules.length > 0) out += `\tKernel modules: ${visibleLine(modules.join(", "))}\n`;
  return out;
}

function headerText(fn: FunctionContext, headerType: number): string {
  switch (headerType) {
    case 0:
      return type0Text(fn);
    case 1:
      return type1Text(fn);
    case 2:
      return cardbusText(fn);
    default:
      return unknownHeaderText(fn);
  }
}

/**
 * The function's block of `lspci -vvv` (with `-n` where the naming is numeric), without the empty line after it.
 * @param showDomain lspci writes the domain as soon as one function of the machine is not in domain 0
 */
export function lspciFunctionText(item: LspciFunction, showDomain: boolean): string {
  const { kernel, naming } = item;
  const space = item.space ?? ConfigSpace.empty;
  const context = functionContext(space, kernel);
  const ids = idsOf(space, context.headerType, kernel);
  const parts = bdfParts(item.bdf);
  const fn: FunctionContext = {
    ...context,
    vendor: ids.vendor,
    device: ids.device,
    deviceFunction: parts.device * 8 + parts.function,
    subsystemText: (vendor, device) => subsystemName(naming, ids.vendor, ids.device, vendor, device),
  };
  const readable = space.has(0, 64);
  const known = readable && context.headerType <= 2;

  let out = firstLines(item, ids, showDomain);
  if (readable) out += headerWarning(context.headerType, ids.classId);
  if (kernel && kernel.slot !== null) out += `\tPhysical Slot: ${visibleLine(kernel.slot)}\n`;
  if (kernel?.deviceTreeNode) out += `\tDevice tree node: ${visibleLine(kernel.deviceTreeNode)}\n`;
  if (known) {
    const command = space.u16(0x04);
    out += controlLine(command) + statusLine(space.u16(0x06));
    if (command & 4) out += latencyLine(space, context.headerType);
  }
  out += interruptLine(known ? space.u8(0x3d) : 0, kernel?.irq ?? (kernel ? 0 : u8OrOnes(space, 0x3c)));
  if (kernel && kernel.numaNode !== null && kernel.numaNode !== -1) out += `\tNUMA node: ${kernel.numaNode}\n`;
  if (kernel && kernel.iommuGroup !== null) out += `\tIOMMU group: ${visibleLine(kernel.iommuGroup)}\n`;
  if (known) out += bistLine(space.u8(0x0f));
  out += headerText(fn, readable ? context.headerType : -1);
  return kernel ? out + driverLines(kernel) : out;
}

/** `lspci -vvv` of a whole machine: sorted by address, an empty line after each function. */
export function lspciMachineText(functions: readonly LspciFunction[]): string {
  const sorted = functions.toSorted((a, b) => compareBdf(a.bdf, b.bdf));
  const showDomain = sorted.some(({ bdf }) => !bdf.startsWith("0000:"));
  return sorted.map((item) => `${lspciFunctionText(item, showDomain)}\n`).join("");
}
