import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";

/** What a tab shows: one function of one machine. */
export interface FunctionProps {
  readonly machine: Machine;
  readonly fn: FunctionInfo;
}
