/** Where usage is read from. */
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { type Bdf, isBdf } from "../../../../shared/pci/bdf.ts";
import { errorCode } from "../errors.ts";

/** Files of a machine: its own, or what a helper sent of them. Nothing of it fails. */
export interface UsageFiles {
  /** Without white space around it; null when it cannot be read. */
  text(path: string): string | null;
  /** Names in a folder in order; empty when it cannot be listed. @param onRefused called when it may not be */
  names(path: string, onRefused?: () => void): string[];
  link(path: string): string | null;
  /** The path behind all links; null when there is none. */
  real(path: string): string | null;
}

export interface UsagePlaces {
  readonly files: UsageFiles;
  readonly sys: string;
  readonly proc: string;
  readonly dev: string;
  readonly run: string;
  /** Folder with modules.alias; null = none. */
  readonly modules: string | null;
  /** IP addresses by interface. */
  readonly addresses: () => Readonly<Record<string, readonly string[]>>;
  /** SSH_CONNECTION: client address and port, server address and port. */
  readonly sshConnection: string | null;
  /** Ours; null = cannot tell. */
  readonly pid: number | null;
  /** Processes of other users are not among the files. */
  readonly isPartial?: boolean;
}

/** This computer's own files. */
export const OWN_FILES: UsageFiles = {
  text(path) {
    // Most of what is asked for on thousands of functions is not there, and an exception costs more than a look.
    if (!existsSync(path)) return null;
    try {
      return readFileSync(path, "latin1").trim();
    } catch {
      return null;
    }
  },
  names(path, onRefused) {
    try {
      return readdirSync(path).sort();
    } catch (error) {
      const code = errorCode(error);
      if (code === "EACCES" || code === "EPERM") onRefused?.();
      return [];
    }
  },
  link(path) {
    try {
      return readlinkSync(path);
    } catch {
      return null;
    }
  },
  real(path) {
    try {
      // The one of the system: Node's own looks at every part of the path by itself.
      return realpathSync.native(path);
    } catch {
      return null;
    }
  },
};

/** The last function in a device's path: `…/0000:00:01.0/0000:01:00.0/net/eth0` gives 0000:01:00.0. */
export function functionOf(path: string | null): Bdf | null {
  return path?.split("/").findLast(isBdf) ?? null;
}

/** A switch of a module: Y or N, 1 or 0; null when it cannot be read. */
export function switchAt(files: UsageFiles, path: string): boolean | null {
  const text = files.text(path);
  return text === null ? null : text === "Y" || text === "1";
}
