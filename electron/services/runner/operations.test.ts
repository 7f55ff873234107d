import { expect, it } from "vitest";
import { nameless } from "../../../shared/machine/blank.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { SimulatedHost } from "../../host/simulated/simulated-host.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import { MemoryJournal } from "../journal/journal.ts";
import { MachineSession } from "../session/machine-session.ts";
import { MachineOperations } from "./operations.ts";

const TWO = { kind: "vfs.set", count: 2, purpose: "host" } as const;

it("what the kernel has answered of a driver that cannot switch VFs is known before the next plan", async () => {
  const host = new SimulatedHost({ machine: testbench(), wait: null });
  const session = new MachineSession("demo:case", host, nameless);
  await session.start();
  const operations = new MachineOperations(session, (options) => new MemoryJournal(options));
  const supports = (plan: Awaited<ReturnType<typeof operations.plan>>) =>
    plan.checks.find(({ id }) => id === "driver-supports");

  const first = await operations.plan({ ...TWO, pf: BENCH.unsupported });
  expect([first.verdict, supports(first)]).toEqual(["ready", undefined]);
  await operations.run(first.id, {});
  // Waits until it is over.
  await operations.close();
  expect(operations.runner.status?.state).toBe("failed");

  const second = await operations.plan({ ...TWO, pf: BENCH.unsupported });
  expect(second.verdict).toBe("blocked");
  expect(english(supports(second)?.evidence)).toContain("for which the kernel has returned ENOENT before");
  // Of another driver nothing was answered.
  expect((await operations.plan({ ...TWO, pf: BENCH.igb })).verdict).toBe("ready");
});
