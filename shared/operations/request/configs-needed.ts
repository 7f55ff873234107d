/** Whose configuration space a plan is made from. Pure. */
import { isBridge, type Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { namedBy, type OperationRequest } from "./request.ts";

/** The functions that the request names, the bridges above them, and the bridges of their IOMMU groups. */
export function configsNeeded(machine: Machine, request: OperationRequest): Bdf[] {
  const found = new Set<Bdf>();
  for (const bdf of namedBy(request)) {
    if (!machine.byBdf.has(bdf)) continue;
    found.add(bdf);
    for (let at = machine.parentOf(bdf); at !== null; at = machine.parentOf(at)) found.add(at);
    for (const member of machine.groupOf(bdf)?.members ?? []) if (isBridge(member)) found.add(member.bdf);
  }
  return [...found];
}
