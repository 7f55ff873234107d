/** What of each check is borne out by a real kernel, for docs/operations-checks.md. */

/**
 * Cases of the contract suite that plan on the host's own facts, expect the check to speak, and see the kernel do what
 * it foretells.
 */
export const FORETOLD: Readonly<Record<string, string>> = {
  privilege: "without root's rights a plan says so before anything is tried",
  "pf-exists": "numvfs at an address without a function is ENOENT or ENODEV",
  "is-pf": "numvfs of a function that is no PF is ENOENT",
  "function-exists": "a function that was removed is gone until a rescan finds it, without its override",
  "has-driver": "numvfs of a PF without a driver is ENOENT",
  "driver-supports": "numvfs of a PF on vfio-pci with enable_sriov=N is ENOENT, and the log is silent",
  "nvme-virt-mgmt": "VFs that no driver takes stay without one, and the log says why",
  "total-vfs": "numvfs above what the driver allows is ERANGE",
  "capability-total": "a PF shows what its driver allows",
  "mmio-windows": "numvfs of a PF whose VFs have no place in memory is ENOMEM",
  "through-zero": "numvfs from one number to another is EBUSY and changes nothing",
  iommu: "without an IOMMU nothing binds to vfio-pci",
  "pf-with-vfs": "a PF with VFs does not go to vfio-pci",
  "vfio-module": "module.load vfio-pci registers its driver, as often as it is asked for",
  "group-acs": "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
  "group-held": "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
  "host-driver": "what no driver knows stays without one when it is given back",
  "vfs-captured": "VFs of a PF on vfio-pci are captured by it, need its token, and go only while it may have VFs",
  "vf-token": "VFs of a PF on vfio-pci are captured by it, need its token, and go only while it may have VFs",
  "interrupts-refused": "without interrupt remapping a program gets a function only while that is allowed: else EPERM",
  "interrupt-remapping": "without interrupt remapping a program gets a function only while that is allowed: else EPERM",
  "in-use": "what a driver made of a function goes with it, and is there again when the driver is back",
  disk: "what a driver made of a function goes with it, and is there again when the driver is back",
  display: "what a driver made of a function goes with it, and is there again when the driver is back",
  "whole-pf": "VFs end with the PF's driver, and the whole PF can then go to vfio-pci",
  "group-viability":
    "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
  "vfs-in-use": "numvfs 0 waits for a program that has a VF; meanwhile all is readable but the PF's own count",
  "guest-in-use": "unbinding a VF that a program has open waits until the program lets go",
  "vf-groups": "with an IOMMU every VF is in a group",
  asleep: "config lets a function in D3cold sleep, until waking is asked for",
  "reset-method": "reset methods can be narrowed and put back; one that the function has not is EINVAL",
  "reset-reach": "a reset leaves the function there, with the registers that name it",
  "reset-driver":
    "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
  "rescan-finds": "a rescan that finds nothing changes nothing",
  "autoprobe-later": "with autoprobe off new VFs get none, and the switch is read back",
  "reset-vfs": "the PF's own registers follow: NumVFs, VF Enable and VF MSE; a reset keeps them, and clears its VFs'",
  "reset-siblings": "a bus with others on it is not reset for one of them: ENOTTY",
  "vf-settings-again": "settings of a VF are read back as they were set, and go with the VF",
  "vf-mac-rebind":
    "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
  "vf-settings-unknown": "settings of VFs that their PF's driver does not keep are neither told nor made: EOPNOTSUPP",
  "vf-setting-guest": "unbinding a VF that a program has open waits until the program lets go",
  "vf-net-up": "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
  "net-up": "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
  "pf-stuck": "numvfs 0 waits for a program that has a VF; meanwhile all is readable but the PF's own count",
  autoprobe: "with autoprobe off new VFs get none, and the switch is read back",
  "vf-setting-value": "settings of a VF that is not there, and values that are none, are refused",
  "vf-setting-interface": "settings of VFs whose PF has no network interface are refused",
  "vf-exists": "settings of a VF that is not there, and values that are none, are refused",
  "vf-msix-pool":
    "MSI-X vectors of a VF are refused where the PF's driver shares none out, and while a driver has the VF",
};

/** Shown by the whole product in a lab machine (e2e/specs/nic-nvme.lab.spec.ts), not by a case of the contract suite. */
const IN_PRODUCT = ["protected"];

/** What QEMU's devices and firmware cannot be made to show. */
const HARDWARE = [
  "driver-wants-net-up",
  "driver-resets-port",
  "bus-numbers",
  "msix-pool",
  "initial-vfs",
  "dependency-link",
  "vf-layout",
  "vf-disk",
  "rdma",
  "reserved-direct",
  "denylist",
  "vfio-variant",
];

/** What kernels of the lab's kind are built without: patches that no release has, options that are off. */
const OTHER_KERNEL = ["acs-override", "noiommu"];

/** What would hang the kernel, cut off what is behind a bridge, or leave links to nothing, if a case went through with it. */
const HARMFUL = ["reset-bridge", "reset-hangs", "remove-bridge", "remove-pf-with-vfs", "remove-vf", "not-a-bridge"];

/** What the program alone decides by its journal, its connection or the request: no kernel is asked. */
const NO_KERNEL = [
  "hidden-characters",
  "facts-unread",
  "usage-unread",
  "journal-not-kept",
  "read-only-machine",
  "already-so",
  "vf-count",
  "entry-exists",
  "entry-finished",
  "same-machine",
  "machine-uncertain",
  "undo-after-reboot",
  "undone-already",
  "undo-limits",
];

/** @param passed titles of the cases that pass on a real kernel */
export function evidenceFor(check: string, passed: ReadonlySet<string>): string {
  const title = FORETOLD[check];
  if (title !== undefined) return passed.has(title) ? `✓ ${title}` : title;
  if (IN_PRODUCT.includes(check)) return "whole-product run";
  if (HARDWARE.includes(check)) return "needs hardware";
  if (OTHER_KERNEL.includes(check)) return "other kernel";
  if (HARMFUL.includes(check)) return "not tried";
  return NO_KERNEL.includes(check) ? "no kernel is asked" : "no case";
}

/** Every check that is named here. */
export const WITH_EVIDENCE: readonly string[] = [
  ...Object.keys(FORETOLD),
  ...IN_PRODUCT,
  ...HARDWARE,
  ...OTHER_KERNEL,
  ...HARMFUL,
  ...NO_KERNEL,
];
