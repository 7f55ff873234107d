/**
 * The facts of a function and of a machine that are compared, by the names that they have everywhere: what each is, or that
 * nobody knows. Pure.
 */

import { interfaceNames } from "../machine/columns.ts";
import { busRangeText } from "../machine/describe.ts";
import { FACT_NAMES } from "../machine/fact-names.ts";
import type { FunctionFacts, FunctionInfo, MachineSnapshot } from "../machine/facts.ts";
import { iommusText, isUnread, withoutIommus } from "../machine/known.ts";
import type { Machine } from "../machine/machine.ts";
import { classCodeText, className, functionName, idsText, subsystemIdsText } from "../machine/names.ts";
import { describeResources, type ResourceView } from "../machine/resources.ts";
import { isFromText, isNamedByText } from "../machine/told-by-text.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { stillEnglish } from "../words/say.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";

/** null = not known. */
type Value = string | null;

interface ComparedFact {
  readonly name: string;
  /** By this a text says that the fact is out of it; null = it is the name. */
  readonly fact: keyof FunctionFacts | null;
  readonly value: (fn: FunctionInfo, machine: Machine) => Value;
  /** What is shown in its place; by `value` it is told whether they are the same. */
  readonly shown?: (fn: FunctionInfo) => string;
  /** The kernel changes it in everyday work. */
  readonly volatile?: true;
}

/** What the kernel says, `none`, or null where it was not asked. */
function told(fn: FunctionInfo, value: string | null, attribute: string): Value {
  if (value !== null && value !== "") return value;
  return isUnread(fn, attribute) ? null : "none";
}

function yesNo(value: boolean | null | undefined): Value {
  return value === null || value === undefined ? null : value ? "yes" : "no";
}

function number(value: number | null | undefined): Value {
  return value === null || value === undefined ? null : String(value);
}

function speed(speed: number | null | undefined, width: number | null | undefined): Value {
  return typeof speed === "number" && typeof width === "number" ? `${speed} GT/s x${width}` : null;
}

/** What the capability has, and what a driver allows, are different numbers: only of registers and texts it is the first. */
function totalVfs(fn: FunctionInfo, ofCapability: boolean): Value {
  return (fn.registersOnly === true) === ofCapability ? number(fn.sriov?.totalVfs) : null;
}

/** The kernel's number. What firmware wrote into the register is another, and is compared as a field. */
function irqText(fn: FunctionInfo): Value {
  return fn.registersOnly && !isFromText(fn, "irq") ? null : number(fn.irq);
}

function msiText({ msi }: FunctionInfo): string | null {
  return msi === null ? null : `${msi.vectors} ${msi.kind === "msix" ? "MSI-X" : "MSI"}`;
}

/** Where both have ids, the names say the same of them, however a text or the database writes them. */
function nameOf(fn: FunctionInfo): Value {
  if (idsText(fn) !== null) return null;
  return fn.names.vendor === null && fn.names.device === null ? null : stillEnglish(functionName(fn));
}

