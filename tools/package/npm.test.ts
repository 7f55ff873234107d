import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { constants, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { COMMANDS } from "../../electron/services/program/named-file.ts";
import { openedPage, type TestPage } from "../../electron/web/testing/page.ts";
import { inEnglish } from "../../shared/words/testing/english.ts";
import { buildInto, ROOT } from "../build.ts";
import type { About } from "./about.ts";
import { writeAppFolder } from "./app-folder.ts";
import { npmEntries, writeNpm } from "./npm.ts";
import { schemaProblems } from "./testing/cyclonedx.ts";

const ABOUT: About = {
  version: "0.1.0",
  isReleased: true,
  commit: "1a2b3c4d",
  epoch: 1_798_070_400,
  debianArch: "amd64",
  rpmArch: "x86_64",
  maintainer: "A Name <a@example.org>",
};
const work = mkdtempSync(join(tmpdir(), "npm-package-"));
const folder = (name: string): string => {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  return path;
};
const prefix = join(work, "prefix");
const installed = join(prefix, "lib/node_modules/sriov-inspector");
const DUMP = "01:00.0 Ethernet controller: Intel Corporation Ethernet Controller X710 for 10GbE SFP+ (rev 02)\n";

beforeAll(async () => {
  const dist = folder("dist");
  await buildInto(dist);
  writeAppFolder(join(work, "app"), dist);
  const entries = npmEntries(join(work, "app"), ABOUT, dist);
  for (const time of ["one", "two"])
    await writeNpm(entries, ABOUT, { work: folder(`${time}-work`), out: folder(time) });
  const file = join(work, "one/sriov-inspector-0.1.0.tgz");
  execFileSync("npm", ["install", "--global", "--offline", "--no-audit", "--no-fund", "--prefix", prefix, file], {
    stdio: "pipe",
  });
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

function environment(): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(work, "home-"));
  return { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home };
}

test("the same files make the same archive, which npm installs without anything else", () => {
  const [one, two] = ["one", "two"].map((time) => readFileSync(join(work, time, "sriov-inspector-0.1.0.tgz")));
  expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  expect(readdirSync(installed)).toEqual(expect.arrayContaining(["README.md", "README.zh-CN.md"]));
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: "sriov-inspector", version: "0.1.0", engines: { node: ">=20.11" } });
  expect(Object.keys(manifest).filter((key) => /dependencies|scripts|private/i.test(key))).toEqual([]);
  expect(readdirSync(join(prefix, "lib/node_modules"))).toEqual(["sriov-inspector"]);
  expect(readdirSync(join(installed, "dist/app"))).not.toContain("main.js");
  expect(schemaProblems(readFileSync(join(installed, "sbom.cdx.json"), "utf8"))).toEqual([]);
});

test("what a test has built is what everybody builds: React's production build", () => {
  const assets = join(installed, "dist/renderer/assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  expect(scripts).not.toEqual([]);
  // What React's development build says on the console.
  for (const name of scripts) expect(readFileSync(join(assets, name), "utf8")).not.toContain("react-devtools");
});

describe("sriov-inspector", () => {
  const program = join(prefix, "bin/sriov-inspector");
  const run = (...words: string[]) => spawnSync(program, words, { encoding: "utf8", env: environment() });

  test("has the command line", () => {
    const { status, stdout, stderr } = run("show", "--host", "demo:vmhost-07");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^vmhost-07: \d+ functions\n/);
    expect(run("show", "--help").stdout).toContain("Usage: sriov-inspector show");
    const bin = readFileSync(join(ROOT, "packaging/npm/sriov-inspector.js"), "utf8");
    expect(bin).toContain(JSON.stringify(COMMANDS).replaceAll(",", ", "));
  });

  test("has browser mode, and says that it has no window", async () => {
    expect(run("--help").stdout).toContain("Usage: sriov-inspector [options] [file]");
    const asked = await started(spawn(program, ["--demo", "vmhost-07"], { env: environment() }));
    expect(asked.said()).toContain("The npm package has no window; this is browser mode");
    const told = await started(spawn(program, ["--browser"], { env: environment() }));
    expect(told.said()).not.toContain("no window");
    const page = await fetch(`http://127.0.0.1:${told.port}/`);
    expect(await page.text()).toContain('content="sriov-inspector"');
  });

  test("refuses an older Node with a sentence", () => {
    const older = `data:text/javascript,Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.10.0" } })`;
    const { status, stderr } = spawnSync(process.execPath, ["--import", older, program, "show"], { encoding: "utf8" });
    expect([status, stderr]).toEqual([
      1,
      "SR-IOV Inspector needs Node 20.11 or newer; this is 20.10.0. Install a newer version.\n",
    ]);
  });
});

/** Browser mode, once it listens. */
async function started(child: ChildProcess) {
  onTestFinished(() => void child.kill());
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  await expect.poll(() => child.exitCode !== null || said.includes("ends it.\n")).toBe(true);
  expect(said).toContain("ends it.\n");
  const [, port = ""] = /SR-IOV Inspector is at http:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? [];
  const [, link = ""] = /one-time link is in (\S+);/.exec(said) ?? [];
  return { port: Number(port), link, said: () => said };
}

