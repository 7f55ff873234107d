/** Tools that tell of what there is on a machine: without them it is unknown, and where there is nothing none is needed. */

import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { USAGE_HOLDER_WORDS } from "../../../shared/words/texts/usage-holder.ts";
import { readHolders } from "../usage/holders.ts";
import { sections } from "../usage/sections.ts";
import { SentFiles } from "../usage/sent-files.ts";
import { HelperChannel } from "./helper-channel.ts";
import {
  changedScript,
  linkBusybox,
  placesOf,
  startShell,
  type Userland,
  userlands,
  withPrograms,
} from "./testing/tree-helper.ts";

const tools = mkdtempSync(join(tmpdir(), "tools-"));
const USERLANDS = userlands(linkBusybox(tools));
afterAll(() => rmSync(tools, { recursive: true }));

const BDF = "0000:01:00.0";

/** Files (text) and links (an array). */
type Tree = Readonly<Record<string, string | readonly [target: string]>>;

/** A folder of its own with these files, until the test ends. */
function made(tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), "machine-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "sys/class/net"), { recursive: true });
  put(root, tree);
  return root;
}

function put(root: string, tree: Tree): void {
  for (const [path, what] of Object.entries(tree)) {
    const place = join(root, path);
    mkdirSync(dirname(place), { recursive: true });
    if (typeof what === "string") writeFileSync(place, what);
    else symlinkSync(what[0], place);
  }
}

/** No tool that tells of what the kernel does is there. */
const NONE =
  "id() { echo 0; }; ip() { return 127; }; ss() { return 127; }; rdma() { return 127; }; wg() { return 127; }";

