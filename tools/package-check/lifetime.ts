/** The packages' life on a machine: installed, raised to a higher version with the user's files kept, removed for good. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Check, mustHold } from "./check.ts";
import {
  CLI,
  checkOwners,
  install,
  isConfigured,
  missingLibraries,
  packageFiles,
  pathsOf,
  raised,
  versionOf,
  WINDOW,
} from "./packages.ts";
import { must, run, USER } from "./program.ts";
import { changeTree, makeTree } from "./tree.ts";
import { type OpenWindow, openWindow, untilAllEnded } from "./window.ts";

/** Paths of the packages, noted when they are installed: afterwards nobody knows them. */
let installed: readonly string[] = [];
/** What was written before that, as by making a user. */
let earlier: ReadonlySet<string> = new Set();

async function firstInstall(): Promise<void> {
  earlier = new Set(TOPS.flatMap(written));
  await install(packageFiles());
  for (const name of [CLI, WINDOW]) mustHold(await isConfigured(name), `${name} must be configured`);
  installed = [...(await pathsOf(CLI)), ...(await pathsOf(WINDOW))];
}

async function verify(): Promise<void> {
  for (const name of [CLI, WINDOW]) {
    const { out, err } = await run(["dpkg", "-V", name]);
    mustHold(out + err === "", `${name} must be as it was packed`, out + err);
  }
  await checkOwners();
  const libraries = await missingLibraries();
  mustHold(libraries.length === 0, "no library may be missing", libraries.join("\n"));
}

interface Kept {
  readonly settings: Record<string, unknown>;
  readonly entries: readonly { readonly id: string }[];
}

const MARK = { "check.mark": "kept over an upgrade" } as const;

async function keptBy({ page }: OpenWindow): Promise<Kept> {
  const settings = await page.call<Record<string, unknown>>("settings.get", {});
  const { entries } = await page.call<{ entries: readonly { id: string }[] }>("journal.list", { host: "local" });
  return { settings, entries };
}

async function upgrade(): Promise<void> {
  const tree = await makeTree(join(USER.home, "tree"), USER);
  const start = ["--sysfs-root", tree.folder];
  const window = await openWindow(start);
  let before: Kept;
  try {
    await window.page.firstRow();
    await window.page.call("settings.set", MARK);
    await changeTree(window.page, tree);
    before = await keptBy(window);
    mustHold(before.entries.length === 1, "what was done must be in the journal", JSON.stringify(before));
  } finally {
    await window.end();
  }
  await untilAllEnded();
  const folder = "/tmp/raised";
  mkdirSync(folder);
  const { files, version } = await raised(folder);
  await install(files);
  const now = await versionOf(CLI);
  mustHold(now === version, `dpkg must have version ${version}, and has ${now}`);
  const again = await openWindow(start);
  try {
    await again.page.firstRow();
    const after = await keptBy(again);
    mustHold(
      JSON.stringify(after) === JSON.stringify(before),
      "settings and journal must be as they were",
      `${JSON.stringify(before)}\n${JSON.stringify(after)}`,
    );
  } finally {
    await again.end();
  }
}

/** What changes whenever any package is removed. */
const OTHERS = /^\/(var\/(cache|log|lib\/(dpkg|apt|polkit-1|dbus|systemd))|usr\/share\/mime|etc\/polkit-1\/rules\.d)\//;
const TOPS = ["/usr", "/etc", "/var"];
const OURS = /sriov[-_]inspector/i;

/** Paths that were written since the machine was made. */
function written(top: string): readonly string[] {
  const folder = `/.since${top}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(top, name));
}

async function purge(): Promise<void> {
  await untilAllEnded();
  await must(["dpkg", "-P", WINDOW, CLI]);
  const known = await run(["dpkg-query", "-W", CLI, WINDOW]);
  mustHold(known.out.trim() === "", "dpkg must not know them any more", known.out);
  const before = (path: string): boolean => existsSync(`/.before${path}`);
  const ours = installed.filter((path) => existsSync(path) && !before(path));
  const others = TOPS.flatMap(written).filter((path) => {
    return existsSync(path) && !before(path) && !earlier.has(path) && (OURS.test(path) || !OTHERS.test(path));
  });
  const running = readdirSync("/run", { recursive: true, encoding: "utf8" })
    // A user's session has its own there, and takes it away.
    .filter((name) => OURS.test(name) && !name.startsWith("user/"))
    .map((name) => `/run/${name}`);
  const left = [...new Set([...ours, ...others, ...running])];
  mustHold(left.length === 0, "nothing of the packages may be left", left.join("\n"));
  const naming = ["/etc", "/usr/share"].flatMap(written).filter((path) => {
    return existsSync(path) && statSync(path).isFile() && OURS.test(readFileSync(path, "latin1"));
  });
  mustHold(naming.length === 0, "no file of the system may name the program any more", naming.join("\n"));
  mustHold(existsSync(join(USER.home, ".local/state/sriov-inspector")), "what is the user's must be left alone");
}

export const INSTALL_CHECKS: readonly Check[] = [
  {
    name: "install",
    about: "dpkg installs and configures both packages",
    work: firstInstall,
    isNeeded: true,
  },
  {
    name: "files",
    about: "dpkg -V finds nothing; owners and modes are what they must be; no library is missing",
    work: verify,
  },
];

export const UPGRADE_CHECK: Check = {
  name: "upgrade",
  about: "a higher version opens the settings and the journal that this one wrote",
  work: upgrade,
};

export const PURGE_CHECK: Check = {
  name: "removal",
  about: "dpkg -P leaves nothing in /usr, /etc, /var and /run, and the user's own files alone",
  work: purge,
};
