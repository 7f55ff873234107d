/** Checks before functions go to vfio-pci: IOMMU, module, groups, and who may go there at all. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isGroupUnknown } from "../../machine/known.ts";
import { type IommuGroup, isBridge, type Machine } from "../../machine/machine.ts";
import { driverText, hasVfs, isHandedOut, isOnVfio } from "../../machine/role.ts";
import { leavesGroupViable, pfOf } from "../findings/drivers.ts";
import { givenEvidence } from "../findings/in-use.ts";
import { iommuCause } from "../findings/iommu-cause.ts";
import { withBehind } from "../impact/impact.ts";
import { counted, listed } from "../words.ts";
import type { CheckInput, CheckRule } from "./check.ts";
import type { Check } from "./found.ts";

function wantsVfio({ change }: CheckInput): boolean {
  return change.toVfio.length > 0 || (change.vfs?.toVfio ?? false);
}

/** Functions whose own IOMMU group tells whether the machine isolates what goes to vfio-pci. */
function concerned({ change }: CheckInput): readonly FunctionInfo[] {
  return change.vfs?.toVfio ? [...change.toVfio, change.vfs.pf] : change.toVfio;
}

/** vfio_pci_core_register_device wants a group: EINVAL without one, ENODEV on older kernels. */
const iommu: CheckRule = (input) => {
  if (!wantsVfio(input)) return [];
  const { host } = input.machine.snapshot;
  const groupless = concerned(input).filter((fn) => fn.iommuGroup === null);
  const without = groupless.filter((fn) => !isGroupUnknown(fn));
  if (without.length === 0) return groupless.length === 0 ? [] : [groupUnknown(groupless)];
  // With VFIO's mode without an IOMMU, functions have groups of their own kind only once they are bound.
  const mayDoWithout = input.usage.facts.platform.noIommuMode === true;
  const off = host.iommus.length === 0;
  const why = iommuCause(host, input.usage.facts.platform);
  return [
    {
      id: "iommu",
      level: off && mayDoWithout ? "warning" : "blocker",
      title: off
        ? `${why.cause} Nothing can be given to a guest${mayDoWithout ? " with isolation" : ""}.`
        : `${listed(without.map((fn) => fn.bdf))} ${without.length === 1 ? "is" : "are"} behind no IOMMU.`,
      evidence: `${off ? `${why.evidence}; ` : ""}${listed(without.map((fn) => `${fn.bdf} has no iommu_group`))}`,
      remedy: off ? why.remedy : "Use a function that is in an IOMMU group.",
    },
  ];
};

function groupUnknown(fns: readonly FunctionInfo[]): Check {
  const names = listed(fns.map((fn) => fn.bdf));
  return {
    id: "iommu",
    level: "guard",
    title: `It is not known whether ${names} ${fns.length === 1 ? "is" : "are"} behind an IOMMU.`,
    evidence: listed(fns.map((fn) => `iommu_group of ${fn.bdf} was not read`)),
    remedy: "Look at the problems of the function, and refresh the machine. Without an IOMMU no guest can have it.",
  };
}

/** Its requests go out under the number of the function that its domain is behind (pci_real_dma_dev, drivers/pci/controller/vmd.c). */
const behindFunction: CheckRule = (input) =>
  (wantsVfio(input) ? concerned(input) : []).flatMap((fn): Check[] => {
    const owner = input.machine.rootOwnerOf(fn.bdf);
    if (owner === null) return [];
    return [
      {
        id: "behind-function",
        level: "blocker",
        title: `${fn.bdf} is behind ${owner}, by whose number all its requests go out: no guest can have it.`,
        evidence: `the device path of ${fn.bdf} leads through ${owner}`,
        remedy: "Use a function that has its own way to the IOMMU, or switch the domain off in the BIOS (VMD) first.",
      },
    ];
  });

const vfioModule: CheckRule = (input) => {
  if (!wantsVfio(input)) return [];
  switch (input.machine.snapshot.host.vfioPci) {
    case "loaded":
      return [];
    case "available":
      return [
        {
          id: "vfio-module",
          level: "fact",
          title: "The vfio-pci module is loaded first.",
          evidence: "vfio-pci is not among the drivers of the PCI bus; its module is installed",
          remedy: null,
        },
      ];
    case "absent":
      return [
        {
          id: "vfio-module",
          level: "blocker",
          title: "This kernel has no vfio-pci.",
          evidence: "vfio-pci is not among the drivers of the PCI bus, and no module of that name is installed",
          remedy: "Install the kernel's extra modules, or a kernel built with CONFIG_VFIO_PCI.",
        },
      ];
    case null:
      return [
        {
          id: "vfio-module",
          level: "fact",
          title: "Whether this kernel has vfio-pci is not known; loading it is tried first.",
          evidence: "vfio-pci is not among the drivers of the PCI bus, and the modules could not be read",
          remedy: null,
        },
      ];
  }
};

/** drivers/vfio/pci/vfio_pci_core.c refuses it (EBUSY), and the PF's own driver would take the VFs down with it. */
const pfWithVfs: CheckRule = ({ change, machine }) =>
  change.toVfio.filter(hasVfs).map((fn) => ({
    id: "pf-with-vfs",
    level: "blocker",
    title: `${fn.bdf} cannot go to a guest while SR-IOV is on: the host's driver manages its VFs.`,
    evidence: `${fn.bdf} has ${counted(machine.vfsOf(fn.bdf).length, "VF")}; vfio-pci would answer EBUSY`,
    remedy: "Give its VFs away instead, or set it to 0 VFs first: then it is one whole device that a guest can have.",
  }));

