/** What uses a machine is told over the helper as it is told on the spot. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import {
  NAMESPACE_KIND_WORDS,
  USAGE_HELPER_WORDS,
  USAGE_PART_WORDS,
} from "../../../shared/words/texts/usage-helper.ts";
import { USAGE_NETWORK_WORDS } from "../../../shared/words/texts/usage-network.ts";
import { HelperChannel, HelperRefusal } from "./helper-channel.ts";
import {
  changedScript,
  linkBusybox,
  openTree,
  placesOf,
  startShell,
  userlands,
  withPrograms,
} from "./testing/tree-helper.ts";

const root = mkdtempSync(join(tmpdir(), "usage-"));
const tools = mkdtempSync(join(tmpdir(), "tools-"));
const USERLANDS = userlands(linkBusybox(tools));
afterAll(() => {
  for (const folder of [root, tools]) rmSync(folder, { recursive: true });
});

/** Files (text) and links (an array), below a folder of their own. */
const TREE: Readonly<Record<string, string | readonly [target: string]>> = {
  "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/net/eth0/flags": "0x1003\n",
  "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/net/eth0/device": ["../.."],
  "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/boot_vga": "1\n",
  "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/modalias":
    "pci:v000015B3d0000101Esv00000000sd00000000bc02sc00i00\n",
  "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/infiniband_verbs/uverbs0/device": ["../.."],
  "sys/devices/pci0000:00/0000:00:02.0/0000:02:00.0/nvme/nvme0/model": "disk",
  "sys/devices/virtual/net/bond0/flags": "0x1403\n",
  "sys/devices/virtual/net/bond0/bonding/mode": "active-backup 1\n",
  "sys/devices/virtual/net/bond0/lower_eth0": ["../../../pci0000:00/0000:00:01.0/0000:01:00.0/net/eth0"],
  "sys/devices/virtual/net/vlan7/flags": "0x1003\n",
  "sys/devices/virtual/net/vlan7/uevent": "DEVTYPE=vlan\nINTERFACE=vlan7\n",
  "sys/devices/virtual/net/vlan7/lower_bond0": ["../bond0"],
  "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0": ["../../../pci0000:00/0000:00:02.0/0000:02:00.0/nvme/nvme0"],
  "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1/dev": "259:0\n",
  "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1/nvme0n1p3/dev": "259:3\n",
  "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1/nvme0n1p3/partition": "3\n",
  "sys/devices/virtual/block/dm-0/dev": "253:0\n",
  "sys/devices/virtual/block/dm-0/dm/name": "vg0-root\n",
  "sys/devices/virtual/block/dm-0/slaves/nvme0n1p3": ["../../../../nvme-subsystem/nvme-subsys0/nvme0n1/nvme0n1p3"],
  "sys/bus/pci/devices/0000:01:00.0": ["../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0"],
  "sys/class/net/eth0": ["../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/net/eth0"],
  "sys/class/net/bond0": ["../../devices/virtual/net/bond0"],
  "sys/class/net/vlan7": ["../../devices/virtual/net/vlan7"],
  "sys/class/infiniband_verbs/uverbs0": ["../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/infiniband_verbs/uverbs0"],
  "sys/class/nvme-subsystem/nvme-subsys0": ["../../devices/virtual/nvme-subsystem/nvme-subsys0"],
  "sys/class/block/nvme0n1": ["../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1"],
  "sys/class/block/nvme0n1p3": ["../../devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1/nvme0n1p3"],
  "sys/class/block/dm-0": ["../../devices/virtual/block/dm-0"],
  "sys/kernel/iommu_groups/3/reserved_regions": "0x7b000000 0x7f7fffff direct\n0xfee00000 0xfeefffff msi\n",
  "sys/firmware/acpi/tables/DMAR": "",
  "sys/module/vfio_pci/parameters/disable_denylist": "N\n",
  "dev/dm-0": "",
  "dev/mapper/vg0-root": ["../dm-0"],
  "proc/interrupts": "  CPU0 CPU1\n  0: 42 0 IR-IO-APIC 2-edge timer\n  9: 0 7 IR-IO-APIC 9-fasteoi acpi\n",
  "proc/cmdline": "root=/dev/sda intel_iommu=off\n",
  "proc/self/mountinfo":
    "27 1 253:0 / / rw - ext4 /dev/mapper/vg0-root rw\n30 27 0:42 / /h rw - nfs4 fs1:/h rw,addr=198.51.100.9\n",
  "proc/swaps": "Filename Type Size Used Priority\n/dev/mapper/vg0-root partition 1 0 -2\n",
  "proc/net/route":
    "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\nvlan7\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\nvlan7\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n",
  "proc/net/fib_trie":
    "Local:\n  +-- 0.0.0.0/0 3 0 5\n     +-- 192.0.2.0/24 2 0 2\n        |-- 192.0.2.0\n           /24 link UNICAST\n        |-- 192.0.2.7\n           /32 host LOCAL\n        |-- 192.0.2.255\n           /32 link BROADCAST\n",
  "proc/net/tcp": "  sl  local_address rem_address   st\n",
  "proc/net/if_inet6": "20010db8000000000000000000000007 07 40 00 80 vlan7\n",
  "proc/self/ns/net": ["net:[1]"],
  "proc/2/ns/net": ["net:[1]"],
  "proc/70/ns/net": ["net:[1]"],
  "proc/70/comm": "qemu-system-x86\n",
  "proc/70/cmdline": "qemu\0-name\0guest=build-7,debug-threads=on\0",
  // What is open goes by its number alone: here devices that every machine has stand for others.
  "sys/dev/char/1:3": ["../../devices/virtual/vfio/41"],
  "sys/dev/char/1:5": ["../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/infiniband_verbs/uverbs0"],
  "sys/dev/char/1:7": ["../../devices/virtual/mem/full"],
  "proc/70/fd/3": ["/dev/null"],
  "proc/70/fd/4": ["/dev/full"],
  "proc/71/ns/net": ["net:[2]"],
  "proc/71/comm": "nginx\n",
  "proc/71/fd/8": ["/dev/zero"],
  "proc/71/fd/9": ["/dev/zero"],
  "proc/72/fd/0": ["/dev/full"],
  "proc/consoles": "ttyS0 -W- (EC p a) 4:64\n",
  "sys/devices/platform/serial8250/tty/ttyS0/dev": "4:64\n",
  "sys/class/tty/ttyS0": ["../../devices/platform/serial8250/tty/ttyS0"],
  // Its interface is in another namespace.
  "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.1/net/.none": "",
  "sys/bus/pci/devices/0000:01:00.1": ["../../../devices/pci0000:00/0000:00:01.0/0000:01:00.1"],
  "proc/71/root/sys/class/net/net1": ["../../devices/pci0000:00/0000:00:01.0/0000:01:00.1/net/net1"],
  "proc/71/root/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.1/net/net1/device": ["../.."],
};

