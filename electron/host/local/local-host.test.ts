import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { walkExtended } from "../../../shared/pci/walk.ts";
import { LocalHost, type LocalHostOptions } from "./local-host.ts";
import { buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";

function setUp(options: LocalHostOptions = {}) {
  const tree = buildTree(tempFolder(), { ports: 1, pfs: 1, vfs: 2 });
  const host = new LocalHost({ root: tree.root, modulesDir: null, lockTimeoutMs: 50, ...options });
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
    expect(await host.config(pf, { wake: false })).toEqual({ state: "asleep", powerState: "D3cold" });
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
      localCpus: "0-31",
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

  it("says what was written where when the kernel refuses, with the kernel's words from just then", async () => {
    const log = join(tempFolder(), "kmsg");
    writeFileSync(log, "6,100,5000,-;an old line\n");
    const line = "mlx5_core 0000:01:00.0: 4 VFs already enabled. Disable before enabling 8 VFs";
    const { host, pf, path } = setUp({
      kernelLog: log,
      write: async () => {
        writeFileSync(log, `4,101,6000,-;${line}\n SUBSYSTEM=pci\n4,102,6001,c;a\\x09tab\n`, { flag: "a" });
        throw Object.assign(new Error("busy"), { code: "EBUSY" });
      },
    });
    expect(await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 8 })).toEqual({
      ok: false,
      failure: { code: "EBUSY", wrote: "8", where: path(pf, "sriov_numvfs"), kernelLog: [line, "a\ttab"] },
    });
  });

  it("hands over what the kernel logged although the write went through", async () => {
    const log = join(tempFolder(), "kmsg");
    writeFileSync(log, "");
    const { host, pf } = setUp({
      kernelLog: log,
      write: async () => writeFileSync(log, "4,1,1,-;Reject SRIOV config request since if is down!\n", { flag: "a" }),
    });
    expect(await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 8 })).toEqual({
      ok: true,
      kernelLog: ["Reject SRIOV config request since if is down!"],
    });
  });

  it("keeps the line that names a crash, however much the kernel logs after it", async () => {
    const log = join(tempFolder(), "kmsg");
    writeFileSync(log, "");
    const records = Array.from({ length: 3_000 }, (_, index) => `4,${index + 2},1,-;igb 0000:01:00.0: line ${index}\n`);
    const { host, pf } = setUp({
      kernelLog: log,
      write: async () => {
        writeFileSync(log, `1,1,1,-;kernel BUG at drivers/vfio/vfio.c:698!\n${records.join("")}`, { flag: "a" });
        throw Object.assign(new Error("killed"), { code: "EKILLED" });
      },
    });
    const result = await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 8 });
    expect(result).toMatchObject({ ok: false, failure: { code: "EKILLED" } });
    const { kernelLog } = result.ok ? { kernelLog: [] } : result.failure;
    expect(kernelLog[0]).toBe("kernel BUG at drivers/vfio/vfio.c:698!");
    expect(kernelLog.at(-1)).toBe("igb 0000:01:00.0: line 2999");
  });

  it("creates no attribute that is not there", async () => {
    const { host, vf, path } = setUp();
    const result = await host.perform({ verb: "sriov.numvfs", bdf: vf, value: 1 });
    expect(result).toMatchObject({ ok: false, failure: { code: "ENOENT", where: path(vf, "sriov_numvfs") } });
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

  it("reads nothing of a PF that takes the lock while its own write is under way", async () => {
    let finish = () => {};
    const { host, pf } = setUp({
      lockTimeoutMs: 10_000,
      write: () => new Promise<void>((resolve) => (finish = resolve)),
    });
    const writing = host.perform({ verb: "sriov.numvfs", bdf: pf, value: 0 });
    await expect.poll(async () => (await host.detail(pf)).problems.map(({ code }) => code)).toEqual(["ETIMEDOUT"]);
    finish();
    expect(await writing).toEqual({ ok: true });
    expect((await host.detail(pf)).numVfs).toBe(2);
  });
});
