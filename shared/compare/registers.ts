/** What the bytes of two functions differ in, by the names of registers and fields; what one side has not read differs in nothing. */

import type { ConfigSpace } from "../pci/config-space.ts";
import {
  type CapabilityNode,
  capabilityChains,
  decodeSpace,
  type FieldNode,
  functionContext,
  type RegisterNode,
} from "../pci/decode.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import type { KernelView } from "../pci/layout.ts";
import type { Words } from "../words/message.ts";
import { COMPARISON_WORDS as T } from "../words/texts/comparison.ts";
import { isVolatile } from "./volatile.ts";

type Two<T> = readonly [T, T];

/** A function's bytes, and what its kernel says beside them. */
export interface Registers {
  readonly space: ConfigSpace;
  readonly kernel: KernelView;
}

export interface FieldPair {
  /** `SR-IOV › SR-IOV Control › VF Enable` */
  readonly name: Words;
  /** null = not known there. */
  readonly values: Two<Words | null>;
  /** Where its register is here, or there where it is only there. */
  readonly offset: number;
  /** In the decoded space here. */
  readonly path: string | null;
  readonly volatile: boolean;
}

/** One side, decoded. */
interface Side {
  readonly space: ConfigSpace;
  /** By what tells a structure from the others: its list, its table, and which of several it is. */
  readonly structures: ReadonlyMap<string, { readonly node: CapabilityNode; readonly name: string }>;
  /** Were the lists read to their ends, so that what is in none is not there? */
  readonly isWhole: Readonly<Record<CapabilityNode["space"], boolean>>;
}

type Add = (pair: FieldPair) => void;

/** Fields that differ, or that one side alone knows, and bytes that no table names. */
export function differingRegisters(both: Two<Registers>): readonly FieldPair[] {
  if (haveSameBytes(both[0].space, both[1].space)) return [];
  const found: FieldPair[] = [];
  const sides = [sideOf(both[0]), sideOf(both[1])] as const;
  const add: Add = (pair) => found.push(pair);
  for (const key of new Set([...sides[0].structures.keys(), ...sides[1].structures.keys()])) {
    const [a, b] = [sides[0].structures.get(key), sides[1].structures.get(key)];
    if (a !== undefined && b !== undefined) compareStructures(a.name, [a.node, b.node], sides, add);
    else if (a !== undefined) add(presence(a, sides[1], 1));
    else if (b !== undefined) add(presence(b, sides[0], 0));
  }
  compareOtherBytes(sides, add);
  return found;
}

function haveSameBytes(a: ConfigSpace, b: ConfigSpace): boolean {
  if (a.length !== b.length || JSON.stringify(a.knownRanges()) !== JSON.stringify(b.knownRanges())) return false;
  for (let at = 0; at < a.length; at++) if (a.bytes[at] !== b.bytes[at] && a.has(at, 1)) return false;
  return true;
}

