/** Makes the tree of a machine out of the helper's answer to `scan`. */
import { dirname } from "node:path";
import { isBdf } from "../../../shared/pci/bdf.ts";
import { pathFrom, RawTree } from "../usage/raw-tree.ts";
import { complaint, linkLine, sections } from "../usage/sections.ts";

/** Where sysfs is on every machine; a tree of another name in tests is told under this one, too. */
export const ROOT = "/sys";
const BUS = `${ROOT}/bus/pci`;
const DEVICES = `${BUS}/devices`;
const SLOTS = `${BUS}/slots`;
const DRIVERS = `${BUS}/drivers`;
const IOMMUS = `${ROOT}/class/iommu`;
const PARAMETERS = `${ROOT}/module/vfio_pci/parameters`;
const KERNEL = "/proc/sys/kernel";
/** `0000:01:00.0/driver`: an address and a path below it. */
const BELOW = /^([0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7])\/([^:]+)$/;
/** `…/0000:01:00.0/net/eth0`: the last function on the way and the path below it. */
const OBJECT = /^(.*\/[0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7])\/(.+)$/;
/** `0000:01:00.0/vendor:0x15b3`: the path, in which only an address has colons, and the text. */
const ATTRIBUTE = /^((?:[0-9a-f]{4,8}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]\/)?[^:]+):(.*)$/;

type Place = readonly [folder: string, name: string];

class ScanTree {
  readonly tree = new RawTree();
  /** Folders of functions by their address. */
  private readonly folders = new Map<string, string>();
  /** Objects of classes, `class/net/eth0`, by the folder of their function and the path in it. */
  private readonly objects = new Map<string, readonly [folder: string, path: string]>();
  /** What the last line of a text began with, and where that text is: the lines of one follow one another. */
  private last: { readonly start: string; readonly place: Place | null } = { start: "\n", place: null };

  constructor(parts: ReadonlyMap<string, readonly string[]>) {
    const lines = (name: string): readonly string[] => parts.get(name) ?? [];
    for (const folder of [DEVICES, BUS, SLOTS, DRIVERS, IOMMUS, PARAMETERS, KERNEL]) this.tree.addFolder(folder);
    for (const line of wholeNames(lines("names"))) {
      const name = line.slice(line.lastIndexOf("/") + 1);
      if (name !== "*") this.tree.addName(dirname(pathFrom(DEVICES, line)), name);
    }
    const links = lines("links").flatMap((line) => linkLine(line) ?? []);
    for (const { name, target } of links) if (isBdf(name)) this.addFunction(name, target);
    for (const { name, target } of links) if (!isBdf(name)) this.addLink(name, target);
    for (const line of lines("links")) if (linkLine(line) === null) this.addUnread(line);
    for (const line of lines("vectors")) this.addVectors(line);
    for (const line of lines("texts")) {
      if (line.startsWith("grep: ")) this.addError(line);
      else this.addText(line);
    }
  }

  private addFunction(bdf: string, target: string): void {
    this.tree.addLink(DEVICES, bdf, target);
    this.folders.set(bdf, pathFrom(DEVICES, target));
  }

  /** The folder of a function, there as soon as anything in it is. A plain folder instead of a link stands for itself. */
  private folderOf(bdf: string): string {
    const folder = this.folders.get(bdf) ?? `${DEVICES}/${bdf}`;
    this.tree.addFolder(folder);
    return folder;
  }

  private addLink(name: string, target: string): void {
    const [, bdf, path] = BELOW.exec(name) ?? [];
    if (bdf !== undefined && path !== undefined) {
      this.tree.addLink(this.folderOf(bdf), path, target);
      return;
    }
    const place = pathFrom(DEVICES, name);
    const [, folder, below] = OBJECT.exec(pathFrom(place, `../${target}`)) ?? [];
    if (folder === undefined || below === undefined) return;
    this.tree.addFolder(folder);
    this.tree.addName(folder, below);
    this.objects.set(place, [folder, below]);
  }

  /** A line of ls for what is no link: that it is there is known although nothing of it was read. */
  private addUnread(line: string): void {
    const [, bdf, name] = BELOW.exec(line.slice(line.lastIndexOf(" ") + 1)) ?? [];
    if (bdf !== undefined && name !== undefined) this.tree.addName(this.folderOf(bdf), name);
  }

  private addVectors(line: string): void {
    const [, bdf, count, kind] = /^(\S+)\/msi_irqs:([0-9]{1,5}) (\S+)$/.exec(line) ?? [];
    if (bdf !== undefined && isBdf(bdf)) this.tree.addVectors(this.folderOf(bdf), Number(count), kind ?? "");
  }

  private addText(line: string): void {
    if (!line.startsWith(this.last.start)) {
      const [, path = ""] = ATTRIBUTE.exec(line) ?? [];
      this.last = { start: `${path}:`, place: this.placeOf(path) };
    }
    const { start, place } = this.last;
    if (place) this.tree.addLine(...place, line.slice(start.length));
  }

  private addError(line: string): void {
    const said = complaint(line);
    // A pattern that nothing fits, or a function that has left since.
    if (!said || said.code === "ENOENT") return;
    const place = this.placeOf(said.file);
    if (place) this.tree.addError(...place, said.code);
  }

  private placeOf(path: string): Place | null {
    const [, bdf, name] = BELOW.exec(path) ?? [];
    if (bdf !== undefined && name !== undefined) return [this.folderOf(bdf), name];
    const whole = pathFrom(DEVICES, path);
    const slash = whole.lastIndexOf("/");
    const object = this.objects.get(whole.slice(0, slash));
    if (object) return [object[0], `${object[1]}${whole.slice(slash)}`];
    for (const folder of [SLOTS, PARAMETERS, KERNEL, BUS]) {
      if (whole.startsWith(`${folder}/`)) return [folder, whole.slice(folder.length + 1)];
    }
    return null;
  }
}

/** Addresses come first, then names in folders: a line without one after those is the rest of a name with a line feed. */
function wholeNames(lines: readonly string[]): string[] {
  const names: string[] = [];
  for (const line of lines) {
    const before = names.at(-1);
    if (before?.includes("/") && !line.includes("/")) names[names.length - 1] = `${before}\t${line}`;
    else names.push(line);
  }
  return names;
}

/** @param text the answer; whatever it is, the tree holds what could be understood of it */
export function scanTree(text: string): RawTree {
  return new ScanTree(sections(text)).tree;
}
