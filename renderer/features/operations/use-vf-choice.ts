import { useState } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { capabilityTotalVfs } from "../../../shared/machine/vf-slices.ts";
import { type VfPreflight, vfPreflight } from "../../../shared/operations/checks/vf-preflight.ts";
import type { OperationRequest, VfPurpose } from "../../../shared/operations/request/request.ts";
import { useConfig } from "../../stores/config.ts";
import type { VfDraft } from "../../stores/operations.ts";
import { likelyPurpose, purposeNow, type VfRange, vfRange } from "./vf-choice.ts";

interface Draft {
  /** null while the field is empty. */
  readonly count: number | null;
  /** null = as it is now. */
  readonly purpose: VfPurpose | null;
}

export interface VfChoice {
  readonly range: VfRange;
  /** What fits, and what binds it. */
  readonly preflight: VfPreflight;
  /** VFs that are there now. */
  readonly from: number;
  readonly count: number | null;
  /** null = the VFs are bound to different drivers, and nothing was chosen. */
  readonly purpose: VfPurpose | null;
  /** What to plan; null where nothing was changed, or no number is there. */
  readonly request: Extract<OperationRequest, { readonly kind: "vfs.set" }> | null;
  setCount(count: number | null): void;
  setPurpose(purpose: VfPurpose): void;
  /** Back to what is there. */
  reset(): void;
}

/** A number of VFs that is being chosen for a PF, against what is there. */
export function useVfChoice(machine: Machine, pf: FunctionInfo, initial: VfDraft | null): VfChoice {
  const view = useConfig(pf);
  const space = view.state === "decoded" ? view.config.space : null;
  const total = space === null ? null : capabilityTotalVfs(space);
  const from = pf.sriov?.numVfs ?? 0;
  const [draft, setDraft] = useState<Draft | null>(initial);
  const [lastFrom, setLastFrom] = useState(from);
  if (lastFrom !== from) {
    // The number has changed on the machine: what was meant against the one before is over.
    setLastFrom(from);
    setDraft(null);
  }
  const vfs = machine.vfsOf(pf.bdf);
  const now = purposeNow(vfs);
  const count = draft === null ? from : draft.count;
  const purpose = draft?.purpose ?? now;
  const changed = count !== from || (count > 0 && purpose !== now);
  const wanted = purpose ?? likelyPurpose(vfs);
  return {
    range: vfRange(machine, pf, total, space),
    preflight: vfPreflight(machine, pf, space),
    from,
    count,
    purpose: count === from && from > 0 ? purpose : wanted,
    request:
      count !== null && Number.isInteger(count) && changed
        ? { kind: "vfs.set", pf: pf.bdf, count, purpose: wanted }
        : null,
    setCount: (next) => setDraft({ count: next, purpose: draft?.purpose ?? null }),
    setPurpose: (next) => setDraft({ count, purpose: next }),
    reset: () => setDraft(null),
  };
}
