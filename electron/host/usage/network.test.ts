/** What a machine's network stands on, row by row: the facts out of an answer, and the reasons out of the facts. */

import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { type Sent, type Tree, usageFrom } from "./testing/sent.ts";

const PORT = "/sys/devices/pci0000:00/0000:00:01.0";
const NICS = { eth0: `${PORT}/0000:01:00.0`, eth1: `${PORT}/0000:01:00.1` } as const;
const ETH0 = "01:00.0";
const ETH1 = "01:00.1";

function onCard(name: string, card: string): Tree {
  return {
    [`${card}/net/${name}/flags`]: "0x1003\n",
    [`${card}/net/${name}/device`]: [card],
    [`/sys/class/net/${name}`]: [`${card}/net/${name}`],
  };
}

function made(name: string, ...lower: readonly string[]): Tree {
  const folder = `/sys/devices/virtual/net/${name}`;
  return {
    [`${folder}/flags`]: "0x1003\n",
    ...Object.fromEntries(lower.map((each) => [`${folder}/lower_${each}`, null])),
    [`/sys/class/net/${name}`]: [folder],
  };
}

/** Two cards with an address each. */
const BASE: Tree = {
  "/proc/self/mountinfo": "",
  ...onCard("eth0", NICS.eth0),
  ...onCard("eth1", NICS.eth1),
};
const ADDRESSES = "2: eth0    inet 192.0.2.7/24 scope global\n3: eth1    inet 198.51.100.7/24 scope global";
const SESSION = "203.0.113.20 50022 10.9.0.1 22";

interface Case extends Omit<Sent, "tree"> {
  readonly tree?: Tree;
  /** Lines besides those of the two cards. */
  readonly addresses?: string;
  /** ip shows the routes of every table. */
  readonly hasIp?: boolean;
}

/** `kind level: text` of each reason of the two cards, and what is unread. */
async function told({ tree = {}, addresses = "", said = {}, hasIp = true, ...sent }: Case) {
  const facts = await usageFrom({
    tree: { ...BASE, ...tree },
    said: { addresses: `${ADDRESSES}\n${addresses}`, ...(hasIp ? { routes: "" } : {}), ...said },
    ...sent,
  });
  const functions = [ETH0, ETH1].map((address) => functionInfo(address, { classCode: 0x020000, driver: "igb" }));
  const usage = resolveUsage(facts, buildMachine(snapshot(functions)));
  const lines = (address: string) =>
    usage
      .reasonsOf(bdf(address))
      .filter(({ text }) => !english(text).startsWith("has network interface"))
      .map(({ kind, level, text }) => `${kind} ${level}: ${english(text)}`);
  const eth0Whole = usage.reasonsOf(bdf(ETH0)).map(({ kind, level, text }) => `${kind} ${level}: ${english(text)}`);
  return { eth0Whole, eth0: lines(ETH0), eth1: lines(ETH1), unread: inEnglish(facts.unread), facts };
}

it("a default route of any table, its halves and each of its next hops protect the interface", async () => {
  const policy = await told({ said: { routes: "default via 192.0.2.1 dev eth0 table 100 proto static" } });
  expect(policy.eth0).toEqual(["default-route protected: carries the default route (eth0)"]);
  expect(policy.eth1).toEqual([]);
  const halves = await told({
    said: { routes: "0.0.0.0/1 via 198.51.100.1 dev eth1\n128.0.0.0/1 via 198.51.100.1 dev eth1" },
  });
  expect(halves.eth1).toEqual([
    "default-route protected: carries the route to 0.0.0.0/1 and the route to 128.0.0.0/1 (eth1)",
  ]);
  const hops =
    "default proto static \\\tnexthop via 192.0.2.1 dev eth0 weight 1 \\\tnexthop via 198.51.100.1 dev eth1 weight 1";
  const both = await told({ said: { routes: hops } });
  expect([both.eth0.length, both.eth1.length]).toEqual([1, 1]);
  const six = await told({ said: { routes: "2000::/3 dev eth1 metric 1024 pref medium" } });
  expect(six.eth1[0]).toContain("the route to 2000::/3");
});

it("a route whose interface is not told is unread", async () => {
  const { unread } = await told({ said: { routes: "default nhid 10 proto static" } });
  expect(unread).toMatchObject([{ source: "routes", reason: "ip reports no interface for route default" }]);
});

