/** What the kernel does with devices that no program has open: from what the helper sends to reasons and their level. */

import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { type Tree, usageFrom } from "./testing/sent.ts";

const PORT = "/sys/devices/pci0000:00/0000:00:01.0";
const NICS = { eth0: `${PORT}/0000:01:00.0`, eth1: `${PORT}/0000:01:00.1` } as const;
const DISK = "/sys/devices/pci0000:00/0000:00:02.0/0000:02:00.0/ata1/host0/block/sda";

function onCard(name: keyof typeof NICS): Tree {
  const folder = `${NICS[name]}/net/${name}`;
  return {
    [`${folder}/flags`]: "0x1003\n",
    [`${folder}/device`]: [NICS[name]],
    [`/sys/class/net/${name}`]: [folder],
  };
}

/** Two interfaces with an address each, and sda, which is also called by its serial number. */
const BASE: Tree = {
  "/proc/self/mountinfo": "",
  ...onCard("eth0"),
  ...onCard("eth1"),
  "/sys/class/block/sda": [DISK],
  [`${DISK}/dev`]: "8:0",
  "/dev/disk/by-id/ata-1": ["../../sda"],
  "/dev/disk/by-uuid/12-ab": ["../../sda"],
  "/dev/first": ["nvme0"],
  "/sys/class/nvme/nvme0": [`${NICS.eth0}/nvme/nvme0`],
  "/sys/bus/virtio/drivers/virtio_crypto/virtio3": [`${NICS.eth1}/virtio3`],
  "/sys/bus/dsa/drivers/crypto/wq1.0": [`${NICS.eth0}/iax1/wq1.0`],
  "/sys/class/infiniband/mlx5_0": [`${NICS.eth1}/infiniband/mlx5_0`],
  "/sys/class/dma/dma0chan1": ["/sys/devices/pci0000:00/0000:00:03.0/0000:03:00.0/dma/dma0chan1"],
};
const ADDRESSES = "2: eth0    inet 192.0.2.7/24 scope global\n3: eth1    inet 198.51.100.7/24 scope global";

interface Case {
  readonly services?: readonly string[];
  readonly tree?: Tree;
  readonly ways?: Readonly<Record<string, string>>;
}

/** Each reason of interfaces and disk but those of the interfaces themselves, and what is unread. */
async function told({ services = [], tree = {}, ways = {} }: Case) {
  const said = { addresses: ADDRESSES, routes: "", services: services.join("\n") };
  const facts = await usageFrom({ tree: { ...BASE, ...tree }, said, ways });
  const functions = [
    functionInfo("01:00.0", { classCode: 0x020000, driver: "igb" }),
    functionInfo("01:00.1", { classCode: 0x020000, driver: "mlx5_core" }),
    functionInfo("02:00.0", { classCode: 0x010601, driver: "ahci" }),
    functionInfo("03:00.0", { classCode: 0x0b4000, driver: "4xxx" }),
  ];
  const usage = resolveUsage(facts, buildMachine(snapshot(functions)));
  const lines = (address: string) =>
    usage
      .reasonsOf(bdf(address))
      .filter(({ text }) => !english(text).startsWith("has network interface"))
      .map(({ kind, level, text }) => `${kind} ${level}: ${english(text)}`);
  const [eth0, eth1, disk, crypto] = ["01:00.0", "01:00.1", "02:00.0", "03:00.0"].map(lines);
  return { eth0, eth1, disk, crypto, unread: inEnglish(facts.unread) };
}

