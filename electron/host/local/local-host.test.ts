import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { explain } from "../../../shared/operations/explain/explain.ts";
import type { ProcessMark } from "../../../shared/operations/record/record.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { walkExtended } from "../../../shared/pci/walk.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { scriptOfTree } from "../helper/testing/tree-helper.ts";
import { isAlive } from "../sysfs/process-facts.ts";
import { LocalHost, type LocalHostOptions } from "./local-host.ts";
import { buildTree } from "./testing/build-tree.ts";
import { endProcess } from "./testing/end-process.ts";
import { tempFolder } from "./testing/temp-folder.ts";

function setUp(options: LocalHostOptions = {}) {
  const tree = buildTree(tempFolder(), { ports: 1, pfs: 1, vfs: 2 });
  const script = scriptOfTree(tree.root);
  const host = new LocalHost({ root: tree.root, modulesDir: null, lockTimeoutMs: 50, script, ...options });
  onTestFinished(() => host.close());
  const [pf] = tree.pfs;
  const [vf] = tree.vfs;
  if (!pf || !vf) throw new Error("nothing was built");
  const path = (bdf: Bdf, name: string) => join(tree.root, "bus/pci/devices", bdf, name);
  return { tree, host, pf, vf, path };
}

function absent(): Bdf {
  const text = "0000:7f:1f.7";
  if (!isBdf(text)) throw new Error("no address");
  return text;
}

describe("config", () => {
  it("reads the whole space", async () => {
    const { host, pf } = setUp();
    const reading = await host.config(pf, { wake: false });
    if (reading.state !== "read") throw new Error(reading.state);
    expect(reading).toMatchObject({ known: [[0, 4096]], size: 4096 });
    const space = ConfigSpace.fromHex(reading.hex);
    expect(walkExtended(space).found.map(({ id }) => id)).toContain(0x10);
  });

  it("knows no more than it was given: 256 bytes, or the 64 that anybody may read", async () => {
    const { host, pf, path } = setUp();
    writeFileSync(path(pf, "config"), Buffer.alloc(256, 7));
    expect(await host.config(pf, { wake: false })).toMatchObject({ known: [[0, 256]], size: 256 });
    writeFileSync(path(pf, "config"), Buffer.alloc(64, 7));
    const short = await host.config(pf, { wake: false });
    expect(short).toEqual({ state: "read", hex: "07".repeat(64), known: [[0, 64]], size: null });
    writeFileSync(path(pf, "config"), "");
    expect(await host.config(pf, { wake: false })).toMatchObject({ state: "unreadable", problem: { code: "ENODATA" } });
  });

  it("does not open the space of a function in D3cold unless told to", async () => {
    const { host, pf, path } = setUp();
    writeFileSync(path(pf, "power_state"), "D3cold\n");
    // Were it opened, its absence would be the answer.
    const bytes = readFileSync(path(pf, "config"));
    rmSync(path(pf, "config"));
    expect(await host.config(pf, { wake: false })).toEqual({ state: "asleep" });
    writeFileSync(path(pf, "config"), bytes);
    expect((await host.config(pf, { wake: true })).state).toBe("read");
    writeFileSync(path(pf, "power_state"), "D3hot\n");
    expect((await host.config(pf, { wake: false })).state).toBe("read");
  });

  it("tells a function that has left from one without the file", async () => {
    const { host, pf, path } = setUp();
    expect(await host.config(absent(), { wake: false })).toEqual({ state: "gone" });
    rmSync(path(pf, "config"));
    expect(await host.config(pf, { wake: false })).toMatchObject({ state: "unreadable", problem: { code: "ENOENT" } });
    mkdirSync(path(pf, "config"));
    expect(await host.config(pf, { wake: false })).toMatchObject({ state: "unreadable", problem: { code: "EISDIR" } });
  });

  it("keeps its own order when thousands are asked at once", async () => {
    const { host, pf, vf } = setUp();
    const asked = Array.from({ length: 500 }, (_, index) => (index % 2 === 0 ? pf : vf));
    const readings = await Promise.all(asked.map((bdf) => host.config(bdf, { wake: false })));
    const vendors = readings.map((reading) => (reading.state === "read" ? reading.hex.slice(0, 4) : reading.state));
    expect(vendors).toEqual(asked.map((bdf) => (bdf === pf ? "b315" : "ffff")));
  });
});

