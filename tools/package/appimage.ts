/**
 * The AppImage: both packages in one file that mounts its own contents. Its runtime, the program at its beginning, is
 * given: the AppImage project builds it, and nothing here downloads a program. It has no set-user-ID helper: where the
 * system gives ordinary users no namespaces the window says that it has no sandbox, and does not start without one.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run.ts";
import type { About } from "./about.ts";
import { type Entry, writeTree } from "./entries.ts";
import { HOME, type Package, type Places } from "./packages.ts";
import { LAUNCHER, launcherBeside } from "./tar.ts";

const DESKTOP = "/usr/share/applications/sriov-inspector.desktop";
const ICON = "/usr/share/icons/hicolor/scalable/apps/sriov-inspector.svg";
/** Only of use where it is installed: rights of root, and what the system's own folders hold. */
const INSTALLED_ONLY = [
  /^\/etc\//,
  /^\/usr\/share\/(?:polkit-1|mime|lintian|bash-completion|zsh|fish)\//,
  new RegExp(`^${HOME}/(?:host-helper\\.sh|window/(?:chrome-sandbox|apparmor-profile))$`),
];
/** An AppImage of the second kind says so where ELF leaves room (AppImage specification, "Type 2 image format"). */
const MARK_AT = 8;
const MARK = Buffer.from([0x41, 0x49, 0x02]);
const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
/** `e_machine` of the processors that there are packages for (ELF specification). */
const MACHINE_AT = 18;
const MACHINES: Readonly<Record<string, number>> = { x86_64: 62, aarch64: 183 };

/** Its bytes. @param path as it was given; null = it was not @throws Error with a sentence where it is none for this processor */
export function appImageRuntime(path: string | null, arch: string): Buffer {
  if (path === null) {
    throw new Error(
      `an AppImage takes a runtime: download runtime-${arch} from the releases of the AppImage project's type2-runtime, check its signature, and name it by --appimage-runtime PATH or APPIMAGE_RUNTIME.`,
    );
  }
  if (!existsSync(path)) throw new Error(`there is no AppImage runtime at ${path}.`);
  const bytes = readFileSync(path);
  const isRuntime = bytes.subarray(0, 4).equals(ELF) && bytes.subarray(MARK_AT, MARK_AT + 3).equals(MARK);
  if (!isRuntime) throw new Error(`${path} is no runtime of a type 2 AppImage: give one of the AppImage project's.`);
  if (bytes.readUInt16LE(MACHINE_AT) !== MACHINES[arch]) {
    throw new Error(`${path} is for another processor than ${arch}: give runtime-${arch}.`);
  }
  return bytes;
}

/** What is in the image: the packages where they would be installed, below a launcher that finds itself. */
export function appImageEntries(packages: readonly Package[]): readonly Entry[] {
  const all = packages.flatMap(({ entries }) => entries);
  const kept = all.filter(({ path }) => !INSTALLED_ONLY.some((pattern) => pattern.test(path)));
  const launcher = all.find(({ path }) => path === LAUNCHER);
  if (launcher === undefined || !("text" in launcher.from)) throw new Error("the packages have no launcher.");
  const own = launcherBeside(launcher.from.text.toString(), HOME);
  const link = (path: string, to: string): Entry => ({ path, mode: 0o777, from: { link: to } });
  return [
    { ...launcher, path: "/AppRun", from: { text: own } },
    ...kept.filter((entry) => entry !== launcher),
    link(LAUNCHER, "../../AppRun"),
    link("/sriov-inspector.desktop", DESKTOP.slice(1)),
    link("/sriov-inspector.svg", ICON.slice(1)),
    link("/.DirIcon", "sriov-inspector.svg"),
  ];
}

/** @param runtime of {@link appImageRuntime} @returns the file's name in the folder. @throws Error with what mksquashfs said */
export async function writeAppImage(
  packages: readonly Package[],
  runtime: Buffer,
  about: About,
  { work, out, isFast }: Places,
): Promise<string> {
  const tree = join(work, "appimage");
  const image = join(work, "appimage.squashfs");
  writeTree(appImageEntries(packages), tree, about.epoch);
  const packing = ["-comp", "zstd", "-Xcompression-level", isFast ? "1" : "19", "-b", isFast ? "128K" : "1M"];
  const same = ["-all-root", "-no-xattrs", "-noappend", "-mkfs-time", `${about.epoch}`, "-all-time", `${about.epoch}`];
  const { status, output } = await run("mksquashfs", [tree, image, ...packing, ...same, "-quiet", "-no-progress"], {
    // Both ways to give a time at once are an error.
    env: { SOURCE_DATE_EPOCH: undefined },
    isQuiet: true,
  });
  if (status !== 0) throw new Error(`mksquashfs ended with status ${status}: ${output.trim()}`);
  const name = `sriov-inspector-${about.version}-${about.rpmArch}.AppImage`;
  writeFileSync(join(out, name), Buffer.concat([runtime, readFileSync(image)]));
  chmodSync(join(out, name), 0o755);
  return name;
}
