/** Edits in the tables of VFs of the machine on screen, by PF: they outlive a look at another tab or function. */
import { create } from "zustand";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { NO_EDITS, type VfEdits } from "../model/vf-edits.ts";
import { useMachine } from "./machine.ts";

interface VfTableState {
  readonly edits: ReadonlyMap<Bdf, VfEdits>;
  /** What the edits were before each edit by hand, latest last; none that the machine has changed since. */
  readonly before: ReadonlyMap<Bdf, readonly VfEdits[]>;
  /** VFs that the table of this PF is asked to select, ready to be edited; null once it has. */
  readonly wanted: { readonly pf: Bdf; readonly vfs: readonly number[] } | null;
}

const NOTHING: Pick<VfTableState, "edits" | "before"> = { edits: new Map(), before: new Map() };

export const useVfTable = create<VfTableState>(() => ({ ...NOTHING, wanted: null }));

export function useVfEdits(pf: Bdf): VfEdits {
  return useVfTable((state) => state.edits.get(pf) ?? NO_EDITS);
}

/** @param by what the machine takes away (an edit that it has come to have) is not brought back by hand */
export function setVfEdits(pf: Bdf, change: (edits: VfEdits) => VfEdits, by: "hand" | "machine"): void {
  useVfTable.setState((state) => {
    const before = state.edits.get(pf) ?? NO_EDITS;
    const after = change(before);
    if (after === before) return state;
    return put(state, pf, after, by === "hand" ? [...(state.before.get(pf) ?? []), before] : []);
  });
}

/** Takes the last edit by hand back, also that all were discarded. @returns false = there is none */
export function takeBackVfEdit(pf: Bdf): boolean {
  const state = useVfTable.getState();
  const [last, ...older] = (state.before.get(pf) ?? []).toReversed();
  if (last === undefined) return false;
  useVfTable.setState(put(state, pf, last, older.toReversed()));
  return true;
}

function put(state: VfTableState, pf: Bdf, edits: VfEdits, before: readonly VfEdits[]): Partial<VfTableState> {
  const [all, earlier] = [new Map(state.edits), new Map(state.before)];
  if (edits.size > 0) all.set(pf, edits);
  else all.delete(pf);
  if (before.length > 0) earlier.set(pf, before);
  else earlier.delete(pf);
  return { edits: all, before: earlier };
}

/** Of the machines that are not on screen, by host. */
const elsewhere = new Map<string, Pick<VfTableState, "edits" | "before">>();

useMachine.subscribe(({ host }, { host: left }) => {
  if (host === left) return;
  const { edits, before } = useVfTable.getState();
  if (left !== null) elsewhere.set(left, { edits, before });
  useVfTable.setState({ wanted: null, ...((host === null ? undefined : elsewhere.get(host)) ?? NOTHING) });
});
