/** Checks before functions go to vfio-pci on what isolates them: firmware's claims, the denylist, ACS, interrupts, sleep. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { denylistRemedy } from "../findings/denylist.ts";
import { acsOption, type GroupCause, groupCauses, isAcsOverridden } from "../findings/group-causes.ts";
import { blockingMembers } from "../findings/groups.ts";
import { refusesInterrupts, remappingRemedy, unremappedEvidence } from "../findings/interrupts.ts";
import { doesWithoutIommu } from "../findings/iommu-cause.ts";
import { variantText } from "../findings/variants.ts";
import { goingToVfio } from "../impact/change.ts";
import { type PlanStep, verbOf } from "../verbs/table.ts";
import { functionOf } from "../verbs/target.ts";
import { listed } from "../words.ts";
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

function acsRemedy(causes: readonly GroupCause[], commandLine: string | null): string {
  const option = causes.some(({ bitsOff }) => bitsOff) ? acsOption(commandLine) : null;
  const how =
    option === null ? "put the card into a slot whose port has ACS" : `start the kernel without pci=${option}`;
  return `Groups are formed when the machine starts: ${how}. Setting its bits now changes nothing.`;
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
    about: "Firmware keeps memory of the device",
    source: "reserved_regions: direct",
    noCase: "needs hardware",
    says: ({ change, usage }) =>
      ofEach(change.toVfio, (fn) => {
        const first = usage.facts.directRegions.find(({ group }) => group === fn.iommuGroup);
        if (first === undefined) return [];
        return {
          level: "warning",
          title: `The firmware keeps memory of ${fn.bdf} for itself, so no guest can use it.`,
          evidence: `reserved_regions of IOMMU group ${first.group} has ${first.start}–${first.end} direct`,
          remedy: "Look for a BIOS setting that releases the device, such as shared memory of a management controller.",
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
      const answer = (id: string, whose: string): Answer => ({
        level: denylistOff === false ? "blocker" : "warning",
        title: `vfio-pci has ${whose} on its list of devices that are unsafe to give away.`,
        evidence: `${whose} ${whose.startsWith("VFs") ? "are" : "is"} ${id}; disable_denylist of vfio_pci is ${denylistOff === false ? "N, and the kernel would answer EINVAL" : "not known"}`,
        remedy: denylistRemedy(machine.snapshot.host.vfioPci),
      });
      const made = change.vfs?.toVfio ? [change.vfs.pf] : [];
      return [
        ...ofEach(change.toVfio, (fn) => DENYLIST.has(idOf(fn)) && answer(idOf(fn), fn.bdf)),
        ...ofEach(made, (pf) => DENYLIST.has(vfIdOf(pf)) && answer(vfIdOf(pf), `VFs of ${pf.bdf}`)),
      ];
    },
  }),
  check({
    id: "acs-override",
    about: "Groups that the kernel was told to pretend",
    source: "/proc/cmdline",
    noCase: "other kernel",
    says: ({ change, usage }) =>
      change.toVfio.length > 0 &&
      isAcsOverridden(usage.facts.platform.commandLine) && {
        level: "warning",
        title: "IOMMU groups of this machine may be no real isolation: the kernel was told to pretend ACS.",
        // No release of Linux has the patch, and without it the kernel passes the word over.
        evidence: "/proc/cmdline has pcie_acs_override, which kernels with the patch for it go by",
        remedy:
          "Functions of different groups may reach each other's memory: give guests only what you trust them with.",
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
          title: `IOMMU group ${group.name} has several functions because ${listed(causes.map(({ bdf, text }) => `${bdf} ${text}`))}.`,
          evidence: listed(causes.map(({ bdf }) => `registers of ${bdf}`)),
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
        const evidence = `modules.alias names ${listed(modules)} for ${fn.bdf} (vfio_pci:)`;
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
        title:
          "No guest can open what goes to vfio-pci: interrupts are not remapped here, and VFIO is not told to do without.",
        evidence: `${unremappedEvidence(usage.facts.platform)}; allow_unsafe_interrupts of vfio_iommu_type1 is ${
          unsafeInterrupts === null ? "not set" : "N"
        }: opening it fails with EPERM`,
        remedy: `${remappingRemedy(machine.snapshot.host, usage.facts.platform)} With allow_unsafe_interrupts=1 it works too, but guests can then forge interrupts.`,
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
        title: "Guests may send interrupts to the host: they are allowed without interrupt remapping.",
        evidence: "allow_unsafe_interrupts of vfio_iommu_type1 is Y",
        remedy: `${remappingRemedy(machine.snapshot.host, usage.facts.platform)} Then set the parameter to N.`,
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
        title: "vfio is in no-IOMMU mode here: a function can reach all of the host's memory.",
        evidence: "enable_unsafe_noiommu_mode of vfio is Y",
        remedy: doesWithoutIommu(machine, usage.facts.platform)
          ? "Only programs such as DPDK can use it, not QEMU or libvirt, and it taints the kernel. Set the parameter to N unless you trust those programs."
          : "Set the parameter to N: this machine has an IOMMU.",
      },
  }),
  check({
    id: "asleep",
    about: "A function in D3cold is woken by the plan only knowingly",
    source: "power_state",
    provenBy: "config lets a function in D3cold sleep, until waking is asked for",
    says: ({ machine, steps }) =>
      ofEach(
        wokenBy(machine, steps),
        ({ bdf, powerState }) =>
          powerState === "D3cold" && {
            level: "warning",
            title: `${bdf} is asleep (D3cold), and this wakes it.`,
            evidence: `power_state of ${bdf} is D3cold; its registers were not read`,
            remedy:
              "If it does not wake, it reads ff everywhere, and a restart of the machine may be needed. Once it is awake, d3cold_allowed 0 keeps it out of D3cold.",
          },
      ),
  }),
];