it.each([
  ["a mask with a hole", "eth0\t00000000\t0\t0003\t0\t0\t0\t00FF00FF\t0\t0\t0"],
  ["a mask that is no number", "eth0\t00000000\t0\t0003\t0\t0\t0\tbanana\t0\t0\t0"],
  ["no mask", "eth0\t00000000\t0\t0003"],
  ["flags that are no number", "eth0\t00000000\t0\tzz\t0\t0\t0\t00000000\t0\t0\t0"],
  ["half a destination", "eth0\t0000\t0\t0003\t0\t0\t0\t00000000\t0\t0\t0"],
])("a line of the kernel's table with %s is unread, as a route and for addresses", async (_, line) => {
  const { unread } = await usageFrom({ tree: { ...BASE, "/proc/net/route": `Iface\tDestination\n${line}\n` } });
  expect(unread.map(({ source, code }) => `${source} ${code}`)).toEqual(["routes EINVAL", "addresses EINVAL"]);
});

it("lines of routes that are down, and of both kinds of address, are no fault", async () => {
  const tree = {
    ...BASE,
    "/proc/net/route":
      "Iface\tDestination\neth0\t00000080\t0\t0001\t0\t0\t0\t00000080\t0\t0\t0\neth1\t00000000\t0\t0200\t0\t0\t0\t00000000\t0\t0\t0\n",
    "/proc/net/ipv6_route": `${"0".repeat(32)} 00 ${"0".repeat(32)} 00 ${"0".repeat(32)} 00000400 1 0 00000003     eth1\n`,
  };
  const { routes, unread } = await usageFrom({ tree });
  expect(unread).toEqual([]);
  expect(routes).toEqual([
    { interface: "eth0", destination: "128.0.0.0", prefix: 1 },
    { interface: "eth1", destination: "::", prefix: 0 },
  ]);
  const odd = await usageFrom({ tree: { ...tree, "/proc/net/ipv6_route": "zz 00\n" } });
  expect(odd.unread.map(({ source }) => source)).toEqual(["routes"]);
});

it("an internal port of Open vSwitch stands on every port of the datapath", async () => {
  const { eth0, eth1 } = await told({
    tree: { ...made("ovs-system", "eth0"), ...made("br-ex") },
    addresses: "9: br-ex    inet 10.9.0.1/24",
    said: {
      kinds:
        "openvswitch 8: ovs-system: <BROADCAST> mtu 1500 \\    openvswitch \nopenvswitch 9: br-ex: <UP> mtu 1500 \\    openvswitch ",
      routes: "default via 10.9.0.254 dev br-ex",
    },
    session: SESSION,
    ways: { "203.0.113.20,from,10.9.0.1": "br-ex" },
  });
  expect(eth0.slice(0, 2)).toEqual([
    "session protected: carries the ssh session you are connected through (eth0 → ovs-system → br-ex)",
    "default-route protected: carries the default route (eth0 → ovs-system → br-ex)",
  ]);
  expect(eth1).toEqual([]);
});

it("without ip, an internal port may stand on every interface that packets leave by", async () => {
  const { eth0, eth1, unread } = await told({
    tree: {
      ...made("br-ex"),
      "/proc/net/route": "Iface\nbr-ex\t00000000\t00000000\t0003\t0\t0\t0\t00000000\t0\t0\t0\n",
    },
    hasIp: false,
    unread: ["routes ENOENT only the main table could be read"],
  });
  const text = "default-route protected: may carry br-ex (whose remote end is unknown), and with it the default route";
  expect([eth0[0], eth1[0]]).toEqual([text, text]);
  expect(unread).toMatchObject([{ source: "routes", reason: "only the main table could be read" }]);
});

/** A card without an address sends for an interface that software made, and nothing tells that it does. */
const TAP: Case = {
  tree: made("br-ex"),
  said: { kinds: "tun 9: br-ex: <UP> mtu 1500 \\    tun type tap ", routes: "default via 10.9.0.254 dev br-ex" },
};
it.each<[string, Case]>([
  ["a tap of Open vSwitch in user space", TAP],
  [
    "a pair of veth that leads to a router, which a bridge leads to the card",
    {
      tree: {
        ...made("br-ex"),
        ...made("veth1"),
        ...made("br1", "eth1", "veth1"),
        "/sys/devices/virtual/net/br1/bridge": null,
      },
      said: { routes: "default via 10.9.0.254 dev br-ex" },
    },
  ],
  [
    "a VPN",
    {
      tree: { ...made("br-ex"), "/sys/devices/virtual/net/br-ex/uevent": "DEVTYPE=ovpn\n" },
      said: { routes: "default dev br-ex" },
    },
  ],
  [
    "a card in the network namespace of a router",
    {
      ...TAP,
      tree: {
        ...made("br-ex"),
        "/sys/class/net/eth1": null,
        "/proc/self/ns/net": ["net:[1]"],
        "/proc/50/ns/net": ["net:[2]"],
        "/proc/50/root/sys/class/net/wan0/device": [NICS.eth1],
      },
    },
  ],
  [
    "a card in a network namespace that cannot be looked into",
    {
      tree: { ...made("br-ex"), "/sys/class/net/eth1": null },
      said: { ...TAP.said, hidden: "1 /sys/devices/pci0000:00/0000:00:01.0/0000:01:00.1/net" },
    },
  ],
])("without an address a card that is not down may carry all there is: %s", async (_, { said, ...sent }) => {
  const { eth1, unread } = await told({
    ...sent,
    said: { ...said, addresses: `2: eth0    inet 192.0.2.7/24\n9: br-ex    inet 10.9.0.1/24` },
    session: SESSION,
    ways: { "203.0.113.20,from,10.9.0.1": "br-ex" },
  });
  const may = "may carry br-ex (whose remote end is unknown), and with it";
  expect(eth1).toEqual(
    expect.arrayContaining([
      `session protected: ${may} the ssh session you are connected through`,
      `default-route protected: ${may} the default route`,
    ]),
  );
  expect(unread).toEqual([]);
});

