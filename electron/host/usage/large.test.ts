/** Machines that say more than any real one: each is read in one pass, or the test's own limit ends it. */
import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { USAGE_NETWORK_WORDS } from "../../../shared/words/texts/usage-network.ts";
import { type Sent, type Tree, usageFrom } from "./testing/sent.ts";

const MANY = 20_000;
const NIC = "0000:00:01.0";
const DISK = "0000:00:02.0";
const NIC_PATH = `/sys/devices/pci0000:00/${NIC}`;

const BASE: Tree = {
  "/sys/class/net/eth0": [`../../devices/pci0000:00/${NIC}/net/eth0`],
  [`${NIC_PATH}/net/eth0/device`]: [`../../../${NIC}`],
  [`${NIC_PATH}/net/eth0/flags`]: "0x1003",
  "/sys/class/block/sda": [`../../devices/pci0000:00/${DISK}/host0/block/sda`],
  [`/sys/devices/pci0000:00/${DISK}/host0/block/sda/dev`]: "8:0",
};

function tree(more: (index: number) => Tree): Tree {
  return Object.assign({}, BASE, ...Array.from({ length: MANY }, (_, index) => more(index)));
}

function lines(line: (index: number) => string): string {
  return Array.from({ length: MANY }, (_, index) => line(index)).join("\n");
}

function made(name: string, lower: string | null): Tree {
  const folder = `/sys/devices/virtual/net/${name}`;
  return {
    [`/sys/class/net/${name}`]: [`../../devices/virtual/net/${name}`],
    [`${folder}/flags`]: "0x1003",
    ...(lower === null ? {} : { [`${folder}/lower_${lower}`]: ["x"] }),
  };
}

function volume(index: number, below: string): Tree {
  const folder = `/sys/devices/virtual/block/dm-${index}`;
  return {
    [`/sys/class/block/dm-${index}`]: [`../../devices/virtual/block/dm-${index}`],
    [`${folder}/dev`]: `253:${index}`,
    [`${folder}/slaves/${below}`]: ["x"],
  };
}

function mount(index: number, number: string, type: string, source: string, options = "rw"): string {
  return `${index} 1 ${number} / /m/${index} rw - ${type} ${source} ${options}`;
}

async function reasonsOf(sent: Sent) {
  const facts = await usageFrom(sent);
  const machine = buildMachine(snapshot([functionInfo(NIC), functionInfo(DISK)]));
  const usage = resolveUsage(facts, machine);
  const texts = (bdf: typeof NIC | typeof DISK) =>
    machine.functions.flatMap((fn) => (fn.bdf === bdf ? usage.reasonsOf(fn.bdf).map(({ text }) => english(text)) : []));
  return { facts, nic: texts(NIC), disk: texts(DISK) };
}

