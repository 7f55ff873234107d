/** What becomes of a step: the kernel's refusals by their names, jobs that hang, and what must never be written. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { GIVING_DRIVERS, isGivingDriver } from "../../../shared/machine/role.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { HelperChannel, HelperRefusal } from "./helper-channel.ts";
import type { HelperHost } from "./helper-host.ts";
import { changedScript, openTree, placesOf, startShell } from "./testing/tree-helper.ts";

function only(bdf: Bdf | undefined): Bdf {
  if (bdf === undefined) throw new Error("the tree is too small");
  return bdf;
}

function nowhere(): Bdf {
  const text = "0000:fe:1f.7";
  if (!isBdf(text)) throw new Error("no address");
  return text;
}

function smallTree() {
  const tree = buildTree(tempFolder(), { ports: 1, pfs: 2, vfs: 2 });
  const pf = only(tree.pfs[0]);
  return {
    root: tree.root,
    pf,
    vf: only(tree.vfs[0]),
    port: only(tree.ports[0]),
    path: (bdf: Bdf, name: string) => join(tree.root, "bus/pci/devices", bdf, name),
    numVfs: { verb: "sriov.numvfs", bdf: pf, value: 1 } satisfies Step,
  };
}

async function refusal(host: HelperHost, step: Step): Promise<string> {
  const result = await host.perform(step);
  return result.ok ? "went through" : result.failure.code;
}

/** A dd that says this instead of writing. */
const saying = (text: string) => `dd() { echo "dd: error writing: ${text}" >&2; return 1; }`;

describe("a refusal", () => {
  it.each([
    ["Operation not permitted", "EPERM"],
    ["No such file or directory", "ENOENT"],
    ["Input/output error", "EIO"],
    ["I/O error", "EIO"],
    ["No such device or address", "ENXIO"],
    ["No such device", "ENODEV"],
    ["Resource temporarily unavailable", "EAGAIN"],
    ["Cannot allocate memory", "ENOMEM"],
    ["Out of memory", "ENOMEM"],
    ["Permission denied", "EACCES"],
    ["Device or resource busy", "EBUSY"],
    ["Resource busy", "EBUSY"],
    ["File exists", "EEXIST"],
    ["Invalid argument", "EINVAL"],
    ["Inappropriate ioctl for device", "ENOTTY"],
    ["No space left on device", "ENOSPC"],
    ["Read-only file system", "EROFS"],
    ["Numerical result out of range", "ERANGE"],
    ["Result not representable", "ERANGE"],
    ["Function not implemented", "ENOSYS"],
    ["Operation not supported", "EOPNOTSUPP"],
    ["Connection timed out", "ETIMEDOUT"],
  ])("in the words of the C library, %s, is %s", async (text, code) => {
    const { root, numVfs } = smallTree();
    expect(await refusal(await openTree(root, { programs: saying(text) }), numVfs)).toBe(code);
  });

  it("in words that nobody knows comes with these words", async () => {
    const { root, numVfs, pf } = smallTree();
    const result = await (await openTree(root, { programs: saying("Strange days") })).perform(numVfs);
    expect(result).toEqual({
      ok: false,
      failure: {
        code: "EIO",
        wrote: "1",
        where: `/sys/bus/pci/devices/${pf}/sriov_numvfs`,
        kernelLog: ["dd: error writing: Strange days"],
      },
    } satisfies PerformResult);
  });

  it("comes with the kernel's lines from just then, without their stamps", async () => {
    const { root, numVfs } = smallTree();
    const log = join(root, "log");
    writeFileSync(log, "[    1.000000] before\n[    2.000000] pci: just before\n");
    const programs = `dmesg() { command cat ${log}; }
dd() { printf '[    3.000000] igb 0000:01:00.0: no\\n<4>[    4.5] [   T12] second\\n' >>${log}; echo 'dd: Invalid argument' >&2; return 1; }`;
    const result = await (await openTree(root, { programs })).perform(numVfs);
    expect(result).toMatchObject({ failure: { code: "EINVAL", kernelLog: ["igb 0000:01:00.0: no", "second"] } });
  });

  it("of a module comes with modprobe's own words", async () => {
    const { root } = smallTree();
    const programs =
      "modprobe() { echo 'modprobe: FATAL: Module vfio-pci not found in directory /lib/modules/6' >&2; return 1; }";
    const result = await (await openTree(root, { programs })).perform({ verb: "module.load", module: "vfio-pci" });
    expect(result).toMatchObject({
      failure: {
        code: "ENOENT",
        kernelLog: ["modprobe: FATAL: Module vfio-pci not found in directory /lib/modules/6"],
      },
    });
  });

  it("needs no kernel for what is not there", async () => {
    const { root, vf, port } = smallTree();
    const host = await openTree(root);
    expect(await refusal(host, { verb: "sriov.numvfs", bdf: nowhere(), value: 1 })).toBe("ENODEV");
    expect(await refusal(host, { verb: "sriov.numvfs", bdf: vf, value: 1 })).toBe("ENOENT");
    expect(await refusal(host, { verb: "driver.probe", bdf: nowhere() })).toBe("ENODEV");
    unlinkSync(join(root, "bus/pci/devices", port, "driver"));
    expect(await refusal(host, { verb: "driver.unbind", bdf: port, from: "any" })).toBe("ENODEV");
  });
});

