/** A decoded capability as lines for reading, and as JSON for other programs. */
import type { CapabilityNode, DecodedSpace, DerivedNode, FieldNode, RegisterNode } from "../pci/decode.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import type { Words } from "../words/message.ts";
import { say } from "../words/say.ts";
import { REPORT_WORDS as T } from "../words/texts/report.ts";

/** Of a table of {@link registerLines}. */
export const REGISTER_HEAD: readonly Words[] = [T.offset, T.register, T.value, T.fields];

export interface FieldLine {
  /** `VF Enable [0]: yes` */
  readonly text: string;
  /** Why the value is worth a look, or null. */
  readonly problem: Words | null;
  /** A flag that is off: many of them in a row need not shout. */
  readonly quiet: boolean;
}

export interface RegisterLine {
  /** Offset in configuration space: `188h`. */
  readonly offset: string;
  readonly name: string;
  /** `0x0001`, or that the bytes were not read. */
  readonly raw: Words;
  readonly fields: readonly FieldLine[];
}

/** The registers of a capability with their fields. Reserved bits are shown where they are not zero. */
export function registerLines(node: CapabilityNode): RegisterLine[] {
  return node.registers.map((register) => ({
    offset: `${hexDigits(register.offset, 2)}h`,
    name: register.name,
    raw: register.raw === null ? T.bytesUnread : rawText(register.raw, register.width * 2),
    fields: register.fields.filter(isShown).flatMap((field) => fieldLine(field, register)),
  }));
}

/** Derived values whose bytes were all read: one out of unknown bytes would be made of zeros. */
export function knownDerived(node: CapabilityNode): DerivedNode[] {
  if (node.derived.length === 0) return [];
  const unknown = new Set<string>();
  for (const register of node.registers) {
    if (register.raw !== null) continue;
    unknown.add(register.path);
    for (const field of register.fields) unknown.add(field.path);
  }
  return node.derived.filter((derived) => !derived.of.some((path) => unknown.has(path)));
}

/** `[180h v1] SR-IOV: Single Root I/O Virtualization`. */
export function structureTitle(node: CapabilityNode): Words {
  if (node.space === "header") return node.title;
  const at = hexDigits(node.range.start, node.space === "extended" ? 3 : 2);
  const version = node.space === "extended" ? ` v${node.version}` : "";
  const name = node.short === node.title ? node.title : `${node.short}: ${node.title}`;
  const title = `[${at}h${version}] ${name}`;
  return node.state === "unpublished" ? T.unpublished({ title }) : title;
}

function isShown(field: FieldNode): boolean {
  return field.raw !== null && !(field.reserved && Number(field.raw) === 0);
}

function rawText(raw: number | bigint, digits: number): string {
  return `0x${hexDigits(raw, digits)}`;
}

function bitsText(field: FieldNode): string {
  return field.msb === field.lsb ? `[${field.msb}]` : `[${field.msb}:${field.lsb}]`;
}

function fieldLine(field: FieldNode, register: RegisterNode): FieldLine[] {
  const isWhole = field.lsb === 0 && field.msb === register.width * 8 - 1;
  const value = field.reserved ? `0x${(field.raw ?? 0).toString(16)}` : field.shown;
  // A register that is one number says it in its raw value already.
  const repeats =
    isWhole && !field.reserved && Number.parseInt(value, 16) === Number(field.raw) && !/[^0-9a-f]/i.test(value);
  if (repeats && field.problem === null) return [];
  return [{ text: label(field, register, isWhole) + value, problem: field.problem, quiet: field.isFlag && !field.raw }];
}

/** `VF Enable [0]: `; some names hold their bits already, and a register that is one field needs no name. */
function label(field: FieldNode, register: RegisterNode, isWhole: boolean): string {
  if (isWhole && field.name === register.name) return "";
  const bits = bitsText(field);
  return field.name.includes(bits) ? `${field.name}: ` : `${field.name} ${bits}: `;
}

/** One capability in a report's JSON: numbers as hexadecimal text, because some do not fit a JSON number; sentences in English. */
interface DecodedCapability {
  readonly path: string;
  readonly space: string;
  readonly id: string;
  readonly version: number;
  readonly short: string;
  readonly title: string;
  readonly offset: string;
  readonly state: string;
  readonly registers: readonly DecodedRegister[];
  readonly derived: readonly { readonly name: string; readonly shown: string }[];
}

interface DecodedRegister {
  readonly name: string;
  readonly offset: string;
  readonly width: number;
  /** null = its bytes were not read. */
  readonly raw: string | null;
  readonly fields: readonly {
    readonly name: string;
    readonly bits: string;
    readonly raw: string;
    readonly shown: string;
    readonly problem?: string;
  }[];
}

export interface DecodedFunction {
  readonly header: DecodedCapability | null;
  readonly capabilities: readonly DecodedCapability[];
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
}

export function decodedFunction(space: DecodedSpace): DecodedFunction {
  return {
    header: space.header === null ? null : decodedCapability(space.header),
    capabilities: space.capabilities.map(decodedCapability),
    diagnostics: space.diagnostics.map(({ severity, message }) => ({ severity, message: say("en", message) })),
  };
}

function hex(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}

function decodedCapability(node: CapabilityNode): DecodedCapability {
  return {
    path: node.path,
    space: node.space,
    id: hex(node.id),
    version: node.version,
    short: node.short,
    title: node.title,
    offset: hex(node.range.start),
    state: node.state,
    registers: node.registers.map((register) => ({
      name: register.name,
      offset: hex(register.offset),
      width: register.width,
      raw: register.raw === null ? null : rawText(register.raw, register.width * 2),
      fields: register.fields.filter(isShown).map((field) => ({
        name: field.name,
        bits: bitsText(field).slice(1, -1),
        raw: hex(field.raw ?? 0),
        shown: field.shown,
        ...(field.problem === null ? {} : { problem: say("en", field.problem) }),
      })),
    })),
    derived: knownDerived(node).map(({ name, shown }) => ({ name, shown })),
  };
}
