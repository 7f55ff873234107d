/** What a lab machine is made of: Debian packages of one release, whatever release runs the tests. */

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
    ...["wireguard-tools", "dmsetup"],
  ],
  /** Depends on the kernel's own package, which is fetched without what that depends on. */
  kernel: "linux-image-amd64",
} as const;
