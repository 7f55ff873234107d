import { describe, expect, it } from "vitest";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import { handOff } from "../../../shared/operations/texts/handoff.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import { MemoryJournal } from "../journal/journal.ts";
import { entryOf, FOUR_FOR_GUESTS, IDLE_PF, PF, REQUESTS, states, VF0, VF1 } from "../testing/requests.ts";
import { openLab, stateOf } from "../testing/runner-lab.ts";

describe("an operation", () => {
  it("gives VFs to guests, and says what is true afterwards", async () => {
    const lab = await openLab({ machine: p22() });
    const status = await lab.run({ kind: "vfs.set", pf: PF, count: 2, purpose: "vfio-pci" });
    expect(status.state).toBe("done");
    expect(new Set(states(status))).toEqual(new Set(["done"]));
    const [count, ...vfs] = inEnglish(status.nowTrue);
    expect(count).toBe("0000:01:00.0 has 2 VFs.");
    expect(vfs).toEqual([
      expect.stringMatching(/^0000:01:00\.2 is bound to vfio-pci \(IOMMU group \d+\)\.$/),
      expect.stringMatching(/^0000:01:00\.3 is bound to vfio-pci \(IOMMU group \d+\)\.$/),
    ]);
    expect(lab.session.machine.byBdf.get(PF)?.sriov?.driversAutoprobe).toBe(true);
    expect(handOff(lab.session.machine, [VF0, VF1]).notReady).toEqual([]);
  });

  it("keeps which functions got no driver that were to get one", async () => {
    const lab = await openLab({ machine: p22() });
    const vfs = await lab.run({ kind: "vfs.set", pf: PF, count: 2, purpose: "none" });
    expect((await entryOf(lab, vfs)).unbound).toBeUndefined();
    // The kernel tells nobody that no driver took it.
    const isBinding = (step: { readonly verb: string }) => step.verb === "driver.probe";
    lab.fault = (_, step) => (isBinding(step) ? { kind: "ignore" } : null);
    const short = await lab.run({ kind: "giveBack", bdfs: [VF0] });
    expect(short).toMatchObject({ state: "done", unbound: [VF0] });
    expect((await entryOf(lab, short)).unbound).toEqual([VF0]);
  });

  it("writes down what was there before", async () => {
    const lab = await openLab({ machine: p22() });
    const entry = await entryOf(lab, await lab.run(FOUR_FOR_GUESTS));
    expect(entry).toMatchObject({
      state: "done",
      machine: "p22-048-018",
      machineKind: "demo",
      request: FOUR_FOR_GUESTS,
    });
    expect(entry.before.vfs).toEqual({ pf: PF, count: 16, autoprobe: true });
    expect(entry.before.functions).toHaveLength(16);
    expect(entry.endedAt).not.toBeNull();
  });

  it.each(REQUESTS)("is taken back by an undo: %s", async (_, request) => {
    const lab = await openLab({ machine: p22() });
    const before = stateOf(lab.session.machine);
    const done = await lab.run(request);
    expect(done.state).toBe("done");
    expect(stateOf(lab.session.machine)).not.toEqual(before);
    const undone = await lab.run({ kind: "undo", entryId: done.entryId });
    expect(undone.state).toBe("done");
    expect(stateOf(lab.session.machine)).toEqual(before);
    expect(await entryOf(lab, done)).toMatchObject({ undoneBy: undone.entryId });
    expect(await entryOf(lab, undone)).toMatchObject({ undoOf: done.entryId });
    // Taking the undo back brings the first operation into force again.
    const after = await lab.run({ kind: "undo", entryId: undone.entryId });
    expect(after.state).toBe("done");
    expect(await entryOf(lab, done)).toMatchObject({ undoneBy: null });
  });

  it("is in force or not by how often its undo was taken back", async () => {
    const lab = await openLab({ machine: p22() });
    const chain = [await lab.run({ kind: "assign", bdfs: [VF0] })];
    for (let undos = 1; undos <= 5; undos++) {
      const last = await lab.run({ kind: "undo", entryId: chain.at(-1)?.entryId ?? "" });
      expect(last.state).toBe("done");
      // Whoever stands an odd number of places before it was taken back by it, or again.
      const isTakenBack = chain.map((_, place) => (chain.length - place) % 2 === 1);
      const links = await Promise.all(chain.map(async (status) => (await entryOf(lab, status)).undoneBy));
      expect(links).toEqual(isTakenBack.map((taken) => (taken ? last.entryId : null)));
      chain.push(last);
    }
  });

  it("that is the undo of a change of the number of VFs keeps what was set since, and what was set before", async () => {
    const lab = await openLab({ machine: p22() });
    const told = async (vf: number) => (await lab.host.detail(PF)).vfSettings?.find((each) => each.vf === vf);
    const edit = (vf: number, vlan: number) =>
      lab.run({ kind: "vf.settings", pf: PF, edits: [{ vfs: [vf], settings: { vlan } }] });
    await edit(9, 90);
    const fewer = await lab.run({ kind: "vfs.set", pf: PF, count: 8, purpose: "host" });
    await edit(0, 30);
    const undone = await lab.run({ kind: "undo", entryId: fewer.entryId });
    expect(undone.state).toBe("done");
    expect([(await told(0))?.vlan, (await told(9))?.vlan]).toEqual([30, 90]);
    // Taken back once more, the VFs above go, and the plan says what goes with them.
    const plan = await lab.plan({ kind: "undo", entryId: undone.entryId });
    expect(inEnglish(plan.checks)).toContainEqual(
      expect.objectContaining({
        id: "undo-limits",
        evidence: "VF 9 of 0000:01:00.0 is removed, with its current settings",
      }),
    );
  });

  it("tells each step as it starts and as it ends", async () => {
    const lab = await openLab({ machine: testbench() });
    const free = { kind: "assign", bdfs: [BENCH.driverless] } as const;
    await lab.run(free);
    expect(lab.told.map((status) => states(status).join(" "))).toEqual([
      "waiting waiting",
      "running waiting",
      "done waiting",
      "done running",
      "done done",
      "done done",
    ]);
    expect(lab.told.at(-1)?.state).toBe("done");
  });

  it("tells a long plan's steps only now and then, and its end surely", async () => {
    const lab = await openLab({ machine: p22() });
    const bdfs = lab.session.machine.vfsOf(PF).map((vf) => vf.bdf);
    const status = await lab.run({ kind: "assign", bdfs });
    expect(status.steps.length).toBeGreaterThan(40);
    expect(lab.told.length).toBeLessThan(status.steps.length);
    expect(lab.told.at(-1)).toEqual(status);
  });

  it("waits for VFs that appear late, and for drivers that bind late", async () => {
    let late = 0;
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        async scan(only) {
          const scan = await host.scan(only);
          if (late-- <= 0) return scan;
          const functions = scan.functions.map((fn) =>
            fn.bdf === IDLE_PF ? { ...fn, virtfns: [] } : { ...fn, driver: null },
          );
          return { ...scan, functions };
        },
        perform(step) {
          late = 4;
          return host.perform(step);
        },
      }),
    });
    const status = await lab.run({ kind: "vfs.set", pf: IDLE_PF, count: 2, purpose: "vfio-pci" });
    expect(status.state).toBe("done");
  });
});

