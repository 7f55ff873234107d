/** How soon the installed program is there, and how large it is: beside virt-manager, lstopo and lspci, in one run. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ROOT } from "./build.ts";
import { noPackageCheck, startInside } from "./package-check/machine.ts";
import { findProgram, run } from "./run.ts";

/** What it is measured against, by Debian's packages. */
const PEERS = { "virt-manager": "virt-manager", lstopo: "hwloc", lspci: "pciutils", xdotool: "xdotool" } as const;

/** @param packages the folder with two .deb; null = made now, and packed quickly. @throws Error with a sentence */
export async function benchStart(packages: string | null, runs: number): Promise<void> {
  const missing = Object.entries(PEERS).filter(([program]) => findProgram(program) === null);
  const reason =
    missing.length > 0
      ? `install ${missing.map(([, debian]) => debian).join(" ")} to measure against`
      : noPackageCheck();
  if (reason !== null) throw new Error(`The start cannot be measured here: ${reason}.`);
  const work = mkdtempSync(join(tmpdir(), "bench-start-"));
  try {
    const folder = packages === null ? work : resolve(packages);
    if (packages === null) {
      const words = [join(ROOT, "tools/package.ts"), "--fast", "--out", folder, "deb"];
      const { status, output } = await run(process.execPath, words, { isQuiet: true });
      if (status !== 0) throw new Error(`The packages could not be made: ${output}`);
    }
    const inside = join(import.meta.dirname, "package-check/startup.ts");
    const machine = startInside(inside, "/", folder, [`${runs}`]);
    const [status] = (await once(machine, "exit")) as [number | null];
    if (status !== 0) throw new Error(`The start was not measured: status ${status}.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
