/** The dictionary for `sriov_numvfs` and `sriov_drivers_autoprobe` (drivers/pci/iov.c and the PF drivers). */
import { ariRemedy } from "../../machine/port-reach.ts";
import { vfPlaces } from "../../machine/vf-slices.ts";
import { bdfParts } from "../../pci/bdf.ts";
import { stillEnglish } from "../../words/say.ts";
import { IOMMU_REMEDY } from "../findings/iommu-cause.ts";
import { limitRemedy, withoutSysfs } from "../findings/pf-drivers.ts";
import { sentence } from "../words.ts";
import { bornOut } from "./claims.ts";
import {
  answeringDriver,
  askedVfs,
  capabilityOf,
  cutVfs,
  driverOf,
  type FailedStep,
  foundVfs,
  nameOf,
  unreadPort,
} from "./failed-step.ts";
import { refusalText } from "./general.ts";
import { PF_DRIVER_RULES, SILENT_DRIVER_RULES } from "./pf-drivers.ts";
import {
  bindOwnDriver,
  command,
  type ExplanationRule,
  type RuleMatch,
  retry,
  rulesFor,
  setAllAllowed,
  setVfs,
} from "./rule.ts";

const FIRMWARE =
  "Switch on SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS, start the kernel with pci=realloc, or ask for fewer VFs.";
const BUSES = "Ask for fewer VFs, use a slot whose port supports ARI, or start the kernel with pci=assign-busses.";
const MANY_BUSES = "Ask for fewer VFs, or start the kernel with pci=assign-busses.";
/** Nothing is above but the host bridge. */
const HOST_BUSES = "Ask for fewer VFs: how many buses the host bridge has, the firmware decides.";

/** bnxt_en, be2net, hns3 and liquidio drop what the core answers and report success: then only its line tells. */
const CORE_MEMORY = ["ENOMEM", "EVERIFY"];

/** A code that the PCI core gives for the reason; where the facts do not tell of it, a driver may have given it as well. */
function ofCore({
  reason,
  ...rule
}: Omit<ExplanationRule, "verbs" | "whose" | "cause"> & {
  /** A clause. */
  readonly reason: (failed: FailedStep) => string;
}): Omit<ExplanationRule, "verbs"> {
  return {
    ...rule,
    whose: "core",
    cause: (failed) => {
      if (bornOut(rule.claims, failed)) return `${sentence(reason(failed))}.`;
      const { code } = failed.failure;
      return `The PCI core answers ${code} when ${reason(failed)}; that could not be checked, and ${driverOf(failed)} can answer ${code} as well.`;
    },
  };
}

/** Which device the silent VF is, and how many VFs a port without ARI lets through; null = ARI is not why, or not known. */
function cutByAri(failed: FailedStep, [vf]: RuleMatch): { readonly device: number; readonly left: number } | null {
  const cut = cutVfs(failed);
  const silent = failed.fn === null ? undefined : vfPlaces(failed.fn, askedVfs(failed)).find(({ bdf }) => bdf === vf);
  if (cut === null || !silent?.bdf || silent.otherBus || silent.index < cut.from.index) return null;
  return { device: bdfParts(silent.bdf).device, left: cut.from.index };
}

/** @param left VFs that the port lets through as it is */
function withoutAri(left: number): string {
  const meanwhile = left === 0 ? "no VF of this PF can be used" : `ask for ${left} or fewer`;
  return `${stillEnglish(ariRemedy({ supportsAri: null }))} Until then, ${meanwhile}.`;
}

function sysfsWords(driver: string | null): string | null {
  const words = withoutSysfs(driver);
  return words === null ? null : stillEnglish(words);
}

/** The rule of a driver without `sriov_configure`, which the kernel itself names. */
export const CANNOT_SWITCH = "numvfs-driver-cannot";