/** Flags for open(2) that Windows has not; Node's own object of them cannot be changed. */
function withoutConstants(source: string): string {
  const missing = /^(?:O_NOFOLLOW|O_NONBLOCK|O_DIRECTORY|O_SYNC|S_I.*)$/;
  const left = Object.fromEntries(Object.entries(constants).filter(([name]) => !missing.test(name)));
  return source.replace(
    /import \{([^}]*)\bconstants, ([^}]*)\} from "node:fs";/,
    (_import, before, after) =>
      `import {${before}${after}} from "node:fs";\nconst constants = ${JSON.stringify(left)};`,
  );
}

async function answerTo(page: TestPage, method: string, input: object): Promise<unknown> {
  page.socket.send(JSON.stringify({ v: 1, id: 7, method, input }));
  for (;;) {
    const message = JSON.parse(await page.next());
    if (message.id === 7) return message.ok ? message.output : message.error;
  }
}

describe.each([
  ["darwin", "macOS"],
  ["win32", "Windows"],
] as const)("on a stand-in for %s", (system, name) => {
  const preload = `${pathToFileURL(join(import.meta.dirname, "testing/other-system.ts"))}?${system}`;

  const own = join(work, system);
  // The installed program with the stand-in before all else, in each process that it starts.
  beforeAll(() => {
    cpSync(installed, own, { recursive: true });
    for (const name of readdirSync(join(own, "dist/app"))) {
      const path = join(own, "dist/app", name);
      if (!name.endsWith(".js")) continue;
      const source = readFileSync(path, "utf8");
      writeFileSync(
        path,
        `import ${JSON.stringify(preload)};\n${system === "win32" ? withoutConstants(source) : source}`,
      );
    }
  });
  const onOther = (part: "cli" | "web"): string => join(own, "dist/app", `${part}.js`);

  test("the command line has demo machines and files, and a sentence for this computer", () => {
    const run = (...words: string[]) =>
      spawnSync(process.execPath, ["--no-warnings", onOther("cli"), ...words], {
        encoding: "utf8",
        env: environment(),
      });
    const local = run("show");
    expect([local.status, local.stdout]).toEqual([2, ""]);
    expect(local.stderr).toBe(
      `error: this computer runs ${name}, and PCI functions can be read on Linux only: name a Linux machine (ssh:NAME), a demo machine (demo:NAME) or a file.\n`,
    );
    expect(run("show", "--host", "demo:vmhost-07")).toMatchObject({ status: 0, stderr: "" });
    const dump = join(work, "dump.txt");
    writeFileSync(dump, DUMP);
    expect(run("show", "--from", dump).stdout).toContain("01:00.0");
    expect(run("compare", dump, "local").stderr).toContain(`this computer runs ${name}`);
  });

  test("browser mode has demo machines, files and Linux machines through ssh", async () => {
    const env = environment();
    const programs = mkdtempSync(join(work, "programs-"));
    const ssh = join(programs, "ssh.exe");
    // What ssh would have the shell there do is done here.
    writeFileSync(ssh, `#!/bin/sh\nprintf '%s\\n' "$*" >>"${programs}/asked"\nfor word; do :; done\neval "$word"\n`, {
      mode: 0o755,
    });
    const PATH = `${programs}:${env.PATH}`;
    const words = ["--no-warnings", onOther("web"), "--browser"];
    const { port, link } = await started(
      spawn(process.execPath, [...words, "--host", "ssh:lab.invalid"], { env: { ...env, PATH } }),
    );
    const [, secret = ""] = readFileSync(link, "utf8").trim().split("#");
    const again = spawnSync(process.execPath, [...words, "--link"], { encoding: "utf8", env });
    expect(again.stdout).toBe(readFileSync(link, "utf8"));
    const page = await openedPage({ port, secret });
    onTestFinished(() => page.socket.close());
    expect(await answerTo(page, "app.info", {})).toMatchObject({
      platform: system,
      initial: "ssh:lab.invalid",
      notices: [],
    });
    expect(inEnglish(await answerTo(page, "host.open", { host: "local" }))).toMatchObject({
      message: expect.stringContaining(`This computer runs ${name}, and PCI functions can be read only on Linux`),
    });
    expect(await answerTo(page, "host.open", { host: "demo:vmhost-07" })).toMatchObject({
      snapshot: expect.anything(),
    });
    expect(await answerTo(page, "host.openText", { name: "dump.txt", text: DUMP })).toMatchObject({ host: "file:1" });
    const far = inEnglish(await answerTo(page, "host.open", { host: "ssh:lab.invalid" }));
    // Of root, which this may be, the system's own ssh alone is started.
    if (system !== "win32") expect(far).toMatchObject({ message: expect.stringMatching(/^Could not connect/) });
    else {
      expect(far).toMatchObject({ snapshot: expect.anything() });
      expect(readFileSync(join(programs, "asked"), "utf8")).toContain("BatchMode=yes");
    }
  });
});
