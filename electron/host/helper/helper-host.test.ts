/** The helper tells of a machine what LocalHost tells of it, whichever shell runs the script. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { release, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { READING } from "../../../e2e/contract/cases-reading.ts";
import { Bench, type World } from "../../../e2e/contract/world.ts";
import type { FunctionFacts } from "../../../shared/machine/facts.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { HostEvent } from "../access.ts";
import { LocalHost } from "../local/local-host.ts";
import { type BuiltTree, buildTree } from "../local/testing/build-tree.ts";
import { buildOddTree } from "../local/testing/odd-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { HelperChannel } from "./helper-channel.ts";
import { HelperHost } from "./helper-host.ts";
import {
  changedScript,
  linkBusybox,
  openTree,
  placesOf,
  RARE_SHELL,
  startShell,
  type Userland,
  userlands,
} from "./testing/tree-helper.ts";

const REAL = "/sys/bus/pci/devices";

function bdfOf(text: string | undefined): Bdf {
  if (text === undefined || !isBdf(text)) throw new Error(`${text} is no address`);
  return text;
}

function localHost(root: string): LocalHost {
  const host = new LocalHost(root === "/sys" ? {} : { root, modulesDir: null });
  onTestFinished(() => host.close());
  return host;
}

function smallTree(): BuiltTree & { readonly path: (bdf: Bdf | undefined, name: string) => string } {
  const tree = buildTree(tempFolder(), { ports: 2, pfs: 1, vfs: 3 });
  return { ...tree, path: (bdf, name) => join(tree.root, "bus/pci/devices", bdfOf(bdf), name) };
}

/** Everything that both say of a tree must be equal. */
async function expectSame(root: string, helper: HelperHost): Promise<number> {
  const local = localHost(root);
  const [here, there] = [await local.scan(), await helper.scan()];
  expect(there.functions).toEqual(here.functions);
  expect(there.host).toEqual(here.host);
  expect(there.problems).toEqual(here.problems);
  const bdfs = here.functions.map(({ bdf }) => bdf);
  const configs = (host: LocalHost | HelperHost) => Promise.all(bdfs.map((bdf) => host.config(bdf, { wake: false })));
  expect(await configs(helper)).toEqual(await configs(local));
  for (const bdf of bdfs.slice(0, 20)) expect(await helper.detail(bdf)).toEqual(await local.detail(bdf));
  return bdfs.length;
}

const tools = mkdtempSync(join(tmpdir(), "busybox-"));
afterAll(() => rmSync(tools, { recursive: true }));

