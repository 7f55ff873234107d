/** Runs what the product has planned on a lab machine. */
import { expect } from "vitest";
import type { MachineOperations } from "../../../electron/services/runner/operations.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { OperationStatus } from "../../../shared/operations/record/record.ts";

/** Whatever it reaches is agreed to. @throws Error when the runner refuses */
export async function runPlan({ runner }: MachineOperations, planned: Plan): Promise<OperationStatus> {
  const started = await runner.start(planned, { confirm: planned.stop?.bdf ?? null });
  if (!started.ok) throw new Error(`${started.code}: ${started.message}`);
  return await started.finished;
}

export function expectDone({ state, steps, explanation, nowTrue }: OperationStatus): void {
  const failures = steps.flatMap(({ label, failure }) => (failure === null ? [] : [{ label, failure }]));
  expect({ state, failures, explanation, nowTrue }).toMatchObject({ state: "done", failures: [] });
}
