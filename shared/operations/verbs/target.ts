/** Which function a step is about: by its address, or as a VF that may not exist yet. */
import { z } from "zod";
import type { FunctionFacts } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import { vfAt } from "../../machine/vf-slices.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";

export const TargetSchema = z.union([
  z.strictObject({ bdf: BdfSchema }),
  z.strictObject({ pf: BdfSchema, vf: z.int().min(0), expected: BdfSchema.nullable() }),
]);
/** A VF may not exist yet when a step is planned: then it is named by its PF and index. */
export type Target = Stated<typeof TargetSchema>;

/** A step whose target may be "VF 3 of this PF"; it gets its address right before it runs. */
export type Targeted<S extends { readonly bdf: Bdf }> = Omit<S, "bdf"> & { readonly target: Target };

/** `0000:01:00.2`, or `VF 3 of 0000:01:00.0 (0000:01:00.5)` for one that does not exist yet. */
export function targetName(target: Target): Words {
  if ("bdf" in target) return target.bdf;
  const { pf, vf, expected } = target;
  return expected === null ? EXPECTATION_WORDS.vf({ pf, vf }) : EXPECTATION_WORDS.vfAt({ pf, vf, expected });
}

/** The address that it has now; of a VF that is not there the one that is expected, null where that is not known. */
export function addressNow(target: Target, machine: Machine): Bdf | null {
  if ("bdf" in target) return target.bdf;
  const pf = machine.byBdf.get(target.pf);
  return (pf && vfAt(pf, target.vf)) ?? target.expected;
}

/** The address as a look found it; null when its PF has no such VF (or is gone). */
export function addressOf(target: Target, look: { readonly functions: ReadonlyMap<Bdf, FunctionFacts> }): Bdf | null {
  if ("bdf" in target) return target.bdf;
  const pf = look.functions.get(target.pf);
  return pf ? vfAt(pf, target.vf) : null;
}

/** What names a function, or may: a step, or something that is expected of a machine. */
interface Naming {
  readonly verb?: string;
  readonly that?: string;
  readonly bdf?: Bdf;
  readonly target?: Target;
}

/** The function that a step is written to, at the address that it has now; null for a step that names none. */
export function functionOf({ bdf, target }: Naming, machine: Machine): Bdf | null {
  return bdf ?? (target ? addressNow(target, machine) : null);
}

/** The function whose attributes the step writes; of a VF that is found through its PF, the PF. */
export function writtenTo({ bdf, target }: Naming): Bdf | null {
  if (bdf !== undefined || target === undefined) return bdf ?? null;
  return "bdf" in target ? target.bdf : target.pf;
}
