/** What is looked at again right before a step takes something away. */

import { describe, expect, it } from "vitest";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import type { OperationStatus } from "../../../shared/operations/record/record.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { say } from "../../../shared/words/say.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import type { SimulatedHost } from "../../host/simulated/simulated-host.ts";
import { IDLE_PF, PF, states, VF0, VF1 } from "../testing/requests.ts";
import { type Lab, openLab, stateOf } from "../testing/runner-lab.ts";

const ASSIGN = { kind: "assign", bdfs: [VF0, VF1] } as const;
const isUnbind = (step: Step, bdf: Bdf) => step.verb === "driver.unbind" && step.bdf === bdf;

/** A guest has the function open. */
function heldBy(facts: UsageFacts, bdf: Bdf): UsageFacts {
  const holder = {
    pid: 4711,
    process: "qemu-system-x86",
    vm: "db-2",
    kind: "vfio",
    node: "/dev/vfio/77",
    group: null,
    block: null,
    driver: null,
  };
  return { ...facts, holders: [...facts.holders, { ...holder, kind: "vfio" as const, bdf }] };
}

interface Meanwhile {
  /** The step after which it is so. */
  readonly after: (step: Step) => boolean;
  readonly usage?: (facts: UsageFacts) => UsageFacts;
  readonly happens?: (host: SimulatedHost) => unknown;
}

/** A lab on which something happens once a step was written. */
async function labWhere({ after, usage, happens }: Meanwhile): Promise<{ lab: Lab; written: Step[] }> {
  const written: Step[] = [];
  let isSo = false;
  const lab = await openLab({
    machine: p22(),
    wrap: (host) => ({
      async perform(step) {
        written.push(step);
        const result = await host.perform(step);
        if (!isSo && after(step)) {
          isSo = true;
          await happens?.(host);
        }
        return result;
      },
      usage: async () => (isSo && usage ? usage(await host.usage()) : host.usage()),
    }),
  });
  return { lab, written };
}

function expectStopped(status: OperationStatus, sentence: RegExp): void {
  expect(status.state).toBe("failed");
  expect(status.steps.find(({ state }) => state === "failed")?.failure?.code).toBe("ECHANGED");
  expect(inEnglish(status.explanation)).toMatchObject({
    rule: "changed-meanwhile",
    cause: expect.stringMatching(sentence),
  });
}