describe("starting a plan", () => {
  it("is refused when what it writes over is another than it was planned from, and no scan tells that", async () => {
    const lab = await openLab({ machine: p22() });
    const vf = (index: number, vlan: number) =>
      ({ verb: "vf.network", bdf: PF, vf: index, settings: [{ set: "vlan", vlan, qos: 0 }] }) as const;
    const plan = await lab.plan({ kind: "vf.settings", pf: PF, edits: [{ vfs: [3], settings: { vlan: 20 } }] });
    const none = await lab.plan({ kind: "vfs.set", pf: PF, count: 0, purpose: "host" });
    // Of a VF that the first of them leaves alone.
    await lab.host.perform(vf(4, 99));
    expect(await lab.runner.run(none)).toMatchObject({ ok: false, code: "CONFLICT" });
    await lab.host.perform(vf(3, 99));
    expect(await lab.runner.run(plan)).toMatchObject({ ok: false, code: "CONFLICT" });
    await lab.host.perform(vf(3, 0));
    expect(await lab.runner.run(plan)).toMatchObject({ ok: true, status: { state: "done" } });
  });

  it("is refused when the machine has changed since it was shown", async () => {
    const lab = await openLab({ machine: p22() });
    const plan = await lab.plan(FOUR_FOR_GUESTS);
    await lab.host.perform({ verb: "sriov.numvfs", bdf: PF, value: 0 });
    expect(await lab.runner.run(plan)).toMatchObject({ ok: false, code: "CONFLICT" });
    expect(await lab.journal.list()).toEqual([]);
    expect(lab.runner.busy).toBe(false);
  });

  it("is refused while another operation runs", async () => {
    const lab = await openLab({ machine: p22() });
    const [first, second] = [
      await lab.plan({ kind: "assign", bdfs: [VF0] }),
      await lab.plan({ kind: "assign", bdfs: [VF1] }),
    ];
    const [one, other] = await Promise.all([lab.runner.run(first), lab.runner.run(second)]);
    expect(one.ok).toBe(true);
    expect(inEnglish(other)).toEqual({
      ok: false,
      code: "BUSY",
      message: "“Bind 0000:01:00.2 to vfio-pci” is still running on this machine.",
    });
    expect((await lab.runner.run(await lab.plan({ kind: "assign", bdfs: [VF1] }))).ok).toBe(true);
  });

  it("is refused for a plan that is blocked, or has nothing to do", async () => {
    const lab = await openLab({ machine: p22() });
    const blocked = await lab.plan({ kind: "vfs.set", pf: PF, count: 17, purpose: "host" });
    expect(inEnglish(await lab.runner.run(blocked))).toEqual({
      ok: false,
      code: "REFUSED",
      message: "0000:01:00.0 supports at most 16 VFs.",
    });
    const nothing = await lab.plan({ kind: "vfs.set", pf: PF, count: 16, purpose: "host" });
    expect(await lab.runner.run(nothing)).toMatchObject({ code: "REFUSED", message: { say: "run.nothingToDo" } });
  });

  it("is refused when the journal cannot be written: nothing is changed without a record", async () => {
    class FullJournal extends MemoryJournal {
      override begin(): Promise<never> {
        return Promise.reject(new Error("no space left on device"));
      }
    }
    const lab = await openLab({ machine: p22(), journal: new FullJournal() });
    const before = stateOf(lab.session.machine);
    const result = await lab.runner.run(await lab.plan(FOUR_FOR_GUESTS));
    expect(result).toMatchObject({ ok: false, code: "IO", message: { values: { reason: "no space left on device" } } });
    expect(stateOf(lab.session.machine)).toEqual(before);
  });

  it("is taken back when the journal fails on the way", async () => {
    const request: OperationRequest = { kind: "assign", bdfs: [VF0] };
    for (let limit = 0; limit < 6; limit++) {
      class ShortJournal extends MemoryJournal {
        private left = limit;
        override step(...step: Parameters<MemoryJournal["step"]>): Promise<void> {
          return this.left-- > 0 ? super.step(...step) : Promise.reject(new Error("no space left on device"));
        }
      }
      const lab = await openLab({ machine: p22(), journal: new ShortJournal() });
      const before = stateOf(lab.session.machine);
      const status = await lab.run(request);
      expect(status.state).toBe("failed");
      expect(english(status.explanation?.cause)).toContain("The journal could not be written");
      expect(stateOf(lab.session.machine)).toEqual(before);
    }
  });
});

