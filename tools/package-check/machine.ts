/** A disposable copy of a system to install packages in: an overlay in memory, with processes and a network of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../build.ts";
import { findProgram } from "../run.ts";
import { packagesToTryWith } from "../system-packages.ts";

const SETUP = join(import.meta.dirname, "machine.sh");
const INSIDE = join(import.meta.dirname, "inside.ts");
/** The project's own Node, which is there inside as well. */
const NODE = join(ROOT, "node_modules/.bin/node");

const NAMESPACES = ["--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"];

/** Why packages cannot be tried here; null when they can. @param isClean a system of its own is made, which has what it takes */
export function noPackageCheck(isClean = false): string | null {
  if (process.platform !== "linux") return "packages are for Linux, and this is another system";
  if (process.getuid?.() !== 0) return "only root can make a machine to install packages in: run it as root";
  if (findProgram("dpkg-deb") === null) return "there is no dpkg here: packages are tried on Debian and its kin";
  const inPlace = isClean ? [] : packagesToTryWith("missing");
  const missing = isClean && findProgram("mmdebstrap") === null ? ["mmdebstrap"] : inPlace;
  if (missing.length > 0) return `programs are missing here: install ${missing.join(" ")}`;
  const overlay =
    "mount -t tmpfs t /mnt && mkdir /mnt/a /mnt/b /mnt/c && mount -t overlay -o lowerdir=/,upperdir=/mnt/a,workdir=/mnt/b o /mnt/c";
  const { status } = spawnSync("unshare", [...NAMESPACES, "--propagation", "private", "sh", "-c", overlay]);
  return status === 0 ? null : "this kernel or container allows no overlay in a namespace, which packages are tried in";
}

/**
 * How a program is started in a disposable copy of a system, which ends with it.
 * @param system its folder; `/` is this one
 * @param packages a folder that is `/.packages` there
 */
export function machineCommand(system: string, packages: string, words: readonly string[]): readonly string[] {
  return ["unshare", ...NAMESPACES, "/bin/sh", SETUP, system, ROOT, packages, ...words];
}

/**
 * Runs the table inside; what it prints is this process's output. It ends with this process, however that ends: its
 * input is then closed.
 * @param only lines of the table; none = all
 */
export function startTable(system: string, packages: string, only: readonly string[]): ChildProcess {
  return startInside(INSIDE, system, packages, only);
}

/** The same with another program of the project. @param words its arguments */
export function startInside(file: string, system: string, packages: string, words: readonly string[]): ChildProcess {
  const [program = "", ...args] = machineCommand(system, packages, [NODE, file, ...words]);
  return spawn(program, args, {
    stdio: ["pipe", "inherit", "inherit"],
    // No session of whoever runs it: no bus, no display, no folders.
    env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LANG: "C.UTF-8" },
  });
}