for (const [path, what] of Object.entries(TREE)) {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  if (typeof what === "string") writeFileSync(place, what);
  else symlinkSync(what[0], place);
}

const IP = `ip() {
  case "$*" in
    '-o -d link show') ;;
    '-o address') printf '7: vlan7    inet 192.0.2.7/24 brd 192.0.2.255 scope global vlan7\\n7: vlan7    inet6 2001:db8::7/64 scope global\\n' ;;
    '-o -4 route show table all') printf 'default via 192.0.2.1 dev vlan7 \\nunreachable default dev lo\\n192.0.2.0/24 dev vlan7 scope link\\n0.0.0.0/1 dev wg0 table 9\\n' ;;
    '-o -6 route show table all') printf 'default via fe80::1 dev vlan7 metric 1024 pref medium\\nmulticast ff00::/8 dev vlan7 table local\\n' ;;
    '-o route get 198.51.100.4 from 192.0.2.7') echo '198.51.100.4 from 192.0.2.7 via 192.0.2.1 dev vlan7 uid 0' ;;
    '-o route get 198.51.100.9') echo '198.51.100.9 via 192.0.2.1 dev vlan7 src 192.0.2.7 uid 0' ;;
    *) return 1 ;;
  esac
}
nsenter() { set -- "\${1#--net=}" && (cd "\${1%/ns/net}/root" 2>/dev/null && ls -ldn sys/class/net/* sys/class/net/*/device /proc/self/ns/net) }`;
const CONNECTION = "198.51.100.4 50022 192.0.2.7 22";

