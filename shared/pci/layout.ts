/**
 * What a capability table may say. One table drives the field tree, the lspci text, the JSON, the search and the
 * highlight between fields and bytes, so nothing about a register is written twice.
 *
 * Numbers come from the named section of the specification; `bits` are printed there as [msb:lsb].
 */

import type { Message } from "../words/message.ts";
import type { ConfigSpace } from "./config-space.ts";

/** How a field's raw number is shown. A closed list: a new view is a deliberate change. */
export type FieldView =
  | { readonly as: "flag" }
  | { readonly as: "uint"; readonly unit?: string }
  | { readonly as: "hex"; readonly digits: number }
  | {
      readonly as: "enum";
      readonly values: Readonly<Record<number, string>>;
      readonly other?: string;
      /** What lspci prints for codes that it names otherwise, such as reserved ones. */
      readonly printed?: Readonly<Record<number, string>>;
    }
  /** The one escape hatch; must be pure. `raw` is a bigint for fields wider than 32 bits. */
  | { readonly as: "text"; readonly show: (raw: number | bigint, c: CapabilityContext) => string };

/** Access types of PCIe §7.4: S at the end = sticky, kept over a reset. */
export type Access = "RO" | "ROS" | "RW" | "RWS" | "RW1C" | "RW1CS" | "HwInit" | "RsvdP" | "RsvdZ" | "WO" | "VF";

/** What has to be said of a value beside its meaning. */
export interface FieldNote {
  /** One sentence or two. */
  readonly text: Message;
  /** The value as the kernel knows it, where the bytes do not tell; shown in place of their meaning. */
  readonly shown?: string;
}

export interface FieldDef {
  /** Stable within its register: part of the field's path, a filter and a test id. */
  readonly id: string;
  /** The specification's name. */
  readonly name: string;
  readonly bits: readonly [msb: number, lsb: number];
  readonly view: FieldView;
  /** Only then does the field exist, e.g. for root ports. */
  readonly when?: (c: CapabilityContext) => boolean;
  readonly access?: Access;
  /** What it means, in one sentence. */
  readonly help?: string;
  /** The value after reset where the specification gives one. */
  readonly reset?: number;
  /** A reason when this value is a problem worth marking (link downgraded, uncorrectable error set …). */
  readonly problem?: (raw: number, c: CapabilityContext) => Message | null;
  /** Why the raw value is not the whole truth, e.g. in a VF; null where it is. Asked only where a kernel was. */
  readonly note?: (raw: number, c: CapabilityContext) => FieldNote | null;
}

export interface RegisterDef {
  readonly id: string;
  readonly name: string;
  /** Bytes from the start of the capability (or of the group's instance). */
  readonly offset: number;
  readonly width: 1 | 2 | 3 | 4 | 6 | 8;
  readonly fields: readonly FieldDef[];
  readonly when?: (c: CapabilityContext) => boolean;
  readonly access?: Access;
  readonly help?: string;
}

/** Registers that repeat: VC resources, lanes, Resizable BAR entries, Enhanced Allocation entries … */
export interface GroupDef {
  readonly id: string;
  readonly name: (index: number, c: CapabilityContext) => string;
  /** Bounded by `limit` whatever the bytes say. */
  readonly count: (c: CapabilityContext) => number;
  readonly limit: number;
  /** Bytes from the start of the capability to instance `index`. */
  readonly offset: (index: number, c: CapabilityContext) => number;
  readonly registers: readonly RegisterDef[];
}

/**
 * A value that no single field holds: an address out of two registers, a size out of a mask.
 * `of` names the registers or fields it is computed from, for the highlight.
 */
export interface DerivedDef {
  readonly id: string;
  readonly name: string;
  readonly of: readonly string[];
  readonly show: (c: CapabilityContext) => string | null;
  readonly help?: string;
}

/**
 * A piece of lspci's text (the wording of lspci 3.14.0, verbosity 3).
 * In a string `{reg.field}` shows a field in its view and `{reg.field:FORMAT}` in another:
 * `+` flag sign, `d` decimal, `5d` right-aligned, `x` hexadecimal, `04x` padded, `#x` with 0x, `?` the value's name or
 * `??7`, `unknown` its name or `Unknown (7)`; `{reg:08x}` takes the whole register and `{reg:@}` its absolute offset;
 * `{at:02x}` is the capability's own offset. Inside `each`, paths start with the group's id and `{index}` counts.
 */