it("unbinds from the driver that is expected, and from no other", async () => {
  const { root, vf, path } = smallTree();
  const unbind = (driver: string) => join(root, `bus/pci/drivers/${driver}/unbind`);
  const host = await openTree(root);
  expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from: "igb" })).toBe("ENODEV");
  expect(readFileSync(unbind("mlx5_core"), "utf8")).toBe("");
  expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from: "any" })).toBe("went through");
  expect(readFileSync(unbind("mlx5_core"), "utf8")).toBe(vf);
  // A guest has got it since.
  mkdirSync(join(root, "bus/pci/drivers/vfio-pci"), { recursive: true });
  writeFileSync(unbind("vfio-pci"), "");
  unlinkSync(path(vf, "driver"));
  symlinkSync(join(root, "bus/pci/drivers/vfio-pci"), path(vf, "driver"));
  for (const from of ["any", "mlx5_core"]) {
    expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from })).toBe("ENODEV");
  }
  unlinkSync(path(vf, "driver"));
  symlinkSync(join(root, "bus/pci/drivers/vfio-pci"), path(vf, "driver"));
  expect(readFileSync(unbind("vfio-pci"), "utf8")).toBe("");
  expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from: "vfio-pci" })).toBe("went through");
  expect(readFileSync(unbind("vfio-pci"), "utf8")).toBe(vf);
});

/** A tree whose VF gets one driver after the other. */
async function drivers() {
  const { root, vf, path } = smallTree();
  const host = await openTree(root);
  const unbind = (driver: string) => join(root, "bus/pci/drivers", driver, "unbind");
  const bind = (driver: string) => {
    mkdirSync(join(root, "bus/pci/drivers", driver), { recursive: true });
    writeFileSync(unbind(driver), "");
    unlinkSync(path(vf, "driver"));
    symlinkSync(join(root, "bus/pci/drivers", driver), path(vf, "driver"));
  };
  return { host, vf, bind, read: (driver: string) => readFileSync(unbind(driver), "utf8"), path };
}

it("takes from any driver of the host what is on one, and takes for one what the program does", async () => {
  const { host, vf, bind } = await drivers();
  const known = [...GIVING_DRIVERS, "vfio-pci", "vfio_pci", "mlx5_vfio_pci", "nvgrace-gpu-vfio-pci"];
  const alike = known.flatMap((name) => [`x${name}`, `${name}x`, `my_${name}`, `my-${name}`, name.toUpperCase()]);
  for (const driver of [...known, ...alike, "vfio", "vfio_ap", "pci", "stub", "igb", "any", "any vfio-pci"]) {
    bind(driver);
    const expected = isGivingDriver(driver) ? "ENODEV" : "went through";
    expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from: "any" }), driver).toBe(expected);
  }
});

