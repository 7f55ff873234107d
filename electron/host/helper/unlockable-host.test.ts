/** This machine as an ordinary user has it: what goes through the helper once it is unlocked. */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { LocalHost } from "../local/local-host.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { changedScript, placesOf, startShell } from "./testing/tree-helper.ts";
import { UnlockableHost } from "./unlockable-host.ts";

function setUp() {
  const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const [pf] = pfs;
  if (!pf) throw new Error("nothing was built");
  const programs = tempFolder();
  // The clock there waits by this program: its time is over at once.
  writeFileSync(join(programs, "sleep"), "#!/bin/sh\n");
  chmodSync(join(programs, "sleep"), 0o755);
  const script = changedScript({ places: { ...placesOf(root), PATH: `${programs}:/usr/bin:/bin` } });
  const way = { name: "a shell", about: "runs the script", start: () => startShell(script), isFinal: () => true };
  const host = new UnlockableHost(new LocalHost({ root, modulesDir: null, kernelLog: null }), { ways: () => [way] });
  onTestFinished(() => host.close());
  return { host, pf, vfs: () => readFileSync(join(root, "bus/pci/devices", pf, "sriov_numvfs"), "utf8").trim() };
}

it("asks the helper who uses what while it is unlocked: only root sees what others have open", async () => {
  const { host } = setUp();
  const known = async () => (await host.usage()).known;
  const before = await known();
  await host.unlock();
  expect([before, await known()]).toEqual([false, true]);
  await host.lock();
  expect(await known()).toBe(false);
});

it("lets the helper carry the way back out", async () => {
  const { host, pf, vfs } = setUp();
  await host.unlock();
  const way = await host.armWayBack(60, [{ verb: "sriov.numvfs", bdf: pf, value: 0 }]);
  await way.fired;
  expect(vfs()).toBe("0");
  expect(await way.disarm()).toBe(false);
});
