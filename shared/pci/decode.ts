/** Decodes a function's configuration space into a tree of named registers and fields. Pure; never throws on any bytes. */
import { Context, extract, readRegister } from "./accessor.ts";
import { findDefinition, headerDefinition, nameOfCapability } from "./capabilities/registry.ts";
import type { ByteRange, ConfigSpace } from "./config-space.ts";
import type {
  Access,
  CapabilityDef,
  CapabilitySpace,
  DerivedDef,
  FieldDef,
  FieldView,
  FunctionContext,
  GroupDef,
  KernelView,
  RegisterDef,
} from "./layout.ts";
import { type CapabilityLocation, type Chain, type Diagnostic, walkExtended, walkStandard } from "./walk.ts";

export interface FieldNode {
  /** Unique in the function: `sriov@180.ctl.vfe`. */
  readonly path: string;
  readonly name: string;
  readonly msb: number;
  readonly lsb: number;
  /** null = its bytes could not be read. */
  readonly raw: number | bigint | null;
  /** The meaning in words; empty when unreadable. */
  readonly shown: string;
  readonly isFlag: boolean;
  readonly access: Access | null;
  readonly help: string | null;
  /** The value after reset where the specification gives one. */
  readonly reset: number | null;
  /** Why this value is worth a look, or null. */
  readonly problem: string | null;
  /** Bits that no table names. */
  readonly reserved: boolean;
}

export interface RegisterNode {
  readonly path: string;
  readonly name: string;
  /** Absolute offset in configuration space. */
  readonly offset: number;
  readonly width: number;
  readonly raw: number | bigint | null;
  readonly help: string | null;
  readonly fields: readonly FieldNode[];
}

export interface DerivedNode {
  readonly path: string;
  readonly name: string;
  readonly shown: string;
  readonly help: string | null;
  /** Paths of the registers it is computed from. */
  readonly of: readonly string[];
}

/** `decoded` by a table · `known` by name only · `unknown` id */
export type CapabilityState = "decoded" | "known" | "unknown";

export interface CapabilityNode {
  /** Unique in the function: `sriov@180`. */
  readonly path: string;
  readonly key: string;
  readonly space: CapabilitySpace;
  readonly id: number;
  readonly version: number;
  readonly short: string;
  readonly title: string;
  readonly section: string | null;
  readonly state: CapabilityState;
  /** Absolute bytes that belong to it. */
  readonly range: ByteRange;
  readonly registers: readonly RegisterNode[];
  readonly derived: readonly DerivedNode[];
}

