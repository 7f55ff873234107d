/** What functions on vfio-pci are good for: a guest, as far as nothing that is known forbids it. Pure; ends of a sentence. */
import { withBehind } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import { blockingMembers, newVfsGroup } from "../findings/groups.ts";
import { doesWithoutIommu } from "../findings/iommu-cause.ts";
import type { DraftInput } from "./draft.ts";

/** What keeps guests from them wherever they are; null = nothing that is known here. */
function notForGuests({ machine, usage }: DraftInput, of: readonly FunctionInfo[]): string | null {
  const { platform } = usage.facts;
  if (doesWithoutIommu(machine, platform)) return "for a program that can do without an IOMMU, such as DPDK";
  if (of.some((fn) => fn.iommuGroup === null)) return "for a guest if an IOMMU is at work for it";
  return platform.remapsInterrupts === false && platform.unsafeInterrupts !== true
    ? "for a guest once interrupts are remapped, or allowed without that"
    : null;
}

function onceFree({ name }: { readonly name: string }): string {
  return `for a guest once nothing of the host is in IOMMU group ${name}`;
}

/** @param ready said where nothing forbids it */
export function guestUse(input: DraftInput, moving: readonly FunctionInfo[], ready = "ready for a guest"): string {
  const { machine } = input;
  const not = notForGuests(input, moving);
  if (not !== null) return not;
  const { directRegions } = input.usage.facts;
  const isRefused = ({ bdf, iommuGroup }: FunctionInfo) =>
    machine.rootOwnerOf(bdf) !== null || directRegions.some(({ group }) => group === iommuGroup);
  if (moving.some(isRefused)) return `where no guest can use ${moving.length === 1 ? "it" : "all of them"}`;
  const going = new Set(moving.flatMap((fn) => withBehind(machine, fn.bdf)));
  const groups = new Set(moving.flatMap((fn) => machine.groupOf(fn.bdf) ?? []));
  const blocked = [...groups].find((group) => blockingMembers(group, going).length > 0);
  return blocked === undefined ? ready : onceFree(blocked);
}

/** Of VFs that are to come. */
export function guestUseOfNew(input: DraftInput, pf: FunctionInfo): string {
  const shared = newVfsGroup(input.machine, pf);
  const blocked = shared !== null && shared.blocking.length > 0 ? onceFree(shared.group) : null;
  return notForGuests(input, [pf]) ?? blocked ?? "ready for guests";
}
