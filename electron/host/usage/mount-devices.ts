/** From a line of mountinfo, a file or a pool to the block devices that it is on, as far as the machine tells. */
import type { UnreadSource } from "../../../shared/machine/usage-facts.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import type { BlockTable } from "./block-table.ts";
import { isAnonymous, isInMemory, layerPaths, needingDevice, optionValues } from "./mount-kinds.ts";
import { type MountLine, MountTable, unescaped } from "./mount-table.ts";
import { type UsagePlaces, unreadPart } from "./places.ts";
import { type Members, spanning, zfsPools } from "./pools.ts";
import { serversOf } from "./servers.ts";

/** No file of a file system in memory, though it lies in one. */
const DEVICE_NODE = /^\/dev\/(?!shm\/)/;

/** More layers than the kernel lets an overlay have (OVL_MAX_STACK), and more mounts on one another (it allows two overlays). */
const MAX_LAYERS = 512;
const DEEPEST = 5;

/** A number as programs have it (`0x803`). */
const NUMBER = /^(?:0x[0-9a-f]+|\d+)$/i;

/** As mountinfo has it, out of what new_encode_dev makes of both parts (include/linux/kdev_t.h). */
function deviceNumber(code: number): string {
  return `${(code >>> 8) & 0xfff}:${(code & 0xff) | ((code >>> 12) & 0xfff00)}`;
}

function isElsewhere(line: MountLine): boolean {
  return serversOf(line, "", () => null) !== null;
}

export class MountDevices {
  /** Mounts that are on a device, or on one more, that nothing tells. */
  readonly untold = new Set<MountLine>();
  /** By the type: all devices of one file system have one list. */
  readonly spanning: ReadonlyMap<string, Members>;
  readonly unread: UnreadSource[] = [];
  private readonly table: BlockTable;
  private readonly needsDevice: (line: MountLine) => boolean;
  private readonly pools: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly mounts: MountTable;
  private readonly foreign: ReadonlySet<MountLine>;
  private readonly poolDevices = new Map<string, readonly string[]>();
  private readonly byLine = new Map<MountLine, (readonly string[])[]>();

  /**
   * @param own lines of this mount namespace
   * @param foreign lines of others, whose paths are of those
   */
  constructor(places: UsagePlaces, table: BlockTable, own: readonly MountLine[], foreign: ReadonlySet<MountLine>) {
    this.table = table;
    this.foreign = foreign;
    this.mounts = new MountTable(own);
    this.needsDevice = needingDevice(places.files);
    this.spanning = spanning(places.files, (path) => table.at(path));
    this.pools = zfsPools(places, table.byNumber);
    for (const pool of this.pools.keys()) this.poolMembers(pool);
  }

  /** The devices that a file, a device node or a pool (`zfs:tank`) is on; null where that is not told. */
  under(path: string, depth = 0, hiding: string | null = null): readonly string[] | null {
    if (path.startsWith("zfs:")) return this.poolMembers(path.slice(4));
    if (DEVICE_NODE.test(path)) return this.table.standing(this.table.at(path));
    const line = this.mounts.holding(path, hiding);
    if (line === null) return null;
    const devices = this.of(line, depth);
    if (this.untold.has(line)) return null;
    const isTold = devices.length > 0 || isInMemory(line) || this.needsDevice(line) || isElsewhere(line);
    return isTold ? devices : null;
  }

  poolMembers(pool: string): readonly string[] {
    const known = this.poolDevices.get(pool);
    if (known) return known;
    this.poolDevices.set(pool, []);
    const devices = [...(this.pools.get(pool) ?? [])].map((path) => this.under(path));
    if (devices.length === 0 || devices.includes(null)) {
      this.unread.push(unreadPart("blocks", "ENOTSUP", T.untoldPool({ pool })));
    }
    const found = [...new Set(devices.flatMap((each) => each ?? []))];
    this.poolDevices.set(pool, found);
    return found;
  }

  /** Once for each line, for overlays stand on one another. File systems of one pool have one list of devices. */
  of(line: MountLine, depth = 0): readonly string[] {
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

  /** All parts that are known; where one is not, that is noted of the mount. A single list stays the same one. */
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
    if (DEVICE_NODE.test(word)) return this.table.standing(this.table.at(word));
    if (/^\d+:\d+$/.test(word)) return this.table.numbered(word);
    if (!isSure) return null;
    if (word.startsWith("/")) return this.foreign.has(line) ? null : this.under(word, depth + 1, line.number);
    return NUMBER.test(word) ? this.table.numbered(deviceNumber(Number(word))) : null;
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
    const isAll = layers.length > 0 && layers.length <= MAX_LAYERS;
    const found = layers
      .slice(0, MAX_LAYERS)
      .map((path) => this.ledTo(unescaped(path).replaceAll("\\:", ":"), line, depth, true));
    return this.told(line, isAll ? found : [...found, null]);
  }

  /** A file system that a virtual machine has from its host: the devices that it may come by. */
  private virtioOf(line: MountLine): readonly string[] {
    const { type, source: tag } = line;
    const devices = this.table.sharesOf(type, tag);
    return this.told(line, [devices ?? (type === "virtiofs" ? null : [])]);
  }
}
