/**
 * `npm run package-check`: makes the packages, installs them in a disposable copy of this machine, and tries them there
 * as people use them; nothing of it is left. `--packages DIR` takes packages that were made before, `--only NAME` (may be
 * given several times) tries single lines of the table.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ROOT } from "./build.ts";
import { toolOptions } from "./options.ts";
import { noPackageCheck, startMachine } from "./package-check/machine.ts";
import { run } from "./run.ts";

const { packages, only = [] } = toolOptions({
  packages: { type: "string" },
  only: { type: "string", multiple: true },
});

/** @returns the folder with them */
async function made(): Promise<string> {
  if (packages !== undefined) return resolve(packages);
  const folder = mkdtempSync(join(tmpdir(), "package-check-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const { status } = await run(process.execPath, [join(ROOT, "tools/package.ts"), "--fast", "--out", folder, "deb"]);
  if (status !== 0) process.exit(1);
  return folder;
}

const reason = noPackageCheck();
if (reason !== null) {
  console.error(`The packages cannot be tried here: ${reason}.`);
  process.exit(1);
}
const folder = await made();
// Asked to end, it ends the machine by ending; then what was made is removed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
const machine = startMachine({ system: "/", packages: folder, words: only });
const [status] = (await once(machine, "exit")) as [number | null];
process.exitCode = status ?? 1;
