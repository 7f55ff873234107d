/** A helper that is killed while a write is under way: what the program says, and what it leaves alone. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { nameless } from "../../../shared/machine/blank.ts";
import type { JournalEntry, OperationStatus } from "../../../shared/operations/record/record.ts";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { changedScript } from "../../host/helper/testing/tree-helper.ts";
import { buildTree } from "../../host/local/testing/build-tree.ts";
import { cannotRun } from "../../host/places/testing/cannot-run.ts";
import { SshHost } from "../../host/ssh/ssh-host.ts";
import { noFarMachine, openFarMachine, ROOT_USER } from "../../host/ssh/testing/far-machine.ts";
import { MemoryJournal } from "../journal/journal.ts";
import { MachineSession } from "../session/machine-session.ts";
import { MachineOperations } from "./operations.ts";

const missing = noFarMachine();
const isSkipped = cannotRun("a helper that is killed", missing);

/** A person connects again: nothing is done by itself before. */
const NEVER_MS = 3_600_000;
/** The write holds the session's streams open, so that only its silence tells that the helper is gone. */
const SILENCE_MS = 5_000;

const folder = mkdtempSync(join(tmpdir(), "helper-killed-"));
const tree = buildTree(join(folder, "sys"), { ports: 1, pfs: 1, vfs: 2, vfDriver: "mlx5_core" });
const far = missing === null ? await openFarMachine(tree.root) : null;
afterAll(() => {
  far?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(isSkipped)("a helper that is killed while a write is under way", () => {
  test("is told as what it is; the write is not sent again, and what it did at last is seen", async () => {
    const [vf] = tree.vfs;
    if (!vf) throw new Error("nothing was built");
    const unbind = join(tree.root, "bus/pci/drivers/mlx5_core/unbind");
    rmSync(unbind, { force: true });
    execFileSync("mkfifo", [unbind]);
    const log = join(folder, "audit");
    const script = changedScript({ programs: `logger() { printf '%s\\n' "$*" >>${log}; }` });
    const asked = () => readFileSync(log, "utf8").match(/unbind \S+ \S+$/gm);
    const host = new SshHost({
      target: { user: ROOT_USER, host: "127.0.0.1", port: null },
      name: "far",
      script,
      asking: null,
      extra: far?.options ?? [],
      retryMs: [NEVER_MS],
      pollMs: 20,
      silenceMs: SILENCE_MS,
    });
    const session = new MachineSession("ssh:far", host, nameless);
    await session.start();
    const operations = new MachineOperations(session, (options) => new MemoryJournal(options));
    let ended: OperationStatus | null = null;
    operations.listen({
      progress: (status) => {
        if (status.state !== "running") ended = status;
      },
      journal: (_entry: JournalEntry) => undefined,
    });
    onTestFinished(async () => {
      await operations.close();
      await session.close();
    });
    const plan = await operations.plan({ kind: "assign", bdfs: [vf] });
    expect(plan.steps.map(({ template }) => template.verb)).toEqual([
      "driver.override",
      "driver.unbind",
      "driver.probe",
    ]);
    await operations.run(plan.id, { confirm: plan.stop?.bdf ?? null });
    await expect.poll(() => asked()).toHaveLength(1);
    expect(far?.killHelpers()).toBe(1);

    // What it knows: which steps were done. What it does not: whether the write went through, and what is so now.
    await expect.poll(() => ended).not.toBeNull();
    expect(inEnglish(ended)).toMatchObject({
      state: "failed",
      steps: [{}, { state: expect.stringMatching(/^(failed|undo failed)$/) }, { state: "waiting" }],
      explanation: {
        rule: "no-answer",
        remedy: expect.stringContaining("Whether the write took effect is unknown."),
      },
      nowTrue: [
        expect.stringContaining("may still take effect"),
        expect.stringMatching(/^The machine could not be read back: /),
      ],
    });
    const lost = await operations.plan({ kind: "assign", bdfs: [vf] });
    await expect(operations.run(lost.id, { confirm: lost.stop?.bdf ?? null })).rejects.toThrow(
      "The machine could not be reserved for this run, so nothing was changed:",
    );

    // Another helper finds the machine as it is by then: the write waits there still, and is nobody's any more.
    await host.reconnect();
    await session.refresh();
    const seen = () => session.machine.byBdf.get(vf);
    expect(seen()).toMatchObject({ driver: "mlx5_core", driverOverride: "vfio-pci" });
    const [entry] = await operations.entries();
    expect(entry).toMatchObject({ state: "failed", id: expect.any(String) });

    // It lands, once: the kernel of this tree is the test.
    expect(readFileSync(unbind, "utf8")).toBe(vf);
    rmSync(join(realpathSync(join(tree.root, "bus/pci/devices", vf)), "driver"));
    await session.refresh();
    expect(seen()).toMatchObject({ driver: null, driverOverride: "vfio-pci" });
    expect(asked()).toHaveLength(1);
    const back = await operations.plan({ kind: "undo", entryId: entry?.id ?? "" });
    expect(back.steps.map(({ template }) => template.verb)).toEqual([
      "driver.override",
      "driver.probe",
      "driver.override",
    ]);
  });
});
