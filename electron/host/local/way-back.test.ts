import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { StepTemplate } from "../../../shared/operations/types.ts";
import { at } from "../simulated/machines/parts/function.ts";
import { buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";
import { armWayBack } from "./way-back.ts";

function setUp() {
  const { root, pfs, vfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const [pf] = pfs;
  const [vf] = vfs;
  if (!pf || !vf) throw new Error("nothing was built");
  const steps: readonly StepTemplate[] = [
    // What the kernel refuses does not keep the rest from being tried.
    { verb: "driver.override", target: { bdf: at("7f:00.0") }, driver: "none" },
    { verb: "sriov.numvfs", bdf: pf, value: 0 },
    { verb: "driver.override", target: { pf, vf: 0, expected: null }, driver: "vfio-pci" },
  ];
  const read = (bdf: string, name: string) => readFileSync(`${root}/bus/pci/devices/${bdf}/${name}`, "utf8").trim();
  return { root, pf, vf, steps, read };
}

describe("the way back of this machine", () => {
  it("runs by itself when the time is over, all of it, and cannot be called off any more", async () => {
    const { root, pf, vf, steps, read } = setUp();
    const wayBack = await armWayBack(root, 0, steps);
    await wayBack.fired;
    expect(read(pf, "sriov_numvfs")).toBe("0");
    expect(read(vf, "driver_override")).toBe("vfio-pci");
    expect(await wayBack.disarm()).toBe(false);
  });

  it("does nothing once it was called off", async () => {
    const { root, pf, steps, read } = setUp();
    const before = read(pf, "sriov_numvfs");
    const wayBack = await armWayBack(root, 3600, steps);
    expect(await wayBack.disarm()).toBe(true);
    expect(await wayBack.disarm()).toBe(true);
    expect(read(pf, "sriov_numvfs")).toBe(before);
  });
});