export type TextPiece =
  | string
  | { readonly when: Condition; readonly text: readonly TextPiece[]; readonly else?: readonly TextPiece[] }
  | { readonly each: string; readonly text: readonly TextPiece[] }
  /** Ends the capability's text, after `else`, unless all these bytes are readable. */
  | { readonly need: Need | ((c: CapabilityContext) => Need); readonly else?: readonly TextPiece[] }
  | ((c: CapabilityContext) => string);

/** Bytes from the start of the capability (or of the group's instance). */
type Need = readonly [offset: number, length: number];

/** A path whose value is not zero, `!path` for zero, or a function. */
export type Condition = string | ((c: CapabilityContext) => boolean);

export type CapabilitySpace = "header" | "standard" | "extended";

export interface CapabilityDef {
  /** Stable and unique in the registry: `sriov`, `vndr.virtio`. */
  readonly key: string;
  readonly space: CapabilitySpace;
  readonly id: number;
  /** What people call it: `SR-IOV`, `MSI-X`. */
  readonly short: string;
  readonly title: string;
  /** Where it is specified: `PCIe 6.2 §9.3.3`. */
  readonly section: string;
  /** No public document tells its bits: they are shown as numbers, and it does not count as decoded. */
  readonly isUnpublished?: true;
  /** Several tables may share an id (vendor specific, DVSEC): the first that matches is taken; one without `match` always does. */
  readonly match?: (c: CapabilityContext) => boolean;
  /** Bytes that belong to this instance, header included. */
  readonly length: number | ((c: CapabilityContext) => number);
  readonly registers: readonly RegisterDef[];
  readonly groups?: readonly GroupDef[];
  readonly derived?: readonly DerivedDef[];
  readonly text: readonly TextPiece[];
}

/** What a table's functions may look at. Offsets are bytes from the capability's start; unknown bytes read 0. */
export interface CapabilityContext {
  /** Absolute offset of the capability. */
  readonly at: number;
  /** Absolute offset of the group instance while a group is being walked, else the same as `at`. */
  readonly base: number;
  readonly space: ConfigSpace;
  readonly fn: FunctionContext;
  /** Set while a group is being walked. */
  readonly index: number;
  u8(offset: number): number;
  u16(offset: number): number;
  u32(offset: number): number;
  u64(offset: number): bigint;
  has(offset: number, length: number): boolean;
  /** The raw value of `reg.field` or `reg` by its path; 0n-safe up to 53 bits. Throws for a path that no table has. */
  get(path: string): number;
  getBig(path: string): bigint;
}

/** What is known of the function around a capability. */
export interface FunctionContext {
  readonly space: ConfigSpace;
  /** Header Type without the multi-function bit; -1 when the header could not be read. */
  readonly headerType: number;
  /** Device/Port Type of the PCI Express capability; -1 without one. */
  readonly portType: number;
  readonly classCode: number;
  readonly vendor: number;
  readonly device: number;
  /** What the kernel says of it, where a kernel was asked. */
  readonly kernel: KernelView | null;
  /** Device and function number as one byte; absent = not known, taken as 0. */
  readonly deviceFunction?: number;
  /** How a subsystem is written (`1028:0a62` or its names); absent = in numbers. */
  readonly subsystemText?: (vendor: number, device: number) => string;
}

/** An address range as the kernel's `resource` file gives it (flags: include/linux/ioport.h). */
export interface KernelResource {
  readonly start: bigint;
  readonly end: bigint;
  readonly flags: number;
}

/** Ids as the kernel keeps them: quirks applied, and a VF has its real ones where its registers read ffff. */
export interface KernelIdentity {
  readonly vendor: number;
  readonly device: number;
  /** 24 bits: base class, subclass, programming interface. */
  readonly classCode: number;
  readonly revision: number | null;
  readonly subsystemVendor: number | null;
  readonly subsystemDevice: number | null;
}

