/** The command line and browser mode as an archive, which runs from whatever folder it is unpacked into. */
import { join } from "node:path";
import { run } from "../run.ts";
import type { About } from "./about.ts";
import { type Entry, writeTree } from "./entries.ts";
import { HOME, type Package, type Places } from "./packages.ts";

export const LAUNCHER = "/usr/bin/sriov-inspector";
/** The line of the launcher that says where the product lies. */
const HOME_LINE = /^home=.*$/m;

/** The launcher for a folder that may lie anywhere. @param below where the product is, from the launcher's own folder */
export function launcherBeside(launcher: string, below: string): string {
  return launcher.replace(HOME_LINE, () => `home=$(dirname "$(readlink -f "$0")")${below}`);
}

/** Where a file of the package lies in the archive; null where only an installed package has a use for it. */
function placeOf(path: string): string | null {
  if (path === LAUNCHER) return "/sriov-inspector";
  if (path.startsWith(`${HOME}/`)) return path.replace(HOME, "/lib");
  const [, rest] = /^\/usr\/share\/((?:doc|man|bash-completion|zsh|fish)\/.*)$/.exec(path) ?? [];
  return rest === undefined ? null : `/share/${rest}`;
}

function inArchive(entry: Entry): Entry[] {
  const path = placeOf(entry.path);
  if (path === null) return [];
  const { from } = entry;
  if (entry.path !== LAUNCHER || !("text" in from)) return [{ ...entry, path }];
  return [{ ...entry, path, from: { text: launcherBeside(from.text.toString(), "/lib") } }];
}

/** Of the package with the command line alone. @returns the file's name in the folder. @throws Error */
export async function writeTar(
  [cli]: readonly Package[],
  about: About,
  { work, out, isFast }: Places,
): Promise<string> {
  const name = `sriov-inspector-cli-${about.version}-linux-${about.debianArch}`;
  const top = join(work, "tar");
  writeTree(cli?.entries.flatMap(inArchive) ?? [], join(top, name), about.epoch);
  const archive = join(out, `${name}.tar.zst`);
  const owners = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name", "--format=gnu"];
  const { status, output } = await run(
    "tar",
    [...owners, "-I", `zstd -q -T0 -${isFast ? 1 : 19}`, "-cf", archive, "-C", top, name],
    { isQuiet: true },
  );
  if (status !== 0) throw new Error(`tar ended with status ${status}: ${output.trim()}`);
  return `${name}.tar.zst`;
}