it("knows a driver whose name has blanks", async () => {
  const { host, vf, bind, read, path } = await drivers();
  const driver = "Some Card 2";
  bind(driver);
  for (const from of ["Some", "Some Card", "Card 2"]) {
    expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from }), from).toBe("ENODEV");
  }
  for (const from of ["Some Card  2", " Some Card 2", "Some Card 2 "]) {
    expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from }), from).toBe("EINVAL");
  }
  expect(read(driver)).toBe("");
  expect(await refusal(host, { verb: "driver.unbind", bdf: vf, from: driver })).toBe("went through");
  expect(read(driver)).toBe(vf);
  expect(await refusal(host, { verb: "driver.override", bdf: vf, driver })).toBe("went through");
  expect(readFileSync(path(vf, "driver_override"), "utf8")).toBe(driver);
});

describe("each verb", () => {
  it("writes one value to one attribute, and nothing elsewhere", async () => {
    const { root, vf, pf, path } = smallTree();
    for (const name of ["reset", "remove", "reset_method"]) writeFileSync(path(pf, name), "");
    writeFileSync(path(vf, "sriov_vf_msix_count"), "");
    writeFileSync(join(root, "bus/pci/rescan"), "");
    const host = await openTree(root);
    const steps: readonly [Step, string, string][] = [
      [{ verb: "vf.msix", bdf: vf, count: 16 }, path(vf, "sriov_vf_msix_count"), "16"],
      [{ verb: "device.reset", bdf: pf }, path(pf, "reset"), "1"],
      [{ verb: "reset.method", bdf: pf, methods: ["flr", "cxl_bus"] }, path(pf, "reset_method"), "flr cxl_bus"],
      [{ verb: "device.remove", bdf: pf }, path(pf, "remove"), "1"],
      [{ verb: "bus.rescan" }, join(root, "bus/pci/rescan"), "1"],
    ];
    for (const [step, file, text] of steps) {
      expect(await host.perform(step), step.verb).toMatchObject({ ok: true });
      expect(readFileSync(file, "utf8"), step.verb).toBe(text);
    }
    await host.perform({ verb: "reset.method", bdf: pf, methods: null });
    expect(readFileSync(path(pf, "reset_method"), "utf8")).toMatch(/^default/);
  });

  it("for a VF's network settings runs ip on the function's own interface, with known words alone", async () => {
    const { root, pf, port, path } = smallTree();
    mkdirSync(path(pf, "net/ens1f0"), { recursive: true });
    // The tree's own interface is the card's second port.
    for (const name of readdirSync(path(pf, "net"))) {
      writeFileSync(path(pf, `net/${name}/dev_port`), name === "ens1f0" ? "0\n" : "1\n");
    }
    const log = join(root, "asked");
    const programs = `ip() { printf '%s\\n' "$*" >${log}; }`;
    const host = await openTree(root, { programs });
    const settings = [
      { set: "trust", on: true },
      { set: "mac", mac: "02:00:00:00:00:0a" },
      { set: "vlan", vlan: 100, qos: 3 },
      { set: "rate", min: 0, max: 4_000_000_000 },
    ] as const;
    expect(await host.perform({ verb: "vf.network", bdf: pf, vf: 1, settings })).toMatchObject({ ok: true });
    const asked = readFileSync(log, "utf8").trim();
    expect(asked).toBe(
      "link set dev ens1f0 vf 1 trust on mac 02:00:00:00:00:0a vlan 100 qos 3 min_tx_rate 0 max_tx_rate 4000000000",
    );
    expect(await refusal(host, { verb: "vf.network", bdf: port, vf: 0, settings: [settings[0]] })).toBe("ENODEV");
    // virtio has a device of its own between the function and the interface.
    mkdirSync(path(port, "virtio3/net/eth7"), { recursive: true });
    await host.perform({ verb: "vf.network", bdf: port, vf: 0, settings: [settings[0]] });
    expect(readFileSync(log, "utf8").trim()).toBe("link set dev eth7 vf 0 trust on");
    const outer = [{ set: "vlan", vlan: 7, qos: 0, protocol: "802.1ad" }] as const;
    await host.perform({ verb: "vf.network", bdf: pf, vf: 1, settings: outer });
    expect(readFileSync(log, "utf8").trim()).toBe("link set dev ens1f0 vf 1 vlan 7 qos 0 proto 802.1ad");
    await host.perform({ verb: "vf.network", bdf: pf, vf: 1, settings });
    // No such VLAN: refused before anything is asked, as on this machine itself.
    const none = [{ set: "vlan", vlan: 5000, qos: 0 }] as const;
    expect(await refusal(host, { verb: "vf.network", bdf: pf, vf: 1, settings: none })).toBe("EINVAL");
    expect(readFileSync(log, "utf8").trim()).toBe(asked);
  });
});

