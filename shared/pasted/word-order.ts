/**
 * Rows of groups of several bytes do not say which byte of a group comes first: xxd writes them as they lie, od, hexdump
 * and debuggers write numbers, of which the lowest byte is written last. Pure.
 */
import { reversed, UNKNOWN_BYTE } from "./row.ts";

export interface WordRow {
  readonly line: number;
  readonly at: number;
  /** Bytes in a group: 2, 4 or 8. */
  readonly unit: number;
  /** In the order of the text. */
  readonly bytes: readonly number[];
  /** What its column of characters tells; null = nothing. */
  readonly isLittle: boolean | null;
  /** Who writes rows like this writes numbers. */
  readonly isNumbers: boolean;
}

/** The rows of one function with their bytes in the order of addresses; null when that order cannot be told. */
export function inOrder(rows: readonly WordRow[]): readonly WordRow[] | null {
  const isLittle = byColumn(rows) ?? bySense(rows) ?? (rows.every(({ isNumbers }) => isNumbers) || null);
  return isLittle === null ? null : turned(rows, isLittle);
}

function turned(rows: readonly WordRow[], isLittle: boolean): readonly WordRow[] {
  return isLittle ? rows.map((row) => ({ ...row, bytes: reversed(row.bytes, row.unit) })) : rows;
}

function byColumn(rows: readonly WordRow[]): boolean | null {
  const little = rows.filter((row) => row.isLittle === true).length;
  const text = rows.filter((row) => row.isLittle === false).length;
  return little === text ? null : little > text;
}

/** By what a configuration space looks like; null when both orders look like one, or neither. */
function bySense(rows: readonly WordRow[]): boolean | null {
  const asText = makesSense(turned(rows, false));
  const asLittle = makesSense(turned(rows, true));
  return asText === asLittle ? null : asLittle;
}

function makesSense(rows: readonly WordRow[]): boolean {
  const bytes: number[] = new Array(4096).fill(UNKNOWN_BYTE);
  for (const row of rows) for (const [index, byte] of row.bytes.entries()) bytes[row.at + index] = byte;
  return looksLikeConfig(bytes);
}

/**
 * Whether what is known of a configuration space can be one (PCI 3.0 §6.1, PCIe §7.6): header type, reserved bits of the
 * command, class, list of capabilities. The vendor proves nothing.
 */
export function looksLikeConfig(bytes: readonly number[]): boolean {
  const byte = (at: number) => bytes[at] ?? UNKNOWN_BYTE;
  const holds = (at: number, test: (value: number) => boolean) => byte(at) === UNKNOWN_BYTE || test(byte(at));
  const hasList = byte(0x06) !== UNKNOWN_BYTE && (byte(0x06) & 0x10) !== 0;
  const first = byte(0x34);
  return (
    holds(0x05, (value) => value < 0x08) &&
    holds(0x0b, (value) => value <= 0x14 || value === 0x40 || value === 0xff) &&
    holds(0x0b, (value) => value !== 0 || byte(0x0a) <= 1) &&
    holds(0x0e, (value) => (value & 0x7f) <= 2) &&
    (!hasList || holds(0x34, (value) => value >= 0x40 && value % 4 === 0)) &&
    (!hasList || first < 0x40 || holds(first, (value) => value > 0 && value <= 0x15)) &&
    holds(0x101, (value) => value === 0 || value === 0xff) &&
    holds(0x102, (value) => value === 0 || value === 0xff || (value & 0x0f) !== 0)
  );
}
