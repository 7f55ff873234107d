/** A PF's VFs by their index. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import type { FunctionFacts } from "./facts.ts";

type Links = FunctionFacts["virtfns"];

/** A PF has up to 65,535 VFs, and most that is asked is asked of each. */
const known = new WeakMap<Links, ReadonlyMap<number, Bdf>>();

/** The address of VF `index` as the PF's links tell it; null = there is none. */
export function vfAt({ virtfns }: Pick<FunctionFacts, "virtfns">, index: number): Bdf | null {
  let byIndex = known.get(virtfns);
  if (byIndex === undefined) {
    // Of links with one index, which no kernel has, the first counts.
    byIndex = new Map(virtfns.toReversed().map((link) => [link.index, link.bdf]));
    known.set(virtfns, byIndex);
  }
  return byIndex.get(index) ?? null;
}
