/** A run of bytes picked with mouse or keyboard, and where keys move it. Pure. */
import type { ByteRange } from "../../../../shared/pci/config-space.ts";

export const ROW = 16;

export interface Selection {
  /** Where it was started … */
  readonly anchor: number;
  /** … and the byte that keys move. */
  readonly focus: number;
}

export function rangeOf({ anchor, focus }: Selection): ByteRange {
  return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) + 1 };
}

export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

/** The byte that a key leads to; null for a key that does not move. */
function target(key: KeyPress, focus: number, size: number, page: number): number | null {
  const rowStart = focus - (focus % ROW);
  switch (key.key) {
    case "ArrowLeft":
      return focus - 1;
    case "ArrowRight":
      return focus + 1;
    case "ArrowUp":
      return focus - ROW;
    case "ArrowDown":
      return focus + ROW;
    case "PageUp":
      return Math.max(focus % ROW, focus - page * ROW);
    case "PageDown":
      return Math.min(size - ROW + (focus % ROW), focus + page * ROW);
    case "Home":
      return key.ctrl ? 0 : rowStart;
    case "End":
      return key.ctrl ? size - 1 : rowStart + ROW - 1;
    default:
      return null;
  }
}

/**
 * The selection after a key; null when the key is not one of its own. Moves that would leave the space do nothing.
 * @param page rows in view
 */
export function moveSelection(current: Selection | null, key: KeyPress, size: number, page: number): Selection | null {
  if (size === 0) return null;
  if (key.ctrl && key.key.toLowerCase() === "a") return { anchor: 0, focus: size - 1 };
  const from = current?.focus ?? -1;
  const wanted = target(key, Math.max(0, from), size, page);
  if (wanted === null) return null;
  if (current === null) return { anchor: 0, focus: 0 };
  const focus = wanted < 0 || wanted >= size ? current.focus : wanted;
  return { anchor: key.shift ? current.anchor : focus, focus };
}
