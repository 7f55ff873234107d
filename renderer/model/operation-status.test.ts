import { expect, test } from "vitest";
import type { StepFailure } from "../../shared/operations/verbs/performed.ts";
import { say } from "../../shared/words/say.ts";
import { english, inEnglish } from "../../shared/words/testing/english.ts";
import { sampleEntry, sampleOutcome, sampleStatus } from "../testing/operations.ts";
import {
  backText,
  foldStatus,
  operationText,
  plainEvidence,
  progressOf,
  statusOfEntry,
  stepLines,
  undoneWords,
} from "./operation-status.ts";

const FAILURE: StepFailure = {
  code: "EBUSY",
  wrote: "8",
  where: "/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs",
  kernelLog: ["mlx5_core 0000:01:00.0: 4 VFs already enabled."],
};

test("a newer status keeps the outcomes that did not change, so that their rows are not drawn anew", () => {
  const before = sampleStatus([sampleOutcome("1", { state: "done", tookMs: 5 }), sampleOutcome("2")]);
  const after = sampleStatus([
    sampleOutcome("1", { state: "done", tookMs: 5 }),
    sampleOutcome("2", { state: "running", tookMs: 0 }),
  ]);
  const folded = foldStatus(before, after);
  expect(folded.steps[0]).toBe(before.steps[0]);
  expect(folded.steps[1]).toBe(after.steps[1]);
  const failed = sampleStatus([sampleOutcome("1", { state: "done", tookMs: 5, failure: FAILURE }), sampleOutcome("2")]);
  expect(foldStatus(before, failed).steps[0]).toBe(failed.steps[0]);
});

test("progress counts what is over, and finds the step that runs and the one that failed", () => {
  const progress = progressOf([
    sampleOutcome("1", { state: "undone" }),
    sampleOutcome("2", { state: "failed", failure: FAILURE }),
    sampleOutcome("3"),
  ]);
  expect(progress).toMatchObject({ finished: 2, total: 3, current: -1, undone: 1, undoFailed: 0 });
  expect(progress.failed?.id).toBe("2");
  expect(
    progressOf([sampleOutcome("1", { state: "skipped" }), sampleOutcome("2", { state: "running" })]),
  ).toMatchObject({ finished: 1, current: 1, failed: null });
});

test("what was rolled back, and what could not be, is said in one sentence", () => {
  const text = (...states: ("undone" | "undo failed" | "done")[]) =>
    english(undoneWords(progressOf(states.map((state, at) => sampleOutcome(String(at), { state })))));
  expect(text("done")).toBeNull();
  expect(text("undone")).toBe("1 step was rolled back.");
  expect(text("undone", "undone")).toBe("2 steps were rolled back.");
  expect(text("undo failed", "undone")).toBe("1 step was rolled back; 1 could not be rolled back.");
});

test("a step that was sent off more than once says how often, while it waits and after", () => {
  const lines = stepLines([
    sampleOutcome("1", { state: "done", tookMs: 5, tries: 4 }),
    sampleOutcome("2", { state: "running", tookMs: 0, tries: 1 }),
    sampleOutcome("3"),
  ]);
  expect(lines.map(({ note }) => english(note))).toEqual(["Tried 4 times.", "Tried once. Trying again.", null]);
  const was = sampleStatus([sampleOutcome("2", { state: "running", tookMs: 0, tries: 1 })]);
  const is = sampleStatus([sampleOutcome("2", { state: "running", tookMs: 0, tries: 2 })]);
  expect(foldStatus(was, is).steps[0]).toBe(is.steps[0]);
});

test("a running step shows no time of its own, and a skipped one says that it was not needed", () => {
  const [running, skipped] = stepLines([
    sampleOutcome("1", { state: "running", tookMs: 3000 }),
    sampleOutcome("2", { state: "skipped", tookMs: 1, failure: FAILURE }),
  ]);
  expect(running).toMatchObject({ took: null, note: null });
  expect(inEnglish(skipped)).toMatchObject({ took: "1 ms", note: "No longer needed (EBUSY)." });
  const [cut] = stepLines([sampleOutcome("1", { state: "running", tookMs: 0 })], true);
  expect(cut).toMatchObject({ mark: "unknown", took: null });
});

test("the kernel's lines are shown once: as its log, not as evidence too", () => {
  const explanation = { cause: "c", remedy: "r", evidence: ["Writing …", ...FAILURE.kernelLog] };
  expect(plainEvidence(explanation, FAILURE)).toEqual(["Writing …"]);
  expect(plainEvidence(explanation, null)).toHaveLength(2);
});

test("an entry ends the operation that it is of; an interrupted one counts as failed", () => {
  const running = sampleStatus([sampleOutcome("1", { state: "running" })]);
  const ended = statusOfEntry(sampleEntry("op-1", { state: "interrupted" }), running);
  expect(ended).toMatchObject({ operationId: "op-1", state: "failed" });
  expect(ended.steps[0]?.state).toBe("done");
});

const FAILED: Parameters<typeof operationText>[0] = {
  machine: "lab",
  kernel: "6.12.41",
  title: "Set 0000:01:00.0 to 8 VFs",
  state: "failed",
  startedAt: "2026-11-22T15:00:00.000Z",
  steps: [
    sampleOutcome("1", { state: "failed", tookMs: 7, tries: 2, failure: FAILURE, command: "echo 8 > sriov_numvfs" }),
    sampleOutcome("2"),
  ],
  nowTrue: ["0000:01:00.0 has 4 VFs."],
  explanation: { cause: "The PF has VFs already.", evidence: ["e1"], remedy: "Set it to 0 first." },
};

test("the text for a bug report has each step, the write, the kernel's words and the state now", () => {
  const text = operationText(FAILED, english);
  expect(text).toContain("Machine: lab, Linux 6.12.41\nStarted: 2026-11-22T15:00:00.000Z\nOutcome: failed");
  expect(text).toContain("  1. [failed] Step 1 (7 ms, tried 2 times)\n     echo 8 > sriov_numvfs\n");
  expect(text).toContain('     wrote "8" to /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs: EBUSY\n     | mlx5_core');
  expect(text).toContain("  2. [not run] Step 2\n");
  expect(text).toContain("What to do: Set it to 0 first.\n\nCurrent state:\n  - 0000:01:00.0 has 4 VFs.\n");
});

test("the text is in the language that it is asked for in, and the kernel's words stay the kernel's", () => {
  const text = operationText(FAILED, (words) => say("zh", words));
  expect(text).toContain("机器：lab，Linux 6.12.41\n开始时间：2026-11-22T15:00:00.000Z\n结果：失败");
  expect(text).toContain("  1. [失败] Step 1（7 毫秒，已尝试 2 次）\n     echo 8 > sriov_numvfs\n");
  expect(text).toContain("     | mlx5_core 0000:01:00.0: 4 VFs already enabled.");
  expect(text).toContain("  2. [未执行] Step 2\n");
});

test("the time is shown until it is over or the word was given", () => {
  expect(english(backText(42, null))).toBe("Rolls back in 42 s");
  expect(english(backText(0, null))).toBe("Rolling back…");
  expect(english(backText(42, false))).toBe("Rolling back…");
  expect(english(backText(42, true))).toBe("Keeping changes…");
});
