/** Which file systems need a block device, as the kernel lists them, and the words of a mount that tell of devices. */
import type { MountLine } from "./mount-table.ts";
import type { SentFiles } from "./sent-files.ts";

/** On nothing: in memory, or views of the kernel's own that it does not list (fs/nsfs.c, fs/pidfs.c). */
const IN_MEMORY: ReadonlySet<string> = new Set(["tmpfs", "ramfs", "devtmpfs", "rootfs", "hugetlbfs", "nsfs", "pidfs"]);

/** They open their devices themselves, so that the kernel lists them with `nodev`. */
const OPENS_DEVICES: ReadonlySet<string> = new Set(["zfs", "ubifs"]);

/** Options that name a device: logs, journals, real-time parts (`logdev=`, `journal_dev=`, `jdev=`, `device=`). */
const DEVICE_OPTION = /(?:dev|device|journal_path)$/;

export function isInMemory({ type }: MountLine): boolean {
  return IN_MEMORY.has(type);
}

/** It has a number of its own, and not the one of its device. */
export function isAnonymous({ number }: MountLine): boolean {
  return number.startsWith("0:");
}

/**
 * From /proc/filesystems (fs/filesystems.c), where `nodev` stands before those that need no device. One that is not
 * listed there may need one.
 */
export function needingDevice(files: SentFiles): (line: MountLine) => boolean {
  const free = new Set<string>();
  for (const line of (files.text("/proc/filesystems") ?? "").split("\n")) {
    const type = /^nodev\s+(\S+)$/.exec(line.trim())?.[1];
    if (type !== undefined && !OPENS_DEVICES.has(type)) free.add(type);
  }
  // Of `fuse.sshfs` the kernel knows the part before the dot.
  return (line) => !isInMemory(line) && (!isAnonymous(line) || !free.has(line.type.split(".")[0] ?? ""));
}

export interface OptionValue {
  readonly value: string;
  /** It names a device, whether one is found for it or not. */
  readonly isDevice: boolean;
}

/** The values of all options: `/dev/sdb1` out of `rw,logdev=/dev/sdb1`. */
export function optionValues({ options }: MountLine): OptionValue[] {
  return options.split(",").flatMap((option): OptionValue[] => {
    const at = option.indexOf("=");
    if (at < 0) return [];
    const value = option.slice(at + 1);
    return [{ value, isDevice: value.startsWith("/dev/") || DEVICE_OPTION.test(option.slice(0, at)) }];
  });
}

/** Since Linux 6.5 each layer may stand in an option of its own (fs/overlayfs/params.c). */
const LAYERS = /^(?:upperdir|lowerdir\+?|datadir\+)=(.*)$/;

/** The paths of an overlay's layers as they stand there; a colon that belongs to a path has a backslash before it. */
export function layerPaths({ options }: MountLine): string[] {
  const layers = options.split(",").flatMap((option) => LAYERS.exec(option)?.[1]?.split(/(?<!\\134):/) ?? []);
  return layers.filter((path) => path !== "");
}
