/** Block devices with what they are made of, and what is mounted from them. */
import { pushTo } from "../../../shared/machine/list-map.ts";
import { listed } from "../../../shared/machine/listed.ts";
import { placesAbove } from "../../../shared/machine/usage-disks.ts";
import type {
  BlockFacts,
  MountFacts,
  PeerFacts,
  ProcessFacts,
  UnreadSource,
} from "../../../shared/machine/usage-facts.ts";
import { BlockReader, peerOfDisk, type ReadBlock } from "./blocks.ts";
import { processName } from "./holders.ts";
import { type MountLine, MountTable, mountLines, optionValues, unescaped } from "./mount-table.ts";
import { type UsagePlaces, unreadPart } from "./places.ts";
import { bcacheSets, btrfsMembers, zfsPools } from "./pools.ts";
import type { SentFiles } from "./sent-files.ts";
import { peerOf, serversOf } from "./servers.ts";

export interface DiskParts {
  readonly blocks: readonly BlockFacts[];
  readonly mounts: readonly MountFacts[];
  readonly peers: readonly PeerFacts[];
  readonly unread: readonly UnreadSource[];
  /** Those that a file or a device node is on; null = that is not told. @param path absolute */
  readonly devicesAt: (path: string) => readonly string[] | null;
}

export function readDisks(places: UsagePlaces): DiskParts {
  return new DiskReader(places).read();
}

/** File systems that show each of their mounts in a folder of the kernel, whatever namespace it is in. */
const SHOWN_BY_KERNEL = ["ext4", "xfs", "f2fs", "nilfs2", "erofs"] as const;

/** File systems that are on nothing. */
const IN_MEMORY: ReadonlySet<string> = new Set(["tmpfs", "ramfs", "devtmpfs", "rootfs", "hugetlbfs"]);

/** No file of a file system in memory, though it lies in one. */
const DEVICE_NODE = /^\/dev\/(?!shm\/)/;

/** Layers of an overlay that are looked at, and overlays on one another (the kernel allows two). */
const MOST_LAYERS = 128;
const DEEPEST_OVERLAY = 3;

/** Since Linux 6.5 each layer may stand in an option of its own (fs/overlayfs/params.c). */
const LAYERS = /^(?:upperdir|lowerdir\+?|datadir\+)=(.*)$/;

/** File systems on block devices that have a number of their own in mountinfo, not the one of a device. */
const NEEDS_DEVICE: ReadonlySet<string> = new Set(["btrfs", "bcachefs"]);

/** Drivers by which a virtual machine has file systems of its host, and the types of those. */
const SHARES = [
  ["virtiofs", "virtiofs"],
  ["9pnet_virtio", "9p"],
] as const;

/** Devices below files and volumes of pools, of all together: a hundred times what the largest machines have. */
const MOST_BELOW = 1_000_000;

class DiskReader {
  private readonly files: SentFiles;
  /** Names of block devices by their number. */
  private readonly byNumber = new Map<string, string>();
  private readonly byLabel = new Map<string, string>();
  private readonly blocks = new Map<string, ReadBlock>();
  private readonly sharesByType = new Map<string, string[]>();
  private readonly sharesByTag = new Map<string, string[]>();
  /** Devices of the file system that each one is a part of: all of one file system have one list. */
  private readonly btrfs: ReadonlyMap<string, readonly string[]>;
  private readonly pools: ReadonlyMap<string, ReadonlySet<string>>;
  private table = new MountTable([]);
  private readonly interfaces = new Map<string, string>();
  private readonly poolDevices = new Map<string, readonly string[]>();
  private readonly byLine = new Map<MountLine, (readonly string[])[]>();
  private readonly peers: PeerFacts[] = [];
  private readonly unread: UnreadSource[] = [];

