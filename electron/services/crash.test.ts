/** A program that is killed in the middle of a write that hangs, and what the next one finds. */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import type { JournalEntry, Plan, ProcessMark } from "../../shared/operations/types.ts";
import { LocalHost } from "../host/local/local-host.ts";
import { buildTree } from "../host/local/testing/build-tree.ts";
import { tempFolder } from "../host/local/testing/temp-folder.ts";
import { openJournal } from "./journal.ts";
import { MachineSession } from "./machine-session.ts";
import { MachineOperations } from "./operations.ts";

const Mark = z.strictObject({ pid: z.int(), started: z.string() });
const NO_NAMES = { vendor: null, device: null, subsystem: null, classLabel: null, progIf: null };

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** Runs the program until its write is under way, and kills it there. */
async function killedWhileWriting(root: string, folder: string, pf: string): Promise<ProcessMark> {
  const program = join(import.meta.dirname, "testing/crash-program.ts");
  const child = spawn(process.execPath, ["--experimental-strip-types", "--no-warnings", program, root, folder, pf], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  for await (const line of createInterface(child.stdout)) {
    const writer = Mark.parse(JSON.parse(line));
    // The journal has it on the disk before anybody can know of it for sure.
    await expect.poll(() => readFileSync(join(folder, "journal.jsonl"), "utf8")).toContain(line);
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    return writer;
  }
  throw new Error("the program ended before it wrote anything");
}

it("tells of a write that outlives the program, lets nothing else be started, and offers both ways when it is over", async () => {
  const { root, vfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2, vfDriver: "mlx5_core" });
  const [vf, other] = vfs;
  if (!vf || !other) throw new Error("nothing was built");
  const folder = tempFolder();
  const attribute = `${root}/bus/pci/drivers/mlx5_core/unbind`;
  rmSync(attribute, { force: true });
  execFileSync("mkfifo", [attribute]);
  const writer = await killedWhileWriting(root, folder, vf);
  onTestFinished(() => kill(writer.pid));

  const host = new LocalHost({ root, modulesDir: null, lockTimeoutMs: 100 });
  const session = new MachineSession("local", host, () => NO_NAMES);
  await session.start();
  const operations = new MachineOperations(session, (options) => openJournal(folder, options));
  const changed: JournalEntry[] = [];
  operations.listen({ progress: () => undefined, journal: (entry) => changed.push(entry) });
  onTestFinished(async () => {
    await operations.close();
    await session.close();
  });
  const [entry] = await operations.entries();
  expect(entry).toMatchObject({ state: "running", steps: [{ state: "done" }, { state: "running", writer }, {}] });
  const plan = await operations.plan({ kind: "assign", bdfs: [other] });
  await expect(operations.run(plan.id, { confirm: plan.stop?.bdf })).rejects.toMatchObject({ code: "BUSY" });

  kill(writer.pid);
  await expect.poll(() => changed).toHaveLength(1);
  expect(changed[0]).toMatchObject({ state: "interrupted", id: entry?.id });
  expect(changed[0]?.nowTrue).toEqual([
    `${vf} is on mlx5_core.`,
    `Not as it was before: the driver override of ${vf} was empty and is vfio-pci.`,
  ]);
  const verbs = ({ steps }: Plan) => steps.map(({ template }) => template.verb);
  const entryId = entry?.id ?? "";
  expect(verbs(await operations.plan({ kind: "finish", entryId }))).toEqual(["driver.unbind", "driver.probe"]);
  expect(verbs(await operations.plan({ kind: "undo", entryId }))).toEqual(["driver.override"]);
  await operations.settle(entryId);
  expect((await operations.entries())[0]).toMatchObject({ settledBy: "person" });
});
