/** One block device after the other: what it is made of, what leads to it, and which other machine has it. */
import { pushTo } from "../../../shared/machine/lists.ts";
import type { BlockFacts } from "../../../shared/machine/usage-facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { USAGE_NETWORK_WORDS } from "../../../shared/words/texts/usage-network.ts";
import { optionOf, unescaped } from "./mount-table.ts";
import { functionOf, type UsagePlaces } from "./places.ts";
import type { SentFiles, SentFolder } from "./sent-files.ts";
import type { Far } from "./servers.ts";

/** A block device as read. */
export interface ReadBlock extends BlockFacts {
  /** Those that say of themselves to be made of it. */
  readonly above: readonly string[];
  readonly far: readonly Far[];
  /** Files that it is made of, by path. */
  readonly inFiles: readonly string[];
  /** Number of the device that a file of it is on (`8:1`); null = not told, or of a file system with a number of its own. */
  readonly inNumber: string | null;
  /** Nothing tells what it is made of. */
  readonly isHidden: boolean;
}

/** Memory, or nothing at all, unless something is told to be below it. */
const MAY_STAND_ALONE = /^(?:ram|zram|loop|nullb)\d/;
const NVME_CONTROLLER = /^nvme\d+$/;
/** Ways to one disk: controllers, and cards or ports where it is not told which of them. Of more, nothing is known. */
const MAX_BESIDE = 256;
/** Machines that one disk is told to be on; the rest are one that is not told. */
const MAX_FAR = 16;
const UNTOLD = USAGE_NETWORK_WORDS.unknownAddress;

const CXL = "/sys/bus/cxl/devices";
const FC = "/sys/class/fc_host";

export class BlockReader {
  private readonly files: SentFiles;
  /** Controllers of a subsystem by its folder: with native multipath there may be many namespaces below one. */
  private readonly controllers = new Map<string, readonly string[]>();
  private readonly volumes = new Map<string, string>();
  private readonly sessions = new Map<string, Far[]>();
  /** Names of volumes of device mapper that are made of nothing. */
  private readonly unbacked: ReadonlySet<string>;
  /** Numbers of the devices that files of loop devices are on. */
  private readonly loops = new Map<string, string>();
  /** Files with the bitmaps of md arrays, by the array. */
  private readonly bitmaps: ReadonlyMap<string, string>;
  private readonly cards: readonly Bdf[];
  /** Functions of the ports of Fibre Channel by the port's name, and all of them. */
  private readonly ports = new Map<string, Bdf[]>();
  private readonly allPorts: readonly Bdf[];

  constructor({ files, said }: UsagePlaces) {
    this.files = files;
    this.unbacked = new Set((said.get("unbacked") ?? []).map((line) => line.trim()));
    for (const line of said.get("loops") ?? []) {
      const [, name, number] = /^(loop\d+) ([1-9]\d*:\d+)$/.exec(line) ?? [];
      if (name !== undefined && number !== undefined) this.loops.set(name, number);
    }
    this.bitmaps = bitmapFiles(files.text("/proc/mdstat") ?? "");
    for (const connection of files.names("/sys/class/iscsi_connection")) {
      const session = /^connection(\d+):/.exec(connection)?.[1];
      if (session !== undefined) pushTo(this.sessions, session, this.portal(connection));
    }
    const cards = files.names(CXL).filter((each) => /^mem\d+$/.test(each));
    this.cards = [...new Set(cards.flatMap((each) => functionOf(files.real(`${CXL}/${each}`)) ?? []))];
    for (const host of files.names(FC)) {
      const bdf = functionOf(files.real(`${FC}/${host}`));
      if (bdf !== null) pushTo(this.ports, files.text(`${FC}/${host}/port_name`) ?? "", bdf);
    }
    this.allPorts = [...new Set([...this.ports.values()].flat())];
    this.findVolumes("/dev/zvol", 0);
  }

