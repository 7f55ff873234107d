/** Checks before functions go to vfio-pci on what isolates them: firmware's claims, the denylist, ACS, interrupts, sleep. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { leavesGroupViable } from "../findings/drivers.ts";
import { groupCauses, isAcsOverridden } from "../findings/group-causes.ts";
import { listed } from "../words.ts";
import type { CheckInput, CheckRule } from "./check.ts";
import type { Check } from "./found.ts";

/** Functions that go to vfio-pci, those to come by the PF that they come of. */
function going({ change }: CheckInput): readonly FunctionInfo[] {
  return change.vfs?.toVfio ? [...change.toVfio, change.vfs.pf] : change.toVfio;
}

/** Firmware keeps memory of the device mapped for itself: the IOMMU driver refuses guests (EINVAL, EPERM). */
const directRegions: CheckRule = ({ change, usage }) =>
  change.toVfio.flatMap((fn): Check[] => {
    const regions = usage.facts.directRegions.filter(({ group }) => group === fn.iommuGroup);
    const [first] = regions;
    if (first === undefined) return [];
    return [
      {
        id: "reserved-direct",
        level: "warning",
        title: `The firmware keeps memory of ${fn.bdf} for itself (RMRR), so no guest can use it.`,
        evidence: `reserved_regions of IOMMU group ${first.group} has ${first.start}–${first.end} direct`,
        remedy: "Look for a BIOS setting that releases the device, such as shared memory of a management controller.",
      },
    ];
  });

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

function idOf(fn: FunctionInfo): string {
  const hex4 = (id: number | null) => (id === null ? "?" : hexDigits(id, 4));
  return `${hex4(fn.vendor)}:${hex4(fn.device)}`;
}

const denylist: CheckRule = ({ change, usage }) => {
  const { denylistOff } = usage.facts.platform;
  return change.toVfio
    .filter((fn) => DENYLIST.has(idOf(fn)) && denylistOff !== true)
    .map((fn) => ({
      id: "denylist",
      level: denylistOff === false ? "blocker" : "warning",
      title: `vfio-pci has ${fn.bdf} on its list of devices that are unsafe to give away.`,
      evidence: `${fn.bdf} is ${idOf(fn)}; disable_denylist of vfio_pci is ${denylistOff === false ? "N, and the kernel would answer EINVAL" : "not known"}`,
      remedy: "If you trust the guest, load the module with it off: modprobe vfio-pci disable_denylist=1.",
    }));
};

/** The ports that let functions reach each other beside the IOMMU; told where a group has others than what is given. */
const groupIsolation: CheckRule = ({ change, machine, knowledge, usage }) => {
  if (isAcsOverridden(usage.facts.platform.commandLine) && change.toVfio.length > 0) {
    return [
      {
        id: "acs-override",
        level: "warning",
        title: "IOMMU groups of this machine may be no real isolation: the kernel was told to pretend ACS.",
        // No release of Linux has the patch, and without it the kernel passes the word over.
        evidence: "/proc/cmdline has pcie_acs_override, which kernels with the patch for it go by",
        remedy:
          "Functions of different groups may reach each other's memory: give guests only what you trust them with.",
      },
    ];
  }
  const config = knowledge.config ?? (() => null);
  const leaving = new Set(change.toVfio.map((fn) => fn.bdf));
  const groups = new Set(change.toVfio.map((fn) => machine.groupOf(fn.bdf)).filter((group) => group !== null));
  return [...groups].flatMap((group): Check[] => {
    if (group.members.every((fn) => leaving.has(fn.bdf) || leavesGroupViable(fn))) return [];
    const causes = groupCauses(machine, group, config);
    if (causes.length === 0) return [];
    return [
      {
        id: "group-acs",
        level: "fact",
        title: `IOMMU group ${group.name} has several functions because ${listed(causes.map(({ bdf, text }) => `${bdf} ${text}`))}.`,
        evidence: listed(causes.map(({ bdf }) => `registers of ${bdf}`)),
        remedy:
          "Groups are formed when the machine starts: put the card into a slot whose port has ACS. Setting its bits now changes nothing.",
      },
    ];
  });
};

const variants: CheckRule = (input) =>
  going(input).flatMap((fn): Check[] => {
    const modules = input.usage.facts.variants.find(({ bdf }) => bdf === fn.bdf)?.modules ?? [];
    if (modules.length === 0 || input.change.vfs !== null) return [];
    return [
      {
        id: "vfio-variant",
        level: "fact",
        title: `${listed(modules)} can do live migration with ${fn.bdf}; vfio-pci cannot.`,
        evidence: `modules.alias names ${listed(modules)} for ${fn.bdf} (vfio_pci:)`,
        remedy: `To migrate guests, bind it by hand: set driver_override to the driver of ${modules[0]}.`,
      },
    ];
  });

const unsafe: CheckRule = (input) => {
  const given = going(input);
  if (given.length === 0) return [];
  const { remapsInterrupts, unsafeInterrupts, noIommuMode } = input.usage.facts.platform;
  const checks: Check[] = [];
  if (remapsInterrupts === false && unsafeInterrupts !== true && given.some((fn) => fn.iommuGroup !== null)) {
    checks.push({
      id: "interrupts-refused",
      level: "warning",
      title:
        "No guest can open what goes to vfio-pci: interrupts are not remapped here, and VFIO is not told to do without.",
      evidence: `/proc/interrupts has IO-APIC, not IR-IO-APIC; allow_unsafe_interrupts of vfio_iommu_type1 is ${
        unsafeInterrupts === null ? "not set" : "N"
      }: opening it fails with EPERM`,
      remedy:
        "Switch on interrupt remapping (x2APIC, VT-d) in the BIOS. With allow_unsafe_interrupts=1 it works as well, and guests may send interrupts to the host.",
    });
  }
  // Where they are remapped the parameter changes nothing.
  if (unsafeInterrupts === true && remapsInterrupts !== true) {
    checks.push({
      id: "interrupt-remapping",
      level: "warning",
      title: "Guests may send interrupts to the host: they are allowed without interrupt remapping.",
      evidence: "allow_unsafe_interrupts of vfio_iommu_type1 is Y",
      remedy: "Switch on interrupt remapping (x2APIC, VT-d) in the BIOS, and set the parameter to N.",
    });
  }
  if (noIommuMode === true) {
    checks.push({
      id: "noiommu",
      level: "warning",
      title: "VFIO works without an IOMMU here: whoever has a function can reach all of the host's memory.",
      evidence: "enable_unsafe_noiommu_mode of vfio is Y",
      remedy: "Set the parameter to N, unless this machine has no IOMMU and you trust what uses the function.",
    });
  }
  return checks;
};

/** Binding or unbinding a driver wakes a function (local_pci_probe, pci_device_remove: pm_runtime_get_sync). */
const asleep: CheckRule = ({ change }) => {
  const touched = [...change.toVfio, ...change.toHost, ...change.toNone, ...(change.vfs ? [change.vfs.pf] : [])];
  return touched
    .filter(({ powerState }) => powerState === "D3cold")
    .map((fn) => ({
      id: "asleep",
      level: "warning",
      title: `${fn.bdf} is asleep (D3cold), and this wakes it.`,
      evidence: `power_state of ${fn.bdf} is D3cold; its registers were not read`,
      remedy: "If it does not wake, it reads ff everywhere, and a restart of the machine may be needed.",
    }));
};

export const ISOLATION_CHECKS: readonly CheckRule[] = [
  directRegions,
  denylist,
  groupIsolation,
  variants,
  unsafe,
  asleep,
];
