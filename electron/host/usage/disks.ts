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
import { isAnonymous, isInMemory, layerPaths, needingDevice, optionValues, typesOutOfSight } from "./mount-kinds.ts";
import { type MountLine, MountTable, mountLines, unescaped } from "./mount-table.ts";
import { type UsagePlaces, unreadPart } from "./places.ts";
import { bcacheSets, type Members, spanning, zfsPools } from "./pools.ts";
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

/** File systems on one device that show each of their mounts in a folder of the kernel, whatever namespace it is in. */
const SHOWN_BY_KERNEL = ["ext4", "ldiskfs", "xfs", "nilfs2", "erofs"] as const;
/** Types that need not be counted: the kernel's folders show each of theirs. */
const SHOWN_ELSE = ["ext2", "ext3", "gfs2", "btrfs", "bcachefs", "f2fs", "zfs"];
const FOLLOWED: ReadonlySet<string> = new Set([...SHOWN_BY_KERNEL, ...SHOWN_ELSE]);

/** No file of a file system in memory, though it lies in one. */
const DEVICE_NODE = /^\/dev\/(?!shm\/)/;

/** Disks that are the machine's own memory, unless something is told to be below them. */
const MEMORY_DISK = /^z?ram\d/;

/** More layers than the kernel lets an overlay have (OVL_MAX_STACK), and more mounts on one another (it allows two overlays). */
const MOST_LAYERS = 512;
const DEEPEST = 5;

/** Drivers by which a virtual machine has file systems of its host, and the types of those. */
const SHARES = [
  ["virtiofs", "virtiofs"],
  ["9pnet_virtio", "9p"],
] as const;

/** Devices below files and volumes of pools, of all together: a hundred times what the largest machines have. */
const MOST_BELOW = 1_000_000;

/** A number as programs have it (`0x803`). */
const NUMBER = /^(?:0x[0-9a-f]+|\d+)$/i;

/** As mountinfo has it, out of what new_encode_dev makes of both parts (include/linux/kdev_t.h). */
function deviceNumber(code: number): string {
  return `${(code >>> 8) & 0xfff}:${(code & 0xff) | ((code >>> 12) & 0xfff00)}`;
}

function isElsewhere(line: MountLine): boolean {
  return serversOf(line, "", () => null) !== null;
}

class DiskReader {
  private readonly places: UsagePlaces;
  private readonly files: SentFiles;
  /** Names of block devices by their number. */
  private readonly byNumber = new Map<string, string>();
  private readonly byLabel = new Map<string, string>();
  private readonly blocks = new Map<string, ReadBlock>();
  private readonly sharesByType = new Map<string, string[]>();
  private readonly sharesByTag = new Map<string, string[]>();
  /** By the type: all devices of one file system have one list. */
  private readonly spanning: ReadonlyMap<string, Members>;
  private readonly needsDevice: (line: MountLine) => boolean;
  private readonly pools: ReadonlyMap<string, ReadonlySet<string>>;
  private table = new MountTable([]);
  /** By their index, once it was asked for. */
  private interfaces: ReadonlyMap<string, string> | null = null;
  private readonly poolDevices = new Map<string, readonly string[]>();
  private readonly byLine = new Map<MountLine, (readonly string[])[]>();
  /** Mounts that are on a device, or on one more, that nothing tells. */
  private readonly untold = new Set<MountLine>();
  /** What the kernel itself writes, on devices of which nothing is known. */
  private readonly nowhere: string[] = [];
  /** Mounts of other namespaces, whose paths are of those. */
  private readonly foreign = new Set<MountLine>();
  private readonly peers: PeerFacts[] = [];
  private readonly unread: UnreadSource[] = [];