const FACTS: readonly ComparedFact[] = [
  { name: FACT_NAMES.name, fact: null, value: nameOf },
  { name: FACT_NAMES.ids, fact: "vendor", value: idsText },
  { name: FACT_NAMES.subsystem, fact: "subsystemVendor", value: subsystemIdsText },
  {
    name: FACT_NAMES.class,
    fact: "classCode",
    value: (fn) => (fn.classCode === null ? null : hexDigits(fn.classCode >>> 8, 4)),
    shown: (fn) => `${stillEnglish(className(fn))} [${classCodeText(fn) ?? ""}]`,
  },
  {
    name: FACT_NAMES.progIf,
    fact: "classCode",
    value: (fn) => (fn.classCode === null || fn.progIfUnknown ? null : hexDigits(fn.classCode & 0xff, 2)),
  },
  {
    name: FACT_NAMES.revision,
    fact: "revision",
    value: (fn) => (fn.revision === null ? null : hexDigits(fn.revision, 2)),
  },
  { name: FACT_NAMES.driver, fact: "driver", value: (fn) => fn.driver ?? (fn.driverUnknown ? null : "none") },
  {
    name: FACT_NAMES.driverOverride,
    fact: "driverOverride",
    value: (fn) => told(fn, fn.driverOverride, "driver_override"),
  },
  { name: FACT_NAMES.modules, fact: "modules", value: (fn) => told(fn, fn.modules.join(", "), "modules") },
  { name: FACT_NAMES.interfaces, fact: "children", value: (fn) => told(fn, interfaceNames(fn), "interfaces") },
  {
    name: FACT_NAMES.macAddress,
    fact: "children",
    value: (fn) => fn.children.flatMap(({ address }) => address ?? []).join(", ") || null,
  },
  { name: FACT_NAMES.iommuGroup, fact: "iommuGroup", value: (fn) => told(fn, fn.iommuGroup, "iommu_group") },
  {
    name: FACT_NAMES.numaNode,
    fact: "numaNode",
    value: ({ numaNode }) => (numaNode === -1 ? "not told by the firmware" : number(numaNode)),
  },
  { name: FACT_NAMES.link, fact: "link", value: ({ link }) => speed(link?.speed, link?.width) },
  { name: FACT_NAMES.fastestLink, fact: "link", value: ({ link }) => speed(link?.maxSpeed, link?.maxWidth) },
  { name: FACT_NAMES.powerState, fact: "powerState", value: (fn) => fn.powerState, volatile: true },
  { name: FACT_NAMES.d3cold, fact: "d3coldAllowed", value: (fn) => yesNo(fn.d3coldAllowed) },
  { name: FACT_NAMES.slot, fact: "slot", value: (fn) => told(fn, fn.slot, "slot") },
  { name: FACT_NAMES.label, fact: "label", value: (fn) => told(fn, fn.label, "label") },
  { name: FACT_NAMES.numVfs, fact: "sriov", value: ({ sriov }) => number(sriov?.numVfs) },
  { name: FACT_NAMES.totalVfs, fact: "sriov", value: (fn) => totalVfs(fn, true) },
  { name: FACT_NAMES.allowedVfs, fact: "sriov", value: (fn) => totalVfs(fn, false) },
  { name: FACT_NAMES.vfOffset, fact: "sriov", value: ({ sriov }) => number(sriov?.offset) },
  { name: FACT_NAMES.vfStride, fact: "sriov", value: ({ sriov }) => number(sriov?.stride) },
  {
    name: FACT_NAMES.vfDevice,
    fact: "sriov",
    value: ({ sriov }) => (typeof sriov?.vfDevice === "number" ? hexDigits(sriov.vfDevice, 4) : null),
  },
  { name: FACT_NAMES.pf, fact: "physfn", value: (fn) => fn.physfn },
  { name: FACT_NAMES.ari, fact: "ariEnabled", value: (fn) => yesNo(fn.ariEnabled) },
  { name: FACT_NAMES.interrupts, fact: "msi", value: (fn) => told(fn, msiText(fn), "msi_irqs"), volatile: true },
  { name: FACT_NAMES.irq, fact: "irq", value: irqText, volatile: true },
  {
    name: FACT_NAMES.resetMethods,
    fact: "resetMethods",
    value: (fn) => (fn.resetMethods === null ? null : told(fn, fn.resetMethods.join(", "), "reset_method")),
  },
  { name: FACT_NAMES.buses, fact: "bridge", value: ({ bridge }) => (bridge === null ? null : busRangeText(bridge)) },
  { name: FACT_NAMES.bridge, fact: "parent", value: (fn, machine) => machine.parentOf(fn.bdf) },
];

/** A fact of which at least one side knows something. */
export interface FactPair {
  readonly name: string;
  /** null = not known there. */
  readonly values: readonly [Value, Value];
  readonly volatile: boolean;
  readonly fromText: readonly [boolean, boolean];
}

type Two<T> = readonly [T, T];

function isSaid(fn: FunctionInfo, fact: ComparedFact["fact"]): boolean {
  return fact === null ? isNamedByText(fn) : isFromText(fn, fact);
}

/** Facts that the two do not agree on, or that one alone knows. */
export function differingFacts(functions: Two<FunctionInfo>, machines: Two<Machine>): readonly FactPair[] {
  const [a, b] = functions;
  const found: FactPair[] = [];
  for (const { name, fact, value, shown, volatile = false } of FACTS) {
    const [ours, theirs] = [value(a, machines[0]), value(b, machines[1])];
    if (ours === theirs) continue;
    const values = [ours !== null && shown ? shown(a) : ours, theirs !== null && shown ? shown(b) : theirs] as const;
    found.push({ name, values, volatile, fromText: [isSaid(a, fact), isSaid(b, fact)] });
  }
  return [...found, ...differingRanges(functions), ...differingNames(functions)];
}

