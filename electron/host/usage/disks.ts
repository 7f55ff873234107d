/** Block devices with what they are made of, and what is mounted from them. */
import { placesAbove } from "../../../shared/machine/usage-disks.ts";
import type {
  BlockFacts,
  MountFacts,
  PeerFacts,
  ProcessFacts,
  UnreadSource,
} from "../../../shared/machine/usage-facts.ts";
import { capped, distinctWords } from "../../../shared/words/capped.ts";
import type { Words } from "../../../shared/words/message.ts";
import { IN_USE_WORDS } from "../../../shared/words/texts/check-use.ts";
import { USAGE_DISK_WORDS as D } from "../../../shared/words/texts/usage-disk.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { BlockTable } from "./block-table.ts";
import { processName } from "./holders.ts";
import { MountDevices } from "./mount-devices.ts";
import { typesOutOfSight } from "./mount-kinds.ts";
import { type MountLine, mountLines, unescaped } from "./mount-table.ts";
import { type UsagePlaces, unreadPart } from "./places.ts";
import { bcacheSets } from "./pools.ts";
import type { SentFiles } from "./sent-files.ts";
import { peerOf, serversOf } from "./servers.ts";

interface DiskParts {
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
/** Of those, types whose further devices only the options of a mount tell: logs, real-time parts, blobs. */
const MORE_BY_OPTION: ReadonlySet<string> = new Set(["xfs", "erofs"]);
/** Types that need not be counted: the kernel's folders show each of theirs. */
const SHOWN_ELSE = ["ext2", "ext3", "gfs2", "btrfs", "bcachefs", "f2fs", "zfs"];
const FOLLOWED: ReadonlySet<string> = new Set([...SHOWN_BY_KERNEL, ...SHOWN_ELSE]);

/** Devices below files and volumes of pools, of all together: a hundred times what the largest machines have. */
const MAX_BELOW = 1_000_000;
/** Of what is unread. */
const MOST_NAMED = 2;

class DiskReader {
  private readonly places: UsagePlaces;
  private readonly files: SentFiles;
  private readonly table: BlockTable;
  private readonly own: readonly MountLine[];
  /** Lines of each process that stands for another mount namespace. */
  private readonly others: ReadonlyMap<number, readonly MountLine[]>;
  private readonly foreign: ReadonlySet<MountLine>;
  private readonly devices: MountDevices;
  /** By their index, once it was asked for. */
  private interfaces: ReadonlyMap<string, string> | null = null;
  /** What the kernel itself writes, on devices of which not all are known. */
  private readonly nowhere: Words[] = [];
  private readonly peers: PeerFacts[] = [];
  private readonly unread: UnreadSource[] = [];

  constructor(places: UsagePlaces) {
    const { files } = places;
    this.places = places;
    this.files = files;
    this.table = new BlockTable(places);
    const own = mountLines(files, "self");
    if (own === null) this.unread.push(unreadPart("mounts", "ENOENT", T.path({ path: "/proc/self/mountinfo" })));
    this.own = own ?? [];
    const pids = files.names("/proc").filter((name) => /^\d+$/.test(name));
    this.others = new Map(
      pids.map(Number).flatMap((pid) => {
        const lines = mountLines(files, pid);
        return lines === null ? [] : [[pid, lines] as const];
      }),
    );
    this.foreign = new Set([...this.others.values()].flat());
    this.devices = new MountDevices(places, this.table, this.own, this.foreign);
  }

  read(): DiskParts {
    const blocks = this.blockFacts();
    const shown = [...this.mountsOf(this.own), ...this.elsewhere(), ...this.readSwaps()];
    const mounts = [...shown, ...this.outOfSight(shown), ...this.ownWrites()];
    this.tellUntold("mounts", this.own, this.nowhere);
    this.tellUntold("containers", this.foreign);
    this.tellUncounted();
    this.tellPeers(blocks, mounts);
    const unread = [...this.devices.unread, ...this.unread];
    return { blocks, mounts, peers: this.peers, unread, devicesAt: (path) => this.devices.under(path) };
  }

