/** How lspci writes ids: as numbers, or by their names in the PCI ID database. */
import { hexDigits } from "../hex-digits.ts";
import { visibleLine } from "../visible-text.ts";

/** Lookups in the PCI ID database (pci.ids); null = it has no name. */
export interface NameLookup {
  vendor(vendor: number): string | null;
  device(vendor: number, device: number): string | null;
  /** A subsystem of this very device, or else one listed for its vendor in general. */
  subsystem(vendor: number, device: number, subVendor: number, subDevice: number): string | null;
  baseClass(baseClass: number): string | null;
  subclass(baseClass: number, subclass: number): string | null;
  progIf(baseClass: number, subclass: number, progIf: number): string | null;
}

export interface Naming {
  /** `lspci -n`. The programming interface keeps its name there too, where a database is at hand. */
  readonly numeric: boolean;
  readonly lookup: NameLookup | null;
}

/** `lspci -n` on a machine without pci.ids. */
export const NUMERIC: Naming = { numeric: true, lookup: null };

/** lspci formats names in a buffer of 256 bytes. */
const LONGEST = 255;
const IDE = 0x0101;
/** Bits 4–6 are reserved: with one of them set the value is not one of an IDE controller. */
const IDE_RESERVED = 0x70;
const IDE_BITS: readonly (readonly [mask: number, name: string])[] = [
  [0x80, "Master"],
  [0x08, "SecP"],
  [0x04, "SecO"],
  [0x02, "PriP"],
  [0x01, "PriO"],
];

function hex4(value: number): string {
  return hexDigits(value, 4);
}

function bounded(name: string): string {
  const text = visibleLine(name);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

function pair(vendorName: string | null, name: string | null, vendor: number, id: number): string {
  if (vendorName === null) return `Device ${hex4(vendor)}:${hex4(id)}`;
  return bounded(name === null ? `${vendorName} Device ${hex4(id)}` : `${vendorName} ${name}`);
}

/** @param classId base class and subclass, 16 bits */
export function className(naming: Naming, classId: number): string {
  const number = hex4(classId);
  if (naming.numeric) return number;
  const name = naming.lookup?.subclass(classId >> 8, classId & 0xff) ?? null;
  if (name !== null) return bounded(name);
  const base = naming.lookup?.baseClass(classId >> 8) ?? null;
  return base === null ? `Class ${number}` : bounded(`${base} [${number}]`);
}

export function deviceName(naming: Naming, vendor: number, device: number): string {
  if (naming.numeric) return `${hex4(vendor)}:${hex4(device)}`;
  const { lookup } = naming;
  return pair(lookup?.vendor(vendor) ?? null, lookup?.device(vendor, device) ?? null, vendor, device);
}

export function subsystemName(
  naming: Naming,
  vendor: number,
  device: number,
  subVendor: number,
  subDevice: number,
): string {
  if (naming.numeric) return `${hex4(subVendor)}:${hex4(subDevice)}`;
  const { lookup } = naming;
  let name = lookup?.subsystem(vendor, device, subVendor, subDevice) ?? null;
  // Makers of chips often give the board the chip's own ids.
  if (name === null && vendor === subVendor && device === subDevice) name = lookup?.device(vendor, device) ?? null;
  return pair(lookup?.vendor(subVendor) ?? null, name, subVendor, subDevice);
}

/** The programming interface's name; null when it has none. An IDE controller's is made of its bits. */
export function progIfName(naming: Naming, classId: number, progIf: number): string | null {
  const name = naming.lookup?.progIf(classId >> 8, classId & 0xff, progIf) ?? null;
  if (name !== null) return bounded(name);
  if (classId !== IDE || (progIf & IDE_RESERVED) !== 0) return null;
  return IDE_BITS.filter(([mask]) => (progIf & mask) !== 0)
    .map(([, bit]) => bit)
    .join(" ");
}
