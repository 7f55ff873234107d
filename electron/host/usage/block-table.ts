/** All block devices of a machine, by name, number and path, and the shares that a virtual machine has from its host. */
import { pushTo } from "../../../shared/machine/lists.ts";
import { BlockReader, type ReadBlock } from "./blocks.ts";
import type { UsagePlaces } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

/** Disks that are the machine's own memory, unless something is told to be below them. */
const MEMORY_DISK = /^z?ram\d/;

/** Drivers by which a virtual machine has file systems of its host, and the types of those. */
const SHARES = [
  ["virtiofs", "virtiofs"],
  ["9pnet_virtio", "9p"],
] as const;

export class BlockTable {
  readonly blocks: ReadonlyMap<string, ReadBlock>;
  /** Names by their number. */
  readonly byNumber: ReadonlyMap<string, string>;
  private readonly files: SentFiles;
  private readonly byLabel = new Map<string, string>();
  private readonly sharesByType = new Map<string, string[]>();
  private readonly sharesByTag = new Map<string, string[]>();

  constructor(places: UsagePlaces) {
    const { files } = places;
    const blocks = new Map<string, ReadBlock>();
    const byNumber = new Map<string, string>();
    const reader = new BlockReader(places);
    for (const name of files.names("/sys/class/block")) {
      const folder = files.folder(`/sys/class/block/${name}`);
      const number = folder.text("dev");
      if (number !== null) byNumber.set(number, name);
      const block = reader.read(name, folder);
      if (block === null) continue;
      blocks.set(name, block);
      if (block.label !== null) this.byLabel.set(block.label, name);
    }
    for (const [driver, type] of SHARES) {
      const folder = `/sys/bus/virtio/drivers/${driver}`;
      for (const name of files.names(folder).filter((each) => /^virtio\d+$/.test(each))) {
        pushTo(this.sharesByType, type, name);
        const tag = files.text(`${folder}/${name}/mount_tag`);
        if (tag !== null) pushTo(this.sharesByTag, `${type} ${tag}`, name);
        blocks.set(name, reader.share(name, `${folder}/${name}`));
      }
    }
    this.files = files;
    this.blocks = blocks;
    this.byNumber = byNumber;
  }

  /** The block device itself, or none, where it is in memory; null for one of which nothing is known. */
  standing(name: string | null | undefined): readonly string[] | null {
    if (name === null || name === undefined) return null;
    if (this.blocks.has(name)) return [name];
    return MEMORY_DISK.test(name) ? [] : null;
  }

  /** As {@link standing}. @param number `8:1` */
  numbered(number: string): readonly string[] | null {
    return this.standing(this.byNumber.get(number));
  }

  /** `/dev/mapper/vg0-root` gives dm-0. */
  at(path: string): string | null {
    const number = /^\/dev\/block\/(\d+:\d+)$/.exec(path)?.[1];
    if (number !== undefined) return this.byNumber.get(number) ?? null;
    const real = this.files.real(path);
    const names = [real ?? path, path].map((each) => each.replace(/^\/dev\//, "").replaceAll("/", "!"));
    const known = names.find((name) => this.files.real(`/sys/class/block/${name}`) !== null);
    return known ?? this.byLabel.get(path.replace(/^\/dev\/mapper\//, "")) ?? null;
  }

  /** The devices that a file system of a virtual machine's host may come by; null where there are none. */
  sharesOf(type: string, tag: string): readonly string[] | null {
    return this.sharesByTag.get(`${type} ${tag}`) ?? this.sharesByType.get(type) ?? null;
  }
}
