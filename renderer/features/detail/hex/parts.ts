/** Which colour a structure has in the bytes and in the legend. */
import type { RangeIndex } from "../../../../shared/pci/ranges.ts";
import styles from "./parts.module.css";

const COLOURS = [styles.part0, styles.part1, styles.part2, styles.part3, styles.part4, styles.part5];

/** Neighbours differ; the header is always grey. */
export function partClassOf(index: number, isHeader: boolean): string {
  if (index < 0) return styles.nobody ?? "";
  if (isHeader) return styles.header ?? "";
  return COLOURS[index % COLOURS.length] ?? "";
}

/** The colour of the structure that owns the byte. */
export function partClass(ranges: RangeIndex, offset: number): string {
  const owner = ranges.ownerAt(offset);
  return partClassOf(owner, ranges.structures[owner]?.space === "header");
}
