/** Checks before functions go to vfio-pci: IOMMU, module, groups, and who may go there at all. */
import { withBehind } from "../../machine/behind.ts";
import type { FunctionInfo } from "../../machine/facts.ts";
import { areIommusUnknown, lacksGroup, lacksIommu } from "../../machine/known.ts";
import { type IommuGroup, isBridge, type Machine } from "../../machine/machine.ts";
import { driverText, hasVfs, isHandedOut, isOnVfio } from "../../machine/role.ts";
import { driverEvidence, givenEvidence } from "../../machine/uses.ts";
import { clauses, sentences } from "../../words/joined.ts";
import { VFIO_CHECK_WORDS as T } from "../../words/texts/check-vfio.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { SRIOV_CHECK_WORDS } from "../../words/texts/sriov-check.ts";
import { leavesGroupViable, pfOf } from "../findings/drivers.ts";
import { newVfsGroup } from "../findings/groups.ts";
import { iommuCause } from "../findings/iommu-cause.ts";
import { endVfs } from "../findings/pf-drivers.ts";
import { goingToVfio } from "../impact/change.ts";
import { functionNames } from "../words.ts";
import { type Answer, type CheckWords, check, ofEach, type PlanCheck, remarkOn } from "./check.ts";
import { onVfs } from "./drivers.ts";

function groupUnknown(fns: readonly FunctionInfo[]): Answer {
  return {
    level: "guard",
    title: T.groupUnknown({ functions: bdfsOf(fns) }),
    evidence: EVIDENCE_WORDS.unread({ attribute: "iommu_group", bdf: bdfsOf(fns) }),
    remedy: T.groupUnknownRemedy,
  };
}

const bdfsOf = (fns: readonly FunctionInfo[]) => fns.map(({ bdf }) => bdf);

function iommusUnknown(fns: readonly FunctionInfo[]): Answer {
  return {
    level: "guard",
    title: T.iommusUnknown,
    evidence: clauses(T.iommusUnlisted, EVIDENCE_WORDS.absent({ bdf: bdfsOf(fns), attribute: "iommu_group" })),
    remedy: T.iommusUnknownRemedy,
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
  const names = functionNames(vfs.flatMap(({ bdf, physfn }) => (physfn === pf.bdf ? bdf : [])));
  const inGroup = { bdf: pf.bdf, group: group.name, driver: driverText(pf) };
  return {
    level: "warning",
    title: T.withOwnPf({ vfs: names, group: group.name, pf: pf.bdf }),
    evidence: clauses(
      EVIDENCE_WORDS.driverInGroup(inGroup),
      EVIDENCE_WORDS.vfs({ bdf: pf.bdf, count: machine.vfsOf(pf.bdf).length }),
    ),
    remedy: T.withOwnPfRemedy({ pf: pf.bdf }),
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
      title: T.othersFine({ group: group.name }),
      evidence: clauses(...others.map(driverEvidence)),
    };
  }
  const ofItsPf = withOwnPf(machine, group, leaving);
  if (ofItsPf !== null) return ofItsPf;
  // One with VFs would be refused, and so would a bridge.
  const isFree = blocking.every((fn) => !isBridge(fn) && !hasVfs(fn));
  const given = group.members.filter((fn) => leaving.has(fn.bdf) && !isBridge(fn));
  return {
    level: "warning",
    title: T.groupBlocked({ count: blocking.length, group: group.name, functions: bdfsOf(blocking) }),
    evidence: clauses(
      ...blocking.map((fn) =>
        EVIDENCE_WORDS.driverInGroup({ bdf: fn.bdf, group: group.name, driver: fn.driver ?? COMMON.unknown }),
      ),
    ),
    remedy: T.groupBlockedRemedy({ count: blocking.length }),
    ...(isFree ? { follow: { kind: "assign", bdfs: [...given, ...blocking].map(({ bdf }) => bdf) } } : {}),
  };
}

const VENDOR_VFIO: CheckWords = {
  id: "vendor-vfio",
  about: "The VFs are passed to guests by their own driver, as vGPUs are",
  source: "vfio-dev/, driver",
  noCase: "not written",
};

/** The same of a function that the host shall have back. */
export const staysHandedOut = remarkOn({
  ...VENDOR_VFIO,
  says: (fn) => ({
    level: "fact",
    title: T.staysHandedOut({ bdf: fn.bdf, driver: fn.driver ?? "" }),
    evidence: givenEvidence(fn),
  }),
});

