/** Where the product keeps what it remembers (XDG Base Directory Specification): as root in root's own folders only. */
import { statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { type Claim, claimBelow, claimFolder, findFolder } from "./own-folder.ts";
import { ownUid, ROOT_UID, walk } from "./owners.ts";
import { isWindows } from "./system.ts";

const NAME = "sriov-inspector";

/** The home that the system's list of users has, whatever the environment says; a user whom it does not have has none. */
function listedHome(): string | null {
  try {
    return userInfo().homedir;
  } catch {
    return null;
  }
}

/** What is below the top cannot be written by a user without a home, which is told where it is tried. */
function ownHome(): string {
  const { HOME } = process.env;
  // On Windows some shells set it to what only they understand.
  return !isWindows() && HOME && isAbsolute(HOME) ? HOME : (listedHome() ?? "/");
}

/**
 * What the environment says about folders is kept by sudo and su: root follows it only to where root alone can write.
 * The specification says that a relative path is invalid and to be ignored.
 */
function base(variable: string, fallback: string): string {
  const named = process.env[variable];
  const requested = [named && isAbsolute(named) ? named : null, join(ownHome(), fallback)].filter(
    (path) => path !== null,
  );
  const safe =
    ownUid() === ROOT_UID
      ? requested.find((path) => !("problem" in findFolder(join(path, NAME), ROOT_UID)))
      : requested[0];
  return safe ?? join(listedHome() ?? "/root", fallback);
}

/** In {@link configDirectory}. */
export const SETTINGS_FILE = "settings.json";

/** Settings: which columns, which theme. */
export function configDirectory(): string {
  return join(base("XDG_CONFIG_HOME", ".config"), NAME);
}

/** The journal: what was done to which machine. */
export function stateDirectory(): string {
  return join(base("XDG_STATE_HOME", ".local/state"), NAME);
}

/** Where the system keeps such folders. XDG_RUNTIME_DIR only where it is the user's own: it may have been kept by su. */
function runtimeBase(): string | null {
  const uid = ownUid();
  if (uid === ROOT_UID) return "/run";
  const named = process.env.XDG_RUNTIME_DIR;
  if (!named || uid === null) return null;
  const walked = walk(named, uid);
  if ("problem" in walked || walked.missing.length > 0) return null;
  return statSync(walked.path).uid === uid ? walked.path : null;
}

/** The best of them, whether or not it is there: of this machine alone, while a home may be shared with others. */
export function systemRuntimeDirectory(): string | null {
  const system = runtimeBase();
  return system === null ? null : join(system, NAME);
}

/** Private folders for what lasts no longer than the program, the best first. Each is made when it is reached. */
export function* runtimeDirectories(): Generator<string> {
  const system = systemRuntimeDirectory();
  if (system !== null) yield* claimed(claimFolder(system));
  yield* claimed(claimBelow(stateDirectory(), "run"));
}

function claimed(claim: Claim): readonly string[] {
  return "problem" in claim ? [] : [claim.path];
}

/** The system's folder for temporary files, where nobody can exchange what we make in it; null otherwise. */
export function temporaryDirectory(): string | null {
  const uid = ownUid();
  const folder = tmpdir();
  if (uid === null) return folder;
  const walked = walk(folder, uid);
  return "problem" in walked || walked.missing.length > 0 ? null : walked.path;
}
