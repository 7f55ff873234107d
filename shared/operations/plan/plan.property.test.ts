import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EntrySchema, type JournalEntry } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { ids } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import type { MiniKernel } from "../testing/mini-kernel.ts";
import { anyCase, PF } from "../testing/random-kernel.ts";
import { runPlan, stateOf } from "../testing/run-plan.ts";
import { planOperation } from "./plan.ts";
import { beforeOf } from "./state-before.ts";
import type { Plan } from "./types.ts";
import { PlanShownSchema } from "./types.ts";

const RUNS = 600;

function plan(kernel: MiniKernel, request: OperationRequest, undoOf?: JournalEntry): Plan {
  return planOperation({ machine: kernel.machine(), request, undoOf, newId: ids() });
}

function expectRequest(kernel: MiniKernel, request: OperationRequest): void {
  const of = (bdf: string) => [...kernel.functions.values()].find((each) => each.bdf === bdf);
  switch (request.kind) {
    case "vfs.set": {
      const vfs = (of(request.pf)?.sriov?.vfs ?? []).map(of);
      expect(vfs).toHaveLength(request.count);
      for (const vf of vfs) {
        if (request.purpose === "none") expect(vf?.driver).toBeNull();
        else if (request.purpose === "vfio-pci") expect(vf?.driver).toBe("vfio-pci");
        else expect(vf?.driver).toBe(vf?.probeFails ? null : "mlx5_core");
      }
      return;
    }
    case "assign":
      for (const bdf of request.bdfs) expect(of(bdf)?.driver).toBe("vfio-pci");
      return;
    case "giveBack":
      for (const bdf of request.bdfs) {
        const fn = of(bdf);
        expect(fn?.override).toBeNull();
        expect(fn?.driver).toBe(fn?.probeFails ? null : (fn?.natives[0] ?? null));
      }
      return;
    default:
      throw new Error("not a request of this test");
  }
}

/** Everything that the request does not name, and the autoprobe switch, which is only borrowed. */
function bystanders(kernel: MiniKernel, request: OperationRequest): unknown {
  const named = new Set<string>("bdfs" in request ? request.bdfs : []);
  const own = (bdf: string) =>
    named.has(bdf) || (request.kind === "vfs.set" && kernel.functions.get(PF)?.sriov?.vfs.some((vf) => vf === bdf));
  const states = Object.entries(stateOf(kernel)).filter(([bdf]) => !own(bdf) && bdf !== PF);
  const pf = kernel.functions.get(PF);
  return [states, pf?.sriov?.autoprobe, ...(named.has(PF) ? [] : [pf?.driver, pf?.override])];
}

describe("plans, run against a kernel", () => {
  it("end in what was requested, and leave everything else alone", () => {
    fc.assert(
      fc.property(anyCase, ({ fresh, request }) => {
        const kernel = fresh();
        const made = plan(kernel, request);
        const others = bystanders(kernel, request);
        if (made.verdict === "blocked") return;
        if (made.verdict === "ready") expect(runPlan(kernel, made)).toEqual({ done: true, failedAt: null });
        expectRequest(kernel, request);
        expect(bystanders(kernel, request)).toEqual(others);
        expect(plan(kernel, request).verdict === "ready" && !mayRepeat(kernel, request)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  it("bring back what was there when any one step is refused, or goes through without effect", () => {
    fc.assert(
      fc.property(anyCase, ({ fresh, request }) => {
        const made = plan(fresh(), request);
        if (made.verdict !== "ready") return;
        for (let n = 0; n < made.steps.length; n++) {
          for (const fault of ["refuse", "ignore"] as const) {
            const kernel = fresh();
            const before = stateOf(kernel);
            kernel.fault = (step) => (step === n ? fault : null);
            const { done, failedAt } = runPlan(kernel, made);
            if (!done) {
              expect(failedAt?.id).toBe(made.steps[n]?.id);
              expect(stateOf(kernel)).toEqual(before);
            } else {
              const step = made.steps[n];
              // A step may pass unnoticed only when nothing was promised of it, or it was true before.
              const promised = step?.expect.length !== 0 && step?.optional !== true;
              if (fault === "refuse") expect(step?.optional).toBe(true);
              else if (promised) expectRequest(kernel, request);
            }
          }
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });

  it("cross the wire as they are, and so does what the journal keeps of them", () => {
    fc.assert(
      fc.property(anyCase, ({ fresh, request }) => {
        const kernel = fresh();
        const made = plan(kernel, request);
        const { machine: _machine, steps: _steps, fingerprint: _fingerprint, ...shown } = made;
        expect(PlanShownSchema.parse(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
        const entry = entryOf(made, kernel);
        expect(EntrySchema.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
      }),
      { numRuns: RUNS },
    );
  });

  it("are taken back by an undo plan", () => {
    fc.assert(
      fc.property(anyCase, ({ fresh, request }) => {
        const kernel = fresh();
        const before = stateOf(kernel);
        const made = plan(kernel, request);
        if (made.verdict !== "ready") return;
        const entry = entryOf(made, kernel);
        expect(runPlan(kernel, made).done).toBe(true);
        const back = plan(kernel, { kind: "undo", entryId: entry.id }, entry);
        expect(back.checks.filter((check) => check.level === "blocker")).toEqual([]);
        if (back.verdict === "ready") expect(runPlan(kernel, back)).toEqual({ done: true, failedAt: null });
        expect(stateOf(kernel)).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  });

  it("are taken back from wherever the program ended", () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), ({ fresh, request }, cut) => {
        const kernel = fresh();
        const before = stateOf(kernel);
        const made = plan(kernel, request);
        if (made.verdict !== "ready") return;
        const entry = entryOf(made, kernel);
        const steps = made.steps.slice(0, cut % (made.steps.length + 1));
        runPlan(kernel, { ...made, steps });
        const back = plan(kernel, { kind: "undo", entryId: entry.id }, { ...entry, state: "interrupted" });
        if (back.verdict === "ready") expect(runPlan(kernel, back).done).toBe(true);
        expect(stateOf(kernel)).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  });
});

/** A function that no driver keeps is tried again each time the host is requested for it. */
function mayRepeat(kernel: MiniKernel, request: OperationRequest): boolean {
  const bdfs =
    request.kind === "giveBack"
      ? request.bdfs
      : request.kind === "vfs.set" && request.purpose === "host"
        ? (kernel.functions.get(PF)?.sriov?.vfs ?? [])
        : [];
  return bdfs.some((bdf) => kernel.functions.get(bdf)?.driver === null);
}

function entryOf(made: Plan, kernel: MiniKernel): JournalEntry {
  const { machine, title, request } = made;
  return journalEntry({ machine, title, request, before: beforeOf(kernel.machine(), made) });
}