  constructor(places: UsagePlaces) {
    this.files = places.files;
    const reader = new BlockReader(places.files);
    for (const name of this.files.names("/sys/class/block")) {
      const number = this.files.text(`/sys/class/block/${name}/dev`);
      if (number !== null) this.byNumber.set(number, name);
      const block = reader.read(name);
      if (block === null) continue;
      this.blocks.set(name, block);
      if (block.label !== null) this.byLabel.set(block.label, name);
    }
    for (const [driver, type] of SHARES) {
      const folder = `/sys/bus/virtio/drivers/${driver}`;
      for (const name of this.files.names(folder).filter((each) => /^virtio\d+$/.test(each))) {
        pushTo(this.sharesByType, type, name);
        const tag = this.files.text(`${folder}/${name}/mount_tag`);
        if (tag !== null) pushTo(this.sharesByTag, `${type} ${tag}`, name);
        this.blocks.set(name, reader.share(name, `${folder}/${name}`));
      }
    }
    this.btrfs = btrfsMembers(this.files, (name) => this.blocks.has(name));
    this.pools = zfsPools(places, this.byNumber);
    for (const name of this.files.names("/sys/class/net")) {
      const index = this.files.text(`/sys/class/net/${name}/ifindex`);
      if (index !== null) this.interfaces.set(index, name);
    }
  }

  read(): DiskParts {
    const own = mountLines(this.files, "self");
    if (own === null) this.unread.push(unreadPart("mounts", "ENOENT", "/proc/self/mountinfo could not be read"));
    this.table = new MountTable(own ?? []);
    for (const pool of this.pools.keys()) this.poolMembers(pool);
    const blocks = this.blockFacts();
    const shown = [...this.mountsOf(own ?? []), ...this.elsewhere(), ...this.readSwaps()];
    const mounts = [...shown, ...this.outOfSight(shown), ...this.journals()];

    this.tellPeers(blocks, mounts);
    return { blocks, mounts, peers: this.peers, unread: this.unread, devicesAt: (path) => this.devicesUnder(path) };
  }

  /** Holders and slaves are two ends of one link: either is enough. */
  private blockFacts(): BlockFacts[] {
    const below = new Map<string, Set<string>>();
    for (const block of this.blocks.values()) below.set(block.name, new Set(block.below));
    for (const { name } of this.blocks.values()) {
      for (const upper of this.files.names(`/sys/class/block/${name}/holders`)) below.get(upper)?.add(name);
    }
    const sets = bcacheSets(this.files);
    for (const [name, under] of below) {
      if (!/^bcache\d+$/.test(name)) continue;
      // One without a disk of its own is in the cache alone.
      const own = under.size === 0 ? sets : sets.filter(({ cached }) => [...under].some((each) => cached.has(each)));
      for (const { caches } of own) for (const cache of caches) under.add(cache);
    }
    const hidden: string[] = [];
    let told = 0;
    const facts = [...this.blocks.values()].map((block): BlockFacts => {
      const { name, bdfs, label, inFiles } = block;
      const under = below.get(name) ?? new Set();
      const files = inFiles.map((path) => this.devicesUnder(path));
      for (const devices of files) told += devices?.length ?? 0;
      const isTold = told <= MOST_BELOW;
      if (isTold)
        for (const device of files.flatMap((devices) => devices ?? [])) if (device !== name) under.add(device);
      if ((block.isHidden && under.size === 0) || files.includes(null) || !isTold) hidden.push(name);
      return { name, bdfs, below: [...under], label };
    });
    if (hidden.length > 0) {
      this.unread.push(unreadPart("blocks", "ENOTSUP", `nothing tells what is below ${listed(hidden, 2)}`));
    }
    return facts;
  }

  /** The devices that a file, a device node or a pool (`zfs:tank`) is on; null where that is not told. */
  private devicesUnder(path: string): readonly string[] | null {
    if (path.startsWith("zfs:")) return this.poolMembers(path.slice(4));
    if (DEVICE_NODE.test(path)) {
      const device = this.deviceAt(path);
      return device === null ? null : [device];
    }
    const line = this.table.holding(path);
    if (line === null) return null;
    const devices = this.devicesOf(line);
    const isElsewhere = IN_MEMORY.has(line.type) || serversOf(line, "", () => null) !== null;
    return devices.length > 0 || isElsewhere ? devices : null;
  }