describe.each([...userlands(linkBusybox(tools)), RARE_SHELL])("the script in $name", (userland) => {
  it("tells of a machine with VFs what LocalHost tells", async () => {
    const tree = smallTree();
    writeFileSync(tree.path(tree.pfs[0], "power_state"), "D3hot\n");
    writeFileSync(tree.path(tree.pfs[1], "power_state"), "D3cold\n");
    writeFileSync(tree.path(tree.pfs[1], "d3cold_allowed"), "0\n");
    expect(await expectSame(tree.root, await openTree(tree.root, { userland }))).toBe(10);
  });

  it("tells of what drivers of GPUs hand out what LocalHost tells", async () => {
    const tree = smallTree();
    const put = (bdf: Bdf | undefined, files: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(tree.path(bdf, name), ".."), { recursive: true });
        writeFileSync(tree.path(bdf, name), text);
      }
    };
    const [pf, other] = tree.pfs;
    const mdev = "11111111-2222-3333-4444-555555555555";
    put(tree.vfs[0], { "nvidia/creatable_vgpu_types": "700 : A-1Q\n701 : A-2Q\n", "nvidia/current_vgpu_type": "0\n" });
    put(tree.vfs[1], { "nvidia/creatable_vgpu_types": "", "nvidia/unknown": "1\n" });
    put(other, {
      "mdev_supported_types/card-1/name": "CARD 1\n",
      "mdev_supported_types/card-1/available_instances": "3\n",
      "mdev_supported_types/card-1/create": "",
      "mdev_supported_types/bad name/name": "x\n",
    });
    mkdirSync(tree.path(other, mdev));
    symlinkSync("../mdev_supported_types/card-1", tree.path(other, `${mdev}/mdev_type`));
    mkdirSync(join(tree.root, "bus/mdev/devices"), { recursive: true });
    const device = realpathSync(tree.path(other, mdev));
    symlinkSync(
      relative(realpathSync(join(tree.root, "bus/mdev/devices")), device),
      join(tree.root, "bus/mdev/devices", mdev),
    );
    put(pf, {
      "sriov_admin/pf/profile/exec_quantum_ms": "64\n",
      "sriov_admin/vf1/profile/exec_quantum_ms": "20\n",
      "sriov_admin/vf2/profile/sched_priority": "[low] normal\n",
    });
    const first = realpathSync(tree.path(tree.vfs[0], "."));
    symlinkSync(
      relative(realpathSync(tree.path(pf, "sriov_admin/vf1")), first),
      tree.path(pf, "sriov_admin/vf1/device"),
    );
    const helper = await openTree(tree.root, { userland });
    await expectSame(tree.root, helper);
    const own = async (bdf: Bdf | undefined) => (await helper.detail(bdfOf(bdf))).own;
    expect(await own(tree.vfs[0])).toEqual([
      { path: "nvidia/creatable_vgpu_types", value: "700 : A-1Q\n701 : A-2Q" },
      { path: "nvidia/current_vgpu_type", value: "0" },
      { path: "physfn/sriov_admin/vf1/profile/exec_quantum_ms", value: "20" },
    ]);
    expect(await own(tree.vfs[1])).toEqual([{ path: "nvidia/creatable_vgpu_types", value: "" }]);
    expect(await own(other)).toEqual([
      { path: "mdev_supported_types/card-1/available_instances", value: "3" },
      { path: "mdev_supported_types/card-1/name", value: "CARD 1" },
      { path: `${mdev}/mdev_type`, value: "card-1" },
    ]);
    expect((await own(pf))?.map(({ path }) => path)).toEqual([
      "sriov_admin/pf/profile/exec_quantum_ms",
      "sriov_admin/vf1/profile/exec_quantum_ms",
      "sriov_admin/vf2/profile/sched_priority",
    ]);
    expect(await own(tree.vfs[2])).toBeUndefined();
  });

  it("tells the ids of VFs, those that nothing vouches for included", async () => {
    const tree = smallTree();
    for (const [bdf, name, text] of [
      [tree.vfs[1], "device", "0x101f\n"],
      [tree.vfs[5], "modalias", "pci:v0000FFFFd0000FFFFsv0000FFFFsd0000FFFFbc02sc00i00\n"],
    ] as const) {
      unlinkSync(tree.path(bdf, name));
      writeFileSync(tree.path(bdf, name), text);
    }
    unlinkSync(tree.path(tree.vfs[1], "modalias"));
    await expectSame(tree.root, await openTree(tree.root, { userland }));
  });

  it("tells of a machine in which things are wrong what LocalHost tells", async () => {
    const folder = tempFolder();
    const { root, dangling, outside } = buildOddTree(join(folder, "sys"), join(folder, "outside"));
    const [helper, local] = [await openTree(root, { userland }), localHost(root)];
    const here = await local.scan();
    const there = await helper.scan();
    expect(there.problems).toEqual(here.problems);
    expect(there.functions.map(({ bdf }) => bdf)).not.toContain(dangling);
    // A folder without a single attribute is no function that anything could be told of.
    const expected = here.functions.filter(({ bdf }) => bdf !== outside);
    const heard = ({ problems, ...facts }: FunctionFacts) => ({
      ...facts,
      problems: problems.filter(({ code }) => !userland.isSilent || code !== "EISDIR"),
    });
    expect(there.functions).toEqual(expected.map(heard));
  });

  it("tells of this machine what LocalHost tells", async () => {
    const count = existsSync(REAL) ? readdirSync(REAL).length : 0;
    if (count > 0) expect(await expectSame("/sys", await openReal(userland))).toBe(count);
    expect(count).toBeGreaterThanOrEqual(0);
  });

  it("carries out each verb by one write of one value", async () => {
    const { root, pfs, vfs, path } = smallTree();
    const host = await openTree(root, { userland });
    const [pf, vf] = [bdfOf(pfs[0]), bdfOf(vfs[0])];
    const bus = join(root, "bus/pci");
    const steps: [Step, string, string][] = [
      [{ verb: "sriov.numvfs", bdf: pf, value: 0 }, path(pf, "sriov_numvfs"), "0"],
      [{ verb: "sriov.autoprobe", bdf: pf, value: false }, path(pf, "sriov_drivers_autoprobe"), "0"],
      [{ verb: "driver.override", bdf: vf, driver: "vfio-pci" }, path(vf, "driver_override"), "vfio-pci"],
      [{ verb: "driver.override", bdf: vf, driver: null }, path(vf, "driver_override"), "\n"],
      [{ verb: "driver.unbind", bdf: vf, from: "any" }, join(bus, "drivers/mlx5_core/unbind"), vf],
      [{ verb: "driver.probe", bdf: vf }, join(bus, "drivers_probe"), vf],
    ];
    for (const [step, file, text] of steps) {
      expect(await host.perform(step)).toEqual({ ok: true });
      expect(readFileSync(file, "latin1")).toBe(text);
    }
  });
});