describe("detail", () => {
  it("reads what a scan leaves alone", async () => {
    const { host, pf, path } = setUp();
    writeFileSync(path(pf, "aer_dev_correctable"), "RxErr 3\nBadTLP 12\nTOTAL_ERR_COR 15\n");
    const detail = await host.detail(pf);
    expect(detail).toMatchObject({
      bdf: pf,
      numVfs: 2,
      iommuGroupType: "DMA-FQ",
      reservedRegions: [{ start: "0xfee00000", end: "0xfeefffff", kind: "msi" }],
      runtimeStatus: "active",
      enableCount: 1,
      problems: [],
    });
    expect(detail.aer.slice(0, 2)).toEqual([
      { severity: "correctable", name: "RxErr", count: 3 },
      { severity: "correctable", name: "BadTLP", count: 12 },
    ]);
    expect(detail.aer.map(({ name }) => name)).not.toContain("TOTAL_ERR_COR");
  });

  it("takes what a function does not have for normal", async () => {
    const { host, vf } = setUp();
    expect(await host.detail(vf)).toMatchObject({ numVfs: null, aer: [], problems: [] });
  });

  it("ends a read that hangs as a problem", async () => {
    const { host, pf, path } = setUp();
    rmSync(path(pf, "sriov_numvfs"));
    execFileSync("mkfifo", [path(pf, "sriov_numvfs")]);
    const detail = await host.detail(pf);
    expect(detail).toMatchObject({ numVfs: null, iommuGroupType: "DMA-FQ" });
    expect(detail.problems.map(({ attribute, code }) => [attribute, code])).toEqual([["sriov_numvfs", "ETIMEDOUT"]]);
  });

  it("tells of values that make no sense and of a function that has left", async () => {
    const { host, pf, path } = setUp();
    writeFileSync(path(pf, "aer_dev_fatal"), "what?\n");
    writeFileSync(path(pf, "enable"), "yes\n");
    const { problems } = await host.detail(pf);
    expect(problems.map(({ attribute, code }) => [attribute, code])).toEqual([
      ["aer_dev_fatal", "EINVAL"],
      ["enable", "EINVAL"],
    ]);
    expect((await host.detail(absent())).problems.map(({ code }) => code)).toEqual(["ENOENT"]);
  });
});

describe("perform", () => {
  const content = (path: string) => readFileSync(path, "utf8");

  it("writes each verb's value to its attribute", async () => {
    const { tree, host, pf, vf, path } = setUp();
    const bus = join(tree.root, "bus/pci");
    expect(await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 0 })).toEqual({ ok: true });
    expect(content(path(pf, "sriov_numvfs"))).toBe("0");
    await host.perform({ verb: "sriov.autoprobe", bdf: pf, value: false });
    expect(content(path(pf, "sriov_drivers_autoprobe"))).toBe("0");
    await host.perform({ verb: "driver.override", bdf: vf, driver: "vfio-pci" });
    expect(content(path(vf, "driver_override"))).toBe("vfio-pci");
    await host.perform({ verb: "driver.override", bdf: vf, driver: null });
    expect(content(path(vf, "driver_override"))).toBe("\n");
    await host.perform({ verb: "driver.unbind", bdf: vf, from: "any" });
    expect(content(join(bus, "drivers/mlx5_core/unbind"))).toBe(vf);
    await host.perform({ verb: "driver.probe", bdf: vf });
    expect(content(join(bus, "drivers_probe"))).toBe(vf);
  });

  it("creates no attribute that is not there", async () => {
    const { host, vf, path } = setUp();
    const result = await host.perform({ verb: "sriov.numvfs", bdf: vf, value: 1 });
    expect(result).toMatchObject({ ok: false, failure: { code: "ENOENT" } });
    expect(existsSync(path(vf, "sriov_numvfs"))).toBe(false);
  });

  it("unbinds from the driver that is expected, and from no other", async () => {
    const { tree, host, vf } = setUp();
    const bus = join(tree.root, "bus/pci");
    const refused = await host.perform({ verb: "driver.unbind", bdf: vf, from: "vfio-pci" });
    expect(refused).toMatchObject({ failure: { code: "ENODEV" } });
    expect(content(join(bus, "drivers/mlx5_core/unbind"))).toBe("");
    expect(await host.perform({ verb: "driver.unbind", bdf: vf, from: "mlx5_core" })).toMatchObject({ ok: true });
    expect(content(join(bus, "drivers/mlx5_core/unbind"))).toBe(vf);
  });

  it("refuses to unbind what has no driver and to probe what is not there", async () => {
    const { host, vf, path } = setUp();
    rmSync(path(vf, "driver"));
    expect(await host.perform({ verb: "driver.unbind", bdf: vf, from: "any" })).toMatchObject({
      failure: { code: "ENODEV" },
    });
    const probe = await host.perform({ verb: "driver.probe", bdf: absent() });
    expect(probe).toMatchObject({ failure: { code: "ENODEV", wrote: absent() } });
  });

  it("loads no module for a tree", async () => {
    const { host } = setUp();
    const result = await host.perform({ verb: "module.load", module: "vfio-pci" });
    expect(result).toMatchObject({ ok: false, failure: { code: "EOPNOTSUPP", wrote: "vfio-pci" } });
  });

  it("asks and changes nothing of the kernel that runs for a tree: no log, no module, no interface", async () => {
    const { host, pf } = setUp();
    const settings = [{ set: "trust", on: true }] as const;
    const result = await host.perform({ verb: "vf.network", bdf: pf, vf: 0, settings });
    expect(result).toMatchObject({ ok: false, failure: { code: "EOPNOTSUPP" } });
    expect(await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 1 })).toEqual({ ok: true });
  });

  it("changes nothing without the script", async () => {
    const { host, pf, path } = setUp({ script: undefined });
    const before = content(path(pf, "sriov_numvfs"));
    expect(await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 1 })).toMatchObject({ ok: false });
    await expect(host.take("a test")).rejects.toThrow("nothing here could change it");
    expect(content(path(pf, "sriov_numvfs"))).toBe(before);
  });

  it("reads nothing of a PF that takes the lock while its own write is under way", async () => {
    const { host, pf, path } = setUp({ lockTimeoutMs: 10_000 });
    const attribute = path(pf, "driver_override");
    rmSync(attribute);
    execFileSync("mkfifo", [attribute]);
    const writing = host.perform({ verb: "driver.override", bdf: pf, driver: "late" });
    await expect.poll(async () => (await host.detail(pf)).problems.map(({ code }) => code)).toEqual(["ETIMEDOUT"]);
    expect(await readFile(attribute, "utf8")).toBe("late");
    expect(await writing).toEqual({ ok: true });
    expect((await host.detail(pf)).numVfs).toBe(2);
  });

  it.each(["", "..", ".", "a/b", "vfio  pci", " vfio", "vfio ", "vfio\npci", "x".repeat(65), "$(reboot)", "ü"])(
    "refuses the driver %j",
    async (driver) => {
      const { host, vf, path } = setUp();
      const result = await host.perform({ verb: "driver.override", bdf: vf, driver });
      expect(result).toMatchObject({ ok: false, failure: { code: "EINVAL" } });
      expect(content(path(vf, "driver_override"))).not.toContain(driver || "x");
    },
  );
});