describe("interfaces", () => {
  it("that stand on each other in one chain are followed as far as it goes, and the rest may be on any card", async () => {
    const { nic } = await reasonsOf({
      tree: tree((index) => made(`v${index}`, index === 0 ? "eth0" : `v${index - 1}`)),
      said: { routes: lines((index) => `default dev v${index} table ${index}`) },
    });
    expect(nic).toContainEqual(expect.stringMatching(/^carries the default route \(eth0 → v0/));
  });

  it("of more switches than a host can have are ports of which nothing is known", async () => {
    const { nic } = await reasonsOf({
      tree: tree((index) => made(`v${index}`, index % 2 === 0 ? "eth0" : null)),
      said: {
        addresses: "2: eth0    inet 192.0.2.7/24 scope global eth0",
        kinds: lines((index) => `openvswitch ${index}: v${index}: <UP> mtu 1500 \\    openvswitch `),
        routes: "default dev v1",
      },
    });
    expect(nic).toContainEqual(expect.stringContaining("may carry v1"));
  });

  it("in namespaces of their own are found by the session that comes in there", async () => {
    const { nic } = await reasonsOf({
      tree: {
        ...tree((index) => ({
          [`/proc/${index + 10}/comm`]: "sshd",
          [`/proc/${index + 10}/ns/net`]: [`net:[${index + 10}]`],
          [`/proc/${index + 10}/root/sys/class/net/e${index}/device`]: [`../../../../../${NIC}`],
        })),
        "/proc/self/ns/net": ["net:[1]"],
      },
      said: {
        sessions: lines((index) => `other ${index + 10} net:[${index + 10}] 070200C0:0016 090200C0:${hex4(index)}`),
      },
    });
    expect(nic).toContainEqual(expect.stringContaining("in another network namespace"));
  });
});

describe("block devices", () => {
  it("that stand on each other in one chain are all found on the function below", async () => {
    const { disk } = await reasonsOf({
      tree: {
        ...tree((index) => volume(index, index === 0 ? "sda" : `dm-${index - 1}`)),
        "/proc/self/mountinfo": lines((index) => mount(index, `253:${index}`, "ext4", `/dev/dm-${index}`)),
      },
    });
    expect(disk).toContainEqual(
      expect.stringContaining(`carries /m/0, /m/1, /m/2, /m/3 and ${(MANY - 4).toLocaleString("en")} more`),
    );
  });

  it("of one pool with a file system on all of them for each are named once", async () => {
    const { disk } = await reasonsOf({
      tree: {
        ...tree((index) => ({ ...volume(index, "sda"), [`/dev/dm-${index}`]: null })),
        "/proc/self/mountinfo": lines((index) => mount(index, `0:${index}`, "zfs", `tank/${index}`)),
      },
      said: { zpools: `  pool: tank\n${lines((index) => `   /dev/dm-${index} ONLINE 0 0 0`)}` },
    });
    expect(disk).toContainEqual("carries /m/0 and more");
  });

  it("of one btrfs with a mount of each are named once", async () => {
    const { disk } = await reasonsOf({
      tree: {
        ...tree((index) => ({ ...volume(index, "sda"), [`/sys/fs/btrfs/u/devices/dm-${index}`]: null })),
        "/proc/self/mountinfo": lines((index) => mount(index, `0:${index}`, "btrfs", `/dev/dm-${index}`)),
      },
    });
    expect(disk).toContainEqual("carries /m/0 and more");
  });

  it("that programs have open in a chain are held by them, on the function that it stands on", async () => {
    const { disk } = await reasonsOf({
      tree: tree((index) => ({
        ...volume(index, index === 0 ? "sda" : `dm-${index - 1}`),
        [`/proc/${index + 10}/comm`]: "qemu",
        [`/sys/dev/block/253:${index}`]: [`../../devices/virtual/block/dm-${index}`],
      })),
      said: { open: lines((index) => `${index + 10} block/253:${index}`) },
    });
    expect(disk).toContainEqual(expect.stringMatching(/^may have a disk used by qemu/));
  });

  it("below more cards than are told apart are not known", async () => {
    const { facts } = await reasonsOf({
      tree: tree((index) => ({
        [`/sys/bus/cxl/devices/mem${index}`]: [`../../../devices/pci0000:00/${address(index)}/mem${index}`],
        [`/sys/class/block/pmem${index}`]: [`../../devices/ACPI0017:00/nvdimm-bridge0/pmem${index}`],
        [`/sys/devices/ACPI0017:00/nvdimm-bridge0/pmem${index}/dev`]: `259:${index}`,
      })),
    });
    expect(facts.unread.map(({ source }) => source)).toContain("blocks");
  });

  it("of one iSCSI session with more ends than can be told are on one that is not told as well", async () => {
    const { facts } = await reasonsOf({
      tree: tree((index) => ({
        [`/sys/class/iscsi_connection/connection1:${index}/address`]: `192.0.2.${index % 250}`,
        [`/sys/class/block/sd${index}`]: [`../../devices/platform/host3/session1/target/block/sd${index}`],
        [`/sys/devices/platform/host3/session1/target/block/sd${index}/dev`]: `8:${index}`,
      })),
    });
    expect(facts.peers.filter(({ what }) => JSON.stringify(what).includes("sd7"))).toContainEqual(
      expect.objectContaining({ address: USAGE_NETWORK_WORDS.unknownAddress }),
    );
  });
});

describe("mounts", () => {
  it("of overlays on overlays are each taken apart once", async () => {
    const layers = (index: number) =>
      Array.from({ length: 60 }, (_, at) => `/m/${(index * 7 + at + 1) % 3000}`).join(":");
    const overlays = Array.from({ length: 3000 }, (_, at) =>
      mount(at, `0:${at}`, "overlay", "overlay", `rw,lowerdir=${layers(at)}`),
    );
    const { facts } = await reasonsOf({
      tree: { ...BASE, "/proc/self/mountinfo": ["1 1 8:0 / / rw - ext4 /dev/sda rw", ...overlays].join("\n") },
    });
    expect(facts.mounts.map(({ where }) => where)).toContain("/");
  });

  it("below a path of 100,000 slashes, longer than a kernel tells, are not known", async () => {
    const { facts } = await reasonsOf({
      tree: {
        ...BASE,
        "/sys/class/block/loop0": ["../../devices/virtual/block/loop0"],
        "/sys/devices/virtual/block/loop0/dev": "7:0",
        "/sys/devices/virtual/block/loop0/loop/backing_file": "/a".repeat(100_000),
        [`/sys${"/a".repeat(100_000)}`]: ["x"],
        "/proc/self/mountinfo": "1 1 8:0 / / rw - ext4 /dev/sda rw",
      },
    });
    expect(inEnglish(facts.unread)).toContainEqual(
      expect.objectContaining({ source: "blocks", reason: expect.stringContaining("loop0") }),
    );
  });
});

describe("memory", () => {
  it("in as many regions as there are ranges of RAM is found by looking each up", async () => {
    const { facts } = await reasonsOf({
      tree: tree((index) => ({
        [`/sys/bus/cxl/devices/mem${index}`]: [`../../../devices/pci0000:00/${address(index)}/mem${index}`],
        [`/sys/bus/cxl/devices/region${index}/resource`]: `0x${(index * 32).toString(16)}`,
        [`/sys/bus/cxl/devices/region${index}/size`]: "0x10",
      })),
      said: { ram: lines((index) => `${(index * 64).toString(16)}-${(index * 64 + 15).toString(16)}`) },
    });
    expect(facts.memory.filter(({ name }) => name.startsWith("region"))).toHaveLength(MANY / 2);
  });

  it("on one node is asked once whether it is online", async () => {
    const { facts } = await reasonsOf({
      tree: tree((index) => ({
        [`/sys/bus/dax/devices/dax${index}.0`]: [`../../../devices/region${index}/dax${index}.0`],
        [`/sys/devices/region${index}/dax${index}.0/driver`]: ["../kmem"],
        [`/sys/devices/region${index}/dax${index}.0/target_node`]: "1",
        [`/sys/devices/system/node/node1/memory${index}/state`]: "offline",
        [`/sys/bus/cxl/devices/region${index}/resource`]: `0x${(index * 16).toString(16)}`,
        [`/sys/bus/cxl/devices/region${index}/size`]: "0x10",
      })),
    });
    expect(facts.memory.every(({ isOnline }) => !isOnline)).toBe(true);
    expect(facts.memory).toHaveLength(MANY);
  });
});

describe("holders and drivers", () => {
  it("a group with as many devices as programs that have it is looked at once", async () => {
    const { facts } = await reasonsOf({
      tree: tree((index) => ({
        [`/proc/${index + 10}/comm`]: "qemu",
        [`/sys/kernel/iommu_groups/7/devices/m${index}`]: ["../../../../devices/virtual/mdev"],
        [`/sys/dev/char/250:${index}`]: ["../../devices/virtual/vfio/7"],
      })),
      said: { open: lines((index) => `${index + 10} char/250:${index}`) },
    });
    expect(facts.holders).toHaveLength(MANY);
  });

  it("a table of as many variants as functions is looked up, and a star fits anything", async () => {
    const ids = (index: number) => `v0000${hex4(index)}d0000${hex4(index + 1)}`;
    const { facts } = await reasonsOf({
      tree: {
        ...tree((index) => ({
          [`/sys/bus/pci/devices/${address(index)}/modalias`]: `pci:${ids(index)}sv00001sd00002bc02`,
        })),
        "/modules/modules.alias": lines(
          (index) => `alias vfio_pci:${ids(index)}sv*sd*bc02 ${index % 2 === 0 ? "even" : "odd"}`,
        ),
      },
    });
    expect(facts.variants).toHaveLength(MANY);
    expect(facts.variants[1]?.modules).toEqual(["odd"]);
  });

  it("a pattern of stars ends whatever it is held against", async () => {
    const { facts } = await reasonsOf({
      tree: {
        ...BASE,
        [`/sys/bus/pci/devices/${NIC}/modalias`]: `pci:v${"a".repeat(4000)}`,
        "/modules/modules.alias": `alias vfio_pci:v${"*a".repeat(1000)}*b slow\nalias vfio_pci:v*a fits`,
      },
    });
    expect(facts.variants).toEqual([{ bdf: NIC, modules: ["fits"] }]);
  });
});

function hex4(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, "0");
}

/** One more bus, device or function number each. */
function address(index: number): string {
  const bus = hex4(index >> 8)
    .slice(2)
    .toLowerCase();
  const device = hex4((index >> 3) & 31)
    .slice(2)
    .toLowerCase();
  return `0000:${bus}:${device}.${index & 7}`;
}
