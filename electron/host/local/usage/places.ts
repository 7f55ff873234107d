/** Where usage is read from, and small readers that never fail. */
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { type Bdf, isBdf } from "../../../../shared/pci/bdf.ts";

export interface UsagePlaces {
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
}

export function textAt(path: string): string | null {
  // Most of what is asked for on thousands of functions is not there, and an exception costs more than a look.
  if (!existsSync(path)) return null;
  try {
    return readFileSync(path, "latin1").trim();
  } catch {
    return null;
  }
}

/** Names in a folder in order; empty when it cannot be listed. */
export function namesIn(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

export function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** The path behind all links; null when there is none. */
export function realPath(path: string): string | null {
  try {
    // The one of the system: Node's own looks at every part of the path by itself.
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** The last function in a device's path: `…/0000:00:01.0/0000:01:00.0/net/eth0` gives 0000:01:00.0. */
export function functionOf(path: string | null): Bdf | null {
  return path?.split("/").findLast(isBdf) ?? null;
}

/** A switch of a module: Y or N, 1 or 0; null when it cannot be read. */
export function switchAt(path: string): boolean | null {
  const text = textAt(path);
  return text === null ? null : text === "Y" || text === "1";
}
