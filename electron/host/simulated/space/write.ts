/** Writes registers by the paths of a capability table: the inverse of what decoding reads, so the two cannot drift. */
import { type Accessor, accessorOf, Context } from "../../../../shared/pci/accessor.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { functionContext } from "../../../../shared/pci/decode.ts";
import type { CapabilityDef } from "../../../../shared/pci/layout.ts";

/** Values by path: `ctl.enable`, `total`, and with an index for a register that repeats: `lane[3].preset`. */
export type FieldValues = Readonly<Record<string, number | bigint>>;

function resolve(def: CapabilityDef, path: string): { accessor: Accessor; index: number } {
  const match = /^([^[]+)\[(\d+)\](\..+)$/.exec(path);
  if (!match) return { accessor: accessorOf(def, path), index: 0 };
  const [, group, index, rest] = match;
  return { accessor: accessorOf(def, `${group}${rest}`), index: Number(index) };
}

function readBytes(bytes: Uint8Array, offset: number, width: number): bigint {
  let value = 0n;
  for (let i = width - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[offset + i] ?? 0);
  return value;
}

function writeBytes(bytes: Uint8Array, offset: number, width: number, value: bigint): void {
  if (offset < 0 || offset + width > bytes.length) throw new RangeError(`offset ${offset.toString(16)}h is outside`);
  for (let i = 0; i < width; i++) bytes[offset + i] = Number((value >> BigInt(8 * i)) & 0xffn);
}

/**
 * Sets one field or register of the capability at `at`.
 * @throws RangeError when the value does not fit the field; Error when the table has no such path
 */
export function setField(
  bytes: Uint8Array,
  def: CapabilityDef,
  at: number,
  path: string,
  value: number | bigint,
): void {
  const { accessor, index } = resolve(def, path);
  const { width, lsb } = accessor;
  const size = BigInt(accessor.msb - lsb + 1);
  const wanted = BigInt(value);
  if (wanted < 0n || wanted >> size !== 0n) throw new RangeError(`${def.key}.${path}: ${value} does not fit`);
  let start = at;
  if (accessor.group !== null) {
    start += accessor.group.offset(index, new Context(def, functionContext(new ConfigSpace(bytes)), at));
  }
  const mask = ((1n << size) - 1n) << BigInt(lsb);
  const before = readBytes(bytes, start + accessor.offset, width);
  writeBytes(bytes, start + accessor.offset, width, (before & ~mask) | (wanted << BigInt(lsb)));
}

/** Sets several, in the order given: a register whose place depends on another comes after it. */
export function setFields(bytes: Uint8Array, def: CapabilityDef, at: number, values: FieldValues): void {
  for (const [path, value] of Object.entries(values)) setField(bytes, def, at, path, value);
}

/** A plain little-endian word of 1, 2 or 4 bytes. */
export function setWord(bytes: Uint8Array, offset: number, width: 1 | 2 | 4, value: number): void {
  writeBytes(bytes, offset, width, BigInt(value >>> 0));
}
