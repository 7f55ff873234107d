/** File systems that span several block devices: which ones, as far as the machine tells. */
import type { UsagePlaces } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

/** All devices of the file system that each device is a part of; null where the kernel does not tell the others. */
export type Members = ReadonlyMap<string, readonly string[] | null>;

/**
 * File systems that may span several devices, by their type. A mount tells one device of them, or those that it began with.
 * @param deviceAt the name of a device by its path; null when there is none such
 */
export function spanning(files: SentFiles, deviceAt: (path: string) => string | null): ReadonlyMap<string, Members> {
  const folders = (type: string, members: (folder: string) => readonly string[]) =>
    new Map(
      files.names(`/sys/fs/${type}`).flatMap((id) => {
        const devices = members(`/sys/fs/${type}/${id}`);
        return devices.map((device) => [device, devices] as const);
      }),
    );
  return new Map<string, Members>([
    ["btrfs", folders("btrfs", (folder) => files.names(`${folder}/devices`))],
    [
      "bcachefs",
      // `dev-0/block` leads to the device's folder (fs/bcachefs/super.c).
      folders("bcachefs", (folder) =>
        files.names(folder).flatMap((name) => files.real(`${folder}/${name}/block`)?.split("/").at(-1) ?? []),
      ),
    ],
    // Its log may be on a device of its own, which nothing tells (fs/jfs/super.c).
    ["jfs", new Map()],
    ["f2fs", new Map(files.names("/sys/fs/f2fs").flatMap((name) => f2fs(files, name, deviceAt)))],
  ]);
}

/** `Disk: 1 (zoned=0): 0x0 - 0x1 on /dev/sdb` of disk_map, which is there since Linux 6.10 (fs/f2fs/sysfs.c). */
function f2fs(
  files: SentFiles,
  name: string,
  deviceAt: (path: string) => string | null,
): [string, readonly string[] | null][] {
  const text = files.text(`/proc/fs/f2fs/${name}/disk_map`);
  if (text === null) return [[name, null]];
  const others = text.split("\n").flatMap((line) => /^Disk:.* on (\/.+)$/.exec(line)?.[1] ?? []);
  const devices = others.map(deviceAt);
  const known = devices.filter((device) => device !== null);
  const members = known.length < devices.length ? null : [...new Set([name, ...known])];
  return (members ?? [name, ...known]).map((device) => [device, members]);
}

/** A bcache's devices: those that are cached, and those that cache, which hold what was not written back yet. */
interface BcacheSet {
  readonly cached: ReadonlySet<string>;
  readonly caches: readonly string[];
}

export function bcacheSets(files: SentFiles): BcacheSet[] {
  // `bdev0 -> ../../../devices/…/block/sdb/bcache`
  const deviceOf = (path: string) => files.real(path)?.split("/").at(-2) ?? [];
  return files.names("/sys/fs/bcache").map((id) => {
    const folder = `/sys/fs/bcache/${id}`;
    const devices = (kind: RegExp) =>
      files
        .names(folder)
        .filter((name) => kind.test(name))
        .flatMap((name) => deviceOf(`${folder}/${name}`));
    return { cached: new Set(devices(/^bdev\d+$/)), caches: devices(/^cache\d+$/) };
  });
}

/** What ZFS pools are made of: absolute paths of devices and files. A pool without any is one that nothing tells of. */
export function zfsPools(
  { files, said }: UsagePlaces,
  byNumber: ReadonlyMap<string, string>,
): Map<string, ReadonlySet<string>> {
  const pools = new Map<string, Set<string>>();
  const membersOf = (pool: string): Set<string> => {
    const members = pools.get(pool) ?? new Set<string>();
    pools.set(pool, members);
    return members;
  };
  // Beside files with counters of the machine there is a folder for each pool.
  for (const name of files.names("/proc/spl/kstat/zfs")) {
    if (files.names(`/proc/spl/kstat/zfs/${name}`).length > 0) membersOf(name);
  }
  // `zpool status -LP`, in which `pool: tank` comes before the devices of it.
  let pool = "";
  for (const line of said.get("zpools") ?? []) {
    pool = /^\s*pool: (.+)$/.exec(line)?.[1] ?? pool;
    const [, device] = /^\s+(\/\S.*?)\s+[A-Z]+(?:\s|$)/.exec(line) ?? [];
    if (device !== undefined && pool !== "") membersOf(pool).add(device);
  }
  // udev's notes of the signatures that it has found.
  for (const [number, name] of byNumber) {
    const notes = files.text(`/run/udev/data/b${number}`);
    if (notes === null || !/^E:ID_FS_TYPE=zfs_member$/m.test(notes)) continue;
    const label = /^E:ID_FS_LABEL=(.+)$/m.exec(notes)?.[1];
    if (label !== undefined) membersOf(label).add(`/dev/${name.replaceAll("!", "/")}`);
  }
  return pools;
}
