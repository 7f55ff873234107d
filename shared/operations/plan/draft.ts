/** What a request comes to on a given machine, before it is checked, numbered and written out. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import type { Check } from "../checks/found.ts";
import { bindsNewVfs } from "../findings/drivers.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import { type Change, NO_CHANGE } from "../impact/change.ts";
import type { DraftStep } from "../verbs/table.ts";
import { bindingOf, UNBOUND, type VfsWere, type VfWas } from "./bindings.ts";
import type { PlanEffects } from "./types.ts";

/** An input with who uses the machine. */
export interface DraftInput extends PlanInput {
  readonly usage: Usage;
}

export interface Draft {
  readonly title: string;
  readonly summary: string;
  readonly steps: readonly DraftStep[];
  readonly effects: PlanEffects;
  /** How it can be taken back, or why it cannot, in sentences. */
  readonly undo: readonly string[];
  readonly change: Change;
  /** What the request itself gets wrong, and facts on functions that stay as they are. */
  readonly remarks: readonly Check[];
  /** false = nothing brings back what this does; left out = it can be taken back. */
  readonly undoable?: false;
}

export const NO_EFFECTS: PlanEffects = { creates: [], destroys: [], rebinds: [] };

/** A draft that does nothing: its remarks say why. */
export function emptyDraft(title: string, summary: string, remarks: readonly Check[]): Draft {
  return { title, summary, steps: [], effects: NO_EFFECTS, undo: [], change: NO_CHANGE, remarks };
}

/** A PF's VFs as they are now, by index. */
export function vfsNow(machine: Machine, pf: FunctionInfo): VfWas[] {
  return pf.virtfns.map(({ index, bdf }) => {
    const vf = machine.byBdf.get(bdf);
    return { index, bdf, ...(vf ? bindingOf(vf) : UNBOUND) };
  });
}

/** What it takes to create the VFs of now again. */
export function vfsWere(machine: Machine, pf: FunctionInfo): VfsWere {
  return {
    pf: pf.bdf,
    count: pf.sriov?.numVfs ?? 0,
    vfs: vfsNow(machine, pf),
    autoprobe: pf.sriov?.driversAutoprobe ?? null,
    bindsByItself: bindsNewVfs(machine, pf),
  };
}
