/** What a lab machine is made of: Debian packages of one release, whatever release runs the tests. */
import type { ArchiveKind } from "./sources.ts";

/** Its lspci and kernel are near to what labs run. */
export const RELEASE = "trixie";
/** Where it is taken from a newer release: QEMU knows virtio-net with SR-IOV since 10.1. */
export const BACKPORTS = `${RELEASE}-backports`;

export const PACKAGES = {
  /** Unpacked beside the tests, never installed; from the backports. */
  emulator: ["qemu-system-x86", "kmod", "xz-utils", "dropbear-bin", "acpica-tools"],
  /** Out of these the guest's programs and their libraries are taken. */
  guest: [
    ...["busybox-static", "dropbear-bin", "pciutils", "libstdc++6", "kmod", "udev"],
    ...["dash", "grep", "coreutils", "iproute2", "perl-base", "sudo", "util-linux"],
    ...["wireguard-tools", "dmsetup", "nvme-cli"],
  ],
  /** Depends on the kernel's own packages, which are fetched without what those depend on. */
  kernel: "linux-image-amd64",
} as const;

/** A kernel that the lab boots: the one of a suite. */
export interface LabKernel {
  /** `6.1`; what `--kernel` takes, and a column in docs/operations-checks.md */
  readonly name: string;
  readonly archive: ArchiveKind;
  readonly suite: string;
}

/** The one of {@link RELEASE}, on which `npm test` runs. */
export const USUAL_KERNEL: LabKernel = { name: "6.12", archive: "main", suite: RELEASE };

/** The oldest first. The backports follow the kernel's own releases: theirs is the newest that there is in the archive. */
export const LAB_KERNELS: readonly LabKernel[] = [
  { name: "5.10", archive: "security", suite: "bullseye-security" },
  { name: "6.1", archive: "security", suite: "bookworm-security" },
  USUAL_KERNEL,
  { name: "newest", archive: "main", suite: BACKPORTS },
];
