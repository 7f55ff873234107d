/** Unlocking as an ordinary user, with the real sudo, pkexec and polkit. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { buildTree } from "../../host/local/testing/build-tree.ts";
import { cannotRun } from "../../host/places/testing/cannot-run.ts";
import { noFarMachine, PLAIN_USER, SUDO_USER } from "../../host/ssh/testing/far-machine.ts";
import { type OwnMachine, PROJECT, probeUnlock } from "../testing/own-machine.ts";

const missing = noFarMachine("pkexec", "pkttyagent", "script", "dbus-daemon", "dbus-send", "setpriv");
const isSkipped = cannotRun("unlocking by sudo and polkit", missing);

const folder = mkdtempSync(join(tmpdir(), "unlock-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tree = buildTree(join(folder, "sys"), { ports: 2, pfs: 1, vfs: 3 });
const [pf = ""] = tree.pfs;
let count = 0;

function probe(machine: Partial<OwnMachine>) {
  const base = {
    sys: tree.root,
    pf,
    user: PLAIN_USER,
    installed: true,
    polkit: null,
    ways: ["pkexec", "sudo"],
  } as const;
  return inEnglish(probeUnlock(join(folder, `run-${count++}`), { ...base, ...machine }));
}

test("the packages' polkit action keeps no authorization: whoever locks is asked the next time", () => {
  const policy = readFileSync(join(PROJECT, "assets/org.sriov-inspector.policy"), "utf8");
  const defaults = [...policy.matchAll(/<(allow_\w+)>(\w+)<\/\1>/g)].map(([, who, what]) => [who, what]);
  expect(defaults).toEqual([
    ["allow_any", "auth_admin"],
    ["allow_inactive", "auth_admin"],
    ["allow_active", "auth_admin"],
  ]);
});

describe.skipIf(isSkipped)("unlocking this machine", () => {
  test("sudo that needs no password: with the installed helper, or its text where it is not installed", () => {
    for (const installed of [true, false]) {
      const probed = probe({ user: SUDO_USER, ways: ["sudo"], installed });
      expect(probed.before).toMatchObject({ state: "locked", canLock: false, note: null });
      expect(english(probed.before.way)?.includes("its text is passed to a shell")).toBe(!installed);
      expect(probed.unlocked).toMatchObject({ state: "unlocked", canLock: true, note: null });
      expect(probed).toMatchObject({ privileged: true, change: null });
      expect(probed.locked).toMatchObject({ state: "locked", canLock: false });
      // A rule of sudo asks for nothing, neither now nor the next time, and that is said before.
      expect(probed.unlocked.next).toContain("without a password");
      expect(probed.again).toMatchObject({ state: "unlocked" });
      expect(readFileSync(join(tree.root, "bus/pci/devices", pf, "sriov_numvfs"), "utf8")).toMatch(/^2/);
    }
  });

  test("sudo that asks for a password is not used, and nothing is changed", () => {
    const probed = probe({ ways: ["sudo"] });
    expect(probed.unlocked).toMatchObject({ state: "locked", note: expect.stringContaining("it asks for a password") });
    expect(probed).toMatchObject({ privileged: false, change: "EACCES" });
  });

  test("sudo that remembers a password unlocks, and after Lock now it asks again", () => {
    for (const installed of [true, false]) {
      const probed = probe({ ways: ["sudo"], installed, remembered: true });
      expect(probed.unlocked).toMatchObject({ state: "unlocked", note: null });
      expect(probed.unlocked.next).toContain("makes sudo forget it");
      expect(probed.locked).toMatchObject({ state: "locked", note: null });
      expect(probed.again).toMatchObject({ state: "locked", note: expect.stringContaining("it asks for a password") });
    }
  });

  test("polkit that says yes to the installed helper", () => {
    const probed = probe({ polkit: "YES", ways: ["pkexec"] });
    expect(probed.unlocked).toMatchObject({ state: "unlocked", note: null });
    expect(probed).toMatchObject({ privileged: true, change: null });
    expect(probed.locked.state).toBe("locked");
  });

  test("polkit that says yes to a shell gets the helper's text", () => {
    const probed = probe({ polkit: "YES", ways: ["pkexec"], installed: false });
    expect(probed).toMatchObject({ privileged: true, change: null });
  });

  test.each([
    ["polkit that says no", "NO", "denied"],
    ["polkit that nobody can give a password to", "AUTH_ADMIN_KEEP", "no polkit agent runs"],
    ["no polkit", null, "polkit does not respond"],
  ] as const)("%s is told as what it is", (_name, polkit, reason) => {
    const probed = probe({ polkit, ways: ["pkexec"] });
    expect(probed.unlocked).toMatchObject({ state: "locked", note: expect.stringContaining(reason) });
    expect(probed).toMatchObject({ privileged: false, change: "EACCES" });
  });

  test("at a polkit agent the right password unlocks", () => {
    const probed = probe({ polkit: "AUTH_ADMIN_KEEP", ways: ["pkexec"], agent: "right" });
    expect(probed.shown).toContain("AUTHENTICATION COMPLETE");
    expect(probed.unlocked).toMatchObject({ state: "unlocked", note: null });
    expect(probed).toMatchObject({ privileged: true, change: null });
  });

  test.each([
    ["a wrong password", "wrong", "AUTHENTICATION FAILED", "denied: the password was wrong"],
    ["a dialog that is cancelled", "cancel", "BeginAuthentication", "cancelled"],
  ] as const)("at a polkit agent %s is told as what it is, and sudo is not tried", (_name, agent, shown, reason) => {
    const probed = probe({ polkit: "AUTH_ADMIN_KEEP", agent });
    expect(probed.shown).toContain(shown);
    expect(probed.unlocked).toMatchObject({ state: "locked", note: expect.stringMatching(/^pkexec: /) });
    expect(probed.unlocked.note).toContain(reason);
    expect(probed.unlocked.note).not.toContain("sudo");
    expect(probed).toMatchObject({ privileged: false, change: "EACCES" });
  });

  test("where polkit does not run, sudo is tried", () => {
    expect(probe({ user: SUDO_USER }).unlocked).toMatchObject({ state: "unlocked", note: null });
  });
});
