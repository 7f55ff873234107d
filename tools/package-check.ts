/**
 * `npm run package-check`: makes the packages, installs them in a disposable copy of this machine, and tries them there
 * as people use them; nothing of it is left.
 *
 * --packages DIR           takes packages that were made before
 * --only NAME              tries this line of the table only; may be given several times
 * --thorough               also lintian, rpm and the archive, and that packages made once more are the same to the byte
 * --clean SUITE [SUITE…]   the thorough table in clean systems out of Debian's archive instead, as in bookworm and trixie
 */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { errorText } from "../shared/error-text.ts";
import { ROOT } from "./build.ts";
import { toolWords } from "./options.ts";
import { SUMS } from "./package/checksums.ts";
import { makeCleanRoot } from "./package-check/clean-root.ts";
import { noPackageCheck, startTable } from "./package-check/machine.ts";
import { removeLeft, removeTree, workName } from "./package-check/work-folder.ts";
import { run } from "./run.ts";

const { values, positionals: suites } = toolWords({
  packages: { type: "string" },
  only: { type: "string", multiple: true },
  thorough: { type: "boolean", default: false },
  clean: { type: "boolean", default: false },
});
const isThorough = values.thorough || values.clean;

function end(sentence: string, status = 1): never {
  console.error(sentence);
  process.exit(status);
}

if (values.clean !== suites.length > 0)
  end("--clean takes the names of Debian's suites, as in --clean bookworm trixie.", 2);
const reason = noPackageCheck(values.clean);
if (reason !== null) end(`The packages cannot be tried here: ${reason}.`);

removeLeft();
const work = mkdtempSync(join(tmpdir(), workName(process.pid)));
process.once("exit", () => removeTree(work));
// By ending it ends the machine and whatever else it has started.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

/** @returns the folder with them */
async function made(name: string): Promise<string> {
  const folder = join(work, name);
  const kinds = isThorough ? ["deb", "rpm", "tar"] : ["deb"];
  const words = [join(ROOT, "tools/package.ts"), "--fast", "--out", folder, ...kinds];
  // What it throws away goes with what is made here, also when this is cut off.
  const { status, output } = await run(process.execPath, words, { isQuiet: true, env: { TMPDIR: work } });
  if (status !== 0) end(`The packages could not be made:\n${output}`);
  return folder;
}

/** The same line for whatever is tried out here as the table has inside. */
async function tried(name: string, about: string, check: () => Promise<void>): Promise<boolean> {
  const start = performance.now();
  const said = await check().then(() => null, errorText);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5);
  console.log(`${said === null ? "ok      " : "FAILED  "}${name.padEnd(17)}${seconds} s  ${said ?? about}`);
  return said === null;
}

/** What the folder's own list says of all in it. */
function sums(folder: string): string {
  return readFileSync(join(folder, SUMS), "utf8");
}

/** zstd, by which they are packed quickly, is no packing of Debian 12's own packages. */
async function lintian(folder: string): Promise<void> {
  const debs = readdirSync(folder).filter((name) => name.endsWith(".deb"));
  const words = ["--profile", "debian", "--allow-root", "--fail-on", "error,warning"];
  const tags = ["--suppress-tags", "malformed-deb-archive"];
  const paths = debs.map((name) => join(folder, name));
  const { status, output } = await run("lintian", [...words, ...tags, ...paths], { isQuiet: true });
  if (status !== 0) throw new Error(output.trim());
}

async function table(system: string, folder: string): Promise<boolean> {
  const machine = startTable(system, folder, values.only ?? []);
  process.once("exit", () => machine.kill());
  const [status] = (await once(machine, "exit")) as [number | null];
  return status === 0;
}

async function inClean(suite: string, folder: string): Promise<boolean> {
  const system = join(work, suite);
  const about = `apt installs them in a clean ${suite}, with what they depend on`;
  const isMade = await tried(`apt, ${suite}`, about, () => makeCleanRoot(suite, system, folder));
  const holds = isMade && (await table(system, folder));
  removeTree(system);
  return holds;
}

const results: boolean[] = [];
const start = performance.now();
mkdirSync(join(work, "first"));
const folder = values.packages === undefined ? await made("first") : resolve(values.packages);
if (values.packages === undefined) console.log(`packages made in ${((performance.now() - start) / 1000).toFixed(1)} s`);
if (isThorough && values.packages === undefined) {
  const again = async (): Promise<void> => {
    const [first, second] = [sums(folder), sums(await made("second"))];
    if (first !== second) throw new Error(`they differ:\n${first}\n${second}`);
  };
  results.push(await tried("made again", "the packages are the same to the byte when they are made once more", again));
}
if (isThorough) {
  const about = "Debian's checker finds neither an error nor a warning in the .deb files";
  results.push(await tried("lintian", about, () => lintian(folder)));
}
if (suites.length === 0) results.push(await table("/", folder));
for (const suite of suites) results.push(await inClean(suite, folder));
process.exit(results.every(Boolean) ? 0 : 1);
