/** Edits in the tables of VFs of the machine on screen, by PF: they outlive a look at another tab or function. */
import { create } from "zustand";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { NO_EDITS, type VfEdits } from "../model/vf-edits.ts";
import { useMachine } from "./machine.ts";

interface VfTableState {
  readonly edits: ReadonlyMap<Bdf, VfEdits>;
  /** VFs that the table of this PF is asked to select, ready to be edited; null once it has. */
  readonly wanted: { readonly pf: Bdf; readonly vfs: readonly number[] } | null;
}

export const useVfTable = create<VfTableState>(() => ({ edits: new Map(), wanted: null }));

export function useVfEdits(pf: Bdf): VfEdits {
  return useVfTable((state) => state.edits.get(pf) ?? NO_EDITS);
}

export function setVfEdits(pf: Bdf, change: (edits: VfEdits) => VfEdits): void {
  useVfTable.setState((state) => {
    const before = state.edits.get(pf) ?? NO_EDITS;
    const after = change(before);
    if (after === before) return state;
    const edits = new Map(state.edits).set(pf, after);
    if (after.size === 0) edits.delete(pf);
    return { edits };
  });
}

useMachine.subscribe(({ host }, before) => {
  if (host !== before.host) useVfTable.setState({ edits: new Map(), wanted: null });
});