it("reads a machine that has no timeout as any other, and says that it lacks it", async () => {
  const { root, pfs } = smallTree();
  const few = linkBusybox(mkdtempSync(join(tools, "few-")));
  unlinkSync(join(few, "timeout"));
  const host = await openTree(root, { userland: { name: "few", shell: ["dash"], path: few } });
  expect(host.hello.lacks).toEqual(["timeout"]);
  const local = localHost(root);
  const pf = bdfOf(pfs[0]);
  expect((await host.scan()).functions).toEqual((await local.scan()).functions);
  expect(await host.config(pf, { wake: false })).toEqual(await local.config(pf, { wake: false }));
  expect(await host.detail(pf)).toEqual(await local.detail(pf));
});

it("reads configuration spaces of a machine that has no gzip", async () => {
  const { root, ports, pfs, vfs } = smallTree();
  const few = linkBusybox(mkdtempSync(join(tools, "few-")));
  unlinkSync(join(few, "gzip"));
  const host = await openTree(root, { userland: { name: "few", shell: ["dash"], path: few } });
  expect(host.lacking).toBeNull();
  const local = localHost(root);
  const configs = (of: HelperHost | LocalHost) =>
    Promise.all([...ports, ...pfs, ...vfs].map((bdf) => of.config(bdf, { wake: false })));
  expect(await configs(host)).toEqual(await configs(local));
});

it("tells all but the settings of VFs when ip hangs", async () => {
  const { root, pfs } = smallTree();
  const [pf] = pfs;
  const gate = join(root, "gate");
  execFileSync("mkfifo", [gate]);
  const host = await openTree(root, { programs: `ip() { cat ${gate}; }` });
  const detail = await host.detail(bdfOf(pf));
  const { vfSettings: _, ...expected } = await localHost(root).detail(bdfOf(pf));
  expect(detail).toEqual(expected);
  // Lets go of what was left behind.
  writeFileSync(gate, "");
});

it("tells the settings of VFs that ip knows of", async () => {
  const { root, pfs, vfs } = smallTree();
  const said = JSON.stringify([{ vfinfo_list: [{ vf: 0, address: "02:00:5e:10:00:01", trust: true }] }]);
  const host = await openTree(root, { programs: `ip() { printf '%s' '${said}'; }` });
  expect((await host.detail(bdfOf(pfs[0]))).vfSettings).toMatchObject([
    { vf: 0, mac: "02:00:5e:10:00:01", trust: true },
  ]);
  expect((await host.detail(bdfOf(vfs[0]))).vfSettings).toBeUndefined();
});

it("tells the controllers of an NVMe PF's VFs that nvme-cli knows of, as root", async () => {
  const { root, pfs, path } = smallTree();
  const [pf] = pfs;
  mkdirSync(path(pf, "nvme/nvme3"), { recursive: true });
  writeFileSync(path(pf, "nvme/nvme3/state"), "live\n");
  const list = JSON.stringify({
    "secondary-controllers": [
      {
        "secondary-controller-identifier": 1,
        "virtual-function-number": 1,
        "secondary-controller-state": 1,
        "num-virtual-queues": 2,
        "num-virtual-interrupts": 1,
      },
    ],
  });
  const caps = JSON.stringify({ vqfrt: 16, vqrfa: 2, vqrfap: 0, vqfrsm: 2, vqgran: 1 });
  const programs = `id() { echo 0; }\nnvme() { case "$*" in
    "list-secondary /dev/nvme3 -o json") printf '%s\\n' '${list}' ;;
    "primary-ctrl-caps /dev/nvme3 -o json") printf '%s\\n' '${caps}' ;;
    *) return 1 ;;
  esac; }`;
  const host = await openTree(root, { programs });
  expect((await host.detail(bdfOf(pf))).nvmeVfs).toEqual({
    state: "read",
    vfs: [{ vf: 0, controller: 1, online: true, queues: 2, interrupts: 1 }],
    queues: { total: 16, assigned: 2, toPf: 0, most: 2, step: 1 },
    interrupts: null,
  });
  // A controller that is being reset is not asked.
  writeFileSync(path(pf, "nvme/nvme3/state"), "resetting\n");
  expect((await host.detail(bdfOf(pf))).nvmeVfs).toEqual({ state: "unread", lacks: "answer" });
  const reader = await openTree(root, { programs: "id() { echo 1000; }\nnvme() { return 1; }" });
  expect((await reader.detail(bdfOf(pf))).nvmeVfs).toEqual({ state: "unread", lacks: "rights" });
  expect((await host.detail(bdfOf(pfs[1]))).nvmeVfs).toBeUndefined();
});