it("a card that is down carries nothing; one of which that is not known may", async () => {
  const flags = (text: string) => ({ ...TAP, tree: { ...TAP.tree, [`${NICS.eth1}/net/eth1/flags`]: text } });
  expect((await told(flags("0x1002"))).eth1).toEqual([]);
  expect((await told(flags("?"))).eth1).toEqual([expect.stringContaining("default-route protected: may carry br-ex")]);
});

const WG = { tree: made("wg0"), addresses: "9: wg0    inet 10.9.0.1/24", session: SESSION };
const WG_WAY = { "203.0.113.20,from,10.9.0.1": "wg0" };
const WG_KIND = "wireguard 9: wg0: <POINTOPOINT,UP> mtu 1420 \\    wireguard ";

it("WireGuard stands on the interface that its other end is reached by, with its mark", async () => {
  const { eth0, eth1, unread } = await told({
    ...WG,
    said: {
      kinds: WG_KIND,
      wireguard: "wg wg0 203.0.113.77:51820\nwg wg0 (none)\nmark wg0 0xca6c",
      routes: "default dev wg0 table 51820",
    },
    ways: { ...WG_WAY, "203.0.113.77,mark,51820": "eth1" },
  });
  expect(eth1.slice(0, 2)).toEqual([
    "session protected: carries the ssh session you are connected through (eth1 → wg0)",
    "default-route protected: carries the default route (eth1 → wg0)",
  ]);
  expect(eth0).toEqual([]);
  expect(unread).toEqual([]);
});

it("a tunnel whose other end nobody tells may stand on every interface that packets leave by", async () => {
  const { eth0, eth1 } = await told({ ...WG, said: { kinds: WG_KIND }, ways: WG_WAY });
  const text =
    "session protected: may carry wg0 (whose remote end is unknown), and with it the ssh session you are connected through";
  expect([eth0[0], eth1[0]]).toEqual([text, text]);
  const idle = await told({ ...WG, session: null, said: { kinds: WG_KIND } });
  expect([idle.eth0, idle.eth1]).toEqual([[], []]);
});

it("GRE and its like stand on the way to their other end, and on the interface that they are bound to", async () => {
  const gre = await told({
    tree: made("gre1"),
    said: {
      kinds:
        "gre 9: gre1@NONE: <UP> mtu 1476 \\    link/gre 192.0.2.7 peer 203.0.113.5 promiscuity 0 \\    gre remote 203.0.113.5 local 192.0.2.7 ttl inherit",
      routes: "default dev gre1",
    },
    ways: { "203.0.113.5,from,192.0.2.7": "eth0" },
  });
  expect(gre.eth0[0]).toBe("default-route protected: carries the default route (eth0 → gre1)");
  expect(gre.eth1).toEqual([]);
  const bound = await told({
    tree: made("vx0"),
    said: {
      kinds: "vxlan 9: vx0@eth1: <UP> mtu 1450 \\    vxlan id 3 group 239.1.1.1 dev eth1 srcport 0 0",
      routes: "default dev vx0",
    },
  });
  expect(bound.eth1[0]).toContain("(eth1 → vx0)");
  expect(bound.eth0).toEqual([]);
});

it("a session in a VRF is asked for there", async () => {
  const { eth1, unread } = await told({
    tree: { ...made("vrf-mgmt", "eth1"), "/sys/devices/virtual/net/vrf-mgmt/uevent": "DEVTYPE=vrf\n" },
    session: "203.0.113.20 50022 198.51.100.7 22",
    ways: { "203.0.113.20,from,198.51.100.7,vrf,vrf-mgmt": "eth1" },
  });
  expect(eth1[0]).toBe("session protected: carries the ssh session you are connected through (eth1)");
  expect(unread).toEqual([]);
});