describe.each(USERLANDS)("usage through $name", (userland) => {
  it("is read to its end, source by source", async () => {
    const programs = `${IP}\nSSH_CONNECTION='${CONNECTION}'\nid() { echo 0; }`;
    const host = await openTree(join(root, "sys"), { userland, programs, kind: "ssh" });
    const usage = await host.usage();
    expect(usage.unread).toEqual([]);
    expect(usage.interfaces.map(({ name, bdf, lower, kind, up }) => [name, bdf, lower, kind, up])).toEqual([
      ["bond0", null, ["eth0"], "bond", true],
      ["eth0", "0000:01:00.0", [], null, true],
      ["vlan7", null, ["bond0"], "vlan", true],
      ["net1", "0000:01:00.1", [], null, null],
    ]);
    expect(usage.interfaces[3]?.movedTo).toEqual({ pid: 71, process: "nginx" });
    expect(usage.routes).toEqual([
      { interface: "vlan7", destination: "0.0.0.0", prefix: 0 },
      { interface: "wg0", destination: "0.0.0.0", prefix: 1 },
      { interface: "vlan7", destination: "::", prefix: 0 },
    ]);
    expect(usage.peers).toEqual([{ kind: "mount", address: "198.51.100.9", what: "/h", by: ["vlan7"] }]);
    expect(usage.sessions).toMatchObject([{ local: "192.0.2.7", isOwn: true, by: ["vlan7"] }]);
    expect(usage.blocks.map(({ name, bdfs, below, label }) => [name, bdfs, below, label])).toEqual([
      ["dm-0", [], ["nvme0n1p3"], "vg0-root"],
      ["nvme0n1", ["0000:02:00.0"], [], null],
      ["nvme0n1p3", [], ["nvme0n1"], null],
    ]);
    expect(usage.mounts.map(({ kind, where, devices }) => [kind, where, devices])).toEqual([
      ["mount", "/", ["dm-0"]],
      ["mount", "/h", []],
      ["swap", "/dev/mapper/vg0-root", ["dm-0"]],
    ]);
    expect(usage.holders.map(({ node, pid, process, vm }) => [node, pid, process, vm])).toEqual([
      ["/dev/vfio/41", 70, "qemu-system-x86", "build-7"],
      ["/dev/infiniband/uverbs0", 71, "nginx", null],
    ]);
    expect(usage.fixtures.map(({ name }) => name)).toEqual(["boot_vga"]);
    expect(usage.directRegions.map(({ group }) => group)).toEqual(["3"]);
    expect(usage.platform).toMatchObject({ iommuTables: ["DMAR"], remapsInterrupts: true, denylistOff: false });
  });

  it("takes an interface with quotes in its name for what it is", async () => {
    const odd = join(root, "sys/class/net/a'b\"c");
    symlinkSync("../../devices/virtual/net/bond0", odd);
    onTestFinished(() => rmSync(odd));
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { interfaces, unread } = await host.usage();
    expect(unread).toEqual([]);
    expect(interfaces.map(({ name }) => name)).toEqual(["a'b\"c", "bond0", "eth0", "vlan7", "net1"]);
  });

  it("says which source was not read to its end, and reads the others", async () => {
    // What reads is ended before the last of its list, as where memory runs out.
    const killed = withPrograms(userland, {
      grep: 'case "$*" in *self/mountinfo\\ *) kill -9 $$ ;; esac; exec grep "$@"',
    });
    const host = await openTree(join(root, "sys"), { userland: killed, programs: `${IP}\nid() { echo 0; }` });
    const { unread, routes } = await host.usage();
    expect(unread.filter(({ source }) => source !== "containers")).toEqual([
      { source: "mounts", code: "EIO", reason: USAGE_HELPER_WORDS.ended },
    ]);
    expect(routes).not.toEqual([]);
  });

  it("has no routes to tell of where what picks them out was ended", async () => {
    const killed = withPrograms(userland, { awk: `case "$*" in *'"default"'*) kill -9 $$ ;; esac; exec awk "$@"` });
    const host = await openTree(join(root, "sys"), { userland: killed, programs: `${IP}\nid() { echo 0; }` });
    expect((await host.usage()).unread.filter(({ source }) => source === "routes")).toEqual([
      { source: "routes", code: "EIO", reason: USAGE_HELPER_WORDS.ended },
    ]);
  });

  it("reads more names than one call takes, and says where the last of them are missing", async () => {
    for (let n = 0; n < 600; n++) put(`sys/class/net/many${n}`, ["../../devices/virtual/net/bond0"]);
    const programs = `${IP}\nid() { echo 0; }`;
    const whole = await (await openTree(join(root, "sys"), { userland, programs })).usage();
    expect(whole.unread).toEqual([]);
    expect(whole.interfaces.filter(({ name }) => name.startsWith("many"))).toHaveLength(600);
    const killed = withPrograms(userland, { ls: 'case "$*" in *many500*) kill -9 $$ ;; esac; exec ls "$@"' });
    const cut = await (await openTree(join(root, "sys"), { userland: killed, programs })).usage();
    expect(cut.unread.map(({ source }) => source)).toContain("interfaces");
  });

  it("finds the interface of the connection on a machine without ip", async () => {
    const programs = `ip() { return 127; }\nSSH_CONNECTION='${CONNECTION}'`;
    const host = await openTree(join(root, "sys"), { userland, programs, kind: "ssh" });
    const { interfaces, unread } = await host.usage();
    expect(unread.find(({ source }) => source === "routes")?.reason).toEqual(USAGE_HELPER_WORDS.mainTable);
    expect(interfaces.flatMap(({ name, addresses }) => addresses.map((address) => `${name} ${address}`))).toEqual([
      "vlan7 192.0.2.7",
      "vlan7 2001:db8::7",
    ]);
  });

  it("has the addresses of the kernel's own table where there is neither ip nor a connection", async () => {
    const host = await openTree(join(root, "sys"), { userland, programs: "ip() { return 127; }" });
    const vlan = (await host.usage()).interfaces.find(({ name }) => name === "vlan7");
    expect(vlan?.addresses).toEqual(["192.0.2.7", "2001:db8::7"]);
  });
});

describe.each(USERLANDS)("names that others make, through $name", (userland) => {
  const programs = `${IP}\nid() { echo 0; }`;

  it("begin no line of their own: a link whose target has a line feed is not taken apart", async () => {
    const target = "x\nsys/class/block/nvme0n1 -> ../../devices/platform/x\n=read interfaces\n=routes";
    put("sys/class/net/odd", [target]);
    const { unread, routes, blocks } = await (await openTree(join(root, "sys"), { userland, programs })).usage();
    expect(unread).toEqual([]);
    expect(blocks.find(({ name }) => name === "nvme0n1")?.bdfs).toEqual(["0000:02:00.0"]);
    expect(routes.map(({ interface: name }) => name)).not.toContain("odd");
  });

  it("in the root directory of a program in another network namespace are not looked at", async () => {
    put("proc/71/root/sys/class/net/odd", ["x\nsys/class/block/nvme0n1 -> ../../devices/platform/x"]);
    const none = `${programs}\nnsenter() { ls -ldn /proc/self/ns/net; }`;
    const { unread, interfaces, hidden, blocks } = await (
      await openTree(join(root, "sys"), { userland, programs: none })
    ).usage();
    expect(unread).toEqual([]);
    expect(interfaces.map(({ name }) => name)).not.toContain("odd");
    expect(hidden).toEqual(["0000:01:00.1"]);
    expect(blocks.find(({ name }) => name === "nvme0n1")?.bdfs).toEqual(["0000:02:00.0"]);
  });

  it("cannot make an answer so long that this program ends: what is too long is unread", async () => {
    const path = userland.path === undefined ? {} : { PATH: userland.path };
    const script = changedScript({ places: { ...placesOf(join(root, "sys")), ...path, LONGEST: "300" }, programs });
    const { channel } = await HelperChannel.open(startShell(script, userland.shell));
    onTestFinished(() => channel.close("the test is over"));
    expect(await channel.request("usage", "blocks")).not.toContain("=read");
    expect(await channel.request("usage", "swaps")).toContain("=read swaps");
  });
});

