/**
 * What releases of the kernel do differently where this program meets it: one table for the tests on real kernels, for the
 * simulation and for plans. Seen on Debian's 5.10, 6.1, 6.12 and the newest (`npm run lab -- kernels`); the release in
 * between is that of the commit.
 */
import { isOlderThan } from "./kernel-release.ts";

interface Difference {
  /** The first release that does as the newest one. */
  readonly since: readonly [major: number, minor: number];
  readonly now: string;
  readonly before: string;
  /** File of the kernel that changed. */
  readonly source: string;
}

export const KERNEL_DIFFERENCES = {
  driverlessWords: {
    since: [5, 12],
    now: "creating VFs of a PF without a driver is refused with its own log line",
    before: "with the log line for a driver without sriov_configure",
    source: "drivers/pci/iov.c, sriov_numvfs_store",
  },
  sriovWords: {
    since: [5, 12],
    now: "log line for a driver without sriov_configure: driver does not support SR-IOV configuration via sysfs",
    before: "Driver does not support SRIOV configuration via sysfs",
    source: "drivers/pci/iov.c, sriov_numvfs_store",
  },
  vfMsix: {
    since: [5, 13],
    now: "sriov_vf_msix_count and sriov_vf_total_msix exist",
    before: "neither exists: ENOENT",
    source: "drivers/pci/iov.c, c3d5c2d96d69",
  },
  resetMethod: {
    since: [5, 15],
    now: "reset_method lists and sets the reset methods",
    before: "it does not exist; reset does",
    source: "drivers/pci/pci-sysfs.c, d88f521da3ef",
  },
  heldGroup: {
    since: [5, 19],
    now: "binding a host driver to a function of a group in use returns EBUSY",
    before: "the kernel crashes: BUG_ON",
    source: "drivers/vfio/vfio.c, vfio_iommu_group_notifier; drivers/iommu/iommu.c, iommu_device_use_default_domain",
  },
  vfioRuntime: {
    since: [5, 19],
    now: "a function bound to vfio-pci that no program has open is suspended by runtime power management",
    before: "vfio-pci puts it into D3hot; its runtime status stays active",
    source: "drivers/vfio/pci/vfio_pci_core.c, 7ab5e10eda02",
  },
  vfioDevice: {
    since: [6, 1],
    now: "a function bound to vfio-pci has a device of class vfio-dev",
    before: "it has none",
    source: "drivers/vfio/vfio_main.c, 3c28a76124b2",
  },
  nvmeProbe: {
    since: [6, 2],
    now: "nvme gives up on a function before the write that caused the probe returns",
    before: "it does so later and stays bound until then",
    source: "drivers/nvme/host/pci.c, eac3ef262941",
  },
  vfioDeviceFirst: {
    since: [6, 6],
    now: "the vfio-dev of a function is removed before the program that has it open closes it",
    before: "it stays until then",
    source: "drivers/vfio/vfio_main.c, vfio_unregister_group_dev: device_del() before the wait",
  },
  probeWords: {
    since: [6, 10],
    now: "DRIVER BDF: probe with driver DRIVER failed with error -N",
    before: "DRIVER: probe of BDF failed with error -N",
    source: "drivers/base/dd.c, call_driver_probe",
  },
  busAutoprobe: {
    since: [6, 19],
    now: "drivers_autoprobe of the bus, when off, prevents drivers from binding functions that appear",
    before: "it only prevents newly registered drivers from binding functions that are already present",
    source: "drivers/pci/bus.c, ea34511aaf75",
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type KernelDifference = keyof typeof KERNEL_DIFFERENCES;

/** Does this release still do as older ones did? @returns null when it is not known which it is */
export function doesAsBefore(release: string | null, difference: KernelDifference): boolean | null {
  const [major, minor] = KERNEL_DIFFERENCES[difference].since;
  return isOlderThan(release, major, minor);
}

interface Named {
  readonly bdf: string;
  readonly driver: string | null;
}

/** The log's line about VFs of a PF that has no driver, or one that cannot switch them (`pci_info` of sriov_numvfs_store). */
export function noVfsLine(release: string | null, { bdf, driver }: Named): string {
  const words =
    driver === null && !doesAsBefore(release, "driverlessWords")
      ? "no driver bound to device; cannot configure SR-IOV"
      : doesAsBefore(release, "sriovWords")
        ? "Driver does not support SRIOV configuration via sysfs"
        : "driver does not support SR-IOV configuration via sysfs";
  return `${driver ?? "pci"} ${bdf}: ${words}`;
}

/** The log's line about a probe that failed. @param errno positive */
export function probeFailedLine(release: string | null, bdf: string, driver: string, errno: number): string {
  return doesAsBefore(release, "probeWords")
    ? `${driver}: probe of ${bdf} failed with error -${errno}`
    : `${driver} ${bdf}: probe with driver ${driver} failed with error -${errno}`;
}