it("a session whose address several VRFs have is asked for in each, and goes by the one that answers", async () => {
  const vrf = (name: string, member: string) => ({
    ...made(name, member),
    [`/sys/devices/virtual/net/${name}/uevent`]: "DEVTYPE=vrf\n",
  });
  const { eth0, eth1, unread } = await told({
    tree: { ...vrf("vrf-a", "eth1"), ...made("x0"), ...vrf("vrf-b", "x0"), ...made("x1") },
    addresses: "8: x0    inet 198.51.100.7/24\n9: x1    inet 198.51.100.7/24",
    session: "203.0.113.20 50022 198.51.100.7 22",
    ways: { "203.0.113.20,from,198.51.100.7,vrf,vrf-a": "eth1" },
  });
  expect(eth1[0]).toBe("session protected: carries the ssh session you are connected through (eth1)");
  expect([eth0, unread]).toEqual([[], []]);
});

it("the other end of a tunnel that is bound to a VRF is looked for there", async () => {
  const { eth1, unread } = await told({
    tree: {
      ...made("gre1"),
      ...made("vrf-a", "eth1"),
      "/sys/devices/virtual/net/vrf-a/uevent": "DEVTYPE=vrf\n",
    },
    said: {
      kinds: "gre 9: gre1@vrf-a: <UP> mtu 1476 \\    gre remote 203.0.113.5 ttl inherit",
      routes: "default dev gre1",
    },
    ways: { "203.0.113.5,vrf,vrf-a": "eth1" },
  });
  expect(eth1[0]).toContain("default-route protected: carries the default route (eth1 → ");
  expect(unread).toEqual([]);
});

describe("interfaces of one function in several network namespaces", () => {
  const PORTS = "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0";
  const other = "proc/71/root/sys";
  const missing =
    "namespace protected: has a network interface in another network namespace, and its traffic is unknown";
  const down: Tree = { [`${PORTS}/net/eth0/flags`]: "0x1002\n" };
  const spaces: Tree = {
    "/proc/self/ns/net": ["net:[1]"],
    "/proc/71/ns/net": ["net:[2]"],
    "/proc/71/comm": "nginx\n",
  };
  /** A second port, of the same name, in the namespace of process 71. */
  const found: Tree = {
    [`/${other}/class/net/eth0`]: [`../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/net/eth0`],
    [`/${other}/class/net/eth0/device`]: ["../.."],
  };
  const scene = async (hidden: string, tree: Tree = {}) =>
    (await told({ tree: { ...down, ...spaces, ...tree }, said: { hidden } })).eth0Whole;

  it("one that is elsewhere is told with who has it, although the other one is here", async () => {
    expect(await scene(`1 ${PORTS}/net`, found)).toEqual([
      "namespace in use: has its network interface eth0 in the network namespace of nginx (pid 71)",
    ]);
  });

  it("more than were found guard, whether none was found or one of them", async () => {
    expect(await scene(`1 ${PORTS}/net`)).toEqual([missing]);
    expect(await scene(`2 ${PORTS}/net`, found)).toContain(missing);
    expect(await scene(`1 ${PORTS}/net\n1 ${PORTS}/virtio3/net`, found)).toContain(missing);
  });
});

it("mosh, whose other end the kernel does not know, stands on the interface of its address", async () => {
  const tree = { "/proc/self/ns/net": ["net:[1]"], "/proc/950/comm": "mosh-server\n" } as const;
  const own = await told({ tree, said: { sessions: `own 950 net:[1] ${AT["198.51.100.7"]} 00000000:0000` } });
  expect(own.eth1).toEqual([
    "session protected: carries the connection of mosh-server you are connected through (eth1)",
  ]);
  expect([own.eth0, own.unread]).toEqual([[], []]);
  const any = await told({ tree, said: { sessions: "own 950 net:[1] 00000000:EA61 00000000:0000" } });
  const text =
    "session protected: may carry the connection of mosh-server you are connected through: its interface is unknown";
  expect([any.eth0, any.eth1]).toEqual([[text], [text]]);
});

it("1,000 other ends of WireGuard are all asked for", async () => {
  const ends = Array.from({ length: 1000 }, (_, at) => `203.0.${at >> 8}.${at & 255}`);
  const { eth1, unread } = await told({
    ...WG,
    session: null,
    said: {
      kinds: WG_KIND,
      wireguard: ends.map((end) => `wg wg0 ${end}:51820`).join("\n"),
      routes: "default dev wg0",
    },
    ways: Object.fromEntries(ends.map((end) => [end, end === ends[999] ? "eth1" : "eth0"])),
  });
  expect(eth1[0]).toBe("default-route protected: carries the default route (eth1 → wg0)");
  expect(unread).toEqual([]);
});

