/** This machine as an ordinary user has it: what goes through the helper once it is unlocked. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { AccessState } from "../../../shared/machine/access-state.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { fakeHelper, frame, GREETING } from "../helper/testing/fake-helper.ts";
import { changedScript, placesOf, startShell } from "../helper/testing/tree-helper.ts";
import { LocalHost } from "./local-host.ts";
import { buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";
import { UnlockableHost, type UnlockWay } from "./unlockable-host.ts";

function setUp(change: (way: UnlockWay) => readonly UnlockWay[] = (way) => [way]) {
  const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const [pf] = pfs;
  if (!pf) throw new Error("nothing was built");
  // The clock there does not go on before a test says so.
  const uptime = join(tempFolder(), "uptime");
  writeFileSync(uptime, "1.00 0.00\n");
  const script = changedScript({ places: { ...placesOf(root), UPTIME: uptime } });
  const way: UnlockWay = {
    name: "a shell",
    about: "Runs the script.",
    next: "It asks for nothing.",
    start: () => startShell(script),
    isFinal: () => true,
  };
  const ways = change(way);
  const host = new UnlockableHost(new LocalHost({ root, modulesDir: null }), { ways: () => ways });
  onTestFinished(() => host.close());
  const told: AccessState[] = [];
  host.onAccess((access) => told.push(access));
  const elapse = () => writeFileSync(uptime, "1000.00 0.00\n");
  return {
    host,
    told,
    pf,
    elapse,
    vfs: () => readFileSync(join(root, "bus/pci/devices", pf, "sriov_numvfs"), "utf8").trim(),
  };
}

it("asks the helper who uses what while it is unlocked: only root sees what others have open", async () => {
  const { host } = setUp();
  const isRead = async () => !(await host.usage()).unread.some(({ source }) => source === "platform");
  const before = await isRead();
  await host.unlock();
  expect([before, await isRead()]).toEqual([false, true]);
  await host.lock();
  expect(await isRead()).toBe(false);
});

it("lets the helper carry the way back out", async () => {
  const { host, pf, vfs, elapse } = setUp();
  await expect(host.take("a change")).rejects.toThrow("this machine is locked");
  await host.unlock();
  await host.take("a change");
  const way = await host.armWayBack(60, [{ verb: "sriov.numvfs", bdf: pf, value: 0 }]);
  elapse();
  expect(await way.ended).toBe("fired");
  expect(vfs()).toBe("0");
  expect(await way.disarm()).toBe(false);
});

it("tells what the lock says as whole states in order, the last of which is the answer", async () => {
  const { host, told } = setUp();
  const unlocked = await host.unlock();
  expect(told).toMatchObject([
    { state: "locked", changing: true },
    { state: "unlocked", changing: false, canLock: true, next: "It asks for nothing." },
  ]);
  expect(told.at(-1)).toEqual(unlocked);
  expect(await host.lock()).toMatchObject({ state: "locked", canLock: false, note: null, next: null });
  expect(told.at(-1)).toEqual(host.access);
  expect(told).toHaveLength(3);
});

it("locks although something is being read: only a change keeps its rights", async () => {
  const { host } = setUp((way) => [{ ...way, start: () => fakeHelper(() => null) }]);
  await host.unlock();
  const reading = host.usage();
  expect(await host.lock()).toMatchObject({ state: "locked", note: null });
  expect((await reading).unread).not.toEqual([]);
});

it("keeps its rights for as long as the machine is taken", async () => {
  const { host } = setUp();
  await host.unlock();
  const answer = await host.take("a change");
  if (!answer.ok) throw new WordsError(answer.holder);
  expect(await host.lock()).toMatchObject({ state: "unlocked", note: HELPER_WORDS.staysUnlocked });
  await answer.hold.release();
  await expect.poll(async () => (await host.lock()).state).toBe("locked");
});

it("what was being asked for when somebody locked is not had, even if it is granted", async () => {
  const helper = fakeHelper(() => null, "");
  const second = fakeHelper(() => null);
  const { host } = setUp((way) => [
    { ...way, start: () => ({ ...helper, kill: () => undefined }), isFinal: () => false },
    { ...way, start: () => second },
  ]);
  const unlocking = host.unlock();
  await host.lock();
  helper.say(frame("hello", 0, GREETING));
  expect(await unlocking).toMatchObject({ state: "locked", changing: false, canLock: false });
});

it("after Lock now the next unlock waits until what was remembered is forgotten", async () => {
  const order: string[] = [];
  let forgotten: () => void = () => undefined;
  const { host } = setUp((way) => [
    {
      ...way,
      start() {
        order.push("start");
        return way.start();
      },
      forget: () =>
        new Promise((resolve) => {
          forgotten = () => {
            order.push("forgotten");
            resolve();
          };
        }),
    },
  ]);
  await host.unlock();
  const locking = host.lock();
  const again = host.unlock();
  forgotten();
  await Promise.all([locking, again]);
  expect(order).toEqual(["start", "forgotten", "start"]);
});
