/** Which bytes of a row are in some ranges, as one bit a byte. */
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import { ROW } from "./selection.ts";

export function rowMask(offset: number, ranges: readonly ByteRange[]): number {
  let mask = 0;
  for (const { start, end } of ranges) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, ROW);
    if (from < to) mask |= ((1 << (to - from)) - 1) << from;
  }
  return mask;
}

/** @param bytes by offset */
export function changedMask(offset: number, bytes: ReadonlyMap<number, number>): number {
  if (bytes.size === 0) return 0;
  let mask = 0;
  for (let column = 0; column < ROW; column++) if (bytes.has(offset + column)) mask |= 1 << column;
  return mask;
}
