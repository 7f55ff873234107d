/** What a function is called. Names come from the PCI ID database, or a text; where there are none, the ids speak. */
import { hexDigits } from "../pci/hex-digits.ts";
import { phrase } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { FUNCTION_WORDS as T } from "../words/texts/function.ts";
import type { FunctionFacts, FunctionInfo } from "./facts.ts";

/** `15b3:101e`; null when the ids could not be read. */
export function idsText(fn: FunctionFacts): string | null {
  if (fn.vendor === null || fn.device === null) return null;
  return `${hexDigits(fn.vendor, 4)}:${hexDigits(fn.device, 4)}`;
}

/** `15b3:0023`; null without a subsystem, which reads 0000:0000 where a device has none. */
export function subsystemIdsText(fn: FunctionFacts): string | null {
  if (fn.subsystemVendor === null || fn.subsystemDevice === null) return null;
  if (fn.subsystemVendor === 0 && fn.subsystemDevice === 0) return null;
  return `${hexDigits(fn.subsystemVendor, 4)}:${hexDigits(fn.subsystemDevice, 4)}`;
}

/** `02 00 00` as `020000`, without its last two digits where they are not known; null when the class could not be read. */
export function classCodeText(fn: FunctionFacts): string | null {
  if (fn.classCode === null) return null;
  return fn.progIfUnknown ? hexDigits(fn.classCode >>> 8, 4) : hexDigits(fn.classCode, 6);
}

/**
 * `NVIDIA Corporation`, else `Vendor 10de`, else that it is unknown; where a text has vendor and device in one name that nobody can cut, that it is named with the device.
 */
export function vendorName(fn: FunctionInfo): Words {
  const { vendor, device } = fn.names;
  if (vendor !== null) return vendor;
  if (fn.vendor !== null) return `Vendor ${hexDigits(fn.vendor, 4)}`;
  return device !== null && device === fn.fromText?.names.whole ? T.namedWithDevice : T.unknownVendor;
}

/** `GB203 [GeForce RTX 5080]`, else `Device 22a3`, else that it is unknown. */
export function deviceName(fn: FunctionInfo): Words {
  return fn.names.device ?? (fn.device === null ? T.unknownDevice : `Device ${hexDigits(fn.device, 4)}`);
}

/** Vendor and device: `NVIDIA Corporation Device 22a3`. A name out of a text that nobody can cut has both. */
export function functionName(fn: FunctionInfo): Words {
  if (fn.names.device !== null && fn.names.vendor === null && fn.fromText) return fn.names.device;
  const { vendor, device, names } = fn;
  if (fn.registersOnly && [vendor, device, names.vendor, names.device].every((known) => known === null)) {
    return T.unknownName;
  }
  const [maker, name] = [vendorName(fn), deviceName(fn)];
  return typeof maker === "string" && typeof name === "string" ? `${maker} ${name}` : phrase(maker, name);
}

/** `Ethernet controller`, else `Class 0200`, else that it is unknown. */
export function className(fn: FunctionInfo): Words {
  if (fn.names.classLabel !== null) return fn.names.classLabel;
  return fn.classCode === null ? T.unknownClass : `Class ${hexDigits(fn.classCode >>> 8, 4)}`;
}
