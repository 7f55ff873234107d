/** Which members of an IOMMU group keep guests from it, now and once there are VFs. Pure. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { type IommuGroup, isBridge, type Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { leavesGroupViable } from "./drivers.ts";

/**
 * Members that do DMA for the host: a guest can have the group without them only.
 * @param leaving functions that the host is about to lose
 */
export function blockingMembers({ members }: IommuGroup, leaving: ReadonlySet<Bdf> = new Set()): FunctionInfo[] {
  return members.filter((fn) => !leaving.has(fn.bdf) && !leavesGroupViable(fn));
}

function bridgesAbove(machine: Machine, fn: FunctionInfo): FunctionInfo[] {
  const parent = machine.portAbove(fn.bdf);
  const bridge = parent === null ? undefined : machine.byBdf.get(parent);
  return bridge && isBridge(bridge) ? [bridge, ...bridgesAbove(machine, bridge)] : [];
}

export interface NewVfsGroup {
  readonly group: IommuGroup;
  /** What tells that new VFs will be in it. */
  readonly sharers: readonly FunctionInfo[];
  /** The PF may be among them. */
  readonly blocking: readonly FunctionInfo[];
}

/**
 * The group of the PF, where its new VFs are likely to be in it too: they are if its VFs of now are, and if the bridge
 * above is, for then isolation is missing on the way (drivers/iommu/iommu.c, pci_device_group). null = they are not.
 */
export function newVfsGroup(machine: Machine, pf: FunctionInfo): NewVfsGroup | null {
  const group = machine.groupOf(pf.bdf);
  if (group === null) return null;
  const vfs = machine.vfsOf(pf.bdf);
  const sharers = [...vfs, ...bridgesAbove(machine, pf)].filter((fn) => fn.iommuGroup === group.name);
  if (sharers.length === 0) return null;
  return { group, sharers, blocking: blockingMembers(group, new Set(vfs.map(({ bdf }) => bdf))) };
}
