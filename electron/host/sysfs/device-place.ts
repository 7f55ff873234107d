/** Where a function's folder is, and what its path says of the bridges above. */
import { join } from "node:path";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { meansGone } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";

export interface DevicePlace {
  /** The folder itself, or the path through the link where it leads elsewhere. */
  readonly dir: string;
  /** null at a root, or where the entry is no link and so says nothing. */
  readonly parent: Bdf | null;
  /** `pci0000:00` */
  readonly hostBridge: string | null;
}

const HOST_BRIDGE = /^pci[0-9a-f]{4,8}:[0-9a-f]{2}$/;
/** How entries of bus/pci/devices start: up to the root and down into devices/. */
const UP = "../../../";

/** @returns null when there is no such entry */
export function findDevice(reader: TreeReader, root: string, bdf: Bdf): DevicePlace | null {
  const entry = `${root}/bus/pci/devices/${bdf}`;
  const target = reader.link(entry);
  if (target === null) {
    return meansGone(reader.code) ? null : { dir: entry, parent: null, hostBridge: null };
  }
  const path = pathInTree(target);
  if (path === null) return { dir: entry, ...ancestry(join(entry, "..", target)) };
  return { dir: `${root}/${path}`, ...ancestry(path) };
}

/** The folder alone. @returns null when there is no such entry */
export function deviceFolder(reader: TreeReader, root: string, bdf: Bdf): string | null {
  const entry = `${root}/bus/pci/devices/${bdf}`;
  const target = reader.link(entry);
  if (target === null) return meansGone(reader.code) ? null : entry;
  const path = pathInTree(target);
  return path === null ? entry : `${root}/${path}`;
}

/** Where the link leads below the root; null when it leads out of the tree, or in circles. */
function pathInTree(target: string): string | null {
  const path = target.startsWith(UP) ? target.slice(UP.length) : null;
  return path === null || path.includes("..") ? null : path;
}

/**
 * Reads `…/pci0000:00/0000:00:01.0/0000:01:00.0` from its end: the last function before it is the bridge above. A domain
 * may begin below a function (`…/0000:00:0e.0/pci10000:e0/10000:e0:06.0`, drivers/pci/controller/vmd.c): then it is that one.
 */
function ancestry(path: string): { parent: Bdf | null; hostBridge: string | null } {
  const parts = path.split("/");
  return {
    parent: parts.slice(0, -1).findLast(isBdf) ?? null,
    hostBridge: parts.findLast((part) => HOST_BRIDGE.test(part)) ?? null,
  };
}