it("tells the mode of a PF's switch that devlink knows of, as this machine does", async () => {
  const { root, pfs, vfs } = smallTree();
  const pf = bdfOf(pfs[0]);
  const said = JSON.stringify({ dev: { [`pci/${pf}`]: { mode: "switchdev", "inline-mode": "link" } } });
  const host = await openTree(root, { programs: `devlink() { printf '%s' '${said}'; }` });
  const local = new LocalHost({ root, modulesDir: null, devlink: async () => said });
  onTestFinished(() => local.close());
  const expected = { mode: "switchdev", inlineMode: "link", encap: null };
  expect([(await host.detail(pf)).eswitch, (await local.detail(pf)).eswitch]).toEqual([expected, expected]);
  expect((await host.detail(bdfOf(vfs[0]))).eswitch).toBeUndefined();
});

it("names the modules that the far kernel has for a function", async () => {
  const { root, pfs } = smallTree();
  const modules = tempFolder();
  const modulesDir = join(modules, release());
  mkdirSync(modulesDir);
  writeFileSync(join(modulesDir, "modules.alias"), "alias pci:v000015B3d*sv*sd*bc*sc*i* made_up\n");
  const { channel, hello } = await HelperChannel.open(
    startShell(changedScript({ places: { ...placesOf(root), MODULES: modules } })),
  );
  const host = new HelperHost(channel, hello, { kind: "local", connection: "a tree" });
  const local = new LocalHost({ root, modulesDir });
  onTestFinished(async () => {
    await Promise.all([host.close(), local.close()]);
  });
  const there = (await host.scan()).functions;
  expect(there).toEqual((await local.scan()).functions);
  expect(there.find(({ bdf }) => bdf === pfs[0])?.modules).toEqual(["made_up"]);
});

it("tells of the parts of a function that its driver hands out, as they are below it", async () => {
  const { root, vfs, path } = smallTree();
  const uuid = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";
  const vf = bdfOf(vfs[0]);
  const part = join(realpathSync(path(vf, ".")), uuid);
  mkdirSync(part);
  mkdirSync(join(root, "bus/mdev/devices"), { recursive: true });
  symlinkSync(join("../../..", relative(realpathSync(root), part)), join(root, "bus/mdev/devices", uuid));
  for (const host of [await openTree(root), localHost(root)]) {
    const [fn] = (await host.scan([vf])).functions;
    expect(fn?.children.filter(({ kind }) => kind === "mdev")).toEqual([
      { kind: "mdev", name: uuid, state: null, address: null },
    ]);
  }
});

async function openReal(userland: Userland): Promise<HelperHost> {
  const script = changedScript({ places: userland.path === undefined ? {} : { PATH: userland.path } });
  const { channel, hello } = await HelperChannel.open(startShell(script, userland.shell));
  const host = new HelperHost(channel, hello, { kind: "local", connection: "this machine" });
  onTestFinished(() => host.close());
  return host;
}

describe("the contract of hosts", () => {
  const asleep = bdfOf("0000:02:00.0");
  const offers = { iommu: true, vfio: true, asleep, nowhere: bdfOf("0000:fe:1f.7") };
  const open = async (): Promise<HelperHost> => {
    const { root, path } = smallTree();
    writeFileSync(path(asleep, "power_state"), "D3cold\n");
    return await openTree(root);
  };
  const world: World = { ...offers, open };
  it.each(READING.filter((item) => item.needs(world)))("$title", async (item) => {
    await item.run(new Bench(world, await open()));
  });
});

