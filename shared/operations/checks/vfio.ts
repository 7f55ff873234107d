/** Checks before functions go to vfio-pci: IOMMU, module, groups, and who may go there at all. */

import { withBehind } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import { areIommusUnknown, isGroupUnknown, lacksIommu } from "../../machine/known.ts";
import { type IommuGroup, isBridge, type Machine } from "../../machine/machine.ts";
import { driverText, hasVfs, isHandedOut, isOnVfio } from "../../machine/role.ts";
import { stillEnglish } from "../../words/say.ts";
import { SRIOV_CHECK_WORDS } from "../../words/texts/sriov-check.ts";
import { leavesGroupViable, pfOf } from "../findings/drivers.ts";
import { newVfsGroup } from "../findings/groups.ts";
import { givenEvidence } from "../findings/in-use.ts";
import { iommuCause } from "../findings/iommu-cause.ts";
import { endVfs } from "../findings/pf-drivers.ts";
import { goingToVfio } from "../impact/change.ts";
import { counted, listed, namesOf } from "../words.ts";
import { type Answer, type CheckWords, check, ofEach, type PlanCheck, remarkOn } from "./check.ts";
import { onVfs } from "./drivers.ts";

function groupUnknown(fns: readonly FunctionInfo[]): Answer {
  const names = listed(fns.map((fn) => fn.bdf));
  return {
    level: "guard",
    title: `It is not known whether ${names} ${fns.length === 1 ? "is" : "are"} behind an IOMMU.`,
    evidence: listed(fns.map((fn) => `iommu_group of ${fn.bdf} was not read`)),
    remedy: "Look at the problems of the function, and refresh the machine. Without an IOMMU no guest can have it.",
  };
}

function iommusUnknown(fns: readonly FunctionInfo[]): Answer {
  return {
    level: "guard",
    title: "It is not known whether an IOMMU is at work on this machine.",
    evidence: `/sys/class/iommu could not be listed; ${listed(fns.map((fn) => `${fn.bdf} has no iommu_group`))}`,
    remedy: "Unlock this machine in the top bar, and refresh it. Without an IOMMU no guest can have the function.",
  };
}

/**
 * A VF in the group of its PF, whose driver stays while it has VFs: neither can have the group without the other, so only
 * the PF as a whole can go.
 */
function withOwnPf(machine: Machine, group: IommuGroup, leaving: ReadonlySet<string>): Answer | null {
  const vfs = group.members.filter((fn) => leaving.has(fn.bdf) && fn.physfn !== null);
  const pf = group.members.find(
    (fn) => !leaving.has(fn.bdf) && !leavesGroupViable(fn) && vfs.some(({ physfn }) => physfn === fn.bdf),
  );
  if (pf === undefined) return null;
  const names = namesOf(vfs.flatMap(({ bdf, physfn }) => (physfn === pf.bdf ? bdf : [])));
  return {
    level: "warning",
    title: `No guest can use ${names}: IOMMU group ${group.name} has the PF ${pf.bdf} as well, which keeps its driver while it has VFs.`,
    evidence: `driver of ${pf.bdf} (group ${group.name}) is ${stillEnglish(driverText(pf))}; ${pf.bdf} has ${counted(machine.vfsOf(pf.bdf).length, "VF")}`,
    remedy: `Put the card into a slot whose port has ACS; or set ${pf.bdf} to 0 VFs, and give it away as a whole.`,
    ...endVfs(pf),
  };
}

