import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Step } from "../../../shared/operations/types.ts";
import { isBdf } from "../../../shared/pci/bdf.ts";
import { LockedReads } from "./locked-reads.ts";
import { modprobe, noModules } from "./module-loader.ts";
import { type PerformTools, performStep } from "./perform.ts";
import { buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";
import { noIp, vfSetter } from "./vf-network.ts";
import { writeInProcess } from "./write-process.ts";

function setUp() {
  const folder = tempFolder();
  const tree = buildTree(join(folder, "sys"), { ports: 1, pfs: 1, vfs: 1 });
  const locked = new LockedReads();
  onTestFinished(() => locked.close());
  const written: [path: string, text: string][] = [];
  const tools: PerformTools = {
    root: tree.root,
    locked,
    kernelLog: null,
    loadModule: noModules,
    setVf: vfSetter(noIp),
    write: async (path, text) => {
      written.push([path, text]);
    },
  };
  const [pf] = tree.pfs;
  if (!pf) throw new Error("nothing was built");
  return { folder, root: tree.root, tools, pf, written };
}

/** What a caller could hand over who does not keep to the types: a step out of JSON. */
function stepOf(value: object): Step {
  return JSON.parse(JSON.stringify(value));
}

describe("performStep refuses", () => {
  it.each([
    "",
    "../../../../etc",
    "0000:01:00.0/../0000:01:00.1",
    "0000:01:00.0/driver",
    "0000:01:00.8",
    "0000:01:00.0\n",
    " 0000:01:00.0",
    "01:00.0",
  ])("the address %j", async (bdf) => {
    const { tools, written } = setUp();
    for (const verb of ["sriov.numvfs", "sriov.autoprobe", "driver.override", "driver.unbind", "driver.probe"]) {
      const step = stepOf({ verb, bdf, value: 1, driver: "vfio-pci" });
      expect(await performStep(tools, step)).toMatchObject({ ok: false, failure: { code: "EINVAL", kernelLog: [] } });
    }
    expect(written).toEqual([]);
  });

  it.each(["", "..", ".", "a/b", "vfio-pci\n", "vfio pci", "x".repeat(65), "$(reboot)", "ü"])(
    "the driver name %j",
    async (driver) => {
      const { tools, pf, written } = setUp();
      const result = await performStep(tools, { verb: "driver.override", bdf: pf, driver });
      expect(result).toMatchObject({ ok: false, failure: { code: "EINVAL", wrote: driver } });
      expect(written).toEqual([]);
    },
  );

  it.each([-1, 1.5, 65_536, null, "4"])("the VF count %j", async (value) => {
    const { tools, pf, written } = setUp();
    const step = stepOf({ verb: "sriov.numvfs", bdf: pf, value });
    expect(await performStep(tools, step)).toMatchObject({ ok: false, failure: { code: "EINVAL" } });
    expect(written).toEqual([]);
  });

  it("an entry that leads out of the tree", async () => {
    const { folder, root, tools, written } = setUp();
    const outside = join(folder, "outside");
    const bdf = "0000:02:00.0";
    if (!isBdf(bdf)) throw new Error("no address");
    mkdirSync(outside);
    writeFileSync(join(outside, "driver_override"), "untouched");
    symlinkSync(outside, join(root, "bus/pci/devices", bdf));
    const result = await performStep(tools, { verb: "driver.override", bdf, driver: "vfio-pci" });
    expect(result).toMatchObject({ ok: false, failure: { code: "EPERM" } });
    expect(written).toEqual([]);
  });

  it("an attribute that is a link, and a driver folder that is one", async () => {
    const { folder, root, tools, pf } = setUp();
    const victim = join(folder, "victim");
    writeFileSync(victim, "untouched");
    const attribute = join(root, "bus/pci/devices", pf, "driver_override");
    rmSync(attribute);
    symlinkSync(victim, attribute);
    const real = { ...tools, write: writeInProcess };
    const override = await performStep(real, { verb: "driver.override", bdf: pf, driver: "vfio-pci" });
    expect(override).toMatchObject({ ok: false, failure: { code: "ELOOP" } });

    rmSync(join(root, "bus/pci/drivers/mlx5_core"), { recursive: true });
    mkdirSync(join(folder, "drivers"));
    writeFileSync(join(folder, "drivers/unbind"), "untouched");
    symlinkSync(join(folder, "drivers"), join(root, "bus/pci/drivers/mlx5_core"));
    const unbind = await performStep(real, { verb: "driver.unbind", bdf: pf, from: "any" });
    expect(unbind).toMatchObject({ ok: false, failure: { code: "EPERM" } });
    expect([victim, join(folder, "drivers/unbind")].map((path) => readFileSync(path, "utf8"))).toEqual([
      "untouched",
      "untouched",
    ]);
  });

  it("whatever else: it writes below its root or not at all", async () => {
    const { root, tools, pf, written } = setUp();
    const word = fc.oneof(fc.string(), fc.constantFrom(pf, "..", "/etc/passwd", "vfio-pci", "0000:01:00.1"));
    const verb = fc.constantFrom(
      "sriov.numvfs",
      "sriov.autoprobe",
      "driver.override",
      "driver.unbind",
      "driver.probe",
      "vf.msix",
      "device.reset",
      "device.remove",
      "reset.method",
      "bus.rescan",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          verb,
          bdf: word,
          value: fc.jsonValue(),
          driver: word,
          count: fc.jsonValue(),
          methods: fc.jsonValue(),
        }),
        async (step) => {
          const result = await performStep(tools, stepOf(step));
          if (!result.ok) expect(result.failure.code).not.toBe("");
        },
      ),
      { numRuns: 300 },
    );
    for (const [path, text] of written) {
      expect(path.startsWith(`${root}/bus/pci/`)).toBe(true);
      expect(path).not.toContain("..");
      expect(text).toMatch(/^[A-Za-z0-9_.: -]*\n?$/);
    }
  });
});

describe("modprobe", () => {
  function program(script: string): string {
    const path = join(tempFolder(), "modprobe");
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  }

  it("is run with the module's name as its only argument", async () => {
    const out = join(tempFolder(), "out");
    const path = program(`printf '%s|' "$#" "$@" > ${out}`);
    expect(await modprobe(null, path)("vfio-pci")).toEqual({ ok: true });
    expect(readFileSync(out, "utf8")).toBe("1|vfio-pci|");
  });

  it.each([
    ["modprobe: ERROR: could not insert 'vfio_pci': Operation not permitted", "EPERM"],
    ["modprobe: FATAL: Module vfio-pci not found in directory /lib/modules/6.1.0", "ENOENT"],
    ["modprobe: ERROR: could not insert 'vfio_pci': Key was rejected by service", "EKEYREJECTED"],
    ["something new", "EIO"],
  ])("understands %j", async (complaint, code) => {
    const path = program(`echo "${complaint}" >&2; exit 1`);
    expect(await modprobe(null, path)("vfio-pci")).toEqual({
      ok: false,
      failure: { code, wrote: "vfio-pci", where: path, kernelLog: [complaint] },
    });
  });

  it("says that it was killed, as by a kernel that crashes under it", async () => {
    const result = await modprobe(null, program("kill -9 $$"))("vfio-pci");
    expect(result).toMatchObject({ ok: false, failure: { code: "EKILLED" } });
  });

  it("says that there is none", async () => {
    const result = await modprobe(null, null)("vfio-pci");
    expect(result).toMatchObject({ ok: false, failure: { code: "ENOENT", where: "modprobe" } });
  });
});
