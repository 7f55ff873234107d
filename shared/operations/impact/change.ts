/** What a plan changes, by function: what checks look at, whichever steps lead there. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { VfPurpose } from "../request/request.ts";

/** The changes that a plan makes, in the terms that checks ask about. */
export interface Change {
  /** null = no VFs come or go */
  readonly vfs: {
    readonly pf: FunctionInfo;
    readonly from: number;
    readonly to: number;
    /** What was asked for, where the driver makes another number. */
    readonly wished?: number;
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

/** Functions that go to vfio-pci; of VFs that are made for it, their PF. */
export function goingToVfio({ vfs, toVfio }: Change): readonly FunctionInfo[] {
  return vfs?.toVfio ? [...toVfio, vfs.pf] : toVfio;
}
