/** Checks before functions go to vfio-pci on what isolates them: firmware's claims, the denylist, ACS, interrupts, sleep. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { clauses, phrase, sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { ISOLATION_CHECK_WORDS as T } from "../../words/texts/check-isolation.ts";
import { denylistRemedy } from "../findings/denylist.ts";
import { acsOption, type GroupCause, groupCauses, isAcsOverridden } from "../findings/group-causes.ts";
import { blockingMembers } from "../findings/groups.ts";
import { refusesInterrupts, remappingRemedy, unremappedEvidence } from "../findings/interrupts.ts";
import { doesWithoutIommu } from "../findings/iommu-cause.ts";
import { variantText } from "../findings/variants.ts";
import { goingToVfio } from "../impact/change.ts";
import { type PlanStep, verbOf } from "../verbs/table.ts";
import { functionOf } from "../verbs/target.ts";
import { type Answer, check, ofEach, type PlanCheck } from "./check.ts";

/** Functions that vfio-pci refuses because of known errata: QAT, and DSA and IAX of Sapphire Rapids (vfio_pci_dev_in_denylist). */
const DENYLIST: ReadonlySet<string> = new Set([
  "8086:19e2",
  "8086:19e3",
  "8086:37c8",
  "8086:37c9",
  "8086:0435",
  "8086:0443",
  "8086:0b25",
  "8086:0cfe",
]);

function hex4(id: number | null): string {
  return id === null ? "?" : hexDigits(id, 4);
}

function idOf(fn: FunctionInfo): string {
  return `${hex4(fn.vendor)}:${hex4(fn.device)}`;
}

/** Of VFs that are to come: their vendor is their PF's (PCIe 6.2 §9.3.4.1.1). */
function vfIdOf({ vendor, sriov }: FunctionInfo): string {
  return `${hex4(vendor)}:${hex4(sriov?.vfDevice ?? null)}`;
}

function acsRemedy(causes: readonly GroupCause[], commandLine: string | null): Words {
  const option = causes.some(({ bitsOff }) => bitsOff) ? acsOption(commandLine) : null;
  return option === null ? T.acsSlot : T.acsOption({ option });
}

function wokenBy(machine: Machine, steps: readonly Pick<PlanStep, "template">[]): FunctionInfo[] {
  const woken = steps.flatMap(({ template }) => {
    const bdf = functionOf(template, machine);
    const fn = bdf === null ? undefined : machine.byBdf.get(bdf);
    return fn !== undefined && verbOf(template).wakes?.(fn) ? fn : [];
  });
  return [...new Set(woken)];
}

