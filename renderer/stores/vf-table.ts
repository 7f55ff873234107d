/** Edits in the tables of VFs of the machine on screen, by PF: they outlive a look at another tab or function. */
import { create } from "zustand";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { editsOf, NO_EDITS, type VfEdits } from "../model/vf-edits.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { useRuns } from "./operation-run.ts";

interface VfTableState {
  readonly edits: ReadonlyMap<Bdf, VfEdits>;
  /** What the edits were before each edit by hand, latest last; none that the machine has changed since. */
  readonly before: ReadonlyMap<Bdf, readonly VfEdits[]>;
  /** Edits that the machine took while a change runs or waits to be kept: they are given back when it is rolled back. */
  readonly taken: ReadonlyMap<Bdf, VfEdits>;
  /** VFs that the table of this PF is asked to select, ready to be edited; null once it has. */
  readonly wanted: { readonly pf: Bdf; readonly vfs: readonly number[] } | null;
}

type Kept = Pick<VfTableState, "edits" | "before" | "taken">;

const NOTHING: Kept = { edits: new Map(), before: new Map(), taken: new Map() };

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
    if (by === "hand") return put(state, pf, after, [...(state.before.get(pf) ?? []), before]);
    const isRunning = useRuns.getState().runs[useMachine.getState().host ?? ""]?.status.state === "running";
    if (!isRunning) return put(state, pf, after, []);
    const gone = new Map([...before].filter(([vf, edit]) => after.get(vf) !== edit));
    return { ...put(state, pf, after, []), taken: new Map(state.taken).set(pf, joined(state.taken.get(pf), gone)) };
  });
}

/** The later edits over the earlier ones. */
function joined(earlier: VfEdits = NO_EDITS, later: VfEdits = NO_EDITS): VfEdits {
  const all = new Map(earlier);
  for (const [vf, edit] of later) all.set(vf, { ...all.get(vf), ...edit });
  return all;
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

/** What operations that were seen to end wrote, by host and PF; an operation of another kind may have changed all of it. */
const useWrittenEdits = create<{ readonly of: ReadonlyMap<string, VfEdits> }>(() => ({ of: new Map() }));

client.on("journal.changed", ({ host, entry: { state, request } }) => {
  if (state === "running") return;
  useWrittenEdits.setState(({ of }) => {
    if (request.kind !== "vf.settings" || state !== "done") {
      return { of: new Map([...of].filter(([key]) => !key.startsWith(`${host} `))) };
    }
    const key = `${host} ${request.pf}`;
    const now = new Map(of.get(key));
    for (const [vf, settings] of editsOf(request)) now.set(vf, { ...now.get(vf), ...settings });
    return { of: new Map(of).set(key, now) };
  });
});

/** Settings of VFs that were written while this window was open. */
export function useVfWritten(pf: Bdf): VfEdits {
  const host = useMachine((state) => state.host);
  return useWrittenEdits(({ of }) => of.get(`${host} ${pf}`) ?? NO_EDITS);
}

/** Of the machines that are not on screen, by host. */
const elsewhere = new Map<string, Kept>();

useMachine.subscribe(({ host }, { host: left }) => {
  if (host === left) return;
  const { edits, before, taken } = useVfTable.getState();
  if (left !== null) elsewhere.set(left, { edits, before, taken });
  useVfTable.setState({ wanted: null, ...((host === null ? undefined : elsewhere.get(host)) ?? NOTHING) });
});

/** What the machine has not come to have after all is still wanted; an edit made since is newer. */
function givenBack(known: Kept, isDone: boolean): Kept {
  const { edits, taken, before } = known;
  if (taken.size === 0) return known;
  const all = new Map(edits);
  if (!isDone) for (const [pf, own] of taken) all.set(pf, joined(own, edits.get(pf)));
  return { edits: all, before, taken: new Map() };
}

useRuns.subscribe(({ runs }, before) => {
  for (const [host, { status }] of Object.entries(runs)) {
    if (status.state === "running" || before.runs[host]?.status.state !== "running") continue;
    const isDone = status.state === "done";
    const kept = elsewhere.get(host);
    if (host === useMachine.getState().host) useVfTable.setState((table) => givenBack(table, isDone));
    else if (kept !== undefined) elsewhere.set(host, givenBack(kept, isDone));
  }
});