it("in a chroot, what is mounted is not known", async () => {
  put("proc/1/root", ["/"]);
  put("proc/self/root", ["/tmp"]);
  const host = await openTree(join(root, "sys"), { programs: `${IP}\nid() { echo 0; }` });
  expect((await host.usage()).unread).toMatchObject([{ source: "mounts", reason: USAGE_HELPER_WORDS.chroot }]);
});

it("a program whose first thread has ended still has open what its others have", async () => {
  put("proc/77/stat", "77 (qemu (1) Z Z 1 0\n");
  put("proc/77/task/78/fd/9", ["/dev/zero"]);
  const host = await openTree(join(root, "sys"), { programs: `${IP}\nid() { echo 0; }` });
  expect((await host.usage()).holders).toContainEqual(expect.objectContaining({ pid: 77, kind: "rdma" }));
});

describe("who has what open is not known", () => {
  const holders = async (
    programs: string,
    files: Readonly<Record<string, string | readonly [string]>> = {},
    tools: Readonly<Record<string, string>> = {},
  ) => {
    for (const [path, what] of Object.entries(files)) {
      const place = join(root, path);
      mkdirSync(dirname(place), { recursive: true });
      if (typeof what === "string") writeFileSync(place, what);
      else symlinkSync(what[0], place);
    }
    const userland = withPrograms({ name: "dash", shell: ["dash"] }, tools);
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\n${programs}` });
    const { unread, holders: found } = await host.usage();
    for (const path of Object.keys(files)) rmSync(join(root, path));
    return { reasons: unread.filter(({ source }) => source === "holders").map(({ reason }) => reason), found };
  };
  /** What `stat` says of descriptors; else, of the root, it is asked which words it takes. */
  const stat = (said: string) => ({ stat: `case $1 in -L) ${said}; echo /dev/null:21b6:1:3 ;; *) exit 1 ;; esac` });

  it("to one who is not root, and to root of a container", async () => {
    expect((await holders("id() { echo 1000; }")).reasons).toEqual([
      USAGE_HELPER_WORDS.onlyRoot({ what: USAGE_PART_WORDS.open }),
    ]);
    expect((await holders("id() { echo 0; }", { "proc/self/ns/pid": ["pid:[4026532001]"] })).reasons).toEqual([
      USAGE_HELPER_WORDS.ownNamespace({ kind: NAMESPACE_KIND_WORDS.pid }),
    ]);
    expect((await holders("id() { echo 0; }", { "proc/self/ns/pid": ["pid:[4026531836]"] })).reasons).toEqual([]);
  });

  it.each([
    ["coreutils", "cannot statx"],
    ["busybox", "can't stat"],
  ])("to root who may not look into others, as %s says; a file that its server keeps is no matter", async (_, says) => {
    const refusing = (path: string) => ({
      ...stat(`echo "stat: ${says} '${path}': Permission denied"`),
      ls: `for last; do :; done
[ "$last" != proc/99/fd/9 ] || { echo "ls: cannot read symbolic link '$last': Permission denied" >&2; exit 1; }
exec ls "$@"`,
    });
    expect((await holders("id() { echo 0; }", {}, refusing("proc/99/fd/9"))).reasons).toEqual([
      USAGE_HELPER_WORDS.denied,
    ]);
    expect((await holders("id() { echo 0; }", {}, refusing("proc/70/fd/3"))).reasons).toEqual([]);
  });

  it("of functions that are open by themselves, whose name comes from the kernel alone", async () => {
    const files = {
      "proc/70/fd/12": ["anon_inode:[vfio-device]"],
      "proc/70/fd/13": ["/tmp/anon_inode:[vfio-device]"],
      "proc/70/fdinfo/12": "pos:\t0\nvfio-device-syspath: /sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0\n",
    } as const;
    const tools = stat("echo proc/70/fd/12:180:0:0; echo proc/70/fd/13:180:0:0");
    const { found, reasons } = await holders("id() { echo 0; }", files, tools);
    expect(reasons).toEqual([]);
    expect(found.map(({ kind, bdf, pid, vm }) => [kind, bdf, pid, vm])).toEqual([
      ["vfio", "0000:01:00.0", 70, "build-7"],
    ]);
  });
});

it("is told to be unknown where the connection is", async () => {
  const host = await openTree(join(root, "sys"), { programs: `${IP}\nid() { echo 0; }`, kind: "ssh" });
  expect((await host.usage()).unread).toMatchObject([{ source: "session" }]);
});

/** A file or a link that is there until the test ends. */
function put(path: string, what: string | readonly string[]): void {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  if (typeof what === "string") writeFileSync(place, what);
  else symlinkSync(what[0] ?? "", place);
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
}

/** Sockets of process 812, through which this shell was started, and of 900, which is an ssh server. */
const SOCKETS = {
  "proc/2/ns/pid": ["pid:[4026531836]"],
  "proc/812/ns/net": ["net:[1]"],
  "proc/812/comm": "sshd-session\n",
  "proc/812/stat": "812 (sshd) \n) S 1 0 0 0\n",
  "proc/812/fd/4": ["socket:[5001]"],
  "proc/812/net/tcp":
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n" +
    "   0: 070200C0:0016 046433C6:C366 01 00000000:00000000 00:00000000 00000000     0        0 5001 1\n" +
    "   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5003 1\n" +
    "   2: 070200C0:0016 056433C6:C366 01 00000000:00000000 00:00000000 00000000     0        0 5002 1\n" +
    "   3: 070200C0:0050 066433C6:C366 01 00000000:00000000 00:00000000 00000000     0        0 5009 1\n",
  "proc/900/ns/net": ["net:[1]"],
  "proc/900/comm": "sshd\n",
  "proc/900/fd/3": ["socket:[5003]"],
  "proc/900/fd/5": ["socket:[5002]"],
} as const;

/** Sockets of the tree are links, as those of /proc look; there, what is behind them is asked for. */
const SOCKET_STAT = `for f; do case $(readlink "$f") in
  socket:*) n=$(readlink "$f"); n=\${n#*[}; echo "$f:c1ff:0:0:\${n%]}" ;;
esac; done
exec stat "$@"`;

describe.each(USERLANDS)("sessions through $name", (plain) => {
  let userland = plain;
  beforeEach(() => {
    userland = withPrograms(plain, { stat: SOCKET_STAT });
  });

  it("are those of one's own, though nothing in the environment tells, and those of others", async () => {
    for (const [path, what] of Object.entries(SOCKETS)) put(path, what);
    const born = `mkdir -p '${root}/proc/$$' && echo "$$ (sh) S 812 0" >"${root}/proc/$$/stat"`;
    const programs = `${IP}\nid() { echo 0; }\n${born.replace("'", '"').replace("'", '"')}`;
    const host = await openTree(join(root, "sys"), { userland, programs });
    const { sessions } = await host.usage();
    expect(sessions.map(({ remote, program, isOwn }) => [remote, program, isOwn])).toEqual([
      ["198.51.100.4", "sshd-session", true],
      ["198.51.100.5", "sshd", false],
    ]);
  });

  it("are not those that a program at a terminal has made, though this one was started by it", async () => {
    for (const [path, what] of Object.entries(SOCKETS)) put(path, what);
    put("proc/811/ns/net", ["net:[1]"]);
    put("proc/811/comm", "npm start\n");
    put("proc/811/stat", "811 (npm start) S 812 811 700 34816 811\n");
    put("proc/811/fd/9", ["socket:[5009]"]);
    const born = `mkdir -p "${root}/proc/$$" && echo "$$ (sh) S 811 0 0 0" >"${root}/proc/$$/stat"`;
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }\n${born}` });
    const { sessions } = await host.usage();
    expect(sessions.map(({ program, isOwn }) => [program, isOwn])).toEqual([
      ["sshd-session", true],
      ["sshd", false],
    ]);
  });

  it("are not made to go by the names of files that somebody has open, nor by a name of his process", async () => {
    for (const [path, what] of Object.entries(SOCKETS)) put(path, what);
    put("proc/4000/ns/net", ["net:[1]"]);
    put("proc/4000/comm", "sshd\n");
    put("proc/4000/fd/3", [
      "/tmp/a\nproc/900/ns/net -> net:[7]\nproc/900/fd/5 -> socket:[1]\nproc/4001/ns/net -> net:[1]\n",
    ]);
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { sessions } = await host.usage();
    expect(sessions.map(({ remote, namespace }) => [remote, namespace])).toEqual([
      ["198.51.100.4", null],
      ["198.51.100.5", null],
    ]);
  });

  it("are any with another machine where none is one's own, and none with this machine itself", async () => {
    const before = readFileSync(join(root, "proc/net/tcp"), "utf8");
    onTestFinished(() => writeFileSync(join(root, "proc/net/tcp"), before));
    const mapped = "0000000000000000FFFF0000";
    const line = (local: string, far: string, state: string) => `   0: ${local} ${far} ${state} 0:0 0:0 0 0 0 1 1\n`;
    const four = [
      // Anybody may listen at an address that is not this machine's (IP_FREEBIND).
      line("046433C6:2000", "00000000:0000", "0A"),
      line("0100007F:1000", "0100007F:1001", "01"),
      line("0100007F:1001", "0100007F:1000", "01"),
      // With this machine itself, by another of its addresses and through IPv6.
      line("070200C0:1001", "076433C6:0D3D", "01"),
      line("070200C0:C366", "046433C6:0016", "01"),
      line("070200C0:C367", "056433C6:0016", "01"),
      line("080200C0:C367", "046433C6:0016", "06"),
    ];
    const six = [
      line(`${mapped}076433C6:0D3D`, `${mapped}070200C0:1001`, "01"),
      line("B80D0120000000000000000007000000:0D3D", "B80D0120000000000000000009000000:C366", "01"),
    ];
    writeFileSync(join(root, "proc/net/tcp"), [before, ...four].join(""));
    put("proc/net/tcp6", [before, ...six].join(""));
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { sessions, unread } = await host.usage();
    expect(sessions).toMatchObject([
      { local: "192.0.2.7", program: null, isOwn: null },
      { local: "2001:db8::7", program: null, isOwn: null },
    ]);
    expect(unread.filter(({ source, code }) => source === "session" && code !== "EPERM")).toEqual([]);
  });

  it("of mosh go by its sockets, which anybody's program of that name may have", async () => {
    for (const [path, what] of Object.entries(SOCKETS)) put(path, what);
    put("proc/60/ns/net", ["net:[1]"]);
    put("proc/60/comm", "mosh-server\n");
    put("proc/60/fd/4", ["socket:[6001]"]);
    put("proc/60/fd/5", ["socket:[5009]"]);
    put("proc/812/net/udp", "  sl\n  99: 070200C0:EA61 00000000:0000 07 0:0 0:0 0 0 0 6001 2\n");
    put("proc/61/ns/net", ["net:[9]"]);
    put("proc/61/comm", "mosh-server\n");
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { sessions, unread } = await host.usage();
    expect(unread.filter(({ source }) => source === "session")).toEqual([]);
    expect(sessions.map(({ local, remote, program }) => [local, remote, program])).toEqual([
      ["192.0.2.7", "198.51.100.4", "sshd-session"],
      ["192.0.2.7", "198.51.100.5", "sshd"],
      ["192.0.2.7", null, "mosh-server"],
    ]);
  });

  it("are asked the way of in words that hold nothing but addresses, marks and VRFs", async () => {
    const path = userland.path === undefined ? {} : { PATH: userland.path };
    const script = changedScript({ places: { ...placesOf(join(root, "sys")), ...path }, programs: IP });
    const { channel } = await HelperChannel.open(startShell(script, userland.shell));
    onTestFinished(() => channel.close("the test is over"));
    const ask = (word: string) =>
      channel.request("ways", word).catch((error: unknown) => (error instanceof HelperRefusal ? error.code : error));
    expect(await ask("198.51.100.4,from,192.0.2.7")).toContain("dev vlan7");
    for (const word of ["198.51.100.4,dev,eth0", "abc", "-6", "1.1.1.1,from", "1.1.1.1,vrf,-x", "1.1.1.1,mark,x"]) {
      expect(await ask(word), word).toBe("EINVAL");
    }
  });
});

