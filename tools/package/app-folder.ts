/** The built product with the words of an installed program: what lies in every package, and in the window's archive. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RELEASE_FILE, type Release, readRelease } from "../../electron/services/program/release.ts";
import { ROOT } from "../build.ts";

/** What an installed program is started by. */
export const INSTALLED_WORDS = { start: "sriov-inspector", cli: "sriov-inspector" } as const;
/** What of dist/ stays behind: the build's own, and what running it left. */
const LEFT_OUT = /(^|\/)(build-stamp|compile-cache|bundled\.json)$/;
/** The command that the page names. */
const START_COMMAND = /(<meta name="start-command" content=")[^"]*/;

interface Manifest {
  readonly [key: string]: unknown;
}

/** What of package.json a running program needs. */
function manifest(): Manifest {
  const { name, productName, version, description, license, author, type, main, desktopName } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  ) as Manifest;
  return { name, productName, version, description, license, author, type, main, desktopName };
}

/** Copies dist/ and assets/ into a new folder and writes its package.json. */
export function writeAppFolder(folder: string, dist = join(ROOT, "dist")): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(dist, join(folder, "dist"), { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
  cpSync(join(ROOT, "assets"), join(folder, "assets"), { recursive: true });
  const release: Release = { ...readRelease(dist), ...INSTALLED_WORDS };
  writeFileSync(join(folder, "dist", RELEASE_FILE), `${JSON.stringify(release, null, 2)}\n`);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
  const page = join(folder, "dist/renderer/index.html");
  writeFileSync(page, readFileSync(page, "utf8").replace(START_COMMAND, `$1${INSTALLED_WORDS.start}`));
}