  /** `/dev/mapper/vg0-root` gives dm-0. */
  private deviceAt(path: string): string | null {
    const real = this.files.real(path);
    const names = [real ?? path, path].map((each) => each.replace(/^\/dev\//, "").replaceAll("/", "!"));
    const known = names.find((name) => this.files.real(`/sys/class/block/${name}`) !== null);
    return known ?? this.byLabel.get(path.replace(/^\/dev\/mapper\//, "")) ?? null;
  }

  /** By its path or its number (`8:1`); null for words that are neither. */
  private deviceCalled(word: string): string | null {
    return word.startsWith("/dev/") ? this.deviceAt(word) : (this.byNumber.get(word) ?? null);
  }

  private poolMembers(pool: string): readonly string[] {
    const known = this.poolDevices.get(pool);
    if (known) return known;
    this.poolDevices.set(pool, []);
    const devices = [...(this.pools.get(pool) ?? [])].map((path) => this.devicesUnder(path));
    if (devices.length === 0 || devices.includes(null)) {
      this.unread.push(unreadPart("blocks", "ENOTSUP", `ZFS does not say what pool ${pool} is made of`));
    }
    const found = [...new Set(devices.flatMap((each) => each ?? []))];
    this.poolDevices.set(pool, found);
    return found;
  }

  /** Those that are block devices. */
  private those(names: Iterable<string>): readonly string[] {
    return [...names].filter((name) => this.blocks.has(name));
  }

  /** Once for each line, for overlays stand on one another. File systems of one pool have one list of devices. */
  private devicesOf(line: MountLine, depth = 0): readonly string[] {
    const known = this.byLine.get(line) ?? [];
    this.byLine.set(line, known);
    known[depth] ??= this.findDevices(line, depth);
    return known[depth];
  }

  private findDevices(line: MountLine, depth: number): readonly string[] {
    const { type, source, number } = line;
    if (IN_MEMORY.has(type) || depth > DEEPEST_OVERLAY) return [];
    if (type === "zfs") return this.poolMembers(source.split("/")[0] ?? "");
    if (type === "overlay") return this.layersOf(line, depth);
    if (type === "virtiofs" || type === "9p") return this.virtioOf(type, source);
    // Of btrfs and its like the source tells, of a journal or log on a disk of its own an option.
    const named = number.startsWith("0:") ? source.split(":") : [];
    const devices = [number, ...named, ...optionValues(line.options)].map((each) => this.deviceCalled(unescaped(each)));
    const known = [...new Set(devices)].filter((name) => name !== null);
    // Said of the first: a pool may be mounted at many places.
    const isSaid = this.unread.some(({ source: part }) => part === "mounts");
    if (NEEDS_DEVICE.has(type) && this.those(known).length === 0 && !isSaid) {
      this.unread.push(unreadPart("mounts", "ENOTSUP", `nothing tells which device ${line.where} (${type}) is on`));
    }
    if (type !== "btrfs") return this.those(known);
    const lists = new Set(known.map((name) => this.btrfs.get(name) ?? this.those([name])));
    const [list] = lists;
    return list !== undefined && lists.size === 1 ? list : [...lists].flat();
  }

  /** Layers stand as paths; those that were made relative to a folder are not told. */
  private layersOf({ number, options }: MountLine, depth: number): string[] {
    const layers = options.split(",").flatMap((option) => LAYERS.exec(option)?.[1]?.split(":") ?? []);
    const lines = new Map<string, MountLine>();
    for (const path of layers.slice(0, MOST_LAYERS)) {
      const line = path.startsWith("/") ? this.table.holding(unescaped(path)) : null;
      if (line !== null && line.number !== number) lines.set(line.number, line);
    }
    return [...new Set([...lines.values()].flatMap((line) => this.devicesOf(line, depth + 1)))];
  }

  /** A file system that a virtual machine has from its host: the devices that it may come by. */
  private virtioOf(type: string, tag: string): readonly string[] {
    return this.sharesByTag.get(`${type} ${tag}`) ?? this.sharesByType.get(type) ?? [];
  }

  private mountsOf(lines: readonly MountLine[], namespace?: ProcessFacts): MountFacts[] {
    const seen = new Set<string>();
    return lines.flatMap((line): MountFacts[] => {
      const { where, type } = line;
      const devices = this.devicesOf(line);
      const servers = serversOf(line, where, (index) => this.interfaces.get(index) ?? null);
      // Interfaces are reached from its own network namespace, which may be another one: it is told as one of ours.
      for (const server of servers ?? []) this.peers.push(server);
      const key = `${line.number} ${type} ${line.source} ${where}`;
      if ((devices.length === 0 && servers === null) || seen.has(key)) return [];
      seen.add(key);
      const mount: MountFacts = { kind: "mount", where, type, devices };
      return [namespace === undefined ? mount : { ...mount, namespace }];
    });
  }

  /** What other mount namespaces have mounted: of each the helper sends what ours has not. */
  private elsewhere(): MountFacts[] {
    const pids = this.files.names("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map(Number).flatMap((pid) => {
      const lines = mountLines(this.files, pid);
      return lines === null ? [] : this.mountsOf(lines, { pid, process: processName(this.files, pid) });
    });
  }

  /** File systems that the kernel has mounted and no namespace that was looked at shows. */
  private outOfSight(mounts: readonly MountFacts[]): MountFacts[] {
    const shown = new Set([...new Set(mounts.map(({ devices }) => devices))].flat());
    const pools = [...new Set(this.btrfs.values())].filter((devices) => !devices.some((name) => shown.has(name)));
    const where = "btrfs that is mounted out of sight";
    const hidden = pools.map((devices): MountFacts => ({ kind: "mount", where, type: "btrfs", devices }));
    const single = SHOWN_BY_KERNEL.flatMap((type) =>
      this.files.names(`/sys/fs/${type}`).flatMap((name): MountFacts[] => {
        if (!this.blocks.has(name) || shown.has(name)) return [];
        const where = `${type} that is mounted out of sight`;
        return [{ kind: "mount", where, type, devices: [name] }];
      }),
    );
    return [...hidden, ...single];
  }

  /** Journals of ext4 on a disk of their own: others are named by the file system's disk and a number (`sda1-8`). */
  private journals(): MountFacts[] {
    const names = this.files.names("/proc/fs/jbd2").filter((name) => this.blocks.has(name));
    return names.map((name) => ({ kind: "mount", where: "a journal of ext4", type: "jbd2", devices: [name] }));
  }

  private readSwaps(): MountFacts[] {
    const lines = (this.files.text("/proc/swaps") ?? "").split("\n").slice(1);
    return lines.flatMap((line): MountFacts[] => {
      const [name = "", type = ""] = line.split(/\s+/);
      if (name === "") return [];
      const where = unescaped(name).replace(/ ?\(deleted\)$/, "");
      const devices = type === "partition" ? this.swapDevice(where) : this.devicesUnder(where);
      if (devices === null) {
        this.unread.push(unreadPart("swaps", "ENOTSUP", `nothing tells which device the swap ${where} is on`));
        return [];
      }
      const known = devices.filter((device) => this.blocks.has(device));
      return known.length === 0 ? [] : [{ kind: "swap", where, type: "swap", devices: known }];
    });
  }

  private swapDevice(path: string): readonly string[] | null {
    const name = this.deviceAt(path);
    return name === null ? null : [name];
  }

  /** Disks of other machines, by what stands on them. */
  private tellPeers(blocks: readonly BlockFacts[], mounts: readonly MountFacts[]): void {
    const far = [...this.blocks.values()].filter((block) => block.far.length > 0);
    if (far.length === 0) return;
    const places = placesAbove(blocks, mounts);
    for (const { name, far: ends } of far) {
      const place = places.get(name)?.where;
      const what = place === undefined ? `the disk ${name}` : `${place} (${name})`;
      for (const end of ends) {
        this.peers.push(
          peerOfDisk(end, what, (host) => peerOf("block", host, what, (index) => this.interfaces.get(index) ?? null)),
        );
      }
    }
  }
}
