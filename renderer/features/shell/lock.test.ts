import { expect, test } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { LOCK_WORDS } from "../../words/lock.ts";
import { liveFace, lostWords } from "./live.ts";
import { lockOf } from "./lock.ts";

const allowed = { changesAllowed: true, changesRefusedBecause: null, shell: "electron" } as const;
const refused = {
  changesAllowed: false,
  changesRefusedBecause: "Started without --allow-changes.",
  shell: "browser",
} as const;

const locked = {
  state: "locked",
  changing: false,
  way: "Polkit asks.",
  note: null,
  canLock: false,
  next: null,
} as const;
const open = { ...locked, state: "unlocked", way: null } as const;
const unlocked = { ...open, canLock: true, next: "The next unlock asks again." } as const;

test("the lock tells unknown, locked and unlocked apart", () => {
  expect(lockOf({ kind: "local" }, allowed).state).toBe("unknown");
  expect(lockOf({ kind: "local" }, allowed, locked).state).toBe("locked");
  expect(lockOf({ kind: "local" }, allowed, open).state).toBe("unlocked");
});

test("root behind a page that may not change anything is no open lock, and the reason is told", () => {
  const lock = lockOf({ kind: "local" }, refused, open);
  expect(lock.state).toBe("locked");
  expect(lock.text).toContain("Started without --allow-changes.");
  // What could not be read is told elsewhere, and not denied here.
  expect(lock.title).toBe(LOCK_WORDS.readOnlyTitle);
});

test("state and note come from the lock alone: what was read of the machine before it was locked says nothing", () => {
  const readAsRoot = { kind: "ssh", privileged: true } as const;
  const ended = { ...locked, note: "Locked again because the helper that ran as root has ended." };
  expect(lockOf(readAsRoot, allowed, ended)).toMatchObject({ word: LOCK_WORDS.locked, note: ended.note });
  expect(lockOf(readAsRoot, allowed, { ...unlocked, state: "unlocked" })).toMatchObject({
    word: LOCK_WORDS.unlocked,
    note: null,
  });
});

test("before it is locked it says what the next unlock will ask for", () => {
  expect(lockOf({ kind: "local" }, allowed, unlocked).text).toContain("The next unlock asks again.");
  expect(lockOf({ kind: "local" }, allowed, open).text).not.toContain("The next unlock asks again.");
});

test("demo machines have a face of their own", () => {
  expect(lockOf({ kind: "demo" }, refused).state).toBe("demo");
});

test("the light is lost when either way is: to the program or to the machine", () => {
  const well = { live: "live", lostBecause: null, lostSince: null } as const;
  const lost = { live: "lost", lostBecause: "No route.", lostSince: 5 } as const;
  expect(liveFace(well, "open", null)).toMatchObject({ state: "live", since: null });
  expect(liveFace({ ...well, live: "paused" }, "open", null)).toMatchObject({ state: "paused", since: null });
  expect(liveFace(well, "lost", 7)).toMatchObject({ state: "lost", since: 7 });
  expect(liveFace(lost, "open", null).since).toBe(5);
  expect(english(liveFace(lost, "open", null).tip)).toBe("No route. Click to try again.");
});

test("what is lost says since when", () => {
  const said = [-3, 40_900, 61_000, 3_660_000, 90_000_000].map((passed) => english(lostWords(passed)));
  expect(said).toEqual(["Lost 0 s ago", "Lost 40 s ago", "Lost 1 min ago", "Lost 1 h 1 min ago", "Lost 1 day ago"]);
});

test("a lock offers what can be done about it, and nothing where this page may not change anything", () => {
  expect(lockOf({ kind: "local" }, allowed, locked)).toMatchObject({ action: "unlock" });
  expect(lockOf({ kind: "local" }, allowed, locked).text).toContain("Polkit asks.");
  expect(lockOf({ kind: "local" }, refused, locked).action).toBeNull();
  expect(lockOf({ kind: "local" }, allowed, { ...locked, way: null }).action).toBeNull();
  expect(lockOf({ kind: "local" }, allowed, { ...locked, changing: true }).action).toBe("waiting");
  expect(lockOf({ kind: "local" }, allowed, unlocked).action).toBe("lock");
  // Giving rights up is allowed to everybody.
  expect(lockOf({ kind: "local" }, refused, unlocked).action).toBe("lock");
});

test("a lost connection may do nothing that anybody knows of, whatever it could do before", () => {
  const lost = { ...locked, state: "unknown", note: "Locked again because the connection was lost." } as const;
  expect(lockOf({ kind: "ssh" }, allowed, lost)).toMatchObject({
    state: "unknown",
    action: null,
    note: "Locked again because the connection was lost.",
  });
});
