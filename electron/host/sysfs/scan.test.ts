import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FunctionFacts } from "../../../shared/machine/facts.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { READING_WORDS } from "../../../shared/words/texts/reading.ts";
import { LocalHost, type LocalHostOptions } from "../local/local-host.ts";
import { type BuiltTree, buildTree } from "../local/testing/build-tree.ts";
import { buildOddTree } from "../local/testing/odd-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";

function open(options: LocalHostOptions): LocalHost {
  const host = new LocalHost({ modulesDir: null, ...options });
  onTestFinished(() => host.close());
  return host;
}

function smallTree(): { tree: BuiltTree; host: LocalHost; path: (bdf: Bdf | undefined, name: string) => string } {
  const tree = buildTree(tempFolder(), { ports: 2, pfs: 1, vfs: 3 });
  const path = (bdf: Bdf | undefined, name: string) => join(tree.root, "bus/pci/devices", bdf ?? "", name);
  return { tree, host: open({ root: tree.root }), path };
}

async function one(host: LocalHost, bdf: Bdf | undefined): Promise<FunctionFacts> {
  const [facts] = (await host.scan(bdf === undefined ? [] : [bdf])).functions;
  if (!facts) throw new Error(`${bdf} is missing`);
  return facts;
}

const codes = (facts: FunctionFacts) => Object.fromEntries(facts.problems.map((p) => [p.attribute, p.code]));