const NUMVFS_RULES = rulesFor("sriov.numvfs", [
  {
    id: "numvfs-no-driver",
    provenBy: "numvfs of a PF without a driver is ENOENT",
    codes: ["ENOENT"],
    needs: ["no driver"],
    cause: (failed) => `${nameOf(failed)} has no driver, and only its driver can switch VFs.`,
    remedy: "Bind its own driver first, or pci-pf-stub for a device that needs none.",
    action: bindOwnDriver,
  },
  {
    id: CANNOT_SWITCH,
    provenBy: "numvfs of a PF whose driver cannot is ENOENT",
    codes: ["ENOENT"],
    log: /driver (?:does not|doesn't) support SR-?IOV configuration via sysfs/i,
    claims: ["a driver"],
    cause: (failed) => `${driverOf(failed)}, the driver of ${nameOf(failed)}, cannot switch VFs through sysfs.`,
    remedy: (failed) =>
      sysfsWords(failed.fn?.driver ?? null) ??
      `See whether ${driverOf(failed)} takes the number of VFs as a module option, or bind pci-pf-stub if the device needs no driver of its own.`,
  },
  {
    id: "numvfs-vfio-sriov-off",
    provenBy: "numvfs of a PF on vfio-pci with enable_sriov=N is ENOENT, and the log is silent",
    codes: ["ENOENT"],
    needs: ["on vfio"],
    claims: ["enable_sriov off"],
    cause: (failed) => `${nameOf(failed)} is on ${driverOf(failed)}, which switches VFs only when enable_sriov is set.`,
    remedy:
      "Write Y to /sys/module/vfio_pci/parameters/enable_sriov, or give the PF back to its own driver. VFs of a PF on vfio-pci need a VF token.",
    action: command("Copy command", "echo Y > /sys/module/vfio_pci/parameters/enable_sriov"),
  },
  ofCore({
    id: "numvfs-enoent",
    codes: ["ENOENT"],
    needs: ["a driver"],
    claims: ["VFs not by sysfs"],
    reason: (failed) => `the driver ${failed.fn?.driver} does not offer to switch VFs of ${nameOf(failed)}`,
    remedy: ({ fn }) =>
      sysfsWords(fn?.driver ?? null) ??
      "Look for a module option of its driver, or bind pci-pf-stub if the device needs no driver of its own.",
  }),
  ofCore({
    id: "numvfs-range",
    provenBy: "numvfs above what the driver allows is ERANGE",
    codes: ["ERANGE"],
    claims: ["more than allowed"],
    reason: (failed) => {
      const total = failed.fn?.sriov?.totalVfs ?? null;
      const limit = total === null ? "its sriov_totalvfs" : `the ${total} that sriov_totalvfs allows`;
      return `${askedVfs(failed)} VFs are more than ${limit}`;
    },
    remedy: (failed) => {
      const { fn } = failed;
      if (fn === null) return "Ask for fewer.";
      const why = stillEnglish(limitRemedy(fn, capabilityOf(failed)?.totalVfs ?? null, askedVfs(failed)));
      return fn.sriov?.totalVfs === 0 ? why : `Ask for fewer. ${why}`;
    },
    action: setAllAllowed,
  }),
  {
    id: "numvfs-through-zero",
    provenBy: "numvfs from one number to another is EBUSY and changes nothing",
    codes: ["EBUSY"],
    needs: ["VFs asked for", "VFs on"],
    cause: (failed) => {
      const now = failed.fn?.sriov?.numVfs ?? null;
      return `${nameOf(failed)} has ${now === null ? "" : `${now} `}VFs already, and the kernel changes the number to ${askedVfs(failed)} only through 0.`;
    },
    remedy: "Someone else switched VFs on meanwhile: refresh, and plan again from what is there now.",
    action: retry,
  },
  ...PF_DRIVER_RULES,
  {
    id: "numvfs-not-ready",
    codes: ["EBUSY"],
    log: /Cannot enable SR-IOV, device not ready/i,
    later: true,
    cause: (failed) => `${driverOf(failed)} is resetting ${nameOf(failed)} and takes no change meanwhile.`,
    remedy: "Try again in some seconds.",
    action: retry,
  },
  {
    id: "numvfs-busy",
    codes: ["EBUSY"],
    claims: ["a driver"],
    whose: "driver",
    cause: (failed) => `${driverOf(failed)} says that ${nameOf(failed)} is busy: being reset, or its VFs are in use.`,
    remedy: "Stop what uses its VFs, wait some seconds and try again.",
    action: retry,
  },
  {
    id: "numvfs-again",
    codes: ["EAGAIN"],
    needs: ["answered by a driver"],
    whose: "driver",
    cause: refusalText,
    remedy:
      "Plan it again. If the answer stays the same, the driver's lines in the kernel's log say why, where there are any.",
    action: retry,
  },
  {
    id: "numvfs-bus-range",
    codes: CORE_MEMORY,
    log: /can't enable (\d+) VFs \(bus ([0-9a-f]+) out of range of \[bus ([^\]]+)\]\)/i,
    cause: (_, [count, bus, range]) =>
      `The last of ${count} VFs would be on bus ${bus}, beyond the buses ${range} that the bridge above has.`,
    remedy: ({ fn }) => (fn?.parent === null ? HOST_BUSES : fn?.ariEnabled ? MANY_BUSES : BUSES),
  },
  {
    id: "numvfs-mmio",
    provenBy: "numvfs of a PF whose VFs have no place in memory is ENOMEM",
    codes: CORE_MEMORY,
    log: /not enough MMIO resources for SR-?IOV/i,
    cause: (failed) =>
      `There is not enough memory space for the BARs of ${askedVfs(failed)} VFs: a window of ${nameOf(failed)} has no address or is too small.`,
    remedy: FIRMWARE,
  },
  {
    id: "numvfs-bars-not-allocated",
    codes: CORE_MEMORY,
    log: /IOV BARS not allocated/i,
    cause: (failed) => `The windows for VF BARs of ${nameOf(failed)} could not be switched on.`,
    remedy: FIRMWARE,
  },
  ofCore({
    id: "numvfs-nomem",
    codes: ["ENOMEM"],
    needs: ["VFs asked for"],
    claims: ["no room"],
    reason: (failed) =>
      `something ran out for ${askedVfs(failed)} VFs of ${nameOf(failed)}: memory space, bus numbers or the kernel's own memory`,
    remedy: `${FIRMWARE} For bus numbers: use a slot whose port supports ARI.`,
  }),
  {
    id: "numvfs-vectors",
    codes: ["ENOSPC"],
    log: /Only (\d+) MSI-X interrupts available.*minimum of (\d+) MSI-X interrupts per VF for (\d+) VFs/i,
    cause: (_, [left, each, count]) =>
      `Only ${left} MSI-X interrupts are left, and ${count} VFs need ${each} each at the least.`,
    remedy: "Ask for fewer VFs, or unload what takes vectors from the same card (irdma).",
  },
  {
    id: "numvfs-nospace",
    codes: ["ENOSPC"],
    needs: ["VFs asked for"],
    whose: "driver",
    cause: (failed) =>
      `${driverOf(failed)} has not enough of something to share out among ${askedVfs(failed)} VFs${isIce(failed) ? ", mostly MSI-X interrupts" : ""}.`,
    remedy: (failed) =>
      isIce(failed)
        ? "Ask for fewer VFs, or unload what takes vectors from the same card (irdma)."
        : "Ask for fewer VFs. The driver's lines in the kernel's log say what it was, where there are any.",
  },
  {
    id: "numvfs-traffic-classes",
    codes: ["EPERM"],
    log: /configured with (\d+) TCs.*Creating more than (\d+) VFs is not allowed/i,
    cause: (failed, [classes, most]) =>
      Number(classes) > 1
        ? `With ${classes} traffic classes, ${driverOf(failed)} allows ${most} VFs at the most.`
        : `${driverOf(failed)} allows ${most} VFs at the most: the PF and macvlans that it offloads take from the same pools.`,
    remedy: (_, [classes, most]) =>
      Number(classes) > 1
        ? `Ask for ${most} or fewer, or switch traffic classes off on the interface.`
        : `Ask for ${most} or fewer.`,
    action: setVfs(1),
  },
  {
    id: "numvfs-device-constraints",
    codes: ["EPERM"],
    log: /Unable to enable (\d+) VFs\. Limited to (\d+) VFs due to device resource constraints/i,
    cause: (failed, [, most]) => `The device has room for ${most} VFs only, says ${driverOf(failed)}.`,
    remedy: (_, [, most]) => `Ask for ${most} or fewer.`,
    action: setVfs(1),
  },
  {
    id: "numvfs-driver-limit",
    codes: ["EPERM"],
    needs: ["driver said no", "VFs asked for"],
    whose: "driver",
    cause: (failed) =>
      `${driverOf(failed)} does not allow ${askedVfs(failed)} VFs on ${nameOf(failed)} as it is set up now.`,
    remedy:
      "The driver's lines in the kernel's log name the limit; if they do not, this connection may lack the rights.",
  },
  {
    id: "numvfs-not-capable",
    codes: ["EOPNOTSUPP"],
    log: /not capable of SR-IOV|SR-IOV is not supported on this device/i,
    cause: (failed) => `${driverOf(failed)} says that the device of ${nameOf(failed)} is not capable of SR-IOV.`,
    remedy: "Look for an SR-IOV setting in the card's firmware.",
  },
  {
    id: "numvfs-safe-mode",
    codes: ["EOPNOTSUPP"],
    log: /Safe Mode/i,
    cause: (failed) =>
      `${driverOf(failed)} runs ${nameOf(failed)} in safe mode: the card's DDP package was not loaded.`,
    remedy: "Install the DDP package that goes with the driver, and load the driver again.",
  },
  {
    id: "numvfs-max-supported",
    codes: ["EOPNOTSUPP"],
    log: /max VFs supported is (\d+)/i,
    cause: (failed, [most]) => `${driverOf(failed)} supports ${most} VFs at most on ${nameOf(failed)}.`,
    remedy: (_, [most]) => `Ask for ${most} or fewer.`,
    action: setVfs(0),
  },
  {
    id: "numvfs-unsupported",
    codes: ["EOPNOTSUPP"],
    needs: ["VFs asked for"],
    whose: "driver",
    cause: (failed) => `${driverOf(failed)} does not support VFs on ${nameOf(failed)} as the card is now.`,
    remedy: "Compare driver and firmware versions with what the vendor asks for SR-IOV.",
  },
  {
    // The VF's registers read ff, and the kernel takes that for no device (pci_setup_device).
    id: "numvfs-vf-silent",
    codes: null,
    log: /(\S+): unknown header type 7f, ignoring device/i,
    logOf: "vf",
    needs: ["VFs asked for"],
    cause: (failed, match) => {
      const cut = cutByAri(failed, match);
      const silent = `The VF's registers did not answer at ${match[0]}: they read ff.`;
      if (cut === null) return silent;
      return `${silent} Without ARI a port lets only device 0 through, and this VF is device ${cut.device}.`;
    },
    remedy: (failed, match) => {
      const cut = cutByAri(failed, match);
      if (cut === null) return "Look at the link above and at the card's firmware: the VF did not answer.";
      return withoutAri(cut.left);
    },
    action: (failed, match) => setVfs(0)(failed, [String(cutByAri(failed, match)?.left)]),
  },
  {
    // The same without the line, as where the log could not be read.
    id: "numvfs-cut-by-port",
    codes: ["EIO"],
    needs: ["cut by the port"],
    whose: "core",
    cause: (failed) => {
      const cut = cutVfs(failed);
      return `VF ${cut?.from.index} of ${nameOf(failed)} is out of reach at ${cut?.from.bdf}: without ARI a port lets only device 0 through, and this VF is device ${cut?.from.device}.`;
    },
    remedy: (failed) => withoutAri(cutVfs(failed)?.from.index ?? 0),
    action: (failed) => setVfs(0)(failed, [String(cutVfs(failed)?.from.index)]),
  },
  ofCore({
    id: "numvfs-broken-capability",
    codes: ["EIO"],
    needs: ["VFs asked for"],
    claims: ["capability broken"],
    reason: (failed) =>
      `the SR-IOV capability of ${nameOf(failed)} contradicts itself (InitialVFs is not TotalVFs, or offset or stride is 0)${bornOut(["capability broken"], failed) ? "" : ", or when a VF does not answer"}`,
    remedy: (failed) =>
      bornOut(["capability broken"], failed)
        ? "The device's firmware is at fault: look at the capability's registers, and update the firmware."
        : `Look at the capability's registers: a contradiction is a fault of the device's firmware.${unreadPort(failed)}`,
  }),
  {
    // pci_sriov_configure_simple(): the capability is in order, and what else is EIO is a VF whose registers read ff.
    id: "numvfs-core-eio",
    codes: ["EIO"],
    needs: ["VFs asked for", "driver hands on"],
    whose: "core",
    cause: (failed) =>
      `${driverOf(failed)} leaves it to the PCI core to make VFs, and the core answers EIO when a VF does not answer; the log that was read does not name one.`,
    remedy: (failed) => `Look at the link above and at the card's firmware.${unreadPort(failed)}`,
  },
  ofCore({
    id: "numvfs-dependency",
    codes: ["ENODEV", "ENOSYS"],
    needs: ["function there", "VFs asked for"],
    claims: ["dependency missing"],
    reason: (failed) =>
      `${nameOf(failed)} depends on another PF (Function Dependency Link) that is missing or has no SR-IOV`,
    remedy: "Look at the Function Dependency Link in the SR-IOV capability, and switch on VFs of that PF first.",
  }),
  {
    // adf_sriov_configure() of the kernels that have ca88a2bdd4dd.
    id: "numvfs-driver-wants-iommu",
    codes: null,
    log: /IOMMU should be enabled for SR-?IOV/i,
    claims: ["not behind an IOMMU"],
    cause: (failed) =>
      `${driverOf(failed)} makes VFs only where an IOMMU is at work, and ${nameOf(failed)} is behind none.`,
    remedy: `${IOMMU_REMEDY} Another way is a kernel without that refusal: ca88a2bdd4dd brought it in, and in June 2025 it was taken back.`,
  },
  ofCore({
    id: "numvfs-invalid",
    codes: ["EINVAL"],
    needs: ["VFs asked for"],
    claims: ["no number of VFs"],
    reason: (failed) =>
      `${askedVfs(failed)} is no number of VFs that ${nameOf(failed)} can have now (more than InitialVFs, or VFs are on already)`,
    remedy: "Refresh the machine and look at how many VFs there are.",
    action: retry,
  }),
  ...SILENT_DRIVER_RULES,
  {
    // Drivers that enable TotalVFs whatever number is written (adf_sriov_configure).
    id: "numvfs-all-or-none",
    codes: ["EVERIFY"],
    needs: ["all made"],
    cause: (failed) => `${driverOf(failed)} makes all ${foundVfs(failed)} VFs of ${nameOf(failed)} or none.`,
    remedy: (failed) => `Ask for ${foundVfs(failed)}.`,
    action: (failed) => setVfs(0)(failed, [String(foundVfs(failed))]),
  },
  {
    id: "numvfs-partial",
    codes: ["EVERIFY"],
    needs: ["count missed"],
    whose: "driver",
    cause: (failed) => {
      const found = foundVfs(failed);
      if (found === null) return `${nameOf(failed)} is not there any more after the write.`;
      if (askedVfs(failed) === 0)
        return `${found} VFs of ${nameOf(failed)} are still there: something holds on to them.`;
      return `The driver took ${askedVfs(failed)} and made ${found === 0 ? "no" : found} VFs: the kernel calls that a success.`;
    },
    remedy: (failed) => {
      const [asked, found] = [askedVfs(failed), foundVfs(failed)];
      if (asked === 0) return "Shut down the guests and programs that use them, and try again.";
      return found !== null && found > asked
        ? `Ask for ${found}, or look in the kernel's log for the driver's reason.`
        : "The driver's lines in the kernel's log say what it lacked; try fewer VFs.";
    },
  },
  {
    id: "numvfs-taken",
    codes: ["EVERIFY"],
    needs: ["driver came"],
    cause: (failed) => `A driver took VFs of ${nameOf(failed)} that were to stay without one.`,
    remedy:
      "Something on this machine binds new functions automatically (udev, driverctl, a new_id entry): switch that off first.",
  },
]);

const AUTOPROBE_RULES = rulesFor("sriov.autoprobe", [
  {
    id: "autoprobe-missing",
    codes: ["ENOENT", "EVERIFY"],
    needs: ["function there"],
    claims: ["autoprobe missing"],
    cause: (failed) =>
      `${nameOf(failed)} has no sriov_drivers_autoprobe that could be set: kernels before 4.12 lack it.`,
    remedy: "Make the VFs for the host, and give them to vfio-pci afterwards.",
  },
]);

export const SRIOV_RULES: readonly ExplanationRule[] = [...NUMVFS_RULES, ...AUTOPROBE_RULES];

function isIce(failed: FailedStep): boolean {
  return answeringDriver(failed) === "ice";
}
