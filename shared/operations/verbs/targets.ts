/** Which function a step means, on the machine of this moment. Pure. */
import type { Machine } from "../../machine/machine.ts";
import { vfAt } from "../../machine/vf-at.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { StepTemplate, Target } from "./step.ts";

/** The address that it has now; of a VF that is not there the one that is expected, null where that is not known. */
export function addressNow(target: Target, machine: Machine): Bdf | null {
  if ("bdf" in target) return target.bdf;
  const pf = machine.byBdf.get(target.pf);
  return (pf && vfAt(pf, target.vf)) ?? target.expected;
}

/** The function that a step is written to, at the address that it has now; null for a step that names none. */
export function functionOf(template: StepTemplate, machine: Machine): Bdf | null {
  if ("bdf" in template) return template.bdf;
  return "target" in template ? addressNow(template.target, machine) : null;
}