describe("a write", () => {
  /** A pipe that nobody reads takes a writer and does not let it go, as a stuck device does. */
  function stuck() {
    const { tree, host, pf, path } = setUp({ lockTimeoutMs: 200 });
    rmSync(path(pf, "sriov_numvfs"));
    execFileSync("mkfifo", [path(pf, "sriov_numvfs")]);
    const other = new LocalHost({ root: tree.root, modulesDir: null, script: scriptOfTree(tree.root) });
    onTestFinished(() => other.close());
    return {
      host,
      other,
      pf,
      stuckFile: path(pf, "sriov_numvfs"),
      step: { verb: "sriov.numvfs", bdf: pf, value: 7 } as const,
    };
  }

  it("that hangs leaves the machine readable, is known by its process, and is told as ended when it is", async () => {
    const { host, pf, step } = stuck();
    const writers: ProcessMark[] = [];
    const writing = host.perform(step, { onWriter: (writer) => writers.push(writer) });
    await expect.poll(() => writers).toHaveLength(1);
    expect(writers.map(isAlive)).toEqual([true]);
    expect((await host.scan()).functions.filter((fn) => fn.sriov !== null)).toHaveLength(1);
    expect((await host.detail(pf)).problems).toMatchObject([{ attribute: "sriov_numvfs", code: "ETIMEDOUT" }]);
    for (const { pid } of writers) endProcess(pid);
    expect(await writing).toMatchObject({ ok: false, failure: { code: "EKILLED" } });
    expect(writers.map(isAlive)).toEqual([false]);
  });

  it("that hangs keeps the machine when its program has gone, and no other program is let in before it is over", async () => {
    const { host, other, stuckFile, step } = stuck();
    const taken = await host.take("8 VFs");
    if (!taken.ok) throw new WordsError(taken.holder);
    const writers: ProcessMark[] = [];
    const writing = host
      .perform(step, { onWriter: (writer) => writers.push(writer) })
      .catch((error: Error) => error.name);
    await expect.poll(() => writers).toHaveLength(1);
    await host.close();
    expect(await writing).toBe("ChannelClosed");
    expect(writers.map(isAlive)).toEqual([true]);
    await expect
      .poll(async () => inEnglish(await other.take("something else")))
      .toMatchObject({
        ok: false,
        holder: expect.stringContaining("what “8 VFs” of "),
      });
    const rescan = { verb: "bus.rescan" } as const;
    const result = await other.perform(rescan);
    if (result.ok) throw new Error("it was let in");
    expect(
      inEnglish(explain({ step: rescan, failure: result.failure, fn: null, host: null, unmet: [] })),
    ).toMatchObject({
      rule: "machine-taken",
      cause: expect.stringMatching(/^The machine is being changed by what “8 VFs” of \w+ left running\.$/),
      remedy: expect.stringMatching(/^Nothing was written\. Wait/),
    });
    expect(await readFile(stuckFile, "utf8")).toBe("7");
    await expect.poll(async () => (await other.take("something else")).ok).toBe(true);
  });
});
