import { expect, it } from "vitest";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { entryOf, FOUR_FOR_GUESTS, IDLE_PF, states } from "../testing/requests.ts";
import { openLab } from "../testing/runner-lab.ts";

const LOG = ["BUG: kernel NULL pointer dereference, address: 0000000000000010", "RIP: 0010:viommu_remove+0x1c/0x90"];

it("a kernel that crashed under a step is told as that, nothing more is written, and each later plan is guarded", async () => {
  const written: string[] = [];
  const lab = await openLab({
    machine: p22(),
    wrap: (host) => ({
      perform(step) {
        written.push(step.verb);
        return host.perform(step);
      },
    }),
  });
  const before = await lab.plan({ kind: "autoprobe.set", pf: IDLE_PF, value: false });
  expect(before.checks.map(({ id }) => id)).not.toContain("kernel-crashed");
  lab.fault = (n) => (n === 2 ? { kind: "crash", kernelLog: LOG } : null);
  const status = await lab.run(FOUR_FOR_GUESTS);
  expect(status.state).toBe("failed");
  expect(states(status).slice(0, 4)).toEqual(["done", "done", "failed", "waiting"]);
  expect(written).toHaveLength(3);
  expect(status.explanation).toMatchObject({ rule: "kernel-crashed", evidence: expect.arrayContaining(LOG) });
  expect(inEnglish(status.nowTrue)).not.toContain("Everything is back to its previous state.");
  expect(await entryOf(lab, status)).toMatchObject({ state: "failed" });

  const later = await lab.plan({ kind: "autoprobe.set", pf: IDLE_PF, value: false });
  expect(later.verdict).toBe("guarded");
  expect(later.checks.find(({ id }) => id === "kernel-crashed")).toMatchObject({ level: "guard" });
  // What was agreed to before the crash is not run after it.
  expect(await lab.runner.run(before)).toMatchObject({ ok: false, code: "CONFLICT" });
});

it.each([
  ["whose flag cannot be read any more", null, ["failed", "waiting"]],
  ["that says that it is well", false, ["done", "done"]],
])("a write that came back with a crash in its log, on a kernel %s", async (_name, crashed, begin) => {
  let flag: boolean | null = false;
  const lab = await openLab({
    machine: p22(),
    wrap: (host) => ({
      perform: async (step) => {
        await host.perform(step);
        flag = crashed;
        return { ok: true, kernelLog: LOG };
      },
      async scan(only) {
        const scan = await host.scan(only);
        return { ...scan, host: { ...scan.host, crashed: flag } };
      },
    }),
  });
  const status = await lab.run(FOUR_FOR_GUESTS);
  expect(status.state).toBe(crashed === null ? "failed" : "done");
  expect(status.explanation?.rule).toBe(crashed === null ? "kernel-crashed" : undefined);
  expect(states(status).slice(0, 2)).toEqual(begin);
});

it("a way back that was armed is told as called off, and not as armed, when the kernel crashed under a step", async () => {
  const lab = await openLab({ machine: p22() });
  lab.fault = (n) => (n === 2 ? { kind: "crash", kernelLog: LOG } : null);
  const result = await lab.runner.run(await lab.plan(FOUR_FOR_GUESTS), { wayBackSeconds: 60 });
  expect(result).toMatchObject({ ok: true, status: { state: "failed" } });
  expect(result.ok && result.status.wayBack?.state).not.toBe("armed");
});

it("a kernel that has died since the operation began counts as crashed, whatever the write and its log say", async () => {
  for (const code of [null, "EBUSY"]) {
    let hasDied = false;
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        async perform(step) {
          const result = await host.perform(step);
          hasDied = true;
          if (code === null || !result.ok) return result;
          return { ok: false, failure: { code, wrote: "", where: "sriov_numvfs", kernelLog: [] } };
        },
        async scan(only) {
          const scan = await host.scan(only);
          return { ...scan, host: { ...scan.host, crashed: hasDied } };
        },
      }),
    });
    const status = await lab.run(FOUR_FOR_GUESTS);
    expect(status.explanation?.rule).toBe("kernel-crashed");
    expect(states(status).slice(0, 2)).toEqual(["failed", "waiting"]);
  }
});

it("a way back that the kernel crashes under is not gone on with", async () => {
  const lab = await openLab({ machine: p22() });
  const asked: number[] = [];
  lab.fault = (n) => {
    asked.push(n);
    if (n === 3) return { kind: "fail", code: "EIO", kernelLog: [] };
    return n === 4 ? { kind: "crash", kernelLog: LOG } : null;
  };
  const status = await lab.run(FOUR_FOR_GUESTS);
  expect(status.state).toBe("failed");
  expect(asked.at(-1)).toBe(4);
  expect(states(status)).toContain("undo failed");
});