describe("reading", () => {
  it("remembers a bridge's bus numbers from when it was awake, and does not ask a sleeping one", async () => {
    const { root, ports, path } = smallTree();
    const host = await openTree(root);
    const port = async () => (await host.scan([bdfOf(ports[0])])).functions[0];
    expect((await port())?.bridge).toEqual({ secondary: 1, subordinate: 1 });
    writeFileSync(path(ports[0], "power_state"), "D3cold\n");
    // Whoever opened it would wait for good.
    unlinkSync(path(ports[0], "secondary_bus_number"));
    execFileSync("mkfifo", [path(ports[0], "secondary_bus_number")]);
    expect(await port()).toMatchObject({ powerState: "D3cold", link: null, bridge: { secondary: 1, subordinate: 1 } });
  });

  it("asks for many configuration spaces together", async () => {
    const { root, ports, pfs, vfs } = smallTree();
    const host = await openTree(root);
    const all = [...ports, ...pfs, ...vfs];
    const gone = bdfOf("0000:fe:1f.7");
    const readings = await Promise.all([...all, gone].map((bdf) => host.config(bdf, { wake: false })));
    for (const [index, bdf] of all.entries()) {
      const hex = readFileSync(join(root, "bus/pci/devices", bdf, "config")).toString("hex");
      expect(readings[index]).toEqual({ state: "read", hex, known: [[0, hex.length / 2]], size: hex.length / 2 });
    }
    expect(readings.at(-1)).toEqual({ state: "gone" });
  });

  it("reads the others when one file gives fewer bytes than its size says", async () => {
    const { root, pfs } = smallTree();
    const host = await openTree(root, {
      programs: 'cat() { case "$*" in *01:00.0*) head -c 100 "$1" ;; *) command cat "$@" ;; esac; }',
    });
    const [short, whole] = await Promise.all(pfs.map((bdf) => host.config(bdf, { wake: false })));
    expect(short).toMatchObject({ state: "read", size: 4096 });
    expect(whole).toMatchObject({ state: "read", known: [[0, 4096]] });
  });

  it("leaves a function behind whose lock is held, and tells of the others", async () => {
    const { root, vfs, path } = smallTree();
    const [stuck, other] = [bdfOf(vfs[1]), bdfOf(vfs[2])];
    unlinkSync(path(stuck, "driver_override"));
    execFileSync("mkfifo", [path(stuck, "driver_override")]);
    writeFileSync(path(other, "driver_override"), "vfio-pci\n");
    const host = await openTree(root);
    const facts = async (bdf: Bdf) => (await host.scan()).functions.find((fn) => fn.bdf === bdf);
    expect((await facts(stuck))?.problems).toMatchObject([{ attribute: "driver_override", code: "ETIMEDOUT" }]);
    // It is not asked again, so this does not wait.
    expect(await facts(other)).toMatchObject({ driverOverride: "vfio-pci", problems: [] });
    // Lets go of the process that was left behind.
    writeFileSync(path(stuck, "driver_override"), "(null)\n");
  });

  it.each(userlands(tools))(
    "tells which functions changed, and of the end of the connection, in $name",
    async (userland) => {
      const { root, vfs, pfs, path } = smallTree();
      const host = await openTree(root, { pollMs: 5, userland });
      const events: HostEvent[] = [];
      host.events((event) => events.push(event));
      const vf = bdfOf(vfs[0]);
      const driver = join(root, "bus/pci/drivers/mlx5_core", vf);
      await expect.poll(() => host.closed).toBeNull();
      await host.scan([]);
      rmSync(driver);
      await expect.poll(() => events).toEqual([{ kind: "changed", bdfs: [vf] }]);
      symlinkSync(path(vfs[0], "."), path(pfs[1], "virtfn9"));
      await expect.poll(() => events.at(-1)).toEqual({ kind: "changed", bdfs: [bdfOf(pfs[1])] });
      await host.close();
    },
  );

  it("tells which functions changed where there is no tool to sum up what is seen", async () => {
    const { root, vfs } = smallTree();
    const host = await openTree(root, { pollMs: 5, programs: "cksum() { return 127; }; md5sum() { return 127; }" });
    const events: HostEvent[] = [];
    host.events((event) => events.push(event));
    const vf = bdfOf(vfs[0]);
    await host.scan([]);
    rmSync(join(root, "bus/pci/drivers/mlx5_core", vf));
    await expect.poll(() => events).toEqual([{ kind: "changed", bdfs: [vf] }]);
  });
});
