/** The real script over a made-up tree: the lines that say where things are lead there, all else is as it is shipped. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { HelperChannel, type HelperStreams } from "../helper-channel.ts";
import { HelperHost, type HelperHostOptions } from "../helper-host.ts";
import { startHelper } from "../helper-process.ts";
import { placedScript, treeScript } from "../placed-script.ts";

export const SCRIPT = readFileSync(join(import.meta.dirname, "../../../../assets/host-helper.sh"), "utf8");

export interface Userland {
  readonly name: string;
  readonly shell: readonly string[];
  /** Where its tools are; the system's by default. */
  readonly path?: string;
  /** Its grep says nothing of a file that cannot be read. */
  readonly isSilent?: boolean;
}

/** What distributions have as their `sh`: the script must run under each of these alike. */
export const SHELLS: readonly Userland[] = [
  { name: "dash", shell: ["dash"] },
  { name: "bash", shell: ["bash"] },
  { name: "busybox", shell: ["busybox", "ash"] },
];

/** No distribution's `sh`, but somebody's may be: reading is tried in it. */
export const RARE_SHELL: Userland = { name: "ksh", shell: ["ksh"] };

/** The shells, and busybox with tools of its own, as on small machines. */
export function userlands(busyboxTools: string): readonly Userland[] {
  return [...SHELLS, { name: "busybox alone", shell: ["busybox", "ash"], path: busyboxTools, isSilent: true }];
}

/** Fills an empty folder with links for all that busybox can, and for flock, which not each build of it has. */
export function linkBusybox(folder: string): string {
  const busybox = execFileSync("sh", ["-c", "command -v busybox"], { encoding: "utf8" }).trim();
  for (const tool of execFileSync(busybox, ["--list"], { encoding: "utf8" }).split("\n")) {
    if (/^[a-z0-9]+$/.test(tool)) symlinkSync(busybox, join(folder, tool));
  }
  if (!existsSync(join(folder, "flock"))) symlinkSync("/usr/bin/flock", join(folder, "flock"));
  return folder;
}

/**
 * The userland with programs that come before its own: texts of sh, which reach the program that they stand for by its
 * name. What the script starts by `exec` is no function.
 */
export function withPrograms(userland: Userland, programs: Readonly<Record<string, string>>): Userland {
  const folder = mkdtempSync(join(tmpdir(), "programs-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\nPATH=\${PATH#*:}\n${text}\n`, { mode: 0o755 });
  }
  return { ...userland, path: `${folder}:${userland.path ?? "/usr/sbin:/usr/bin:/sbin:/bin"}` };
}

export interface Changed {
  /** New values for `SYS`, `MODULES`, `INSTALLED`, `PATH`, `LOCKS`. */
  readonly places?: Readonly<Record<string, string>>;
  /** Functions that stand for programs: `dd() { … }`. */
  readonly programs?: string;
}

/** Trees that are one machine have one lock. */
const locks = mkdtempSync(join(tmpdir(), "locks-"));
process.once("exit", () => rmSync(locks, { recursive: true, force: true }));
const lockFolders = new Map<string, string>();

function lockFolder(root: string): string {
  const folder = lockFolders.get(root) ?? join(locks, String(lockFolders.size));
  lockFolders.set(root, folder);
  return folder;
}

/** @throws Error when the script has no such line */
export function changedScript({ places = {}, programs = "" }: Changed): string {
  return placedScript(SCRIPT, { LOCKS: lockFolder(places.SYS ?? ""), ...places }, programs);
}

/** The script that LocalHost writes a tree by. */
export function scriptOfTree(root: string): string {
  return treeScript(SCRIPT, root, lockFolder(realpathSync(root)));
}

/** The places of a tree that has no modules. */
export function placesOf(root: string): Record<string, string> {
  return { SYS: realpathSync(root), MODULES: join(root, "no-modules") };
}

export function startShell(script: string, shell: readonly string[] = ["dash"]): HelperStreams {
  const [program = "sh", ...args] = shell;
  return startHelper(
    { program, args: [...args, "-c", script, "host-helper"] },
    ({ status, notStarted, said }) => notStarted ?? `it ended with ${status}: ${said.trim()}`,
  );
}

/** Closed when the test ends. */
export async function openChannel(script: string, shell?: readonly string[]): Promise<HelperChannel> {
  const { channel } = await HelperChannel.open(startShell(script, shell));
  onTestFinished(() => channel.close("done"));
  return channel;
}

/** A host on the script over a tree; closed when the test ends. */
export async function openTree(
  root: string,
  { userland, programs, ...options }: Partial<HelperHostOptions> & { userland?: Userland; programs?: string } = {},
): Promise<HelperHost> {
  const path = userland?.path === undefined ? {} : { PATH: userland.path };
  const places = { ...placesOf(root), ...path };
  const script = changedScript({ places, ...(programs === undefined ? {} : { programs }) });
  const { channel, hello } = await HelperChannel.open(startShell(script, userland?.shell));
  const host = new HelperHost(channel, hello, { kind: "local", connection: "a tree", ...options });
  onTestFinished(() => host.close());
  return host;
}