it("a session stands on the interface of its address and on the one by which the answers leave", async () => {
  const { eth0, eth1 } = await told({
    session: "203.0.113.20 50022 192.0.2.7 22",
    ways: { "203.0.113.20,from,192.0.2.7": "eth1" },
  });
  expect([eth0[0], eth1[0]].map((line) => line?.split(":")[0])).toEqual(["session protected", "session protected"]);
});

it("what the kernel does not answer is not known, and guards", async () => {
  const { unread, eth1 } = await told({ session: "203.0.113.20 50022 10.9.9.9 22" });
  expect(unread).toMatchObject([{ source: "routes", reason: "the kernel does not report how to reach 203.0.113.20" }]);
  expect(eth1[0]).toContain("session protected: may carry the ssh session");
});

it("a remote file system is the interface's by which its server is reached, and nobody's where that is this machine", async () => {
  const mount = (server: string) => ({
    "/proc/self/mountinfo": `30 27 0:42 / /home rw - nfs4 fs1:/home rw,addr=${server}`,
  });
  const far = await told({ tree: mount("203.0.113.9"), ways: { "203.0.113.9": "eth1" } });
  expect([far.eth0, far.eth1]).toEqual([[], ["network-root protected: leads to the server of /home (eth1)"]]);
  const near = await told({ tree: mount("192.0.2.7"), ways: { "192.0.2.7": "lo" } });
  expect([near.eth0, near.eth1]).toEqual([[], []]);
});

/** The root file system on a disk, which leads there by its path. */
function rootOn(name: string, folder: string): Tree {
  return {
    [`/sys/class/block/${name}`]: [folder],
    [`/sys/class/block/${name}/dev`]: "259:5",
    "/proc/self/mountinfo": `30 1 259:5 / / rw - ext4 /dev/${name} rw`,
  };
}
function overTcp(address: string): Tree {
  const control = "/sys/devices/virtual/nvme-fabrics/ctl/nvme1";
  const texts = { [`${control}/transport`]: "tcp", [`${control}/address`]: `traddr=203.0.113.9,${address}` };
  return { ...rootOn("nvme1n1", `${control}/nvme1n1`), "/sys/class/nvme/nvme1": [control], ...texts };
}
const ISCSI: Tree = {
  ...rootOn("sda", "/sys/devices/platform/host3/session1/target3:0:0/3:0:0:0/block/sda"),
  "/sys/class/iscsi_connection/connection1:0/address": "203.0.113.9",
};
const OF_ROOT = "leads to the machine that provides /";
const OF_HOME = "leads to the server of /home";
function homeOn(rest: string): Tree {
  return { "/proc/self/mountinfo": `30 1 0:42 / /home rw - ${rest}` };
}

