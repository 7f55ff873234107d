import { describe, expect, it } from "vitest";
import type { OperationStatus } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import { entryOf, FOUR_FOR_GUESTS, PF, REQUESTS, states, VF0 } from "../testing/requests.ts";
import { type Lab, type LabOptions, losingAnswer, openLab, stateOf } from "../testing/runner-lab.ts";

describe("an operation that fails", () => {
  /** How many steps each request's plan has, asked once. */
  async function positions(request: OperationRequest): Promise<number[]> {
    const { steps } = await (await openLab({ machine: p22() })).plan(request);
    return steps.map((_, index) => index);
  }

  async function expectRestored(lab: Lab, before: unknown, status: OperationStatus): Promise<void> {
    expect(status.state).toBe("failed");
    expect(stateOf(lab.session.machine)).toEqual(before);
    expect(english(status.nowTrue.at(-1))).toBe("Everything is back to its previous state.");
    expect(status.explanation?.evidence.length).toBeGreaterThan(0);
    expect(states(status)).not.toContain("undo failed");
    expect(await entryOf(lab, status)).toMatchObject({ state: "failed", nowTrue: status.nowTrue });
  }

  it.each(REQUESTS)("brings everything back, whichever step is refused: %s", async (_, request) => {
    for (const position of await positions(request)) {
      const lab = await openLab({ machine: p22() });
      const before = stateOf(lab.session.machine);
      lab.fault = (n) => (n === position ? { kind: "fail", code: "EIO", kernelLog: ["it broke"] } : null);
      const status = await lab.run(request);
      await expectRestored(lab, before, status);
      expect(inEnglish(status.nowTrue)).not.toContainEqual(expect.stringContaining("may still take effect"));
      expect(states(status)[position]).toBe("failed");
      expect(status.steps[position]?.failure).toMatchObject({ code: "EIO", kernelLog: ["it broke"] });
      expect(
        states(status)
          .slice(position + 1)
          .every((state) => state === "waiting"),
      ).toBe(true);
      // A module that was loaded stays.
      const finished = status.steps.slice(0, position).filter((step) => !english(step.label).startsWith("Load"));
      expect(finished.every((step) => step.state === "undone")).toBe(true);
    }
  });

  it.each(REQUESTS)("brings everything back, whichever step has no effect: %s", async (_, request) => {
    for (const position of await positions(request)) {
      const refused: Step[] = [];
      const lab = await openLab({
        machine: p22(),
        wrap: (host) => ({
          async perform(step) {
            const result = await host.perform(step);
            if (!result.ok) refused.push(step);
            return result;
          },
        }),
      });
      const before = stateOf(lab.session.machine);
      lab.fault = (n) => (n === position ? { kind: "ignore" } : null);
      const status = await lab.run(request);
      // Nothing is written on the way back that the kernel has to refuse.
      expect(refused).toEqual([]);
      await expectRestored(lab, before, status);
      expect(status.steps[position]?.failure?.code).toBe("EVERIFY");
    }
  });

  it.each(REQUESTS)("brings everything back, whichever answer is lost: %s", async (_, request) => {
    for (const position of await positions(request)) {
      for (const performed of [false, true]) {
        const lab = await openLab({ machine: p22(), wrap: losingAnswer(position, performed) });
        const before = stateOf(lab.session.machine);
        const status = await lab.run(request);
        await expectRestored(lab, before, status);
        expect(status.steps[position]?.failure).toMatchObject({
          code: "EHOST",
          kernelLog: [],
          said: ["the connection was closed"],
        });
        // What wrote may have outlived the connection.
        expect(inEnglish(status.nowTrue)).toContainEqual(expect.stringContaining("may still take effect"));
      }
    }
  });

  it("says exactly what could not be brought back", async () => {
    const lab = await openLab({ machine: p22() });
    // The last step of the plan is refused, and so is every write that would create VFs again.
    const { steps } = await lab.plan(FOUR_FOR_GUESTS);
    lab.fault = (n, step) => {
      const creates = step.verb === "sriov.numvfs" && step.value === 16;
      return n === steps.length - 1 || creates ? { kind: "fail", code: "EIO", kernelLog: [] } : null;
    };
    const status = await lab.run(FOUR_FOR_GUESTS);
    expect(status.state).toBe("failed");
    expect(states(status)).toContain("undo failed");
    expect(english(status.nowTrue[0])).toBe("0000:01:00.0 has no VFs.");
    expect(english(status.nowTrue.at(-1))).toMatch(
      /^Not restored: 0000:01:00\.0 had 16 VFs and now has 0 VFs; 0000:01:00\.2 is no longer present/,
    );
    expect(lab.session.machine.byBdf.get(PF)?.sriov).toMatchObject({ numVfs: 0, driversAutoprobe: true });
  });

  it("goes on when a step that may fail fails", async () => {
    const lab = await openLab({ machine: p22() });
    const plan = await lab.plan({ kind: "assign", bdfs: [VF0] });
    // An unbinding that finds nothing to unbind any more.
    const steps = plan.steps.flatMap((step) =>
      step.template.verb === "driver.unbind" ? [step, { ...step, id: "again", optional: true }] : [step],
    );
    const result = await lab.runner.run({ ...plan, steps });
    expect(result.ok && states(result.status)).toEqual(["done", "done", "done", "skipped", "done"]);
    expect(result.ok && result.status.steps[3]?.failure?.code).toBe("ENODEV");
  });

  it("tells of a card that was pulled meanwhile", async () => {
    const lab = await openLab({ machine: p22() });
    lab.fault = (n) => {
      if (n === 2) lab.host.unplug(PF);
      return null;
    };
    const status = await lab.run(FOUR_FOR_GUESTS);
    expect(status.state).toBe("failed");
    expect(english(status.explanation?.cause)).toContain("no longer present");
    expect(inEnglish(status.nowTrue)).toContain("0000:01:00.0 is no longer present.");
  });

  it("never rejects when the machine does not answer at all", async () => {
    let gone = false;
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        scan: (only) => (gone ? Promise.reject(new Error("the connection was closed")) : host.scan(only)),
        perform: () => {
          gone = true;
          return Promise.reject(new Error("the connection was closed"));
        },
      }),
    });
    const status = await lab.run(FOUR_FOR_GUESTS);
    expect(status.state).toBe("failed");
    expect(inEnglish(status.nowTrue)).toEqual([
      expect.stringContaining("may still take effect"),
      "The machine could not be read back: the connection was closed.",
    ]);
    expect(english(status.explanation?.cause)).toContain("did not respond");
  });
});

describe("an errno that a PF driver gives as well as the PCI core", () => {
  const request: OperationRequest = { kind: "vfs.set", pf: BENCH.igb, count: 4, purpose: "host" };

  async function causeOf(code: string, wrap?: LabOptions["wrap"]): Promise<string | null> {
    const lab = await openLab({ machine: testbench(), ...(wrap === undefined ? {} : { wrap }) });
    lab.fault = (n) => (n === 0 ? { kind: "fail", code, kernelLog: [] } : null);
    return english((await lab.run(request)).explanation?.cause);
  }

  it.each(["EINVAL", "EIO", "ENODEV"])("is the driver's, for what the core looks at is read: %s", async (code) => {
    expect(await causeOf(code)).toContain(`igb refused to create 4 VFs of ${BENCH.igb}`);
  });

  it.each(["EINVAL", "EIO", "ENODEV"])("is possibly the core's where that cannot be read: %s", async (code) => {
    const problem = { attribute: "config", code: "EACCES", message: "config could not be read." };
    const cause = await causeOf(code, () => ({ config: async () => ({ state: "unreadable", problem }) }));
    expect(cause).toContain("comes from the PCI core or from igb. The core’s reason, which could not be checked");
  });
});