const wholePf: CheckRule = ({ change }) =>
  change.toVfio
    .filter((fn) => fn.sriov !== null && fn.sriov.numVfs === 0)
    .map((fn) => ({
      id: "whole-pf",
      level: "warning",
      title: `${fn.bdf} is a PF: the guest gets the whole device, and the host cannot make VFs of it meanwhile.`,
      evidence: `${fn.bdf} has sriov_totalvfs ${fn.sriov?.totalVfs ?? "not known"} and no VFs`,
      remedy: "If the guest needs only a part of it, switch VFs on and give it one of those.",
    }));

/** A group is usable when no other member does DMA for the host (drivers/iommu/iommu.c, driver_managed_dma). */
const groupViability: CheckRule = ({ change, machine }) => {
  // What is behind a function goes with it; what no guest can have anyway needs no advice about its group.
  const leaving = new Set([...change.toVfio, ...change.toNone].flatMap((fn) => withBehind(machine, fn.bdf)));
  const able = change.toVfio.filter((fn) => machine.rootOwnerOf(fn.bdf) === null);
  const groups = new Set(able.map((fn) => machine.groupOf(fn.bdf)).filter((group) => group !== null));
  return [...groups].flatMap((group) => groupVerdict(group, leaving));
};

function groupVerdict(group: IommuGroup, leaving: ReadonlySet<string>): Check[] {
  const others = group.members.filter((fn) => !leaving.has(fn.bdf));
  if (others.length === 0) return [];
  const blocking = others.filter((fn) => !leavesGroupViable(fn));
  if (blocking.length === 0) {
    return [
      {
        id: "group-viability",
        level: "fact",
        title: `IOMMU group ${group.name} has other members, and none of them is in the way.`,
        evidence: listed(
          others.map((fn) => `${fn.bdf} has ${fn.driver === null ? driverText(fn) : `driver ${fn.driver}`}`),
        ),
        remedy: null,
      },
    ];
  }
  return [
    {
      id: "group-viability",
      level: "warning",
      title: `A guest cannot use IOMMU group ${group.name} while the host uses ${listed(blocking.map((fn) => fn.bdf))}.`,
      evidence: listed(
        blocking.map((fn) => `driver of ${fn.bdf} (group ${group.name}) is ${fn.driver ?? "not known"}`),
      ),
      remedy: `Give ${blocking.length === 1 ? "that function" : "those functions"} to vfio-pci as well, or unbind ${blocking.length === 1 ? "it" : "them"}. Bridges may stay as they are.`,
    },
  ];
}

/** A group that the PF shares with the bridge above lacks isolation on the way, so its VFs land in it too. */
const vfGroups: CheckRule = ({ change, machine }) => {
  if (!change.vfs?.toVfio) return [];
  const { pf } = change.vfs;
  const group = machine.groupOf(pf.bdf);
  if (group === null) return [];
  const sharers = [...machine.vfsOf(pf.bdf), ...bridgesAbove(machine, pf)].filter((fn) => fn.iommuGroup === group.name);
  if (sharers.length === 0) return [];
  return [
    {
      id: "vf-groups",
      level: "warning",
      title: `New VFs are likely to share IOMMU group ${group.name} with their PF, and then no guest can use them.`,
      evidence: listed(sharers.map((fn) => `${fn.bdf} is in group ${group.name} as ${pf.bdf} is`)),
      remedy: "Put the card into a slot whose port has ACS: groups are formed when the machine starts.",
    },
  ];
};

function bridgesAbove(machine: Machine, fn: FunctionInfo): FunctionInfo[] {
  const parent = machine.portAbove(fn.bdf);
  const bridge = parent === null ? undefined : machine.byBdf.get(parent);
  return bridge && isBridge(bridge) ? [bridge, ...bridgesAbove(machine, bridge)] : [];
}

/** VFs of a PF that a user-space driver has: the guest must show the PF's token (vfio_pci_validate_vf_token). */
const vfToken: CheckRule = ({ change, machine }) =>
  change.toVfio.flatMap((vf) => {
    const pf = pfOf(machine, vf.bdf);
    if (pf === null || !isOnVfio(pf)) return [];
    return [
      {
        id: "vf-token",
        level: "warning",
        title: `Whoever uses ${vf.bdf} needs the VF token of its PF's user.`,
        evidence: `driver of its PF ${pf.bdf} is ${pf.driver}`,
        remedy: "Pass the token (a UUID) on to the guest, for example with vf-token= in QEMU.",
      },
    ];
  });

/** VFs that their own driver hands out (vGPU): on vfio-pci they are without what that driver makes them. */
const vendorVfio: CheckRule = ({ change, machine }) => {
  const { vfs } = change;
  const pf = vfs?.toVfio && (vfs.pf.driver === "nvidia" || machine.vfsOf(vfs.pf.bdf).some(isHandedOut)) ? [vfs.pf] : [];
  return [...new Set([...change.toVfio.filter(isHandedOut), ...pf])].map((fn) => ({
    id: "vendor-vfio",
    level: "warning",
    title:
      fn === vfs?.pf
        ? `${fn.driver} hands the VFs of ${fn.bdf} out to guests itself: on vfio-pci they may not work.`
        : `${fn.driver} hands ${fn.bdf} out to guests itself: on vfio-pci it may not work.`,
    evidence: fn === vfs?.pf ? `driver of ${fn.bdf} is ${fn.driver}` : `${givenEvidence(fn)}, which is on ${fn.driver}`,
    remedy: "Leave it on its driver, and hand it over as it is.",
  }));
};

export const VFIO_CHECKS: readonly CheckRule[] = [
  iommu,
  behindFunction,
  vfioModule,
  pfWithVfs,
  wholePf,
  groupViability,
  vfGroups,
  vfToken,
  vendorVfio,
];
