/** Could a guest use this function's IOMMU group as it is: the kernel's rule, with the members that decide. Pure. */

import { withBehind } from "../../../../shared/machine/behind.ts";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { areIommusUnknown, isGroupUnknown, isInNoIommuMode, lacksIommu } from "../../../../shared/machine/known.ts";
import type { IommuGroup, Machine } from "../../../../shared/machine/machine.ts";
import { driverText, givenText, hasVfio, hasVfs } from "../../../../shared/machine/role.ts";
import type { UsedBy } from "../../../../shared/machine/used-by.ts";
import { leavesGroupViable } from "../../../../shared/operations/findings/drivers.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { IOMMU_TAB_WORDS } from "../../../words/iommu-tab.ts";

export interface Viability {
  /**
   * - `without-iommu`: vfio has it in its mode without an IOMMU, which no guest can use
   * - `held`: vfio hands the function out and nothing stands in a guest's way
   * - `viable`: nothing stands in the way once it is on a vfio driver
   * - `self`: only its own host driver does
   * - `parent`: it has VFs, which vfio-pci refuses (EBUSY)
   * - `behind`: its requests go out by another function's number, so that no guest can have it
   * - `blocked`: other members do
   * - `unknown`: nobody knows the driver of a member
   */
  readonly state: "without-iommu" | "held" | "viable" | "self" | "parent" | "behind" | "blocked" | "unknown";
  /** Members on a driver that uses the DMA API or on one that nobody knows, other than the function and what is behind it. */
  readonly blockers: readonly FunctionInfo[];
}

/** The group's rule (vfio_group_set_container, iommu_group_claim_dma_owner): no member may have a driver that does DMA. */
export function viabilityOf(machine: Machine, group: IommuGroup, fn: FunctionInfo): Viability {
  if (machine.rootOwnerOf(fn.bdf) !== null) return { state: "behind", blockers: [] };
  const behind = new Set(withBehind(machine, fn.bdf));
  const blockers = group.members.filter((member) => !behind.has(member.bdf) && !leavesGroupViable(member));
  const known = blockers.filter((member) => !member.driverUnknown);
  if (known.length > 0) return { state: "blocked", blockers: known };
  if (blockers.length > 0 || fn.driverUnknown) return { state: "unknown", blockers };
  if (isInNoIommuMode(machine.snapshot, fn)) return { state: "without-iommu", blockers };
  if (hasVfio(fn)) return { state: "held", blockers };
  if (hasVfs(fn)) return { state: "parent", blockers };
  return { state: leavesGroupViable(fn) ? "viable" : "self", blockers };
}

/** `use`: nothing keeps it from a guest but who has it. */
type MemberSign = "ok" | "bad" | "use" | "protected";

export interface MemberVerdict {
  readonly sign: MemberSign;
  readonly text: Words;
}

/**
 * What a member means for the group, in a few words: who has it stands before how the kernel sees it, or a disk of the
 * machine would look free to be taken.
 */
export function memberVerdict(member: FunctionInfo, isItself: boolean, { users }: UsedBy): MemberVerdict {
  const { ok, text } = kernelsVerdict(member, isItself);
  const hard = users.filter(({ isProtected }) => isProtected);
  if (hard.length > 0) {
    return { sign: "protected", text: IOMMU_TAB_WORDS.protectedMember({ users: hard.map((user) => user.text) }) };
  }
  if (ok && isItself && users.length > 0) {
    return { sign: "use", text: IOMMU_TAB_WORDS.usedMember({ users: users.map((user) => user.text) }) };
  }
  return { sign: ok ? "ok" : "bad", text };
}

function kernelsVerdict(member: FunctionInfo, isItself: boolean): { readonly ok: boolean; readonly text: Words } {
  if (member.driverUnknown) return { ok: false, text: driverText(member) };
  if (member.driver === null) return { ok: true, text: IOMMU_TAB_WORDS.noDriverFine };
  const given = givenText(member);
  if (leavesGroupViable(member)) return { ok: true, text: given ?? IOMMU_TAB_WORDS.noDmaFine };
  // A driver of uio's or Xen's counts as one of the host's (iommu_group_claim_dma_owner).
  if (given !== null && !isItself) return { ok: false, text: IOMMU_TAB_WORDS.notThroughVfio({ given }) };
  if (isItself && hasVfs(member)) return { ok: false, text: IOMMU_TAB_WORDS.hasVfs };
  if (isItself) return { ok: true, text: IOMMU_TAB_WORDS.leavesDriver };
  return { ok: false, text: IOMMU_TAB_WORDS.hostDriver };
}

/** Why a function has no group: no IOMMU at work, or none for this function. */
export function withoutGroup(machine: Machine, fn: FunctionInfo): Words {
  if (isFile(machine.snapshot)) return IOMMU_TAB_WORDS.noGroupInFile;
  if (isGroupUnknown(fn)) return IOMMU_TAB_WORDS.groupUnread;
  if (areIommusUnknown(machine.snapshot)) return IOMMU_TAB_WORDS.iommusUnread;
  return lacksIommu(machine.snapshot.host, machine.snapshot.functions)
    ? IOMMU_TAB_WORDS.noIommuActive
    : IOMMU_TAB_WORDS.notBehindIommu;
}

/** What a kind of reserved region means (Documentation/ABI/testing/sysfs-kernel-iommu_groups). */
export const REGION_KINDS: ReadonlyMap<string, Words> = new Map<string, Words>(
  Object.entries({
    direct: IOMMU_TAB_WORDS.direct,
    "direct-relaxable": IOMMU_TAB_WORDS.directRelaxable,
    reserved: IOMMU_TAB_WORDS.reserved,
    msi: IOMMU_TAB_WORDS.msi,
  }),
);

/** Members of a group that are listed one by one. */
const MAX_MEMBERS = 256;

/** The first members of a group and always the function itself, with how many more there are. */
export function membersShown(
  members: readonly FunctionInfo[],
  fn: FunctionInfo,
): { readonly shown: readonly FunctionInfo[]; readonly more: number } {
  const first = members.slice(0, MAX_MEMBERS);
  const shown = first.includes(fn) || !members.includes(fn) ? first : [...first, fn];
  return { shown, more: members.length - shown.length };
}
