/** How a person looks at a function's registers; kept while they go from function to function. */
import { create } from "zustand";
import type { ByteRange } from "../../../shared/pci/config-space.ts";
import { remember } from "../../stores/view.ts";

interface DetailState {
  /** Rows of the field tree that are not as they start; see TreeInput. */
  readonly toggled: ReadonlySet<string>;
  /** The same while the tree is filtered; begins again with each filter. */
  readonly toggledInFilter: ReadonlySet<string>;
  readonly filter: string;
  /** Rows for bits that no specification names. */
  readonly reserved: boolean;
  /** The bytes beside the field tree. */
  readonly hexBeside: boolean;
  readonly ascii: boolean;
  /** The tab with all bytes is asked to select these; null when it has. */
  readonly bytes: ByteRange | null;
  /** The chosen row of the field tree, by its stable key. */
  readonly chosen: string | null;
}

export const useDetail = create<DetailState>(() => ({
  toggled: new Set(),
  toggledInFilter: new Set(),
  filter: "",
  reserved: true,
  hexBeside: false,
  ascii: false,
  bytes: null,
  chosen: null,
}));

export function setFilter(filter: string): void {
  useDetail.setState({ filter, toggledInFilter: new Set() });
}

/** Opens what is closed and closes what is open. */
export function toggleRow(key: string): void {
  const { filter, toggled, toggledInFilter } = useDetail.getState();
  const filtered = filter.trim() !== "";
  const next = new Set(filtered ? toggledInFilter : toggled);
  if (!next.delete(key)) next.add(key);
  useDetail.setState(filtered ? { toggledInFilter: next } : { toggled: next });
}

/** Opens all of these, or closes everything. */
export function setAllOpen(open: boolean, capabilities: readonly string[]): void {
  const { filter } = useDetail.getState();
  // Under a filter everything starts open, otherwise everything starts closed: see TreeInput.
  if (filter.trim() !== "") useDetail.setState({ toggledInFilter: new Set(open ? [] : capabilities) });
  else useDetail.setState({ toggled: new Set(open ? capabilities : []) });
}

/** Selects bytes on the tab that shows all of them. */
export function revealBytes(bytes: ByteRange): void {
  useDetail.setState({ bytes });
  remember({ tab: "config" });
}
