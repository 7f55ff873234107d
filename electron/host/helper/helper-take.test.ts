/** One program at a time: who is kept out, by whom, for how long, and that nobody else can lock root out. */

import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { HelperChannel } from "./helper-channel.ts";
import { asWord, fromWord, holderOf, takeMark, takeThrough } from "./helper-take.ts";
import { changedScript, linkBusybox, placesOf, SHELLS, startShell } from "./testing/tree-helper.ts";

const TITLE = 'Set 0000:01:00.0 to 8 VFs, "für alle" (50%)';

/** Root's own verbs, for whoever runs the tests. */
const ROOT = 'id() { case $1 in -u) echo 0 ;; *) command id "$@" ;; esac; }';

/** A machine with its lock, and programs that speak to a helper of their own on it. */
function machine(
  shell: readonly string[] = ["dash"],
  more: { PATH?: string; UPTIME?: string; INIT?: string; programs?: string } = {},
) {
  const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const [pf] = pfs;
  if (!pf) throw new Error("nothing was built");
  const locks = join(tempFolder(), "locks");
  const { programs = "", ...paths } = more;
  const script = changedScript({ places: { ...placesOf(root), LOCKS: locks, ...paths }, programs });
  const helper = async () => {
    const streams = startShell(script, shell);
    const { channel } = await HelperChannel.open(streams);
    onTestFinished(() => channel.close("done"));
    return (...words: readonly string[]) => channel.request(...words);
  };
  return { root, pf, locks, helper, numVfs: join(root, "bus/pci/devices", pf, "sriov_numvfs") };
}

type Helper = Awaited<ReturnType<ReturnType<typeof machine>["helper"]>>;

const take = async (helper: Helper, purpose = TITLE) => english(await takeThrough(helper, takeMark(purpose)));

/** The process of a helper that has the machine, out of the refusal of another. */
const pidIn = (holder: string | null) => Number(/\(pid (\d+)\)/.exec(holder ?? "")?.[1]);

