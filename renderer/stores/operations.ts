/**
 * What a person is about to do to the machine, as state only: the table, the palette and the detail pane ask here,
 * the dialogs of features/operations and features/report answer.
 */
import { create } from "zustand";
import type { ReportRequestInput } from "../../shared/contract/contract.ts";
import type { GhostVf, Wish } from "../../shared/operations/types.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";

export type ExportScope = ReportRequestInput["scope"];

/** The dialog that is asked for. A new object for each request, so that asking twice is seen twice. */
export type OperationRequest =
  /** Choose a number of VFs for this PF. */
  | { readonly kind: "vfs"; readonly pf: Bdf }
  /** Plan this, show the plan, and run it when the person says so. */
  | { readonly kind: "plan"; readonly wish: Wish }
  | { readonly kind: "export"; readonly scope: ExportScope };

interface OperationsState {
  readonly request: OperationRequest | null;
  /** VFs that the plan on screen would create; drawn in the table. */
  readonly ghosts: readonly GhostVf[];
  openVfDialog(pf: Bdf): void;
  requestPlan(wish: Wish): void;
  openExport(scope: ExportScope): void;
  /** The dialog that was asked for is closed; its ghosts go with it. */
  close(): void;
}

const NO_GHOSTS: readonly GhostVf[] = [];

export const useOperations = create<OperationsState>((set) => ({
  request: null,
  ghosts: NO_GHOSTS,
  openVfDialog: (pf) => set({ request: { kind: "vfs", pf } }),
  requestPlan: (wish) => set({ request: { kind: "plan", wish } }),
  openExport: (scope) => set({ request: { kind: "export", scope } }),
  close: () => set({ request: null, ghosts: NO_GHOSTS }),
}));
