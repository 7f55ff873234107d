/** What a request comes to on a given machine, before it is checked, numbered and written out. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import type { UsageFacts } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import type { Check } from "../checks/found.ts";
import { bindsNewVfs } from "../findings/drivers.ts";
import type { JournalEntry } from "../record/record.ts";
import type { OperationRequest, VfPurpose } from "../request/request.ts";
import type { DraftStep } from "../verbs/steps.ts";
import type { VfSettings } from "../verbs/vf-settings.ts";
import { bindingOf, UNBOUND, type VfsWere, type VfWas } from "./bindings.ts";
import type { PlanEffects } from "./types.ts";

/** What the program knows beyond one scan; all of it may be missing. */
export interface PlanKnowledge {
  /** Who uses the machine; left out = nobody was asked. */
  readonly usage?: UsageFacts;
  /** Why nothing of what is done would be kept, in words without a full stop; null, or left out = it is kept. */
  readonly journalProblem?: string | null;
  /** The bytes of a configuration space, read without waking anything; null = not read. */
  readonly config?: (bdf: Bdf) => ConfigSpace | null;
  /** TotalVFs of the SR-IOV capability, which the driver may have lowered; null = not read. */
  readonly capabilityTotalVfs?: (pf: Bdf) => number | null;
  /** The host driver that the journal last saw on the function. */
  readonly previousDriver?: (bdf: Bdf) => string | null;
  /** Settings of a PF's VFs; null = they could not be read. */
  readonly vfSettings?: (pf: Bdf) => readonly VfSettings[] | null;
  /** Size of a function's MSI-X table. */
  readonly msixSize?: (bdf: Bdf) => number | null;
  /** Another entry of the journal, for one that refers to it. */
  readonly entry?: (id: string) => JournalEntry | null;
}

export interface PlanInput {
  readonly machine: Machine;
  readonly request: OperationRequest;
  /** The entry that an `undo` request takes back. */
  readonly undoOf?: JournalEntry | undefined;
  readonly newId: () => string;
  readonly knowledge?: PlanKnowledge | undefined;
}

/** A input with who uses the machine. */
export interface DraftInput extends PlanInput {
  readonly usage: Usage;
}

/** The changes that a plan makes, in the terms that checks ask about. */
export interface Change {
  /** null = no VFs come or go */
  readonly vfs: {
    readonly pf: FunctionInfo;
    readonly from: number;
    readonly to: number;
    /** null = each as it once was */
    readonly purpose: VfPurpose | null;
    /** Will any new VF be on vfio-pci? */
    readonly toVfio: boolean;
  } | null;
  /** Existing functions that vfio-pci gets. */
  readonly toVfio: readonly FunctionInfo[];
  /** Existing functions that the host gets (back). */
  readonly toHost: readonly FunctionInfo[];
  /** Existing functions that lose their driver. */
  readonly toNone: readonly FunctionInfo[];
}

export const NO_CHANGE: Change = { vfs: null, toVfio: [], toHost: [], toNone: [] };

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