describe("what is bound to an address here is asked for from there, and comes in where that address is", () => {
  it.each<[string, string, Pick<Case, "tree" | "said">]>([
    ["NVMe", OF_ROOT, { tree: overTcp("trsvcid=4420,host_traddr=198.51.100.7") }],
    ["NVMe, as its connection has it", OF_ROOT, { tree: overTcp("trsvcid=4420,src_addr=198.51.100.7") }],
    ["iSCSI", OF_ROOT, { tree: { ...ISCSI, "/sys/class/iscsi_host/host3/ipaddress": "198.51.100.7" } }],
    [
      "RBD",
      OF_ROOT,
      {
        tree: {
          ...rootOn("rbd0", "/sys/devices/rbd/0/block/rbd0"),
          "/sys/bus/rbd/devices/0/config_info": "203.0.113.9:6789 name=admin,ip=198.51.100.7 rbd image -",
        },
      },
    ],
    ["SMB", OF_HOME, { tree: homeOn("cifs //fs1/home rw,addr=203.0.113.9,srcaddr=198.51.100.7") }],
    ["CephFS", OF_HOME, { tree: homeOn("ceph 203.0.113.9:6789:/ rw,name=admin,ip=198.51.100.7") }],
    ["IPsec", "carries IPsec tunnels", { said: { services: "ipsec 203.0.113.9 198.51.100.7" } }],
  ])("%s", async (_, text, sent) => {
    const own = await told({ ...sent, ways: { "203.0.113.9": "eth0", "203.0.113.9,from,198.51.100.7": "eth1" } });
    expect(own.eth0).toEqual([]);
    expect(own.eth1).toEqual([expect.stringMatching(/ protected: /)]);
    expect(own.eth1[0]).toContain(text);
    const both = await told({ ...sent, ways: { "203.0.113.9,from,198.51.100.7": "eth0" } });
    expect([both.eth0[0], both.eth1[0]]).toEqual([expect.stringContaining(text), expect.stringContaining(text)]);
    const none = await told({ ...sent, ways: { "203.0.113.9": "eth0" } });
    expect(none.unread).toMatchObject([{ source: "routes" }]);
  });

  it("NFS, which is called back there, and calls as the kernel chooses", async () => {
    const tree = homeOn("nfs4 fs1:/home rw,vers=4.0,clientaddr=198.51.100.7,addr=203.0.113.9");
    const { eth0, eth1 } = await told({
      tree,
      ways: { "203.0.113.9": "eth0", "203.0.113.9,from,198.51.100.7": "eth1" },
    });
    expect([eth0, eth1]).toEqual([
      [`network-root protected: ${OF_HOME} (eth0)`],
      [`network-root protected: ${OF_HOME} (eth1)`],
    ]);
  });

  it("in the VRF of that address", async () => {
    const { eth1, unread } = await told({
      tree: {
        ...homeOn("cifs //fs1/home rw,addr=203.0.113.9,srcaddr=198.51.100.7"),
        ...made("vrf-store", "eth1"),
        "/sys/devices/virtual/net/vrf-store/uevent": "DEVTYPE=vrf\n",
      },
      ways: { "203.0.113.9,from,198.51.100.7,vrf,vrf-store": "eth1" },
    });
    expect(eth1[0]).toContain(OF_HOME);
    expect(unread).toEqual([]);
  });

  it("but not from one that is not here any more", async () => {
    const tree = homeOn("cifs //fs1/home rw,addr=203.0.113.9,srcaddr=198.51.100.77");
    const { eth0, unread } = await told({ tree, ways: { "203.0.113.9": "eth0" } });
    expect(eth0[0]).toContain(OF_HOME);
    expect(unread).toEqual([]);
  });
});

it.each<[string, Tree]>([
  ["NVMe", overTcp("trsvcid=4420,host_iface=eth1")],
  ["iSCSI", { ...ISCSI, "/sys/class/iscsi_host/host3/netdev": "eth1" }],
])("what is bound to an interface goes by that one: %s", async (_, tree) => {
  const { eth0, eth1, unread } = await told({ tree, ways: { "203.0.113.9": "eth0" } });
  expect([eth0, unread]).toEqual([[], []]);
  expect(eth1[0]).toContain(OF_ROOT);
});

it("an iSCSI host that is bound to nothing is asked for as the kernel chooses", async () => {
  const none = { "/sys/class/iscsi_host/host3/netdev": "<NULL>", "/sys/class/iscsi_host/host3/ipaddress": "" };
  const { eth0, eth1 } = await told({ tree: { ...ISCSI, ...none }, ways: { "203.0.113.9": "eth0" } });
  expect(eth0[0]).toContain(OF_ROOT);
  expect(eth1).toEqual([]);
});

/** As /proc/net/tcp has 192.0.2.7, 198.51.100.7 and 203.0.113.20; and the last one through IPv6. */
const AT = { "192.0.2.7": "070200C0:0016", "198.51.100.7": "076433C6:0016", peer: "147100CB:C366" } as const;
const SIX = { local: "0000000000000000FFFF0000076433C6:0016", peer: "0000000000000000FFFF0000147100CB:C366" } as const;

it("sessions come from the sockets of ssh servers: one's own, by whatever rights, and those of others", async () => {
  const { eth0, eth1 } = await told({
    tree: { "/proc/self/ns/net": ["net:[1]"], "/proc/812/comm": "sshd-session\n", "/proc/900/comm": "sshd\n" },
    said: { sessions: `own 812 net:[1] ${AT["192.0.2.7"]} ${AT.peer}\nother 900 net:[1] ${SIX.local} ${SIX.peer}` },
    ways: { "203.0.113.20,from,192.0.2.7": "eth0", "203.0.113.20,from,198.51.100.7": "eth1" },
  });
  expect(eth0).toEqual(["session protected: carries the ssh session you are connected through (eth0)"]);
  expect(eth1).toEqual(["other-session protected: carries an ssh session from 203.0.113.20 (eth1)"]);
});

