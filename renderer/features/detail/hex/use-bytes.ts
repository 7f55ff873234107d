import { useMemo, useState } from "react";
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import type { DecodedConfig } from "../../../model/decoded-config.ts";
import type { Selection } from "./selection.ts";

const NONE: readonly ByteRange[] = [];

/** What is selected and pointed at among the bytes of one function. */
export interface Bytes {
  readonly selection: Selection | null;
  readonly select: (selection: Selection | null) => void;
  readonly hover: (offset: number | null) => void;
  /** Something elsewhere is pointed at: its bytes; empty when nothing is. */
  readonly point: (ranges: readonly ByteRange[]) => void;
  /** Bytes to mark: of what is pointed at, else of the register under the pointer. */
  readonly marked: readonly ByteRange[];
  readonly hovered: number | null;
  /** The byte that the inspector tells of. */
  readonly offset: number | null;
}

export function useBytes(config: DecodedConfig): Bytes {
  const [selection, select] = useState<Selection | null>(null);
  const [hovered, hover] = useState<number | null>(null);
  const [pointed, point] = useState<readonly ByteRange[]>(NONE);
  const marked = useMemo(() => {
    if (pointed.length > 0 || hovered === null) return pointed;
    const [at] = config.ranges.registersAt(hovered);
    return at === undefined ? NONE : config.ranges.bytesOf(at.register.path);
  }, [config, pointed, hovered]);
  return { selection, select, hover, point, marked, hovered, offset: hovered ?? selection?.focus ?? null };
}
