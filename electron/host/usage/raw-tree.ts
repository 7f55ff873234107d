/**
 * The part of a machine's sysfs that a helper sent, with the paths that it has there: read by the same code that reads
 * the real one. What was not sent is not there.
 */
import { join } from "node:path";
import type { TreeReader } from "../sysfs/attribute-reader.ts";

/** Vectors of one function: MSI-X has 2,048 at most (PCIe 6.2 §7.7.2.2). */
const MAX_VECTORS = 2048;

/** What is known of one folder and all below it. */
interface Folder {
  readonly texts: Map<string, string>;
  readonly links: Map<string, string>;
  readonly errors: Map<string, string>;
  /** Names in it and in the folders below, which are named by their path from here. */
  readonly names: Map<string, Set<string>>;
  vectors: { readonly count: number; readonly kind: string } | null;
}

export class RawTree implements TreeReader {
  code = "";
  private readonly folders = new Map<string, Folder>();

  /** Makes room for a folder; with that, it is there. */
  addFolder(path: string): void {
    if (this.folders.has(path)) return;
    this.folders.set(path, {
      texts: new Map(),
      links: new Map(),
      errors: new Map(),
      names: new Map([["", new Set()]]),
      vectors: null,
    });
  }

  /** One line of an attribute; more follow for one of several lines. `folder` must have been added. */
  addLine(folder: string, name: string, line: string): void {
    const at = this.folders.get(folder);
    if (!at) return;
    const before = at.texts.get(name);
    if (before === undefined) note(at, name);
    at.texts.set(name, before === undefined ? line : `${before}\n${line}`);
  }

  addLink(folder: string, name: string, target: string): void {
    const at = this.folders.get(folder);
    if (!at) return;
    note(at, name);
    at.links.set(name, target);
  }

  /** An attribute that is there and cannot be read. */
  addError(folder: string, name: string, code: string): void {
    const at = this.folders.get(folder);
    if (!at) return;
    note(at, name);
    at.errors.set(name, code);
  }

  /** A name that is there, with nothing known of it. */
  addName(folder: string, name: string): void {
    const at = this.folders.get(folder);
    if (at) note(at, name);
  }

  addVectors(folder: string, count: number, kind: string): void {
    const at = this.folders.get(folder);
    if (!at || count > MAX_VECTORS) return;
    note(at, "msi_irqs");
    at.vectors = { count, kind };
  }

  text(path: string): string | null {
    const place = this.find(path);
    if (!place) return this.failed("ENOENT");
    const { at, rest } = place;
    const text = at.texts.get(rest);
    if (text !== undefined) return text.trim();
    if (at.vectors && rest.startsWith("msi_irqs/")) return at.vectors.kind;
    return this.failed(at.errors.get(rest) ?? "ENOENT");
  }

  link(path: string): string | null {
    const place = this.find(path);
    if (!place) return this.failed("ENOENT");
    const { at, rest } = place;
    const target = at.links.get(rest);
    if (target !== undefined) return target;
    const isThere = this.folders.has(path) || at.texts.has(rest);
    return this.failed(isThere ? "EINVAL" : "ENOENT");
  }

  linkName(path: string): string | null {
    const target = this.link(path);
    return target === null ? null : target.slice(target.lastIndexOf("/") + 1);
  }

  names(path: string): string[] | null {
    const whole = this.folders.get(path);
    if (whole) return [...(whole.names.get("") ?? [])];
    const place = this.find(path);
    if (place?.at.vectors && place.rest === "msi_irqs") {
      return Array.from({ length: place.at.vectors.count }, (_, index) => String(index));
    }
    const below = place?.at.names.get(place.rest);
    return below ? [...below] : this.failed("ENOENT");
  }

  has(path: string): boolean {
    return this.text(path) !== null || this.link(path) !== null || this.names(path) !== null;
  }

  private failed(code: string): null {
    this.code = code;
    return null;
  }

  /** The innermost folder that holds the path. */
  private find(path: string): { readonly at: Folder; readonly rest: string } | null {
    for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
      const at = this.folders.get(path.slice(0, slash));
      if (at) return { at, rest: path.slice(slash + 1) };
    }
    return null;
  }
}

/** Makes every part of `a/b/c` a name in the folder that it stands in. */
function note(at: Folder, path: string): void {
  let folder = "";
  for (let start = 0; ; ) {
    const slash = path.indexOf("/", start);
    const end = slash < 0 ? path.length : slash;
    const name = path.slice(start, end);
    const names = at.names.get(folder);
    if (names) names.add(name);
    else at.names.set(folder, new Set([name]));
    if (slash < 0) return;
    folder = path.slice(0, end);
    start = slash + 1;
  }
}

/** Where `../../../class/net/eth0` leads from `base`. */
export function pathFrom(base: string, relative: string): string {
  return join(base, relative);
}