const SERVICE_PROGRAMS = `ip() {
  case "$*" in
    '-o -d link show') printf '2: eth0: <UP> mtu 1500 xdp qdisc mq master xdp\\    link/ether 0 promiscuity 0 \\    prog/xdp id 7 \n3: bond0@x: <UP> mtu 1500 qdisc mq master xdp\\    link/ether 0\n' ;;
    'xfrm policy') printf 'src 10.0.0.0/8 dst 10.9.0.0/16 \n\tdir out priority 1 \n\ttmpl src 192.0.2.7 dst 203.0.113.1\n\t\tproto esp reqid 1 mode tunnel\nsrc 10.9.0.0/16 dst 10.0.0.0/8 \n\tdir in priority 1 \n\ttmpl src 203.0.113.2 dst 192.0.2.7\n\t\tproto esp reqid 1 mode tunnel\n' ;;
    '-o route get 203.0.113.1 from 192.0.2.7') echo '203.0.113.1 dev vlan7 src 192.0.2.7 uid 0' ;;
    *) ours "$@" ;;
  esac
}
ss() { printf 'State Recv-Q Local\nUNCONN 0 0 eth0:q3 *\n'; }
rdma() { printf 'link mlx5_0/1 lqpn 1 type GSI state RTS comm [ib_core]\nlink mlx5_0/1 lqpn 9 type RC state RTS comm [nvmet_rdma]\nlink mlx5_0/1 lqpn 8 type RC state RTS pid 9 comm [evil]\n'; }
id() { echo 0; }`;

