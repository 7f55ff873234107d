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
