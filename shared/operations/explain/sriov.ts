/** The dictionary for `sriov_numvfs` and `sriov_drivers_autoprobe` (drivers/pci/iov.c and the PF drivers). */
import { isOnVfio } from "../../machine/role.ts";
import { interfaceWord } from "../verbs/shell.ts";
import { bindOwnDriver, command, netUp, retry, setAllAllowed, setVfs } from "./actions.ts";
import type { ExplanationRule, FailedStep } from "./rule.ts";

const NUMVFS = ["sriov.numvfs"] as const;

function pfOf({ step }: FailedStep): string {
  return "bdf" in step ? step.bdf : "the PF";
}
function asked({ step }: FailedStep): number {
  return step.verb === "sriov.numvfs" ? step.value : 0;
}
function driverOf({ fn }: FailedStep): string {
  return fn?.driver ?? "its driver";
}
function foundCount({ unmet }: FailedStep): number | null {
  const miss = unmet.find(({ expected }) => expected.that === "numvfs");
  const count = miss === undefined ? Number.NaN : Number.parseInt(miss.found, 10);
  return Number.isNaN(count) ? null : count;
}
function missesCount(failed: FailedStep): boolean {
  return failed.unmet.some(({ expected }) => expected.that === "numvfs");
}

const FIRMWARE =
  "Switch on SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS, start the kernel with pci=realloc, or ask for fewer VFs.";
const BUSES = "Ask for fewer VFs, use a slot whose port supports ARI, or start the kernel with pci=assign-busses.";

