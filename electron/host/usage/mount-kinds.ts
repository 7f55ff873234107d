/** Which file systems need a block device, as the kernel lists them, and the words of a mount that tell of devices. */
import type { MountLine } from "./mount-table.ts";
import type { UsagePlaces } from "./places.ts";
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

/** By the name of each in /proc/filesystems (fs/filesystems.c): does it need a device? `nodev` stands before others. */
function listedTypes(files: SentFiles): ReadonlyMap<string, boolean> {
  const lines = (files.text("/proc/filesystems") ?? "").split("\n");
  return new Map(
    lines.flatMap((line): [string, boolean][] => {
      const [, nodev, type] = /^(nodev)?\s*(\S+)$/.exec(line.trim()) ?? [];
      return type === undefined ? [] : [[type, nodev === undefined || OPENS_DEVICES.has(type)]];
    }),
  );
}

/** One that the kernel does not list may need a device. */
export function needingDevice(files: SentFiles): (line: MountLine) => boolean {
  const types = listedTypes(files);
  // Of `fuse.sshfs` the kernel knows the part before the dot.
  return (line) => !isInMemory(line) && (!isAnonymous(line) || types.get(line.type.split(".")[0] ?? "") !== false);
}

/** Modules that are not called as the type that they bring. */
const MODULES: Readonly<Record<string, string>> = { iso9660: "isofs" };

/**
 * Types of which the kernel has more file systems than these lines show: each holds its module (get_filesystem in
 * fs/super.c). Of those that are built into the kernel nothing is counted.
 */
export function typesOutOfSight({ files, said }: UsagePlaces, lines: readonly MountLine[]): string[] {
  const held = new Map<string, number>();
  for (const line of said.get("modules") ?? []) {
    const [, name, count, users = ""] = /^(\S+) (\d+) (\S+)$/.exec(line) ?? [];
    // Modules that need this one hold it as well: `vfat,msdos,`.
    if (name !== undefined) held.set(name, Number(count) - users.split(",").filter((user) => /^\w/.test(user)).length);
  }
  const shown = new Map<string, Set<string>>();
  for (const { type, number } of lines) {
    const module = moduleOf(type.split(".")[0] ?? "");
    shown.set(module, (shown.get(module) ?? new Set()).add(number));
  }
  return [...listedTypes(files)].flatMap(([type, isNeeded]) => {
    const module = moduleOf(type);
    return isNeeded && (held.get(module) ?? 0) > (shown.get(module)?.size ?? 0) ? type : [];
  });
}

function moduleOf(type: string): string {
  return Object.hasOwn(MODULES, type) ? (MODULES[type] ?? type) : type;
}

interface OptionValue {
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
