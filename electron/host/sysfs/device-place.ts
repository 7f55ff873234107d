/** Where a function's folder is, and what its path says of the bridges above. */
import { join } from "node:path";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { meansGone } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";

interface Ancestry {
  /** null at a root, or where the entry is no link and so says nothing. */
  readonly parent: Bdf | null;
  /** `pci0000:00` */
  readonly hostBridge: string | null;
}

export interface DevicePlace extends Ancestry {
  /** The folder itself, or the path through the link where it leads elsewhere. */
  readonly dir: string;
}

const HOST_BRIDGE = /^pci[0-9a-f]{4,8}:[0-9a-f]{2}$/;
/** How entries of bus/pci/devices start: up to the root and down into devices/. */
const UP = "../../../";

/** Finds the folders of one scan: what a path says of the bridges above is worked out once for all functions below them. */
export class DevicePlaces {
  private readonly reader: TreeReader;
  private readonly root: string;
  private readonly above = new Map<string, Ancestry>();

  constructor(reader: TreeReader, root: string) {
    this.reader = reader;
    this.root = root;
  }

  /** @returns null when there is no such entry */
  find(bdf: Bdf): DevicePlace | null {
    const { reader, root } = this;
    const entry = entryOf(root, bdf);
    const target = reader.link(entry);
    if (target === null) {
      return meansGone(reader.code) ? null : { dir: entry, parent: null, hostBridge: null };
    }
    const path = pathInTree(target);
    if (path === null) return { dir: entry, ...this.ancestry(join(entry, "..", target)) };
    return { dir: `${root}/${path}`, ...this.ancestry(path) };
  }

  private ancestry(path: string): Ancestry {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const known = this.above.get(folder) ?? ancestryOf(folder);
    this.above.set(folder, known);
    return known;
  }
}

/** The folder alone. @returns null when there is no such entry */
export function deviceFolder(reader: TreeReader, root: string, bdf: Bdf): string | null {
  const entry = entryOf(root, bdf);
  const target = reader.link(entry);
  if (target === null) return meansGone(reader.code) ? null : entry;
  const path = pathInTree(target);
  return path === null ? entry : `${root}/${path}`;
}

function entryOf(root: string, bdf: Bdf): string {
  return `${root}/bus/pci/devices/${bdf}`;
}

/** Where the link leads below the root; null when it leads out of the tree, or in circles. */
function pathInTree(target: string): string | null {
  const path = target.startsWith(UP) ? target.slice(UP.length) : null;
  return path === null || path.includes("..") ? null : path;
}

/**
 * Reads `…/pci0000:00/0000:00:01.0` from its end: the last function in it is the bridge above. A domain may begin below a
 * function (`…/0000:00:0e.0/pci10000:e0`, drivers/pci/controller/vmd.c): then it is that one.
 */
function ancestryOf(folder: string): Ancestry {
  const parts = folder.split("/");
  return {
    parent: parts.findLast(isBdf) ?? null,
    hostBridge: parts.findLast((part) => HOST_BRIDGE.test(part)) ?? null,
  };
}
