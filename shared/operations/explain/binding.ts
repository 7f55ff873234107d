/** The dictionary for driver overrides, unbinding, probing and the vfio-pci module (drivers/base/bus.c, drivers/vfio). */
import { denylistRemedy } from "../findings/denylist.ts";
import { IOMMU_REMEDY } from "../findings/iommu-cause.ts";
import { ANY_HOST_DRIVER } from "../verbs/driver.ts";
import { listed } from "../words.ts";
import { CLAIMS } from "./claims.ts";
import { type FailedStep, givenMates, nameOf, wantedDriver } from "./failed-step.ts";
import { command, type ExplanationRule, loadModule, removeVfs, retry, rulesFor } from "./rule.ts";

const SHUT_DOWN = "Shut down the guest or program that uses it, and try again.";

/** `mlx5_core`; null = any that keeps the function with the host. */
function particular(failed: FailedStep): string | null {
  const wanted = wantedDriver(failed);
  return wanted === ANY_HOST_DRIVER ? null : wanted;
}

const PROBE_RULES = rulesFor("driver.probe", [
  {
    id: "vfio-pf-with-vfs",
    provenBy: "a PF with VFs does not go to vfio-pci",
    codes: null,
    log: /Cannot bind to PF with SR-?IOV enabled/i,
    claims: ["VFs on"],
    cause: (failed) => `vfio-pci does not take ${nameOf(failed)} while SR-IOV is on.`,
    remedy: "Set it to 0 VFs first, or give its VFs away instead.",
    action: removeVfs,
  },
  {
    id: "vfio-denylist",
    codes: null,
    log: /exists in vfio-pci device denylist/i,
    cause: (failed) => `vfio-pci has ${nameOf(failed)} on its list of devices that are unsafe to give away.`,
    // Where there are VFs, they are mostly on the list as well.
    remedy: ({ host }) => denylistRemedy(host?.vfioPci ?? "loaded"),
    action: command(
      "Copy command",
      "echo 'options vfio-pci disable_denylist=1' >/etc/modprobe.d/vfio-pci-denylist.conf",
    ),
  },
  {
    id: "vfio-rmrr",
    codes: null,
    log: /ineligible for IOMMU domain attach due to platform RMRR|requested this device have a 1:1 IOMMU mapping/i,
    cause: (failed) => `The firmware keeps memory of ${nameOf(failed)} for itself, so no guest can have it.`,
    remedy: "Look for a BIOS setting that releases the device, such as shared memory of a management controller.",
  },
  {
    id: "vfio-no-iommu-off",
    provenBy: "without an IOMMU nothing binds to vfio-pci",
    codes: ["EINVAL", "ENODEV", "EVERIFY"],
    needs: ["vfio wanted", "no group", "no IOMMU"],
    cause: (failed) => `No IOMMU is at work, so vfio-pci does not take ${nameOf(failed)}.`,
    remedy: IOMMU_REMEDY,
  },
  {
    id: "vfio-no-group",
    codes: ["EINVAL", "ENODEV", "EVERIFY"],
    needs: ["vfio wanted", "no group"],
    cause: (failed) => `${nameOf(failed)} is in no IOMMU group, so vfio-pci does not take it.`,
    remedy: "Use a function behind the IOMMU.",
  },
  {
    // The core asks for the group before it calls a driver (really_probe), so this line excludes the group.
    id: "vfio-probe-log",
    codes: ["EVERIFY", "EINVAL"],
    claims: ["no driver"],
    // Older kernels write `vfio-pci: probe of 0000:01:00.0 failed with error -22` (drivers/base/dd.c, call_driver_probe).
    log: /(?:(\S+): probe of \S+|probe(?: with driver (\S+))?) failed with error (-\d+)/i,
    cause: (failed, [before, driver, error]) =>
      `${driver || before || (wantedDriver(failed) ?? "The driver")} tried ${nameOf(failed)} and gave up with error ${error}.`,
    remedy: "The driver's lines in the kernel's log say why.",
  },
  {
    // A driver says EBUSY; drivers_probe makes EINVAL of it (bus_rescan_devices_helper).
    id: "probe-group-busy",
    codes: ["EBUSY", "EINVAL"],
    claims: ["host driver wanted", "group held"],
    cause: (failed) => {
      const group = failed.fn?.iommuGroup ?? null;
      const given = (givenMates(failed) ?? []).map(({ bdf, driver }) => `${bdf} (on ${driver})`);
      const who = given.length === 0 ? "another function" : listed(given);
      return `A guest or program holds ${group === null ? "the IOMMU group" : `IOMMU group ${group}`} through ${who}, so no host driver may take ${nameOf(failed)}.`;
    },
    remedy: "Shut down the guest or program that has it, then give the whole group back together.",
  },
  {
    id: "probe-other-driver",
    codes: ["EVERIFY"],
    needs: ["on another driver"],
    cause: (failed) =>
      `${failed.fn?.driver} has ${nameOf(failed)}, not ${particular(failed) ?? "a driver of the host"}.`,
    remedy: (failed) =>
      failed.fn?.driver === "vfio-pci"
        ? "vfio-pci was told to take every function of this kind (new_id, or ids= of the module): remove that first."
        : "Something else binds the function automatically (udev, driverctl, a late module): switch that off first.",
  },
  {
    id: "probe-vfio-nothing",
    codes: ["EVERIFY"],
    needs: ["vfio wanted"],
    claims: ["no driver"],
    cause: (failed) =>
      `vfio-pci did not take ${nameOf(failed)}, and the probe itself reports success whatever happens.`,
    remedy: ({ fn, host }) =>
      host?.vfioPci === "loaded" && fn?.driverOverride === "vfio-pci"
        ? "See the kernel's log for vfio-pci's reason: it is loaded, and the driver override stands."
        : "See the kernel's log for vfio-pci's reason, and whether it is loaded and the driver override stands.",
  },
  {
    id: "probe-nothing",
    codes: ["EVERIFY"],
    claims: ["no driver"],
    cause: (failed) => {
      const driver = particular(failed);
      const who = driver === null ? "No driver took" : `${driver} did not take`;
      return `${who} ${nameOf(failed)}, and the probe itself reports success whatever happens.`;
    },
    remedy: (failed) => {
      const modules = failed.fn?.modules ?? [];
      const load = modules.length > 0 ? `Load ${modules.join(" or ")}` : "Load the driver for it";
      return `${load} and try again: a probe loads no module. The driver may also have refused it; its lines in the kernel's log say why.`;
    },
    action: loadModule,
  },
  {
    id: "vfio-bridge",
    codes: ["EINVAL"],
    needs: ["vfio wanted", "bridge"],
    cause: (failed) => `${nameOf(failed)} is a bridge: vfio-pci takes no bridges.`,
    remedy: "Leave it alone. A bridge in the group of a function that is given away does no harm.",
  },
  {
    id: "probe-invalid",
    codes: ["EINVAL"],
    cause: (failed) => `No driver could be tried on ${nameOf(failed)}, or the driver refused it.`,
    remedy: (failed) =>
      failed.around === undefined && CLAIMS["vfio wanted"](failed) !== true
        ? "The driver's lines in the kernel's log say why. The functions of its IOMMU group could not be read: a guest that holds one of them is another cause."
        : "The driver's lines in the kernel's log say why.",
  },
]);

