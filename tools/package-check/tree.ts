/** A made-up sysfs, so that something can be changed and no machine is touched. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mustHold } from "./check.ts";
import type { DevtoolsPage } from "./devtools.ts";
import { must, until, type Who } from "./program.ts";

export interface Tree {
  readonly folder: string;
  /** Address of its PF. */
  readonly pf: string;
}

/** @param owner who may write it */
export async function makeTree(folder: string, owner: Who): Promise<Tree> {
  const make = join(import.meta.dirname, "../make-tree.ts");
  await must([process.execPath, make, folder, "--ports", "1", "--pfs", "1", "--vfs", "0"]);
  await must(["chown", "-R", `${owner.uid}:${owner.gid}`, folder]);
  const devices = join(folder, "bus/pci/devices");
  const pf = readdirSync(devices).find((name) => existsSync(join(devices, name, "sriov_totalvfs")));
  if (pf === undefined) throw new Error(`${folder} has no PF`);
  return { folder, pf };
}

/** Has the window plan a change, run it, and waits until it is done; then it is in the files and in the journal. */
export async function changeTree(page: DevtoolsPage, { folder, pf }: Tree): Promise<void> {
  const request = { kind: "autoprobe.set", pf, value: false };
  const { id } = await page.call<{ id: string }>("operation.plan", { host: "local", request });
  await page.call("operation.run", { host: "local", planId: id, confirm: pf, wayBackSeconds: null });
  let seen = "";
  await until(
    async () => {
      const { entries } = await page.call<{ entries: readonly { state: string }[] }>("journal.list", { host: "local" });
      seen = JSON.stringify(entries);
      return entries.length === 1 && entries[0]?.state === "done";
    },
    () => `the change is not done; the journal has:\n${seen}`,
  );
  const written = readFileSync(join(folder, "bus/pci/devices", pf, "sriov_drivers_autoprobe"), "utf8").trim();
  mustHold(written === "0", "the change must be in the machine's files", written);
}