describe("cancelling", () => {
  it("stops after the step that is running, and takes back what was done", async () => {
    const { steps } = await (await openLab({ machine: p22() })).plan(FOUR_FOR_GUESTS);
    for (const [position] of steps.entries()) {
      const lab = await openLab({ machine: p22() });
      const before = stateOf(lab.session.machine);
      lab.fault = (n) => {
        if (n === position) expect(lab.runner.cancel(lab.runner.status?.operationId ?? "")).toBe(true);
        return null;
      };
      const status = await lab.run(FOUR_FOR_GUESTS);
      expect(status).toMatchObject({ state: "cancelled", explanation: null });
      expect(
        states(status)
          .slice(position + 1)
          .every((state) => state === "waiting"),
      ).toBe(true);
      expect(stateOf(lab.session.machine)).toEqual(before);
      expect(english(status.nowTrue.at(-1))).toBe("Everything is back to its previous state.");
    }
  });

  it("knows only the operation that runs", async () => {
    const lab = await openLab({ machine: p22() });
    const status = await lab.run({ kind: "assign", bdfs: [VF0] });
    expect(lab.runner.cancel(status.operationId)).toBe(false);
    expect(lab.runner.cancel("another")).toBe(false);
  });
});

describe("a write that does not come back", () => {
  it("is told every second, and after ten who is waited for", async () => {
    const lab = await openLab({ machine: p22() });
    lab.fault = (n) => (n === 0 ? { kind: "hang" } : null);
    const started = await lab.runner.start(await lab.plan({ kind: "vfs.set", pf: PF, count: 0, purpose: "host" }));
    if (!started.ok) throw new WordsError(started.message);
    while (lab.told.at(-1)?.explanation == null) await lab.clock.wait(0);
    const last = lab.told.at(-1);
    expect(last?.state).toBe("running");
    expect(last?.steps[0]).toMatchObject({ state: "running", tookMs: 10_000 });
    expect(english(last?.explanation?.cause)).toContain("has not returned");
    expect(lab.told.filter((status) => status.steps[0]?.state === "running")).toHaveLength(11);
    await lab.host.close();
    expect(await started.finished).toMatchObject({ state: "failed" });
  });
});

