/** Where the product keeps what it remembers (XDG Base Directory Specification). */
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

const NAME = "sriov-inspector";

function base(variable: string, fallback: string): string {
  const value = process.env[variable];
  // The specification says that a relative path is invalid and to be ignored.
  return value && isAbsolute(value) ? value : join(homedir(), fallback);
}

/** Settings: which columns, which theme. */
export function configDirectory(): string {
  return join(base("XDG_CONFIG_HOME", ".config"), NAME);
}

/** The journal: what was done to which machine. */
export function stateDirectory(): string {
  return join(base("XDG_STATE_HOME", ".local/state"), NAME);
}

/** Creates the directory for this user alone; null when it cannot be written to. */
export function privateDirectory(path: string): string | null {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  } catch {
    return null;
  }
}
