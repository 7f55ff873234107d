/**
 * What a person is about to do to the machine, as state only: the table, the palette and the detail pane ask here,
 * the dialogs of features/operations and features/report answer.
 */
import { create } from "zustand";
import type { ReportRequestInput } from "../../shared/contract/contract.ts";
import type { GhostVf } from "../../shared/machine/ghost-vf.ts";
import type { PlanEffects } from "../../shared/operations/plan/types.ts";
import type { OperationRequest, VfPurpose } from "../../shared/operations/request/request.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { useMachine } from "./machine.ts";

export type ExportScope = ReportRequestInput["scope"];

/** A number of VFs that somebody has in mind, and what they are for. */
export interface VfDraft {
  readonly count: number;
  readonly purpose: VfPurpose;
}

/** The dialog that is asked for. A new object for each request, so that asking twice is seen twice. */
export type AskedDialog =
  /** Choose a number of VFs for this PF; begins with the draft where there is one. */
  | { readonly kind: "vfs"; readonly pf: Bdf; readonly draft: VfDraft | null }
  /** Plan this, show the plan, and run it when the user says so. */
  | { readonly kind: "plan"; readonly request: OperationRequest }
  /** Show the operation that runs on the machine on screen, or that ran last. */
  | { readonly kind: "run" }
  /** What libvirt, QEMU or a container runtime needs to take these functions over. */
  | { readonly kind: "handoff"; readonly bdfs: readonly Bdf[] }
  /** Controllers of these VFs of an NVMe PF, by their indices. */
  | { readonly kind: "nvmeVfs"; readonly pf: Bdf; readonly vfs: readonly number[] }
  /** Choose how these are reset. */
  | { readonly kind: "reset"; readonly bdfs: readonly Bdf[] }
  /** Text that makes a function's driver or number of VFs last. */
  | { readonly kind: "permanent"; readonly bdf: Bdf }
  | { readonly kind: "export"; readonly scope: ExportScope };

interface OperationsState {
  readonly asked: AskedDialog | null;
  /** VFs that the plan on screen would create; drawn in the table. */
  readonly ghosts: readonly GhostVf[];
  /** Functions that the plan on screen would remove; marked in the table. */
  readonly leaving: ReadonlySet<Bdf>;
  /** Shows in the table what would come and go; null = nothing would. */
  preview(effects: Pick<PlanEffects, "creates" | "destroys"> | null): void;
  /** The dialog that was asked for is closed; its ghosts go with it. */
  close(): void;
}

const NO_GHOSTS: readonly GhostVf[] = [];
const NONE_LEAVING: ReadonlySet<Bdf> = new Set();
const NO_PREVIEW = { ghosts: NO_GHOSTS, leaving: NONE_LEAVING };

export const useOperations = create<OperationsState>((set) => ({
  asked: null,
  ...NO_PREVIEW,
  preview: (effects) =>
    set(
      effects === null
        ? NO_PREVIEW
        : { ghosts: effects.creates, leaving: new Set(effects.destroys.map(({ bdf }) => bdf)) },
    ),
  close: () => set({ asked: null, ...NO_PREVIEW }),
}));

export function ask(asked: AskedDialog): void {
  useOperations.setState({ asked });
}

/** Asks for a plan, which is shown before it runs. */
export function requestPlan(request: OperationRequest): void {
  ask({ kind: "plan", request });
}

// What was asked for names functions of the machine that was on screen.
useMachine.subscribe(({ host }, before) => {
  if (host !== before.host) useOperations.getState().close();
});