  /**
   * @param folder `/sys/class/block/NAME`
   * @returns null for one that holds nothing: a memory disk, or one that is not connected
   */
  read(name: string, folder: SentFolder): ReadBlock | null {
    const { path } = folder;
    const isPart = folder.text("partition") !== null;
    const below = [...folder.namesIn("slaves")];
    const disk = isPart ? path.split("/").at(-2) : undefined;
    if (disk !== undefined) below.push(disk);
    // An array whose metadata another one has stands on that (IMSM, DDF).
    const container = /^external:[/-](md[^/]+)\/\d+$/.exec(folder.text("md", "metadata_version") ?? "")?.[1];
    if (container !== undefined) below.push(container);
    const backing = [folder.text("loop", "backing_file"), folder.text("backing_dev"), this.bitmaps.get(name)];
    const inFiles = backing.flatMap((file) => (file?.startsWith("/") ? file.replace(/ \(deleted\)$/, "") : []));
    const pool = this.volumes.get(name);
    if (/^(?:ram|zram|loop)\d/.test(name) && !isPart && inFiles.length === 0) return null;
    const isConnected = folder.text("pid") !== null;
    if (/^nbd\d+$/.test(name) && !isConnected) return null;
    const known = isPart ? [] : this.pathsOf(path);
    const paths = known ?? [];
    const ends = paths.map((way) => functionOf(way) ?? this.beside(way));
    const isLost = known === null || ends.includes(null);
    const bdfs = [...new Set(ends.flatMap((end) => end ?? []))];
    const far = isPart ? [] : [...this.farOf(name, folder), ...paths.flatMap((way) => this.behind(way))];
    const label = folder.text("dm", "name");
    // DRBD has a disk here as well, unless it has none at all, which nothing tells.
    const others = /^drbd\d/.test(name) ? [] : far;
    const stands = isPart || [...below, ...bdfs, ...others, ...inFiles].length > 0 || pool !== undefined;
    const isNothing = folder.text("size") === "0" || (label !== null && this.unbacked.has(label));
    const isMade = /\/devices\/(?:virtual|tcm_loop)/.test(path) && !MAY_STAND_ALONE.test(name) && !this.isLoop(path);
    return {
      name,
      bdfs,
      below,
      above: folder.namesIn("holders"),
      label,
      far,
      inFiles: pool === undefined ? inFiles : [`zfs:${pool}`],
      inNumber: this.loops.get(name) ?? null,
      isHidden: !isNothing && (isLost || (!stands && isMade)),
    };
  }

  /** What a virtual machine has a file system of its host by. @param path of the virtio device */
  share(name: string, path: string): ReadBlock {
    const bdf = functionOf(this.files.real(path));
    const bdfs = bdf === null ? [] : [bdf];
    return { name, bdfs, below: [], above: [], label: null, far: [], inFiles: [], inNumber: null, isHidden: false };
  }

  /** What leads to a disk: its own path, or those of all controllers of its subsystem; null = too many. */
  private pathsOf(path: string): readonly string[] | null {
    const subsystem = path.slice(0, path.lastIndexOf("/"));
    if (!/\/nvme-subsys\d+$/.test(subsystem)) return [path];
    const names =
      this.controllers.get(subsystem) ?? this.files.names(subsystem).filter((name) => NVME_CONTROLLER.test(name));
    this.controllers.set(subsystem, names);
    if (names.length > MAX_BESIDE) return null;
    return names.flatMap((name) => this.files.real(`${subsystem}/${name}`) ?? []);
  }

  /** Functions of a disk whose path does not lead through them: memory of CXL devices, Fibre Channel of NVMe; null = too many. */
  private beside(path: string): readonly Bdf[] | null {
    if (/\/nvdimm-bridge\d+\/|\/ACPI0017:/.test(path)) return few(this.cards);
    const controller = controllerOf(path);
    if (controller === null || this.transport(controller) !== "fc") return [];
    const port = /host_traddr=[^,]*pn-(0x[0-9a-f]+)/.exec(this.address(controller))?.[1] ?? null;
    return few((port === null ? undefined : this.ports.get(port)) ?? this.allPorts);
  }

  /** Machines that a path leads to: iSCSI, NVMe over TCP or RDMA, Fibre Channel over Ethernet. */
  private behind(path: string): readonly Far[] {
    const [, host = "", session] = /(?:\/(host\d+))?\/session(\d+)\//.exec(path) ?? [];
    if (session !== undefined) {
      const ends = this.sessions.get(session) ?? [];
      const isTold = ends.length > 0 && ends.length <= MAX_FAR;
      const binding = this.binding(host);
      return [...ends.slice(0, MAX_FAR), ...(isTold ? [] : [{ host: UNTOLD }])].map((end) => ({ ...end, ...binding }));
    }
    const virtual = /\/devices\/virtual\/net\/([^/]+)\/ctlr_\d+\//.exec(path)?.[1];
    if (virtual !== undefined) return [{ host: "Fibre Channel", by: virtual }];
    const controller = controllerOf(path);
    const transport = controller === null ? null : this.transport(controller);
    if (controller === null || (transport !== "tcp" && transport !== "rdma")) return [];
    const options = this.address(controller);
    const from = optionOf(options, "host_traddr") ?? optionOf(options, "src_addr");
    return [{ host: optionOf(options, "traddr") ?? UNTOLD, by: optionOf(options, "host_iface"), from }];
  }

