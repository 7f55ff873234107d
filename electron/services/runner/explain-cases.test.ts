import { expect, it } from "vitest";
import { configSpaceOf } from "../../../shared/machine/kernel-view.ts";
import { explain } from "../../../shared/operations/explain/explain.ts";
import { lookOf } from "../../../shared/operations/verbs/expectation.ts";
import { unmetOf } from "../../../shared/operations/verbs/expectations.ts";
import { failureOf } from "../../../shared/operations/verbs/table.ts";
import { SimulatedHost } from "../../host/simulated/simulated-host.ts";
import { EXPLAIN_CASES } from "../testing/explain-cases.ts";

it.each(EXPLAIN_CASES.map((item, index) => [`${item.rule} (${index + 1})`, item] as const))(
  "the simulated kernel's own answer is explained: %s",
  async (_, { rule, machine, before, step, expected, privileged = true }) => {
    const host = new SimulatedHost({ machine: machine(), wait: null, privileged });
    for (const each of before) await host.perform(each);
    const result = await host.perform(step);
    const scan = await host.scan();
    const fn = "bdf" in step ? (scan.functions.find(({ bdf }) => bdf === step.bdf) ?? null) : null;
    const config = fn === null ? null : configSpaceOf(await host.config(fn.bdf, { wake: false }));
    const failure = result.ok ? failureOf(step, "EVERIFY", result.kernelLog ?? []) : result.failure;
    const unmet = result.ok ? unmetOf(expected, lookOf(scan)) : [];
    const explanation = explain({ step, failure, fn, host: scan.host, around: scan.functions, config, unmet });
    expect(explanation.rule, `${failure.code} ${failure.kernelLog.join(" | ")}`).toBe(rule);
    expect(explanation.evidence.length).toBeGreaterThan(0);
  },
);
