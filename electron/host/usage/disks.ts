/** Block devices with what they are made of, and what is mounted from them. */
import type { BlockFacts, MountFacts } from "../../../shared/machine/usage-facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { functionOf, type Part, type UsagePlaces, unreadPart } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

/** Block devices of memory only, of which a machine may have dozens. */
const MEMORY_ONLY = /^(?:ram|loop|zram)\d/;

export function readBlocks({ files }: UsagePlaces): BlockFacts[] {
  return files
    .names(`/sys/class/block`)
    .filter((name) => !MEMORY_ONLY.test(name))
    .map((name) => {
      const folder = `/sys/class/block/${name}`;
      const path = files.real(folder);
      const disk = path?.split("/").at(-2);
      const isPart = files.text(`${folder}/partition`) !== null;
      return {
        name,
        bdfs: isPart ? [] : controllersOf(files, path),
        below: [...files.names(`${folder}/slaves`), ...(isPart && disk !== undefined ? [disk] : [])],
        label: files.text(`${folder}/dm/name`),
      };
    });
}

const NVME_CONTROLLER = /^nvme\d+$/;

/** With native multipath a namespace is below its subsystem, which links to each controller. */
function controllersOf(files: SentFiles, path: string | null): Bdf[] {
  const direct = functionOf(path);
  if (direct !== null || path === null) return direct === null ? [] : [direct];
  const subsystem = path.slice(0, path.lastIndexOf("/"));
  if (!/\/nvme-subsys\d+$/.test(subsystem)) return [];
  const found = files
    .names(subsystem)
    .filter((name) => NVME_CONTROLLER.test(name))
    .flatMap((name) => functionOf(files.real(`${subsystem}/${name}`)) ?? []);
  return [...new Set(found)];
}

/** Spaces and the like are written as octal numbers (fs/proc_namespace.c). */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** `SERVER:/path`, `[fe80::1]:/path`, `//SERVER/share` */
function serverOf(source: string, options: string): string | null {
  const address = /(?:^|,)addr=([^,]+)/.exec(options)?.[1];
  return address ?? /^\[?([0-9a-fA-F.:]+?)\]?:\//.exec(source)?.[1] ?? /^\/\/([^/]+)\//.exec(source)?.[1] ?? null;
}

const NETWORK_TYPES = /^(?:nfs4?|cifs|smb3|ceph|glusterfs)$/;

export function readMounts(places: UsagePlaces): Part<MountFacts[]> {
  const { files } = places;
  const byNumber = new Map<string, string>();
  for (const name of files.names(`/sys/class/block`)) {
    const number = files.text(`/sys/class/block/${name}/dev`);
    if (number !== null) byNumber.set(number, name);
  }
  const lines = files.text("/proc/self/mountinfo");
  if (lines === null) {
    return { found: [], unread: [unreadPart("mounts", "ENOENT", "/proc/self/mountinfo could not be read")] };
  }
  const seen = new Set<string>();
  const found = lines.split("\n").flatMap((line): MountFacts[] => {
    const [before = "", after = ""] = line.split(" - ");
    const [, , number = "", , where = ""] = before.split(" ");
    const [type = "", source = "", options = ""] = after.split(" ");
    const devices = devicesOf(places, { number, type, source: unescaped(source) }, byNumber);
    const server = NETWORK_TYPES.test(type) ? serverOf(unescaped(source), options) : null;
    if (devices.length === 0 && server === null) return [];
    const mount: MountFacts = { kind: "mount", where: unescaped(where), type, devices, server };
    const key = `${mount.where} ${devices.join(" ")}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [mount];
  });
  return { found, unread: [] };
}

interface MountLine {
  readonly number: string;
  readonly type: string;
  readonly source: string;
}

function devicesOf(places: UsagePlaces, line: MountLine, byNumber: ReadonlyMap<string, string>): string[] {
  if (line.type === "zfs") return poolMembers(places, line.source.split("/")[0] ?? "", byNumber);
  const source = line.source.startsWith("/dev/") ? nameOf(places, line.source) : null;
  const name = byNumber.get(line.number) ?? source;
  if (name === null || MEMORY_ONLY.test(name)) return [];
  return line.type === "btrfs" ? btrfsMembers(places, name) : [name];
}

/** `/dev/mapper/vg0-root` gives `dm-0`. */
function nameOf({ files }: UsagePlaces, path: string): string | null {
  const real = files.real(`/dev${path.slice("/dev".length)}`);
  return real?.slice(real.lastIndexOf("/") + 1) ?? null;
}

/** All devices of the file system that this one is a part of. */
function btrfsMembers({ files }: UsagePlaces, name: string): string[] {
  for (const id of files.names(`/sys/fs/btrfs`)) {
    const members = files.names(`/sys/fs/btrfs/${id}/devices`);
    if (members.includes(name)) return members;
  }
  return [name];
}

/** Only udev's notes tell which partitions a pool is made of without asking ZFS itself. */
function poolMembers({ files }: UsagePlaces, pool: string, byNumber: ReadonlyMap<string, string>): string[] {
  return [...byNumber].flatMap(([number, name]) => {
    const notes = files.text(`/run/udev/data/b${number}`) ?? "";
    const isMember = /^E:ID_FS_TYPE=zfs_member$/m.test(notes) && notes.split("\n").includes(`E:ID_FS_LABEL=${pool}`);
    return isMember ? [name] : [];
  });
}

export function readSwaps(places: UsagePlaces): MountFacts[] {
  const lines = (places.files.text("/proc/swaps") ?? "").split("\n").slice(1);
  return lines.flatMap((line): MountFacts[] => {
    const [where = "", type = ""] = line.split(/\s+/);
    const name = type === "partition" ? nameOf(places, unescaped(where)) : null;
    // A swap file is on a mounted file system, which is told as such.
    if (name === null || MEMORY_ONLY.test(name)) return [];
    return [{ kind: "swap", where: unescaped(where), type: "swap", devices: [name], server: null }];
  });
}
