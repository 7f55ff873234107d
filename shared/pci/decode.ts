/** Decodes a function's configuration space into a tree of named registers and fields. Pure; never throws on any bytes. */
import { Context } from "./accessor.ts";
import { findDefinition, headerDefinition } from "./capabilities/registry.ts";
import type { ByteRange, ConfigSpace } from "./config-space.ts";
import { type Claim, spaceDiagnostics } from "./diagnostics.ts";
import { hexDigits } from "./hex-digits.ts";
import type { CapabilityDef, CapabilitySpace, DerivedDef, FunctionContext, GroupDef, KernelView } from "./layout.ts";
import { addRegisterNodes, type RegisterNode } from "./register-nodes.ts";
import { type CapabilityLocation, type Chain, type Diagnostic, walkExtended, walkStandard } from "./walk.ts";

export type { FieldNode, RegisterNode } from "./register-nodes.ts";

export interface DerivedNode {
  readonly path: string;
  readonly name: string;
  readonly shown: string;
  readonly help: string | null;
  /** Paths of the registers it is computed from. */
  readonly of: readonly string[];
}

/** `decoded` by a table · its layout is `unpublished`, so registers are plain numbers · `unknown` id */
type CapabilityState = "decoded" | "unpublished" | "unknown";

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
export function capabilityChains(fn: FunctionContext): {
  readonly standard: Chain;
  readonly extended: Chain;
  /** Has the function a capability that goes with an extended space: PCI Express or PCI-X? */
  readonly isExtendable: boolean;
} {
  const standard = walkStandard(fn.space, fn.headerType);
  const isExtendable = standard.found.some(({ id }) => id === 0x10 || id === 0x07);
  const none: Chain = { found: [], end: null, diagnostics: [] };
  return { standard, extended: isExtendable ? walkExtended(fn.space) : none, isExtendable };
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

function addGroup(nodes: RegisterNode[], group: GroupDef, path: string, c: Context): void {
  c.eachInstance(group, (index) => {
    addRegisterNodes(nodes, group.registers, `${path}.${group.id}[${index}]`, c, group.name(index, c));
    return undefined;
  });
}

/** One past the last byte that the structure has by its table, be it past the end of the space. */
function claimedEnd(def: CapabilityDef, c: Context): number {
  const length = typeof def.length === "number" ? def.length : def.length(c);
  return c.at + (Number.isFinite(length) ? Math.max(1, Math.floor(length)) : 4);
}

/** Decodes one structure by its table, which may be a header's. */
function decodeBy(def: CapabilityDef, c: Context, version: number): CapabilityNode {
  const { at } = c;
  const path = def.space === "header" ? def.key : `${def.key}@${at.toString(16)}`;
  const registers: RegisterNode[] = [];
  addRegisterNodes(registers, def.registers, path, c);
  for (const group of def.groups ?? []) addGroup(registers, group, path, c);
  return {
    path,
    key: def.key,
    space: def.space,
    id: def.id,
    version,
    short: def.short,
    title: def.title,
    section: def.section,
    state: def.isUnpublished ? "unpublished" : "decoded",
    range: { start: at, end: Math.min(claimedEnd(def, c), 4096) },
    registers,
    derived: derivedNodes(def.derived ?? [], path, c),
  };
}

/** An id that the PCI-SIG has not given out, or not yet. */
function unknown(location: CapabilityLocation, end: number): CapabilityNode {
  const key = `${location.space === "extended" ? "ext" : "cap"}${location.id.toString(16)}`;
  const digits = location.space === "extended" ? 4 : 2;
  const idText = `${hexDigits(location.id, digits)}h`;
  return {
    path: `${key}@${location.at.toString(16)}`,
    key,
    space: location.space,
    id: location.id,
    version: location.version,
    short: `ID ${idText}`,
    title: `Unknown ${location.space === "extended" ? "extended " : ""}capability ${idText}`,
    section: null,
    state: "unknown",
    range: { start: location.at, end },
    registers: [],
    derived: [],
  };
}

/** Where the bytes of an unknown capability end: at the next structure or at the end of its space. */
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
  const { standard, extended, isExtendable } = capabilityChains(fn);
  const locations = [...standard.found, ...extended.found];
  const capabilities: CapabilityNode[] = [];
  const claims: Claim[] = [];
  for (const location of locations) {
    const def = findDefinition(location, fn);
    if (def) {
      const c = new Context(def, fn, location.at);
      capabilities.push(decodeBy(def, c, location.version));
      claims.push({ location, short: def.short, end: claimedEnd(def, c) });
    } else {
      const node = unknown(location, nextStart(location, locations, space));
      capabilities.push(node);
      claims.push({ location, short: node.short, end: location.at + (location.space === "standard" ? 2 : 4) });
    }
  }
  const headerTable = headerDefinition(fn.headerType);
  return {
    headerType: fn.headerType,
    multiFunction: (space.u8(0x0e) & 0x80) !== 0,
    header: headerTable ? decodeBy(headerTable, new Context(headerTable, fn, 0), 0) : null,
    capabilities,
    diagnostics: [
      ...standard.diagnostics,
      ...extended.diagnostics,
      ...spaceDiagnostics(space, fn.headerType, claims, isExtendable),
    ],
  };
}