describe("a change of an NVMe controller", () => {
  it("asks nvme-cli for the one that the PF has, with numbers alone", async () => {
    const { root, pf, port, path } = smallTree();
    mkdirSync(path(pf, "nvme/nvme3"), { recursive: true });
    const log = join(root, "asked");
    const host = await openTree(root, { programs: `nvme() { printf '%s\\n' "$*" >>${log}; }` });
    const at = { bdf: pf, vf: 0, controller: 5 };
    for (const step of [
      { verb: "nvme.resources", ...at, resource: "queues", count: 2 },
      { verb: "nvme.resources", ...at, resource: "interrupts", count: 1 },
      { verb: "nvme.state", ...at, online: true },
      { verb: "nvme.state", ...at, online: false },
    ] as const) {
      expect(await host.perform(step)).toMatchObject({ ok: true });
    }
    expect(readFileSync(log, "utf8").trim().split("\n")).toEqual([
      "virt-mgmt /dev/nvme3 -c 5 -r 0 -a 8 -n 2",
      "virt-mgmt /dev/nvme3 -c 5 -r 1 -a 8 -n 1",
      "virt-mgmt /dev/nvme3 -c 5 -a 9",
      "virt-mgmt /dev/nvme3 -c 5 -a 7",
    ]);
    expect(await refusal(host, { verb: "nvme.state", ...at, bdf: port, online: true })).toBe("ENODEV");
  });

  it("that is refused tells the command's status", async () => {
    const { root, pf, path } = smallTree();
    mkdirSync(path(pf, "nvme/nvme3"), { recursive: true });
    const said = "NVMe status: Invalid Secondary Controller State: not now(0x4120)";
    const host = await openTree(root, { programs: `nvme() { echo '${said}' >&2; return 1; }` });
    const result = await host.perform({ verb: "nvme.state", bdf: pf, vf: 0, controller: 1, online: true });
    expect(result).toMatchObject({ ok: false, failure: { code: "EIO" } });
    expect(!result.ok && result.failure.kernelLog).toContain(said);
  });
});

describe("product data", () => {
  it("comes byte for byte, and its absence as what it is", async () => {
    const { root, pf, vf, port, path } = smallTree();
    const bytes = Buffer.from("\x82\x03\x00card\x78\x0a\x00", "latin1");
    writeFileSync(path(pf, "vpd"), bytes);
    writeFileSync(path(port, "vpd"), bytes);
    writeFileSync(path(port, "power_state"), "D3cold\n");
    const host = await openTree(root);
    expect(await host.vpd(pf)).toEqual({ state: "read", hex: bytes.toString("hex") });
    expect(await host.vpd(vf)).toEqual({ state: "absent" });
    expect(await host.vpd(port)).toEqual({ state: "asleep" });
    expect(await host.vpd(nowhere())).toMatchObject({ state: "unreadable", problem: { code: "ENODEV" } });
  });
});

