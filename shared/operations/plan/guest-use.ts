/** What functions on vfio-pci are good for: a guest, as far as nothing that is known forbids it. Pure; ends of a sentence. */

import { withBehind } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Words } from "../../words/message.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";
import { blockingMembers, newVfsGroup } from "../findings/groups.ts";
import { doesWithoutIommu } from "../findings/iommu-cause.ts";
import type { DraftInput } from "./draft.ts";

/** What keeps guests from them wherever they are; null = nothing that is known here. */
function notForGuests({ machine, usage }: DraftInput, of: readonly FunctionInfo[]): Words | null {
  const { platform } = usage.facts;
  if (doesWithoutIommu(machine, platform)) return PLAN_WORDS.withoutIommu;
  if (of.some((fn) => fn.iommuGroup === null)) return PLAN_WORDS.ifIommu;
  return platform.remapsInterrupts === false && platform.unsafeInterrupts !== true ? PLAN_WORDS.onceRemapped : null;
}

function onceFree({ name }: { readonly name: string }): Words {
  return PLAN_WORDS.onceFree({ group: name });
}

/** @param ready said where nothing forbids it */
export function guestUse(
  input: DraftInput,
  moving: readonly FunctionInfo[],
  ready: Words = PLAN_WORDS.readyForGuest,
): Words {
  const { machine } = input;
  const not = notForGuests(input, moving);
  if (not !== null) return not;
  const { directRegions } = input.usage.facts;
  const isRefused = ({ bdf, iommuGroup }: FunctionInfo) =>
    machine.rootOwnerOf(bdf) !== null || directRegions.some(({ group }) => group === iommuGroup);
  if (moving.some(isRefused)) return PLAN_WORDS.noGuestCan({ count: moving.length });
  const going = new Set(moving.flatMap((fn) => withBehind(machine, fn.bdf)));
  const groups = new Set(moving.flatMap((fn) => machine.groupOf(fn.bdf) ?? []));
  const blocked = [...groups].find((group) => blockingMembers(group, going).length > 0);
  return blocked === undefined ? ready : onceFree(blocked);
}

/** Of VFs that are to come. */
export function guestUseOfNew(input: DraftInput, pf: FunctionInfo): Words {
  const shared = newVfsGroup(input.machine, pf);
  const blocked = shared !== null && shared.blocking.length > 0 ? onceFree(shared.group) : null;
  return notForGuests(input, [pf]) ?? blocked ?? PLAN_WORDS.readyForGuests;
}
