/** Files that a helper told of, for the code that reads usage out of a machine's own. */
import type { UsageFiles } from "../local/usage/places.ts";
import { pathFrom } from "./raw-tree.ts";
import { linkLine, sections } from "./sections.ts";

/** Links on one path: as many as the kernel follows (MAXSYMLINKS). */
const MOST_LINKS = 40;
/** `sys/class/net/eth0/flags:0x1003`; a function's address has colons, too. */
const TEXT = /^((?:[^:]|:(?=[0-9a-f]{2}:[01][0-9a-f]\.[0-7]\/)|:(?=[01][0-9a-f]\.[0-7]\/))+):(.*)$/;

export class SentFiles implements UsageFiles {
  private readonly links = new Map<string, string>();
  private readonly texts = new Map<string, string>();
  private readonly folders = new Map<string, Set<string>>();

  /** @param more links as the text has them, told elsewhere */
  constructor(text: string, more: readonly string[] = []) {
    const parts = sections(text);
    const told = [...(parts.get("links") ?? []), ...more].map((line) => linkLine(line) ?? { name: line, target: null });
    // What is below a link is told by the link's own path, so that links higher up have to be known first.
    const depth = ({ name }: { readonly name: string }) => name.split("/").length;
    for (const { name, target } of told.toSorted((a, b) => depth(a) - depth(b))) {
      const path = this.add(`/${name.slice(name.lastIndexOf(" ") + 1)}`);
      if (target !== null) this.links.set(path, target);
    }
    for (const line of parts.get("texts") ?? []) {
      const [, name = "", value = ""] = TEXT.exec(line) ?? [];
      if (name === "") continue;
      const path = this.add(`/${name}`);
      const before = this.texts.get(path);
      // Words of a command line come one a line, for no zero can be sent.
      const between = path.endsWith("/cmdline") ? "\0" : "\n";
      this.texts.set(path, before === undefined ? value : `${before}${between}${value}`);
    }
  }

  text(path: string): string | null {
    return this.texts.get(this.resolved(path)) ?? null;
  }

  names(path: string): string[] {
    return [...(this.folders.get(this.resolved(path)) ?? [])].sort();
  }

  link(path: string): string | null {
    return this.links.get(this.inFolder(path)) ?? null;
  }

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
      if (names) names.add(name);
      else this.folders.set(folder, new Set([name]));
      end = slash;
      slash = slash === 0 ? -1 : place.lastIndexOf("/", slash - 1);
    }
    return place;
  }

  private inFolder(path: string): string {
    const slash = path.lastIndexOf("/");
    return `${this.resolved(path.slice(0, slash))}${path.slice(slash)}`;
  }

  private resolved(path: string): string {
    let at = "";
    let left = path.split("/").slice(1);
    for (let followed = 0; left.length > 0; ) {
      const [name = "", ...rest] = left;
      const target = followed < MOST_LINKS ? this.links.get(`${at}/${name}`) : undefined;
      left = rest;
      if (target === undefined) {
        at = `${at}/${name}`;
        continue;
      }
      followed += 1;
      left = [
        ...pathFrom(target.startsWith("/") ? "/" : `${at}/`, target)
          .split("/")
          .slice(1),
        ...rest,
      ];
      at = "";
    }
    return at;
  }
}
