/** Files that a helper told of, for the code that reads usage out of a machine's own. */
import { pathFrom } from "../helper/raw-tree.ts";
import { linkLine } from "../helper/sections.ts";

/** Links on one path: as many as the kernel follows (MAXSYMLINKS). */
const MOST_LINKS = 40;
/** Characters of a path (PATH_MAX, include/uapi/linux/limits.h): no kernel has told of a longer one. */
export const LONGEST_PATH = 4096;
/** `sys/class/net/eth0/flags:0x1003`; a function's address, a root bus, udev's notes and iSCSI's connections have colons, too. */
const TEXT =
  /^(run\/udev\/data\/[bc]\d+:\d+|sys\/class\/iscsi_connection\/connection\d+:\d+\/\w+|(?:[^:]|:(?=[0-9a-f]{2}:[01][0-9a-f]\.[0-7]\/)|:(?=[01][0-9a-f]\.[0-7]\/)|:(?=[0-9a-f]{2}\/))+):(.*)$/;

/** What was not sent is not there. Nothing of it fails. */
export class SentFiles {
  private readonly links = new Map<string, string>();
  private readonly texts = new Map<string, string>();
  private readonly folders = new Map<string, Set<string>>();
  /** Paths behind the links of folders that were asked for, as far as links are known. */
  private readonly known = new Map<string, string>();
  /** Names in order, of folders that were asked for. */
  private readonly ordered = new Map<string, readonly string[]>();
  /** All links are known. */
  private isWhole = false;

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
      const path = this.add(`/${name.slice(name.lastIndexOf(" ") + 1)}`);
      if (target !== null) this.links.set(path, target);
    }
    this.known.clear();
    this.isWhole = true;
    // The lines of one file come together; one that is told once more is told whole.
    let last = "";
    for (const line of parts.get("texts") ?? []) {
      const [, name = "", value = ""] = TEXT.exec(line) ?? [];
      if (name === "" || name.length >= LONGEST_PATH) continue;
      const path = this.add(`/${name}`);
      const before = path === last ? this.texts.get(path) : undefined;
      last = path;
      // Words of a command line come one a line, for no zero can be sent.
      const between = path.endsWith("/cmdline") ? "\0" : "\n";
      this.texts.set(path, before === undefined ? value : `${before}${between}${value}`);
    }
  }

  /** Without white space around it; null when it was not sent. */
  text(path: string): string | null {
    return this.texts.get(this.resolved(path))?.trim() ?? null;
  }

  /** Names in a folder in order; empty when none of it was sent. */
  names(path: string): readonly string[] {
    const folder = this.resolved(path);
    const before = this.ordered.get(folder);
    if (before) return before;
    const names = [...(this.folders.get(folder) ?? [])].sort();
    this.ordered.set(folder, names);
    return names;
  }

  link(path: string): string | null {
    return this.links.get(this.inFolder(path)) ?? null;
  }

  /** The path behind all links; null when there is none. */
  real(path: string): string | null {
    const slash = path.lastIndexOf("/");
    const isThere = this.folders.get(this.resolved(path.slice(0, slash)))?.has(path.slice(slash + 1)) ?? false;
    return isThere ? this.resolved(path) : null;
  }

  /** Makes each part of the path a name of its folder. @returns the path behind all links but a last one */
  private add(path: string): string {
    const place = this.inFolder(path);
    for (let slash = place.lastIndexOf("/"), end = place.length; slash >= 0; ) {
      const folder = place.slice(0, slash);
      const names = this.folders.get(folder);
      const name = place.slice(slash + 1, end);
      // What is above it is there already.
      if (names?.has(name)) break;
      if (names) names.add(name);
      else this.folders.set(folder, new Set([name]));
      end = slash;
      slash = slash === 0 ? -1 : place.lastIndexOf("/", slash - 1);
    }
    return place;
  }

  private inFolder(path: string): string {
    const slash = path.lastIndexOf("/");
    return `${this.folder(path.slice(0, slash))}${path.slice(slash)}`;
  }

  /** As {@link resolved}, for what is asked of again and again. */
  private folder(path: string): string {
    if (path.length > LONGEST_PATH) return path;
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const found = this.resolved(path);
    this.known.set(path, found);
    return found;
  }

  /** The path behind all links. */
  private resolved(path: string): string {
    if (this.isWhole) {
      const slash = path.lastIndexOf("/");
      const above = slash <= 0 ? "" : this.folder(path.slice(0, slash));
      const at = `${above}${path.slice(slash)}`;
      if (path.startsWith("/") && !this.links.has(at)) return at;
    }
    return this.followed(path);
  }

  private followed(path: string): string {
    let at = "";
    // What is left of the way, its next part last.
    let left = path.split("/").slice(1).reverse();
    for (let followed = 0; left.length > 0; ) {
      const next = `${at}/${left.pop() ?? ""}`;
      const target = followed < MOST_LINKS ? this.links.get(next) : undefined;
      if (target === undefined) {
        at = next;
        continue;
      }
      followed += 1;
      const leads = pathFrom(target.startsWith("/") ? "/" : `${at}/`, target);
      left = [...left, ...leads.split("/").slice(1).reverse()];
      at = "";
    }
    return at;
  }
}