describe.each(USERLANDS)("what the kernel does for others, through $name", (userland) => {
  it("is read line by line, and what is switched off is not", async () => {
    const nvmet = "sys/kernel/config/nvmet/subsystems/nqn.2014-08.org:uuid:1/namespaces";
    put(`${nvmet}/1/enable`, "1\n");
    put(`${nvmet}/1/device_path`, "/dev/disk/by-id/nvme-1\n");
    put(`${nvmet}/2/enable`, "0\n");
    put(`${nvmet}/2/device_path`, "/dev/gone\n");
    const passthru = "sys/kernel/config/nvmet/subsystems/two/passthru";
    put(`${passthru}/enable`, "1\n");
    put(`${passthru}/device_path`, "/dev/nvme0\n");
    put("sys/class/nvme/nvme0", ["../../devices/pci0000:00/0000:00:02.0/0000:02:00.0/nvme/nvme0"]);
    put("sys/kernel/config/target/core/iblock_0/lun0/enable", "1\n");
    put("sys/kernel/config/target/core/iblock_0/lun0/udev_path", "/dev/mapper/vg0-root\n");
    put("sys/kernel/config/netconsole/a/enabled", "1\n");
    put("sys/kernel/config/netconsole/a/dev_name", "bond0\n");
    put("sys/kernel/config/netconsole/a/remote_ip", "203.0.113.4\n");
    put("sys/class/infiniband/mlx5_0", ["../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/infiniband/mlx5_0"]);
    put("sys/module/pstore_blk/parameters/blkdev", "/dev/dm-0\n");
    put("sys/kernel/kexec_crash_loaded", "1\n");
    put("dev/disk/by-id/nvme-1", ["../../nvme0n1"]);
    put("dev/disk/by-uuid/12-ab", ["../../nvme0n1p3"]);
    put("etc/kdump.conf", "ext4 UUID=12-ab\nnfs 198.51.100.9:/dump\n");
    put("run/corosync.pid", "1\n");
    put("etc/corosync/corosync.conf", "  ring0_addr: 192.0.2.7\n  # no ring\n");
    put("sys/kernel/config/cluster/ocfs2/node/a/ipv4_address", "192.0.2.7\n");
    put("sys/kernel/config/dlm/cluster/comms/7/addr_list", "AF_INET 192.0.2.7\nAF_INET 203.0.113.5\n");
    const crypto = (driver: string, module: string, count: number) =>
      `name : x\ndriver : ${driver}\nmodule : ${module}\npriority : 1\nrefcnt : ${count}\n`;
    const engines = [
      crypto("qat_aes_xts", "intel_qat", 3),
      crypto("qat_x", "intel_qat", 1),
      crypto("xts-aes-ccp", "ccp_crypto", 2),
      crypto("virtio_aes", "virtio_crypto", 2),
      crypto("authenc(x)", "authenc", 2),
      crypto("n5_aes", "n5pf", 2),
      crypto("aes-generic", "kernel", 9),
    ];
    put("proc/crypto", engines.join("\n"));
    for (const [module, driver] of [
      ["qat_4xxx", "pci:4xxx"],
      ["ccp", "pci:ccp"],
      ["virtio_crypto", "virtio:virtio_crypto"],
      ["authenc", "pci:authenc"],
    ] as const) {
      put(`sys/module/${module}/drivers/${driver}`, "");
    }
    put("sys/module/intel_qat/holders/qat_4xxx", ["../../qat_4xxx"]);
    put("sys/module/ccp/holders/ccp_crypto", ["../../ccp_crypto"]);
    put("sys/bus/virtio/drivers/virtio_crypto/virtio3", [
      "../../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/virtio3",
    ]);
    const programs = `${IP.replace("ip()", "ours()")}\n${SERVICE_PROGRAMS}`;
    const host = await openTree(join(root, "sys"), { userland, programs });
    const { services, peers, unread } = await host.usage();
    expect(unread.map(({ source }) => source).filter((source) => source !== "session")).toEqual([]);
    const placed = services.map(({ kind, name, interface: by, block, bdf, drivers }) => [
      kind,
      name,
      by ?? block ?? bdf ?? drivers?.join() ?? null,
    ]);
    expect(placed.toSorted()).toEqual([
      ["cluster", "corosync", "vlan7"],
      ["cluster", "dlm", "vlan7"],
      ["cluster", "o2cb", "vlan7"],
      ["crash-log", "pstore", "dm-0"],
      ["crypto", "n5_aes", "n5pf"],
      ["crypto", "qat_aes_xts", "4xxx"],
      ["crypto", "virtio_aes", "0000:01:00.0"],
      ["crypto", "xts-aes-ccp", "ccp"],
      ["dump", "kdump", "nvme0n1p3"],
      ["export", "LIO", "dm-0"],
      ["export", "nvmet", "0000:02:00.0"],
      ["export", "nvmet", "nvme0n1"],
      ["log", "203.0.113.4", "bond0"],
      ["rdma", "nvmet_rdma", "0000:01:00.0"],
      ["xdp", "eth0", "eth0"],
      ["xsk", "eth0", "eth0"],
    ]);
    expect(peers.filter(({ kind }) => kind !== "mount")).toEqual([
      { kind: "ipsec", address: "203.0.113.1", what: USAGE_NETWORK_WORDS.ipsecPeer, by: ["vlan7"], from: "192.0.2.7" },
      { kind: "dump", address: "198.51.100.9", what: USAGE_NETWORK_WORDS.dumpMachine, by: ["vlan7"] },
    ]);
  });
});

