import { describe, expect, it } from "vitest";
import type { OperationStatus } from "../../../shared/operations/record/record.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { entryOf, IDLE_PF, PF, states, VF0, VF1 } from "../testing/requests.ts";
import { type Lab, openLab, stateOf } from "../testing/runner-lab.ts";

const NO_VFS = { kind: "vfs.set", pf: PF, count: 0, purpose: "host" } as const;

/** Runs a plan with a way back armed; `answer` is called once it waits for a person's word. */
async function guarded(lab: Lab, answer: (operationId: string) => void): Promise<OperationStatus> {
  const started = await lab.runner.start(await lab.plan(NO_VFS), { wayBackSeconds: 60 });
  if (!started.ok) throw new WordsError(started.message);
  while (lab.runner.status?.wayBack?.state !== "asking") await lab.clock.wait(1);
  answer(started.status.operationId);
  return started.finished;
}

describe("an operation with a way back that runs by itself", () => {
  it("tells until when it can be kept, and is done when it is", async () => {
    const lab = await openLab({ machine: p22() });
    const status = await guarded(lab, (id) => {
      expect(lab.runner.status).toMatchObject({ state: "running", wayBack: { seconds: 60, state: "asking" } });
      expect(lab.runner.confirm("another", true)).toBe(false);
      expect(lab.runner.confirm(id, true)).toBe(true);
    });
    expect(status).toMatchObject({ state: "done", wayBack: { state: "kept" } });
    lab.host.expireWayBack();
    await lab.session.refresh();
    expect(lab.session.machine.byBdf.get(PF)?.sriov?.numVfs).toBe(0);
  });

  it("is taken back at once when a person says so", async () => {
    const lab = await openLab({ machine: p22() });
    const before = stateOf(lab.session.machine);
    const status = await guarded(lab, (id) => lab.runner.confirm(id, false));
    expect(status.state).toBe("cancelled");
    expect(english(status.nowTrue.at(-1))).toBe("Everything is back to its previous state.");
    expect(stateOf(lab.session.machine)).toEqual(before);
  });

  it("is taken back when it is cancelled while it waits", async () => {
    const lab = await openLab({ machine: p22() });
    const status = await guarded(lab, (id) => expect(lab.runner.cancel(id)).toBe(true));
    expect(status.state).toBe("cancelled");
    expect(english(status.nowTrue.at(-1))).toBe("Everything is back to its previous state.");
  });

  it("is taken back by the machine when nobody says anything, and tells so", async () => {
    const lab = await openLab({ machine: p22() });
    const before = stateOf(lab.session.machine);
    const status = await guarded(lab, () => lab.host.expireWayBack());
    expect(status).toMatchObject({ state: "cancelled", wayBack: { state: "fired" } });
    expect(english(status.nowTrue[0])).toBe("The changes were not confirmed in time and were rolled back.");
    expect(english(status.nowTrue.at(-1))).toBe("Everything is back to its previous state.");
    expect(new Set(states(status))).toEqual(new Set(["undone"]));
    expect(stateOf(lab.session.machine)).toEqual(before);
    expect(await entryOf(lab, status)).toMatchObject({ state: "cancelled" });
  });

  it("is called off when a step fails, and what was done is taken back as ever", async () => {
    const lab = await openLab({ machine: p22() });
    lab.fault = () => ({ kind: "fail", code: "EBUSY", kernelLog: [] });
    const result = await lab.runner.run(await lab.plan(NO_VFS), { wayBackSeconds: 60 });
    expect(result).toMatchObject({ ok: true, status: { state: "failed" } });
    lab.host.expireWayBack();
    await lab.session.refresh();
    expect(lab.session.machine.byBdf.get(PF)?.sriov?.numVfs).toBe(16);
  });

  it("is not begun when the way back cannot be armed", async () => {
    const lab = await openLab({
      machine: p22(),
      wrap: () => ({ armWayBack: () => Promise.reject(new Error("no shell")) }),
    });
    const before = stateOf(lab.session.machine);
    expect(await lab.runner.run(await lab.plan(NO_VFS), { wayBackSeconds: 60 })).toMatchObject({
      ok: false,
      code: "REFUSED",
    });
    expect(stateOf(lab.session.machine)).toEqual(before);
    expect(await lab.journal.list()).toEqual([]);
  });

  it("waits longer while steps run, is extended by each, and then waits for as long as was chosen", async () => {
    const seconds: number[] = [];
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        async armWayBack(armed, steps) {
          seconds.push(armed);
          const wayBack = await host.armWayBack(armed, steps);
          return {
            outlivesLogin: false,
            left: wayBack.left,
            ended: wayBack.ended,
            disarm: () => wayBack.disarm(),
            // What the machine says is what is told, whatever was asked.
            seconds: 31,
            async extend(more) {
              seconds.push(more);
              return (await wayBack.extend(more)) === null ? null : more + 1;
            },
          };
        },
      }),
    });
    const plan = await lab.plan(NO_VFS);
    const started = await lab.runner.start(plan, { wayBackSeconds: 10 });
    if (!started.ok) throw new WordsError(started.message);
    expect(started.status.wayBack).toMatchObject({ seconds: 31, state: "armed", mayEndWithLogin: true });
    while (lab.runner.status?.wayBack?.state !== "asking") await lab.clock.wait(1);
    expect(seconds).toEqual([30, ...plan.steps.map(() => 30), 10]);
    expect(lab.runner.status?.wayBack).toMatchObject({ seconds: 11 });
    expect(lab.runner.status?.wayBack?.leftMs).toBeLessThanOrEqual(11_000);
    lab.runner.confirm(started.status.operationId, true);
    expect((await started.finished).state).toBe("done");
  });

  it("is extended while a step does not come back", async () => {
    let extended = 0;
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        async armWayBack(armed, steps) {
          const wayBack = await host.armWayBack(armed, steps);
          const { seconds, outlivesLogin, left, ended } = wayBack;
          const extend = (more: number) => {
            extended++;
            return wayBack.extend(more);
          };
          return { seconds, outlivesLogin, left, ended, extend, disarm: () => wayBack.disarm() };
        },
      }),
    });
    const before = stateOf(lab.session.machine);
    // Ten seconds pass in which nothing becomes as expected.
    lab.fault = (n) => (n === 0 ? { kind: "ignore" } : null);
    const result = await lab.runner.run(await lab.plan(NO_VFS), { wayBackSeconds: 20 });
    expect(result).toMatchObject({ ok: true, status: { state: "failed" } });
    expect(extended).toBe(2);
    expect(stateOf(lab.session.machine)).toEqual(before);
  });

  it("stops the steps that are left when it runs in the middle", async () => {
    const lab = await openLab({ machine: p22() });
    const written: number[] = [];
    lab.fault = (n) => {
      written.push(n);
      if (n === 1) lab.host.expireWayBack();
      return null;
    };
    const plan = await lab.plan({ kind: "vfs.set", pf: PF, count: 4, purpose: "vfio-pci" });
    const result = await lab.runner.run(plan, { wayBackSeconds: 60 });
    if (!result.ok) throw new WordsError(result.message);
    expect(written).toEqual([0, 1]);
    expect(english(result.status.nowTrue[0])).toBe(
      "The machine lost contact with this program and rolled the changes back.",
    );
    expect(result.status.wayBack?.state).toBe("fired");
    expect(result.status.state).not.toBe("done");
  });

  it("is replaced by this program when somebody ends what waits on the machine", async () => {
    const lab = await openLab({ machine: p22() });
    const before = stateOf(lab.session.machine);
    const status = await guarded(lab, () => lab.host.loseWayBack());
    expect(status).toMatchObject({ state: "cancelled", wayBack: { state: "lost" } });
    expect(english(status.nowTrue[0])).toMatch(/was ended, so the changes were not kept/);
    expect(stateOf(lab.session.machine)).toEqual(before);
  });

  it("writes nothing more when the kernel has crashed meanwhile, whoever would take the change back", async () => {
    const ways = [
      (lab: Lab) => () => lab.host.expireWayBack(),
      (lab: Lab) => () => lab.host.loseWayBack(),
      (lab: Lab) => (id: string) => lab.runner.confirm(id, false),
    ];
    for (const [index, way] of ways.entries()) {
      const lab = await openLab({ machine: p22() });
      const status = await guarded(lab, (id) => {
        lab.host.crash(["BUG: kernel NULL pointer dereference, address: 0000000000000010"]);
        way(lab)(id);
      });
      expect(status.state, String(index)).toBe("failed");
      expect(english(status.nowTrue[0])).toBe(
        "The kernel crashed, so the rollback was stopped. Save your work and reboot this machine.",
      );
      if (index === 0) expect(status.wayBack?.state).toBe("crashed");
      expect(new Set(states(status))).toEqual(new Set([index === 0 ? "undo failed" : "done"]));
      expect(lab.session.machine.byBdf.get(PF)?.sriov?.numVfs).toBe(0);
    }
  });

  it("leaves a VF to a guest that has got it meanwhile, takes the others back, and says who has it", async () => {
    const lab = await openLab({ machine: p22() });
    const plan = await lab.plan({ kind: "assign", bdfs: [VF0, VF1] });
    const started = await lab.runner.start(plan, { wayBackSeconds: 60 });
    if (!started.ok) throw new WordsError(started.message);
    while (lab.runner.status?.wayBack?.state !== "asking") await lab.clock.wait(1);
    lab.host.hold(VF0);
    lab.host.expireWayBack();
    const status = await started.finished;
    expect(english(status.nowTrue[1])).toBe("Not rolled back: 0000:01:00.2 is held by qemu-system-x86 (pid 4242).");
    expect(english(status.nowTrue.at(-1))).toMatch(/^Not restored: .*0000:01:00\.2/);
    expect(lab.session.machine.byBdf.get(VF0)?.driver).toBe("vfio-pci");
    expect(lab.session.machine.byBdf.get(VF1)?.driver).not.toBe("vfio-pci");
    expect((await entryOf(lab, status))?.nowTrue).toEqual(status.nowTrue);
  });

  it("leaves all VFs where a guest has one of those that it would remove", async () => {
    const lab = await openLab({ machine: p22() });
    const plan = await lab.plan({ kind: "vfs.set", pf: IDLE_PF, count: 4, purpose: "vfio-pci" });
    const started = await lab.runner.start(plan, { wayBackSeconds: 60 });
    if (!started.ok) throw new WordsError(started.message);
    while (lab.runner.status?.wayBack?.state !== "asking") await lab.clock.wait(1);
    const [vf] = lab.session.machine.vfsOf(IDLE_PF);
    if (vf === undefined) throw new Error("there are no VFs");
    lab.host.hold(vf.bdf);
    lab.host.expireWayBack();
    const status = await started.finished;
    expect(lab.session.machine.vfsOf(IDLE_PF).length).toBe(4);
    expect(lab.session.machine.byBdf.get(vf.bdf)?.driver).toBe("vfio-pci");
    expect(inEnglish(status.nowTrue)).toContain(`Not rolled back: ${vf.bdf} is held by qemu-system-x86 (pid 4242).`);
  });

  it("says of a step that is still in force that it is", async () => {
    const lab = await openLab({
      machine: p22(),
      // The way back of that machine can do none of its steps.
      wrap: (host) => ({ armWayBack: (seconds) => host.armWayBack(seconds, []) }),
    });
    const status = await guarded(lab, () => lab.host.expireWayBack());
    expect(status.wayBack?.state).toBe("fired");
    expect(states(status)).not.toContain("undone");
    expect(english(status.nowTrue.at(-1))).toMatch(/^Not restored: /);
  });
});
