/** The dictionary for resets, removal, rescans and settings of VFs (drivers/pci/pci.c, pci-sysfs.c, iov.c). */
import { settingText } from "../verbs/vf-settings.ts";
import { listed } from "../words.ts";
import { driverOf, type FailedStep, nameOf } from "./failed-step.ts";
import { type ExplanationRule, retry, rulesFor } from "./rule.ts";

const RESETTING = rulesFor("device.reset", [
  {
    id: "reset-none",
    codes: ["ENOTTY"],
    cause: (failed) => `${nameOf(failed)} has no way to be reset that works now.`,
    remedy: ({ fn }) =>
      fn?.resetMethods?.length === 0
        ? "It has no method at all: remove it and rescan the bus instead."
        : "A bus reset is refused while other functions share the bus: choose another method, or rescan instead.",
  },
  {
    id: "reset-busy",
    codes: ["EAGAIN", "EBUSY"],
    cause: (failed) => `${nameOf(failed)}, or something that would be reset with it, is in use or being reset already.`,
    remedy: "Unbind its driver, or shut down the guest that has it, and try again.",
    action: retry,
  },
  {
    id: "reset-inaccessible",
    codes: ["EIO", "ENODEV", "ETIMEDOUT"],
    needs: ["function there"],
    cause: (failed) => `${nameOf(failed)} did not answer properly while it was reset.`,
    remedy: "Look whether its registers read ff now; if they do, remove it and rescan the bus.",
  },
  {
    id: "reset-changed",
    codes: ["EVERIFY"],
    cause: (failed) => `${nameOf(failed)} was reset and is not what it was before.`,
    remedy: "Compare its registers with those from before; binding its driver again sets it up.",
  },
]);

const RESET_METHODS = rulesFor("reset.method", [
  {
    id: "reset-method-unsupported",
    codes: ["EINVAL"],
    log: /(?:Unsupported|Invalid) reset method '([^']*)'/i,
    claims: ["method missing"],
    cause: (failed, [method]) => `${nameOf(failed)} cannot be reset by ${method || "that method"}.`,
    remedy: "Choose one of the methods that its reset_method lists.",
  },
  {
    id: "reset-method-invalid",
    codes: ["EINVAL"],
    cause: (failed) => `The kernel does not take these reset methods for ${nameOf(failed)}.`,
    remedy: "Choose one of the methods that its reset_method lists.",
  },
  {
    id: "reset-method-missing",
    provenBy: "reset methods can be narrowed and put back; one that the function has not is EINVAL",
    codes: ["ENOENT"],
    needs: ["function there"],
    cause: (failed) => `This kernel has no setting for the reset methods of ${nameOf(failed)}.`,
    remedy: "Kernels before 5.15 choose the method themselves, in the order FLR, power management, bus.",
  },
  {
    id: "reset-method-asleep",
    codes: ["ENXIO"],
    needs: ["function there"],
    claims: ["asleep"],
    cause: (failed) =>
      `${nameOf(failed)} could not be woken, and its reset methods are looked up while it is awake only.`,
    remedy: "Wake it by reading its registers first; the kernel's log says why it does not.",
  },
  {
    id: "reset-method-changed",
    codes: ["EVERIFY"],
    claims: ["methods differ"],
    cause: (failed) => `The reset methods of ${nameOf(failed)} are not those that were written.`,
    remedy: "The kernel leaves out methods that do not work on the device: look at what reset_method says now.",
  },
]);

const COMING_AND_GOING = ["device.remove", "bus.rescan"] as const;

const REMOVAL = rulesFor(COMING_AND_GOING, [
  {
    id: "remove-stays",
    codes: ["EVERIFY"],
    cause: (failed) =>
      failed.step.verb === "bus.rescan"
        ? "The rescan did not find what was expected."
        : `${nameOf(failed)} is still there after it was removed.`,
    remedy: "Hot-plug on this machine may wait for an operation that has not come back: look at the kernel's log.",
  },
  {
    id: "remove-invalid",
    codes: ["EINVAL"],
    cause: "The kernel does not take this for a removal or a rescan.",
    remedy: "Refresh the machine, and plan again.",
    action: retry,
  },
]);