describe.each(SHELLS)("a machine in $name", ({ shell }) => {
  it("is taken by one at a time, and the refusal says by whom and for what", async () => {
    const { helper } = machine(shell);
    const [one, two] = [await helper(), await helper()];
    expect(await take(one)).toBe(null);
    const holder = await take(two, "something else");
    expect(holder).toBe(`${userInfo().username} (pid ${pidIn(holder)}), for “${TITLE}”`);
    expect(pidIn(holder)).toBeGreaterThan(0);
    await one("leave");
    expect(await take(two)).toBe(null);
    expect(await take(one)).not.toBe(null);
  });

  it("is free again when the process that has it is killed", async () => {
    const { helper } = machine(shell);
    const [one, two] = [await helper(), await helper()];
    await take(one);
    process.kill(pidIn(await take(two)), "SIGKILL");
    await expect.poll(() => take(two)).toBe(null);
  });

  it("is free after the operation although what watched over a look is still there, as busybox's timeout is", async () => {
    const programs = 'timeout() { shift; (sleep 5 </dev/null >/dev/null 2>&1 &); "$@"; }';
    const { helper, pf } = machine(shell, { programs });
    const [one, two] = [await helper(), await helper()];
    await take(one);
    expect(await one("detail", pf)).toContain("=slow");
    await one("leave");
    expect(await take(two)).toBe(null);
  });

  it("is taken by nobody whose folder of the lock is not the machine's, as in a container", async () => {
    const init = tempFolder();
    mkdirSync(join(init, "ns"));
    writeFileSync(join(init, "ns/mnt"), "");
    const { helper } = machine(shell, { INIT: init });
    symlinkSync(tempFolder(), join(init, "root"));
    await expect(take(await helper())).rejects.toThrow(/^this program sees another .* than the machine does/);
    // A service with mounts of its own has the machine's /run all the same.
    unlinkSync(join(init, "root"));
    symlinkSync("/", join(init, "root"));
    expect(await take(await helper())).toBe(null);
  });

  it("is changed by nobody who has not taken it", async () => {
    const { helper, pf, numVfs } = machine(shell);
    const before = readFileSync(numVfs, "utf8");
    const [one, two] = [await helper(), await helper()];
    await expect(one("do", "numvfs", pf, "0")).rejects.toMatchObject({ code: "EBUSY" });
    await take(one);
    const late = two("do", "numvfs", pf, "0");
    await expect(late).rejects.toMatchObject({ code: "EBUSY", rest: "-" });
    await one("leave");
    await expect(one("do", "numvfs", pf, "0")).rejects.toMatchObject({ code: "EBUSY" });
    expect(readFileSync(numVfs, "utf8")).toBe(before);
  });

  it("stays taken while a write of a helper that has gone is not back, but not for its own operation", async () => {
    const { helper, pf, numVfs } = machine(shell);
    unlinkSync(numVfs);
    execFileSync("mkfifo", [numVfs]);
    const [one, two, three] = [await helper(), await helper(), await helper()];
    const mark = takeMark(TITLE);
    await takeThrough(one, mark);
    const pid = pidIn(await take(two));
    await one("do", "numvfs", pf, "1");
    process.kill(pid, "SIGKILL");
    const left = `what “${TITLE}” of ${userInfo().username} left running`;
    await expect.poll(() => take(two)).toBe(left);
    await expect(takeThrough(three, mark)).resolves.toBe(null);
    expect(await take(two)).toBe(left);
    expect(readFileSync(numVfs, "utf8")).toBe("1");
    await expect.poll(() => take(two)).toBe(null);
    // What let the third in is gone, and another has the machine.
    await expect(three("do", "probe", pf)).rejects.toMatchObject({ code: "EBUSY", rest: /^lives \S+ \d+ \S+$/ });
  });

  it("stays taken after the operation while its way back can still run", async () => {
    const uptime = join(tempFolder(), "uptime");
    writeFileSync(uptime, "100.50 0.00\n");
    const { helper, pf, numVfs } = machine(shell, { UPTIME: uptime, programs: ROOT });
    const [one, two] = [await helper(), await helper()];
    await take(one);
    const pid = pidIn(await take(two));
    await one("arm", "0123456789abcdef0123456789abcdef", "60", "numvfs", pf, "0");
    process.kill(pid, "SIGKILL");
    await expect.poll(async () => (await take(two)) ?? "").toContain("left running");
    writeFileSync(`${uptime}.next`, "200.50 0.00\n");
    renameSync(`${uptime}.next`, uptime);
    await expect.poll(() => take(two)).toBe(null);
    expect(readFileSync(numVfs, "utf8").trim()).toBe("0");
  });
});

describe("the folder of the lock", () => {
  it("is made for its owner alone", async () => {
    const { helper, locks } = machine();
    await take(await helper());
    expect(statSync(locks).mode & 0o777).toBe(0o700);
    expect(readdirSync(locks).map((name) => statSync(join(locks, name)).mode & 0o777)).toEqual([0o600]);
  });

  it.each([
    ["a link to another folder", (path: string, victim: string) => symlinkSync(victim, path)],
    ["a folder that others may enter", (path: string) => mkdirSync(path, { mode: 0o755 })],
    ["a file", (path: string) => writeFileSync(path, "")],
  ])("is not used when it is %s", async (_, plant) => {
    const { helper, locks } = machine();
    const victim = tempFolder();
    writeFileSync(join(victim, "machine"), "precious");
    plant(locks, victim);
    await expect(take(await helper())).rejects.toThrow(`${locks} there is not a directory that only root can open`);
    expect(readFileSync(join(victim, "machine"), "utf8")).toBe("precious");
  });
});

it("says which program is missing where nothing can keep others out", async () => {
  const few = linkBusybox(tempFolder());
  unlinkSync(join(few, "flock"));
  const helper = await machine(["dash"], { PATH: few }).helper();
  await expect(take(helper)).rejects.toThrow("that machine has no flock (util-linux or busybox)");
});

it("carries any purpose in a word, and shows it as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
      const word = asWord(text);
      expect(word).toMatch(/^[0-9A-Za-z:.,_-]+$/);
      if (text !== "") expect(fromWord(word)).toBe(text);
    }),
  );
});

it("names nobody where the machine's answer is none of ours", () => {
  const strange = ["", "-", "lives", "lives a b c", "lives alice 47 x y", `lives alice ${"9".repeat(20)} x`];
  expect(strange.map(holderOf)).toEqual(strange.map(() => HELPER_WORDS.anotherProgram));
});