export const ISOLATION_CHECKS: readonly PlanCheck[] = [
  /** Firmware keeps memory of the device mapped for itself: the IOMMU driver refuses guests (EINVAL, EPERM). */
  check({
    id: "reserved-direct",
    about: "Firmware reserves memory for the device",
    source: "reserved_regions: direct",
    noCase: "needs hardware",
    says: ({ change, usage }) =>
      ofEach(change.toVfio, (fn) => {
        const first = usage.facts.directRegions.find(({ group }) => group === fn.iommuGroup);
        if (first === undefined) return [];
        return {
          level: "warning",
          title: T.direct({ bdf: fn.bdf }),
          evidence: T.directEvidence({ group: first.group, start: first.start, end: first.end }),
          remedy: T.directRemedy,
        };
      }),
  }),
  check({
    id: "denylist",
    about: "vfio-pci refuses the device for known errata",
    source: "vfio_pci.c, disable_denylist: EINVAL",
    noCase: "needs hardware",
    says: ({ change, machine, usage }) => {
      const { denylistOff } = usage.facts.platform;
      if (denylistOff === true) return [];
      const answer = (title: Words, evidence: Words): Answer => ({
        level: denylistOff === false ? "blocker" : "warning",
        title,
        evidence: clauses(evidence, denylistOff === false ? T.denylistOn : T.denylistUnknown),
        remedy: denylistRemedy(machine.snapshot.host.vfioPci),
      });
      const made = change.vfs?.toVfio ? [change.vfs.pf] : [];
      return [
        ...ofEach(
          change.toVfio,
          (fn) =>
            DENYLIST.has(idOf(fn)) &&
            answer(T.denied({ bdf: fn.bdf }), T.deniedEvidence({ bdf: fn.bdf, id: idOf(fn) })),
        ),
        ...ofEach(
          made,
          (pf) =>
            DENYLIST.has(vfIdOf(pf)) &&
            answer(T.deniedVfs({ pf: pf.bdf }), T.deniedVfsEvidence({ pf: pf.bdf, id: vfIdOf(pf) })),
        ),
      ];
    },
  }),
  check({
    id: "acs-override",
    about: "Groups that the kernel was booted to assume",
    source: "/proc/cmdline",
    noCase: "other kernel",
    says: ({ change, usage }) =>
      change.toVfio.length > 0 &&
      isAcsOverridden(usage.facts.platform.commandLine) && {
        level: "warning",
        title: T.acsOverride,
        // No release of Linux has the patch, and without it the kernel passes the word over.
        evidence: T.acsOverrideEvidence,
        remedy: T.acsOverrideRemedy,
      },
  }),
  /** The ports that let functions reach each other beside the IOMMU; told where a group has others than what is given. */
  check({
    id: "group-acs",
    about: "The port and the ACS bits that merged a group",
    source: "ACS capability, REQ_ACS_FLAGS",
    provenBy: "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
    says: ({ change, machine, knowledge, usage }) => {
      // Then groups tell nothing of the ports.
      if (isAcsOverridden(usage.facts.platform.commandLine)) return [];
      const config = knowledge.config ?? (() => null);
      const leaving = new Set(change.toVfio.map((fn) => fn.bdf));
      const groups = new Set(change.toVfio.map((fn) => machine.groupOf(fn.bdf)).filter((group) => group !== null));
      return [...groups].flatMap((group): Answer | Answer[] => {
        if (blockingMembers(group, leaving).length === 0) return [];
        const causes = groupCauses(machine, group, config);
        if (causes.length === 0) return [];
        return {
          level: "fact",
          title: T.groupCauses({ group: group.name, causes: causes.map(({ bdf, text }) => phrase(bdf, text)) }),
          evidence: T.registersOf({ functions: causes.map(({ bdf }) => bdf) }),
          remedy: acsRemedy(causes, usage.facts.platform.commandLine),
        };
      });
    },
  }),
  check({
    id: "vfio-variant",
    about: "Whether the kernel has a vfio driver made for the device, and what that can do",
    source: "modules.alias: vfio_pci:; drivers/vfio/pci",
    noCase: "needs hardware",
    says: ({ change, usage }) =>
      ofEach(change.vfs === null ? change.toVfio : [], (fn) => {
        const modules = usage.facts.variants.find(({ bdf }) => bdf === fn.bdf)?.modules ?? [];
        const evidence = T.variantEvidence({ modules, bdf: fn.bdf });
        return modules.map((module): Answer => {
          const { title, remedy } = variantText(module, fn.bdf);
          return { level: "fact", title, evidence, remedy };
        });
      }),
  }),
  check({
    id: "interrupts-refused",
    about: "Guests can open it although interrupts are not remapped",
    source: "/proc/interrupts, allow_unsafe_interrupts; iommu_group_has_isolated_msi",
    provenBy: "without interrupt remapping a program gets a function only while that is allowed: else EPERM",
    says: ({ change, machine, usage }) => {
      const { unsafeInterrupts } = usage.facts.platform;
      if (!refusesInterrupts(usage.facts.platform)) return [];
      if (goingToVfio(change).every((fn) => fn.iommuGroup === null)) return [];
      return {
        level: "warning",
        title: T.interruptsRefused,
        evidence: clauses(
          unremappedEvidence(usage.facts.platform),
          unsafeInterrupts === null ? T.unsafeUnset : T.unsafeNo,
        ),
        remedy: sentences(remappingRemedy(machine.snapshot.host, usage.facts.platform), T.orUnsafe),
      };
    },
  }),
  check({
    id: "interrupt-remapping",
    about: "Guests cannot send interrupts to the host",
    source: "allow_unsafe_interrupts",
    provenBy: "without interrupt remapping a program gets a function only while that is allowed: else EPERM",
    says: ({ change, machine, usage }) => {
      const { remapsInterrupts, unsafeInterrupts } = usage.facts.platform;
      // Where they are remapped the parameter changes nothing.
      if (goingToVfio(change).length === 0 || unsafeInterrupts !== true || remapsInterrupts === true) return [];
      return {
        level: "warning",
        title: T.unsafeInterrupts,
        evidence: T.unsafeYes,
        remedy: sentences(remappingRemedy(machine.snapshot.host, usage.facts.platform), T.thenUnset),
      };
    },
  }),
  check({
    id: "noiommu",
    about: "VFIO without an IOMMU",
    source: "enable_unsafe_noiommu_mode",
    noCase: "other kernel",
    says: ({ change, machine, usage }) =>
      goingToVfio(change).length > 0 &&
      usage.facts.platform.noIommuMode === true && {
        level: "warning",
        title: T.noIommu,
        evidence: T.noIommuEvidence,
        remedy: doesWithoutIommu(machine, usage.facts.platform) ? T.noIommuNeeded : T.noIommuUnneeded,
      },
  }),
  check({
    id: "asleep",
    about: "The plan says so before it wakes a function in D3cold",
    source: "power_state",
    provenBy: "config lets a function in D3cold sleep, until waking is asked for",
    says: ({ machine, steps }) =>
      ofEach(
        wokenBy(machine, steps),
        ({ bdf, powerState }) =>
          powerState === "D3cold" && {
            level: "warning",
            title: T.asleep({ bdf }),
            evidence: T.asleepEvidence({ bdf }),
            remedy: T.asleepRemedy,
          },
      ),
  }),
];
