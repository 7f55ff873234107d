import { memo } from "react";
import type { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { RangeIndex } from "../../../../shared/pci/ranges.ts";
import { CONFIG_BYTES_WORDS } from "../../../words/config-bytes.ts";
import { useSay } from "../../../words/language.ts";
import { asciiOf, UNKNOWN } from "./bytes.ts";
import styles from "./HexPane.module.css";
import { partClass } from "./parts.ts";
import { ROW } from "./selection.ts";

interface HexRowProps {
  /** Of the row's first byte. */
  readonly offset: number;
  readonly space: ConfigSpace;
  readonly ranges: RangeIndex;
  /** One bit a byte, the row's first byte lowest. */
  readonly selected: number;
  readonly marked: number;
  /** Bytes that changed, and what they were. */
  readonly changed: number;
  readonly before: ReadonlyMap<number, number>;
  /** The byte with the cursor, counted from the row's first; -1 = not in this row. */
  readonly cursor: number;
  readonly ascii: boolean;
  readonly idPrefix: string;
  readonly top: number;
}

/** Sixteen bytes. Memoised: moving over the bytes redraws only the rows that change. */
export const HexRow = memo(function HexRow(props: HexRowProps) {
  const { offset, space, ranges, selected, marked, changed, before, cursor, ascii, idPrefix, top } = props;
  const say = useSay();
  const columns = Array.from({ length: ROW }, (_, column) => column);
  const has = (mask: number, column: number) => (mask >> column) & 1;
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={offset / ROW + 2}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      data-testid={`hex-row-${hexDigits(offset, 3)}`}
    >
      <span role="rowheader" tabIndex={-1} className={styles.offset}>
        {hexDigits(offset, 3)}
      </span>
      {columns.map((column) => {
        const at = offset + column;
        const known = space.has(at, 1);
        const byte = space.u8(at);
        const was = has(changed, column) ? before.get(at) : undefined;
        const classes = [
          styles.byte,
          column === 8 ? styles.half : "",
          known ? partClass(ranges, at) : styles.unknown,
          known && byte === 0 ? styles.zero : "",
          has(changed, column) ? styles.changed : "",
          has(marked, column) ? styles.marked : "",
          has(selected, column) ? styles.selected : "",
          cursor === column ? styles.cursor : "",
        ];
        return (
          <span
            key={column}
            role="gridcell"
            tabIndex={-1}
            id={`${idPrefix}${at}`}
            aria-selected={has(selected, column) === 1}
            aria-label={known ? undefined : say(CONFIG_BYTES_WORDS.unknownByte({ offset: hexDigits(at, 3) }))}
            data-offset={at}
            title={was === undefined ? undefined : say(CONFIG_BYTES_WORDS.was({ value: hexDigits(was, 2) }))}
            className={classes.filter((name) => name !== "").join(" ")}
          >
            {known ? hexDigits(byte, 2) : UNKNOWN}
          </span>
        );
      })}
      {ascii ? (
        <span className={styles.ascii} aria-hidden="true">
          {columns.map((column) => {
            const at = offset + column;
            const on = has(selected, column) || has(marked, column);
            return (
              <span key={column} data-offset={at} className={on ? styles.markedAscii : ""}>
                {space.has(at, 1) ? asciiOf(space.u8(at)) : " "}
              </span>
            );
          })}
        </span>
      ) : null}
    </div>
  );
});