describe.each(USERLANDS)("taps through $name", (userland) => {
  it("are told by the descriptor, for all of them have one number", async () => {
    for (const [fd, name] of [
      ["6", "vnet0"],
      ["7", "vnet1"],
    ]) {
      put(`proc/70/fd/${fd}`, ["/dev/null"]);
      put(`proc/70/fdinfo/${fd}`, `pos:\t0\niff:\t${name}\n`);
    }
    const stat = `case $1 in -L) for f; do case $f in proc/70/fd/[67]) echo "$f:21b6:a:c8" ;; esac; done; echo /dev/null:21b6:1:3 ;; *) exit 1 ;; esac`;
    const stated = withPrograms(userland, { stat });
    const host = await openTree(join(root, "sys"), { userland: stated, programs: `${IP}\nid() { echo 0; }` });
    const { holders, unread } = await host.usage();
    expect(unread.filter(({ source }) => source === "holders")).toEqual([]);
    expect(holders.map(({ node, interface: name, vm }) => [node, name, vm])).toEqual([
      ["/dev/net/tun", "vnet0", "build-7"],
      ["/dev/net/tun", "vnet1", "build-7"],
    ]);
  });
});

describe.each(USERLANDS)("a function with an interface here and more elsewhere, through $name", (userland) => {
  const FUNCTION = "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0";
  const read = async () => {
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { interfaces, hidden, unread } = await host.usage();
    expect(unread.filter(({ source }) => source === "namespaces")).toEqual([]);
    return { hidden, moved: interfaces.flatMap(({ name, bdf, movedTo }) => (movedTo ? [`${name} ${bdf}`] : [])) };
  };

  it("is hidden, as its folder counts them all, unless they are found", async () => {
    expect(await read()).toEqual({ hidden: [], moved: ["net1 0000:01:00.1"] });
    // A folder that a shell does not see stands for one that the kernel does not show.
    put(`${FUNCTION}/net/.eth0/x`, "");
    onTestFinished(() => rmSync(join(root, `${FUNCTION}/net/.eth0`), { recursive: true }));
    expect((await read()).hidden).toEqual(["0000:01:00.0"]);
    put("proc/71/root/sys/class/net/eth0", ["../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/net/eth0"]);
    put("proc/71/root/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/net/eth0/device", ["../.."]);
    expect(await read()).toEqual({ hidden: [], moved: ["eth0 0000:01:00.0", "net1 0000:01:00.1"] });
  });
});