describe("what the kernel does with a device is told of its function", () => {
  it.each([
    [
      "a disk that nvmet has",
      "export nvmet /dev/sda",
      "disk",
      "export protected: has a disk that nvmet exports to other machines",
    ],
    [
      "a controller that nvmet passes through",
      "export nvmet /dev/first",
      "eth0",
      "export protected: has a disk that nvmet exports to other machines",
    ],
    [
      "a disk that LIO has, by a link",
      "export LIO /dev/disk/by-id/ata-1",
      "disk",
      "export protected: has a disk that LIO exports to other machines",
    ],
    [
      "a disk that a guest of Xen has, by its number",
      "export Xen /dev/block/8:0",
      "disk",
      "export protected: has a disk that Xen exports to other machines",
    ],
    [
      "where crashes are written",
      "crash-log /dev/sda",
      "disk",
      "crash-data in use: stores the kernel’s crash log (pstore)",
    ],
    ["an XDP program", "xdp eth0", "eth0", "packet-program in use: has an XDP program on eth0"],
    ["an AF_XDP socket", "xsk eth1", "eth1", "packet-program in use: passes packets of eth1 to a program (AF_XDP)"],
    [
      "netconsole",
      "log eth0 203.0.113.4",
      "eth0",
      "crash-data in use: carries the kernel log to 203.0.113.4 (netconsole)",
    ],
    [
      "RDMA of the kernel",
      "rdma mlx5_0 nvmet_rdma",
      "eth1",
      "rdma in use: is used for RDMA by nvmet_rdma in the kernel",
    ],
    ["DMA for others", "dma dma0chan1", "crypto", "dma protected: copies memory with its DMA engine"],
    [
      "virtio-crypto",
      "crypto virtio_aes virtio:virtio_crypto",
      "eth1",
      "crypto protected: encrypts or compresses for the kernel",
    ],
    [
      "an IAA under zswap",
      "crypto deflate-iaa dsa:crypto",
      "eth0",
      "crypto protected: encrypts or compresses for the kernel",
    ],
    [
      "what encrypts",
      "crypto qat_aes_xts pci:4xxx",
      "crypto",
      "crypto protected: encrypts or compresses for the kernel",
    ],
  ] as const)("%s", async (_, line, place, reason) => {
    const found = await told({ services: [line] });
    expect(found[place]).toEqual([reason]);
    const others = (["eth0", "eth1", "disk", "crypto"] as const).filter((each) => each !== place);
    expect(others.flatMap((each) => found[each])).toEqual([]);
    expect(found.unread).toEqual([]);
  });

  it("many of one kind in one place are one reason", async () => {
    const services = Array.from({ length: 10_000 }, (_, index) => `crypto alg${index} pci:4xxx`);
    expect((await told({ services })).crypto).toEqual(["crypto protected: encrypts or compresses for the kernel"]);
  });

  it("an exported file, by the disk of its file system, and one that cannot be found is unread", async () => {
    const tree = { "/proc/self/mountinfo": "30 1 8:0 / /srv rw - ext4 /dev/sda rw" };
    expect((await told({ services: ["export LIO /srv/a b.img"], tree })).disk).toEqual([
      "mount protected: carries /srv (sda)",
      "export protected: has a disk that LIO exports to other machines",
    ]);
    for (const path of ["/dev/gone", "/dev/sg3", "/dev/nvme9", "-"]) {
      const mounted = { "/proc/self/mountinfo": "30 1 0:5 / /dev rw - devtmpfs udev rw" };
      const { unread } = await told({ services: [`export nvmet ${path}`], tree: mounted });
      expect(unread).toMatchObject([{ source: "services", reason: expect.stringContaining("is unknown") }]);
    }
  });
});

it("the network of guests of Xen is on what the bridge stands on that their interfaces are in", async () => {
  const bridge = "/sys/devices/virtual/net/xenbr0";
  const vifs = Array.from({ length: 50 }, (_, at) => `vif${at + 1}.0`);
  const tree: Tree = {
    "/sys/class/net/xenbr0": [bridge],
    [`${bridge}/flags`]: "0x1003\n",
    [`${bridge}/lower_eth1`]: null,
    ...Object.fromEntries(
      vifs.flatMap((name, at): [string, string | null | readonly [string]][] => [
        [`/sys/class/net/${name}`, [`/sys/devices/vif-${at + 1}-0/net/${name}`]],
        [`/sys/devices/vif-${at + 1}-0/net/${name}/flags`, "0x1003\n"],
        [`${bridge}/lower_${name}`, null],
      ]),
    ),
  };
  const { eth0, eth1 } = await told({ tree });
  expect(eth1).toContain("guest-network protected: carries the network of Xen guests");
  expect(eth1?.filter((line) => line.includes("Xen"))).toHaveLength(1);
  expect(eth0).toEqual([]);
});