describe("before a step takes something away", () => {
  it("a guest that has taken the function meanwhile keeps it, and is named; what was done is taken back", async () => {
    const { lab, written } = await labWhere({
      after: (step) => isUnbind(step, VF0),
      usage: (facts) => heldBy(facts, VF1),
    });
    const before = stateOf(lab.session.machine);
    const status = await lab.run(ASSIGN);
    expectStopped(status, /0000:01:00\.3 is held by guest db-2/);
    expect(say("zh", status.explanation?.cause ?? "")).toMatch(/0000:01:00\.3 被虚拟机 db-2/);
    expect(status.steps.flatMap(({ failure }) => failure?.kernelLog ?? [])).toEqual([]);
    expect(written.some((step) => isUnbind(step, VF1))).toBe(false);
    expect(stateOf(lab.session.machine)).toEqual(before);
    expect(english(status.nowTrue.at(-1))).toBe("Everything is back to its previous state.");
  });

  it("what a later step would take away counts already", async () => {
    const { lab, written } = await labWhere({
      after: (step) => step.verb === "driver.override",
      usage: (facts) => heldBy(facts, VF1),
    });
    expectStopped(await lab.run(ASSIGN), /guest db-2/);
    expect(written.some(({ verb }) => verb === "driver.unbind")).toBe(false);
  });

  it("what can no longer be read stops it as well", async () => {
    const { lab } = await labWhere({
      after: (step) => isUnbind(step, VF0),
      usage: (facts) => ({
        ...facts,
        unread: [...facts.unread, { source: "holders", code: "ETIMEDOUT", reason: "it took too long" }],
      }),
    });
    expectStopped(await lab.run(ASSIGN), /Can no longer fully read .*: it took too long/);
  });

  it("a function that another hand gave to another driver is left alone", async () => {
    const { lab, written } = await labWhere({
      after: (step) => isUnbind(step, VF0),
      happens: async (host) => {
        const take = async () => ({ ok: true, hold: { release: async () => undefined } }) as const;
        const other = await openLab({ machine: p22(), host, wrap: () => ({ take }) });
        await other.run({ kind: "assign", bdfs: [VF1] });
      },
    });
    const status = await lab.run(ASSIGN);
    expectStopped(status, /0000:01:00\.3 is bound to vfio-pci, but the plan expects /);
    expect(written.some((step) => isUnbind(step, VF1))).toBe(false);
  });

  it("a PF that has other VFs than planned keeps them", async () => {
    const { lab } = await labWhere({
      after: (step) => step.verb === "sriov.autoprobe",
      happens: async (host) => {
        await host.perform({ verb: "sriov.numvfs", bdf: PF, value: 0 });
        await host.perform({ verb: "sriov.numvfs", bdf: PF, value: 2 });
      },
    });
    const status = await lab.run({ kind: "vfs.set", pf: PF, count: 4, purpose: "vfio-pci" });
    expectStopped(status, /0000:01:00\.0 has 2 VFs, but the plan expects 0 VFs/);
  });

  it("a function that has left is said to have", async () => {
    const { lab } = await labWhere({
      after: (step) => isUnbind(step, VF0),
      happens: (host) => host.unplug(PF),
    });
    expect((await lab.run(ASSIGN)).state).toBe("failed");
  });

  it.each([
    ["that may cut it is not written", { linkState: "disable" as const }, true],
    ["that cuts nothing is", { maxRate: 100 }, false],
  ])("a setting of a VF that a guest has taken meanwhile, %s", async (_name, settings, isStopped) => {
    let looks = 0;
    const written: Step[] = [];
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        perform: (step) => {
          written.push(step);
          return host.perform(step);
        },
        usage: async () => (++looks === 1 ? host.usage() : heldBy(await host.usage(), VF0)),
      }),
    });
    const status = await lab.run({ kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings }] });
    if (isStopped) expectStopped(status, /0000:01:00\.2 is held by guest db-2/);
    else expect(status.state).toBe("done");
    expect(written.some(({ verb }) => verb === "vf.network")).toBe(!isStopped);
  });

  it("one look is not made again for steps that give or make", async () => {
    let looks = 0;
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        usage: () => {
          looks++;
          return host.usage();
        },
      }),
    });
    await lab.run({ kind: "vfs.set", pf: IDLE_PF, count: 8, purpose: "host" });
    expect(looks).toBe(1);
  });

  it("the look at the start counts for the steps after it for as long as it took", async () => {
    const { lab, looks } = await slowLab({ lookMs: 3_000 });
    expect((await lab.run(ASSIGN)).state).toBe("done");
    expect(looks()).toBe(1);
  });

  it("and no longer: a guest that came since is found before the next step that takes something away", async () => {
    const { lab, looks, written } = await slowLab({ lookMs: 3_000, unbindMs: 3_000, heldAfter: 1 });
    expectStopped(await lab.run(ASSIGN), /0000:01:00\.3 is held by guest db-2/);
    expect(written.some((step) => isUnbind(step, VF1))).toBe(false);
    expect(looks()).toBeGreaterThan(1);
  });

  it("while a look counts the function itself is looked at all the same", async () => {
    const { lab, looks, written } = await slowLab({
      lookMs: 3_000,
      onWritten: async (host, step) => {
        if (!isUnbind(step, VF0)) return;
        await host.perform({ verb: "driver.unbind", bdf: VF1, from: "mlx5_core" });
      },
    });
    expectStopped(await lab.run(ASSIGN), /0000:01:00\.3 has no driver, but the plan expects mlx5_core/);
    expect(looks()).toBe(1);
    expect(written.some((step) => isUnbind(step, VF1))).toBe(false);
  });

  it("who uses it is looked at once when a plan is started, and steps of which a look takes no time are looked at each", async () => {
    const { lab, looks } = await slowLab({ lookMs: 0 });
    expect((await lab.run(ASSIGN)).state).toBe("done");
    expect(looks()).toBe(3);
  });
});

interface Slow {
  /** How long it takes to look at who uses what, and to take VF 0 from its driver, in milliseconds. */
  readonly lookMs: number;
  readonly unbindMs?: number;
  /** A guest has VF 1 open after so many looks. */
  readonly heldAfter?: number;
  readonly onWritten?: (host: SimulatedHost, step: Step) => Promise<void>;
}

async function slowLab({ lookMs, unbindMs = 0, heldAfter = Number.POSITIVE_INFINITY, onWritten }: Slow) {
  let looks = 0;
  const written: Step[] = [];
  const lab = await openLab({
    machine: p22(),
    wrap: (host) => ({
      usage: async () => {
        looks++;
        await lab.clock.wait(lookMs);
        const facts = await host.usage();
        return looks > heldAfter ? heldBy(facts, VF1) : facts;
      },
      perform: async (step) => {
        written.push(step);
        const result = await host.perform(step);
        await onWritten?.(host, step);
        if (unbindMs > 0 && isUnbind(step, VF0)) await lab.clock.wait(unbindMs);
        return result;
      },
    }),
  });
  return { lab, written, looks: () => looks };
}