/** By name; a range that one side does not have is none there if the kernel was asked. */
function differingRanges([a, b]: Two<FunctionInfo>): FactPair[] {
  const fromText = [isFromText(a, "resources"), isFromText(b, "resources")] as const;
  const [ours, theirs] = [rangesOf(a), rangesOf(b)];
  const found: FactPair[] = [];
  const add = (name: string, x: Value, y: Value): void => {
    if (x !== y) found.push({ name, values: [x, y], volatile: false, fromText });
  };
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const [x, y] = [ours.get(name), theirs.get(name)];
    if (x === undefined || y === undefined) {
      const addressOf = (view: ResourceView | undefined, fn: FunctionInfo) =>
        view === undefined ? told(fn, null, "resource") : stillEnglish(view.addressText);
      add(name, addressOf(x, a), addressOf(y, b));
      continue;
    }
    // Of a dump it is not known where a range ends: then its beginning is what both know.
    const isStartOnly = x.size === null || y.size === null;
    if (!isStartOnly || x.start !== y.start || x.placed !== y.placed) {
      add(name, stillEnglish(x.addressText), stillEnglish(y.addressText));
    }
    add(`${name} size`, x.sizeText || null, y.sizeText || null);
    add(`${name} type`, stillEnglish(x.type), stillEnglish(y.type));
  }
  return found;
}

function rangesOf(fn: FunctionInfo): ReadonlyMap<string, ResourceView> {
  return new Map(describeResources(fn).map((view) => [stillEnglish(view.name), view]));
}

/** Capabilities that a text names and whose bytes it does not have. A text that names none may have left them out. */
function differingNames([a, b]: Two<FunctionInfo>): FactPair[] {
  const [ours, theirs] = [namedBy(a), namedBy(b)];
  if (ours.size === 0 || theirs.size === 0) return [];
  const found: FactPair[] = [];
  for (const [key, { isExtended, name }] of new Map([...ours, ...theirs])) {
    if (ours.has(key) && theirs.has(key)) continue;
    // Without root's rights the extended ones are left out.
    const isTold = (list: Named) => !isExtended || [...list.values()].some((each) => each.isExtended);
    const value = (list: Named) => (list.has(key) ? "there" : isTold(list) ? "not there" : null);
    found.push({ name, values: [value(ours), value(theirs)], volatile: false, fromText: [true, true] });
  }
  return found;
}

type Named = ReadonlyMap<string, { readonly isExtended: boolean; readonly name: string }>;

function namedBy({ fromText }: FunctionInfo): Named {
  return new Map(
    (fromText?.capabilities ?? []).map(({ at, isExtended, name }) => [`${at} ${name}`, { isExtended, name }]),
  );
}

interface MachineFact {
  readonly name: string;
  readonly value: (snapshot: MachineSnapshot) => Value;
}

/** Registers and texts say nothing of the machine around the functions. */
function isOfKernel({ functions }: MachineSnapshot): boolean {
  return !functions.every((fn) => fn.registersOnly);
}

const MACHINE_FACTS: readonly MachineFact[] = [
  { name: "Kernel", value: ({ identity }) => identity.kernel },
  {
    name: "IOMMU",
    value: (snapshot) => {
      const without = isOfKernel(snapshot) ? withoutIommus(snapshot) : null;
      return iommusText(snapshot) ?? (without?.say === FUNCTION_WORDS.noIommu.say ? stillEnglish(without) : null);
    },
  },
  { name: "vfio-pci", value: ({ host }) => host.vfioPci },
  { name: "vfio-pci may enable SR-IOV", value: ({ host }) => yesNo(host.vfioEnableSriov) },
  { name: "Drivers are bound automatically", value: ({ host }) => yesNo(host.driversAutoprobe) },
];

/** Facts of the machines as a whole that both know and do not agree on. */
export function differingMachineFacts([a, b]: Two<MachineSnapshot>): readonly FactPair[] {
  return MACHINE_FACTS.flatMap(({ name, value }) => {
    const values = [value(a), value(b)] as const;
    if (values[0] === null || values[1] === null || values[0] === values[1]) return [];
    return [{ name, values, volatile: false, fromText: [false, false] as const }];
  });
}
