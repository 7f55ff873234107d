/** What a person asks for, before anything is planned. */
import type { VfLinkState } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";

/** What new VFs are for. */
export type VfPurpose = "host" | "vfio-pci" | "none";

/** What a person wants of some VFs; what is left out stays as it is. */
export interface VfSettingsRequest {
  /** Of the first VF; each further one gets the next address. */
  readonly mac?: string;
  readonly vlan?: number;
  readonly qos?: number;
  readonly spoofCheck?: boolean;
  readonly trust?: boolean;
  readonly linkState?: VfLinkState;
  readonly minRate?: number;
  readonly maxRate?: number;
  /** 0 = the driver's default */
  readonly msix?: number;
}

/** What a person wants. */
export type OperationRequest =
  | { readonly kind: "vfs.set"; readonly pf: Bdf; readonly count: number; readonly purpose: VfPurpose }
  | { readonly kind: "assign"; readonly bdfs: readonly Bdf[] }
  | { readonly kind: "giveBack"; readonly bdfs: readonly Bdf[] }
  /** Settings of VFs, by their indices on the PF. */
  | {
      readonly kind: "vf.settings";
      readonly pf: Bdf;
      readonly vfs: readonly number[];
      readonly settings: VfSettingsRequest;
    }
  /** null = the first method that the kernel lists */
  | { readonly kind: "device.reset"; readonly bdfs: readonly Bdf[]; readonly method: string | null }
  /** Takes functions out of the kernel's sight; a rescan finds them again. */
  | { readonly kind: "device.remove"; readonly bdfs: readonly Bdf[] }
  | { readonly kind: "bus.rescan" }
  /** May drivers take VFs of this PF as they appear. */
  | { readonly kind: "autoprobe.set"; readonly pf: Bdf; readonly value: boolean }
  /** Take back what a journal entry did. */
  | { readonly kind: "undo"; readonly entryId: string }
  /** Do the rest of what a journal entry was cut off at. */
  | { readonly kind: "finish"; readonly entryId: string };