function groupVerdict(machine: Machine, group: IommuGroup, leaving: ReadonlySet<string>): Answer | Answer[] {
  const others = group.members.filter((fn) => !leaving.has(fn.bdf));
  if (others.length === 0) return [];
  const blocking = others.filter((fn) => !leavesGroupViable(fn));
  if (blocking.length === 0) {
    return {
      level: "fact",
      title: `IOMMU group ${group.name} has other members, and none of them is in the way.`,
      evidence: listed(
        others.map(
          (fn) => `${fn.bdf} has ${fn.driver === null ? stillEnglish(driverText(fn)) : `driver ${fn.driver}`}`,
        ),
      ),
    };
  }
  const ofItsPf = withOwnPf(machine, group, leaving);
  if (ofItsPf !== null) return ofItsPf;
  // One with VFs would be refused, and so would a bridge.
  const isFree = blocking.every((fn) => !isBridge(fn) && !hasVfs(fn));
  const given = group.members.filter((fn) => leaving.has(fn.bdf) && !isBridge(fn));
  return {
    level: "warning",
    title: `A guest cannot use IOMMU group ${group.name} while the host uses ${listed(blocking.map((fn) => fn.bdf))}.`,
    evidence: listed(blocking.map((fn) => `driver of ${fn.bdf} (group ${group.name}) is ${fn.driver ?? "not known"}`)),
    remedy: `Give ${blocking.length === 1 ? "that function" : "those functions"} to vfio-pci as well, or unbind ${blocking.length === 1 ? "it" : "them"}. Bridges may stay as they are.`,
    ...(isFree ? { follow: { kind: "assign", bdfs: [...given, ...blocking].map(({ bdf }) => bdf) } } : {}),
  };
}

const VENDOR_VFIO: CheckWords = {
  id: "vendor-vfio",
  about: "The VFs are handed out by their own driver, as vGPUs are",
  source: "vfio-dev/, driver",
  noCase: "not written",
};

/** The same of a function that the host shall have back. */
export const staysHandedOut = remarkOn({
  ...VENDOR_VFIO,
  says: (fn) => ({
    level: "fact",
    title: `${fn.bdf} stays on ${fn.driver}, which hands it out to guests itself.`,
    evidence: givenEvidence(fn),
  }),
});

