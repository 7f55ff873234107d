/** Plans and operations made by hand, for tests of what shows them. */

import type { EntryView, PlanView } from "../../shared/contract/operation-schemas.ts";
import type { OperationStatus, StepOutcome } from "../../shared/operations/record/record.ts";
import { bdf } from "./machines.ts";

export function samplePlan(facts: Partial<PlanView> = {}): PlanView {
  return {
    id: "plan-1",
    request: { kind: "vfs.set", pf: bdf("0000:01:00.0"), count: 2, purpose: "host" },
    title: "Set 0000:01:00.0 to 2 VFs",
    summary: "0000:01:00.0 will have 2 VFs, kept by the host.",
    checks: [],
    steps: [],
    effects: { creates: [], destroys: [], rebinds: [] },
    settings: [],
    vectors: [],
    undo: ["Set 0000:01:00.0 back to no VFs."],
    impact: [],
    stop: null,
    undoable: true,
    commands: ["# Set 0000:01:00.0 to 2 VFs", "echo 2 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs"],
    verdict: "ready",
    ...facts,
  };
}

export function sampleOutcome(id: string, facts: Partial<StepOutcome> = {}): StepOutcome {
  return { id, label: `Step ${id}`, state: "waiting", failure: null, tookMs: null, ...facts };
}

export function sampleStatus(steps: readonly StepOutcome[], facts: Partial<OperationStatus> = {}): OperationStatus {
  return {
    operationId: "op-1",
    title: "Set 0000:01:00.0 to 2 VFs",
    state: "running",
    steps,
    nowTrue: [],
    explanation: null,
    entryId: "op-1",
    ...facts,
  };
}

export function sampleEntry(id: string, facts: Partial<EntryView> = {}): EntryView {
  return {
    id,
    startedAt: "2026-11-22T15:00:00.000Z",
    endedAt: "2026-11-22T15:00:02.500Z",
    machine: "lab",
    machineKind: "demo",
    bootId: null,
    title: "Set 0000:01:00.0 to 2 VFs",
    request: { kind: "vfs.set", pf: bdf("0000:01:00.0"), count: 2, purpose: "host" },
    state: "done",
    steps: [sampleOutcome("1", { state: "done", tookMs: 12 })],
    nowTrue: ["0000:01:00.0 has 2 VFs."],
    explanation: null,
    undoOf: null,
    undoneBy: null,
    ...facts,
  };
}
