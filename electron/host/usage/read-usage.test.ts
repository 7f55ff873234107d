import { describe, expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { vmName } from "./holders.ts";
import { answersOf, type Tree, usageFrom } from "./testing/sent.ts";
import { usageOf } from "./usage-text.ts";

const NIC = "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0";
const DISK = "/sys/devices/pci0000:00/0000:00:02.0/0000:02:00.0";

/** What every machine has. */
const MINIMAL: Tree = { "/proc/self/mountinfo": "", "/proc/net/route": "Iface\tDestination\n" };

const NETWORK: Tree = {
  ...MINIMAL,
  [`${NIC}/net/eth0/flags`]: "0x1003\n",
  [`${NIC}/net/eth0/device`]: [NIC],
  "/sys/class/net/eth0": [`${NIC}/net/eth0`],
  "/sys/devices/virtual/net/bond0/flags": "0x1403\n",
  "/sys/devices/virtual/net/bond0/bonding/mode": "active-backup 1\n",
  "/sys/devices/virtual/net/bond0/lower_eth0": [`${NIC}/net/eth0`],
  "/sys/class/net/bond0": ["/sys/devices/virtual/net/bond0"],
  "/sys/class/net/lo/flags": "0x9\n",
  "/proc/net/route":
    "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n" +
    "bond0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n" +
    "bond0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n" +
    "bond0\t00FEA9AC\t00000000\t0200\t0\t0\t0\t0000FFFF\t0\t0\t0\n",
};

const NOBODY = { session: null, isRemote: false };
const noWays = () => Promise.reject(new Error("it does not know the verb"));

test("interfaces, what they are made of, routes and the session", async () => {
  const facts = await usageFrom({
    tree: NETWORK,
    said: { addresses: "2: bond0    inet 192.0.2.7/24 scope global bond0" },
    session: "198.51.100.4 50022 192.0.2.7 22",
    ways: { "198.51.100.4,from,192.0.2.7": "bond0" },
  });
  expect(facts.sessions).toMatchObject([{ remote: "198.51.100.4", isOwn: true, by: ["bond0"] }]);
  const PLAIN = { isVirtual: false, isRepresentor: false, movedTo: null };
  expect(facts.interfaces).toEqual([
    {
      name: "bond0",
      bdf: null,
      up: true,
      addresses: ["192.0.2.7"],
      lower: ["eth0"],
      kind: "bond",
      ...PLAIN,
      isVirtual: true,
    },
    { name: "eth0", bdf: "0000:01:00.0", up: true, addresses: [], lower: [], kind: null, ...PLAIN },
  ]);
  expect(facts.routes).toEqual([{ interface: "bond0", destination: "0.0.0.0", prefix: 0 }]);
  const usage = resolveUsage(facts, buildMachine(snapshot([functionInfo("01:00.0")])));
  expect(usage.reasonsOf(bdf("01:00.0")).map(({ kind }) => kind)).toEqual(["session", "default-route", "net"]);
});

test("mounts through partitions, LVM, btrfs, ZFS and NVMe multipath down to functions", async () => {
  const virtual = "/sys/devices/virtual";
  const head = `${virtual}/nvme-subsystem/nvme-subsys0`;
  const facts = await usageFrom({
    tree: {
      [`${head}/nvme0n1/dev`]: "259:0",
      [`${head}/nvme0n1/nvme0n1p3/dev`]: "259:3",
      [`${head}/nvme0n1/nvme0n1p3/partition`]: "3",
      [`${DISK}/nvme/nvme0/model`]: "disk",
      [`${head}/nvme0`]: [`${DISK}/nvme/nvme0`],
      "/sys/class/block/nvme0n1": [`${head}/nvme0n1`],
      "/sys/class/block/nvme0n1p3": [`${head}/nvme0n1/nvme0n1p3`],
      [`${virtual}/block/dm-0/dev`]: "253:0",
      [`${virtual}/block/dm-0/dm/name`]: "vg0-root",
      [`${virtual}/block/dm-0/slaves/nvme0n1p3`]: null,
      "/sys/class/block/dm-0": [`${virtual}/block/dm-0`],
      [`${DISK}/ata1/host0/block/sda/dev`]: "8:0",
      "/sys/class/block/sda": [`${DISK}/ata1/host0/block/sda`],
      [`${NIC}/block/sdb/dev`]: "8:16",
      "/sys/class/block/sdb": [`${NIC}/block/sdb`],
      [`${virtual}/block/loop0/dev`]: "7:0",
      "/sys/class/block/loop0": [`${virtual}/block/loop0`],
      "/sys/fs/btrfs/0a/devices/sda": null,
      "/sys/fs/btrfs/0a/devices/sdb": null,
      "/run/udev/data/b8:16": "E:ID_FS_TYPE=zfs_member\nE:ID_FS_LABEL=tank\n",
      "/dev/sda": "",
      "/proc/self/mountinfo": [
        "27 1 253:0 / / rw - ext4 /dev/mapper/vg0-root rw",
        "28 27 0:40 / /data\\040two rw - btrfs /dev/sda rw",
        "29 27 0:41 / /tank rw - zfs tank/home rw",
        "30 27 0:42 / /home rw - nfs4 fs1:/home rw,addr=198.51.100.9",
        "31 27 0:5 / /proc rw - proc proc rw",
        "32 27 7:0 / /snap/x ro - squashfs /dev/loop0 ro",
      ].join("\n"),
    },
  });
  expect(facts.mounts.map(({ where, devices }) => [where, devices])).toEqual([
    ["/", ["dm-0"]],
    ["/data two", ["sda", "sdb"]],
    ["/tank", ["sdb"]],
    ["/home", []],
  ]);
  expect(inEnglish(facts.peers.map(({ kind, address, what }) => [kind, address, what]))).toEqual([
    ["mount", "198.51.100.9", "/home"],
  ]);
  const usage = resolveUsage(facts, buildMachine(snapshot([])));
  expect(english(usage.reasonsOf(bdf("02:00.0"))[0]?.text)).toBe(
    "carries / and /data two (vg0-root → nvme0n1p3 → nvme0n1)",
  );
});

test("interfaces in other namespaces", async () => {
  const facts = await usageFrom({
    tree: {
      ...NETWORK,
      "/proc/self/ns/net": ["net:[1]"],
      "/proc/70/ns/net": ["net:[1]"],
      "/proc/71/ns/net": ["net:[2]"],
      "/proc/71/comm": "nginx\n",
      "/proc/71/root/sys/class/net/net1/device": [DISK],
      [`${DISK}/vendor`]: "0x8086",
    },
  });
  expect(facts.unread).toEqual([]);
  expect(facts.interfaces.find(({ name }) => name === "net1")).toMatchObject({
    bdf: "0000:02:00.0",
    movedTo: { pid: 71, process: "nginx" },
  });
});

test("display, console, BMC, RMRR, variant drivers and the switches of the platform", async () => {
  const facts = await usageFrom({
    tree: {
      [`${NIC}/boot_vga`]: "1\n",
      [`${NIC}/modalias`]: "pci:v000015B3d0000101Esv00000000sd00000000bc02sc00i00\n",
      "/sys/bus/pci/devices/0000:01:00.0": [NIC],
      [`${NIC}/graphics/fb0/device`]: [NIC],
      "/sys/class/graphics/fb0": [`${NIC}/graphics/fb0`],
      "/proc/consoles": "ttyS4                -W- (EC  p a)    4:68\n",
      "/sys/class/tty/ttyS4/device": [DISK],
      [`${DISK}/class`]: "0x070002",
      "/sys/kernel/iommu_groups/3/reserved_regions":
        "0x000000007b000000 0x000000007f7fffff direct\n0x00000000fee00000 0x00000000feefffff msi\n",
      "/sys/firmware/acpi/tables/DMAR": "",
      "/sys/firmware/acpi/tables/FACP": "",
      "/sys/module/vfio_pci/parameters/disable_denylist": "N\n",
      "/proc/interrupts": "  CPU0 CPU1\n  0: 42 0 IO-APIC 2-edge timer\n 24: 0 7 PCI-MSI 0-edge nvme0q0\n",
      "/proc/cmdline": "root=/dev/sda intel_iommu=off\n",
      "/modules/modules.alias":
        "alias vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i* mlx5_vfio_pci\nalias vfio_pci:v*d*sv*sd*bc*sc*i* vfio_pci\n",
    },
  });
  expect(facts.fixtures.map(({ kind, name, bdf: at }) => `${kind} ${name} ${at}`)).toEqual([
    "boot-display boot_vga 0000:01:00.0",
    "framebuffer fb0 0000:01:00.0",
    "console ttyS4 0000:02:00.0",
  ]);
  expect(facts.directRegions).toEqual([{ group: "3", start: "0x000000007b000000", end: "0x000000007f7fffff" }]);
  expect(facts.variants).toEqual([{ bdf: "0000:01:00.0", modules: ["mlx5_vfio_pci"] }]);
  expect(facts.platform).toEqual({
    iommuTables: ["DMAR"],
    commandLine: "root=/dev/sda intel_iommu=off",
    noIommuMode: null,
    remapsInterrupts: false,
    interruptChips: ["IO-APIC", "PCI-MSI"],
    runsIn: null,
    idleD3Off: null,
    unsafeInterrupts: null,
    denylistOff: false,
    mayEndWithLogin: false,
  });
});

describe("a console that the kernel shows on no device", () => {
  const consolesOn = async (console: string, tree: Tree = {}, services = "") => {
    const facts = await usageFrom({
      tree: { "/proc/self/mountinfo": "", "/proc/consoles": `${console} -W- (EC  p  )  229:0`, ...tree },
      said: { routes: "", addresses: "", services },
    });
    const functions = [
      functionInfo("03:00.0", { vendor: 0x1af4, device: 0x1043, driver: "virtio-pci" }),
      functionInfo("04:00.0", {
        driver: "qxl",
        children: [{ kind: "drm", name: "card0", state: null, address: null }],
      }),
      functionInfo("01:00.0", { driver: "igb" }),
    ];
    const usage = resolveUsage(facts, buildMachine(snapshot(functions)));
    const texts = functions.map(({ bdf }) =>
      usage.reasonsOf(bdf).map(({ level, text }) => `${level}: ${english(text)}`),
    );
    return [...texts, facts.unread.map(({ source, reason }) => `${source}: ${english(reason)}`)];
  };
  const virtual = (name: string): Tree => ({ [`/sys/class/tty/${name}`]: [`/sys/devices/virtual/tty/${name}`] });

  test("of virtio guards all functions that may carry it, with its folder or without", async () => {
    const may = ["protected: may carry the kernel’s console (hvc0)"];
    for (const tree of [virtual("hvc0"), {}]) expect(await consolesOn("hvc0", tree)).toEqual([may, [], [], []]);
  });

  test("of the kernel's log on displays guards those that have a driver", async () => {
    expect((await consolesOn("drm_log-1"))[1]).toEqual(["protected: may carry the kernel’s console (drm_log-1)"]);
  });

  test("is told as unread, where nothing is known of its kind", async () => {
    for (const name of ["uart8250", "odd0", "netcon0", "ttyS7"]) {
      const reason = `fixtures: the device of console ${name} is unknown`;
      expect(await consolesOn(name, virtual(name)), name).toEqual([[], [], [], [reason]]);
    }
  });

  test("is no matter where it is a virtual terminal, none, a file for after a crash, or told elsewhere", async () => {
    for (const name of ["tty0", "tty1", "ttynull-1", "ramoops-1", "pstore_blk-1"]) {
      expect(await consolesOn(name, virtual(name)), name).toEqual([[], [], [], []]);
    }
    expect(await consolesOn("ttyS0", virtual("ttysclp0"))).toEqual([[], [], [], []]);
    expect((await consolesOn("netcon_ext0", {}, "log eth7 203.0.113.4"))[3]).toEqual([]);
    const platform: Tree = { "/sys/class/tty/ttyS0": ["/sys/devices/platform/serial8250/tty/ttyS0"] };
    expect(await consolesOn("ttyS0", platform)).toEqual([[], [], [], []]);
  });
});

test("consoles, keyboards, watchdogs, the framebuffer of the firmware and IOMMUs, by the functions that they are on", async () => {
  const usb = "/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/0003:046D:C31C.0001/input/input3";
  const bar = "/sys/devices/pci0000:00";
  const facts = await usageFrom({
    tree: {
      ...MINIMAL,
      "/proc/consoles": "tty0 -WU (EC  p  ) 4:1\n",
      "/sys/class/tty/console/active": "tty0 ttyS4",
      "/sys/class/tty/ttyS4": [`${bar}/0000:00:16.3/0000:00:16.3:0/0000:00:16.3:0.0/tty/ttyS4`],
      [`${bar}/0000:00:16.3/0000:00:16.3:0/0000:00:16.3:0.0/tty/ttyS4/dev`]: "4:68",
      "/sys/class/watchdog/watchdog0": [`${bar}/0000:00:1f.4/iTCO_wdt/watchdog/watchdog0`],
      [`${bar}/0000:00:1f.4/iTCO_wdt/watchdog/watchdog0/state`]: "active",
      "/sys/class/watchdog/watchdog1": [`${bar}/0000:00:1f.5/watchdog/watchdog1`],
      [`${bar}/0000:00:1f.5/watchdog/watchdog1/state`]: "inactive",
      "/sys/class/watchdog/watchdog2": [`${bar}/0000:00:1f.6/watchdog/watchdog2`],
      "/proc/iomem": "0000:03:00.0 BOOTFB",
      "/sys/class/iommu/ivhd0": [`${bar}/0000:00:00.2/iommu/ivhd0`],
      "/sys/class/iommu/virtio0": [`${bar}/0000:00:03.0/virtio0/iommu/virtio0`],
      "/sys/class/iommu/dmar0": ["/sys/devices/virtual/iommu/dmar0"],
      "/proc/bus/input/devices": [
        'N: Name="Lid kbd"',
        "S: Sysfs=/devices/LNXSYSTM:00/PNP0C0D:00/input/input0",
        "H: Handlers=event0 kbd",
        "",
        'N: Name="Keyboard"',
        `S: Sysfs=${usb}`,
        "H: Handlers=sysrq kbd event3 leds",
        "",
        'N: Name="Mouse"',
        "S: Sysfs=/devices/pci0000:00/0000:00:15.0/usb2/2-1/input/input4",
        "H: Handlers=mouse0 event4",
      ].join("\n"),
    },
  });
  expect(facts.fixtures.map(({ kind, name, bdf: at }) => `${kind} ${name} ${at}`)).toEqual([
    "framebuffer BOOTFB 0000:03:00.0",
    "console ttyS4 0000:00:16.3",
    "watchdog watchdog0 0000:00:1f.4",
    "watchdog watchdog2 0000:00:1f.6",
    "keyboard input3 0000:00:14.0",
    "iommu ivhd0 0000:00:00.2",
    "iommu virtio0 0000:00:03.0",
  ]);
  const usage = resolveUsage(facts, buildMachine(snapshot([])));
  for (const { bdf: at } of facts.fixtures) expect(at === null ? [] : usage.reasonsOf(at)[0]?.level).toBe("protected");
});

test("a machine that shows nothing gives nothing, and no error", async () => {
  const facts = await usageFrom({ tree: MINIMAL });
  expect(facts).toMatchObject({ unread: [], interfaces: [], mounts: [], holders: [], fixtures: [] });
});

test("guests are named as QEMU was told", () => {
  const name = (...words: string[]) => vmName(words.join("\0"));
  expect(name("qemu", "-name", "guest=a,,b,process=x")).toBe("a,b");
  expect(name("qemu", "-name", "plain,process=x")).toBe("plain");
  expect(name("testpmd", "-l", "1")).toBeNull();
});

test("a source that the helper says is unread, or that has no end, is unread, and nothing else", async () => {
  const tree = MINIMAL;
  const told = await usageFrom({ tree, unread: ["holders EACCES only root sees it"] });
  expect(inEnglish(told.unread)).toEqual([{ source: "holders", code: "EACCES", reason: "only root sees it" }]);
  const ends = async (mounts: string) =>
    inEnglish((await usageOf(new Map([...answersOf({ tree }), ["mounts", mounts]]), NOBODY, noWays)).unread);
  expect(await ends("=texts")).toEqual([{ source: "mounts", code: "EIO", reason: "the response is incomplete" }]);
  // What stands in the middle, or belongs to another source, is no end.
  expect(await ends("=read mounts\nproc/self/mountinfo:27")).toMatchObject([{ source: "mounts", code: "EIO" }]);
  expect(await ends("=read swaps")).toMatchObject([{ source: "mounts", code: "EIO" }]);
  expect(await ends("=texts\n=late")).toMatchObject([{ source: "mounts", code: "ETIME" }]);
});

test("what every machine has and was not sent is unread, whatever the helper says", async () => {
  expect((await usageFrom({ tree: {} })).unread.map(({ source }) => source)).toEqual(["routes", "mounts"]);
});
