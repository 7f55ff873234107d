/**
 * The facts of a function and of a machine that are compared, by the names that they have everywhere: what each is, or that
 * nobody knows. Pure.
 */

import { interfaceNames } from "../machine/columns.ts";
import { busRangeText } from "../machine/describe.ts";
import type { FunctionFacts, FunctionInfo, MachineSnapshot } from "../machine/facts.ts";
import { iommusText, isUnread, noSlotText, withoutIommus } from "../machine/known.ts";
import type { Machine } from "../machine/machine.ts";
import { classCodeText, className, functionName, idsText, subsystemIdsText } from "../machine/names.ts";
import { describeResources, type ResourceView } from "../machine/resources.ts";
import { isFromText, isNamedByText } from "../machine/told-by-text.ts";
import { unreadOf } from "../machine/uses.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { phrase } from "../words/joined.ts";
import type { Message, Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { COMPARISON_WORDS as T } from "../words/texts/comparison.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";

/** null = not known. */
type Value = Words | null;

interface ComparedFact {
  readonly name: Message;
  /** By this a text says that the fact is out of it; null = it is the name. */
  readonly fact: keyof FunctionFacts | null;
  readonly value: (fn: FunctionInfo, machine: Machine) => Value;
  /** What is shown in its place; by `value` it is told whether they are the same. */
  readonly shown?: (fn: FunctionInfo) => Words;
  /** The kernel changes it in everyday work. */
  readonly volatile?: true;
  /** Every function has it: without a value it is unknown. Of the others it may be that they do not apply. */
  readonly always?: true;
}

/** What the kernel says, `none`, or null where it was not asked. */
function told(fn: FunctionInfo, value: string | null, attribute: string): Value {
  if (value !== null && value !== "") return value;
  return isUnread(fn, attribute) ? null : COMMON.none;
}

/** A folder of interfaces that could not be listed is not an empty one. */
function interfacesOf(fn: FunctionInfo): Value {
  const all = interfaceNames(fn);
  return all === "" && unreadOf(fn).length > 0 ? null : told(fn, all, "interfaces");
}

function slotOf(fn: FunctionInfo, snapshot: MachineSnapshot): Value {
  const none = noSlotText(fn, snapshot);
  return fn.slot ?? (none === COMMON.unknown ? null : none);
}

function yesNo(value: boolean | null | undefined): Value {
  return value === null || value === undefined ? null : value ? T.yes : T.no;
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
  return fn.names.vendor === null && fn.names.device === null ? null : functionName(fn);
}

const FACTS: readonly ComparedFact[] = [
  { name: FACT_WORDS.name, fact: null, value: nameOf },
  { name: FACT_WORDS.ids, fact: "vendor", value: idsText },
  { name: FACT_WORDS.subsystem, fact: "subsystemVendor", value: subsystemIdsText },
  {
    name: FACT_WORDS.class,
    always: true,
    fact: "classCode",
    value: (fn) => (fn.classCode === null ? null : hexDigits(fn.classCode >>> 8, 4)),
    shown: (fn) => phrase(className(fn), `[${classCodeText(fn) ?? ""}]`),
  },
  {
    name: FACT_WORDS.progIf,
    fact: "classCode",
    value: (fn) => (fn.classCode === null || fn.progIfUnknown ? null : hexDigits(fn.classCode & 0xff, 2)),
  },
  {
    name: FACT_WORDS.revision,
    always: true,
    fact: "revision",
    value: (fn) => (fn.revision === null ? null : hexDigits(fn.revision, 2)),
  },
  {
    name: FACT_WORDS.driver,
    always: true,
    fact: "driver",
    value: (fn) => fn.driver ?? (fn.driverUnknown ? null : COMMON.none),
  },
  {
    name: FACT_WORDS.driverOverride,
    always: true,
    fact: "driverOverride",
    value: (fn) => told(fn, fn.driverOverride, "driver_override"),
  },
  {
    name: FACT_WORDS.modules,
    always: true,
    fact: "modules",
    value: (fn) => told(fn, fn.modules.join(", "), "modules"),
  },
  { name: FACT_WORDS.interfaces, always: true, fact: "children", value: interfacesOf },
  {
    name: FACT_WORDS.macAddress,
    fact: "children",
    value: (fn) => fn.children.flatMap(({ address }) => address ?? []).join(", ") || null,
  },
  {
    name: FACT_WORDS.iommuGroup,
    always: true,
    fact: "iommuGroup",
    value: (fn) => told(fn, fn.iommuGroup, "iommu_group"),
  },
  {
    name: FACT_WORDS.numaNode,
    always: true,
    fact: "numaNode",
    value: ({ numaNode }) => (numaNode === -1 ? T.noNode : number(numaNode)),
  },
  { name: FACT_WORDS.link, fact: "link", value: ({ link }) => speed(link?.speed, link?.width) },
  { name: FACT_WORDS.fastestLink, fact: "link", value: ({ link }) => speed(link?.maxSpeed, link?.maxWidth) },
  { name: FACT_WORDS.powerState, fact: "powerState", value: (fn) => fn.powerState, volatile: true },
  { name: FACT_WORDS.d3cold, fact: "d3coldAllowed", value: (fn) => yesNo(fn.d3coldAllowed) },
  { name: FACT_WORDS.slot, always: true, fact: "slot", value: (fn, { snapshot }) => slotOf(fn, snapshot) },
  { name: FACT_WORDS.label, always: true, fact: "label", value: (fn) => told(fn, fn.label, "label") },
  { name: FACT_WORDS.numVfs, fact: "sriov", value: ({ sriov }) => number(sriov?.numVfs) },
  { name: FACT_WORDS.totalVfs, fact: "sriov", value: (fn) => totalVfs(fn, true) },
  { name: FACT_WORDS.allowedVfs, fact: "sriov", value: (fn) => totalVfs(fn, false) },
  { name: FACT_WORDS.vfOffset, fact: "sriov", value: ({ sriov }) => number(sriov?.offset) },
  { name: FACT_WORDS.vfStride, fact: "sriov", value: ({ sriov }) => number(sriov?.stride) },
  {
    name: FACT_WORDS.vfDevice,
    fact: "sriov",
    value: ({ sriov }) => (typeof sriov?.vfDevice === "number" ? hexDigits(sriov.vfDevice, 4) : null),
  },
  { name: FACT_WORDS.pf, fact: "physfn", value: (fn) => fn.physfn },
  { name: FACT_WORDS.ari, fact: "ariEnabled", value: (fn) => yesNo(fn.ariEnabled) },
  {
    name: FACT_WORDS.interrupts,
    always: true,
    fact: "msi",
    value: (fn) => told(fn, msiText(fn), "msi_irqs"),
    volatile: true,
  },
  { name: FACT_WORDS.irq, fact: "irq", value: irqText, volatile: true },
  {
    name: FACT_WORDS.resetMethods,
    always: true,
    fact: "resetMethods",
    value: (fn) => (fn.resetMethods === null ? null : told(fn, fn.resetMethods.join(", "), "reset_method")),
  },
  { name: FACT_WORDS.buses, fact: "bridge", value: ({ bridge }) => (bridge === null ? null : busRangeText(bridge)) },
  { name: FACT_WORDS.bridge, fact: "parent", value: (fn, machine) => machine.parentOf(fn.bdf) },
];

/** A fact of which at least one side knows something. */
export interface FactPair {
  readonly name: Words;
  /** null = not known there. */
  readonly values: readonly [Value, Value];
  readonly volatile: boolean;
  readonly fromText: readonly [boolean, boolean];
  /** Has every function this, so that one without a value does not tell it? */
  readonly always: boolean;
}

type Two<T> = readonly [T, T];

/** By what they are made of, in every language. */
function areSame(a: Value, b: Value): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isSaid(fn: FunctionInfo, fact: ComparedFact["fact"]): boolean {
  return fact === null ? isNamedByText(fn) : isFromText(fn, fact);
}

/** Facts that the two do not agree on, or that one alone knows. */
export function differingFacts(functions: Two<FunctionInfo>, machines: Two<Machine>): readonly FactPair[] {
  const [a, b] = functions;
  const found: FactPair[] = [];
  for (const { name, fact, value, shown, volatile = false, always = false } of FACTS) {
    const [ours, theirs] = [value(a, machines[0]), value(b, machines[1])];
    if (areSame(ours, theirs)) continue;
    const values = [ours !== null && shown ? shown(a) : ours, theirs !== null && shown ? shown(b) : theirs] as const;
    found.push({ name, values, volatile, fromText: [isSaid(a, fact), isSaid(b, fact)], always });
  }
  return [...found, ...differingRanges(functions), ...differingNames(functions)];
}

/** By name; a range that one side does not have is none there if the kernel was asked. */
function differingRanges([a, b]: Two<FunctionInfo>): FactPair[] {
  const fromText = [isFromText(a, "resources"), isFromText(b, "resources")] as const;
  const [ours, theirs] = [rangesOf(a), rangesOf(b)];
  const found: FactPair[] = [];
  const add = (name: Words, x: Value, y: Value): void => {
    if (!areSame(x, y)) found.push({ name, values: [x, y], volatile: false, fromText, always: false });
  };
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [x, y] = [ours.get(key), theirs.get(key)];
    const range = (x ?? y)?.name ?? "";
    if (x === undefined || y === undefined) {
      const addressOf = (view: ResourceView | undefined, fn: FunctionInfo) =>
        view === undefined ? told(fn, null, "resource") : view.addressText;
      add(range, addressOf(x, a), addressOf(y, b));
      continue;
    }
    // Of a dump it is not known where a range ends: then its beginning is what both know.
    const isStartOnly = x.size === null || y.size === null;
    if (!isStartOnly || x.start !== y.start || x.placed !== y.placed) {
      add(range, x.addressText, y.addressText);
    }
    add(T.size({ range }), x.sizeText || null, y.sizeText || null);
    add(T.type({ range }), x.type, y.type);
  }
  return found;
}

