/**
 * A list of register places and masks that was made from public headers without a look at the capability tables, so that
 * a wrong bit of theirs is found by a machine. A row is
 *
 *     TABLE OFFSET NAME [= MASK …]
 *
 * with the key of a table (`ide/link`: of a group of it, counted from the instance's start), the register's offset and its
 * masks in hexadecimal, and what the source calls it. A row without masks is a register of which only the place is told.
 */

/** Bits counted from the start of the capability or of the group's instance. */
export interface Mask {
  readonly low: number;
  readonly high: number;
}

export interface Figure {
  readonly source: string;
  /** Key of a table, or `key/group`. */
  readonly table: string;
  readonly offset: number;
  /** The source's own name for it. */
  readonly name: string;
  readonly masks: readonly Mask[];
}

/** @throws Error for a mask with a gap: no field has one */
function maskAt(offset: number, text: string): Mask {
  const value = BigInt(`0x${text}`);
  const bits = value.toString(2);
  const lowest = bits.length - 1 - bits.lastIndexOf("1");
  if (/10+1/.test(bits)) throw new Error(`a mask with a gap: ${text}`);
  return { low: 8 * offset + lowest, high: 8 * offset + bits.length - 1 };
}

function figureOf(source: string, row: string): Figure {
  const [place = "", masks = ""] = row.split(" = ");
  const [table = "", hex = "", name = ""] = place.split(" ");
  const offset = Number.parseInt(hex, 16);
  const all = masks.split(" ").filter((mask) => mask !== "");
  return { source, table, offset, name, masks: all.map((mask) => maskAt(offset, mask)) };
}

/** The rows of one source. */
export function figures(source: string, rows: string): readonly Figure[] {
  const lines = rows.split("\n").filter((row) => row !== "");
  return lines.map((row) => figureOf(source, row));
}
