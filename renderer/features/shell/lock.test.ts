import { expect, test } from "vitest";
import { liveFace } from "./live.ts";
import { lockOf } from "./lock.ts";

const allowed = { changesAllowed: true, changesRefusedBecause: null, shell: "electron" } as const;
const refused = {
  changesAllowed: false,
  changesRefusedBecause: "Started without --allow-changes.",
  shell: "browser",
} as const;

test("the lock tells unknown, locked and unlocked apart", () => {
  expect(lockOf({ kind: "local", privileged: null }, allowed).state).toBe("unknown");
  expect(lockOf({ kind: "local", privileged: false }, allowed).state).toBe("locked");
  expect(lockOf({ kind: "local", privileged: true }, allowed).state).toBe("unlocked");
});

test("root behind a page that may not change anything is no open lock, and the reason is told", () => {
  const lock = lockOf({ kind: "local", privileged: true }, refused);
  expect(lock.state).toBe("locked");
  expect(lock.text).toContain("Started without --allow-changes.");
});

test("demo machines and files have a face of their own", () => {
  expect(lockOf({ kind: "demo", privileged: true }, refused).state).toBe("demo");
  expect(lockOf({ kind: "file", privileged: false }, refused).state).toBe("file");
});

test("the light is lost when either way is: to the program or to the machine", () => {
  expect(liveFace("live", null, "open").word).toBe("Live");
  expect(liveFace("paused", null, "open").word).toBe("Paused");
  expect(liveFace("live", null, "lost").word).toBe("Lost");
  expect(liveFace("lost", "No answer.", "open").tip).toContain("No answer.");
});

const locked = { state: "locked", changing: false, way: "Polkit asks.", note: null, canLock: false } as const;

test("a lock offers what can be done about it, and nothing where this page may not change anything", () => {
  expect(lockOf({ kind: "local", privileged: false }, allowed, locked)).toMatchObject({ action: "unlock" });
  expect(lockOf({ kind: "local", privileged: false }, allowed, locked).text).toContain("Polkit asks.");
  expect(lockOf({ kind: "local", privileged: false }, refused, locked).action).toBeNull();
  expect(lockOf({ kind: "local", privileged: false }, allowed, { ...locked, way: null }).action).toBeNull();
  expect(lockOf({ kind: "local", privileged: false }, allowed, { ...locked, changing: true }).action).toBe("waiting");
  const unlocked = { ...locked, state: "unlocked", canLock: true } as const;
  expect(lockOf({ kind: "local", privileged: true }, allowed, unlocked).action).toBe("lock");
  // Giving rights up is allowed to everybody.
  expect(lockOf({ kind: "local", privileged: true }, refused, unlocked).action).toBe("lock");
});

test("a lost connection may do nothing that anybody knows of, whatever it could do before", () => {
  const lost = { ...locked, state: "unknown", note: "Locked again because the connection was lost." } as const;
  expect(lockOf({ kind: "ssh", privileged: true }, allowed, lost)).toMatchObject({
    state: "unknown",
    action: null,
    note: "Locked again because the connection was lost.",
  });
});
