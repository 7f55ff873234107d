/** Which files of an archive are read: those in which sosreport, supportconfig and vm-support keep what tells of PCI functions. */

/** What says most comes first: where files deny each other, the first is the machine that is shown. */
const READ: readonly RegExp[] = [
  // Whatever is called after a command or a file that is read, with or without its options.
  /(^|\/)[^/]*lspci[^/]*$/i,
  /(^|\/)devices\/[0-9a-f:.]+\/config$/i,
  /(^|\/)pci\/[^/]+$/,
  // esxcli's and localcli's.
  /(^|\/)[^/]*cli[^/]*pci[^/]*$/i,
  /(^|\/)[^/]*(setpci|pciconf|iommu|devbind|driverctl|lshw|nvidia-bug-report|nvidia-smi)[^/]*$/i,
  // supportconfig's.
  /(^|\/)(hardware|boot|network|pci)\.txt$/,
  /(^|\/)udevadm_info[^/]*$/,
  /(^|\/)ip_[^/]*(link|addr)[^/]*$/,
  /(^|\/)ethtool_-i[^/]*$/,
  /(^|\/)[^/]*dmesg[^/]*$/i,
  // An archive of somebody's own, of texts side by side.
  /^(\.\/)?([^/]+\/)?[^/]+\.(txt|log|out|dump|gz|xz)$/i,
];

/**
 * The place of a file among those that are read; null = it is not.
 * @param path within the archive
 */
export function rankOf(path: string): number | null {
  const rank = READ.findIndex((pattern) => pattern.test(path));
  return rank < 0 ? null : rank;
}

/** The files that hold the machine's name and nothing else. */
export const HOST_NAME = /(^|\/)(etc\/hostname|sos_commands\/(host|general)\/hostname|hostname)$/;
