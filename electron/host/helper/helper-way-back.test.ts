/** The way back over the helper: what it does when its time is over, and when it was called off. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { StepTemplate } from "../../../shared/operations/types.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { HelperChannel } from "./helper-channel.ts";
import { armThrough } from "./helper-way-back.ts";
import { changedScript, placesOf, startShell, userlands } from "./testing/tree-helper.ts";

const SHELLS = userlands("").filter(({ path }) => path === undefined);
const LOOK_MS = 20;
/** As on a machine without a syslog: nothing depends on it. */
const NO_LOG = "logger() { return 1; }";
const MARK = "0123456789abcdef0123456789abcdef";

function absent(): Bdf {
  const text = "0000:fe:1f.7";
  if (!isBdf(text)) throw new Error("no address");
  return text;
}

/** @param waits what the clock there does instead of sleeping */
function setUp(waits: string, shell: readonly string[] = ["dash"]) {
  const { root, pfs, vfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const [pf] = pfs;
  const [vf] = vfs;
  if (!pf || !vf) throw new Error("nothing was built");
  const programs = tempFolder();
  writeFileSync(join(programs, "sleep"), `#!/bin/sh\n${waits}\n`);
  chmodSync(join(programs, "sleep"), 0o755);
  const script = changedScript({ places: { ...placesOf(root), PATH: `${programs}:/usr/bin:/bin` }, programs: NO_LOG });
  const open = async () => {
    const { channel } = await HelperChannel.open(startShell(script, shell));
    onTestFinished(() => channel.close("done"));
    await channel.request("take", MARK, "a_20test");
    return channel;
  };
  const steps: readonly StepTemplate[] = [
    // What the kernel refuses does not keep the rest from being tried.
    { verb: "driver.override", target: { bdf: absent() }, driver: "none" },
    { verb: "sriov.numvfs", bdf: pf, value: 0 },
    { verb: "driver.override", target: { pf, vf: 0, expected: null }, driver: "vfio-pci" },
  ];
  const read = (bdf: string, name: string) => readFileSync(`${root}/bus/pci/devices/${bdf}/${name}`, "utf8").trim();
  return { root, pf, vf, steps, open, read };
}

describe.each(SHELLS)("the way back in $name", ({ shell }) => {
  it("runs by itself, all of it, although the connection is gone, and cannot be called off any more", async () => {
    // The clock there stands still for as long as this is there.
    const still = join(tempFolder(), "still");
    writeFileSync(still, "");
    const { pf, vf, steps, open, read } = setUp(`while [ -e ${still} ]; do /usr/bin/sleep 0.05; done`, shell);
    const first = await open();
    let channel = first;
    const wayBack = await armThrough((...words) => channel.request(...words), 60, steps, LOOK_MS);
    expect(read(pf, "sriov_numvfs")).not.toBe("0");
    first.close("the cable was cut");
    channel = await open();
    rmSync(still);
    await wayBack.fired;
    expect(read(pf, "sriov_numvfs")).toBe("0");
    expect(read(vf, "driver_override")).toBe("vfio-pci");
    expect(await wayBack.disarm()).toBe(false);
  });

  it("does nothing once it was called off, by another connection, too", async () => {
    const { pf, steps, open, read } = setUp("exec /usr/bin/sleep 600", shell);
    const before = read(pf, "sriov_numvfs");
    const first = await open();
    let channel = first;
    let place: readonly string[] = [];
    const request = (...words: readonly string[]) => {
      if (words[0] === "off") place = words.slice(1);
      return channel.request(...words);
    };
    const wayBack = await armThrough(request, 60, steps, LOOK_MS);
    first.close("the cable was cut");
    channel = await open();
    expect(await wayBack.disarm()).toBe(true);
    // Nothing of it is left that could still run.
    await expect.poll(() => channel.request("armed", ...place)).toBe("over");
    expect(await wayBack.disarm()).toBe(true);
    expect(read(pf, "sriov_numvfs")).toBe(before);
  });
});

describe("a way back that makes no sense", () => {
  it.each<[string, readonly string[]]>([
    ["a time too short", [MARK, "9", "rescan"]],
    ["a time too long", [MARK, "601", "rescan"]],
    ["a mark with other characters", [`${MARK.slice(1)}X`, "60", "rescan"]],
    ["a short mark", [MARK.slice(1), "60", "rescan"]],
    ["an unknown verb", [MARK, "60", "enable", "0000:01:00.0"]],
    ["a second step that is none", [MARK, "60", "rescan", ",", "override", "0000:01:00.0", ".."]],
    ["an empty step", [MARK, "60", "rescan", ",", ",", "rescan"]],
    ["a VF of no number", [MARK, "60", "unbind", "0000:01:00.0.v99999"]],
    ["a path in a PF's place", [MARK, "60", "unbind", "...v1"]],
  ])("%s is refused", async (_name, words) => {
    const channel = await setUp("exit 0").open();
    await expect(channel.request("arm", ...words)).rejects.toMatchObject({ code: "EINVAL" });
  });

  it("kills nothing but a clock of its own", async () => {
    const channel = await setUp("exit 0").open();
    const own = String(process.pid);
    expect(await channel.request("off", MARK, own, own)).toBe("running");
    await expect(channel.request("off", MARK, own, "x")).rejects.toMatchObject({ code: "EINVAL" });
  });
});
