/** A program that is killed in the middle of a write that hangs, and what the next one finds. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { nameless } from "../../../shared/machine/blank.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { JournalEntry, ProcessMark } from "../../../shared/operations/record/record.ts";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { treeScript } from "../../host/helper/placed-script.ts";
import { SCRIPT } from "../../host/helper/testing/tree-helper.ts";
import { LocalHost } from "../../host/local/local-host.ts";
import { buildTree } from "../../host/local/testing/build-tree.ts";
import { endProcess } from "../../host/local/testing/end-process.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { openJournal } from "../journal/journal.ts";
import { MachineSession } from "../session/machine-session.ts";
import { MachineOperations } from "./operations.ts";

const Mark = z.strictObject({ pid: z.int(), started: z.string() });

const ENDS = {
  "is killed": (child: ChildProcess) => child.kill("SIGKILL"),
  "ends in good order": (child: ChildProcess) => child.stdin?.end(),
} as const;

/** Runs the program until its write is under way, and ends it there. */
async function endedWhileWriting(end: keyof typeof ENDS, ...places: readonly string[]): Promise<ProcessMark> {
  const program = join(import.meta.dirname, "../testing/crash-program.ts");
  const child = spawn(process.execPath, ["--experimental-strip-types", "--no-warnings", program, ...places], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [, folder = ""] = places;
  for await (const line of createInterface(child.stdout)) {
    const writer = Mark.parse(JSON.parse(line));
    // The journal has it on the disk before anybody can know of it for sure.
    await expect.poll(() => readFileSync(join(folder, "journal.jsonl"), "utf8")).toContain(line);
    const gone = new Promise((resolve) => child.once("exit", resolve));
    ENDS[end](child);
    await gone;
    return writer;
  }
  throw new Error("the program ended before it wrote anything");
}

it.each(["is killed", "ends in good order"] as const)(
  "a program that %s leaves its write: the next one tells of it, starts nothing, and offers both ways when it is over",
  async (end) => {
    const { root, vfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2, vfDriver: "mlx5_core" });
    const [vf, other] = vfs;
    if (!vf || !other) throw new Error("nothing was built");
    const [folder, locks] = [tempFolder(), join(tempFolder(), "locks")];
    const attribute = `${root}/bus/pci/drivers/mlx5_core/unbind`;
    rmSync(attribute, { force: true });
    execFileSync("mkfifo", [attribute]);
    const writer = await endedWhileWriting(end, root, folder, locks, vf);
    onTestFinished(() => endProcess(writer.pid));

    const host = new LocalHost({ root, modulesDir: null, lockTimeoutMs: 100, script: treeScript(SCRIPT, root, locks) });
    const session = new MachineSession("local", host, nameless);
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

    // A program with another journal does not know of it, and is not let in either.
    await expect
      .poll(async () => inEnglish(await host.take("something else")))
      .toMatchObject({
        ok: false,
        holder: expect.stringContaining(`what “Bind ${vf} to vfio-pci” of `),
      });

    endProcess(writer.pid);
    await expect.poll(() => changed).toHaveLength(1);
    expect(changed[0]).toMatchObject({ state: "interrupted", id: entry?.id });
    expect(inEnglish(changed[0]?.nowTrue)).toEqual([
      `${vf} is bound to mlx5_core.`,
      `Not restored: driver_override of ${vf} was empty and is now vfio-pci.`,
    ]);
    const verbs = ({ steps }: Plan) => steps.map(({ template }) => template.verb);
    const entryId = entry?.id ?? "";
    expect(verbs(await operations.plan({ kind: "finish", entryId }))).toEqual(["driver.unbind", "driver.probe"]);
    expect(verbs(await operations.plan({ kind: "undo", entryId }))).toEqual(["driver.override"]);
    await operations.settle(entryId);
    expect((await operations.entries())[0]).toMatchObject({ settledBy: "person" });
  },
);
