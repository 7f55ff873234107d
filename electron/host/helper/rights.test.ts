/** Root's rights over a connection: had, given up and lost, whatever order a busy machine delivers the frames in. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { HelperChannel } from "./helper-channel.ts";
import { HelperHost } from "./helper-host.ts";
import { type FakeHelper, fakeHelper, frame, GREETING } from "./testing/fake-helper.ts";
import { changedScript, openTree, placesOf } from "./testing/tree-helper.ts";

const USER = GREETING.replace("uid 0", "uid 1000");

/** What was told of the rights, in order: `root` or `user`, and the note. */
async function open(helper: FakeHelper) {
  const told: (readonly [string, Words | null])[] = [];
  const { channel, hello } = await HelperChannel.open(helper);
  const host = new HelperHost(channel, hello, {
    kind: "ssh",
    connection: "ssh lab1",
    onRights: ({ isRoot }, note) => told.push([isRoot ? "root" : "user", note]),
  });
  onTestFinished(() => host.close());
  return { host, told };
}

describe("a greeting that comes together with the answer", () => {
  const together =
    (greeting: string) =>
    (id: number, [verb]: readonly string[]) =>
      verb === "end" || verb === "elevate"
        ? frame("ok", id, verb === "end" ? "" : "installed-k") + frame("hello", 0, greeting)
        : frame("ok", id, "");

  it("is the one that was asked for when the rights are given up, and what waited goes on", async () => {
    const { host, told } = await open(fakeHelper(together(USER)));
    const lowered = host.lower(HELPER_WORDS.idle({ minutes: 15 }));
    const read = host.ask("usage", "mounts");
    await lowered;
    expect(told).toEqual([["user", HELPER_WORDS.idle({ minutes: 15 })]]);
    expect((await host.identity()).privileged).toBe(false);
    expect(await read).toBe("");
  });

  it("is the one that was asked for when they are had", async () => {
    const { host, told } = await open(fakeHelper(together(GREETING), frame("hello", 0, USER)));
    expect(await host.elevate("the script")).toEqual({ refusal: null, byRule: true });
    expect(told).toEqual([["root", null]]);
  });
});

it("rights that end in the moment in which they were had are told after them, and last", async () => {
  const answer = (id: number, [verb]: readonly string[]) =>
    verb === "elevate"
      ? frame("ok", id, "installed") + frame("hello", 0, GREETING) + frame("hello", 0, USER)
      : frame("ok", id, "");
  const { host, told } = await open(fakeHelper(answer, frame("hello", 0, USER)));
  await host.elevate("the script");
  expect(told).toEqual([
    ["root", null],
    ["user", HELPER_WORDS.rootHelperEnded],
  ]);
  expect((await host.identity()).privileged).toBe(false);
});

it("locking twice sends one end: the shell below would take a second one for its own", async () => {
  const helper = fakeHelper((id, [verb]) =>
    verb === "end" ? frame("ok", id, "") + frame("hello", 0, USER) : frame("ok", id, ""),
  );
  const { host } = await open(helper);
  await Promise.all([host.lower(null), host.lower(null)]);
  expect(helper.asked.filter((line) => line.endsWith(" end"))).toHaveLength(1);
});

it("a refusal leaves nothing that waits for a greeting: one that comes later means that rights have ended", async () => {
  const helper = fakeHelper((id) => frame("err", id, "EACCES sudo: a password is required"), frame("hello", 0, USER));
  const { host, told } = await open(helper);
  expect(await host.elevate("the script")).toMatchObject({ refusal: "sudo: a password is required" });
  helper.say(frame("hello", 0, USER));
  await expect.poll(() => told).toEqual([["user", HELPER_WORDS.rootHelperEnded]]);
});

describe("sudo on the far side", () => {
  /** @param rule a rule lets the user in without a password; else a password is remembered until it is forgotten */
  async function far(rule: boolean) {
    const folder = tempFolder();
    const { root } = buildTree(join(folder, "sys"), { ports: 1, pfs: 1, vfs: 1 });
    mkdirSync(join(folder, "state"));
    const remembered = join(folder, "state/remembered");
    writeFileSync(remembered, "");
    const programs = `id() { echo "\${AS_USER-1000}"; }
sudo() { case "$1 \${2-}" in
  '-k ') rm -f ${remembered}; return ;;
  '-n -k') ${rule ? "shift 2" : "echo 'sudo: a password is required' >&2; return 1"} ;;
  *) shift && [ -e ${remembered} ] || { echo 'sudo: a password is required' >&2; return 1; } ;;
esac; AS_USER=0 "$@"; }`;
    const host = await openTree(root, { programs });
    const script = changedScript({ places: placesOf(root), programs });
    return { host, script };
  }

  it("is made to forget a password that it remembers when the rights end, so that the next unlock asks", async () => {
    const { host, script } = await far(false);
    expect(await host.elevate(script)).toEqual({ refusal: null, byRule: false });
    await host.lower(null);
    expect((await host.elevate(script)).refusal).toContain("a password is required");
  });

  it("cannot ask where a rule gives the rights without one, and that is known", async () => {
    const { host, script } = await far(true);
    for (let round = 0; round < 2; round++) {
      expect(await host.elevate(script)).toEqual({ refusal: null, byRule: true });
      await host.lower(null);
    }
  });
});
