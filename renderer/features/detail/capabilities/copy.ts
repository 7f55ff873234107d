/** A row of the field tree as text, as JSON and as the command that reads it. */

import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { CapabilityNode, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { say as sayIn } from "../../../../shared/words/say.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import type { SayWords } from "../../../words/language.ts";
import { bitsText, offsetText } from "../parts/numbers.ts";
import type { TreeRow } from "./tree-rows.ts";

/** `0x0019`; null when unreadable. */
function rawText(raw: number | bigint | null, bits: number): string | null {
  return raw === null ? null : `0x${hexDigits(raw, Math.ceil(bits / 4))}`;
}

function valueText(field: FieldNode, say: SayWords): string {
  const bits = field.msb - field.lsb + 1;
  const raw = rawText(field.raw, bits);
  if (raw === null) return say(DETAIL_WORDS.notReadable);
  const plain = bits === 1 ? String(field.raw) : raw;
  return field.shown === "" || field.shown === raw ? plain : `${plain} (${field.shown})`;
}

function capabilityName(node: CapabilityNode): string {
  return node.space === "header" ? node.short : `${node.short} [${hexDigits(node.range.start, 2)}]`;
}

/** One line for a person: `0000:01:00.0 SR-IOV [180] SR-IOV Control (188h) = 0x0019: VF Enable [0] = 1 (yes)`. */
export function rowText(bdf: Bdf, row: TreeRow, say: SayWords): string {
  switch (row.kind) {
    case "capability": {
      const { node } = row;
      return `${bdf} ${capabilityName(node)} ${node.title}`;
    }
    case "register": {
      const head = registerText(bdf, row.capability, row.node, say);
      return row.field === null || row.field.shown === "" ? head : `${head} (${row.field.shown})`;
    }
    case "field":
      return (
        `${registerText(bdf, row.capability, row.register, say)}: ` +
        `${row.node.name} ${bitsText(row.node.msb, row.node.lsb)} = ${valueText(row.node, say)}`
      );
    case "derived":
      return `${bdf} ${capabilityName(row.capability)} ${row.node.name}: ${row.node.shown}`;
    case "bytes":
      return `${bdf} ${hexDigits(row.offset, 2)}: ${row.text}`;
    case "note":
      return `${bdf} ${say(row.words)}`;
  }
}

function registerText(bdf: Bdf, capability: CapabilityNode, register: RegisterNode, say: SayWords): string {
  const raw = rawText(register.raw, register.width * 8) ?? say(DETAIL_WORDS.notReadable);
  return `${bdf} ${capabilityName(capability)} ${register.name} (${offsetText(register.offset)}) = ${raw}`;
}

function fieldJson(field: FieldNode): Record<string, unknown> {
  return {
    name: field.name,
    bits: [field.msb, field.lsb],
    raw: rawText(field.raw, field.msb - field.lsb + 1),
    meaning: field.shown === "" ? null : field.shown,
    access: field.access,
    ...(field.reset === null ? {} : { afterReset: field.reset }),
    ...(field.problem === null ? {} : { problem: sayIn("en", field.problem) }),
    ...(field.note ? { note: sayIn("en", field.note) } : {}),
  };
}

function registerJson(register: RegisterNode, fields: readonly FieldNode[]): Record<string, unknown> {
  return {
    name: register.name,
    offset: offsetText(register.offset),
    bytes: register.width,
    raw: rawText(register.raw, register.width * 8),
    fields: fields.map(fieldJson),
  };
}

function capabilityJson(node: CapabilityNode): Record<string, unknown> {
  return {
    name: node.title,
    offset: offsetText(node.range.start),
    ...(node.space === "header" ? {} : { space: node.space, id: `${hexDigits(node.id, 2)}h` }),
    ...(node.space === "extended" ? { version: node.version } : {}),
    section: node.section,
  };
}

/** The row and where it belongs, as indented JSON; numbers are hexadecimal text because they may not fit a JSON number. */
export function rowJson(bdf: Bdf, row: TreeRow): string {
  return JSON.stringify({ function: bdf, ...rowParts(row) }, null, 2);
}

function rowParts(row: TreeRow): Record<string, unknown> {
  switch (row.kind) {
    case "capability":
      return {
        capability: {
          ...capabilityJson(row.node),
          registers: row.node.registers.map((register) => registerJson(register, register.fields)),
          derived: row.node.derived.map(({ name, shown }) => ({ name, meaning: shown })),
        },
      };
    case "register":
      return { capability: capabilityJson(row.capability), register: registerJson(row.node, row.node.fields) };
    case "field":
      return { capability: capabilityJson(row.capability), register: registerJson(row.register, [row.node]) };
    case "derived":
      return {
        capability: capabilityJson(row.capability),
        derived: { name: row.node.name, meaning: row.node.shown },
      };
    case "bytes":
      return { capability: capabilityJson(row.capability), offset: offsetText(row.offset), bytes: row.text };
    case "note":
      return { note: sayIn("en", row.words) };
  }
}

/** The register that a row is about; null for rows that are about more or less than one. */
export function registerOf(
  row: TreeRow,
): { readonly capability: CapabilityNode; readonly register: RegisterNode } | null {
  if (row.kind === "register") return { capability: row.capability, register: row.node };
  if (row.kind === "field") return { capability: row.capability, register: row.register };
  return null;
}