it("without one of one's own, as in tmux, every session may be it", async () => {
  const { eth1 } = await told({
    tree: { "/proc/self/ns/net": ["net:[1]"], "/proc/900/comm": "sshd\n" },
    said: { sessions: `other 900 net:[1] ${SIX.local} ${SIX.peer}` },
    ways: { "203.0.113.20,from,198.51.100.7": "eth1" },
  });
  expect(eth1).toEqual([
    "session protected: carries an ssh session from 203.0.113.20, possibly your connection (eth1)",
  ]);
});

it("without one of one's own, as by a remote desktop, any connection with another machine may be it", async () => {
  const tree = { "/proc/self/ns/net": ["net:[1]"], "/proc/900/comm": "sshd\n" } as const;
  const text = "a connection with another machine, possibly your connection";
  const desktop = await told({ tree, said: { connections: `${SIX.local.replace("0016", "0D3D")}` } });
  expect(desktop.eth1).toEqual([`session protected: carries ${text} (eth1)`]);
  expect([desktop.eth0, desktop.unread]).toEqual([[], []]);
  const service = await told({ tree, said: { connections: "057100CB:01BB" } });
  const may = `session protected: may carry ${text}: its interface is unknown`;
  expect([service.eth0, service.eth1]).toEqual([[may], [may]]);
  // Of those at one address it is enough to tell of one.
  const ssh = { sessions: `other 900 net:[1] ${SIX.local} ${SIX.peer}`, connections: AT["198.51.100.7"] };
  const beside = await told({ tree, said: ssh, ways: { "203.0.113.20,from,198.51.100.7": "eth1" } });
  expect(beside.eth1.join()).not.toContain("another machine");
  const own = { ...ssh, sessions: `own 900 net:[1] ${AT["192.0.2.7"]} ${AT.peer}` };
  const known = await told({ tree, said: own, ways: { "203.0.113.20,from,192.0.2.7": "eth0" } });
  expect(known.eth1).toEqual([]);
});

it("one through this machine itself may come from anywhere; what a shell's own parent has with itself is no session", async () => {
  const loop = "0100007F:0016 0100007F:C366";
  const tree = { "/proc/self/ns/net": ["net:[1]"], "/proc/812/comm": "sshd\n", "/proc/900/comm": "node\n" } as const;
  const ways = { "127.0.0.1,from,127.0.0.1": "lo" };
  const through = await told({ tree, said: { sessions: `own 812 net:[1] ${loop}` }, ways });
  const text = "session protected: may carry the ssh session you are connected through: its interface is unknown";
  expect([through.eth0, through.eth1]).toEqual([[text], [text]]);
  const none = await told({ tree, said: { sessions: `own 900 net:[1] ${loop}` }, ways });
  expect([none.eth0, none.eth1]).toEqual([[], []]);
});

it("a session in another network namespace stands on the functions that went there", async () => {
  const card = `${PORT}/0000:01:00.1`;
  const { eth1, unread } = await told({
    tree: {
      "/sys/class/net/eth1": null,
      "/proc/self/ns/net": ["net:[1]"],
      "/proc/50/ns/net": ["net:[2]"],
      "/proc/50/comm": "pause\n",
      "/proc/50/root/sys/class/net/mgmt0/device": [card],
      "/proc/900/comm": "sshd\n",
    },
    said: { sessions: `own 900 net:[2] ${AT["198.51.100.7"]} ${AT.peer}` },
  });
  expect(eth1[0]).toBe(
    "session protected: carries the ssh session you are connected through (in another network namespace)",
  );
  // From here nobody can be asked how its other end is reached.
  expect(unread).toEqual([]);
});

it("a machine reached by ssh on which no session is found says so", async () => {
  expect((await told({ isRemote: true })).unread).toMatchObject([{ source: "session", code: "ENOENT" }]);
});

it("service addresses on the loopback or a dummy are told of every interface that leads to them", async () => {
  const addresses = "1: lo    inet 127.0.0.1/8\n1: lo    inet 203.0.113.53/32\n8: d0    inet 203.0.113.54/32";
  const { eth0 } = await told({
    tree: { ...made("lo"), ...made("d0") },
    addresses,
    said: { kinds: "dummy 8: d0: <UP> mtu 1500 \\    dummy " },
  });
  expect(eth0).toEqual(["net in use: may carry packets to 203.0.113.54 and 203.0.113.53 of d0 and lo"]);
});

it("ports of VFs in a switch are the PF's, so that changing the number of VFs is guarded", async () => {
  const { eth0 } = await told({
    tree: {
      ...onCard("eth0_0", NICS.eth0),
      [`${NICS.eth0}/net/eth0_0/phys_port_name`]: "pf0vf0\n",
      ...made("ovs-system", "eth0_0"),
    },
  });
  expect(eth0[0]).toBe("representor protected: has representors of its VFs in ovs-system (eth0_0)");
});