/** What the script answers. @param programs functions in place of tools */
async function asked(root: string, userland: Userland, programs: string, ...words: readonly string[]): Promise<string> {
  const path = userland.path === undefined ? {} : { PATH: userland.path };
  const script = changedScript({ places: { ...placesOf(join(root, "sys")), ...path }, programs });
  const { channel } = await HelperChannel.open(startShell(script, userland.shell));
  onTestFinished(() => channel.close("the test is over"));
  return (await channel.request(...words)).trimEnd();
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

const SOCKETS = (count: number) => `protocol  size sockets  memory\nXDP       1088      ${count}      -1   NI\n`;
const missing = (token: string, tool: string, what: string, where: string) =>
  `ENOENT [lacks ${token}] ${tool}, which shows ${what}, is missing or failed: install ${where}`;

/** What there is, where nothing of it is, and how it is told that nothing tells of it. */
const CASES: readonly (readonly [what: string, source: string, there: Tree, none: Tree, reason: string])[] = [
  [
    "IPsec that the kernel knows",
    "services",
    { "proc/net/netlink": "sk Eth Pid\n00000000653f92f5 6   0          00000000\n" },
    { "proc/net/netlink": "sk Eth Pid\n00000000653f92f5 0   0          00000000\n" },
    missing("xfrm", "ip xfrm", "the policies of IPsec", "iproute2"),
  ],
  [
    "IPsec by PF_KEY",
    "services",
    { "proc/net/pfkey": "sk RefCnt\n", "proc/net/netlink": "sk Eth Pid\n" },
    { "proc/net/netlink": "sk Eth Pid\n" },
    missing("xfrm", "ip xfrm", "the policies of IPsec", "iproute2"),
  ],
  [
    "a socket of AF_XDP",
    "services",
    { "proc/net/netlink": "", "proc/net/protocols": SOCKETS(1) },
    { "proc/net/netlink": "", "proc/net/protocols": SOCKETS(0) },
    missing("xdp", "ss", "all sockets of AF_XDP", "iproute2"),
  ],
  [
    "an RDMA device",
    "services",
    { "proc/net/netlink": "", "sys/class/infiniband/mlx5_0": ["../../devices/x/infiniband/mlx5_0"] },
    { "proc/net/netlink": "" },
    missing("rdma", "rdma", "what the kernel uses RDMA for", "iproute2"),
  ],
  [
    "an interface",
    "interfaces",
    { "sys/class/net/eth0/flags": "0x1003\n", "sys/class/net/lo/flags": "0x9\n" },
    { "sys/class/net/lo/flags": "0x9\n" },
    missing("kinds", "ip", "what network interfaces are made of", "iproute2"),
  ],
];

describe.each(USERLANDS)("a tool is missing, through $name", (userland) => {
  it.each(CASES)("%s is unknown then, and needs none where it is not", async (_, source, there, none, reason) => {
    expect(lastLine(await asked(made(there), userland, NONE, "usage", source))).toBe(`=unread ${source} ${reason}`);
    expect(lastLine(await asked(made(none), userland, NONE, "usage", source))).toBe(`=read ${source}`);
  });

  it("the other ends of WireGuard are unknown then", async () => {
    const root = made({ "sys/class/net/wg0/uevent": "DEVTYPE=wireguard\nINTERFACE=wg0\n" });
    put(root, { "sys/class/net/wg1/uevent": "DEVTYPE=wireguard\nINTERFACE=wg1\n" });
    // It succeeds where it could read one of several.
    const wg = (marks: string) =>
      `${NONE}; ip() { :; }; wg() { case $3 in fwmark) printf '${marks}' ;; esac; [ -n '${marks}' ]; }`;
    for (const marks of ["", "wg0\\toff\\n"]) {
      expect(lastLine(await asked(root, userland, wg(marks), "usage", "interfaces")), marks).toBe(
        `=unread interfaces ${missing("wireguard", "wg", "the other ends of WireGuard", "wireguard-tools")}`,
      );
    }
    const whole = wg("wg0\\toff\\nwg1\\t0xca6c\\n");
    expect(lastLine(await asked(root, userland, whole, "usage", "interfaces"))).toBe("=read interfaces");
  });

  it("what ss does not show is unknown, too", async () => {
    const root = made({ "proc/net/protocols": SOCKETS(2), "proc/net/netlink": "" });
    const shown = (count: number) => {
      const rows = Array.from({ length: count }, (_, at) => `UNCONN 0 0 eth0:q${at} *\\n`).join("");
      return `${NONE}; ss() { printf 'State Recv-Q\\n${rows}'; }`;
    };
    expect(await asked(root, userland, shown(1), "usage", "services")).toContain(
      "\n=unread services ENOENT [lacks xdp] ss,",
    );
    expect(lastLine(await asked(root, userland, shown(2), "usage", "services"))).toBe("=read services");
  });
});

const BAR = `sys/devices/pci0000:00/${BDF}/resource0`;

describe.each(USERLANDS)("an interface of a function in another network namespace, through $name", (userland) => {
  it("is unknown where nothing can look into it, which is no matter where there is none", async () => {
    const others: Tree = {
      "proc/self/ns/net": ["net:[1]"],
      "proc/2/ns/net": ["net:[1]"],
      "proc/70/ns/net": ["net:[2]"],
      "proc/70/comm": "pause\n",
    };
    const moved: Tree = {
      [`sys/devices/pci0000:00/${BDF}/net/.none`]: "",
      [`sys/bus/pci/devices/${BDF}`]: [`../../../devices/pci0000:00/${BDF}`],
    };
    const lacking = `command() { case $2 in nsenter | unshare) return 1 ;; *) return 0 ;; esac; }\n${NONE}`;
    const text = await asked(made({ ...others, ...moved }), userland, lacking, "usage", "namespaces");
    expect(lastLine(text)).toBe(
      `=unread namespaces ${missing("networks", "nsenter or unshare", "the interfaces of other network namespaces", "util-linux")}`,
    );
    expect(lastLine(await asked(made(others), userland, lacking, "usage", "namespaces"))).toBe("=read namespaces");
  });
});

describe.each(USERLANDS)("what programs have mapped and closed, through $name", (userland) => {
  const machine = () => {
    const root = made({
      [BAR]: "",
      [`sys/bus/pci/devices/${BDF}`]: [`../../../devices/pci0000:00/${BDF}`],
      "sys/dev/char/1:5": [`../../devices/pci0000:00/${BDF}/infiniband_verbs/uverbs0`],
      "proc/self/comm": "sh\n",
      "proc/1/comm": "init\n",
    });
    const { ino } = statSync(join(root, BAR));
    const lib = "7f01-7f02 r--p 00000000 fe:00 77                         /usr/lib/libc.so.6\n";
    const program = (pid: number, maps: string): Tree => ({
      [`proc/${pid}/comm`]: `p${pid}\n`,
      [`proc/${pid}/stat`]: `${pid} (p${pid}) S 1\n`,
      [`proc/${pid}/maps`]: lib + maps,
      [`proc/${pid}/map_files/7f01-7f02`]: ["/"],
    });
    put(root, {
      ...program(70, `8f00-9f00 rw-s 00000000 00:16 ${ino}   /sys/devices/pci0000:00/${BDF}/resource0\n`),
      // Of a chroot, and of a file that only has the name.
      ...program(71, `8f00-9f00 rw-s 00000000 00:16 ${ino}   /host/sys/devices/pci0000:00/${BDF}/resource0\n`),
      ...program(72, `8f00-9f00 rw-s 00000000 00:16 ${ino + 1}   /tmp/${BDF}/resource0\n`),
      ...program(73, "8f00-9f00 rw-s 00001000 00:06 12   /dev/x\\012is 70 char/1:5\n"),
      ...program(74, "8f00-9f00 rw-s fe000000 00:06 13   /dev/mem\n9f00-af00 rw-s 7000 00:06 13   /dev/mem\n"),
      ...program(75, "8f00-9f00 rw-s fe000000 00:19 14   /home/u/mem\n"),
      ...program(76, "8f00-9f00 rw-s 00000000 00:0f 15   anon_inode:[vfio-device]\n"),
      ...program(77, "8f00-9f00 rw-s 00000000 00:0f 16   /tmp/anon_inode:[vfio-device]\n"),
    });
    return root;
  };
  const stat = `for f; do case $f in
  proc/73/map_files/8f00-9f00) echo "$f:21b6:1:5:12" ;; proc/74/map_files/8f00-9f00) echo "$f:21a0:1:1:13" ;;
  proc/7[57]/map_files/8f00-9f00) echo "$f:81a4:0:0:14" ;;
esac; done
exec stat "$@"`;

  it("is told by the file's inode or the device's number, by no name that anybody can give", async () => {
    const text = await asked(machine(), withPrograms(userland, { stat }), NONE, "usage", "holders");
    expect(lastLine(text)).toBe("=read holders");
    const said = sections(text);
    const held = readHolders({ files: new SentFiles(said), said }).toSorted((a, b) => a.pid - b.pid);
    const bar = `/sys/bus/pci/devices/${BDF}/resource0`;
    expect(held.map(({ pid, process, kind, node, bdf }) => [pid, process, kind, node, bdf])).toEqual([
      [70, "p70", "uio", bar, BDF],
      [71, "p71", "uio", bar, BDF],
      [73, "p73", "rdma", "/dev/infiniband/uverbs0", BDF],
      [74, "p74", "memory", "/dev/mem", null],
      [76, "p76", "vfio", USAGE_HOLDER_WORDS.vfioDevice, null],
    ]);
    expect(held.flatMap(({ ranges = [] }) => ranges)).toEqual([
      { start: "0xfe000000", end: "0xfe000fff" },
      { start: "0x7000", end: "0x7fff" },
    ]);
  });

  it("names what a ring of io_uring has without a descriptor", async () => {
    const root = machine();
    put(root, {
      "dev/uverbs0": ["/dev/zero"],
      "proc/78/comm": "p78\n",
      "proc/78/fd/3": ["anon_inode:[io_uring]"],
      "proc/78/fdinfo/3":
        "pos:\t0\nUserFiles:\t3\n    0: /dev/uverbs0\n    1: /tmp/dev/uverbs0\n    2: /dev/shm/a\\040b\n",
      "proc/79/comm": "p79\n",
      "proc/79/fd/3": ["/tmp/anon_inode:[io_uring]"],
      "proc/79/fdinfo/3": "UserFiles:\t1\n    0: /dev/uverbs0\n",
    });
    put(root, {
      "proc/80/comm": "p80\n",
      "proc/80/fd/3": ["anon_inode:[io_uring]"],
      "proc/80/fdinfo/3": "SQEs:\t1\n    0: opcode:READ, fd:0, flags:1\nUserFiles:\t1\n    0: uverbs0\n",
    });
    const untyped = `for f; do case $f in proc/7[89]/fd/3 | proc/80/fd/3) echo "$f:180:0:0:9" ;; esac; done\n${stat}`;
    const text = await asked(root, withPrograms(userland, { stat: untyped }), NONE, "usage", "holders");
    expect(lastLine(text)).toBe("=read holders");
    const said = sections(text);
    const held = readHolders({ files: new SentFiles(said), said }).filter(({ pid }) => pid > 77);
    expect(held.map(({ pid, kind, bdf }) => [pid, kind, bdf]).toSorted()).toEqual([
      [78, "rdma", BDF],
      [80, "rdma", BDF],
    ]);
  });

  it("is unknown where not all could be read, and what is open is told all the same", async () => {
    const grep = 'case "$*" in */maps*) kill -9 $$ ;; esac; exec grep "$@"';
    const text = await asked(machine(), withPrograms(userland, { stat, grep }), NONE, "usage", "holders");
    expect(lastLine(text)).toBe("=unread holders EIO [maps] what programs have mapped could not be read");
    expect(text).toContain("=texts");
  });

  it("is unknown where what is in rings could not be read, or what stands for a function picked out", async () => {
    const root = machine();
    put(root, {
      "proc/78/comm": "p78\n",
      "proc/78/fd/3": ["anon_inode:[io_uring]"],
      "proc/78/fdinfo/3": "UserFiles:\t1\n    0: /dev/uverbs0\n",
    });
    const untyped = `case "$*" in *dev/uverbs0*) kill -9 $$ ;; esac
for f; do case $f in proc/78/fd/3) echo "$f:180:0:0:9" ;; esac; done\n${stat}`;
    const ended = await asked(root, withPrograms(userland, { stat: untyped }), NONE, "usage", "holders");
    expect(lastLine(ended)).toBe(
      "=unread holders EIO [rings] what programs have in rings of io_uring could not be read",
    );
    expect(ended).toContain("=texts");
    const awk = `case "$*" in *is_of_function*) kill -9 $$ ;; esac; exec awk "$@"`;
    const text = await asked(machine(), withPrograms(userland, { stat, awk }), NONE, "usage", "holders");
    expect(lastLine(text)).toBe("=unread holders EIO [ended] reading it was ended");
  });
});

describe.each(USERLANDS)("ways to other machines through $name", (userland) => {
  const words = ["198.51.100.1", "203.0.113.9", "198.51.100.2,from,192.0.2.7"];
  const answers = [
    "=way 198.51.100.1",
    "198.51.100.1 dev eth0 src 1",
    "=way 203.0.113.9",
    "=way 198.51.100.2,from,192.0.2.7",
    "198.51.100.2 from 192.0.2.7 dev eth1 src 1",
  ];

  it("are asked of one ip, and what it cannot answer is missing from the answers alone", async () => {
    const batch = `ip() {
      [ "$*" = '-force -o -batch -' ] || return
      at=0; while read -r line; do at=$((at + 1)); case $line in
        'route get 203.0.113.9') printf 'RTNETLINK answers: Network is unreachable\\nCommand failed -:%s\\n' $at >&2 ;;
        'route get 198.51.100.1') echo '198.51.100.1 dev eth0 src 1' ;;
        'route get 198.51.100.2 from 192.0.2.7') echo '198.51.100.2 from 192.0.2.7 dev eth1 src 1' ;;
      esac; done; return 1
    }`;
    expect((await asked(made({}), userland, batch, "ways", ...words)).split("\n")).toEqual(answers);
  });

  it("are asked one by one where ip takes no list, or has not answered all of it", async () => {
    const single = `case "$*" in
        '-o route get 198.51.100.1') echo '198.51.100.1 dev eth0 src 1' ;;
        '-o route get 198.51.100.2 from 192.0.2.7') echo '198.51.100.2 from 192.0.2.7 dev eth1 src 1' ;;`;
    for (const batch of ["echo Usage: ip OBJECT", "echo '198.51.100.1 dev wrong src 1'"]) {
      const ip = `ip() { ${single} *batch*) cat >/dev/null; ${batch} ;; *) return 1 ;; esac; }`;
      expect((await asked(made({}), userland, ip, "ways", ...words)).split("\n"), batch).toEqual(answers);
    }
  });
});

describe.each(USERLANDS)("addresses of corosync through $name", (userland) => {
  it.each([
    [
      "of the network that it is bound to",
      "totem {\n  interface {\n    bindnetaddr: 192.0.2.0\n  }\n}\n",
      ["192.0.2.0"],
    ],
    ["of nodes", "nodelist {\n  node {\n    ring0_addr: 192.0.2.1\n    ring1_addr:node1\n", ["192.0.2.1", "node1"]],
    ["that are nowhere to be found", "# ring0_addr: 192.0.2.1\n", ["-"]],
    ["without a configuration", null, ["-"]],
  ])("%s", async (_, text, nodes) => {
    const config = text === null ? {} : { "etc/corosync/corosync.conf": text };
    const said = await asked(made({ "run/corosync.pid": "1\n", ...config }), userland, NONE, "usage", "services");
    expect(said.split("\n").filter((line) => line.startsWith("cluster "))).toEqual(
      nodes.map((node) => `cluster corosync ${node}`),
    );
  });
});

describe.each(USERLANDS)("interfaces whose names are not plain, through $name", (userland) => {
  it("have the names that they have, or are unknown", async () => {
    const root = made({ "sys/class/net/lan-ö日/flags": "0x1003\n" });
    const text = await asked(root, userland, `${NONE}; ip() { :; }`, "usage", "interfaces");
    if (lastLine(text) === "=read interfaces") expect(text).toContain("sys/class/net/lan-ö日");
    else expect(lastLine(text)).toContain("=unread interfaces ENOENT [lacks plain-names] ls, which shows names");
  });
});
