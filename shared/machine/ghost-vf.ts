/** A VF that is not there yet: rows show it where it would be. */
import type { Bdf } from "../pci/bdf.ts";

/** A function that a plan would create. */
export interface GhostVf {
  readonly pf: Bdf;
  readonly index: number;
  /** null = no routing id left for it */
  readonly bdf: Bdf | null;
  /** The driver that it is expected to end up with. */
  readonly driver: string | null;
}
