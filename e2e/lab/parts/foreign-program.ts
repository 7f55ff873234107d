/** Programs out of unpacked packages: started by the dynamic loader that belongs to them, so that nothing is installed. */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { LabParts } from "./fetch.ts";

export interface ForeignProgram {
  readonly program: string;
  /** Come before its own arguments. */
  readonly args: readonly string[];
}

const LIBRARIES = "usr/lib/x86_64-linux-gnu";

function loaderOf(tree: string): { loader: string; libraries: string } {
  return { loader: join(tree, LIBRARIES, "ld-linux-x86-64.so.2"), libraries: join(tree, LIBRARIES) };
}

function inEmulator({ emulator }: LabParts, name: string): string {
  const path = ["usr/bin", "usr/sbin"].map((folder) => join(emulator, folder, name)).find(existsSync);
  if (path === undefined) throw new Error(`${name} is in none of the lab's packages`);
  return path;
}

export function fromEmulator(parts: LabParts, name: string): ForeignProgram {
  const path = inEmulator(parts, name);
  const { loader, libraries } = loaderOf(parts.emulator);
  // kmod is several programs and goes by the name it is called by.
  return { program: loader, args: ["--library-path", libraries, "--argv0", basename(path), path] };
}

/** What lists the libraries of a program of the emulator's, as `ldd` does. */
export function emulatorLister(parts: LabParts, name: string): ForeignProgram {
  const { loader, libraries } = loaderOf(parts.emulator);
  return { program: loader, args: ["--library-path", libraries, "--list", inEmulator(parts, name)] };
}

/** What lists the libraries of a program of the guest, as `ldd` does. */
export function libraryLister({ guest }: LabParts, program: string): ForeignProgram {
  const { loader, libraries } = loaderOf(guest);
  // The programs of systemd and of sudo look for their own library by its full path.
  const places = [libraries, join(libraries, "systemd"), join(guest, "usr/libexec/sudo")];
  return { program: loader, args: ["--library-path", places.join(":"), "--list", program] };
}
