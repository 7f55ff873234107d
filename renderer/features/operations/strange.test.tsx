import "../../testing/window.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import type { Check } from "../../../shared/operations/checks/found.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { sampleOutcome, samplePlan, sampleStatus } from "../../testing/operations.ts";
import { screen, show } from "../../testing/page.tsx";
import { plainWords } from "../../testing/strange.ts";
import { setLanguage } from "../../words/language.ts";
import { Asking, KeepPrompt } from "./KeepPrompt.tsx";
import { PlanReview } from "./PlanReview.tsx";
import { ReviewFooter } from "./ReviewFooter.tsx";
import { RunFooter } from "./RunFooter.tsx";
import { RunView } from "./RunView.tsx";
import type { VfChoice } from "./use-vf-choice.ts";
import { VfForm } from "./VfForm.tsx";

beforeEach(() => setLanguage("xx"));
afterEach(() => setLanguage("en"));

const PF = bdf("0000:01:00.0");
const VF = bdf("0000:01:00.5");
const TEXT = "…";
const machine = buildMachine(labMachine());

const check = (level: Check["level"], id: string): Check => ({
  id,
  level,
  subject: null,
  title: TEXT,
  evidence: TEXT,
  remedy: TEXT,
  follow: { kind: "bus.rescan" },
});

const PLAN = samplePlan({
  title: TEXT,
  summary: TEXT,
  undo: [TEXT],
  checks: [check("guard", "a"), check("warning", "b"), check("fact", "c"), check("blocker", "privilege")],
  steps: [{ id: "1", label: TEXT, command: "echo", optional: true }],
  effects: {
    creates: [{ pf: PF, index: 0, bdf: null, driver: "vfio-pci" }],
    destroys: [{ bdf: VF, isVf: true, losing: [] }],
    rebinds: [{ bdf: PF, from: null, to: "vfio-pci" }],
  },
  settings: [{ pf: PF, vf: 0, change: TEXT }],
  vectors: [{ name: TEXT, from: 4, to: 0, driver: "vfio-pci" }],
  impact: [
    { bdf: PF, how: "cut", cause: PF, reasons: [{ kind: "guest", text: TEXT, evidence: TEXT, level: "protected" }] },
  ],
});

const review = {
  plan: PLAN,
  planning: false,
  error: null,
  outdated: null,
  refused: null,
  starting: false,
  again: () => undefined,
  run: () => undefined,
};

test("a plan and what is asked before it runs are messages to the last word", () => {
  show(<PlanReview plan={PLAN} outdated={TEXT} refused={TEXT} />);
  expect(screen.getAllByRole("region").length).toBeGreaterThan(5);
  expect(plainWords(["vfio-pci"])).toEqual([]);
  for (const facts of [{ checks: [] }, { checks: [], stop: { bdf: PF, protects: [VF] } }, {}]) {
    const plan = { ...PLAN, ...facts };
    show(<ReviewFooter machine={machine} plan={plan} review={{ ...review, plan }} onClose={() => undefined} />);
    expect(screen.getAllByRole("button").length).toBeGreaterThan(1);
    // What a set of functions loses is said by the findings.
    expect(plainWords(["driver", "vfio-pci"])).toEqual([]);
  }
});

test("an operation that runs, waits or has ended is messages to the last word", () => {
  const failure = { code: "EBUSY", wrote: "8", where: "/sys", kernelLog: [] } as const;
  const explanation = { cause: TEXT, remedy: TEXT, evidence: [TEXT] };
  const wayBack = { seconds: 60, until: "2026-11-22T15:01:00.000Z", mayEndWithLogin: true } as const;
  const steps = [
    sampleOutcome("1", { label: TEXT, state: "undone", tookMs: 5, tries: 2 }),
    sampleOutcome("2", { label: TEXT, state: "undo failed" }),
    sampleOutcome("3", { label: TEXT, state: "failed", failure }),
  ];
  const statuses = [
    sampleStatus(steps, { title: TEXT, explanation, wayBack: { ...wayBack, state: "armed" } }),
    sampleStatus(steps, { title: TEXT, explanation, nowTrue: [TEXT], state: "failed" }),
    sampleStatus(steps, { title: TEXT, state: "cancelled", wayBack: { ...wayBack, state: "fired" } }),
    sampleStatus([], { title: TEXT, state: "done" }),
  ];
  for (const status of statuses) {
    const run = { status, plan: PLAN, startedAt: 1000, tookMs: 1500, cancelling: false, seen: false, backAt: null };
    show(
      <>
        <RunView run={run} host="local" problem={TEXT} />
        <RunFooter host="local" machine={machine} run={run} onClose={() => undefined} onProblem={() => undefined} />
        <KeepPrompt run={run} />
        <Asking operationId="1" title={TEXT} backAt={performance.now() + 10_000} mayEnd />
      </>,
    );
    expect(screen.getByTestId("run-state").textContent).toMatch(/\p{Letter}/u);
    expect(plainWords()).toEqual([]);
  }
});

test("choosing a number of VFs is messages to the last word", () => {
  const choice: VfChoice = {
    preflight: {
      pf: PF,
      most: 7,
      binding: { kind: "driver", most: 7, evidence: () => TEXT },
      limits: [
        { kind: "driver", most: 7, evidence: () => TEXT },
        { kind: "port", most: 9, evidence: () => TEXT },
      ],
      hindrances: [check("blocker", "has-driver")],
      loweredFrom: 8,
    },
    range: { max: 9, fits: 7, because: TEXT },
    from: 7,
    count: 4,
    purpose: null,
    request: null,
    setCount: () => undefined,
    setPurpose: () => undefined,
    reset: () => undefined,
  };
  const plan = samplePlan({ checks: [check("warning", "a"), check("warning", "b"), check("warning", "c")] });
  show(<VfForm choice={choice} preview={{ state: "planned", plan }} />);
  expect(screen.getByTestId("limit-port")).toBeTruthy();
  expect(plainWords(["vfio-pci"])).toEqual([]);
});
