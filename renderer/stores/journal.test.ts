import { beforeEach, expect, test } from "vitest";
import { sampleEntry } from "../testing/operations.ts";
import { bridge } from "../testing/window.ts";
import { useJournal, withEntry } from "./journal.ts";
import { useMachine } from "./machine.ts";

const HOST = "demo:lab";
const ids = () => useJournal.getState().entries?.map(({ id }) => id) ?? null;
const at = (id: string, startedAt: string, facts = {}) => sampleEntry(id, { startedAt, ...facts });

const unread = { text: null, entries: [] };

beforeEach(async () => {
  bridge.answer("journal.list", () => ({
    entries: [at("b", "2026-11-22T12:00:00Z"), at("a", "2026-11-22T11:00:00Z")],
    unread,
  }));
  await useMachine.getState().open("demo:other");
  await useMachine.getState().open(HOST);
  await useJournal.getState().load();
});

test("an entry takes the place of its former self, or stands by its start", () => {
  const list = [at("b", "2026-11-22T12:00:00Z"), at("a", "2026-11-22T11:00:00Z")];
  expect(withEntry(list, at("c", "2026-11-22T13:00:00Z")).map(({ id }) => id)).toEqual(["c", "b", "a"]);
  expect(withEntry(list, at("z", "2026-11-22T10:00:00Z")).map(({ id }) => id)).toEqual(["b", "a", "z"]);
  const changed = withEntry(list, at("a", "2026-11-22T11:00:00Z", { undoneBy: "b" }));
  expect(changed.map(({ id }) => id)).toEqual(["b", "a"]);
  expect(changed[1]?.undoneBy).toBe("b");
});

test("the journal of the machine that was opened is read, and follows it", () => {
  expect(ids()).toEqual(["b", "a"]);
  bridge.send("journal.changed", { host: HOST, entry: at("c", "2026-11-22T13:00:00Z", { state: "running" }) });
  expect(ids()).toEqual(["c", "b", "a"]);
  bridge.send("journal.changed", { host: "demo:other", entry: at("x", "2026-11-22T14:00:00Z") });
  expect(ids()).toEqual(["c", "b", "a"]);
});

test("a machine that is opened has its journal read, and so has one that is opened again", async () => {
  const read = () => bridge.calls.filter(({ method }) => method === "journal.list").length;
  for (const host of ["demo:other", HOST, HOST]) {
    const before = read();
    await useMachine.getState().open(host);
    await expect.poll(ids).toEqual(["b", "a"]);
    expect(read()).toBe(before + 1);
  }
});

test("an entry that changed while the list was on its way is not lost", async () => {
  bridge.answer("journal.list", () => {
    bridge.send("journal.changed", { host: HOST, entry: at("c", "2026-11-22T13:00:00Z") });
    return { entries: [at("b", "2026-11-22T12:00:00Z")], unread };
  });
  await useJournal.getState().load();
  expect(ids()).toEqual(["c", "b"]);
});

test("a journal that cannot be read says why, and keeps what was known", async () => {
  bridge.answer("journal.list", () => {
    throw new Error("The journal could not be read: EACCES.");
  });
  await useJournal.getState().load();
  expect(useJournal.getState().error).toBe("The journal could not be read: EACCES.");
  expect(ids()).toEqual(["b", "a"]);
});

test("what could not be read of it goes with the machine", async () => {
  const told = { text: "1 line of journal.jsonl could not be read.", entries: [] };
  bridge.answer("journal.list", () => ({ entries: [], unread: told }));
  await useJournal.getState().load();
  expect(useJournal.getState().unread).toEqual(told);
  bridge.answer("journal.list", () => ({ entries: [], unread }));
  await useMachine.getState().open("demo:other");
  expect(useJournal.getState().unread.text).toBeNull();
});

test("it is read when a machine was opened, without anybody asking", async () => {
  await useMachine.getState().open("demo:other");
  await expect.poll(ids).toEqual(["b", "a"]);
});
