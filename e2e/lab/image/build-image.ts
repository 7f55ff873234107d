/** Makes the guest's first and only file system: an archive that the kernel unpacks into memory. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { testCacheFolder } from "../parts/cache-folder.ts";
import type { LabParts } from "../parts/fetch.ts";
import { libraryLister } from "../parts/foreign-program.ts";
import { USUAL_KERNEL } from "../parts/recipe.ts";
import { output } from "../process.ts";
import { type GuestEntry, writeCpio } from "./cpio.ts";
import { gatherModules } from "./modules.ts";
import { USER_ENTRIES } from "./users.ts";

const ROOT = join(import.meta.dirname, "../../..");
const NODE = join(ROOT, "node_modules/node/bin/node");
const INIT = join(import.meta.dirname, "init.sh");
/** What tests start in the guest. */
const OWN_PROGRAMS = join(import.meta.dirname, "programs");

/** Needs no libraries. */
const BUSYBOX = "usr/bin/busybox";

/** Programs of the guest's packages, and what they load while they run, where they lie there. */
const PROGRAMS = [
  "usr/sbin/dropbear",
  "usr/bin/lspci",
  "usr/bin/setpci",
  "usr/bin/kmod",
  "usr/bin/udevadm",
  // The shell of busybox takes its own programs whatever else there is.
  "usr/bin/dash",
  // What the product reads and writes with; those in busybox lack the options.
  "usr/bin/grep",
  "usr/bin/dd",
  "usr/bin/ip",
  "usr/bin/flock",
  "usr/bin/unshare",
  "usr/bin/wg",
  "usr/sbin/dmsetup",
  "usr/sbin/nvme",
  "usr/bin/perl",
  "usr/libexec/sudo/sudoers.so",
  "usr/lib/x86_64-linux-gnu/security/pam_permit.so",
  "usr/lib/x86_64-linux-gnu/security/pam_unix.so",
] as const;

const SUDO = "usr/bin/sudo";
/** Runs as its owner. */
const SET_UID = 0o4755;

/** kmod is all of these. */
const KMOD_NAMES = ["modprobe", "rmmod", "lsmod", "insmod", "modinfo"] as const;

const LINKS: Readonly<Record<string, string>> = {
  bin: "usr/bin",
  sbin: "usr/sbin",
  lib: "usr/lib",
  lib64: "usr/lib64",
  init: "usr/lib/lab/init",
};

const TEXTS: Readonly<Record<string, string>> = {
  "etc/shells": "/bin/sh\n",
  "etc/profile": "export PATH=/usr/sbin:/usr/bin\n",
};

/** Paths of the libraries that a program of this machine's file system needs, found among the guest's packages. */
async function librariesOf(parts: LabParts, program: string): Promise<readonly string[]> {
  const lister = libraryLister(parts, program);
  const text = await output(lister.program, lister.args);
  return [...text.matchAll(/=> (\/\S+)/g)].map((match) => match[1] ?? "");
}

async function programEntries(parts: LabParts): Promise<GuestEntry[]> {
  const entries: GuestEntry[] = [{ kind: "file", path: BUSYBOX, from: join(parts.guest, BUSYBOX), mode: 0o755 }];
  const libraries = new Set<string>([join(parts.guest, "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")]);
  for (const path of [...PROGRAMS, SUDO]) {
    const from = join(parts.guest, path);
    entries.push({ kind: "file", path, from, mode: path === SUDO ? SET_UID : 0o755 });
    for (const library of await librariesOf(parts, from)) libraries.add(library);
  }
  entries.push({ kind: "file", path: "usr/bin/node", from: NODE, mode: 0o755 });
  for (const library of await librariesOf(parts, NODE)) libraries.add(library);
  for (const from of libraries) {
    // Some are found below usr/lib64, which is a folder of links only.
    const path = relative(parts.guest, from);
    entries.push({ kind: "file", path, from, mode: 0o755 });
  }
  entries.push({
    kind: "link",
    path: "usr/lib64/ld-linux-x86-64.so.2",
    target: "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
  });
  entries.push({ kind: "link", path: "usr/bin/sh", target: "dash" });
  const known = new Set(["busybox", "sh", ...PROGRAMS.map((path) => basename(path)), ...KMOD_NAMES]);
  for (const name of (await output(join(parts.guest, BUSYBOX), ["--list"])).trim().split("\n")) {
    if (!known.has(name)) entries.push({ kind: "link", path: `usr/bin/${name}`, target: "busybox" });
  }
  for (const name of KMOD_NAMES) entries.push({ kind: "link", path: `usr/sbin/${name}`, target: "../bin/kmod" });
  return entries;
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

/** All files of a folder, put below `at` in the guest. */
export function folderEntries(folder: string, at: string): GuestEntry[] {
  return [...filesBelow(folder)].map((from) => ({ kind: "file", path: `${at}/${relative(folder, from)}`, from }));
}

function imageName(parts: LabParts): string {
  const hash = createHash("sha256").update(parts.guest).update(parts.about);
  const own = ["build-image.ts", "modules.ts", "cpio.ts", "users.ts", "init.sh"];
  const paths = [...own.map((name) => join(import.meta.dirname, name)), ...filesBelow(OWN_PROGRAMS)];
  for (const path of paths.toSorted()) hash.update(readFileSync(path));
  const { size, mtimeMs } = statSync(NODE);
  hash.update(`${size} ${mtimeMs}`);
  return `${imagePrefix(parts)}${hash.digest("hex").slice(0, 16)}.cpio`;
}

/** Each kernel has an image of its own: one that is built leaves those of the others. */
function imagePrefix({ kernel }: LabParts): string {
  return kernel === USUAL_KERNEL ? "lab-image-" : `lab-image-${kernel.name}-`;
}

/** The part of the file system that changes only with its parts: programs, modules, Node. @returns its path in the cache */
export async function baseImage(parts: LabParts, say: (line: string) => void = console.error): Promise<string> {
  const cache = testCacheFolder();
  const image = join(cache, imageName(parts));
  if (existsSync(image)) return image;
  say(`Making the lab's file system (Linux ${parts.kernelRelease}) …`);
  const prefix = imagePrefix(parts);
  const work = mkdtempSync(join(cache, "image-new-"));
  try {
    await gatherModules(parts, work);
    const entries: GuestEntry[] = [
      ...Object.entries(LINKS).map(([path, target]): GuestEntry => ({ kind: "link", path, target })),
      ...Object.entries(TEXTS).map(([path, text]): GuestEntry => ({ kind: "text", path, text })),
      ...USER_ENTRIES,
      { kind: "folder", path: "root", mode: 0o700 },
      { kind: "file", path: "usr/lib/lab/init", from: INIT, mode: 0o755 },
      ...folderEntries(OWN_PROGRAMS, "usr/lib/lab"),
      { kind: "file", path: "usr/share/misc/pci.ids", from: join(parts.guest, "usr/share/misc/pci.ids") },
      ...(await programEntries(parts)),
      ...folderEntries(join(work, "lib/modules"), "usr/lib/modules"),
    ];
    for (const name of readdirSync(cache)) {
      // One of an older recipe is of no use to anybody who runs this.
      const isOfThisKernel = name.startsWith(prefix) && /^[0-9a-f]{16}\.cpio$/.test(name.slice(prefix.length));
      if (isOfThisKernel && name !== basename(image)) rmSync(join(cache, name));
    }
    writeCpio(join(work, "image"), entries);
    renameSync(join(work, "image"), image);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return image;
}
