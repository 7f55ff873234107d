/** Which files of an archive are read: those in which sosreport, supportconfig and vm-support keep what tells of PCI functions. */

/** @param path within the archive */
export function isRead(path: string): boolean {
  return READ.some((pattern) => pattern.test(path));
}

const READ: readonly RegExp[] = [
  // Whatever is called after a command or a file that is read, with or without its options.
  /(^|\/)[^/]*(lspci|setpci|pciconf|iommu|devbind|driverctl|lshw|dmesg|nvidia-bug-report|nvidia-smi)[^/]*$/i,
  // esxcli's and localcli's.
  /(^|\/)[^/]*cli[^/]*pci[^/]*$/i,
  /(^|\/)ip_[^/]*(link|addr)[^/]*$/,
  /(^|\/)ethtool_-i[^/]*$/,
  /(^|\/)udevadm_info[^/]*$/,
  // supportconfig's.
  /(^|\/)(hardware|boot|network|pci)\.txt$/,
  /(^|\/)pci\/[^/]+$/,
  /(^|\/)devices\/[0-9a-f:.]+\/config$/i,
  // An archive of somebody's own, of texts side by side.
  /^(\.\/)?([^/]+\/)?[^/]+\.(txt|log|out|dump|gz|xz)$/i,
];

/** The files that hold the machine's name and nothing else. */
export const HOST_NAME = /(^|\/)(etc\/hostname|sos_commands\/(host|general)\/hostname|hostname)$/;
