/**
 * The link for the next page, in a file that only its user can read: a log keeps what a program prints, and who reads
 * the log could open the page. One file for each program that runs: `PID.link`.
 */
import { closeSync, constants, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { claimFolder } from "../host/places/own-folder.ts";
import { runtimeDirectories, temporaryDirectory } from "../host/places/places.ts";

const LINK_FILE = /^(\d+)\.link$/;
const LINK = /^http:\/\/127\.0\.0\.1:\d+\/#[0-9a-f]{64}$/;
/** A new file, through no link. */
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Where it may lie, the best first. */
function* folders(): Generator<string> {
  yield* runtimeDirectories();
  const temporary = temporaryDirectory();
  if (temporary === null) return;
  const claim = claimFolder(join(temporary, `sriov-inspector-${process.getuid?.() ?? "link"}`));
  if ("path" in claim) yield claim.path;
}

export class LinkFile {
  /** null where there is no folder that only this user can read. */
  readonly path: string | null;

  constructor() {
    const folder = folders().next().value;
    this.path = folder === undefined ? null : join(folder, `${process.pid}.link`);
  }

  write(link: string): void {
    if (this.path === null) return;
    const fresh = `${this.path}.new`;
    rmSync(fresh, { force: true });
    const file = openSync(fresh, NEW_FILE, 0o600);
    try {
      writeFileSync(file, `${link}\n`);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, this.path);
  }

  remove(): void {
    if (this.path !== null) rmSync(this.path, { force: true });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The links of the programs of this user that run now; what is left of others is removed. */
export function linksOfRunning(directories: Iterable<string> = folders()): string[] {
  const links: string[] = [];
  for (const directory of directories) {
    for (const name of readdirSync(directory)) {
      const pid = LINK_FILE.exec(name)?.[1];
      if (pid === undefined) continue;
      const path = join(directory, basename(name));
      if (!runs(Number(pid))) rmSync(path, { force: true });
      else {
        const link = readFileSync(path, "utf8").trim();
        if (LINK.test(link)) links.push(link);
      }
    }
  }
  return links;
}