const UNBIND_RULES = rulesFor("driver.unbind", [
  {
    id: "unbind-nothing",
    provenBy: "unbinding what has no driver is ENODEV",
    codes: ["ENODEV", "ENOENT"],
    needs: ["no driver"],
    cause: (failed) => `${nameOf(failed)} has no driver any more.`,
    remedy: "Something else unbound it. Refresh the machine, then plan again.",
    action: retry,
  },
  {
    id: "unbind-other",
    codes: ["ENODEV"],
    needs: ["not its driver"],
    cause: (failed) => `${nameOf(failed)} went to another driver meanwhile: it is on ${failed.fn?.driver} now.`,
    remedy: "Refresh the machine and plan again.",
    action: retry,
  },
  {
    id: "unbind-held",
    codes: ["EBUSY", "EVERIFY"],
    claims: ["a driver"],
    cause: (failed) =>
      `${failed.fn?.driver ?? "The driver"} did not let go of ${nameOf(failed)}: it is in use, or another program bound it again at once.`,
    remedy: SHUT_DOWN,
  },
]);

const OVERRIDE_RULES = rulesFor("driver.override", [
  {
    id: "override-invalid",
    codes: ["EINVAL"],
    cause: (failed) => `The kernel takes "${failed.failure.wrote.trim()}" for no driver name.`,
    remedy: "A driver name is one word of fewer than 4095 characters.",
  },
  {
    id: "override-changed",
    codes: ["EVERIFY"],
    claims: ["override differs"],
    cause: (failed) => `Another program set the driver override of ${nameOf(failed)} at the same time.`,
    remedy: "driverctl and udev rules do that: take the function out of their configuration first.",
  },
  {
    id: "override-no-memory",
    codes: ["ENOMEM"],
    cause: "The kernel had no memory left for the driver's name.",
    remedy: "Free memory on that machine and try again.",
  },
]);

const MODULE_RULES = rulesFor("module.load", [
  {
    id: "module-absent",
    codes: ["ENOENT"],
    claims: ["vfio-pci not loaded"],
    cause: (failed) =>
      `No module ${nameOf(failed)} is installed for the kernel that is running, or modprobe itself is missing.`,
    remedy:
      "Install the kernel's extra modules. After a kernel update, start the machine again so that kernel and modules match.",
  },
  {
    id: "module-refused",
    codes: ["EPERM", "EACCES", "EKEYREJECTED"],
    cause: (failed) =>
      `This machine does not let ${nameOf(failed)} be loaded: rights are missing, or only signed modules are allowed.`,
    remedy: "Load it as root; with Secure Boot, use the distribution's signed module.",
  },
  {
    id: "module-failed",
    codes: null,
    claims: ["vfio-pci not loaded"],
    cause: (failed) => `${nameOf(failed)} could not be loaded.`,
    remedy: "Run modprobe by hand to read its own words, and look for a blacklist entry in /etc/modprobe.d.",
  },
]);

export const BINDING_RULES: readonly ExplanationRule[] = [
  ...PROBE_RULES,
  ...UNBIND_RULES,
  ...OVERRIDE_RULES,
  ...MODULE_RULES,
];
