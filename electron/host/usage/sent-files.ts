/** Files that a helper told of, for the code that reads usage out of a machine's own. */
import { pathFrom } from "../helper/raw-tree.ts";
import { linkLine } from "../helper/sections.ts";

/** Links on one path: as many as the kernel follows (MAXSYMLINKS). */
const MOST_LINKS = 40;
/** Characters of a path (PATH_MAX, include/uapi/linux/limits.h): no kernel gives a longer one. */
export const LONGEST_PATH = 4096;
/** `sys/class/net/eth0/flags:0x1003`; addresses, root buses, udev's notes, iSCSI's connections and GFS2 have colons, too. */
const TEXT =
  /^(run\/udev\/data\/[bc]\d+:\d+|sys\/class\/iscsi_connection\/connection\d+:\d+\/\w+|sys\/fs\/gfs2\/[^/]+\/id|(?:[^:]|:(?=[0-9a-f]{2}:[01][0-9a-f]\.[0-7]\/)|:(?=[01][0-9a-f]\.[0-7]\/)|:(?=[0-9a-f]{2}\/))+):(.*)$/;

/** A name in a folder, with what was sent about it. */
interface Entry {
  text: string | null;
  /** Where it leads to. */
  target: string | null;
  below: Folder | null;
}

interface Folder {
  /** Behind all links; empty = the root. */
  readonly path: string;
  readonly entries: Map<string, Entry>;
  /** Its names in order, once they were asked for. */
  names: readonly string[] | null;
}

/** What was not sent is not there. Nothing of it fails. */
export class SentFiles {
  private readonly root = newFolder("");
  /** Folders by the paths that they were asked for by, as far as links are known; null = it is not there. */
  private readonly known = new Map<string, Folder | null>();

  /**
   * @param parts of an answer: `links` and `texts`
   * @param more links as the answer has them, told elsewhere
   */
  constructor(parts: ReadonlyMap<string, readonly string[]>, more: readonly string[] = []) {
    const told = [...(parts.get("links") ?? []), ...more].map((line) => linkLine(line) ?? { name: line, target: null });
    // What is below a link is told by the link's own path, so that links higher up have to be known first.
    const deep = told
      .filter(({ name }) => name.length < LONGEST_PATH)
      .map((each) => ({ ...each, depth: each.name.split("/").length }));
    let depth = 0;
    for (const { name, target, depth: own } of deep.sort((a, b) => a.depth - b.depth)) {
      if (own > depth) this.known.clear();
      depth = own;
      const entry = this.add(`/${name.slice(name.lastIndexOf(" ") + 1)}`);
      if (target !== null) entry.target = target;
    }
    this.known.clear();
    // The lines of one file come together; one that is told once more is told whole.
    let last: Entry | null = null;
    for (const line of parts.get("texts") ?? []) {
      const [, name = "", value = ""] = TEXT.exec(line) ?? [];
      if (name === "" || name.length >= LONGEST_PATH) continue;
      const entry = this.add(`/${name}`);
      // Words of a command line come one a line, for no zero can be sent.
      const between = name.endsWith("/cmdline") ? "\0" : "\n";
      entry.text = entry.text === null || entry !== last ? value : `${entry.text}${between}${value}`;
      last = entry;
    }
    this.known.clear();
  }

  /** Without white space around it; null when it was not sent. */
  text(path: string): string | null {
    const entry = this.entryAt(path);
    if (entry === null || entry.target === null) return entry?.text?.trim() ?? null;
    const behind = this.behind(path);
    return behind === path ? (entry.text?.trim() ?? null) : (this.entryAt(behind)?.text?.trim() ?? null);
  }

  /** Names in a folder in order; empty when none of it was sent. */
  names(path: string): readonly string[] {
    const folder = this.folderAt(path);
    if (folder === null) return NO_NAMES;
    folder.names ??= [...folder.entries.keys()].sort();
    return folder.names;
  }

  link(path: string): string | null {
    return this.entryAt(path)?.target ?? null;
  }

  /** The path behind all links; null when there is none. */
  real(path: string): string | null {
    return this.entryAt(path) === null ? null : this.behind(path);
  }

  private entryAt(path: string): Entry | null {
    const slash = path.lastIndexOf("/");
    return this.folderAt(path.slice(0, slash))?.entries.get(path.slice(slash + 1)) ?? null;
  }

  private behind(path: string): string {
    const slash = path.lastIndexOf("/");
    const name = path.slice(slash + 1);
    const folder = this.folderAt(path.slice(0, slash));
    const target = folder?.entries.get(name)?.target ?? null;
    if (folder === null) return path;
    if (target === null) return `${folder.path}/${name}`;
    // Where a link leads is mostly a folder.
    return this.folderAt(path)?.path ?? this.walk(path, false).path;
  }

  private folderAt(path: string, followed = 0): Folder | null {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const found = path.length > LONGEST_PATH ? null : this.findFolder(path, followed);
    // Of those that are asked for most are not there, and that is told soon by the one above.
    if (found !== null) this.known.set(path, found);
    return found;
  }

  /** By the folder that it is in, which is mostly known. */
  private findFolder(path: string, followed: number): Folder | null {
    const slash = path.lastIndexOf("/");
    const above = path.slice(0, slash);
    let folder = this.known.get(above);
    if (folder === undefined) {
      folder = this.walk(above, false).folder;
      this.known.set(above, folder);
    }
    const entry = folder?.entries.get(path.slice(slash + 1));
    if (!folder || !entry) return path === "" ? this.root : null;
    if (entry.target === null) return entry.below;
    return followed < MOST_LINKS ? this.folderAt(leadsTo(folder.path, entry.target), followed + 1) : null;
  }

  /** Makes each part of the path a name of its folder. */
  private add(path: string): Entry {
    const slash = path.lastIndexOf("/");
    const way = path.slice(0, slash);
    const folder = this.known.get(way) ?? this.walk(way, true).folder ?? this.root;
    this.known.set(way, folder);
    return entryIn(folder, path.slice(slash + 1));
  }

  /** @param isMade folders that are not there yet are made */
  private walk(path: string, isMade: boolean): { readonly folder: Folder | null; readonly path: string } {
    let at = "";
    let folder: Folder | null = this.root;
    // What is left of the way, its next part last.
    const left = path.split("/").slice(1).reverse();
    for (let followed = 0; left.length > 0; ) {
      const name = left.pop() ?? "";
      const entry: Entry | null =
        folder === null ? null : isMade ? entryIn(folder, name) : (folder.entries.get(name) ?? null);
      const target = followed < MOST_LINKS ? (entry?.target ?? null) : null;
      if (target === null) {
        at = `${at}/${name}`;
        if (isMade && entry !== null) entry.below ??= newFolder(at);
        folder = entry?.below ?? null;
        continue;
      }
      followed += 1;
      for (const part of leadsTo(at, target).split("/").slice(1).reverse()) left.push(part);
      at = "";
      folder = this.root;
    }
    return { folder, path: at };
  }
}

/** @param folder that the link is in, behind all links */
function leadsTo(folder: string, target: string): string {
  return target.startsWith("/") ? pathFrom("/", target) : pathFrom(`${folder}/`, target);
}

const NO_NAMES: readonly string[] = [];

function newFolder(path: string): Folder {
  return { path, entries: new Map(), names: null };
}

function entryIn(folder: Folder, name: string): Entry {
  const before = folder.entries.get(name);
  if (before) return before;
  const entry: Entry = { text: null, target: null, below: null };
  folder.entries.set(name, entry);
  return entry;
}