function sideOf({ space, kernel }: Registers): Side {
  const { header, capabilities } = decodeSpace(space, kernel);
  const structures = new Map<string, { readonly node: CapabilityNode; readonly name: string }>();
  const counts = new Map<string, number>();
  for (const node of header === null ? capabilities : [header, ...capabilities]) {
    const kind = `${node.space} ${node.key}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    structures.set(`${kind} ${count}`, { node, name: count === 1 ? node.short : `${node.short} ${count}` });
  }
  const { standard, extended, isExtendable } = capabilityChains(functionContext(space, kernel));
  const isRead = space.has(0x06, 2) && standard.end?.reason !== "unreadable";
  const isExtendedRead = isRead && (!isExtendable || extended.end?.reason !== "unreadable");
  return { space, structures, isWhole: { header: space.has(0x0e, 1), standard: isRead, extended: isExtendedRead } };
}

function offsetOf(at: number): string {
  return `${hexDigits(at, at < 0x100 ? 2 : 3)}h`;
}

function place(at: number): Words {
  return T.at({ offset: offsetOf(at) });
}

/** A structure that only one side has. */
function presence(
  { node, name }: { readonly node: CapabilityNode; readonly name: string },
  other: Side,
  otherSide: 0 | 1,
): FieldPair {
  const there = node.space === "header" ? T.present : place(node.range.start);
  const missing = other.isWhole[node.space] ? T.absent : null;
  return {
    name,
    values: otherSide === 1 ? [there, missing] : [missing, there],
    offset: node.range.start,
    path: otherSide === 1 ? node.path : null,
    volatile: false,
  };
}

/** `lnkctl` of `exp@60.lnkctl` */
function within(node: CapabilityNode, path: string): string {
  return path.slice(node.path.length + 1);
}

function compareStructures(name: string, nodes: Two<CapabilityNode>, sides: Two<Side>, add: Add): void {
  const [a, b] = nodes;
  if (a.range.start !== b.range.start) {
    const values = [offsetOf(a.range.start), offsetOf(b.range.start)] as const;
    add({ name: T.place({ capability: name }), values, offset: a.range.start, path: a.path, volatile: false });
  }
  const lists = nodes.map((node) => new Map(node.registers.map((register) => [within(node, register.path), register])));
  const [ours, theirs] = lists;
  if (ours === undefined || theirs === undefined) return;
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const registers = [ours.get(path), theirs.get(path)] as const;
    const [x, y] = registers;
    if (x !== undefined && y !== undefined && x.raw !== null && x.raw === y.raw && x.offset === y.offset) continue;
    compareRegisters(name, path, registers, nodes, sides, add);
  }
}

/** The value as people read it; null = its bytes were not read. */
function fieldText({ raw, shown, msb, lsb }: FieldNode): string | null {
  if (raw === null) return null;
  return shown === "" ? rawText(raw, msb, lsb) : shown;
}

function rawText(raw: number | bigint, msb: number, lsb: number): string {
  return `0x${hexDigits(raw, Math.ceil((msb - lsb + 1) / 4))}`;
}

function compareRegisters(
  capability: string,
  path: string,
  registers: Two<RegisterNode | undefined>,
  nodes: Two<CapabilityNode>,
  sides: Two<Side>,
  add: Add,
): void {
  const some = registers[0] ?? registers[1];
  if (some === undefined) return;
  const [ours, theirs] = registers.map(
    (register) => new Map((register?.fields ?? []).map((field) => [field.path.slice(register?.path.length), field])),
  );
  if (ours === undefined || theirs === undefined) return;
  const missing = [missingText(registers, nodes, sides, 0), missingText(registers, nodes, sides, 1)] as const;
  for (const suffix of new Set([...ours.keys(), ...theirs.keys()])) {
    const [x, y] = [ours.get(suffix), theirs.get(suffix)];
    const field = x ?? y;
    const values = valuesOf([x, y], missing);
    if (field === undefined || values === null) continue;
    const isSole = field.lsb === 0 && field.msb === some.width * 8 - 1;
    const bits = field.msb === field.lsb ? `${field.msb}` : `${field.msb}:${field.lsb}`;
    const own = field.reserved ? `${field.name} [${bits}]` : field.name;
    add({
      name: `${capability} › ${isSole ? some.name : `${some.name} › ${own}`}`,
      values,
      offset: some.offset,
      path: x === undefined ? null : isSole ? (registers[0]?.path ?? null) : x.path,
      volatile: isVolatile(nodes[0].key, path, `${path}${suffix}`, field),
    });
  }
}

/** @returns null where they do not differ, or nobody knows them */
function valuesOf([x, y]: Two<FieldNode | undefined>, missing: Two<Words | null>): FieldPair["values"] | null {
  if (x !== undefined && y !== undefined) {
    if (x.raw === y.raw) return null;
    const texts = [fieldText(x), fieldText(y)] as const;
    if (texts[0] !== texts[1] || x.raw === null || y.raw === null) return texts;
    // Two numbers can have one meaning: `reserved`.
    return [`${x.shown} (${rawText(x.raw, x.msb, x.lsb)})`, `${y.shown} (${rawText(y.raw, y.msb, y.lsb)})`];
  }
  const values = [x ? fieldText(x) : missing[0], y ? fieldText(y) : missing[1]] as const;
  return values[0] === null && values[1] === null ? null : values;
}

/** What a side says of a field that it does not have: that it is not there, or null where its bytes were not read. */
function missingText(
  registers: Two<RegisterNode | undefined>,
  nodes: Two<CapabilityNode>,
  sides: Two<Side>,
  side: 0 | 1,
): Words | null {
  const own = registers[side];
  if (own !== undefined) return own.raw === null ? null : T.absent;
  const other = registers[side === 0 ? 1 : 0];
  const from = nodes[side === 0 ? 1 : 0].range.start;
  if (other === undefined) return null;
  const isRead = sides[side].space.has(nodes[side].range.start + other.offset - from, other.width);
  return isRead ? T.absent : null;
}

const SPACE_SIZE = 4096;

/** 1 for each byte that a register, or the head of a capability, has: what is left only its vendor knows. */
function namedBytes({ structures }: Side): Uint8Array {
  const named = new Uint8Array(SPACE_SIZE);
  for (const { node } of structures.values()) {
    if (node.space !== "header")
      named.fill(1, node.range.start, node.range.start + (node.space === "standard" ? 2 : 4));
    for (const { offset, width } of node.registers) named.fill(1, offset, offset + width);
  }
  return named;
}

/** Four at a time, by their place. */
function compareOtherBytes(sides: Two<Side>, add: Add): void {
  const [a, b] = sides;
  const [ours, theirs] = [namedBytes(a), namedBytes(b)];
  const end = Math.min(a.space.length, b.space.length);
  for (let at = 0; at < end; at += 4) {
    const places = [at, at + 1, at + 2, at + 3].filter(
      (place) => !ours[place] && !theirs[place] && a.space.has(place, 1) && b.space.has(place, 1),
    );
    if (places.every((place) => a.space.bytes[place] === b.space.bytes[place])) continue;
    const text = ({ space }: Side) => places.map((place) => hexDigits(space.u8(place), 2)).join(" ");
    const [first = at] = places;
    const holder = [...a.structures.values()].find(({ node: { range } }) => first >= range.start && first < range.end);
    const name = T.bytes({ capability: holder?.name ?? T.outside, offset: offsetOf(first) });
    add({ name, values: [text(a), text(b)], offset: first, path: null, volatile: false });
  }
}

const SERIAL_NUMBER = 0x03;

/** The serial number of the card (PCIe 6.2 §7.9.3); null where there is none, or it was not read. */
export function serialOf(space: ConfigSpace): string | null {
  if (space.length <= 0x100) return null;
  const { extended } = capabilityChains(functionContext(space));
  const at = extended.found.find(({ id }) => id === SERIAL_NUMBER)?.at;
  if (at === undefined || !space.has(at + 4, 8)) return null;
  const serial = space.u64(at + 4);
  // What no manufacturer has given out tells no card from another.
  return serial === 0n || serial === 0xffffffffffffffffn ? null : hexDigits(serial, 16);
}