describe("a value that makes no sense", () => {
  it.each<[string, readonly string[]]>([
    ["a number beyond 16 bits", ["numvfs", "0000:01:00.0", "65536"]],
    ["a negative number", ["numvfs", "0000:01:00.0", "-1"]],
    ["an octal number", ["numvfs", "0000:01:00.0", "010"]],
    ["a number in letters", ["numvfs", "0000:01:00.0", "0x8"]],
    ["no number", ["numvfs", "0000:01:00.0"]],
    ["a switch that is neither on nor off", ["autoprobe", "0000:01:00.0", "2"]],
    ["a driver that is a folder", ["override", "0000:01:00.0", ".."]],
    ["a driver with a colon", ["override", "0000:01:00.0", "a:b"]],
    ["a driver with a long name", ["override", "0000:01:00.0", "d".repeat(65)]],
    ["another module", ["load", "nvme"]],
    ["more vectors than there can be", ["msix", "0000:01:00.0", "2049"]],
    ["a reset method that is a path", ["methods", "0000:01:00.0", "..", "flr"]],
    ["no reset method", ["methods", "0000:01:00.0"]],
    ["a word that ip knows and nobody may say", ["network", "0000:01:00.0", "0", "name", "eth7"]],
    ["a VF beyond 16 bits", ["network", "0000:01:00.0", "65536", "trust", "on"]],
    ["a MAC address of other digits", ["network", "0000:01:00.0", "0", "mac", "0g:00:00:00:00:01"]],
    ["an option in the place of a word", ["network", "0000:01:00.0", "0", "-batch", "on"]],
    ["settings of no VF", ["network", "0000:01:00.0", "trust", "on"]],
    ["a rescan of something", ["rescan", "0000:01:00.0"]],
    ["an address in capitals", ["probe", "0000:01:0A.0"]],
    ["an address without its domain", ["probe", "01:00.0"]],
    ["a device above 31", ["probe", "0000:01:20.0"]],
    ["an address with more behind it", ["probe", "0000:01:00.00"]],
    ["an address with a bus too many", ["probe", "0000:00:01:00.0"]],
    ["a controller beyond 16 bits", ["nvme-state", "0000:01:00.0", "65536", "1"]],
    ["a controller that is neither on nor off", ["nvme-state", "0000:01:00.0", "1", "2"]],
    ["a resource of another kind", ["nvme-give", "0000:01:00.0", "1", "namespaces", "1"]],
    ["an option in the place of a number", ["nvme-give", "0000:01:00.0", "1", "queues", "-f"]],
    ["another verb", ["enable", "0000:01:00.0"]],
  ])("%s is refused and not written", async (_name, words) => {
    const { root } = smallTree();
    const marker = join(root, "written");
    const programs = `dd() { : >${marker}; }\nmodprobe() { : >${marker}; }`;
    const { channel } = await HelperChannel.open(startShell(changedScript({ places: placesOf(root), programs })));
    onTestFinished(() => channel.close("done"));
    const answer = await channel.request("do", ...words).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(HelperRefusal);
    expect(answer).toMatchObject({ code: expect.stringMatching(/^(EINVAL|ENODEV)$/) });
    await expect(channel.request("result")).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("a path that leads elsewhere", () => {
  it("out of the tree is not written through", async () => {
    const { root, pf } = smallTree();
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    onTestFinished(() => rmSync(outside, { recursive: true }));
    writeFileSync(join(outside, "sriov_numvfs"), "untouched");
    unlinkSync(join(root, "bus/pci/devices", pf));
    symlinkSync(outside, join(root, "bus/pci/devices", pf));
    const host = await openTree(root);
    expect(await refusal(host, { verb: "sriov.numvfs", bdf: pf, value: 1 })).toBe("EPERM");
    expect(readFileSync(join(outside, "sriov_numvfs"), "utf8")).toBe("untouched");
    expect(await host.config(pf, { wake: false })).toMatchObject({ state: "unreadable", problem: { code: "EPERM" } });
  });

  it("by a link in the place of an attribute is not written through", async () => {
    const { root, pf, path, numVfs } = smallTree();
    const target = join(root, "target");
    writeFileSync(target, "untouched");
    unlinkSync(path(pf, "sriov_numvfs"));
    symlinkSync(target, path(pf, "sriov_numvfs"));
    expect(await refusal(await openTree(root), numVfs)).toBe("EPERM");
    expect(readFileSync(target, "utf8")).toBe("untouched");
  });

  it("by a driver that is none is not written through", async () => {
    const { root, vf } = smallTree();
    const link = join(root, "bus/pci/devices", vf, "driver");
    const folder = join(root, "elsewhere");
    mkdirSync(folder);
    writeFileSync(join(folder, "unbind"), "untouched");
    unlinkSync(link);
    symlinkSync(folder, link);
    expect(await refusal(await openTree(root), { verb: "driver.unbind", bdf: vf, from: "any" })).toBe("EPERM");
    expect(readFileSync(join(folder, "unbind"), "utf8")).toBe("untouched");
  });
});

describe("an operation that hangs", () => {
  it("leaves everything else working, is the only one of its time, and ends as it ends", async () => {
    const { root, pf, vf, path, numVfs } = smallTree();
    unlinkSync(path(pf, "sriov_numvfs"));
    execFileSync("mkfifo", [path(pf, "sriov_numvfs")]);
    const host = await openTree(root);
    await host.scan();
    let ended = false;
    const hanging = host.perform(numVfs).finally(() => {
      ended = true;
    });
    await expect.poll(() => refusal(host, { verb: "driver.probe", bdf: vf })).toBe("EBUSY");
    // Nothing asks for what the operation holds, so nothing of this waits.
    expect((await host.scan()).functions.flatMap(({ problems }) => problems)).toEqual([]);
    expect((await host.detail(pf)).problems).toMatchObject([{ attribute: "sriov_numvfs", code: "ETIMEDOUT" }]);
    expect(await host.config(pf, { wake: false })).toMatchObject({ state: "read" });
    expect(ended).toBe(false);
    expect(readFileSync(path(pf, "sriov_numvfs"), "utf8")).toBe("1");
    expect(await hanging).toEqual({ ok: true });
    expect(await refusal(host, { verb: "driver.probe", bdf: vf })).toBe("went through");
  });

  it("is not known to have ended when the connection goes, and is left to end by itself", async () => {
    const { root, pf, path, numVfs, vf } = smallTree();
    unlinkSync(path(pf, "sriov_numvfs"));
    execFileSync("mkfifo", [path(pf, "sriov_numvfs")]);
    const host = await openTree(root);
    const hanging = host.perform(numVfs);
    await expect.poll(() => refusal(host, { verb: "driver.probe", bdf: vf })).toBe("EBUSY");
    await host.close();
    await expect(hanging).rejects.toThrow("it was closed");
    await expect(host.perform(numVfs)).rejects.toThrow("it was closed");
    expect(readFileSync(path(pf, "sriov_numvfs"), "utf8")).toBe("1");
  });
});

it("tells the administrator's log who did what, once for each change", async () => {
  const { root, numVfs, vf } = smallTree();
  const log = join(root, "audit");
  const host = await openTree(root, { programs: `logger() { printf '%s\\n' "$*" >>${log}; }` });
  await host.perform(numVfs);
  await host.perform({ verb: "driver.override", bdf: vf, driver: "vfio-pci" });
  await host.scan();
  const who = String(process.geteuid?.() ?? "");
  const lines = readFileSync(log, "utf8").trim().split("\n");
  expect(lines.map((line) => line.replace("-t sriov-inspector -p auth.notice ", ""))).toEqual([
    ...(who === "0" ? [`${who}: started`] : []),
    `${who}: numvfs ${numVfs.bdf} 1`,
    `${who}: override ${vf} vfio-pci`,
  ]);
});
