/**
 * Names of nodes that do not depend on where a capability happens to be: `sriov.ctl.enable` for `sriov@180.ctl.enable`,
 * so that what is open and chosen stays so when a person goes on to the next function.
 */
import type { CapabilityNode, DecodedSpace } from "../../../../shared/pci/decode.ts";

export interface StableKeys {
  /** Key of a node by its path. */
  keyOf(path: string): string;
  /** Path of a node by its key; null when this function has no such structure. */
  pathOf(key: string): string | null;
}

function structuresOf(decoded: DecodedSpace): readonly CapabilityNode[] {
  return decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
}

/** `sriov`, and `vsec#2` for the second of its kind. Headers share one key, whatever their type. */
function baseKey(node: CapabilityNode, seen: Map<string, number>): string {
  const name = node.space === "header" ? "header" : node.key;
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  return count === 1 ? name : `${name}#${count}`;
}

function split(path: string): [head: string, rest: string] {
  // A key may hold points (`vndr.virtio@40`): the head ends at the first point after the offset, or is a header's key.
  const at = path.indexOf("@");
  const point = path.indexOf(".", Math.max(0, at));
  return point < 0 ? [path, ""] : [path.slice(0, point), path.slice(point)];
}

export function stableKeys(decoded: DecodedSpace): StableKeys {
  const seen = new Map<string, number>();
  const keys = new Map<string, string>();
  const paths = new Map<string, string>();
  for (const node of structuresOf(decoded)) {
    const key = baseKey(node, seen);
    keys.set(node.path, key);
    paths.set(key, node.path);
  }
  return {
    keyOf(path) {
      const [head, rest] = split(path);
      return `${keys.get(head) ?? head}${rest}`;
    },
    pathOf(key) {
      // The longest structure key that starts this one: `vndr.virtio` before `vndr`.
      for (let end = key.length; end > 0; end = key.lastIndexOf(".", end - 1)) {
        const path = paths.get(key.slice(0, end));
        if (path !== undefined) return path + key.slice(end);
      }
      return null;
    },
  };
}
