/** A function's facts with its names: out of the PCI ID database by its ids, else as a text has them. */
import { namesBy, type PciIds } from "../pci/ids.ts";
import type { FromText, FunctionFacts, FunctionInfo, FunctionNames } from "./facts.ts";

/** Of many functions: those with the same ids share their names. */
export function infoBy(ids: PciIds): (facts: FunctionFacts) => FunctionInfo {
  const namesOf = namesBy(ids);
  return (facts) => {
    const { fromText } = facts;
    if (fromText === undefined) return { ...facts, names: namesOf(facts) };
    const known = withIds(facts, fromText, ids);
    return { ...known, names: mixed(namesOf(known), known, fromText) };
  };
}

/** Ids that a text does not have and its names do, where the database has each name once. */
function withIds(facts: FunctionFacts, fromText: FromText, ids: PciIds): FunctionFacts {
  const { names } = fromText;
  const found: { classCode?: number; vendor?: number; device?: number } = {};
  const kind = facts.classCode === null && names.classLabel !== null ? ids.classNamed(names.classLabel) : null;
  if (kind !== null) found.classCode = kind * 0x100 + (fromText.progIf ?? 0);
  const whole = names.whole ?? names.vendor ?? "";
  const maker = facts.vendor === null && whole !== "" ? ids.vendorNamed(whole) : null;
  const vendor = facts.vendor ?? maker?.vendor ?? vendorByDevice(facts, names.device, ids);
  if (vendor !== null && facts.vendor === null) found.vendor = vendor;
  if (vendor !== null && facts.device === null) {
    const device = ids.deviceNamed(vendor, names.device ?? without(ids.vendor(vendor), whole));
    if (device !== null) found.device = device;
  }
  const taken = Object.keys(found);
  if (taken.length === 0) return facts;
  return {
    ...facts,
    ...found,
    ...(kind === null || fromText.progIf !== undefined ? {} : { progIfUnknown: true as const }),
    fromText: { ...fromText, facts: [...fromText.facts, ...taken] },
  };
}

/** Where the text has no vendor, but the device's id and name, as dpdk-devbind writes them. */
function vendorByDevice({ vendor, device }: FunctionFacts, name: string | null, ids: PciIds): number | null {
  return vendor !== null || device === null || name === null ? null : ids.vendorWith(device, name);
}

/** A name without its vendor's before it. */
function without(vendor: string | null, whole: string): string {
  return vendor !== null && whole.startsWith(`${vendor} `) ? whole.slice(vendor.length + 1) : whole;
}

function mixed(known: FunctionNames, facts: FunctionFacts, { names }: FromText): FunctionNames {
  const vendor = known.vendor ?? names.vendor;
  const device = known.device ?? names.device ?? (names.whole === null ? null : without(vendor, names.whole));
  // Of a whole that begins with another name of the vendor nothing is cut off, and nothing put before it.
  const isWhole = known.device === null && names.device === null && device === names.whole;
  return {
    vendor: isWhole && device !== null ? null : vendor,
    device,
    // A database that knows the maker alone says less than the text.
    subsystem: names.subsystem !== null && isNumbered(known.subsystem) ? names.subsystem : known.subsystem,
    classLabel: known.classLabel ?? names.classLabel,
    progIf: facts.progIfUnknown ? names.progIf : (known.progIf ?? names.progIf),
  };
}

/** Is it no name, or one that ends with the device's number. */
function isNumbered(name: string | null): boolean {
  return name === null || / Device [0-9a-f]{4}$/.test(name);
}
