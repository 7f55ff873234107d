/**
 * The part of a machine's sysfs that a helper sent, with the paths that it has there: read by the same code that reads
 * the real one. What was not sent is not there.
 */
import { join } from "node:path";
import type { TreeReader } from "../sysfs/attribute-reader.ts";

/** Vectors of one function: MSI-X has 2,048 at most (PCIe 6.2 §7.7.2.2). */
const MAX_VECTORS = 2048;

/** What is known of a name: what it leads to, or its text, or why that could not be read; else only that it is there. */
interface Entry {
  readonly target?: string;
  text?: string;
  readonly code?: string;
}

/** One folder and all below it. */
interface Folder {
  /** By the path from here. */
  readonly entries: Map<string, Entry>;
  vectors: { readonly count: number; readonly kind: string } | null;
}

const THERE: Entry = Object.freeze({});

export class RawTree implements TreeReader {
  code = "";
  private readonly folders = new Map<string, Folder>();

  /** Makes room for a folder; with that, it is there. */
  addFolder(path: string): void {
    if (!this.folders.has(path)) this.folders.set(path, { entries: new Map(), vectors: null });
  }

  /** One line of an attribute; more follow for one of several lines. `folder` must have been added. */
  addLine(folder: string, name: string, line: string): void {
    const entries = this.folders.get(folder)?.entries;
    const before = entries?.get(name);
    if (before?.text !== undefined) before.text += `\n${line}`;
    else entries?.set(name, { ...before, text: line });
  }

  addLink(folder: string, name: string, target: string): void {
    this.add(folder, name, { target });
  }

  /** An attribute that is there and cannot be read. */
  addError(folder: string, name: string, code: string): void {
    this.add(folder, name, { code });
  }

  /** A name that is there, with nothing known of it. */
  addName(folder: string, name: string): void {
    this.add(folder, name, THERE);
  }

  addVectors(folder: string, count: number, kind: string): void {
    const at = this.folders.get(folder);
    if (!at || count > MAX_VECTORS) return;
    this.add(folder, "msi_irqs", THERE);
    at.vectors = { count, kind };
  }

  text(path: string): string | null {
    const place = this.find(path);
    if (!place) return this.failed("ENOENT");
    const { at, rest } = place;
    const entry = at.entries.get(rest);
    if (entry?.text !== undefined) return entry.text.trim();
    if (at.vectors && rest.startsWith("msi_irqs/")) return at.vectors.kind;
    return this.failed(entry?.code ?? "ENOENT");
  }

  link(path: string): string | null {
    const place = this.find(path);
    if (!place) return this.failed("ENOENT");
    const entry = place.at.entries.get(place.rest);
    if (entry?.target !== undefined) return entry.target;
    const isThere = this.folders.has(path) || entry?.text !== undefined;
    return this.failed(isThere ? "EINVAL" : "ENOENT");
  }

  linkName(path: string): string | null {
    const target = this.link(path);
    return target === null ? null : target.slice(target.lastIndexOf("/") + 1);
  }

  names(path: string): string[] | null {
    const whole = this.folders.get(path);
    if (whole) return namesBelow(whole, "");
    const place = this.find(path);
    if (place?.at.vectors && place.rest === "msi_irqs") {
      return Array.from({ length: place.at.vectors.count }, (_, index) => String(index));
    }
    const below = place ? namesBelow(place.at, `${place.rest}/`) : [];
    return below.length > 0 ? below : this.failed("ENOENT");
  }

  private add(folder: string, name: string, known: Entry): void {
    const entries = this.folders.get(folder)?.entries;
    entries?.set(name, { ...entries.get(name), ...known });
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

/** The names in a folder below another, each once. @param start its path from there, with a slash behind it */
function namesBelow({ entries }: Folder, start: string): string[] {
  const names = new Set<string>();
  for (const path of entries.keys()) {
    if (!path.startsWith(start)) continue;
    const end = path.indexOf("/", start.length);
    names.add(end < 0 ? path.slice(start.length) : path.slice(start.length, end));
  }
  return [...names];
}

/** Where `../../../class/net/eth0` leads from `base`. */
export function pathFrom(base: string, relative: string): string {
  return join(base, relative);
}