export const SRIOV_RULES: readonly ExplanationRule[] = [
  {
    id: "numvfs-no-driver",
    provenBy: "numvfs of a PF without a driver is ENOENT",
    verbs: NUMVFS,
    codes: ["ENOENT"],
    log: /no driver bound to device; cannot configure SR-?IOV/i,
    cause: (failed) => `${pfOf(failed)} has no driver, and only its driver can switch VFs.`,
    remedy: () => "Bind its own driver first, or pci-pf-stub for a device that needs none.",
    action: bindOwnDriver,
  },
  {
    id: "numvfs-driver-cannot",
    provenBy: "numvfs of a PF whose driver cannot is ENOENT",
    verbs: NUMVFS,
    codes: ["ENOENT"],
    log: /driver (?:does not|doesn't) support SR-?IOV configuration via sysfs/i,
    cause: (failed) => `${driverOf(failed)}, the driver of ${pfOf(failed)}, cannot switch VFs through sysfs.`,
    remedy: (failed) =>
      `See whether ${driverOf(failed)} takes the number of VFs as a module option, or bind pci-pf-stub if the device needs no driver of its own.`,
  },
  {
    id: "numvfs-vfio-sriov-off",
    provenBy: "numvfs of a PF on vfio-pci with enable_sriov=N is ENOENT, and the log is silent",
    verbs: NUMVFS,
    codes: ["ENOENT"],
    when: ({ fn }) => fn !== null && isOnVfio(fn),
    cause: (failed) => `${pfOf(failed)} is on ${driverOf(failed)}, which switches VFs only when enable_sriov is set.`,
    remedy: () =>
      "Write Y to /sys/module/vfio_pci/parameters/enable_sriov, or give the PF back to its own driver. VFs of a PF on vfio-pci need a VF token.",
    action: command("Copy command", "echo Y > /sys/module/vfio_pci/parameters/enable_sriov"),
  },
  {
    id: "numvfs-no-driver-silent",
    verbs: NUMVFS,
    codes: ["ENOENT"],
    when: ({ fn }) => fn !== null && fn.driver === null,
    cause: (failed) => `${pfOf(failed)} has no driver, and only its driver can switch VFs.`,
    remedy: () => "Bind its own driver first, or pci-pf-stub for a device that needs none.",
    action: bindOwnDriver,
  },
  {
    id: "numvfs-enoent",
    verbs: NUMVFS,
    codes: ["ENOENT"],
    when: ({ fn }) => fn !== null,
    cause: (failed) => `${driverOf(failed)} does not offer to switch VFs of ${pfOf(failed)}.`,
    remedy: () =>
      "Look for a module option of its driver, or bind pci-pf-stub if the device needs no driver of its own.",
  },
  {
    id: "numvfs-range",
    provenBy: "numvfs above what the driver allows is ERANGE",
    verbs: NUMVFS,
    codes: ["ERANGE"],
    cause: (failed) => {
      const total = failed.fn?.sriov?.totalVfs ?? null;
      const limit = total === null ? "its sriov_totalvfs" : `the ${total} that sriov_totalvfs allows`;
      return `${asked(failed)} VFs are more than ${limit}.`;
    },
    remedy: () =>
      "Ask for fewer. The driver may allow less than the capability's TotalVFs, and TotalVFs itself is a setting of the card's firmware.",
    action: setAllAllowed,
  },
  {
    id: "numvfs-through-zero",
    provenBy: "numvfs from one number to another is EBUSY and changes nothing",
    verbs: NUMVFS,
    codes: ["EBUSY"],
    log: /(\d+) VFs already enabled\. Disable before enabling (\d+) VFs/i,
    cause: (failed, [now, wanted]) =>
      `${pfOf(failed)} has ${now} VFs already, and the kernel changes the number to ${wanted} only through 0.`,
    remedy: () => "Someone else switched VFs on meanwhile: refresh, and plan again from what is there now.",
    action: retry,
  },
  {
    id: "numvfs-not-ready",
    verbs: NUMVFS,
    codes: ["EBUSY"],
    log: /Cannot enable SR-IOV, device not ready/i,
    cause: (failed) => `${driverOf(failed)} is resetting ${pfOf(failed)} and takes no change meanwhile.`,
    remedy: () => "Try again in some seconds.",
    action: retry,
  },
  {
    id: "numvfs-busy",
    verbs: NUMVFS,
    codes: ["EBUSY"],
    cause: (failed) => `${driverOf(failed)} says that ${pfOf(failed)} is busy: being reset, or its VFs are in use.`,
    remedy: () => "Stop what uses its VFs, wait some seconds and try again.",
    action: retry,
  },
  {
    id: "numvfs-pending",
    verbs: NUMVFS,
    codes: ["EAGAIN"],
    cause: (failed) => `${driverOf(failed)} is still busy with another operation on ${pfOf(failed)}.`,
    remedy: () => "Try again in some seconds.",
    action: retry,
  },
  {
    id: "numvfs-bus-range",
    verbs: NUMVFS,
    codes: ["ENOMEM"],
    log: /can't enable (\d+) VFs \(bus ([0-9a-f]+) out of range of \[bus ([^\]]+)\]\)/i,
    cause: (_, [count, bus, range]) =>
      `The last of ${count} VFs would be on bus ${bus}, beyond the buses ${range} that the bridge above has.`,
    remedy: () => BUSES,
  },
  {
    id: "numvfs-mmio",
    provenBy: "numvfs of a PF whose VFs have no place in memory is ENOMEM",
    verbs: NUMVFS,
    codes: ["ENOMEM"],
    log: /not enough MMIO resources for SR-?IOV/i,
    cause: (failed) =>
      `There is not enough memory space for the BARs of ${asked(failed)} VFs: a window of ${pfOf(failed)} has no address or is too small.`,
    remedy: () => FIRMWARE,
  },
  {
    id: "numvfs-bars-not-allocated",
    verbs: NUMVFS,
    codes: ["ENOMEM"],
    log: /IOV BARS not allocated/i,
    cause: (failed) => `The windows for VF BARs of ${pfOf(failed)} could not be switched on.`,
    remedy: () => FIRMWARE,
  },
  {
    id: "numvfs-nomem",
    verbs: NUMVFS,
    codes: ["ENOMEM"],
    cause: (failed) =>
      `Something ran out for ${asked(failed)} VFs of ${pfOf(failed)}: memory space, bus numbers or the kernel's own memory.`,
    remedy: () => `${FIRMWARE} For bus numbers: use a slot whose port supports ARI.`,
  },
  {
    id: "numvfs-vectors",
    verbs: NUMVFS,
    codes: ["ENOSPC"],
    log: /Only (\d+) MSI-X interrupts available.*minimum of (\d+) MSI-X interrupts per VF for (\d+) VFs/i,
    cause: (_, [left, each, count]) =>
      `Only ${left} MSI-X interrupts are left, and ${count} VFs need ${each} each at the least.`,
    remedy: () => "Ask for fewer VFs, or unload what takes vectors from the same card (irdma).",
  },
  {
    id: "numvfs-nospace",
    verbs: NUMVFS,
    codes: ["ENOSPC"],
    cause: (failed) =>
      `${driverOf(failed)} has not enough of something to share out among ${asked(failed)} VFs, mostly MSI-X interrupts.`,
    remedy: () => "Ask for fewer VFs, or unload what takes vectors from the same card (irdma).",
  },
  {
    id: "numvfs-traffic-classes",
    verbs: NUMVFS,
    codes: ["EPERM"],
    log: /configured with (\d+) TCs.*Creating more than (\d+) VFs is not allowed/i,
    cause: (failed, [classes, most]) =>
      `With ${classes} traffic classes, ${driverOf(failed)} allows ${most} VFs at the most.`,
    remedy: (_, [, most]) => `Ask for ${most} or fewer, or switch traffic classes off on the interface.`,
    action: setVfs(1),
  },
  {
    id: "numvfs-device-constraints",
    verbs: NUMVFS,
    codes: ["EPERM"],
    log: /Unable to enable (\d+) VFs\. Limited to (\d+) VFs due to device resource constraints/i,
    cause: (failed, [, most]) => `The device has room for ${most} VFs only, says ${driverOf(failed)}.`,
    remedy: (_, [, most]) => `Ask for ${most} or fewer.`,
    action: setVfs(1),
  },
  {
    id: "numvfs-driver-limit",
    verbs: NUMVFS,
    codes: ["EPERM"],
    when: ({ failure }) => failure.kernelLog.length > 0,
    cause: (failed) =>
      `${driverOf(failed)} does not allow ${asked(failed)} VFs on ${pfOf(failed)} as it is set up now.`,
    remedy: () => "The kernel's log names the limit; if it does not, this connection may lack the rights.",
  },
  {
    id: "numvfs-not-capable",
    verbs: NUMVFS,
    codes: ["EOPNOTSUPP"],
    log: /not capable of SR-IOV/i,
    cause: (failed) => `${driverOf(failed)} says that the device of ${pfOf(failed)} is not capable of SR-IOV.`,
    remedy: () => "Look for an SR-IOV setting in the card's firmware.",
  },
  {
    id: "numvfs-safe-mode",
    verbs: NUMVFS,
    codes: ["EOPNOTSUPP"],
    log: /Safe Mode/i,
    cause: (failed) => `${driverOf(failed)} runs ${pfOf(failed)} in safe mode: the card's DDP package was not loaded.`,
    remedy: () => "Install the DDP package that goes with the driver, and load the driver again.",
  },
  {
    id: "numvfs-max-supported",
    verbs: NUMVFS,
    codes: ["EOPNOTSUPP"],
    log: /max VFs supported is (\d+)/i,
    cause: (failed, [most]) => `${driverOf(failed)} supports ${most} VFs on ${pfOf(failed)} at the most.`,
    remedy: (_, [most]) => `Ask for ${most} or fewer.`,
    action: setVfs(0),
  },
  {
    id: "numvfs-unsupported",
    verbs: NUMVFS,
    codes: ["EOPNOTSUPP"],
    cause: (failed) => `${driverOf(failed)} does not support VFs on ${pfOf(failed)} as the card is now.`,
    remedy: () => "Compare driver and firmware versions with what the vendor asks for SR-IOV.",
  },
  {
    id: "numvfs-broken-capability",
    verbs: NUMVFS,
    codes: ["EIO"],
    cause: (failed) =>
      `The SR-IOV capability of ${pfOf(failed)} contradicts itself: InitialVFs is not TotalVFs, or offset or stride is 0.`,
    remedy: () => "The device's firmware is at fault: look at the capability's registers, and update the firmware.",
  },
  {
    id: "numvfs-dependency",
    verbs: NUMVFS,
    codes: ["ENODEV", "ENOSYS"],
    when: ({ fn }) => fn !== null,
    cause: (failed) =>
      `${pfOf(failed)} depends on another PF (Function Dependency Link) that is missing or has no SR-IOV.`,
    remedy: () => "Look at the Function Dependency Link in the SR-IOV capability, and switch on VFs of that PF first.",
  },
  {
    id: "numvfs-invalid",
    verbs: NUMVFS,
    codes: ["EINVAL"],
    cause: (failed) =>
      `The kernel takes ${asked(failed)} for no number of VFs that ${pfOf(failed)} can have now: it is more than InitialVFs, or VFs are on already.`,
    remedy: () => "Refresh the machine and look at how many VFs there are.",
    action: retry,
  },
  {
    id: "numvfs-net-down",
    verbs: NUMVFS,
    codes: ["EVERIFY"],
    when: (failed) => missesCount(failed) && failed.fn?.driver === "bnxt_en",
    cause: (failed) =>
      `bnxt_en made no VFs, because the network interface of ${pfOf(failed)} is down; it reports success nevertheless.`,
    remedy: (failed) => `Bring the interface up (ip link set ${netName(failed)} up) and try again.`,
    action: netUp,
  },
  {
    id: "numvfs-partial",
    verbs: NUMVFS,
    codes: ["EVERIFY"],
    when: missesCount,
    cause: (failed) => {
      const found = foundCount(failed);
      if (found === null) return `${pfOf(failed)} is not there any more after the write.`;
      if (asked(failed) === 0) return `${found} VFs of ${pfOf(failed)} are still there: something holds on to them.`;
      return `The driver took ${asked(failed)} and made ${found === 0 ? "no" : found} VFs: the kernel calls that a success.`;
    },
    remedy: (failed) =>
      asked(failed) === 0
        ? "Shut down the guests and programs that use them, and try again."
        : "The driver's lines in the kernel's log say what it lacked; try fewer VFs.",
  },
  {
    id: "numvfs-taken",
    verbs: NUMVFS,
    codes: ["EVERIFY"],
    when: ({ unmet }) => unmet.some(({ expected }) => expected.that === "driver" && expected.driver === null),
    cause: (failed) => `A driver took VFs of ${pfOf(failed)} that were to stay without one.`,
    remedy: () =>
      "Something on this machine binds new functions by itself (udev, driverctl, a new_id entry): switch that off first.",
  },
  {
    id: "autoprobe-missing",
    verbs: ["sriov.autoprobe"],
    codes: ["ENOENT", "EVERIFY"],
    when: ({ fn }) => fn !== null,
    cause: (failed) => `${pfOf(failed)} has no sriov_drivers_autoprobe that could be set: kernels before 4.12 lack it.`,
    remedy: () => "Make the VFs for the host, and give them to vfio-pci afterwards.",
  },
];

function netName({ fn }: FailedStep): string {
  return interfaceWord(fn) ?? "its name";
}
