/** What a check says. */
import type { Bdf } from "../../pci/bdf.ts";

/** guard = only typing the address of a {@link HardStop} lets the plan run */
export type CheckLevel = "blocker" | "guard" | "warning" | "fact";

export interface Check {
  /** Stable: of its declaration, a test id and the key of its explanation. */
  readonly id: string;
  readonly level: CheckLevel;
  /** The function that it is about; null = none, or several. */
  readonly subject: Bdf | null;
  /** One sentence. */
  readonly title: string;
  /** What was looked at: `sriov_totalvfs of 0000:01:00.0 is 16`. */
  readonly evidence: string;
  /** What to do about it; null where nothing needs doing. */
  readonly remedy: string | null;
}
