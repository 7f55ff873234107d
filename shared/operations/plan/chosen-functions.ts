/** The functions that a request names: found or missing. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Check } from "../checks/found.ts";

/** The functions that are there, each once, in the order of the request; a blocker for each that is not. */
export function lookUp(
  machine: Machine,
  bdfs: readonly Bdf[],
): { readonly found: FunctionInfo[]; readonly remarks: Check[] } {
  const found: FunctionInfo[] = [];
  const remarks: Check[] = [];
  for (const bdf of new Set(bdfs)) {
    const fn = machine.byBdf.get(bdf);
    if (fn) found.push(fn);
    else {
      remarks.push({
        id: "function-exists",
        level: "blocker",
        title: `There is no function ${bdf} on this machine.`,
        evidence: `${bdf} was not among the functions found`,
        remedy: "Refresh the machine and choose again.",
      });
    }
  }
  if (bdfs.length === 0) {
    remarks.push({
      id: "function-exists",
      level: "blocker",
      title: "No function was chosen.",
      evidence: "the list of functions is empty",
      remedy: "Choose at least one function.",
    });
  }
  return { found, remarks };
}

export function alreadyThere(fn: FunctionInfo, evidence: string, state: string): Check {
  return { id: "already-so", level: "fact", title: `${fn.bdf} is ${state} already.`, evidence, remedy: null };
}
