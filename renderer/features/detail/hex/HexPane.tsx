import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useId, useRef } from "react";
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { copyText } from "../../../actions/clipboard.ts";
import type { DecodedConfig } from "../../../model/decoded-config.ts";
import { drawnId } from "../../../ui/drawn.ts";
import { CONFIG_BYTES_WORDS } from "../../../words/config-bytes.ts";
import { useSay } from "../../../words/language.ts";
import { bytesText, changedMask, rowMask } from "./bytes.ts";
import styles from "./HexPane.module.css";
import { HexRow } from "./HexRow.tsx";
import { moveSelection, ROW, rangeOf, type Selection } from "./selection.ts";

const ROW_HEIGHT = 21;
/** Height of the line with the column numbers, which covers the first rows while scrolled. */
const HEAD_HEIGHT = 23;

interface HexPaneProps {
  readonly config: DecodedConfig;
  /** Bytes to draw; the rest of the space is left out. */
  readonly length: number;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  /** Bytes of what is pointed at elsewhere. */
  readonly marked: readonly ByteRange[];
  /** A byte to bring into view whenever it changes; null = none. */
  readonly follow?: number | null;
  /** Bytes that changed with the last readings, with what they were; none when left out. */
  readonly changed?: ReadonlyMap<number, number>;
  readonly onHover: (offset: number | null) => void;
  readonly ascii: boolean;
}

const NONE: readonly ByteRange[] = [];
const UNCHANGED: ReadonlyMap<number, number> = new Map();
const COLUMNS = Array.from({ length: ROW }, (_, column) => column);

function offsetOf(target: EventTarget | null): number | null {
  const cell = target instanceof Element ? target.closest("[data-offset]") : null;
  const text = cell?.getAttribute("data-offset") ?? null;
  return text === null ? null : Number(text);
}

/** The keyboard stays with the grid: a cell that scrolls out of view would take it along. */
function keepFocus(event: MouseEvent<HTMLDivElement>): void {
  event.preventDefault();
  event.currentTarget.focus({ preventScroll: true });
}

/** The bytes of a configuration space, sixteen a row, each in the colour of the structure it belongs to. */
export function HexPane(props: HexPaneProps) {
  const { config, length, selection, onSelect, marked, follow = null, changed = UNCHANGED, onHover, ascii } = props;
  const say = useSay();
  const idPrefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
  const rows = Math.ceil(length / ROW);
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 6,
  });
  const focus = selection?.focus ?? null;

  useEffect(() => {
    if (focus !== null && focus < length) virtualizer.scrollToIndex(Math.floor(focus / ROW), { align: "auto" });
  }, [focus, length, virtualizer]);
  useEffect(() => {
    if (follow !== null && follow < length) virtualizer.scrollToIndex(Math.floor(follow / ROW), { align: "auto" });
  }, [follow, length, virtualizer]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === "c" && selection !== null) {
      event.preventDefault();
      void copyText(bytesText(config.space, rangeOf(selection)));
      return;
    }
    if (event.key === "Escape" && selection !== null) {
      event.stopPropagation();
      onSelect(null);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const next = moveSelection(selection, { key: event.key, shift: event.shiftKey, ctrl }, length, page);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const offset = offsetOf(event.target);
    if (offset === null || event.button !== 0) return;
    dragging.current = true;
    onSelect({ anchor: event.shiftKey && selection !== null ? selection.anchor : offset, focus: offset });
  };
  const onPointerOver = (event: PointerEvent<HTMLDivElement>): void => {
    const offset = offsetOf(event.target);
    onHover(offset);
    if (offset === null || !dragging.current || selection === null) return;
    if ((event.buttons & 1) === 0) dragging.current = false;
    else onSelect({ anchor: selection.anchor, focus: offset });
  };

  const selectedRanges = selection === null ? NONE : [rangeOf(selection)];
  const items = virtualizer.getVirtualItems();
  const cursor =
    focus === null || focus >= length ? undefined : drawnId(items, Math.floor(focus / ROW), `${idPrefix}${focus}`);
  return (
    <div className={styles.pane}>
      <div
        ref={scroller}
        role="grid"
        aria-label={say(CONFIG_BYTES_WORDS.grid)}
        aria-rowcount={rows + 1}
        aria-colcount={ROW + 1}
        aria-multiselectable="true"
        aria-activedescendant={cursor}
        tabIndex={0}
        className={styles.grid}
        data-testid="hex-grid"
        onKeyDown={onKeyDown}
        onMouseDown={keepFocus}
        onPointerDown={onPointerDown}
        onPointerOver={onPointerOver}
        onPointerUp={() => {
          dragging.current = false;
        }}
        onPointerLeave={() => onHover(null)}
      >
        <div className={styles.sticky} role="row" tabIndex={-1} aria-rowindex={1}>
          <div className={styles.head} role="presentation">
            <span className={styles.offset} role="columnheader" tabIndex={-1}>
              <span className="visually-hidden">{say(CONFIG_BYTES_WORDS.offset)}</span>
            </span>
            {COLUMNS.map((column) => (
              <span
                key={column}
                role="columnheader"
                tabIndex={-1}
                className={`${styles.byte} ${column === 8 ? styles.half : ""}`}
              >
                {hexDigits(column, 2)}
              </span>
            ))}
          </div>
        </div>
        <div className={styles.space} role="rowgroup" style={{ height: rows * ROW_HEIGHT }}>
          {items.map(({ index, start }) => {
            const offset = index * ROW;
            const inRow = focus !== null && focus >= offset && focus < offset + ROW;
            return (
              <HexRow
                key={index}
                offset={offset}
                space={config.space}
                ranges={config.ranges}
                selected={rowMask(offset, selectedRanges)}
                marked={rowMask(offset, marked)}
                changed={changedMask(offset, changed)}
                before={changed}
                cursor={inRow && focus !== null ? focus - offset : -1}
                ascii={ascii}
                idPrefix={idPrefix}
                top={start - HEAD_HEIGHT}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
