/** Kernel objects that live on a function: the folders of classes below its own folder. */
import type { ChildFacts, ChildKind } from "../../../shared/machine/facts.ts";
import type { TreeReader } from "./attribute-reader.ts";

/** Folders named for a class hold one entry per object. */
const CLASS_FOLDERS: ReadonlyMap<string, ChildKind> = new Map([
  ["net", "net"],
  ["block", "block"],
  ["infiniband", "infiniband"],
  ["drm", "drm"],
  ["nvme", "nvme"],
  ["vfio-dev", "vfio"],
]);

/** A part of a function that its driver hands out to a guest (mdev): a device whose name is a UUID (mdev_device_create). */
const MDEV = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Devices between a function and its disks or interfaces: virtio, SATA ports, SCSI hosts and targets, SAS ports and expanders. */
const BETWEEN =
  /^(?:virtio\d+|ata\d+|host\d+|target\d+:\d+:\d+|\d+:\d+:\d+:\d+|port-[\d:]+|end_device-[\d:]+|expander-[\d:]+)$/;
const NAMESPACE = /^nvme\d+(?:c\d+)?n\d+$/;
const DEEPEST = 8;

/**
 * @param dir the function's folder
 * @param names what is in it
 */
export function readChildren(reader: TreeReader, dir: string, names: readonly string[]): ChildFacts[] {
  const found: ChildFacts[] = [];
  collect(reader, dir, names, 0, found);
  if (found.length > 1)
    found.sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || collator.compare(a.name, b.name));
  return found;
}

const KIND_ORDER: Readonly<Record<ChildKind, number>> = {
  net: 0,
  infiniband: 1,
  nvme: 2,
  block: 3,
  drm: 4,
  vfio: 5,
  mdev: 6,
};
const collator = new Intl.Collator("en", { numeric: true });

function collect(reader: TreeReader, dir: string, names: readonly string[], depth: number, found: ChildFacts[]): void {
  for (const name of names) {
    const kind = CLASS_FOLDERS.get(name);
    if (kind !== undefined) addClass(reader, `${dir}/${name}`, kind, found);
    else if (depth === 0 && MDEV.test(name)) found.push({ kind: "mdev", name, state: null, address: null });
    else if (depth < DEEPEST && BETWEEN.test(name)) {
      const below = reader.names(`${dir}/${name}`);
      if (below) collect(reader, `${dir}/${name}`, below, depth + 1, found);
    }
  }
}

function addClass(reader: TreeReader, folder: string, kind: ChildKind, found: ChildFacts[]): void {
  for (const name of reader.names(folder) ?? []) {
    if (kind === "drm" && !/^(?:card|renderD)\d+$/.test(name)) continue;
    const isNet = kind === "net";
    found.push({
      kind,
      name,
      state: isNet ? reader.text(`${folder}/${name}/operstate`) : null,
      address: isNet ? reader.text(`${folder}/${name}/address`) : null,
    });
    if (kind === "nvme") addNamespaces(reader, `${folder}/${name}`, found);
  }
}

function addNamespaces(reader: TreeReader, controller: string, found: ChildFacts[]): void {
  for (const name of reader.names(controller) ?? []) {
    if (NAMESPACE.test(name)) found.push({ kind: "block", name, state: null, address: null });
  }
}
