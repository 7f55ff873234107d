/** Whose configuration space a plan is made from. Pure. */
import { isBridge, type Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Wish } from "./request.ts";

/** The functions that the wish names, the bridges above them, and the bridges of their IOMMU groups. */
export function configsNeeded(machine: Machine, wish: Wish): Bdf[] {
  const named = "bdfs" in wish ? wish.bdfs : "pf" in wish ? [wish.pf] : [];
  const found = new Set<Bdf>();
  for (const bdf of named) {
    if (!machine.byBdf.has(bdf)) continue;
    found.add(bdf);
    for (let at = machine.parentOf(bdf); at !== null; at = machine.parentOf(at)) found.add(at);
    for (const member of machine.groupOf(bdf)?.members ?? []) if (isBridge(member)) found.add(member.bdf);
  }
  return [...found];
}
