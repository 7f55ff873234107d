import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { IdleLock } from "./idle-lock.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("rights that are not used are given up, once, and each use begins the time anew", async () => {
  const notes: Words[] = [];
  const idle = new IdleLock((note) => notes.push(note), 15 * 60_000);
  idle.arm();
  vi.advanceTimersByTime(14 * 60_000);
  await idle.during(async () => undefined);
  vi.advanceTimersByTime(14 * 60_000);
  expect(notes).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(notes).toEqual([HELPER_WORDS.idle({ minutes: 15 })]);
});

test("nothing is given up while something runs, however long it takes", async () => {
  const lock = vi.fn();
  const idle = new IdleLock(lock, 1_000);
  idle.arm();
  let finish: () => void = () => undefined;
  const work = idle.operating(() => new Promise<void>((resolve) => (finish = resolve)));
  vi.advanceTimersByTime(60_000);
  expect(idle.isOperating).toBe(true);
  expect(lock).not.toHaveBeenCalled();
  finish();
  await work;
  vi.advanceTimersByTime(1_000);
  expect(lock).toHaveBeenCalledOnce();
});

test("a read keeps the rights for its time, but nobody from locking", () => {
  const lock = vi.fn();
  const idle = new IdleLock(lock, 1_000);
  idle.arm();
  void idle.during(() => new Promise(() => undefined));
  vi.advanceTimersByTime(60_000);
  expect(lock).not.toHaveBeenCalled();
  expect(idle.isOperating).toBe(false);
});

test("without rights there is nothing to give up", async () => {
  const lock = vi.fn();
  const idle = new IdleLock(lock, 1_000);
  await idle.during(async () => undefined);
  idle.arm();
  idle.disarm();
  vi.advanceTimersByTime(60_000);
  expect(lock).not.toHaveBeenCalled();
});