export interface DecodedSpace {
  readonly headerType: number;
  readonly multiFunction: boolean;
  /** null when not even the header could be read. */
  readonly header: CapabilityNode | null;
  readonly capabilities: readonly CapabilityNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what tables need to know of the function around a capability. */
export function functionContext(space: ConfigSpace, kernel: KernelView | null = null): FunctionContext {
  const headerType = space.has(0x0e, 1) ? space.u8(0x0e) & 0x7f : -1;
  let portType = -1;
  for (const { id, at } of walkStandard(space, headerType).found) {
    // Of several PCI Express capabilities, which a sound function does not have, lspci goes by the last.
    if (id === 0x10) portType = (space.u16(at + 2) >> 4) & 0xf;
  }
  const known = kernel?.identity;
  const classCode = known ? known.classCode : space.u32(0x08) >>> 8;
  const vendor = known ? known.vendor : space.u16(0);
  const device = known ? known.device : space.u16(2);
  return { space, headerType, portType, classCode, vendor, device, kernel };
}

/** The lists of a function, in the order of lspci: standard first; the extended one only where there can be one. */
export function capabilityChains(fn: FunctionContext): { standard: Chain; extended: Chain } {
  const standard = walkStandard(fn.space, fn.headerType);
  const extendable = standard.found.some(({ id }) => id === 0x10 || id === 0x07);
  const none: Chain = { found: [], end: null, diagnostics: [] };
  return { standard, extended: extendable ? walkExtended(fn.space) : none };
}

function meaning(view: FieldView, raw: number | bigint, c: Context): string {
  switch (view.as) {
    case "flag":
      return raw ? "yes" : "no";
    case "uint":
      return view.unit === undefined ? String(raw) : `${raw} ${view.unit}`;
    case "hex":
      return raw.toString(16).padStart(view.digits, "0");
    case "enum":
      return view.values[Number(raw)] ?? view.other ?? "reserved";
    case "text":
      return view.show(raw, c);
  }
}

function fieldNode(
  def: FieldDef,
  register: RegisterDef,
  raw: number | bigint | null,
  path: string,
  c: Context,
): FieldNode {
  const [msb, lsb] = def.bits;
  const value = raw === null ? null : extract(raw, msb, lsb);
  return {
    path: `${path}.${def.id}`,
    name: def.name,
    msb,
    lsb,
    raw: value,
    shown: value === null ? "" : meaning(def.view, value, c),
    isFlag: def.view.as === "flag",
    access: def.access ?? register.access ?? null,
    help: def.help ?? null,
    reset: def.reset ?? null,
    problem: value !== null && def.problem ? def.problem(Number(value), c) : null,
    reserved: false,
  };
}

/** The runs of bits that no field names: shown, because hiding bits hides that they exist. */
function reservedRuns(width: number, fields: readonly FieldDef[]): [msb: number, lsb: number][] {
  const used = new Uint8Array(width * 8);
  for (const { bits } of fields) used.fill(1, bits[1], bits[0] + 1);
  const runs: [number, number][] = [];
  for (let bit = width * 8 - 1; bit >= 0; bit--) {
    if (used[bit]) continue;
    const msb = bit;
    while (bit > 0 && !used[bit - 1]) bit--;
    runs.push([msb, bit]);
  }
  return runs;
}

function registerNode(def: RegisterDef, prefix: string, c: Context): RegisterNode {
  const path = `${prefix}.${def.id}`;
  const offset = c.base + def.offset;
  const raw = c.space.has(offset, def.width) ? readRegister(c.space, offset, def.width) : null;
  const present = def.fields.filter((field) => !field.when || field.when(c));
  const fields = present.map((field) => fieldNode(field, def, raw, path, c));
  for (const [msb, lsb] of reservedRuns(def.width, present)) {
    const value = raw === null ? null : extract(raw, msb, lsb);
    fields.push({
      path: `${path}.reserved${msb}_${lsb}`,
      name: "Reserved",
      msb,
      lsb,
      raw: value,
      shown: "",
      isFlag: false,
      access: null,
      help: null,
      reset: null,
      problem: null,
      reserved: true,
    });
  }
  fields.sort((a, b) => b.msb - a.msb);
  return { path, name: def.name, offset, width: def.width, raw, help: def.help ?? null, fields };
}

function derivedNodes(defs: readonly DerivedDef[], path: string, c: Context): DerivedNode[] {
  const nodes: DerivedNode[] = [];
  for (const def of defs) {
    const text = def.show(c);
    if (text === null) continue;
    const of = def.of.map((name) => `${path}.${name}`);
    nodes.push({ path: `${path}.${def.id}`, name: def.name, shown: text, help: def.help ?? null, of });
  }
  return nodes;
}

/** Registers that the bytes claim past the end of configuration space do not exist. */
function isInside(def: RegisterDef, c: Context): boolean {
  return c.base + def.offset + def.width <= 4096;
}

function groupRegisters(group: GroupDef, path: string, c: Context): RegisterNode[] {
  const nodes: RegisterNode[] = [];
  c.eachInstance(group, (index) => {
    const title = group.name(index, c);
    for (const def of group.registers) {
      if (!isInside(def, c) || (def.when && !def.when(c))) continue;
      const node = registerNode(def, `${path}.${group.id}[${index}]`, c);
      nodes.push({ ...node, name: `${title} ${node.name}` });
    }
    return undefined;
  });
  return nodes;
}

function clampLength(at: number, length: number): number {
  const wanted = Number.isFinite(length) ? Math.floor(length) : 4;
  return Math.max(1, Math.min(wanted, 4096 - at));
}

/** Decodes one structure by its table, which may be a header's. */
function decodeBy(def: CapabilityDef, fn: FunctionContext, at: number, version: number): CapabilityNode {
  const c = new Context(def, fn, at);
  const path = def.space === "header" ? def.key : `${def.key}@${at.toString(16)}`;
  const length = clampLength(at, typeof def.length === "number" ? def.length : def.length(c));
  const registers = def.registers
    .filter((item) => isInside(item, c) && (!item.when || item.when(c)))
    .map((item) => registerNode(item, path, c));
  for (const group of def.groups ?? []) registers.push(...groupRegisters(group, path, c));
  return {
    path,
    key: def.key,
    space: def.space,
    id: def.id,
    version,
    short: def.short,
    title: def.title,
    section: def.section,
    state: "decoded",
    range: { start: at, end: at + length },
    registers,
    derived: derivedNodes(def.derived ?? [], path, c),
  };
}

function undecoded(location: CapabilityLocation, end: number): CapabilityNode {
  const name = nameOfCapability(location.space, location.id);
  const key = name?.key ?? `${location.space === "extended" ? "ext" : "cap"}${location.id.toString(16)}`;
  const digits = location.space === "extended" ? 4 : 2;
  const idText = `${location.id.toString(16).padStart(digits, "0")}h`;
  return {
    path: `${key}@${location.at.toString(16)}`,
    key,
    space: location.space,
    id: location.id,
    version: location.version,
    short: name?.short ?? `ID ${idText}`,
    title: name?.title ?? `Unknown ${location.space === "extended" ? "extended " : ""}capability ${idText}`,
    section: name?.section ?? null,
    state: name ? "known" : "unknown",
    range: { start: location.at, end },
    registers: [],
    derived: [],
  };
}

/** Where the bytes of an undecoded capability end: at the next structure or at the end of its space. */
function nextStart(location: CapabilityLocation, all: readonly CapabilityLocation[], space: ConfigSpace): number {
  let end = location.space === "standard" ? 0x100 : 0x1000;
  for (const other of all) if (other.at > location.at && other.at < end) end = other.at;
  return Math.max(location.at + 4, Math.min(end, Math.max(space.length, location.at + 4)));
}

/**
 * The whole space as named registers and fields.
 * @param kernel what the kernel says of the function, for tables that show it beside the bytes
 */
export function decodeSpace(space: ConfigSpace, kernel: KernelView | null = null): DecodedSpace {
  const fn = functionContext(space, kernel);
  const { standard, extended } = capabilityChains(fn);
  const locations = [...standard.found, ...extended.found];
  const capabilities = locations.map((location) => {
    const def = findDefinition(location, fn);
    return def
      ? decodeBy(def, fn, location.at, location.version)
      : undecoded(location, nextStart(location, locations, space));
  });
  const headerTable = headerDefinition(fn.headerType);
  return {
    headerType: fn.headerType,
    multiFunction: (space.u8(0x0e) & 0x80) !== 0,
    header: headerTable ? decodeBy(headerTable, fn, 0, 0) : null,
    capabilities,
    diagnostics: [...standard.diagnostics, ...extended.diagnostics],
  };
}