it.each(["pf0vfr0", "p0pf0vf0", "0"])("a port of a VF is told by its driver's name of it: %s", async (portName) => {
  const { eth0 } = await told({
    tree: {
      ...onCard("eth0_0", NICS.eth0),
      [`${NICS.eth0}/net/eth0_0/phys_port_name`]: `${portName}\n`,
      ...made("ovs-system", "eth0_0"),
    },
  });
  expect(eth0[0]).toBe("representor protected: has representors of its VFs in ovs-system (eth0_0)");
});

it("PFs in one bond pass packets of each other's VFs, where they have ports of VFs", async () => {
  const bond = {
    ...made("bond0", "eth0", "eth1"),
    "/sys/devices/virtual/net/bond0/bonding/mode": "802.3ad 4\n",
  };
  const port = { ...onCard("eth1_0", NICS.eth1), [`${NICS.eth1}/net/eth1_0/phys_port_name`]: "pf1vf0\n" };
  const { eth0, eth1 } = await told({ tree: { ...bond, ...port } });
  expect(eth0[0]).toBe("vf-lag protected: also passes packets of VFs of 0000:01:00.1 (VF LAG of bond0)");
  expect(eth1[0]).toBe("vf-lag protected: has VFs whose packets also pass 0000:01:00.0 (VF LAG of bond0)");
  expect((await told({ tree: bond })).eth0.join()).not.toContain("VF LAG");
});

it.each([
  ["USB", `${PORT}/0000:01:00.1/usb3/3-1/3-1:1.0/net/eth9`],
  ["Thunderbolt", `${PORT}/0000:01:00.1/domain1/1-0/1-1/1-1.0/net/eth9`],
  ["a wireless card", `${PORT}/0000:01:00.1/net/eth9`],
])("an interface behind a function is of that function: %s", async (_, folder) => {
  const { eth0, eth1 } = await told({
    tree: {
      [`${folder}/flags`]: "0x1003\n",
      [`${folder}/device`]: [folder.replace(/\/net\/eth9$/, "")],
      "/sys/class/net/eth9": [folder],
    },
    said: { routes: "default via 192.0.2.1 dev eth9" },
  });
  expect(eth1[0]).toBe("default-route protected: carries the default route (eth9)");
  expect(eth0).toEqual([]);
});

it("PPPoE stands on the interface that it goes out by, which has no address", async () => {
  const { eth0, eth1 } = await told({
    tree: {
      ...made("ppp0"),
      "/sys/devices/virtual/net/ppp0/uevent": "DEVTYPE=ppp\nINTERFACE=ppp0\n",
      "/proc/net/pppoe": "Id       Address              Device\n00000001 00:11:22:33:44:55     eth1\n",
    },
    said: { routes: "default dev ppp0 scope link", addresses: "2: eth0    inet 192.0.2.7/24" },
  });
  expect(eth1[0]).toBe("default-route protected: carries the default route (eth1 → ppp0)");
  expect(eth0).toEqual([]);
});

it("an interface may be called as objects have their members, or hold the sign of a parent", async () => {
  const tree = {
    ...onCard("constructor", NICS.eth0),
    ...onCard("__proto__", NICS.eth1),
    ...made("a@b", "constructor"),
  };
  const addresses = "7: constructor    inet 10.0.0.1/8\n8: __proto__    inet 10.0.0.2/8\n9: a@b    inet 10.0.0.3/8";
  const { facts, eth0 } = await told({ tree, addresses, said: { routes: "default dev a@b" } });
  expect(facts.interfaces.map(({ name, addresses: own }) => `${name} ${own}`)).toEqual([
    "__proto__ 10.0.0.2",
    "a@b 10.0.0.3",
    "constructor 10.0.0.1",
    "eth0 192.0.2.7",
    "eth1 198.51.100.7",
  ]);
  expect(eth0[0]).toBe("default-route protected: carries the default route (constructor → a@b)");
});

it("30,000 interfaces on one card with a route and an address each are told in a few sentences", async () => {
  const names = Array.from({ length: 30_000 }, (_, at) => `v${at}`);
  const tree = Object.assign({}, ...names.map((name) => made(name, "eth0")));
  const { eth0, eth1 } = await told({
    tree,
    addresses: names.map((name, at) => `9: ${name}    inet 10.${at >> 16}.${(at >> 8) & 255}.${at & 255}/8`).join("\n"),
    said: { routes: names.map((name) => `default dev ${name} table 9`).join("\n") },
  });
  expect(eth0.map((line) => line.length < 200)).toEqual([true, true]);
  expect(eth1).toEqual([]);
});