/** By what they are called, whatever line of the kernel's file they stand on. */
function rangesOf(fn: FunctionInfo): ReadonlyMap<string, ResourceView> {
  return new Map(describeResources(fn).map((view) => [JSON.stringify(view.name), view]));
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
    const value = (list: Named) => (list.has(key) ? T.present : isTold(list) ? T.absent : null);
    found.push({ name, values: [value(ours), value(theirs)], volatile: false, fromText: [true, true], always: false });
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
  readonly name: Message;
  readonly value: (snapshot: MachineSnapshot) => Value;
}

/** Registers and texts say nothing of the machine around the functions. */
export function isOfKernel({ functions }: MachineSnapshot): boolean {
  return !functions.every((fn) => fn.registersOnly);
}

const MODULE = { loaded: T.moduleLoaded, available: T.moduleAvailable, absent: T.moduleAbsent } as const;

const MACHINE_FACTS: readonly MachineFact[] = [
  { name: T.kernel, value: ({ identity }) => identity.kernel },
  {
    name: T.iommu,
    value: (snapshot) => {
      const without = isOfKernel(snapshot) ? withoutIommus(snapshot) : null;
      return iommusText(snapshot) ?? (without?.say === FUNCTION_WORDS.noIommu.say ? without : null);
    },
  },
  { name: T.vfioPci, value: ({ host: { vfioPci } }) => (vfioPci === null ? null : MODULE[vfioPci]) },
  { name: T.vfioSriov, value: ({ host }) => yesNo(host.vfioEnableSriov) },
  { name: T.autoprobe, value: ({ host }) => yesNo(host.driversAutoprobe) },
];

/** Facts of the machines as a whole that both know and do not agree on. */
export function differingMachineFacts([a, b]: Two<MachineSnapshot>): readonly FactPair[] {
  return MACHINE_FACTS.flatMap(({ name, value }) => {
    const values = [value(a), value(b)] as const;
    if (values[0] === null || values[1] === null || areSame(values[0], values[1])) return [];
    return [{ name, values, volatile: false, fromText: [false, false] as const, always: false }];
  });
}
