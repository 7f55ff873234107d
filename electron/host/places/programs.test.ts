import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { unlockWays } from "../../services/machines/unlock-ways.ts";
import { startHelper } from "../helper/helper-process.ts";
import { scriptOfTree } from "../helper/testing/tree-helper.ts";
import { LocalHost } from "../local/local-host.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { monitorUdev } from "../local/udev-monitor.ts";
import { sshCommand, sshEnd } from "../ssh/ssh-command.ts";
import { LockedReads } from "../sysfs/locked-reads.ts";
import { systemIp } from "../sysfs/vf-network.ts";
import { VpdReader } from "../sysfs/vpd-reader.ts";
import { cleanSearchPath, refusedToRoot, searchFolders, systemProgram } from "./programs.ts";
import { cannotRun, NOT_ROOT } from "./testing/cannot-run.ts";
import { asStranger, folderOf, STRANGER } from "./testing/stranger.ts";

const PLANTED = ["dd", "grep", "ssh", "sudo", "pkexec", "udevadm", "ip", "modprobe", "node", "sh"];

/** What npm makes of PATH in a project at `project`. */
function npmPath(project: string): string {
  const above = project.split("/").map((_, index, names) => names.slice(0, names.length - index).join("/"));
  return [...above.map((folder) => `${folder}/node_modules/.bin`), process.env.PATH ?? ""].join(delimiter);
}

/** Another user's programs above a project of ours. @returns the project and the file that they would make */
function planted(mode: number): { readonly project: string; readonly proof: string } {
  const above = folderOf(mode);
  const proof = join(above, "proof");
  asStranger(
    `mkdir -p "$1/node_modules/.bin" && cd "$1/node_modules/.bin" && shift 2 &&
     for each; do printf '#!/bin/sh\nid -u >>%s\n' "${proof}" >"$each" && chmod 755 "$each"; done`,
    above,
    proof,
    ...PLANTED,
  );
  return { project: join(above, "project"), proof };
}

describe.skipIf(cannotRun("programs that another user has put into root's search path", NOT_ROOT))(
  "as root, below a folder in which another user has put programs",
  () => {
    it.each([
      ["anybody may write", 0o777],
      ["anybody may write his own", 0o1777],
    ])("to which %s none of them is started", async (_, mode) => {
      const { project, proof } = planted(mode);
      vi.stubEnv("PATH", npmPath(project));
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      // What is planted works: by its bare name it would be started.
      spawnSync("grep", ["x"]);
      expect(readFileSync(proof, "utf8")).toBe("0\n");
      writeFileSync(proof, "");

      const attribute = join(folderOf(0o700), "attribute");
      writeFileSync(attribute, "1\n");
      const { root, pfs } = buildTree(folderOf(0o700), { ports: 1, pfs: 1, vfs: 1 });
      const host = new LocalHost({ root, modulesDir: null, script: scriptOfTree(root) });
      onTestFinished(() => host.close());
      for (const bdf of pfs) expect(await host.perform({ verb: "driver.probe", bdf })).toEqual({ ok: true });
      expect((await new VpdReader().read(attribute)).state).toBe("read");
      expect((await new LockedReads().read([{ owner: "a", path: attribute }])).get(attribute)).toEqual({ text: "1" });
      await systemIp(["-V"]);
      monitorUdev(() => undefined)();
      const target = { user: null, host: "127.0.0.1", port: 1 };
      await startHelper(sshCommand(target, { script: "", asking: "never" }), (end) => sshEnd(end).reason).ended;
      for (const way of unlockWays({ script: "exit 1" })) {
        const { input, kill, ended } = way.start();
        input.end();
        kill();
        await ended;
      }
      expect(readFileSync(proof, "utf8")).toBe("");
    });

    it("the search path becomes folders that root alone can write, in which the system's programs are", () => {
      const { project } = planted(0o777);
      const env = { PATH: npmPath(project) };
      cleanSearchPath(env);
      expect(env.PATH).not.toContain("node_modules");
      expect(env.PATH.split(delimiter)).toEqual(searchFolders({ PATH: "/elsewhere" }));
      expect(spawnSync("sh", ["-c", "echo $((1 + 1))"], { env, encoding: "utf8" }).stdout).toBe("2\n");
    });

    it("a program that others can write, or of a folder that they can, is none", () => {
      const folder = folderOf(0o755);
      const program = join(folder, "dd");
      writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
      expect(systemProgram("dd", [folder])).toBe(program);
      chmodSync(program, 0o757);
      expect(systemProgram("dd", [folder])).toBeNull();
      chmodSync(program, 0o755);
      chmodSync(folder, 0o777);
      expect(systemProgram("dd", [folder])).toBeNull();
    });
  },
);

it("an ordinary user's search path loses what npm put there, and what is another folder elsewhere", () => {
  const PATH = [
    "/home/lab/project/node_modules/.bin",
    "/srv/node_modules/.bin",
    "/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin",
    "",
    ".",
    "bin",
    "/home/lab/bin",
    "/usr/bin",
  ].join(delimiter);
  const [first, second, ...rest] = searchFolders({ PATH }, STRANGER);
  expect([first, second]).toEqual(["/home/lab/bin", "/usr/bin"]);
  expect(rest).toContain("/usr/sbin");
  expect(rest.join()).not.toMatch(/node_modules|bin\/\.|,,/);
});

const SOURCES = join(import.meta.dirname, "../..");
const START = /\b(?:spawn|spawnSync|execFile|execFileSync|fork)\(\s*(["'`])(.*?)\1/g;
const HANDED_ON = /\bprogram:\s*(["'`])(.*?)\1/g;
const THROUGH_A_SHELL = /\b(?:exec|execSync)\(\s*["'`]|\bshell:\s*(?:true|["'`])/g;

/** What a source text starts that is no absolute path. */
function bareNames(text: string): string[] {
  const names = [START, HANDED_ON].flatMap((shape) => [...text.matchAll(shape)].map(([, , name = ""]) => name));
  return [...names.filter((name) => !isAbsolute(name)), ...[...text.matchAll(THROUGH_A_SHELL)].map(([found]) => found)];
}

it("no source starts a program by its bare name, or through a shell", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.includes("testing/"),
  );
  const texts = files
    .map((name) => ({ name, text: readFileSync(join(SOURCES, name), "utf8") }))
    .filter(({ text }) => /node:child_process|helper-process/.test(text));
  expect(texts.length).toBeGreaterThan(8);
  expect(texts.flatMap(({ name, text }) => bareNames(text).map((bare) => `${name}: ${bare}`))).toEqual([]);
});

it.each([
  'spawn("dd", [])',
  "spawnSync('ssh')",
  'execSync("ls")',
  '{ program: "sudo", args }',
  "spawn(x, { shell: true })",
])("%s would be found", (text) => {
  expect(bareNames(text)).not.toEqual([]);
});

describe("a program that root is to run", () => {
  it("is refused where everybody may exchange it, and not to anybody else", () => {
    const open = folderOf(0o777);
    const inside = join(open, "app");
    mkdirSync(inside);
    expect(english(refusedToRoot(inside, 0))).toContain(`${open} is writable by everyone,`);
    expect(refusedToRoot(inside, 1000)).toBeNull();
  });

  it("runs below a folder in which everybody has his own, and in a person's own checkout", () => {
    const shared = folderOf(0o1777);
    const own = join(shared, "own");
    mkdirSync(own);
    expect(refusedToRoot(own, 0)).toBeNull();
    chownSync(own, STRANGER, STRANGER);
    expect(refusedToRoot(own, 0)).toBeNull();
  });
});
