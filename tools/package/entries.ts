/** The files of a package as data, and how they come to lie in a folder. */
import {
  chmodSync,
  copyFileSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, posix } from "node:path";
import { constants, gzipSync } from "node:zlib";

/** One file of a package. Its folders follow from it; all belongs to root. */
export interface Entry {
  /** Where it is installed, from the top: `/usr/bin/sriov-inspector`. */
  readonly path: string;
  readonly mode: number;
  readonly from: { readonly file: string } | { readonly text: string | Uint8Array } | { readonly link: string };
}

const PLAIN = 0o644;
export const PROGRAM = 0o755;

/** A file of the project or of another folder. */
export function file(path: string, from: string, mode = PLAIN): Entry {
  return { path, mode, from: { file: from } };
}

export function text(path: string, content: string | Uint8Array, mode = PLAIN): Entry {
  return { path, mode, from: { text: content } };
}

/** Packed as Debian's policy has it: as small as can be, without a name and a time. */
export function packed(content: string | Uint8Array): Uint8Array {
  return gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
}

/** Every file below a folder, in stable order. @param modeOf by the path below it */
export function filesBelow(folder: string, to: string, modeOf: (path: string) => number = () => PLAIN): Entry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
    .map((path) => file(posix.join(to, path), join(folder, path), modeOf(path)));
}

/** The folders of these files, from the top down. */
export function foldersOf(entries: readonly Entry[]): string[] {
  const folders = new Set<string>();
  for (const { path } of entries) {
    for (let folder = posix.dirname(path); folder !== "/"; folder = posix.dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}

/** Writes them into a new folder, each with its mode and all with one time. @param epoch seconds */
export function writeTree(entries: readonly Entry[], root: string, epoch: number): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  for (const { path, mode, from } of entries) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    if ("link" in from) symlinkSync(from.link, target);
    else {
      if ("file" in from) copyFileSync(from.file, target);
      else writeFileSync(target, from.text);
      chmodSync(target, mode);
    }
    lutimesSync(target, epoch, epoch);
  }
  for (const folder of ["", ...foldersOf(entries)].reverse()) {
    chmodSync(join(root, folder), PROGRAM);
    lutimesSync(join(root, folder), epoch, epoch);
  }
}
