/**
 * Writes a cpio archive in the "newc" format, which the kernel unpacks at its start
 * (Documentation/driver-api/early-userspace/buffer-format.rst). Archives may simply be joined.
 */
import { closeSync, copyFileSync, openSync, readFileSync, writeSync } from "node:fs";

export type GuestEntry =
  | { readonly kind: "folder"; readonly path: string; readonly mode?: number }
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  /** `from` is a file of this machine. */
  | { readonly kind: "file"; readonly path: string; readonly from: string; readonly mode?: number }
  | { readonly kind: "text"; readonly path: string; readonly text: string; readonly mode?: number };

const TRAILER = "TRAILER!!!";
const FOLDER = 0o040000;
const FILE = 0o100000;
const LINK = 0o120000;

function modeOf(entry: GuestEntry): number {
  if (entry.kind === "folder") return FOLDER | (entry.mode ?? 0o755);
  if (entry.kind === "link") return LINK | 0o777;
  return FILE | (entry.mode ?? 0o644);
}

function dataOf(entry: GuestEntry): Buffer {
  if (entry.kind === "folder") return Buffer.alloc(0);
  if (entry.kind === "link") return Buffer.from(entry.target);
  return entry.kind === "text" ? Buffer.from(entry.text) : readFileSync(entry.from);
}

/** @param name without a slash before it */
function header(inode: number, mode: number, size: number, name: string): Buffer {
  const links = (mode & FOLDER) === FOLDER ? 2 : 1;
  const nameSize = Buffer.byteLength(name) + 1;
  // inode mode uid gid links time size, device and file device (major, minor each), length of the name, checksum
  const fields = [inode, mode, 0, 0, links, 0, size, 0, 0, 0, 0, nameSize, 0];
  const text = `070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}${name}\0`;
  return padded(Buffer.from(text));
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** Folders above the entries are added where none of them names one. */
function withParents(entries: readonly GuestEntry[]): GuestEntry[] {
  const known = new Set(entries.map(({ path }) => path));
  const all: GuestEntry[] = [];
  for (const entry of entries) {
    const parts = entry.path.split("/").slice(0, -1);
    parts.forEach((_, index) => {
      const path = parts.slice(0, index + 1).join("/");
      if (known.has(path)) return;
      known.add(path);
      all.push({ kind: "folder", path });
    });
    all.push(entry);
  }
  return all;
}

/** The archive as pieces, so that none has to hold all of it. Paths have no slash before them. */
export function* cpioPieces(entries: readonly GuestEntry[]): Generator<Buffer> {
  let inode = 1;
  for (const entry of withParents(entries)) {
    const data = dataOf(entry);
    yield header(inode++, modeOf(entry), data.length, entry.path);
    if (data.length > 0) yield padded(data);
  }
  yield header(0, 0, 0, TRAILER);
}

/** @param onto an archive that goes before it */
export function writeCpio(target: string, entries: readonly GuestEntry[], onto?: string): void {
  if (onto !== undefined) copyFileSync(onto, target);
  const file = openSync(target, onto === undefined ? "w" : "a");
  try {
    for (const piece of cpioPieces(entries)) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
}