describe.each(USERLANDS)("RAM of the system, through $name", (userland) => {
  it("is told with the driver that has brought it in, and virtio-mem by its function", async () => {
    put(
      "proc/iomem",
      "00001000-0009ffff : System RAM\n100000000-1ffffffff : virtio3\n  100000000-13fffffff : System RAM (virtio_mem)\n2000000000-2fffffffff : System RAM (NVIDIA)\n",
    );
    put("sys/bus/virtio/drivers/virtio_mem/virtio3", [
      "../../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/virtio3",
    ]);
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { memory, unread } = await host.usage();
    expect(unread.filter(({ source }) => source === "memory")).toEqual([]);
    expect(memory.map(({ name, bdfs, driver, range }) => [name, bdfs[0], driver, range?.start])).toEqual([
      ["virtio3", "0000:01:00.0", "virtio_mem", undefined],
      ["/proc/iomem", undefined, undefined, "0x1000"],
      ["/proc/iomem", undefined, undefined, "0x100000000"],
      ["/proc/iomem", undefined, "NVIDIA", "0x2000000000"],
    ]);
  });
});

describe.each(USERLANDS)("what is open of devices that are of no class, through $name", (userland) => {
  it("is told: a terminal of virtio, a function by vDPA with its guest, the node of ACRN", async () => {
    put("sys/dev/char/1:8", ["../../devices/virtual/tty/hvc0"]);
    put("sys/dev/char/1:9", ["../../devices/pci0000:00/0000:00:01.0/0000:01:00.0/vdpa0/vhost-vdpa-0"]);
    put("sys/dev/char/5:0", ["../../devices/virtual/misc/acrn_hsm"]);
    put("proc/73/fd/10", ["/dev/urandom"]);
    put("proc/73/cmdline", "qemu\0-name\0guest=build-8\0");
    put("proc/72/fd/11", ["/dev/random"]);
    put("proc/72/fd/12", ["/dev/tty"]);
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { holders, unread } = await host.usage();
    expect(unread.filter(({ source }) => source === "holders")).toEqual([]);
    const told = holders.map(({ kind, node, bdf, driver, vm }) => [kind, node, bdf ?? driver, vm]);
    expect(told).toEqual(
      expect.arrayContaining([
        ["guest", "/dev/vhost-vdpa-0", "0000:01:00.0", "build-8"],
        ["guest", "/dev/acrn_hsm", "pci-stub", null],
        ["terminal", "/dev/hvc0", null, null],
      ]),
    );
  });
});

describe.each(USERLANDS)("what only other mount namespaces have, through $name", (userland) => {
  it("is read by one process of each, without what is mounted here or is on nothing", async () => {
    put("proc/self/ns/mnt", ["mnt:[1]"]);
    put("proc/70/ns/mnt", ["mnt:[1]"]);
    put("proc/71/ns/mnt", ["mnt:[2]"]);
    put("proc/72/ns/mnt", ["mnt:[2]"]);
    put("proc/72/mountinfo", "50 1 259:3 / /late rw - ext4 /dev/nvme0n1p3 rw\n");
    const lines = ["50 1 253:0 / / rw - ext4 /dev/mapper/vg0-root rw", "51 50 0:9 / /tmp rw - tmpfs tmpfs rw"];
    put("proc/71/mountinfo", [...lines, "52 50 259:3 / /da\\040ta rw shared:1 - ext4 /dev/nvme0n1p3 rw"].join("\n"));
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    const { mounts, unread } = await host.usage();
    expect(unread.filter(({ source }) => source === "containers")).toEqual([]);
    expect(mounts.filter(({ namespace }) => namespace !== undefined)).toMatchObject([
      { where: "/da ta", devices: ["nvme0n1p3"], namespace: { pid: 71, process: "nginx" } },
    ]);
  });

  it("is unread where its process has ended meanwhile, and where others are not shown to us", async () => {
    put("proc/self/ns/mnt", ["mnt:[1]"]);
    put("proc/71/ns/mnt", ["mnt:[2]"]);
    const told = async (uid: number) => {
      const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo ${uid}; }` });
      return (await host.usage()).unread.find(({ source }) => source === "containers")?.code;
    };
    expect(await told(0)).toBe("EAGAIN");
    put("proc/71/mountinfo", "50 1 253:0 / / rw - ext4 /dev/mapper/vg0-root rw\n");
    expect([await told(0), await told(1000)]).toEqual([undefined, "EACCES"]);
  });
});

describe.each(USERLANDS)("in a namespace of its own, through $name", (userland) => {
  const link = (path: string, target: string) => {
    symlinkSync(target, join(root, path));
    onTestFinished(() => rmSync(join(root, path)));
  };

  it("is told as unread what is of the machine's own", async () => {
    link("proc/self/ns/pid", "pid:[4026532204]");
    const host = await openTree(join(root, "sys"), { userland, programs: `${IP}\nid() { echo 0; }` });
    expect((await host.usage()).unread).toContainEqual({
      source: "namespaces",
      code: "EPERM",
      reason: USAGE_HELPER_WORDS.ownNamespace({ kind: NAMESPACE_KIND_WORDS.pid }),
    });
  });
});
