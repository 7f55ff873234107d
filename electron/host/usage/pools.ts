/** File systems that span several block devices: which ones, as far as the machine tells. */
import type { UsagePlaces } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

/** All devices of the btrfs that each one is a part of. */
export function btrfsMembers(files: SentFiles, isBlock: (name: string) => boolean): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const id of files.names("/sys/fs/btrfs")) {
    const members = files.names(`/sys/fs/btrfs/${id}/devices`).filter(isBlock);
    for (const member of members) found.set(member, members);
  }
  return found;
}

/** A bcache's devices: those that are cached, and those that cache, which hold what was not written back yet. */
export interface BcacheSet {
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
