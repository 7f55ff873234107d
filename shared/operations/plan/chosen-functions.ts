/** The functions that a request names: found or missing. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Check } from "../checks/found.ts";
import { functionExists } from "../checks/requests.ts";

/** The functions that are there, each once, in the order of the request; a blocker for each that is not. */
export function lookUp(
  machine: Machine,
  bdfs: readonly Bdf[],
): { readonly found: readonly FunctionInfo[]; readonly remarks: readonly Check[] } {
  const chosen = [...new Set(bdfs)];
  const missing = chosen.length === 0 ? [null] : chosen.filter((bdf) => !machine.byBdf.has(bdf));
  return {
    found: chosen.flatMap((bdf) => machine.byBdf.get(bdf) ?? []),
    remarks: missing.flatMap((bdf) => functionExists.run(bdf)),
  };
}
