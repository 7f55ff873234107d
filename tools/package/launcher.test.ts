/** What /usr/bin/sriov-inspector starts. The sentences for its reasons are tried where it is installed (tools/package-check/). */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../../electron/host/local/testing/temp-folder.ts";
import { ROOT } from "../build.ts";
import { launcherBeside } from "./tar.ts";

const folder = () => {
  const made = tempFolder();
  const node = join(made, "node");
  writeFileSync(node, NODE, { mode: 0o755 });
  writeFileSync(join(made, "sriov"), launcherBeside(readFileSync(join(ROOT, "packaging/launcher.sh"), "utf8"), ""));
  writeFileSync(join(made, "lab.txt"), "");
  mkdirSync(join(made, "dumps"));
  return made;
};

/** Says which program it was given; with a reason why there is no window, that. */
const NODE = `#!/bin/sh
[ -z "$SRIOV_INSPECTOR_NO_WINDOW" ] || { echo "$SRIOV_INSPECTOR_NO_WINDOW" >&2; exit 1; }
exec basename "$2"
`;

test.each([
  [["show", "--format", "lspci"], "cli.js"],
  [["help"], "cli.js"],
  [["--demo", "vmhost-07", "--browser"], "web.js"],
  [["--version"], "web.js"],
  // Where neither window nor display is, too, what is wrong is the word.
  [["shwo"], "web.js"],
  [["nothere.txt", "--demo", "vmhost-07"], "web.js"],
])("%j goes to %s", (words, program) => {
  const made = folder();
  const { stdout, status } = spawnSync("sh", [join(made, "sriov"), ...words], { cwd: made, encoding: "utf8" });
  expect([stdout, status]).toEqual([`${program}\n`, 0]);
});

test("options for other programs of Node are kept from this one", () => {
  const made = folder();
  writeFileSync(join(made, "node"), '#!/bin/sh\necho "options: $NODE_OPTIONS"\n', { mode: 0o755 });
  const env = { ...process.env, NODE_OPTIONS: "--nonsense" };
  const { stdout } = spawnSync("sh", [join(made, "sriov"), "show"], { cwd: made, encoding: "utf8", env });
  expect(stdout).toBe("options: \n");
});

test.each([[[]], [[""]], [["lab.txt"]], [["dumps"]], [["--file", "nothere.txt"]]])("%j is for the window", (words) => {
  const made = folder();
  const { stderr, status } = spawnSync("sh", [join(made, "sriov"), ...words], { cwd: made, encoding: "utf8" });
  expect([stderr, status]).toEqual(["package\n", 1]);
});

/** Starts a window that only says that it was started, as an ordinary user. */
function startWindow(env: Readonly<Record<string, string>>) {
  const made = folder();
  mkdirSync(join(made, "bin"));
  mkdirSync(join(made, "window"));
  for (const [path, says] of [
    ["bin/id", "echo 1000"],
    ["bin/unshare", ":"],
    ["window/sriov-inspector", "echo started"],
  ] as const)
    writeFileSync(join(made, path), `#!/bin/sh\n${says}\n`, { mode: 0o755 });
  const { stdout, stderr, status } = spawnSync("sh", [join(made, "sriov")], {
    encoding: "utf8",
    env: { PATH: `${join(made, "bin")}:/usr/bin:/bin`, ...env },
  });
  return { stdout, stderr, status };
}

const STARTED = { stdout: "started\n", stderr: "", status: 0 };
/** No server has so high a number. */
const GONE = ":65123";

test.each([
  { DISPLAY: GONE },
  { DISPLAY: `${GONE}.0`, WAYLAND_DISPLAY: "wayland-0", XDG_RUNTIME_DIR: "/nonexistent" },
  { WAYLAND_DISPLAY: "wayland-0" },
])("%j: no such display is there", (env) => {
  const { stderr, status } = startWindow(env);
  expect([stderr, status]).toEqual(["display-gone\n", 1]);
});

test("a display that is there, or on another computer, is taken", async () => {
  const runtime = tempFolder();
  const server = createServer().listen(join(runtime, "wayland-0"));
  await once(server, "listening");
  expect(startWindow({ WAYLAND_DISPLAY: "wayland-0", XDG_RUNTIME_DIR: runtime, DISPLAY: GONE })).toEqual(STARTED);
  expect(startWindow({ WAYLAND_DISPLAY: join(runtime, "wayland-0") })).toEqual(STARTED);
  expect(startWindow({ DISPLAY: "localhost:10.0" })).toEqual(STARTED);
  server.close();
});
