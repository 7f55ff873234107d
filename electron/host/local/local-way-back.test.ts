/** The way back of this machine, through the script that LocalHost asks. */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { changedScript, placesOf } from "../helper/testing/tree-helper.ts";
import { LocalHost } from "./local-host.ts";
import { buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";

function setUp() {
  const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const [pf] = pfs;
  if (!pf) throw new Error("nothing was built");
  const uptime = join(tempFolder(), "uptime");
  const elapse = (seconds: number) => writeFileSync(uptime, `${seconds}.00 0.00\n`);
  elapse(1);
  // Root or not, it is this tree's root.
  const script = changedScript({ places: { ...placesOf(root), UPTIME: uptime }, programs: "id() { echo 0; }" });
  const host = new LocalHost({ root, modulesDir: null, script });
  onTestFinished(() => host.close());
  const place = (name: string) => `${root}/bus/pci/devices/${pf}/${name}`;
  const steps = [{ verb: "sriov.numvfs", bdf: pf, value: 0 }] as const;
  return { host, pf, steps, elapse, place, vfs: () => readFileSync(place("sriov_numvfs"), "utf8").trim() };
}

it("runs when its time is over, and no step of the program is carried out before that is known", async () => {
  const { host, pf, steps, elapse, vfs } = setUp();
  await host.take("a test");
  const wayBack = await host.armWayBack(60, steps);
  expect(await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 3 })).toEqual({ ok: true });
  elapse(100);
  expect(await wayBack.ended).toBe("fired");
  expect(vfs()).toBe("0");
  const refused = await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 4 });
  expect(refused).toMatchObject({ ok: false, failure: { code: "ECANCELED" } });
  expect(vfs()).toBe("0");
  expect(await wayBack.disarm()).toBe(false);
  expect(await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 4 })).toEqual({ ok: true });
});

it("ends a write that hangs before it runs", async () => {
  const { host, pf, steps, elapse, place, vfs } = setUp();
  rmSync(place("driver_override"));
  execFileSync("mkfifo", [place("driver_override")]);
  await host.take("a test");
  const wayBack = await host.armWayBack(60, steps);
  const hanging = host.perform({ verb: "driver.override", bdf: pf, driver: "late" });
  elapse(100);
  expect(await hanging).toMatchObject({ ok: false });
  expect(await wayBack.ended).toBe("fired");
  expect(vfs()).toBe("0");
});