export const VFIO_CHECKS: readonly PlanCheck[] = [
  /** vfio_pci_core_register_device wants a group: EINVAL without one, ENODEV on older kernels. */
  check({
    id: "iommu",
    about: "An IOMMU is active; if not, whether firmware, kernel or command line is the cause",
    source: "/sys/class/iommu, DMAR/IVRS/IORT/VIOT, /proc/cmdline",
    provenBy: "without an IOMMU nothing binds to vfio-pci",
    says: ({ change, machine, usage }) => {
      const { host, functions } = machine.snapshot;
      const groupless = goingToVfio(change).filter((fn) => fn.iommuGroup === null);
      const without = groupless.filter(lacksGroup);
      if (without.length === 0) return groupless.length === 0 ? [] : groupUnknown(groupless);
      // With VFIO's mode without an IOMMU, functions have groups of their own kind only once they are bound.
      const mayDoWithout = usage.facts.platform.noIommuMode === true;
      const off = lacksIommu(host, functions);
      if (off && areIommusUnknown(machine.snapshot)) return iommusUnknown(without);
      const why = iommuCause(host, usage.facts.platform);
      return {
        level: off && mayDoWithout ? "warning" : "blocker",
        title: off
          ? sentences(why.cause, mayDoWithout ? T.nothingIsolated : T.nothingPassed)
          : T.notCovered({ functions: bdfsOf(without) }),
        evidence: clauses(
          off ? why.evidence : null,
          EVIDENCE_WORDS.absent({ bdf: bdfsOf(without), attribute: "iommu_group" }),
        ),
        remedy: off ? why.remedy : T.notCoveredRemedy,
      };
    },
  }),
  /** Its requests go out under the number of the function that its domain is behind (pci_real_dma_dev, drivers/pci/controller/vmd.c). */
  check({
    id: "behind-function",
    about: "It can be passed through: it is in no PCI domain behind another function",
    source: "device path, pci_real_dma_dev",
    noCase: "not written",
    says: ({ change, machine }) =>
      ofEach(goingToVfio(change), ({ bdf }) => {
        const owner = machine.rootOwnerOf(bdf);
        if (owner === null) return [];
        return {
          level: "blocker",
          title: T.behindFunction({ bdf, owner }),
          evidence: T.behindFunctionEvidence({ bdf, owner }),
          remedy: T.behindFunctionRemedy,
        };
      }),
  }),
  check({
    id: "vfio-module",
    about: "vfio-pci is present or can be loaded",
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
            title: T.moduleFirst,
            evidence: T.moduleFirstEvidence,
          };
        case "absent":
          return {
            level: "blocker",
            title: T.noModule,
            evidence: T.noModuleEvidence,
            remedy: T.noModuleRemedy,
          };
        case null:
          return {
            level: "fact",
            title: T.moduleUnknown,
            evidence: T.moduleUnknownEvidence,
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
    about: "A PF with VFs is not rebound",
    source: "vfio_pci_core.c: EBUSY",
    provenBy: "a PF with VFs does not go to vfio-pci",
    says: ({ change, machine }) => [
      ...ofEach(change.toVfio.filter(hasVfs), ({ bdf, driver, iommuGroup }) => ({
        level: "blocker",
        title: T.pfWithVfs({ bdf }),
        evidence: T.pfWithVfsEvidence({ bdf, count: machine.vfsOf(bdf).length }),
        remedy:
          iommuGroup !== null && machine.vfsOf(bdf).some((vf) => vf.iommuGroup === iommuGroup)
            ? T.pfWithVfsInGroup
            : T.pfWithVfsRemedy,
        ...endVfs({ bdf, driver }),
      })),
      ...ofEach([...change.toHost, ...change.toNone].filter(hasVfs), ({ bdf, driver, sriov }) => ({
        level: "blocker",
        title: T.vfsGoToo({ bdf }),
        evidence: EVIDENCE_WORDS.vfs({ bdf, count: sriov?.numVfs ?? 0 }),
        remedy: T.vfsGoTooRemedy,
        ...endVfs({ bdf, driver }),
      })),
    ],
  }),
  check({
    id: "whole-pf",
    about: "A PF is passed through as a whole device",
    source: "sriov_totalvfs",
    provenBy: "VFs end with the PF's driver, and the whole PF can then go to vfio-pci",
    says: ({ change }) =>
      ofEach(change.toVfio, ({ bdf, sriov }) => {
        if (sriov === null || sriov.numVfs !== 0) return [];
        return {
          level: "warning",
          title: T.wholePf({ bdf }),
          evidence: T.wholePfEvidence({ bdf, total: sriov.totalVfs ?? COMMON.unknown }),
          remedy: T.wholePfRemedy,
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
        ...sharers.map((fn) => T.sharesGroup({ bdf: fn.bdf, group: group.name, pf: pf.bdf })),
        ...blocking.map(driverEvidence),
      ];
      return {
        level: "warning",
        title: T.newVfsGroup({ group: group.name, functions: bdfsOf(blocking) }),
        evidence: clauses(...evidence),
        remedy: T.newVfsGroupRemedy,
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
          title: T.vfToken({ bdf }),
          evidence: driverEvidence(pf),
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
            ? T.vfsHandedOut({ driver: fn.driver ?? "", bdf: fn.bdf })
            : T.handedOut({ driver: fn.driver ?? "", bdf: fn.bdf }),
        evidence:
          fn === vfs?.pf
            ? driverEvidence(fn)
            : T.handedOutEvidence({ given: givenEvidence(fn), driver: fn.driver ?? "" }),
        remedy: T.handedOutRemedy,
      }));
    },
  }),
];