  constructor(places: UsagePlaces) {
    this.places = places;
    this.files = places.files;
    const reader = new BlockReader(places);
    for (const name of this.files.names("/sys/class/block")) {
      const folder = this.files.folder(`/sys/class/block/${name}`);
      const number = folder.text("dev");
      if (number !== null) this.byNumber.set(number, name);
      const block = reader.read(name, folder);
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
    this.needsDevice = needingDevice(this.files);
    this.spanning = spanning(this.files, (path) => this.deviceAt(path));
    this.pools = zfsPools(places, this.byNumber);
  }

  read(): DiskParts {
    const own = mountLines(this.files, "self");
    if (own === null) this.unread.push(unreadPart("mounts", "ENOENT", "/proc/self/mountinfo could not be read"));
    this.table = new MountTable(own ?? []);
    for (const pool of this.pools.keys()) this.poolMembers(pool);
    const blocks = this.blockFacts();
    const shown = [...this.mountsOf(own ?? []), ...this.elsewhere(), ...this.readSwaps()];
    const mounts = [...shown, ...this.outOfSight(shown), ...this.ownWrites()];
    this.tellUntold("mounts", own ?? [], this.nowhere);
    this.tellUntold("containers", this.foreign);
    const more = typesOutOfSight(this.places, [...(own ?? []), ...this.foreign]).filter((type) => !FOLLOWED.has(type));
    if (more.length > 0) {
      const what = `the kernel has more file systems of ${listed(more, 2)} than are shown anywhere`;
      this.unread.push(unreadPart("containers", "ENOTSUP", what));
    }
    this.tellPeers(blocks, mounts);
    return { blocks, mounts, peers: this.peers, unread: this.unread, devicesAt: (path) => this.devicesUnder(path) };
  }

  /** Holders and slaves are two ends of one link: either is enough. */
  private blockFacts(): BlockFacts[] {
    const below = new Map<string, Set<string>>();
    for (const block of this.blocks.values()) below.set(block.name, new Set(block.below));
    for (const { name, above } of this.blocks.values()) for (const upper of above) below.get(upper)?.add(name);
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
      const { name, bdfs, label, inFiles, inNumber } = block;
      const under = below.get(name) ?? new Set();
      const files = inFiles.map((path) => this.devicesUnder(path));
      if (inNumber !== null) files.push(this.standing(this.byNumber.get(inNumber)));
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

  private interfaceAt(index: string): string | null {
    this.interfaces ??= new Map(
      this.files.names("/sys/class/net").flatMap((name): [string, string][] => {
        const own = this.files.folder(`/sys/class/net/${name}`).text("ifindex");
        return own === null ? [] : [[own, name]];
      }),
    );
    return this.interfaces.get(index) ?? null;
  }

  /** The devices that a file, a device node or a pool (`zfs:tank`) is on; null where that is not told. */
  private devicesUnder(path: string, depth = 0, hiding: string | null = null): readonly string[] | null {
    if (path.startsWith("zfs:")) return this.poolMembers(path.slice(4));
    if (DEVICE_NODE.test(path)) return this.standing(this.deviceAt(path));
    const line = this.table.holding(path, hiding);
    if (line === null) return null;
    const devices = this.devicesOf(line, depth);
    if (this.untold.has(line)) return null;
    const isTold = devices.length > 0 || isInMemory(line) || this.needsDevice(line) || isElsewhere(line);
    return isTold ? devices : null;
  }

  /** The block device itself, or none, where it is in memory; null for one of which nothing is known. */
  private standing(name: string | null | undefined): readonly string[] | null {
    if (name === null || name === undefined) return null;
    if (this.blocks.has(name)) return [name];
    return MEMORY_DISK.test(name) ? [] : null;
  }

  /** `/dev/mapper/vg0-root` gives dm-0. */
  private deviceAt(path: string): string | null {
    const real = this.files.real(path);
    const names = [real ?? path, path].map((each) => each.replace(/^\/dev\//, "").replaceAll("/", "!"));
    const known = names.find((name) => this.files.real(`/sys/class/block/${name}`) !== null);
    return known ?? this.byLabel.get(path.replace(/^\/dev\/mapper\//, "")) ?? null;
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

  /** Once for each line, for overlays stand on one another. File systems of one pool have one list of devices. */
  private devicesOf(line: MountLine, depth = 0): readonly string[] {
    const known = this.byLine.get(line) ?? [];
    this.byLine.set(line, known);
    known[depth] ??= this.findDevices(line, depth);
    return known[depth];
  }

  private findDevices(line: MountLine, depth: number): readonly string[] {
    const { type, source } = line;
    if (isInMemory(line)) return [];
    if (type === "zfs") return this.poolMembers(source.split("/")[0] ?? "");
    if (depth > DEEPEST) return this.told(line, [null]);
    if (type === "overlay") return this.layersOf(line, depth);
    if (type === "virtiofs" || type === "9p") return this.virtioOf(line);
    const isNeeded = this.needsDevice(line) && !isElsewhere(line);
    const own = isAnonymous(line) ? this.sourceOf(line, depth, isNeeded) : [this.ledTo(line.number, line, depth, true)];
    // Of a journal or log on a disk of its own an option tells.
    const named = optionValues(line).map(({ value, isDevice }) => {
      const isSure = isDevice && isNeeded;
      return this.ledTo(unescaped(value), line, depth, isSure) ?? (isSure ? null : []);
    });
    const devices = this.told(line, [...own.map((each) => (isNeeded ? each : (each ?? []))), ...named]);
    const members = this.spanning.get(type);
    if (members === undefined) return devices;
    const lists = new Set(devices.map((name) => members.get(name) ?? null));
    return this.told(line, lists.has(null) || lists.size === 0 ? [...lists, devices] : [...lists]);
  }

  /** What is told of all of it; where something is not, that is noted of the mount. A single list stays the same one. */
  private told(line: MountLine, parts: readonly (readonly string[] | null)[]): readonly string[] {
    const lists = new Set(parts.filter((part) => part !== null));
    if (parts.includes(null)) this.untold.add(line);
    const [first] = lists;
    return first !== undefined && lists.size === 1 ? first : [...new Set([...lists].flat())];
  }

  /**
   * The devices that a word of a mount leads to; null for none: a device's path or number, and where it must be a device's
   * (`isSure`) also a number as programs have it (2049), or a file.
   */
  private ledTo(word: string, line: MountLine, depth: number, isSure: boolean): readonly string[] | null {
    if (DEVICE_NODE.test(word)) return this.standing(this.deviceAt(word));
    if (/^\d+:\d+$/.test(word)) return this.standing(this.byNumber.get(word));
    if (!isSure) return null;
    if (word.startsWith("/")) return this.foreign.has(line) ? null : this.devicesUnder(word, depth + 1, line.number);
    return NUMBER.test(word) ? this.standing(this.byNumber.get(deviceNumber(Number(word)))) : null;
  }

  /** Of a file system with a number of its own: a device or several (`/dev/sda:/dev/sdb` of bcachefs), or a file (erofs). */
  private sourceOf(line: MountLine, depth: number, isNeeded: boolean): readonly (readonly string[] | null)[] {
    const whole = this.ledTo(line.source, line, depth, isNeeded);
    if (whole !== null || !line.source.includes(":")) return [whole];
    return line.source.split(":").map((part) => this.ledTo(part, line, depth, isNeeded));
  }

  /** Layers stand as paths; nothing tells what those are relative to that do not begin at the root. */
  private layersOf(line: MountLine, depth: number): readonly string[] {
    const layers = layerPaths(line);
    const isAll = layers.length > 0 && layers.length <= MOST_LAYERS;
    const found = layers
      .slice(0, MOST_LAYERS)
      .map((path) => this.ledTo(unescaped(path).replaceAll("\\:", ":"), line, depth, true));
    return this.told(line, isAll ? found : [...found, null]);
  }

  /** A file system that a virtual machine has from its host: the devices that it may come by. */
  private virtioOf(line: MountLine): readonly string[] {
    const { type, source: tag } = line;
    const devices = this.sharesByTag.get(`${type} ${tag}`) ?? this.sharesByType.get(type);
    return this.told(line, [devices ?? (type === "virtiofs" ? null : [])]);
  }

  private mountsOf(lines: readonly MountLine[], namespace?: ProcessFacts): MountFacts[] {
    const seen = new Set<string>();
    return lines.flatMap((line): MountFacts[] => {
      const { where, type } = line;
      const devices = this.devicesOf(line);
      const servers = serversOf(line, where, (index) => this.interfaceAt(index));
      // Interfaces are reached from its own network namespace, which may be another one: it is told as one of ours.
      for (const server of servers ?? []) this.peers.push(server);
      const key = `${line.number} ${type} ${line.source} ${where}`;
      if ((devices.length === 0 && servers === null) || seen.has(key)) return [];
      seen.add(key);
      const mount: MountFacts = { kind: "mount", where, type, devices };
      return [namespace === undefined ? mount : { ...mount, namespace }];
    });
  }

  /** @param more that is no mount, by its name */
  private tellUntold(source: "mounts" | "containers", lines: Iterable<MountLine>, more: readonly string[] = []): void {
    const untold = [...lines].filter((line) => this.untold.has(line)).map(({ where, type }) => `${where} (${type})`);
    const names = [...new Set([...untold, ...more])];
    if (names.length === 0) return;
    const what = `${listed(names, 2)} ${names.length > 1 ? "are" : "is"}`;
    this.unread.push(unreadPart(source, "ENOTSUP", `nothing tells which devices ${what} on`));
  }

  /** What other mount namespaces have mounted: of each the helper sends what ours has not. */
  private elsewhere(): MountFacts[] {
    const pids = this.files.names("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map(Number).flatMap((pid) => {
      const lines = mountLines(this.files, pid);
      for (const line of lines ?? []) this.foreign.add(line);
      return this.mountsOf(lines ?? [], { pid, process: processName(this.files, pid) });
    });
  }

  /** File systems that the kernel has mounted and no namespace that was looked at shows. */
  private outOfSight(mounts: readonly MountFacts[]): MountFacts[] {
    const shown = new Set([...new Set(mounts.map(({ devices }) => devices))].flat());
    const hidden = (type: string, devices: readonly string[]): MountFacts[] =>
      devices.length === 0 || devices.some((name) => shown.has(name))
        ? []
        : [{ kind: "mount", where: `${type} that is mounted out of sight`, type, devices }];
    const pools = [...this.spanning].flatMap(([type, members]) => {
      const lists = [...members].map(([name, all]) => all ?? [name]);
      return [...new Set(lists)].flatMap((list) => hidden(type, this.those(list)));
    });
    const single = SHOWN_BY_KERNEL.flatMap((type) =>
      this.files.names(`/sys/fs/${type}`).flatMap((name) => hidden(type, this.those([name]))),
    );
    const clustered = this.files.names("/sys/fs/gfs2").flatMap((name) => {
      const number = this.files.text(`/sys/fs/gfs2/${name}/id`);
      return hidden("gfs2", this.standing(this.byNumber.get(number ?? "")) ?? []);
    });
    return [...pools, ...single, ...clustered];
  }

  /** Those that are block devices. */
  private those(names: Iterable<string>): readonly string[] {
    return [...names].filter((name) => this.blocks.has(name));
  }

  /** What the kernel itself writes to devices that nothing is mounted from: external journals, heartbeats of OCFS2. */
  private ownWrites(): MountFacts[] {
    const tell = (where: string, type: string, name: string): MountFacts[] => {
      const devices = this.standing(name);
      if (devices === null) this.nowhere.push(`${where} (${name})`);
      return devices === null || devices.length === 0 ? [] : [{ kind: "mount", where, type, devices }];
    };
    // A journal within a file system is named by the disk of that and a number: `sda1-8` (fs/jbd2/journal.c).
    const isKnown = (name: string) => this.standing(name) !== null;
    const journals = this.files
      .names("/proc/fs/jbd2")
      .filter((name) => isKnown(name) || !isKnown(name.replace(/-\d+$/, "")));
    const folder = "/sys/kernel/config/cluster";
    const clusters = this.files.names(folder).map((name) => `${folder}/${name}/heartbeat`);
    const regions = clusters.flatMap((place) => this.files.names(place).map((name) => `${place}/${name}/dev`));
    return [
      ...journals.flatMap((name) => tell("a journal of ext4", "jbd2", name)),
      ...regions.flatMap((path) => tell("a heartbeat of OCFS2", "ocfs2", this.files.text(path) ?? "")),
    ];
  }

  private readSwaps(): MountFacts[] {
    const lines = (this.files.text("/proc/swaps") ?? "").split("\n").slice(1);
    return lines.flatMap((line): MountFacts[] => {
      const [name = "", type = ""] = line.split(/\s+/);
      if (name === "") return [];
      const where = unescaped(name).replace(/ ?\(deleted\)$/, "");
      const devices = type === "partition" ? this.standing(this.deviceAt(where)) : this.devicesUnder(where);
      if (devices === null) {
        this.unread.push(unreadPart("swaps", "ENOTSUP", `nothing tells which device the swap ${where} is on`));
        return [];
      }
      return devices.length === 0 ? [] : [{ kind: "swap", where, type: "swap", devices }];
    });
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
          peerOfDisk(end, what, (host) => peerOf("block", host, what, (index) => this.interfaceAt(index))),
        );
      }
    }
  }
}