/** The link registers of a restricted CXL device, which live in its RCRB (Documentation/ABI/testing/sysfs-bus-cxl). */
export interface RcdLink {
  readonly capabilities: number;
  readonly control: number;
  readonly status: number;
}

/** The facts that lspci takes from sysfs and not from configuration space. */
export interface KernelView {
  /** 0–5 BARs, 6 ROM, 7–12 VF BARs on kernels with CONFIG_PCI_IOV, then the bridge's windows. */
  readonly resources: readonly KernelResource[];
  readonly irq: number | null;
  readonly numaNode: number | null;
  readonly iommuGroup: string | null;
  readonly slot: string | null;
  readonly label: string | null;
  readonly driver: string | null;
  readonly modules: readonly string[];
  /** Absent or null = the ids are taken from configuration space. */
  readonly identity?: KernelIdentity | null;
  /** Path of the `of_node` link. */
  readonly deviceTreeNode?: string | null;
  readonly rcdLink?: RcdLink | null;
  /** Content of the `vpd` file, as far as it could be read. */
  readonly vpd?: Uint8Array | null;
  /** BDF of the PF when this is a VF; absent or null = it is none, or nobody knows. */
  readonly pf?: string | null;
}

type FieldExtras = Pick<FieldDef, "when" | "access" | "help" | "reset" | "problem" | "note">;

/** One bit, lspci's `+`/`-`. */
export function flag(id: string, bit: number, name: string, extras: FieldExtras = {}): FieldDef {
  return { id, name, bits: [bit, bit], view: { as: "flag" }, ...extras };
}
/** A number shown in decimal, with its unit where it has one. */
export function uint(
  id: string,
  msb: number,
  lsb: number,
  name: string,
  extras: FieldExtras & { unit?: string } = {},
): FieldDef {
  const { unit, ...rest } = extras;
  return { id, name, bits: [msb, lsb], view: unit === undefined ? { as: "uint" } : { as: "uint", unit }, ...rest };
}
/** A number shown in hexadecimal, padded to the field's width. */
export function hex(id: string, msb: number, lsb: number, name: string, extras: FieldExtras = {}): FieldDef {
  return { id, name, bits: [msb, lsb], view: { as: "hex", digits: Math.ceil((msb - lsb + 1) / 4) }, ...extras };
}
/** A number with names; `other` stands for every value without one, `printed` for what lspci says otherwise. */
export function pick(
  id: string,
  msb: number,
  lsb: number,
  name: string,
  values: Readonly<Record<number, string>>,
  extras: FieldExtras & { other?: string; printed?: Readonly<Record<number, string>> } = {},
): FieldDef {
  const { other, printed, ...rest } = extras;
  const words = { ...(other === undefined ? {} : { other }), ...(printed === undefined ? {} : { printed }) };
  return { id, name, bits: [msb, lsb], view: { as: "enum", values, ...words }, ...rest };
}
/** A number that needs arithmetic to be read: `512 << n bytes`. */
export function shown(
  id: string,
  msb: number,
  lsb: number,
  name: string,
  show: (raw: number | bigint, c: CapabilityContext) => string,
  extras: FieldExtras = {},
): FieldDef {
  return { id, name, bits: [msb, lsb], view: { as: "text", show }, ...extras };
}

type RegisterExtras = Pick<RegisterDef, "when" | "access" | "help">;

export function register(
  id: string,
  offset: number,
  width: RegisterDef["width"],
  name: string,
  fields: readonly FieldDef[],
  extras: RegisterExtras = {},
): RegisterDef {
  return { id, name, offset, width, fields, ...extras };
}
/** Registers that exist under one condition. */
export function registersWhen(
  when: NonNullable<RegisterDef["when"]>,
  registers: readonly RegisterDef[],
): readonly RegisterDef[] {
  return registers.map((def) => ({ ...def, when }));
}
/** A register that is one number, shown in hexadecimal: its only field is `value`. */
export function whole(
  id: string,
  offset: number,
  width: RegisterDef["width"],
  name: string,
  extras: RegisterExtras & Pick<FieldDef, "reset"> = {},
): RegisterDef {
  const { reset, ...rest } = extras;
  const value = hex("value", width * 8 - 1, 0, name, reset === undefined ? {} : { reset });
  return register(id, offset, width, name, [value], rest);
}