describe("what a cluster's nodes hear each other by is protected", () => {
  const text = "communication between cluster nodes";

  it("on the interfaces of corosync's addresses", async () => {
    const { eth0, eth1 } = await told({ services: ["cluster corosync 203.0.113.1", "cluster corosync 198.51.100.7"] });
    expect(eth1).toEqual([`cluster protected: carries ${text} (eth1)`]);
    expect(eth0).toEqual([]);
  });

  it.each(["o2cb", "dlm"])("on the interfaces of the addresses that %s has", async (name) => {
    const { eth0, eth1 } = await told({ services: [`cluster ${name} 192.0.2.7`, `cluster ${name} 203.0.113.1`] });
    expect(eth0).toEqual([`cluster protected: carries ${text} (eth0)`]);
    expect(eth1).toEqual([]);
  });

  it("on any that packets leave by, where none of them is this machine's", async () => {
    const { eth0, eth1 } = await told({ services: ["cluster corosync node1", "cluster corosync node2"] });
    const reason = `cluster protected: may carry ${text}: its interface is unknown`;
    expect([eth0, eth1]).toEqual([[reason], [reason]]);
  });
});

it("a tunnel of IPsec without an interface protects the one that its other end is reached by", async () => {
  const { eth0, eth1, unread } = await told({ services: ["ipsec 203.0.113.9"], ways: { "203.0.113.9": "eth1" } });
  expect(eth1).toEqual(["ipsec protected: carries IPsec tunnels (eth1)"]);
  expect([eth0, unread]).toEqual([[], []]);
  expect((await told({ services: ["ipsec 203.0.113.9"] })).unread).toMatchObject([{ source: "routes" }]);
});

describe("where a crash kernel would write is warned of", () => {
  const leads = (name: string) => `crash-data in use: leads to the machine that receives crash dumps (${name})`;
  const ways = { "203.0.113.9": "eth1", "2001:db8::9": "eth1" };

  it.each([
    ["/etc/kdump.conf", "# nfs 192.0.2.1:/x\npath /var/crash\nnfs 203.0.113.9:/export/dump\n"],
    ["/etc/kdump.conf", "ssh kdump@203.0.113.9\nsshkey /root/.ssh/id\n"],
    ["/etc/kdump.conf", "nfs [2001:db8::9]:/export\n"],
    ["/etc/default/kdump-tools", 'USE_KDUMP=1\nNFS="203.0.113.9:/var/nfstest"\n'],
    ["/etc/default/kdump-tools", 'SSH="root@203.0.113.9"\n#SSH_KEY="x"\n'],
    ["/etc/sysconfig/kdump", 'KDUMP_SAVEDIR="ssh://root@203.0.113.9/var/log/dump"\n'],
  ])("another machine: %s, %j", async (path, text) => {
    const { eth0, eth1, unread } = await told({ tree: { [path]: text }, ways });
    expect([eth0, eth1, unread]).toEqual([[], [leads("eth1")], []]);
  });

  it("a machine whose address is not told, and one that cannot be reached now, which is no matter of the routes", async () => {
    const reason =
      "crash-data in use: may carry the path to the machine that receives crash dumps: its interface is unknown";
    for (const host of ["dumps.example", "203.0.113.77"]) {
      const { eth0, eth1, unread } = await told({ tree: { "/etc/kdump.conf": `nfs ${host}:/export` } });
      expect([eth0, eth1, unread]).toEqual([[reason], [reason], []]);
    }
  });

  it.each(["raw /dev/sda", "ext4 UUID=12-ab", "xfs /dev/disk/by-id/ata-1"])("a disk: %s", async (line) => {
    const { disk, unread } = await told({ tree: { "/etc/kdump.conf": `${line}\n` } });
    expect([disk, unread]).toEqual([["crash-data in use: has the disk for crash dumps (kdump)"], []]);
  });
});
