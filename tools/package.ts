/**
 * Makes packages of what is built into release/: `npm run package`, or only some with `npm run package -- deb tar`.
 *
 * --fast           packs quickly, for a try; takes an Electron for tests where the real one cannot be had
 * --electron DIR   packs the Electron of this folder
 * --out DIR        writes there instead of release/
 * --appimage-runtime PATH   the runtime of an AppImage, also as APPIMAGE_RUNTIME; without it none is made
 *
 * deb and rpm take dpkg-deb and rpmbuild (Debian: dpkg, rpm), tar takes tar and zstd, npm takes tar, appimage takes mksquashfs
 * (squashfs-tools) and a runtime.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { errorText } from "../shared/error-text.ts";
import { ensureBuilt, ROOT } from "./build.ts";
import { type ElectronRuntime, officialElectron, testElectron } from "./electron-runtime.ts";
import { toolWords } from "./options.ts";
import { type About, aboutBuild } from "./package/about.ts";
import { writeAppFolder } from "./package/app-folder.ts";
import { appImageRuntime, writeAppImage } from "./package/appimage.ts";
import { writeChecksums } from "./package/checksums.ts";
import { writeDeb } from "./package/deb.ts";
import { electronFolder } from "./package/electron-folder.ts";
import { npmEntries, writeNpm } from "./package/npm.ts";
import { packageTexts } from "./package/package-texts.ts";
import { cliPackage, type Package, type Places, windowPackage } from "./package/packages.ts";
import { notesOf } from "./package/papers.ts";
import { notesFile } from "./package/release-notes.ts";
import { writeRpm } from "./package/rpm.ts";
import { writeTar } from "./package/tar.ts";
import { findProgram } from "./run.ts";

/** What can be made, and the programs that it takes. */
const KINDS: Readonly<Record<Kind, readonly string[]>> = {
  deb: ["dpkg-deb"],
  rpm: ["rpmbuild"],
  tar: ["tar", "zstd"],
  npm: ["tar"],
  appimage: ["mksquashfs"],
};
type Kind = "deb" | "rpm" | "tar" | "npm" | "appimage";

/** Those that the window is packed into. */
const WITH_WINDOW: ReadonlySet<Kind> = new Set(["deb", "rpm", "appimage"]);

const { values, positionals } = toolWords({
  fast: { type: "boolean" },
  electron: { type: "string" },
  out: { type: "string" },
  "appimage-runtime": { type: "string" },
});

/** The program that an AppImage begins with, which is not made here. */
function runtimePath(): string | null {
  const path = values["appimage-runtime"] ?? process.env.APPIMAGE_RUNTIME;
  return path === undefined || path === "" ? null : resolve(path);
}

function isKind(word: string): word is Kind {
  return Object.hasOwn(KINDS, word);
}

/** @throws Error with a sentence */
function wantedKinds(words: readonly string[]): readonly Kind[] {
  const unknown = words.find((word) => !isKind(word));
  if (unknown !== undefined)
    throw new Error(`there is no kind ${unknown}; there are ${Object.keys(KINDS).join(", ")}.`);
  // Without a runtime, which nobody has by chance, all means the others.
  const all = Object.keys(KINDS).filter((kind) => isKind(kind) && (kind !== "appimage" || runtimePath() !== null));
  const kinds = words.length === 0 ? all.filter(isKind) : words.filter(isKind);
  for (const kind of kinds) {
    const missing = KINDS[kind].find((program) => findProgram(program) === null);
    if (missing !== undefined) throw new Error(`${kind} takes the program ${missing}, which is not installed here.`);
  }
  return kinds;
}

/** The Electron to pack. @throws Error with a sentence */
async function electronToPack(): Promise<ElectronRuntime> {
  const { electron, fast = false } = values;
  if (electron !== undefined) {
    const path = resolve(electron, "electron");
    if (!existsSync(path)) throw new Error(`there is no Electron in ${electron}.`);
    return { path, version: readFileSync(resolve(electron, "version"), "utf8").trim(), origin: electron };
  }
  const runtime = fast ? await testElectron() : await officialElectron();
  if (runtime !== null) return runtime;
  throw new Error(
    "Electron's program could not be downloaded: name a folder with it by --electron, or leave the window out (tar, npm).",
  );
}

async function write(kind: Kind, packages: readonly Package[], about: About, places: Places): Promise<string[]> {
  if (kind === "npm") return [await writeNpm(npmEntries(join(places.work, "app"), about), about, places)];
  if (kind === "appimage")
    return [await writeAppImage(packages, appImageRuntime(runtimePath(), about.rpmArch), about, places)];
  if (kind === "tar") return [await writeTar(packages, about, places)];
  const writeOne = kind === "deb" ? writeDeb : writeRpm;
  const names: string[] = [];
  for (const one of packages) names.push(await writeOne(one, about, places));
  return names;
}

async function make(): Promise<void> {
  const kinds = wantedKinds(positionals);
  await ensureBuilt();
  const about = aboutBuild();
  // Told before the rest has been made.
  if (kinds.includes("appimage")) appImageRuntime(runtimePath(), about.rpmArch);
  const work = mkdtempSync(join(tmpdir(), "sriov-inspector-package-"));
  process.once("exit", () => rmSync(work, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  const places: Places = { work, out: resolve(values.out ?? join(ROOT, "release")), isFast: values.fast === true };
  mkdirSync(places.out, { recursive: true });
  const app = join(work, "app");
  writeAppFolder(app);
  const packages = [cliPackage(app, packageTexts("sriov-inspector-cli", about))];
  if (kinds.some((kind) => WITH_WINDOW.has(kind))) {
    const electron = await electronToPack();
    console.log(`Electron ${electron.version}: ${electron.origin}`);
    const folder = await electronFolder(app, electron, work);
    const packed = { program: join(folder, "sriov-inspector"), version: electron.version };
    packages.push(windowPackage(folder, about, packageTexts("sriov-inspector", about, packed)));
  }
  writeFileSync(join(places.out, "RELEASE-NOTES.md"), notesFile(notesOf(about)));
  for (const kind of kinds) {
    for (const name of await write(kind, packages, about, places)) console.log(join(places.out, name));
  }
  console.log(writeChecksums(places.out, about.version));
}

await make().catch((error: unknown) => {
  console.error(`No packages: ${errorText(error)}`);
  process.exitCode = 1;
});