const MSIX = rulesFor("vf.msix", [
  {
    id: "msix-unsupported",
    codes: ["EOPNOTSUPP"],
    whose: "driver",
    cause: "The PF's driver cannot change the number of MSI-X vectors of a VF.",
    remedy: "mlx5_core and ice can, with firmware that allows it (mlx5: DYNAMIC_VF_MSIX_TABLE).",
  },
  {
    id: "msix-bound",
    codes: ["EBUSY"],
    claims: ["a driver"],
    cause: (failed) =>
      `${failed.fn?.driver ?? "A driver"} has ${nameOf(failed)}, and its MSI-X table changes only while no driver has it.`,
    remedy: "Unbind it first, set the number, and bind it again.",
  },
  {
    id: "msix-invalid",
    codes: ["EINVAL", "ENOSPC", "ERANGE"],
    whose: "driver",
    cause: (failed) => `The PF's driver does not give ${nameOf(failed)} ${failed.failure.wrote} MSI-X vectors.`,
    remedy: "Ask for fewer: the pool is sriov_vf_total_msix of the PF, and other VFs have their share.",
  },
  {
    id: "msix-missing",
    codes: ["ENOENT"],
    needs: ["function there"],
    cause: (failed) => `${nameOf(failed)} has no setting for its MSI-X vectors.`,
    remedy: "Kernels before 5.13 lack it, and so does a VF whose PF has no driver.",
  },
  {
    id: "msix-differs",
    codes: ["EVERIFY"],
    cause: (failed) => `${nameOf(failed)} has another number of MSI-X vectors than was asked for.`,
    remedy: "The driver rounds to what the device can do: look at its MSI-X capability.",
  },
]);

/** The setting by its name and value: `link state disable`. */
function settingOf({ step }: FailedStep): string {
  return step.verb === "vf.network" ? listed(step.settings.map(settingText)) : "this setting";
}

const NETWORK = rulesFor("vf.network", [
  {
    id: "vf-setting-in-reset",
    codes: ["EAGAIN", "EBUSY"],
    whose: "driver",
    later: true,
    cause: (failed) =>
      `${driverOf(failed)} cannot set ${settingOf(failed)} of a VF of ${nameOf(failed)} now: it is in reset or otherwise busy.`,
    remedy: "A VF is in reset for some seconds after it was made or bound: try again then.",
    action: retry,
  },
  {
    id: "vf-setting-unsupported",
    codes: ["EOPNOTSUPP"],
    whose: "driver",
    cause: (failed) => `${driverOf(failed)} does not know ${settingOf(failed)} for VFs of ${nameOf(failed)}.`,
    remedy: "Leave it out, or see whether the card's own tool (devlink, tc in switchdev mode) has it.",
  },
  {
    id: "vf-setting-invalid",
    codes: ["EINVAL", "ERANGE"],
    whose: "driver",
    cause: (failed) => `${driverOf(failed)} does not take ${settingOf(failed)} for a VF of ${nameOf(failed)}.`,
    remedy: "A MAC address must not be a group's, a VLAN is 0 to 4094, and a rate is at most the link's.",
  },
  {
    id: "vf-setting-which-net",
    codes: ["ENOTUNIQ"],
    cause: (failed) => `Which of its interfaces ${nameOf(failed)} itself uses is not known, so nothing was written.`,
    remedy: "Look at phys_port_name of each: p0 is the PF's own, pf0vf1 stands for a VF.",
  },
  {
    id: "vf-setting-no-net",
    codes: ["ENODEV"],
    needs: ["function there"],
    claims: ["no interface or no VF"],
    cause: (failed) => `${nameOf(failed)} has no network interface here, or the VF is not there any more.`,
    remedy: "The interface may be in another network namespace: settings of VFs are made through the PF's interface.",
  },
  {
    id: "vf-setting-differs",
    codes: ["EVERIFY"],
    cause: (failed) => `What was set on a VF of ${nameOf(failed)} (${settingOf(failed)}) reads back as something else.`,
    remedy: "Another program sets VFs as well (NetworkManager, a device plugin), or the driver ignored it.",
  },
]);

export const RESET_RULES: readonly ExplanationRule[] = [
  ...RESETTING,
  ...RESET_METHODS,
  ...REMOVAL,
  ...MSIX,
  ...NETWORK,
];
