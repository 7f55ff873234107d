/** What a plan is made from beside the request itself: the machine, and what the program knows beyond one scan. */

import type { NvmeVfs, VfSettings } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { UsageFacts } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import type { Words } from "../../words/message.ts";
import type { JournalEntry } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";

/** What the program knows beyond one scan; all of it may be missing. */
export interface PlanKnowledge {
  /** Who uses the machine; left out = nobody was asked. */
  readonly usage?: UsageFacts;
  /** Why nothing of what is done would be kept, in words without a full stop; null, or left out = it is kept. */
  readonly journalProblem?: Words | null;
  /** The bytes of a configuration space, read without waking anything; null = not read. */
  readonly config?: (bdf: Bdf) => ConfigSpace | null;
  /** Does it read ff everywhere? false = it answers, or was not read. */
  readonly readsAllOnes?: (bdf: Bdf) => boolean;
  /** TotalVFs of the SR-IOV capability, which the driver may have lowered; null = not read. */
  readonly capabilityTotalVfs?: (pf: Bdf) => number | null;
  /** The host driver that the journal last saw on the function. */
  readonly previousDriver?: (bdf: Bdf) => string | null;
  /** Has the kernel answered before that this driver cannot switch VFs through sysfs? */
  readonly refusedVfs?: (driver: string) => boolean;
  /** Settings of a PF's VFs; null = they could not be read. */
  readonly vfSettings?: (pf: Bdf) => readonly VfSettings[] | null;
  /** Size of a function's MSI-X table. */
  readonly msixSize?: (bdf: Bdf) => number | null;
  /** What an NVMe PF tells of the controllers of its VFs; null = it is none, or was not asked. */
  readonly nvmeVfs?: (pf: Bdf) => NvmeVfs | null;
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