describe("before a step that takes another one back", () => {
  const isProbe = (step: Step) => step.verb === "driver.probe";

  it("a guest that has taken the function since keeps it, and is named; the rest comes back", async () => {
    const { lab, written } = await labWhere({ after: isProbe, usage: (facts) => heldBy(heldBy(facts, VF0), VF1) });
    const vf1 = lab.session.machine.byBdf.get(VF1);
    const status = await lab.run(ASSIGN);
    expectStopped(status, /0000:01:00\.3 is held by guest db-2/);
    expect(written.at(-1)).toMatchObject({ verb: "driver.override", bdf: VF1 });
    expect(written.filter((step) => step.verb === "driver.unbind").length).toBe(1);
    expect(lab.session.machine.byBdf.get(VF0)).toMatchObject({ driver: "vfio-pci", driverOverride: "vfio-pci" });
    expect(lab.session.machine.byBdf.get(VF1)).toMatchObject({ driver: vf1?.driver, driverOverride: null });
    expect(inEnglish(status.nowTrue)).toContain(
      "Not rolled back: 0000:01:00.2 is held by guest db-2 (qemu-system-x86, pid 4711).",
    );
    expect(english(status.nowTrue.at(-1))).toMatch(/^Not restored: .*0000:01:00\.2/);
    expect(states(status)).toContain("undo failed");
  });

  it("VFs that were made stay all where a guest has one of them, and nothing is made of them by halves", async () => {
    const { lab, written } = await labWhere({
      after: isProbe,
      usage: (facts) => heldBy(facts, lab.session.machine.vfsOf(IDLE_PF)[0]?.bdf ?? VF0),
    });
    let overrides = 0;
    lab.fault = (_, { verb }) =>
      verb === "driver.override" && ++overrides > 1 ? { kind: "fail", code: "EBUSY", kernelLog: [] } : null;
    const status = await lab.run({ kind: "vfs.set", pf: IDLE_PF, count: 4, purpose: "vfio-pci" });
    expect(status.state).toBe("failed");
    expect(written.map(({ verb }) => verb).slice(-2)).toEqual(["driver.override", "sriov.autoprobe"]);
    expect(written.some((step) => step.verb === "sriov.numvfs" && step.value === 0)).toBe(false);
    const pf = lab.session.machine.byBdf.get(IDLE_PF);
    expect([pf?.sriov?.numVfs, pf?.sriov?.driversAutoprobe]).toEqual([4, true]);
    expect(lab.session.machine.vfsOf(IDLE_PF)[0]).toMatchObject({ driver: "vfio-pci", driverOverride: "vfio-pci" });
    expect(english(status.nowTrue[0])).toMatch(/^Not rolled back: .* is held by guest db-2/);
    expect(english(status.nowTrue.at(-1))).toMatch(/^Not restored: 0000:01:00\.1 had 0 VFs and now has 4 VFs/);
  });

  it("what can no longer be read keeps it as well, and what only gives back comes back", async () => {
    const { lab, written } = await labWhere({
      after: isProbe,
      usage: (facts) => ({
        ...facts,
        unread: [...facts.unread, { source: "holders", code: "ETIMEDOUT", reason: "it took too long" }],
      }),
    });
    const status = await lab.run(ASSIGN);
    expect(written.filter(({ verb }) => verb === "driver.unbind").length).toBe(1);
    expect(english(status.nowTrue[0])).toMatch(/^Not rolled back: Can no longer fully read .*: it took too long\.$/);
    expect(states(status)).toEqual(["done", ...Array(3).fill("undo failed"), "undone", "failed", "waiting"]);
  });

  it("what was agreed to with the plan does not keep it", async () => {
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        usage: async () => ({ ...heldBy(await host.usage(), VF0), interfaces: [], routes: [], sessions: [] }),
      }),
    });
    lab.fault = (_, step) =>
      step.verb === "driver.override" && step.bdf === VF1 ? { kind: "fail", code: "EBUSY", kernelLog: [] } : null;
    const before = stateOf(lab.session.machine);
    const plan = await lab.plan(ASSIGN);
    const result = await lab.runner.run(plan, { confirm: plan.stop?.bdf ?? null });
    expect(result.ok && result.status.state).toBe("failed");
    expect(stateOf(lab.session.machine)).toEqual(before);
  });
});

describe("the machine is taken for an operation", () => {
  it("and whoever has it is named to whoever is refused; nothing is changed then", async () => {
    const lab = await openLab({
      machine: p22(),
      wrap: () => ({ take: async () => ({ ok: false, holder: 'alice (pid 4711), for "8 VFs"' }) }),
    });
    const before = stateOf(lab.session.machine);
    const result = await lab.runner.run(await lab.plan(ASSIGN));
    expect(result).toMatchObject({
      ok: false,
      code: "BUSY",
      message: { say: "run.takenBy", values: { holder: expect.stringContaining("alice (pid 4711)") } },
    });
    expect(stateOf(lab.session.machine)).toEqual(before);
    expect(lab.runner.busy).toBe(false);
  });

  it.each(["done", "failed", "refused"])("and given to others again when it is %s", async (how) => {
    const said: string[] = [];
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        take: async () => {
          said.push("taken");
          return { ok: true, hold: { release: async () => void said.push("released") } };
        },
        perform: async (step) => {
          said.push("written");
          return host.perform(step);
        },
      }),
    });
    if (how === "failed") lab.fault = () => ({ kind: "fail", code: "EBUSY", kernelLog: [] });
    const plan = await lab.plan(ASSIGN);
    await lab.runner.run(how === "refused" ? { ...plan, fingerprint: "another" } : plan);
    expect(said[0]).toBe("taken");
    expect(said.at(-1)).toBe("released");
    expect(said.includes("written")).toBe(how !== "refused");
  });
});