describe("what the kernel says", () => {
  it("is explained where nothing could be foreseen", async () => {
    const lab = await openLab({ machine: testbench() });
    const status = await lab.run({ kind: "vfs.set", pf: BENCH.bnxt, count: 2, purpose: "host" });
    expect(status.state).toBe("failed");
    expect(english(status.explanation?.cause)).toContain("bnxt_en created no VFs");
  });

  it("is foreseen where the facts tell: a plan that is ready succeeds, one that is blocked would have failed", async () => {
    const surprising = new Set<string>([
      BENCH.bnxt,
      BENCH.ixgbe,
      BENCH.ice,
      BENCH.iceSafeMode,
      BENCH.i40e,
      BENCH.brokenCounts,
      BENCH.missingDependency,
      BENCH.wrongDependency,
      BENCH.unsupported,
      BENCH.smallWindow,
      BENCH.asleep,
    ]);
    const outcomes: Record<string, string> = {};
    for (const [name, pf] of Object.entries(BENCH)) {
      for (const count of [1, 4, 7, 8]) {
        const lab = await openLab({ machine: testbench() });
        if (!lab.session.machine.byBdf.get(pf)?.sriov) continue;
        const plan = await lab.plan({ kind: "vfs.set", pf, count, purpose: "none" });
        const asked = await lab.host.perform({ verb: "sriov.numvfs", bdf: pf, value: count });
        const seen = (await lab.host.scan([pf])).functions[0]?.virtfns.length ?? 0;
        const works = asked.ok && seen === count;
        if (surprising.has(pf)) {
          if (plan.verdict === "blocked") expect(works, `${name} ${count}`).toBe(false);
        } else {
          outcomes[`${name} ${count}`] = `${plan.verdict}, ${works ? "works" : "fails"}`;
        }
      }
    }
    expect(new Set(Object.values(outcomes)), JSON.stringify(outcomes)).toEqual(
      new Set(["ready, works", "blocked, fails"]),
    );
  });
});
