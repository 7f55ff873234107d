import { describe, expect, it } from "vitest";
import { unknownUsage } from "../../shared/machine/usage-facts.ts";
import { planOperation } from "../../shared/operations/plan.ts";
import { SimulatedHost } from "../host/simulated/simulated-host.ts";
import { MachineSession } from "./machine-session.ts";
import { gatherKnowledge } from "./plan-knowledge.ts";
import { gatherSettings } from "./settings-knowledge.ts";
import { CHECK_CASES } from "./testing/all-check-cases.ts";
import type { CheckCase } from "./testing/check-cases.ts";

const NO_NAMES = { vendor: null, device: null, subsystem: null, classLabel: null, progIf: null };

async function checksOf({ machine, wish, privileged = true, blind, prepare = [], entry }: CheckCase) {
  const host = new SimulatedHost({ machine: machine(), wait: null, privileged });
  const session = new MachineSession("demo:case", host, () => NO_NAMES);
  await session.start();
  for (const step of prepare) {
    const done = await host.perform(step);
    if (!done.ok) throw new Error(`${step.verb}: ${done.failure.code}`);
  }
  await session.refresh();
  const { machine: model } = session;
  const gathered = await gatherKnowledge(host, model, wish);
  const usage = blind ? unknownUsage("This connection cannot tell.") : gathered.usage;
  const knowledge = { ...gathered, ...(await gatherSettings(host, model, wish, entry)), usage };
  return planOperation({ machine: model, wish, newId: () => "id", undoOf: entry, knowledge });
}

describe("checks on the simulated kernel", () => {
  it.each(CHECK_CASES.map((item, index) => [`${item.check} (${index + 1})`, item] as const))("%s", async (_, item) => {
    const { checks } = await checksOf(item);
    const found = checks.find(({ id }) => id === item.check);
    expect(found, checks.map(({ id, title }) => `${id}: ${title}`).join("\n")).toBeDefined();
    expect(`${found?.title} ${found?.evidence} ${found?.remedy}`).not.toMatch(/undefined|NaN|\[object/);
  });
});
