/**
 * The link for the next page, in a file that only its user can read: a log keeps what a program prints, and who reads
 * the log could open the page. One file for each program that runs: `PID-START.link`.
 */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readOwnFile, replaceOwnFile } from "../host/places/own-file.ts";
import { claimFolder } from "../host/places/own-folder.ts";
import { runtimeDirectories, temporaryDirectory } from "../host/places/places.ts";
import { processStart } from "../host/places/processes.ts";

const LINK_FILE = /^(\d+)-(\d+)\.link$/;
const LINK = /^http:\/\/127\.0\.0\.1:\d+\/#[0-9a-f]{64}$/;

/** Where it may lie, the best first. */
function* ownFolders(): Generator<string> {
  yield* runtimeDirectories();
  const temporary = temporaryDirectory();
  if (temporary === null) return;
  const claim = claimFolder(join(temporary, `sriov-inspector-${process.getuid?.() ?? "link"}`));
  if ("path" in claim) yield claim.path;
}

export class LinkFile {
  private readonly folders: () => Iterable<string>;
  private readonly name = `${process.pid}-${processStart(process.pid) ?? 0}.link`;
  private at: string | null = null;

  /** @param folders claimed each time: a folder may have gone, or be full */
  constructor(folders: () => Iterable<string> = ownFolders) {
    this.folders = folders;
  }

  /** Where it is; null where there is no folder for it that only this user can read. */
  get path(): string | null {
    return this.at;
  }

  /** Never throws: {@link path} says what came of it. */
  write(link: string): void {
    const before = this.at;
    this.at = null;
    for (const folder of this.folders()) {
      try {
        replaceOwnFile(folder, this.name, `${link}\n`);
        this.at = join(folder, this.name);
        break;
      } catch {
        // The next one may do.
      }
    }
    if (before !== null && before !== this.at) forget(before);
  }

  remove(): void {
    if (this.at !== null) forget(this.at);
  }
}

function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is out of reach, and out of use.
  }
}

export interface RunningLink {
  readonly link: string;
  /** Of the program that it opens. */
  readonly pid: number;
}

/** The links of the programs of this user that run now; what is left of others is removed. */
export function linksOfRunning(directories: Iterable<string> = ownFolders()): RunningLink[] {
  const links: RunningLink[] = [];
  for (const directory of directories) {
    for (const name of readdirSync(directory)) {
      const [, pid, started] = LINK_FILE.exec(name) ?? [];
      if (pid === undefined) continue;
      const path = join(directory, name);
      const start = processStart(Number(pid));
      if (start === null || start !== started) {
        forget(path);
        continue;
      }
      const link = readOwnFile(directory, name).trim();
      if (LINK.test(link)) links.push({ link, pid: Number(pid) });
    }
  }
  return links;
}
