/** Files that a helper sent, for the code that reads usage out of a machine's own. */
import { pathFrom } from "./raw-tree.ts";
import { linkLine } from "./sections.ts";

/** Links on one path: as many as the kernel follows (MAXSYMLINKS). */
const MAX_LINKS = 40;
/** Characters of a path (PATH_MAX, include/uapi/linux/limits.h): no kernel gives a longer one. */
export const LONGEST_PATH = 4096;
/** `sys/class/net/eth0/flags:0x1003`; addresses, root buses, udev's notes, iSCSI's connections and GFS2 have colons, too. */
const TEXT =
  /^(run\/udev\/data\/[bc]\d+:\d+|sys\/class\/iscsi_connection\/connection\d+:\d+\/\w+|sys\/fs\/gfs2\/[^/]+\/id|(?:[^:]|:(?=[0-9a-f]{2}:[01][0-9a-f]\.[0-7]\/)|:(?=[01][0-9a-f]\.[0-7]\/)|:(?=[0-9a-f]{2}\/))+):(.*)$/;

/** Folders above one that mostly hold others as well: a device, its class. */
const NEAR = 2;

/** A name in a folder, with what was sent about it. */
interface Entry {
  text: string | null;
  /** Where it leads to. */
  target: string | null;
  below: Folder | null;
}

interface Link {
  readonly name: string;
  readonly target: string | null;
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
  /** The folder of the last line. */
  private last: { readonly way: string; readonly folder: Folder } | null = null;

  /**
   * @param parts of an answer: `links` and `texts`
   * @param more links as the answer has them, told elsewhere
   */
  constructor(parts: ReadonlyMap<string, readonly string[]>, more: readonly string[] = []) {
    // What is below a link is told by the link's own path, so that links higher up have to be known first.
    for (const links of byDepth([...(parts.get("links") ?? []), ...more])) {
      for (const { name, target } of links ?? []) {
        const entry = this.add(`/${name.slice(name.lastIndexOf(" ") + 1)}`);
        if (target !== null) entry.target = target;
      }
      this.forget();
    }
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
    this.forget();
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
    return folder === null ? NO_NAMES : namesOf(folder);
  }

  link(path: string): string | null {
    return this.entryAt(path)?.target ?? null;
  }

  /** The path behind all links; null when there is none. */
  real(path: string): string | null {
    return this.entryAt(path) === null ? null : this.behind(path);
  }

  /** A folder for those who ask much of it; one that was not sent is empty. */
  folder(path: string): SentFolder {
    // Not remembered: whoever has it asks for it no more.
    const found = this.known.get(path) ?? (path.length > LONGEST_PATH ? null : this.findFolder(path, 0));
    return new SentFolder(this, found?.path ?? this.real(path) ?? path, found);
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
    return followed < MAX_LINKS ? this.folderAt(leadsTo(folder.path, entry.target), followed + 1) : null;
  }

  /** Makes each part of the path a name of its folder. */
  private add(path: string): Entry {
    const slash = path.lastIndexOf("/");
    const way = path.slice(0, slash);
    // Most folders have few lines, which come one after the other: only those above are remembered.
    if (this.last?.way !== way) this.last = { way, folder: this.made(way, NEAR) };
    return entryIn(this.last.folder, path.slice(slash + 1));
  }

  /** Where links lead may be another place from now on. */
  private forget(): void {
    this.known.clear();
    this.last = null;
  }

  /** @param near so many folders above it are looked for among the known ones */
  private made(path: string, near: number): Folder {
    const known = this.known.get(path);
    if (known) return known;
    const slash = path.lastIndexOf("/");
    const above = near > 0 && slash > 0 ? this.made(path.slice(0, slash), near - 1) : null;
    const entry = above === null ? null : entryIn(above, path.slice(slash + 1));
    const folder =
      above === null || entry === null || entry.target !== null
        ? (this.walk(path, true).folder ?? this.root)
        : folderOf(above, entry, path.slice(slash + 1));
    if (near < NEAR) this.known.set(path, folder);
    return folder;
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
      const target = followed < MAX_LINKS ? (entry?.target ?? null) : null;
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

/** A folder that was found once, whatever is asked of it: most of what is asked for is not there. */
export class SentFolder {
  private readonly files: SentFiles;
  /** null = it was not sent. */
  private readonly folder: Folder | null;
  /** Behind all links. */
  readonly path: string;

  constructor(files: SentFiles, path: string, folder: Folder | null) {
    this.files = files;
    this.path = path;
    this.folder = folder;
  }

  get names(): readonly string[] {
    return this.folder === null ? NO_NAMES : namesOf(this.folder);
  }

  has(name: string): boolean {
    return this.folder?.entries.has(name) ?? false;
  }

  /** {@link SentFiles.text} of a file in it, or in a folder of it: `dm/name`. */
  text(name: string, ...below: readonly string[]): string | null {
    const entry = this.folder?.entries.get(name);
    if (entry === undefined) return null;
    if (entry.target === null && below.length === 0) return entry.text?.trim() ?? null;
    return this.files.text([this.path, name, ...below].join("/"));
  }

  /** Names in a folder of it. */
  namesIn(name: string): readonly string[] {
    const entry = this.folder?.entries.get(name);
    if (entry === undefined) return NO_NAMES;
    if (entry.target !== null) return this.files.names(`${this.path}/${name}`);
    return entry.below === null ? NO_NAMES : namesOf(entry.below);
  }
}

/** @param folder that the link is in, behind all links */
function leadsTo(folder: string, target: string): string {
  return target.startsWith("/") ? pathFrom("/", target) : pathFrom(`${folder}/`, target);
}

const NO_NAMES: readonly string[] = [];

function namesOf(folder: Folder): readonly string[] {
  folder.names ??= [...folder.entries.keys()].sort();
  return folder.names;
}

/** Links by how deep they are in the tree, the highest first. */
function byDepth(lines: readonly string[]): (readonly Link[] | undefined)[] {
  const found: (Link[] | undefined)[] = [];
  for (const line of lines) {
    const link = linkLine(line) ?? { name: line, target: null };
    if (link.name.length >= LONGEST_PATH) continue;
    let depth = 0;
    for (let slash = link.name.indexOf("/"); slash >= 0; slash = link.name.indexOf("/", slash + 1)) depth++;
    const links = found[depth];
    if (links) links.push(link);
    else found[depth] = [link];
  }
  return found;
}

function folderOf(above: Folder, entry: Entry, name: string): Folder {
  entry.below ??= newFolder(`${above.path}/${name}`);
  return entry.below;
}

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