export const VFIO_CHECKS: readonly PlanCheck[] = [
  /** vfio_pci_core_register_device wants a group: EINVAL without one, ENODEV on older kernels. */
  check({
    id: "iommu",
    about: "An IOMMU is at work; if not, whether firmware, kernel or command line is why",
    source: "/sys/class/iommu, DMAR/IVRS/IORT/VIOT, /proc/cmdline",
    provenBy: "without an IOMMU nothing binds to vfio-pci",
    says: ({ change, machine, usage }) => {
      const { host, functions } = machine.snapshot;
      const groupless = goingToVfio(change).filter((fn) => fn.iommuGroup === null);
      const without = groupless.filter((fn) => !isGroupUnknown(fn));
      if (without.length === 0) return groupless.length === 0 ? [] : groupUnknown(groupless);
      // With VFIO's mode without an IOMMU, functions have groups of their own kind only once they are bound.
      const mayDoWithout = usage.facts.platform.noIommuMode === true;
      const off = lacksIommu(host, functions);
      if (off && areIommusUnknown(machine.snapshot)) return iommusUnknown(without);
      const why = iommuCause(host, usage.facts.platform);
      return {
        level: off && mayDoWithout ? "warning" : "blocker",
        title: off
          ? `${why.cause} Nothing can be given to a guest${mayDoWithout ? " with isolation" : ""}.`
          : `${listed(without.map((fn) => fn.bdf))} ${without.length === 1 ? "is" : "are"} behind no IOMMU.`,
        evidence: `${off ? `${why.evidence}; ` : ""}${listed(without.map((fn) => `${fn.bdf} has no iommu_group`))}`,
        remedy: off ? why.remedy : "Use a function that is in an IOMMU group.",
      };
    },
  }),
  /** Its requests go out under the number of the function that its domain is behind (pci_real_dma_dev, drivers/pci/controller/vmd.c). */
  check({
    id: "behind-function",
    about: "A guest can have it: it is in no domain that another function made",
    source: "device path, pci_real_dma_dev",
    noCase: "not written",
    says: ({ change, machine }) =>
      ofEach(goingToVfio(change), ({ bdf }) => {
        const owner = machine.rootOwnerOf(bdf);
        if (owner === null) return [];
        return {
          level: "blocker",
          title: `${bdf} is behind ${owner}, by whose number all its requests go out: no guest can have it.`,
          evidence: `the device path of ${bdf} leads through ${owner}`,
          remedy: "Use a function that has its own way to the IOMMU, or switch the domain off in the BIOS (VMD) first.",
        };
      }),
  }),
  check({
    id: "vfio-module",
    about: "vfio-pci is there, or can be loaded",
    source: "drivers, modules.dep",
    provenBy: "module.load vfio-pci registers its driver, as often as it is asked for",
    says: ({ change, machine }) => {
      if (goingToVfio(change).length === 0) return [];
      switch (machine.snapshot.host.vfioPci) {
        case "loaded":
          return [];
        case "available":
          return {
            level: "fact",
            title: "The vfio-pci module is loaded first.",
            evidence: "vfio-pci is not among the drivers of the PCI bus; its module is installed",
          };
        case "absent":
          return {
            level: "blocker",
            title: "This kernel has no vfio-pci.",
            evidence: "vfio-pci is not among the drivers of the PCI bus, and no module of that name is installed",
            remedy: "Install the kernel's extra modules, or a kernel built with CONFIG_VFIO_PCI.",
          };
        case null:
          return {
            level: "fact",
            title: "Whether this kernel has vfio-pci is not known; loading it is tried first.",
            evidence: "vfio-pci is not among the drivers of the PCI bus, and the modules could not be read",
          };
      }
    },
  }),
  /**
   * drivers/vfio/pci/vfio_pci_core.c refuses it (EBUSY), and the PF's own driver would take the VFs down with it; so does
   * vfio-pci when it is unbound (vfio_pci_core_unregister_device).
   */
  check({
    id: "pf-with-vfs",
    about: "A PF with VFs does not change hands",
    source: "vfio_pci_core.c: EBUSY",
    provenBy: "a PF with VFs does not go to vfio-pci",
    says: ({ change, machine }) => [
      ...ofEach(change.toVfio.filter(hasVfs), ({ bdf, driver, iommuGroup }) => ({
        level: "blocker",
        title: `${bdf} cannot go to a guest while SR-IOV is on: the host's driver manages its VFs.`,
        evidence: `${bdf} has ${counted(machine.vfsOf(bdf).length, "VF")}; vfio-pci would answer EBUSY`,
        remedy:
          iommuGroup !== null && machine.vfsOf(bdf).some((vf) => vf.iommuGroup === iommuGroup)
            ? "Set it to 0 VFs first: then it is one whole device that a guest can have. Its VFs are in its IOMMU group, so no guest can have one of them."
            : "Give its VFs away instead, or set it to 0 VFs first: then it is one whole device that a guest can have.",
        ...endVfs({ bdf, driver }),
      })),
      ...ofEach([...change.toHost, ...change.toNone].filter(hasVfs), ({ bdf, driver, sriov }) => ({
        level: "blocker",
        title: `${bdf} has VFs, and they would go away with its driver.`,
        evidence: `${bdf} has ${counted(sriov?.numVfs ?? 0, "VF")}`,
        remedy: "Set it to 0 VFs first.",
        ...endVfs({ bdf, driver }),
      })),
    ],
  }),
  check({
    id: "whole-pf",
    about: "A PF goes as a whole device",
    source: "sriov_totalvfs",
    provenBy: "VFs end with the PF's driver, and the whole PF can then go to vfio-pci",
    says: ({ change }) =>
      ofEach(change.toVfio, ({ bdf, sriov }) => {
        if (sriov === null || sriov.numVfs !== 0) return [];
        return {
          level: "warning",
          title: `${bdf} is a PF: the guest gets the whole device, and the host cannot make VFs of it meanwhile.`,
          evidence: `${bdf} has sriov_totalvfs ${sriov.totalVfs ?? "not known"} and no VFs`,
          remedy: "If the guest needs only a part of it, switch VFs on and give it one of those.",
        };
      }),
  }),
  /** A group is usable when no other member does DMA for the host (drivers/iommu/iommu.c, driver_managed_dma). */
  check({
    id: "group-viability",
    about: "No other member of the group does DMA for the host",
    source: "iommu_group, driver_managed_dma",
    provenBy: "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
    says: ({ change, machine }) => {
      // What is behind a function goes with it; what no guest can have anyway needs no advice about its group.
      const leaving = new Set([...change.toVfio, ...change.toNone].flatMap((fn) => withBehind(machine, fn.bdf)));
      const able = change.toVfio.filter((fn) => machine.rootOwnerOf(fn.bdf) === null);
      const groups = new Set(able.map((fn) => machine.groupOf(fn.bdf)).filter((group) => group !== null));
      return [...groups].flatMap((group) => groupVerdict(machine, group, leaving));
    },
  }),
  check({
    id: "vf-groups",
    about: "New VFs will share a group with what the host uses",
    source: "iommu_group",
    provenBy: "with an IOMMU every VF is in a group",
    says: onVfs(({ pf, toVfio }, { machine }) => {
      const shared = toVfio ? newVfsGroup(machine, pf) : null;
      if (shared === null || shared.blocking.length === 0) return [];
      const { group, sharers, blocking } = shared;
      const evidence = [
        ...sharers.map((fn) => `${fn.bdf} is in group ${group.name} as ${pf.bdf} is`),
        ...blocking.map((fn) => `driver of ${fn.bdf} is ${stillEnglish(driverText(fn))}`),
      ];
      return {
        level: "warning",
        title: `New VFs are likely to be in IOMMU group ${group.name}, which no guest can use while the host uses ${listed(blocking.map((fn) => fn.bdf))}.`,
        evidence: listed(evidence),
        remedy: "Put the card into a slot whose port has ACS: groups are formed when the machine starts.",
      };
    }),
  }),
  /** VFs of a PF that a user-space driver has: the guest must show the PF's token (vfio_pci_validate_vf_token). */
  check({
    id: "vf-token",
    about: "Users of VFs of a PF on vfio-pci need its token",
    source: "vfio_pci_core.c",
    provenBy: "VFs of a PF on vfio-pci are captured by it, need its token, and go only while it may have VFs",
    says: ({ change, machine }) =>
      ofEach(change.toVfio, ({ bdf }) => {
        const pf = pfOf(machine, bdf);
        if (pf === null || !isOnVfio(pf)) return [];
        return {
          level: "warning",
          title: `Whoever uses ${bdf} needs the VF token of its PF's user.`,
          evidence: `driver of its PF ${pf.bdf} is ${pf.driver}`,
          remedy: SRIOV_CHECK_WORDS.passToken,
        };
      }),
  }),
  /** VFs that their own driver hands out (vGPU): on vfio-pci they are without what that driver makes them. */
  check({
    ...VENDOR_VFIO,
    says: ({ change: { vfs, toVfio }, machine }) => {
      const pf =
        vfs?.toVfio && (vfs.pf.driver === "nvidia" || machine.vfsOf(vfs.pf.bdf).some(isHandedOut)) ? [vfs.pf] : [];
      return ofEach([...new Set([...toVfio.filter(isHandedOut), ...pf])], (fn) => ({
        level: "warning",
        title:
          fn === vfs?.pf
            ? `${fn.driver} hands the VFs of ${fn.bdf} out to guests itself: on vfio-pci they may not work.`
            : `${fn.driver} hands ${fn.bdf} out to guests itself: on vfio-pci it may not work.`,
        evidence:
          fn === vfs?.pf ? `driver of ${fn.bdf} is ${fn.driver}` : `${givenEvidence(fn)}, which is on ${fn.driver}`,
        remedy: "Leave it on its driver, and hand it over as it is.",
      }));
    },
  }),
];