describe("scan of a tree", () => {
  it("finds all functions, sorted, without a problem", async () => {
    const { tree, host } = smallTree();
    const { functions, problems } = await host.scan();
    expect(functions.map(({ bdf }) => bdf)).toEqual([...tree.ports, ...tree.pfs, ...tree.vfs].sort());
    expect(functions.flatMap((fn) => fn.problems)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("tells of the first while it reads the rest, in the order of the answer and as they stand there", async () => {
    const { tree, host } = smallTree();
    const parts: FunctionFacts[] = [];
    const told: string[] = [];
    const { functions } = await host.scan(undefined, (part, of) => {
      parts.push(...part);
      told.push(`${parts.length} of ${of}`);
    });
    expect(parts).toEqual(functions);
    expect(told).toEqual([`${tree.ports.length + tree.pfs.length + tree.vfs.length} of 10`]);
  });

  it("reads a PF's facts", async () => {
    const { tree, host } = smallTree();
    const [pf] = tree.pfs;
    expect(await one(host, pf)).toMatchObject({
      bdf: "0000:01:00.0",
      parent: "0000:00:01.0",
      hostBridge: "pci0000:00",
      vendor: 0x15b3,
      device: 0x1021,
      subsystemVendor: 0x15b3,
      subsystemDevice: 0x0041,
      classCode: 0x020000,
      revision: 0,
      driver: "mlx5_core",
      driverOverride: null,
      irq: 0,
      msi: { kind: "msix", vectors: 16 },
      numaNode: 0,
      iommuGroup: "2",
      powerState: "D0",
      d3coldAllowed: true,
      link: { speed: 16, width: 16, maxSpeed: 16, maxWidth: 16 },
      slot: "1",
      label: null,
      bridge: null,
      physfn: null,
      virtfns: tree.vfs.slice(0, 3).map((bdf, index) => ({ index, bdf })),
      sriov: {
        totalVfs: 3,
        numVfs: 3,
        offset: 1,
        stride: 1,
        vfDevice: 0x101e,
        driversAutoprobe: true,
        vfTotalMsix: 2048,
      },
      ariEnabled: true,
      resetMethods: ["flr", "bus"],
      children: [{ kind: "net", name: "ens1f0np0", state: "up", address: "02:42:01:00:00:00" }],
    });
  });

  it("reads a bridge's bus numbers and a VF's relations, and gives a VF no link of its own", async () => {
    const { tree, host, path } = smallTree();
    writeFileSync(path(tree.vfs[4], "current_link_speed"), "2.5 GT/s PCIe\n");
    expect(await one(host, tree.ports[1])).toMatchObject({
      parent: null,
      bridge: { secondary: 2, subordinate: 2 },
      sriov: null,
    });
    const vf = await one(host, tree.vfs[4]);
    expect(vf).toMatchObject({
      physfn: tree.pfs[1],
      parent: tree.ports[1],
      driver: "vfio-pci",
      link: null,
      virtfns: [],
    });
    expect(vf.children.map(({ kind }) => kind)).toEqual(["vfio"]);
    expect(vf.resources[0]).toEqual({ start: "0x200140100000", end: "0x2001401fffff", flags: "0x14220c" });
  });

  it("says whether a function may enter D3cold, where the kernel does", async () => {
    const { tree, host, path } = smallTree();
    writeFileSync(path(tree.pfs[0], "d3cold_allowed"), "0\n");
    rmSync(path(tree.pfs[1], "d3cold_allowed"));
    expect(await one(host, tree.pfs[0])).toMatchObject({ d3coldAllowed: false, problems: [] });
    expect(await one(host, tree.pfs[1])).toMatchObject({ d3coldAllowed: null, problems: [] });
  });

  it("answers for some functions, and leaves out one that is not there", async () => {
    const { tree, host } = smallTree();
    const [pf] = tree.pfs;
    const missing = "0000:7f:00.0";
    if (!pf || !isBdf(missing)) throw new Error("no addresses");
    const { functions } = await host.scan([missing, pf, pf]);
    expect(functions.map(({ bdf }) => bdf)).toEqual([pf]);
  });

  it("sees what has changed since", async () => {
    const { tree, host, path } = smallTree();
    const [pf] = tree.pfs;
    writeFileSync(path(pf, "driver_override"), "vfio-pci\n");
    rmSync(path(pf, "driver"));
    rmSync(path(pf, "virtfn1"));
    writeFileSync(path(pf, "net/ens1f0np0/operstate"), "down\n");
    const facts = await one(host, pf);
    expect(facts).toMatchObject({ driver: null, driverOverride: "vfio-pci", sriov: { numVfs: 2 } });
    expect(facts.virtfns.map(({ index }) => index)).toEqual([0, 2]);
    expect(facts.children[0]?.state).toBe("down");
  });

  it("finds disks and interfaces behind the devices in between", async () => {
    const { tree, host } = smallTree();
    const [pf] = tree.pfs;
    const dir = `devices/pci0000:00/${tree.ports[0]}/${pf}`;
    for (const path of [
      "nvme/nvme0/nvme0n1/size",
      "nvme/nvme0/hwmon3/name",
      "ata1/host0/target0:0:0/0:0:0:0/block/sda/size",
      "virtio7/block/vda/size",
      "infiniband/mlx5_0/node_guid",
      "drm/card0/dev",
      "drm/renderD128/dev",
      "drm/version",
      "power/net/not-one/operstate",
    ]) {
      const absolute = join(tree.root, dir, path);
      execFileSync("mkdir", ["-p", join(absolute, "..")]);
      writeFileSync(absolute, "");
    }
    const { children } = await one(host, pf);
    expect(children.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "net ens1f0np0",
      "infiniband mlx5_0",
      "nvme nvme0",
      "block nvme0n1",
      "block sda",
      "block vda",
      "drm card0",
      "drm renderD128",
    ]);
  });

  it("keeps a scan alive when reading one PF's attributes hangs, and says which", async () => {
    const { tree, path } = smallTree();
    const host = open({ root: tree.root, lockTimeoutMs: 50 });
    const [pf, other] = tree.pfs;
    rmSync(path(pf, "sriov_vf_total_msix"));
    execFileSync("mkfifo", [path(pf, "sriov_vf_total_msix")]);
    for (let round = 0; round < 2; round++) {
      const { functions } = await host.scan();
      expect(functions).toHaveLength(10);
      const stuck = functions.find(({ bdf }) => bdf === pf);
      expect(stuck?.sriov).toMatchObject({ totalVfs: 3, vfTotalMsix: null });
      expect(stuck?.problems.map(({ attribute }) => attribute)).toContain("sriov_vf_total_msix");
      expect(stuck?.problems.map(({ code }) => code)).toContain("ETIMEDOUT");
      expect(functions.find(({ bdf }) => bdf === other)?.problems).toEqual([]);
    }
  });
});

describe("scan of a tree with oddities", () => {
  async function oddMachine() {
    const folder = tempFolder();
    const odd = buildOddTree(join(folder, "sys"), join(folder, "outside"));
    const host = open({ root: odd.root });
    const { functions, problems } = await host.scan();
    const get = (bdf: Bdf) => {
      const facts = functions.find((fn) => fn.bdf === bdf);
      if (!facts) throw new Error(`${bdf} is missing`);
      return facts;
    };
    return { odd, host, functions, problems, get };
  }

  it("turns values that make no sense into problems and keeps the function", async () => {
    const { odd, get } = await oddMachine();
    const facts = get(odd.oddValues);
    expect(facts).toMatchObject({
      vendor: null,
      device: null,
      classCode: null,
      irq: null,
      numaNode: null,
      physfn: null,
    });
    expect(facts.resources).toEqual([]);
    expect(facts.virtfns).toEqual([{ index: 3, bdf: "0000:00:1f.7" }]);
    expect(facts.sriov).toMatchObject({ totalVfs: null, numVfs: 1, vfTotalMsix: null });
    expect(codes(facts)).toEqual({
      vendor: "EINVAL",
      device: "EINVAL",
      class: "EINVAL",
      revision: "EINVAL",
      subsystem_vendor: "EINVAL",
      resource: "EINVAL",
      irq: "EINVAL",
      numa_node: "EINVAL",
      power_state: "EINVAL",
      physfn: "EINVAL",
      sriov_totalvfs: "EINVAL",
      sriov_vf_total_msix: "EINVAL",
    });
  });

  it("names what is missing only where every function has it", async () => {
    const { odd, get } = await oddMachine();
    expect(codes(get(odd.bare))).toEqual({ resource: "ENOENT" });
    expect(get(odd.bare)).toMatchObject({ vendor: 0x1af4, revision: null, powerState: null, driver: null });
    expect(codes(get(odd.unreadable))).toEqual({ revision: "EISDIR", irq: "EISDIR" });
    expect(get(odd.unreadable).vendor).toBe(0x8086);
  });

  it("leaves out an entry that leads nowhere, and tells of one that is no address", async () => {
    const { odd, functions, problems } = await oddMachine();
    expect(functions.map(({ bdf }) => bdf)).not.toContain(odd.dangling);
    expect(problems).toEqual([
      {
        attribute: "bus/pci/devices",
        code: "EINVAL",
        message: READING_WORDS.oddValue({ attribute: "bus/pci/devices", text: "not-an-address" }),
      },
    ]);
  });

  it("does not wake a sleeping bridge for its link or its bus numbers", async () => {
    const { odd, get } = await oddMachine();
    expect(get(odd.asleep)).toMatchObject({ powerState: "D3cold", link: null, bridge: null, problems: [] });
  });

  it("remembers a bridge's bus numbers from when it was awake", async () => {
    const { odd, host } = await oddMachine();
    const path = join(odd.root, "bus/pci/devices", odd.asleep);
    writeFileSync(join(path, "power_state"), "D0\n");
    expect(await one(host, odd.asleep)).toMatchObject({ link: { speed: 8 }, bridge: { secondary: 3, subordinate: 5 } });
    writeFileSync(join(path, "power_state"), "D3cold\n");
    writeFileSync(join(path, "secondary_bus_number"), "255\n");
    expect(await one(host, odd.asleep)).toMatchObject({ link: null, bridge: { secondary: 3, subordinate: 5 } });
  });

  it.each([
    ["D3cold", "active", null],
    ["D3hot", "suspended", null],
    ["unknown", "suspended", null],
    ["unknown", "active", 8],
    ["D3hot", "active", 8],
  ])("in %s and %s reads its link as %s", async (power, status, speed) => {
    const { odd, host } = await oddMachine();
    const path = join(odd.root, "bus/pci/devices", odd.asleep);
    writeFileSync(join(path, "power_state"), `${power}\n`);
    writeFileSync(join(path, "power/runtime_status"), `${status}\n`);
    expect((await one(host, odd.asleep)).link?.speed ?? null).toBe(speed);
  });

  it("takes plain folders for functions, whose place in the topology is then not known", async () => {
    const { odd, get } = await oddMachine();
    expect(get(odd.plain)).toMatchObject({ vendor: 0x8086, parent: null, hostBridge: null, problems: [] });
  });

  it("finds the function that a domain begins below, and its host bridge", async () => {
    const { odd, get } = await oddMachine();
    expect(get(odd.vmd)).toMatchObject({ parent: "0000:00:0e.0", hostBridge: "pci10000:e0" });
  });

  it("says what is wrong with a root that is no sysfs", async () => {
    const { functions, problems, host } = await open({ root: tempFolder() }).scan();
    expect(functions).toEqual([]);
    expect(problems.map(({ attribute, code }) => [attribute, code])).toEqual([["bus/pci/devices", "ENOENT"]]);
    expect(host).toEqual({
      iommus: [],
      vfioPci: null,
      vfioEnableSriov: null,
      drivers: [],
      driversAutoprobe: null,
      crashed: null,
    });
  });

  it("drops a function whose folder goes while it is read", async () => {
    const { tree, host, path } = smallTree();
    const [vf] = tree.vfs;
    // The link stays behind for a moment, as when a VF is removed between two looks.
    const target = readlinkSync(path(vf, "."));
    rmSync(join(tree.root, "bus/pci/devices", target), { recursive: true });
    expect(existsSync(path(vf, "vendor"))).toBe(false);
    const { functions } = await host.scan();
    expect(functions.map(({ bdf }) => bdf)).not.toContain(vf);
    expect(functions).toHaveLength(9);
  });
});

describe("the machine as a whole", () => {
  it("knows from the kernel's own flags whether it has died since it was started", async () => {
    const root = join(tempFolder(), "sys");
    const folder = join(root, "../proc/sys/kernel");
    mkdirSync(folder, { recursive: true });
    const host = open({ root });
    const told = async (text: string) => {
      writeFileSync(join(folder, "tainted"), `${text}\n`);
      return (await host.scan([])).host.crashed;
    };
    // 512 = a warning, 4096 = a module from elsewhere, 128 = it has died.
    expect([await told("0"), await told("4608"), await told("4736")]).toEqual([false, false, true]);
    expect(await told("")).toBeNull();
  });

  it("reads IOMMU, drivers and vfio's state", async () => {
    const { tree, host } = smallTree();
    expect((await host.scan([])).host).toEqual({
      iommus: ["dmar0"],
      vfioPci: "loaded",
      vfioEnableSriov: false,
      drivers: ["mlx5_core", "pcieport", "vfio-pci"],
      driversAutoprobe: true,
      crashed: null,
    });
    rmSync(join(tree.root, "bus/pci/drivers/vfio-pci"), { recursive: true });
    writeFileSync(join(tree.root, "bus/pci/drivers_autoprobe"), "0\n");
    expect((await host.scan([])).host).toMatchObject({ vfioPci: null, driversAutoprobe: false });
  });

  it("says who it is: a tree, and whether it may be written", async () => {
    const { tree, host } = smallTree();
    expect(await host.identity()).toEqual({
      name: basename(tree.root),
      kernel: null,
      bootId: null,
      machineKey: expect.stringMatching(/^tree:[0-9a-f]{16}$/),
      privileged: true,
      connection: `sysfs tree ${tree.root}`,
      kind: "local",
    });
    expect((await open({ root: join(tree.root, "nothing") }).identity()).privileged).toBe(false);
  });
});

const REAL = "/sys/bus/pci/devices";
const realFunctions = existsSync(REAL) ? readdirSync(REAL).filter(isBdf).sort() : [];

describe(`this machine (${realFunctions.length} functions)`, () => {
  it("is read as plain reads read it", async () => {
    const host = open({ root: "/sys" });
    const { functions } = await host.scan();
    expect(functions.map(({ bdf }) => bdf)).toEqual(realFunctions);
    for (const fn of functions) {
      const text = (name: string) => readFileSync(join(REAL, fn.bdf, name), "utf8").trim();
      const hex = (value: number | null, digits: number) => `0x${(value ?? -1).toString(16).padStart(digits, "0")}`;
      expect(hex(fn.vendor, 4)).toBe(text("vendor"));
      expect(hex(fn.device, 4)).toBe(text("device"));
      expect(hex(fn.classCode, 6)).toBe(text("class"));
      const driver = join(REAL, fn.bdf, "driver");
      expect(fn.driver).toBe(existsSync(driver) ? basename(readlinkSync(driver)) : null);
      const lines = fn.resources.map((r) => [r.start, r.end, r.flags].map((part) => BigInt(part)));
      expect(lines).toEqual(
        text("resource")
          .split("\n")
          .map((line) => line.split(" ").map((part) => BigInt(part))),
      );
    }
  });

  it("knows its name and kernel", async () => {
    const identity = await open({ root: "/sys" }).identity();
    expect(identity).toMatchObject({ connection: "this machine", kind: "local" });
    expect(identity.name).not.toBe("");
    expect(identity.kernel).not.toBe("");
    if (process.geteuid?.() !== 0) expect(identity.privileged).toBe(false);
  });
});
