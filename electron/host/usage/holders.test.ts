/** Who has what open, of every class of device: from what the helper sends to reasons, their level and their words. */
import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { type Tree, usageFrom } from "./testing/sent.ts";

const FN = "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0";
const PROC: Tree = { "/proc/self/mountinfo": "", "/proc/net/route": "Iface\tDestination\n" };
const CARD = functionInfo("01:00.0", { classCode: 0x020000, driver: "igb" });

interface Scene {
  readonly tree?: Tree;
  /** Lines as the helper has them: `70 char/250:41`. */
  readonly open: readonly string[];
  /** `70 name qemu`, `70 word -name`. */
  readonly programs?: readonly string[];
  readonly functions?: readonly FunctionInfo[];
}

function factsOf({ tree = {}, open, programs = [] }: Scene) {
  const names = programs.flatMap((line) => {
    const [, pid, name = ""] = /^(\d+) name (.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [[`/proc/${pid}/comm`, `${name}\n`]];
  });
  const said = { open: open.join("\n"), programs: programs.filter((line) => / word /.test(line)).join("\n") };
  return usageFrom({ tree: { ...PROC, ...tree, ...Object.fromEntries(names) }, said });
}

/** `kind level: text` of each reason, by function. */
async function told({ tree = {}, open, programs = [], functions = [CARD] }: Scene) {
  const facts = await factsOf({ tree, open, programs });
  const usage = resolveUsage(facts, buildMachine(snapshot(functions)));
  return functions.map(({ bdf }) =>
    usage.reasonsOf(bdf).map(({ kind, level, text }) => `${kind} ${level}: ${english(text)}`),
  );
}

async function evidenceOf({ tree = {}, open, programs = [], functions = [CARD] }: Scene): Promise<string> {
  const facts = await factsOf({ tree, open, programs });
  const [first] = functions;
  const usage = resolveUsage(facts, buildMachine(snapshot(functions)));
  return first === undefined
    ? ""
    : usage
        .reasonsOf(first.bdf)
        .map(({ evidence }) => english(evidence))
        .join("; ");
}

describe("what somebody has mapped, and may have closed", () => {
  const NIC = functionInfo("01:00.0", {
    classCode: 0x020000,
    driver: "vfio-pci",
    resources: [{ start: "0xfe000000", end: "0xfe0fffff", flags: "0x40200" }],
  });
  const OTHER = functionInfo("02:00.0", { classCode: 0x020000, driver: "vfio-pci" });
  const functions = [NIC, OTHER];
  const programs = ["70 name dpdk"];
  const scene = async (...open: readonly string[]) => await told({ open, programs, functions });

  it("a region of a function", async () => {
    expect(await scene("70 bar/0000:01:00.0/resource0", "70 bar/0000:01:00.0/resource2")).toEqual([
      ["user-space protected: is driven by dpdk (pid 70)"],
      [],
    ]);
  });

  it("of /dev/mem, what lies in a region of a function", async () => {
    const used = ["user-space protected: has memory used by dpdk (pid 70)"];
    expect(await scene("70 mem/fe0ff000:7f00-8f00", "70 mem/1000:8f00-9f00")).toEqual([used, []]);
    expect(await scene("70 mem/fe100000:7f00-8f00")).toEqual([[], []]);
  });

  it("a function of vfio that is not named may be any, where nothing of vfio is open", async () => {
    const may = ["user-space protected: may be held by dpdk (pid 70)"];
    expect(await scene("70 vfio/mapped")).toEqual([may, may]);
    const tree = { "/sys/dev/char/511:0": [`${FN}/vfio-dev/vfio0`], [`${FN}/vfio-dev/vfio0/dev`]: "" } as const;
    expect(await told({ tree, open: ["70 vfio/mapped", "70 char/511:0"], programs, functions })).toEqual([
      ["user-space protected: is held by dpdk (pid 70)"],
      [],
    ]);
  });
});

describe("what somebody has open is found by its number, whatever its path", () => {
  it.each([
    ["uio", "char/240:0", `${FN}/uio/uio0`, "user-space protected: is driven by x (pid 70)"],
    [
      "vfio's node of one function",
      "char/511:0",
      `${FN}/vfio-dev/vfio0`,
      "user-space protected: is held by x (pid 70)",
    ],
    [
      "a disk",
      "block/8:0",
      `${FN}/ata1/host0/target0:0:0/0:0:0:0/block/sda`,
      "raw-disk protected: has a disk used by x (pid 70)",
    ],
    [
      "a partition",
      "block/8:3",
      `${FN}/ata1/host0/block/sda/sda3`,
      "raw-disk protected: has a disk used by x (pid 70)",
    ],
    [
      "a disk's generic node",
      "char/21:0",
      `${FN}/ata1/host0/0:0:0:0/scsi_generic/sg0`,
      "raw-disk protected: has a disk used by x (pid 70)",
    ],
    [
      "an NVMe namespace as character device",
      "char/238:0",
      `${FN}/nvme/nvme0/ng0n1`,
      "raw-disk protected: has a disk used by x (pid 70)",
    ],
    ["an NVMe controller", "char/239:0", `${FN}/nvme/nvme0`, "device-user in use: is used by x (pid 70)"],
    ["an accelerator", "char/261:0", `${FN}/accel/accel0`, "compute protected: computes for x (pid 70)"],
    ["a display", "char/226:128", `${FN}/drm/renderD128`, "display-user in use: is used by x (pid 70)"],
    ["RDMA verbs", "char/231:192", `${FN}/infiniband_verbs/uverbs0`, "rdma in use: is used by x (pid 70)"],
    ["RDMA management", "char/231:0", `${FN}/infiniband_mad/umad0`, "rdma in use: is used by x (pid 70)"],
    ["a clock", "char/250:0", `${FN}/ptp/ptp0`, "device-user in use: is used by x (pid 70)"],
    [
      "a watchdog",
      "char/249:0",
      `${FN}/iTCO_wdt/watchdog/watchdog0`,
      "watchdog protected: has the watchdog fed by x (pid 70)",
    ],
    [
      "an input device",
      "char/13:67",
      `${FN}/usb1/1-1/1-1:1.0/0003:046D:C31C.0001/input/input3/event3`,
      "device-user in use: is used by x (pid 70)",
    ],
    [
      "a raw HID device",
      "char/245:0",
      `${FN}/usb1/1-1/1-1:1.0/hidraw/hidraw0`,
      "device-user in use: is used by x (pid 70)",
    ],
    ["a USB device", "char/189:1", `${FN}/usb1/1-1`, "device-user in use: is used by x (pid 70)"],
    ["sound", "char/116:2", `${FN}/sound/card0/pcmC0D0p`, "device-user in use: is used by x (pid 70)"],
    ["a camera", "char/81:0", `${FN}/usb1/1-1/video4linux/video0`, "device-user in use: is used by x (pid 70)"],
    ["the management engine", "char/247:0", `${FN}/mei/mei0`, "device-user in use: is used by x (pid 70)"],
    ["a BMC", "char/243:0", `${FN}/ipmi/ipmi0`, "device-user in use: is used by x (pid 70)"],
    [
      "a class that nobody here knows",
      "char/300:0",
      `${FN}/newthing/new0`,
      "device-user in use: is used by x (pid 70)",
    ],
  ])("%s", async (_, number, place, reason) => {
    const tree = { [`/sys/dev/${number}`]: [place] as const };
    expect(await told({ tree, open: [`70 ${number}`], programs: ["70 name x"] })).toEqual([[reason]]);
  });

  it("a serial line with a login, and one without", async () => {
    const tree = { "/sys/dev/char/4:68": [`${FN}/0000:01:00.0:0/0000:01:00.0:0.0/tty/ttyS4`] as const };
    const open = ["70 char/4:68"];
    expect(await told({ tree, open, programs: ["70 name agetty"] })).toEqual([
      ["terminal protected: is the terminal of agetty (pid 70)"],
    ]);
    expect(await told({ tree, open, programs: ["70 name minicom"] })).toEqual([
      ["device-user in use: is used by minicom (pid 70)"],
    ]);
  });

  it("a terminal of virtio, which the kernel shows on no device, by the functions that may carry it", async () => {
    const tree: Tree = { "/sys/dev/char/229:0": ["/sys/devices/virtual/tty/hvc0"] };
    const ports = [0x1003, 0x1043].map((device, index) =>
      functionInfo(`03:0${index}.0`, { vendor: 0x1af4, device, driver: "virtio-pci" }),
    );
    const scene = { tree, open: ["70 char/229:0", "71 char/229:0"], functions: [...ports, CARD] };
    const reasons = [
      "terminal protected: may be the terminal of agetty (pid 70)",
      "device-user in use: is used by minicom (pid 71)",
    ];
    expect(await told({ ...scene, programs: ["70 name agetty", "71 name minicom"] })).toEqual([reasons, reasons, []]);
  });

  it("the watchdog's old node, which has no place of its own", async () => {
    const tree: Tree = {
      "/sys/dev/char/10:130": ["/sys/devices/virtual/misc/watchdog"],
      "/sys/class/watchdog/watchdog0": [`${FN}/iTCO_wdt/watchdog/watchdog0`],
      [`${FN}/iTCO_wdt/watchdog/watchdog0/state`]: "inactive",
    };
    expect(await told({ tree, open: ["1 char/10:130"], programs: ["1 name systemd"] })).toEqual([
      ["watchdog protected: has the watchdog fed by systemd (pid 1)"],
    ]);
  });

  it.each([
    ["char/240:0", "/sys/devices/virtual/watchdog/watchdog0"],
    ["char/10:130", "/sys/devices/virtual/misc/watchdog"],
  ])("a watchdog whose card the kernel does not tell, by the drivers of such cards: %s", async (place, path) => {
    const tree: Tree = {
      [`/sys/dev/${place}`]: [path],
      "/sys/class/watchdog/watchdog0": ["/sys/devices/virtual/watchdog/watchdog0"],
      "/sys/devices/virtual/watchdog/watchdog0/state": "active",
    };
    const card = functionInfo("00:06.0", { classCode: 0x088000, driver: "i6300ESB timer" });
    expect(await told({ tree, open: [`1 ${place}`], programs: ["1 name systemd"], functions: [card, CARD] })).toEqual([
      [
        "watchdog protected: has the watchdog fed by systemd (pid 1)",
        "watchdog protected: has an active watchdog (watchdog0)",
      ],
      [],
    ]);
  });

  it("a disk of several controllers or on volumes, through what it is made of", async () => {
    const head = "/sys/devices/virtual/nvme-subsystem/nvme-subsys0";
    const tree: Tree = {
      [`${head}/nvme0n1/dev`]: "259:0",
      [`${head}/nvme0`]: [`${FN}/nvme/nvme0`],
      [`${FN}/nvme/nvme0/model`]: "disk",
      "/sys/class/block/nvme0n1": [`${head}/nvme0n1`],
      "/sys/devices/virtual/block/dm-0/dev": "253:0",
      "/sys/devices/virtual/block/dm-0/slaves/nvme0n1": null,
      "/sys/class/block/dm-0": ["/sys/devices/virtual/block/dm-0"],
      "/sys/dev/block/253:0": ["/sys/devices/virtual/block/dm-0"],
      "/sys/dev/char/237:0": [`${head}/ng0n1`],
    };
    const programs = ["70 name qemu-kvm", "70 word qemu-kvm", "70 word -name", "70 word guest=db1"];
    const reason = "raw-disk protected: has a disk used by guest db1 (qemu-kvm, pid 70)";
    for (const open of [["70 block/253:0"], ["70 char/237:0"]]) {
      expect((await told({ tree, open, programs }))[0]).toContain(reason);
    }
  });
});

describe("the network of a guest", () => {
  const card: Tree = {
    [`${FN}/net/eth0/flags`]: "0x1003\n",
    [`${FN}/net/eth0/device`]: [FN],
    "/sys/class/net/eth0": [`${FN}/net/eth0`],
  };
  const made = (name: string, ...lower: readonly string[]): Tree => ({
    [`/sys/devices/virtual/net/${name}/flags`]: "0x1003\n",
    [`/sys/class/net/${name}`]: [`/sys/devices/virtual/net/${name}`],
    ...Object.fromEntries(lower.map((each) => [`/sys/devices/virtual/net/${name}/lower_${each}`, null])),
  });
  const guest = ["70 name qemu-kvm", "70 word qemu-kvm", "70 word -name", "70 word guest=db1"];
  const reason = "guest-network protected: carries the network of guest db1 (qemu-kvm, pid 70)";

  it.each(["macvtap0/macvtap/tap5", "macvtap0/tap5", "ipvtap0/ipvtap/tap5"])(
    "by a node of its own: %s",
    async (path) => {
      const [name = ""] = path.split("/");
      const tree: Tree = {
        ...card,
        ...made(name, "eth0"),
        "/sys/dev/char/506:1": [`/sys/devices/virtual/net/${path}`],
      };
      expect((await told({ tree, open: ["70 char/506:1"], programs: guest }))[0]).toContain(reason);
    },
  );

  it("by a tap in a bridge, on what the bridge stands on", async () => {
    const tree: Tree = { ...card, ...made("vnet0"), ...made("br0", "eth0", "vnet0") };
    expect((await told({ tree, open: ["70 tap vnet0"], programs: guest }))[0]).toContain(reason);
  });

  it("is a warning where who has it is no guest, and nothing where its packets are routed", async () => {
    const tree: Tree = { ...card, ...made("tap0"), ...made("br0", "eth0", "tap0"), ...made("tun1") };
    const programs = ["70 name openvpn"];
    expect((await told({ tree, open: ["70 tap tap0"], programs }))[0]).toContain(
      "device-user in use: carries the network of openvpn (pid 70)",
    );
    expect((await told({ tree, open: ["70 tap tun1"], programs }))[0]?.join()).not.toContain("openvpn");
  });
});

it("memory of a CXL device that a guest has as its own is on all cards that it may be on", async () => {
  const tree: Tree = {
    "/sys/dev/char/252:0": ["/sys/devices/platform/ACPI0017:00/root0/decoder0.0/region0/dax_region0/dax0.0"],
    "/sys/bus/dax/devices/dax0.0": ["/sys/devices/platform/ACPI0017:00/root0/decoder0.0/region0/dax_region0/dax0.0"],
    "/sys/bus/cxl/devices/mem0": [`${FN}/mem0`],
    [`${FN}/mem0/serial`]: "0x1",
  };
  const reason = "user-space protected: has memory used by x (pid 70)";
  expect((await told({ tree, open: ["70 char/252:0"], programs: ["70 name x"] }))[0]).toContain(reason);
});

describe("what a guest has by another way than vfio", () => {
  const programs = ["70 name qemu-kvm", "70 word qemu-kvm", "70 word -name", "70 word guest=db1"];
  const guest = "guest protected: is held by guest db1 (qemu-kvm, pid 70)";

  it.each([
    ["a function by vDPA", `${FN}/vdpa0/vhost-vdpa-0`],
    ["a part of one by vDPA", `${FN}/mlx5_core.sf.4/vdpa12/vhost-vdpa-12`],
  ])("%s", async (_, place) => {
    const tree: Tree = { "/sys/dev/char/509:0": [place] };
    expect(await told({ tree, open: ["70 char/509:0"], programs })).toEqual([[guest]]);
    const program = ["70 name testpmd"];
    expect(await told({ tree, open: ["70 char/509:0"], programs: program })).toEqual([
      ["user-space protected: is held by testpmd (pid 70)"],
    ]);
  });

  it("by ACRN, whose functions wait on pci-stub", async () => {
    const tree: Tree = { "/sys/dev/char/10:110": ["/sys/devices/virtual/misc/acrn_hsm"] };
    const functions = [functionInfo("01:00.0", { driver: "pci-stub" }), functionInfo("02:00.0", { driver: "igb" })];
    expect(await told({ tree, open: ["70 char/10:110"], programs: ["70 name acrn-dm"], functions })).toEqual([
      ["user-space protected: may be held by acrn-dm (pid 70)"],
      [],
    ]);
  });
});

it("AMD's security processor is held by guests with encrypted memory", async () => {
  const tree: Tree = { "/sys/dev/char/10:124": ["/sys/devices/virtual/misc/sev"] };
  const functions = [functionInfo("01:00.5", { driver: "ccp" }), CARD];
  expect(await told({ tree, open: ["70 char/10:124"], programs: ["70 name x"], functions })).toEqual([
    ["compute protected: computes for x (pid 70)"],
    [],
  ]);
});

describe("a group of vfio", () => {
  const vf = (address: string, group: string, driver: string | null = "nvidia") =>
    functionInfo(address, { driver, iommuGroup: group });
  const GUEST = ["900 name qemu-system-x86", "900 word qemu-system-x86", "900 word -name", "900 word guest=vg1"];

  it("is held whatever driver its function is on: VFs that NVIDIA's driver hands out stay on it", async () => {
    const tree: Tree = { "/sys/dev/char/243:31": ["/sys/devices/virtual/vfio/31"] };
    const functions = [vf("21:00.4", "31"), vf("21:00.5", "32")];
    expect(await told({ tree, open: ["900 char/243:31"], programs: GUEST, functions })).toEqual([
      ["guest protected: is held by guest vg1 (qemu-system-x86, pid 900)"],
      [],
    ]);
  });

  it("of a mediated device stands for its parent", async () => {
    const tree: Tree = {
      "/sys/dev/char/243:7": ["/sys/devices/virtual/vfio/7"],
      "/sys/kernel/iommu_groups/7/devices/83b8f4f2-509f-382f-3c1e-e6bfe0fa1001": [
        `${FN}/83b8f4f2-509f-382f-3c1e-e6bfe0fa1001`,
      ],
      [`${FN}/83b8f4f2-509f-382f-3c1e-e6bfe0fa1001/mdev_type`]: null,
    };
    expect(await told({ tree, open: ["900 char/243:7"], programs: GUEST })).toEqual([
      ["guest protected: is held by guest vg1 (qemu-system-x86, pid 900)"],
    ]);
  });

  it("without an IOMMU has a name of its own", async () => {
    const tree: Tree = { "/sys/dev/char/243:0": ["/sys/devices/virtual/vfio/noiommu-0"] };
    const functions = [vf("01:00.0", "0", "vfio-pci")];
    const scene = { tree, open: ["70 char/243:0"], programs: ["70 name testpmd"], functions };
    expect(await told(scene)).toEqual([["user-space protected: is held by testpmd (pid 70)"]]);
    expect(await evidenceOf(scene)).toBe("process 70 (testpmd) has /dev/vfio/noiommu-0 open");
  });
});

describe("a function of vfio that is open without its node", () => {
  const functions = [
    functionInfo("01:00.0", { driver: "vfio-pci", iommuGroup: "1" }),
    functionInfo("02:00.0", { driver: "mlx5_vfio_pci", iommuGroup: "2" }),
    functionInfo("03:00.0", { driver: "igb", iommuGroup: "3" }),
  ];
  const programs = ["70 name vmm"];

  it("is the one that the kernel names", async () => {
    const open = ["70 vfio/12", `70 vfio/12 ${FN}`];
    expect(await told({ open, programs, functions })).toEqual([
      ["user-space protected: is held by vmm (pid 70)"],
      [],
      [],
    ]);
  });

  it("may be each one on vfio that nobody else has, where the kernel does not name it", async () => {
    const tree: Tree = { "/sys/dev/char/243:2": ["/sys/devices/virtual/vfio/2"] };
    const open = ["70 vfio/12", "80 char/243:2", "80 vfio/9"];
    expect(await told({ tree, open, programs: [...programs, "80 name qemu"], functions })).toEqual([
      ["user-space protected: may be held by vmm (pid 70)"],
      ["user-space protected: is held by qemu (pid 80)"],
      [],
    ]);
  });

  it("is one of its group, where the program has the group open, and no more than those", async () => {
    const tree: Tree = { "/sys/dev/char/243:2": ["/sys/devices/virtual/vfio/2"] };
    const [free] = await told({ tree, open: ["70 char/243:2", "70 vfio/9"], programs, functions });
    expect(free).toEqual([]);
    const [other] = await told({ tree, open: ["70 char/243:2", "70 vfio/9", "70 vfio/10"], programs, functions });
    expect(other).toEqual(["user-space protected: may be held by vmm (pid 70)"]);
  });
});

describe("nodes of NVIDIA's driver, which /sys/dev does not know", () => {
  const tree: Tree = {
    "/proc/devices": "Character devices:\n195 nvidia\n508 nvidia-uvm\n510 tpm\n\nBlock devices:\n  8 sd\n",
    "/proc/driver/nvidia/gpus/0000:01:00.0/information": "Model: \t H100\nDevice Minor: \t 0",
    "/proc/driver/nvidia/gpus/0000:02:00.0/information": "Model: \t H100\nDevice Minor: \t 1",
  };
  const functions = [
    functionInfo("01:00.0", { driver: "nvidia" }),
    functionInfo("02:00.0", { driver: "nvidia" }),
    functionInfo("03:00.0", { driver: "igb" }),
  ];
  const programs = ["70 name python3"];
  const computes = ["compute protected: computes for python3 (pid 70)"];

  it("are told by their minor number", async () => {
    expect(await told({ tree, open: ["70 char/195:1"], programs, functions })).toEqual([[], computes, []]);
  });

  it("are all of its GPUs, where a node is of none", async () => {
    for (const number of ["195:255", "508:0", "195:9"]) {
      expect(await told({ tree, open: [`70 char/${number}`], programs, functions })).toEqual([computes, computes, []]);
    }
    expect(await told({ tree, open: ["70 char/510:0"], programs, functions })).toEqual([[], [], []]);
  });

  it("as AMD's node for computing is of all of its GPUs", async () => {
    const kfd: Tree = { "/sys/dev/char/238:0": ["/sys/devices/virtual/kfd/kfd"] };
    const amd = [functionInfo("01:00.0", { driver: "amdgpu" }), functionInfo("03:00.0", { driver: "igb" })];
    expect(await told({ tree: kfd, open: ["70 char/238:0"], programs, functions: amd })).toEqual([computes, []]);
  });
});

describe("words of other users", () => {
  it("are no lines of their own: a name or a command line with line feeds stays one", async () => {
    const tree: Tree = { "/sys/dev/char/240:0": [`${FN}/uio/uio0`], "/proc/70/comm": "a\n=read holders\n" };
    const programs = ["70 word x", "70 word 80 name y", "x"];
    expect(await told({ tree, open: ["70 char/240:0", "x", "70 char/240:0 y"], programs })).toEqual([
      ["user-space protected: is driven by a (pid 70)"],
    ]);
  });
});

it("a thousand programs on one device are one reason with its length bounded", async () => {
  const pids = Array.from({ length: 1001 }, (_, index) => 100 + index);
  const tree: Tree = { "/sys/dev/char/226:128": [`${FN}/drm/renderD128`] };
  const scene: Scene = {
    tree,
    open: pids.map((pid) => `${pid} char/226:128`),
    programs: pids.map((pid) => `${pid} name user`),
  };
  expect(await told(scene)).toEqual([
    ["display-user in use: is used by user (pid 100), user (pid 101), user (pid 102) and 998 more"],
  ]);
  expect(await evidenceOf(scene)).toBe("process 100 (user) has /dev/dri/renderD128 open, and 1,000 more");
});

it("each of 100,000 holders and of 4,000 functions in their groups is looked at once", async () => {
  const open = Array.from({ length: 100_000 }, (_, index) => `${index + 2} char/243:${index % 4000}`);
  const tree = Object.fromEntries(
    Array.from({ length: 4000 }, (_, group) => [
      `/sys/dev/char/243:${group}`,
      [`/sys/devices/virtual/vfio/${group}`] as const,
    ]),
  );
  const functions = Array.from({ length: 4000 }, (_, index) => {
    const address = [index >> 8, (index >> 3) & 31].map((part) => part.toString(16).padStart(2, "0")).join(":");
    return functionInfo(`${address}.${index & 7}`, { driver: "vfio-pci", iommuGroup: String(index) });
  });
  const reasons = await told({ tree, open, functions });
  expect(reasons.filter((list) => list.length === 1)).toHaveLength(4000);
});
