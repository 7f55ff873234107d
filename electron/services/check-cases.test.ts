import { describe, expect, it } from "vitest";
import { planOperation } from "../../shared/operations/plan.ts";
import { SimulatedHost } from "../host/simulated/simulated-host.ts";
import { MachineSession } from "./machine-session.ts";
import { gatherKnowledge } from "./plan-knowledge.ts";
import { CHECK_CASES, type CheckCase } from "./testing/check-cases.ts";

const NO_NAMES = { vendor: null, device: null, subsystem: null, classLabel: null, progIf: null };

async function checksOf({ machine, wish, privileged = true }: CheckCase) {
  const host = new SimulatedHost({ machine: machine(), wait: null, privileged });
  const session = new MachineSession("demo:case", host, () => NO_NAMES);
  await session.start();
  const knowledge = await gatherKnowledge(host, session.machine, wish);
  return planOperation({ machine: session.machine, wish, newId: () => "id", knowledge });
}

describe("checks on the simulated kernel", () => {
  it.each(CHECK_CASES.map((item, index) => [`${item.check} (${index + 1})`, item] as const))("%s", async (_, item) => {
    const { checks } = await checksOf(item);
    const found = checks.find(({ id }) => id === item.check);
    expect(found, checks.map(({ id, title }) => `${id}: ${title}`).join("\n")).toBeDefined();
    expect(`${found?.title} ${found?.evidence} ${found?.remedy}`).not.toMatch(/undefined|NaN|\[object/);
  });
});