  /** Holders and slaves are two ends of one link: either is enough. */
  private blockFacts(): BlockFacts[] {
    const below = new Map<string, Set<string>>();
    for (const block of this.table.blocks.values()) below.set(block.name, new Set(block.below));
    for (const { name, above } of this.table.blocks.values()) for (const upper of above) below.get(upper)?.add(name);
    const sets = bcacheSets(this.files);
    for (const [name, under] of below) {
      if (!/^bcache\d+$/.test(name)) continue;
      // One without a disk of its own is in the cache alone.
      const own = under.size === 0 ? sets : sets.filter(({ cached }) => [...under].some((each) => cached.has(each)));
      for (const { caches } of own) for (const cache of caches) under.add(cache);
    }
    const hidden: string[] = [];
    let told = 0;
    const facts = [...this.table.blocks.values()].map((block): BlockFacts => {
      const { name, bdfs, label, inFiles, inNumber } = block;
      const under = below.get(name) ?? new Set();
      const files = inFiles.map((path) => this.devices.under(path));
      if (inNumber !== null) files.push(this.table.numbered(inNumber));
      for (const devices of files) told += devices?.length ?? 0;
      const isTold = told <= MAX_BELOW;
      if (isTold)
        for (const device of files.flatMap((devices) => devices ?? [])) if (device !== name) under.add(device);
      if ((block.isHidden && under.size === 0) || files.includes(null) || !isTold) hidden.push(name);
      return { name, bdfs, below: [...under], label };
    });
    if (hidden.length > 0) {
      this.unread.push(unreadPart("blocks", "ENOTSUP", T.untoldBelow({ names: capped(hidden, MOST_NAMED) })));
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

  private mountsOf(lines: readonly MountLine[], namespace?: ProcessFacts): MountFacts[] {
    const seen = new Set<string>();
    return lines.flatMap((line): MountFacts[] => {
      const { where, type } = line;
      const devices = this.devices.of(line);
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
  private tellUntold(source: "mounts" | "containers", lines: Iterable<MountLine>, more: readonly Words[] = []): void {
    const untold = [...lines]
      .filter((line) => this.devices.untold.has(line))
      .map(({ where, type }) => D.named({ what: where, name: type }));
    const names = distinctWords([...untold, ...more]);
    if (names.length === 0) return;
    this.unread.push(unreadPart(source, "ENOTSUP", T.untoldDevices({ names: capped(names, MOST_NAMED) })));
  }

  /** Types of which there are more than can be seen, in a namespace that no process is in, or in none. */
  private tellUncounted(): void {
    const types = typesOutOfSight(this.places, [...this.own, ...this.foreign]).filter((type) => !FOLLOWED.has(type));
    if (types.length === 0) return;
    this.unread.push(unreadPart("containers", "ENOTSUP", T.hiddenFileSystems({ types: capped(types, MOST_NAMED) })));
  }

  /** What other mount namespaces have mounted: of each the helper sends what ours has not. */
  private elsewhere(): MountFacts[] {
    return [...this.others].flatMap(([pid, lines]) =>
      this.mountsOf(lines, { pid, process: processName(this.files, pid) }),
    );
  }

  /** File systems that the kernel has mounted and no namespace that was looked at shows. */
  private outOfSight(mounts: readonly MountFacts[]): MountFacts[] {
    const shown = new Set([...new Set(mounts.map(({ devices }) => devices))].flat());
    const hidden = (type: string, names: readonly string[], isAll: boolean): MountFacts[] => {
      const devices = names.filter((name) => this.table.blocks.has(name));
      if (devices.length === 0 || devices.some((name) => shown.has(name))) return [];
      const where = D.hidden({ type });
      if (!isAll) this.nowhere.push(D.named({ what: where, name: capped(devices) }));
      return [{ kind: "mount", where, type, devices }];
    };
    const pools = [...this.devices.spanning].flatMap(([type, members]) => {
      const lists = new Set([...members].map(([name, all]) => all ?? name));
      return [...lists].flatMap((list) =>
        typeof list === "string" ? hidden(type, [list], false) : hidden(type, list, true),
      );
    });
    const single = SHOWN_BY_KERNEL.flatMap((type) =>
      this.files.names(`/sys/fs/${type}`).flatMap((name) => hidden(type, [name], !MORE_BY_OPTION.has(type))),
    );
    const clustered = this.files.names("/sys/fs/gfs2").flatMap((name) => {
      const number = this.files.text(`/sys/fs/gfs2/${name}/id`) ?? "";
      return hidden("gfs2", this.table.numbered(number) ?? [], true);
    });
    return [...pools, ...single, ...clustered];
  }

  /** What the kernel itself writes to devices that nothing is mounted from: external journals, heartbeats of OCFS2. */
  private ownWrites(): MountFacts[] {
    const tell = (where: Words, type: string, name: string): MountFacts[] => {
      const devices = this.table.standing(name);
      if (devices === null) this.nowhere.push(D.named({ what: where, name }));
      return devices === null || devices.length === 0 ? [] : [{ kind: "mount", where, type, devices }];
    };
    // A journal within a file system is named by the disk of that and a number: `sda1-8` (fs/jbd2/journal.c).
    const isKnown = (name: string) => this.table.standing(name) !== null;
    const journals = this.files
      .names("/proc/fs/jbd2")
      .filter((name) => isKnown(name) || !isKnown(name.replace(/-\d+$/, "")));
    const folder = "/sys/kernel/config/cluster";
    const clusters = this.files.names(folder).map((name) => `${folder}/${name}/heartbeat`);
    const regions = clusters.flatMap((place) => this.files.names(place).map((name) => `${place}/${name}/dev`));
    return [
      ...journals.flatMap((name) => tell(D.journal, "jbd2", name)),
      ...regions.flatMap((path) => tell(D.heartbeat, "ocfs2", this.files.text(path) ?? "")),
    ];
  }

  private readSwaps(): MountFacts[] {
    const lines = (this.files.text("/proc/swaps") ?? "").split("\n").slice(1);
    return lines.flatMap((line): MountFacts[] => {
      const [name = "", type = ""] = line.split(/\s+/);
      if (name === "") return [];
      const where = unescaped(name).replace(/ ?\(deleted\)$/, "");
      const devices = type === "partition" ? this.table.standing(this.table.at(where)) : this.devices.under(where);
      if (devices === null) {
        this.unread.push(unreadPart("swaps", "ENOTSUP", T.untoldSwap({ where })));
        return [];
      }
      return devices.length === 0 ? [] : [{ kind: "swap", where, type: "swap", devices }];
    });
  }

  /** Disks of other machines, by what stands on them. */
  private tellPeers(blocks: readonly BlockFacts[], mounts: readonly MountFacts[]): void {
    const far = [...this.table.blocks.values()].filter((block) => block.far.length > 0);
    if (far.length === 0) return;
    const places = placesAbove(blocks, mounts);
    for (const { name, far: ends } of far) {
      const place = places.get(name)?.where;
      const what = place === undefined ? IN_USE_WORDS.disk({ name }) : D.named({ what: place, name });
      for (const end of ends) {
        this.peers.push(peerOf("block", end, what, (index) => this.interfaceAt(index)));
      }
    }
  }
}
