/** The two packages inside the disposable machine: installed, looked at, raised and removed. */
import { lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustHold } from "./check.ts";
import { withControl } from "./deb-members.ts";
import { must, run } from "./program.ts";

/** Where the machine has the files that are tried. */
export const PACKAGES = "/.packages";
export const CLI = "sriov-inspector-cli";
export const WINDOW = "sriov-inspector";
export const HOME = "/usr/lib/sriov-inspector";
export const PROGRAM = "/usr/bin/sriov-inspector";

/** @returns paths of the command line's package and of the window's, in this order */
export function packageFiles(folder = PACKAGES): readonly [string, string] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".deb"));
  const only = (name: string): string => {
    const found = names.filter((file) => file.startsWith(`${name}_`));
    if (found[0] === undefined || found.length > 1) {
      throw new Error(`${folder} must have one package ${name}, and has ${found.length}: ${names.join(" ")}`);
    }
    return join(folder, found[0]);
  };
  return [only(CLI), only(WINDOW)];
}

/** Installs them as they are; the same again is no error. */
export async function install(files: readonly string[]): Promise<void> {
  // Images of containers leave out what people read.
  await must(["dpkg", "--path-include=/usr/share/*", "-i", ...files], { env: { DEBIAN_FRONTEND: "noninteractive" } });
}

/** What dpkg has of a package: paths, also of folders that others share. */
export async function pathsOf(name: string): Promise<readonly string[]> {
  const listed = await must(["dpkg-query", "-L", name]);
  return listed.split("\n").filter((path) => path.startsWith("/") && path !== "/.");
}

export async function versionOf(name: string): Promise<string> {
  const said = await must(["dpkg-query", "-s", name]);
  return /^Version: (.*)$/m.exec(said)?.[1] ?? "";
}

export async function isConfigured(name: string): Promise<boolean> {
  return /^Status: install ok installed$/m.test(await must(["dpkg-query", "-s", name]));
}

/** Libraries that the programs ask for and the machine does not have. */
export async function missingLibraries(): Promise<readonly string[]> {
  const window = join(HOME, "window");
  const binaries = [join(HOME, "node"), join(window, "sriov-inspector"), join(window, "chrome_crashpad_handler")];
  const linked = await Promise.all(
    // Electron's own libraries lie beside it.
    binaries.map(async (path) => (await run(["ldd", path], { env: { LD_LIBRARY_PATH: window } })).out),
  );
  return [...new Set(linked.join("\n").match(/\S+(?= => not found)/g) ?? [])];
}

const OTHERS_WRITE = 0o022;
const SET_ID = 0o7000;

/** Owners and modes of all files, the folders of the packages' own included. */
export async function checkOwners(): Promise<void> {
  const paths = [...(await pathsOf(CLI)), ...(await pathsOf(WINDOW))];
  const wrong = paths.filter((path) => {
    const { uid, gid, mode } = lstatSync(path);
    const isLink = lstatSync(path).isSymbolicLink();
    return uid !== 0 || gid !== 0 || (!isLink && (mode & OTHERS_WRITE) !== 0);
  });
  mustHold(
    wrong.length === 0,
    "root alone must own what is installed, and be the only one who can write it",
    wrong.join("\n"),
  );
  const withId = paths.filter((path) => lstatSync(path).isFile() && (statSync(path).mode & SET_ID) !== 0);
  const sandbox = join(HOME, "window/chrome-sandbox");
  mustHold(withId.join() === sandbox, `${sandbox} alone may take another's rights`, withId.join("\n"));
  for (const [path, wanted] of [
    [sandbox, 0o4755],
    [join(HOME, "host-helper.sh"), 0o755],
    [PROGRAM, 0o755],
    ["/usr/share/polkit-1/actions/org.sriov-inspector.policy", 0o644],
  ] as const) {
    const mode = statSync(path).mode & 0o7777;
    mustHold(mode === wanted, `${path} has mode ${mode.toString(8)} and not ${wanted.toString(8)}`);
  }
}

/** What lies in the packages' own folder and in no package, as a compile cache would. */
export async function strangersAtHome(): Promise<readonly string[]> {
  const known = new Set([...(await pathsOf(CLI)), ...(await pathsOf(WINDOW))]);
  const there = readdirSync(HOME, { recursive: true, encoding: "utf8" }).map((name) => join(HOME, name));
  return there.filter((path) => !known.has(path));
}

/** Makes the same packages with a higher version in `folder`: what they say is changed, and what they hold is not. */
export async function raised(folder: string): Promise<{ files: readonly string[]; version: string }> {
  const version = `${await versionOf(CLI)}+raised`;
  const files = await Promise.all(
    packageFiles().map(async (file, at) => {
      const said = join(folder, `${at}`);
      await must(["dpkg-deb", "--control", file, said]);
      const control = join(said, "control");
      const text = readFileSync(control, "utf8");
      const before = /^Version: (.*)$/m.exec(text)?.[1] ?? "";
      writeFileSync(control, text.replaceAll(before, version));
      await must(["tar", "--owner=0", "--group=0", "-C", said, "-cf", `${said}.tar`, "."]);
      const raisedFile = join(folder, `${at}.deb`);
      writeFileSync(raisedFile, withControl(readFileSync(file), readFileSync(`${said}.tar`)));
      return raisedFile;
    }),
  );
  return { files, version };
}
