import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "../build.ts";
import { findProgram } from "../run.ts";
import type { About } from "./about.ts";
import { appImageEntries, appImageRuntime, writeAppImage } from "./appimage.ts";
import { text, writeTree } from "./entries.ts";
import { HOME, type Package } from "./packages.ts";

const ABOUT: About = {
  version: "0.1.0",
  isReleased: true,
  commit: null,
  epoch: 1_798_070_400,
  debianArch: "amd64",
  rpmArch: "x86_64",
  maintainer: "A Name <a@example.org>",
};
const work = mkdtempSync(join(tmpdir(), "appimage-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** As long as its head is a runtime's, whatever it does. */
function runtime(machine = 62): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write("\x7fELF", "latin1");
  bytes.write("AI\x02", 8, "latin1");
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

const tell = (part: string) => `#!/bin/sh\necho "$SRIOV_INSPECTOR_NO_WINDOW" >&2\necho ${part} "$@"\n`;
const PACKAGES = [
  {
    entries: [
      text("/usr/bin/sriov-inspector", readFileSync(join(ROOT, "packaging/launcher.sh"), "utf8"), 0o755),
      text(`${HOME}/node`, tell("node"), 0o755),
      text(`${HOME}/host-helper.sh`, tell("helper"), 0o755),
      text("/usr/share/polkit-1/actions/org.sriov-inspector.policy", ""),
    ],
  },
  {
    entries: [
      text(`${HOME}/window/sriov-inspector`, tell("window"), 0o755),
      text(`${HOME}/window/chrome-sandbox`, "", 0o4755),
      text("/usr/share/applications/sriov-inspector.desktop", "[Desktop Entry]\n"),
      text("/usr/share/icons/hicolor/scalable/apps/sriov-inspector.svg", "<svg/>"),
    ],
  },
] as unknown as readonly Package[];

test("without a runtime, and with one that is none, a sentence says what to give", () => {
  expect(() => appImageRuntime(null, "x86_64")).toThrow("download runtime-x86_64");
  expect(() => appImageRuntime(join(work, "missing"), "x86_64")).toThrow("there is no AppImage runtime at");
  const path = join(work, "runtime");
  writeFileSync(path, "#!/bin/sh\n");
  expect(() => appImageRuntime(path, "x86_64")).toThrow("is no runtime of a type 2 AppImage");
  writeFileSync(path, runtime(183));
  expect(() => appImageRuntime(path, "x86_64")).toThrow("is for another processor than x86_64");
  expect(appImageRuntime(path, "aarch64")).toEqual(runtime(183));
});

test("the launcher runs from wherever the image is mounted, and nothing in it has rights of root", () => {
  const tree = join(work, "mounted here");
  writeTree(appImageEntries(PACKAGES), tree, ABOUT.epoch);
  const run = (...words: string[]) =>
    spawnSync(join(tree, "AppRun"), words, { encoding: "utf8", env: { PATH: process.env.PATH } });
  expect(run("show", "--hex").stdout).toMatch(
    /^node --disable-sigusr1 .*mounted here\/usr\/lib\/sriov-inspector\/app\/dist\/app\/cli\.js show --hex\n/,
  );
  expect(run().stderr).toMatch(/^(?:root|display|sandbox)\n$/);
  const paths = appImageEntries(PACKAGES).map(({ path }) => path);
  expect(paths.filter((path) => /chrome-sandbox|polkit|host-helper/.test(path))).toEqual([]);
  expect(appImageEntries(PACKAGES).filter(({ mode }) => (mode & 0o6000) !== 0)).toEqual([]);
  expect(readFileSync(join(tree, "sriov-inspector.desktop"), "utf8")).toBe("[Desktop Entry]\n");
  expect(readFileSync(join(tree, ".DirIcon"), "utf8")).toBe("<svg/>");
  expect(spawnSync(join(tree, "usr/bin/sriov-inspector"), ["help"], { encoding: "utf8" }).stdout).toMatch(/^node /);
});

test("the same files make the same image, behind the runtime", async () => {
  expect(findProgram("mksquashfs"), "squashfs-tools").not.toBeNull();
  const images: Buffer[] = [];
  for (const name of ["one", "two"]) {
    const folder = join(work, name);
    mkdirSync(folder);
    const file = await writeAppImage(PACKAGES, runtime(), ABOUT, { work: folder, out: folder, isFast: true });
    expect(file).toBe("sriov-inspector-0.1.0-x86_64.AppImage");
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o755);
    images.push(readFileSync(join(folder, file)));
  }
  const [one = Buffer.alloc(0), two] = images;
  expect(one.equals(two ?? Buffer.alloc(0))).toBe(true);
  expect(one.subarray(0, 64)).toEqual(runtime());
  writeFileSync(join(work, "image"), one.subarray(64));
  const listed = String(
    execFileSync("unsquashfs", ["-lln", join(work, "image")], { env: { ...process.env, TZ: "UTC" } }),
  );
  expect(listed).toMatch(/-rwxr-xr-x 0\/0 +\d+ 2026-12-24 00:00 squashfs-root\/AppRun/);
});
