/** Kernel objects that live on a function: the folders of classes below its own folder. */
import type { ChildFacts, ChildKind, ReadProblem } from "../../../shared/machine/facts.ts";
import { meansGone, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";
import { natural } from "./values.ts";

const NONE: readonly never[] = [];
const VFIO_FOLDER = "vfio-dev";

/** Folders named for a class hold one entry per object. */
const CLASS_FOLDERS: ReadonlyMap<string, ChildKind> = new Map([
  ["net", "net"],
  ["block", "block"],
  ["infiniband", "infiniband"],
  ["drm", "drm"],
  ["nvme", "nvme"],
  [VFIO_FOLDER, "vfio"],
]);

/** A part of a function that its driver hands out to a guest (mdev): a device whose name is a UUID (mdev_device_create). */
const MDEV = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Devices between a function and its disks or interfaces: virtio, SATA ports, SCSI hosts and targets, SAS ports and expanders. */
const BETWEEN =
  /^(?:virtio\d+|ata\d+|host\d+|target\d+:\d+:\d+|\d+:\d+:\d+:\d+|port-[\d:]+|end_device-[\d:]+|expander-[\d:]+)$/;
const NAMESPACE = /^nvme\d+(?:c\d+)?n\d+$/;
const DEEPEST = 8;

/** Where children are looked for, and what could not be: a folder that cannot be listed is not one without children. */
interface Looking {
  readonly reader: TreeReader;
  readonly found: ChildFacts[];
  readonly problems: ReadProblem[];
}

/**
 * @param dir the function's folder
 * @param names what is in it
 * @param problems gets what could not be listed, by the kind of children
 */
export function readChildren(
  reader: TreeReader,
  dir: string,
  names: readonly string[],
  problems: ReadProblem[],
): readonly ChildFacts[] {
  const found: ChildFacts[] = [];
  collect({ reader, found, problems }, dir, names, 0);
  if (found.length === 0) return NONE;
  if (asksForPorts(found, names.includes("sriov_totalvfs"))) {
    for (const [at, child] of found.entries()) {
      if (child.kind === "net") found[at] = withPort(reader, netFolder(reader, dir, names, child.name), child);
    }
  }
  if (found.length > 1) found.sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || compareNames(a.name, b.name));
  return found;
}

/** Only what a driver hands out to guests, which stands in the function's folder itself: `vfio` and `mdev`. */
export function readHandedOut(
  reader: TreeReader,
  dir: string,
  names: readonly string[],
  problems: ReadProblem[],
): readonly ChildFacts[] {
  const handed = names.filter((name) => name === VFIO_FOLDER || MDEV.test(name));
  return handed.length === 0 ? NONE : readChildren(reader, dir, handed, problems);
}

/**
 * Is it asked which port an interface stands for: below a PF, whose VFs may have representors, and where one function has
 * several interfaces.
 */
export function asksForPorts(children: readonly ChildFacts[], isPf: boolean): boolean {
  const nets = children.filter(({ kind }) => kind === "net").length;
  return nets > (isPf ? 0 : 1);
}

/** What of a port takes no lock (net/core/net-sysfs.c, NETDEVICE_SHOW_RO); its names take one (scan.ts). */
function withPort(reader: TreeReader, folder: string, child: ChildFacts): ChildFacts {
  const devPort = natural(reader.text(`${folder}/dev_port`) ?? "");
  const linkType = LINK_TYPES.get(reader.text(`${folder}/type`) ?? "");
  return { ...child, ...(devPort === null ? {} : { devPort }), ...(linkType === undefined ? {} : { linkType }) };
}

/** ARPHRD_ETHER and ARPHRD_INFINIBAND (include/uapi/linux/if_arp.h). */
const LINK_TYPES: ReadonlyMap<string, NonNullable<ChildFacts["linkType"]>> = new Map([
  ["1", "ether"],
  ["32", "infiniband"],
]);

function netFolder(reader: TreeReader, dir: string, names: readonly string[], name: string): string {
  const between = names.filter((each) => VIRTIO.test(each)).map((each) => `${dir}/${each}/net/${name}`);
  return between.find((folder) => reader.names(folder) !== null) ?? `${dir}/net/${name}`;
}
const VIRTIO = /^virtio\d+$/;

const KIND_ORDER: Readonly<Record<ChildKind, number>> = {
  net: 0,
  infiniband: 1,
  nvme: 2,
  block: 3,
  drm: 4,
  vfio: 5,
  mdev: 6,
};

let collator: Intl.Collator | null = null;

/** Made when there is something to sort: it takes longer than to read a small machine. */
function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator("en", { numeric: true });
  return collator.compare(a, b);
}

/** What is in a folder; null where it cannot be listed, which is a problem unless it has left. */
function listed({ reader, problems }: Looking, folder: string, attribute: string): readonly string[] | null {
  const names = reader.names(folder);
  if (names === null && !meansGone(reader.code)) problems.push(readProblem(attribute, reader.code));
  return names;
}

function collect(looking: Looking, dir: string, names: readonly string[], depth: number): void {
  for (const name of names) {
    const kind = CLASS_FOLDERS.get(name);
    if (kind !== undefined) addClass(looking, `${dir}/${name}`, kind);
    else if (depth === 0 && MDEV.test(name)) looking.found.push({ kind: "mdev", name, state: null, address: null });
    else if (depth < DEEPEST && BETWEEN.test(name)) {
      const below = listed(looking, `${dir}/${name}`, "folder");
      if (below) collect(looking, `${dir}/${name}`, below, depth + 1);
    }
  }
}

function addClass(looking: Looking, folder: string, kind: ChildKind): void {
  const { reader, found } = looking;
  for (const name of listed(looking, folder, kind) ?? []) {
    if (kind === "drm" && !/^(?:card|renderD)\d+$/.test(name)) continue;
    const isNet = kind === "net";
    found.push({
      kind,
      name,
      state: isNet ? reader.text(`${folder}/${name}/operstate`) : null,
      address: isNet ? reader.text(`${folder}/${name}/address`) : null,
    });
    if (kind === "nvme") addNamespaces(looking, `${folder}/${name}`);
  }
}

function addNamespaces(looking: Looking, controller: string): void {
  for (const name of listed(looking, controller, "block") ?? []) {
    if (NAMESPACE.test(name)) looking.found.push({ kind: "block", name, state: null, address: null });
  }
}