  private farOf(name: string, folder: SentFolder): Far[] {
    const by = folder.text("netif");
    if (by !== null) return [{ host: "ATA over Ethernet", by: by.split(/\s+/)[0] ?? null }];
    if (/^(?:nbd|rnbd|drbd)\d+$/.test(name) && folder.namesIn("slaves").length === 0) {
      return [{ host: UNTOLD, by: null }];
    }
    const number = /^rbd(\d+)$/.exec(name)?.[1];
    if (number === undefined) return [];
    // `198.51.100.9:6789,198.51.100.10:6789 name=admin,… pool image -`
    const [monitors = "", options = ""] = (this.files.text(`/sys/bus/rbd/devices/${number}/config_info`) ?? "").split(
      " ",
    );
    const hosts = monitors
      .split(",")
      .map((text) => text.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^([^:]+):\d+$/, "$1"));
    return hosts.map((host) => ({ host: host === "" ? UNTOLD : host, by: null, from: optionOf(options, "ip") }));
  }

  private portal(connection: string): Far {
    const folder = `/sys/class/iscsi_connection/${connection}`;
    const host = [`${folder}/address`, `${folder}/persistent_address`]
      .map((path) => this.files.text(path))
      .find((text) => text !== null && text !== "" && text !== "(null)" && text !== "<NULL>");
    return { host: host ?? UNTOLD, by: null };
  }

  /** What the connections of an iSCSI host are bound to (drivers/scsi/iscsi_tcp.c: `ipaddress` is where its own end is). */
  private binding(host: string): Pick<Far, "by" | "from"> {
    const folder = `/sys/class/iscsi_host/${host}`;
    const name = this.files.text(`${folder}/netdev`);
    const isThere = name !== null && this.files.real(`/sys/class/net/${name}`) !== null;
    return { by: isThere ? name : null, from: this.files.text(`${folder}/ipaddress`) };
  }

  /** An NVMe disk that this machine lends to itself: what is below is a disk that it lets other machines use. */
  private isLoop(path: string): boolean {
    const controllers = this.pathsOf(path)?.flatMap((way) => controllerOf(way) ?? []) ?? [];
    return controllers.length > 0 && controllers.every((each) => this.transport(each) === "loop");
  }

  private transport(controller: string): string | null {
    return this.files.text(`/sys/class/nvme/${controller}/transport`);
  }

  private address(controller: string): string {
    return this.files.text(`/sys/class/nvme/${controller}/address`) ?? "";
  }

  /** ZFS volumes by the links that udev makes: `/dev/zvol/tank/vm/disk0` leads to zd16, of the pool tank. */
  private findVolumes(folder: string, depth: number): void {
    if (depth > DEEPEST_VOLUME) return;
    for (const name of this.files.names(folder)) {
      const path = `${folder}/${name}`;
      const device = this.files.link(path)?.split("/").at(-1);
      if (device !== undefined && /^zd\d+/.test(device)) this.volumes.set(device, path.split("/")[3] ?? "");
      else if (device === undefined) this.findVolumes(path, depth + 1);
    }
  }
}

/** `md0 : active raid1 …`, and below it `bitmap: 0/1 pages [0KB], 65536KB chunk, file: /srv/bitmap` (drivers/md/md-bitmap.c). */
function bitmapFiles(mdstat: string): Map<string, string> {
  const found = new Map<string, string>();
  let array = "";
  for (const line of mdstat.split("\n")) {
    array = /^(md\S*) :/.exec(line)?.[1] ?? array;
    const file = /^\s+bitmap: .*, file: (\/.*)$/.exec(line)?.[1];
    if (file !== undefined) found.set(array, unescaped(file));
  }
  return found;
}

function few(bdfs: readonly Bdf[]): readonly Bdf[] | null {
  return bdfs.length > MAX_BESIDE ? null : bdfs;
}

/** As deep as the helper looks. */
const DEEPEST_VOLUME = 6;

/** The NVMe controller in a device path. */
function controllerOf(path: string): string | null {
  if (!path.includes("/nvme")) return null;
  return path.split("/").findLast((part) => NVME_CONTROLLER.test(part)) ?? null;
}
