/** The containers of programs, as the helper reads their cgroups: of either version, and of programs that attack with theirs. */
import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { containerText, type ProcessFacts } from "../../../shared/machine/usage-facts.ts";
import { linkBusybox, openTree, type Userland, userlands, withPrograms } from "./testing/tree-helper.ts";

const tools = mkdtempSync(join(tmpdir(), "tools-"));
const USERLANDS = userlands(linkBusybox(tools));
afterAll(() => rmSync(tools, { recursive: true }));

const ID = "3f2a91c07b1e5d84".repeat(4);
const CARD = "sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0";
const PROGRAMS = `ip() { :; }
id() { echo 0; }
nsenter() { set -- "\${1#--net=}" && (cd "\${1%/ns/net}/root" 2>/dev/null && ls -ldn sys/class/net/* sys/class/net/*/device /proc/self/ns/net) }`;

/** Files (text) and links (an array). Program 70 has an RDMA device open, the network namespace of 71 an interface. */
const TREE: Readonly<Record<string, string | readonly [target: string]>> = {
  [`${CARD}/infiniband_verbs/uverbs0/dev`]: "",
  [`${CARD}/net/.none`]: "",
  "sys/bus/pci/devices/0000:01:00.0": [`../../../devices/${CARD.slice("sys/devices/".length)}`],
  // What is open goes by its number alone: /dev/zero stands for another device.
  "sys/dev/char/1:5": [`../../devices/${CARD.slice("sys/devices/".length)}/infiniband_verbs/uverbs0`],
  "proc/self/ns/net": ["net:[1]"],
  "proc/2/ns/net": ["net:[1]"],
  "proc/70/ns/net": ["net:[1]"],
  "proc/70/comm": "dpdk-testpmd\n",
  "proc/70/fd/3": ["/dev/zero"],
  "proc/71/ns/net": ["net:[2]"],
  "proc/71/comm": "nginx\n",
  "proc/71/root/sys/class/net/net1": [`../../devices/${CARD.slice("sys/devices/".length)}/net/net1`],
  [`proc/71/root/${CARD}/net/net1/device`]: ["../.."],
};

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "containers-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, what] of Object.entries(TREE)) put(path, what);
});

function put(path: string, what: string | readonly [target: string]): void {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  if (typeof what === "string") writeFileSync(place, what);
  else symlinkSync(what[0], place);
}

const named = ({ process, container }: ProcessFacts) =>
  `${process}: ${container === undefined ? "none" : containerText(container)}`;

/** `PROGRAM: CONTAINER` of those who have a device open, and of those whose network namespaces have an interface. */
async function told(userland: Userland) {
  const host = await openTree(join(root, "sys"), { userland, programs: PROGRAMS });
  const { holders, interfaces, unread } = await host.usage();
  expect(unread.filter(({ source }) => source === "holders" || source === "namespaces")).toEqual([]);
  return { held: holders.map(named), moved: interfaces.flatMap(({ movedTo }) => (movedTo ? [named(movedTo)] : [])) };
}

describe.each(USERLANDS)("containers, through $name", (userland) => {
  it("are told by cgroups of version 2, and where there are none nothing is", async () => {
    expect(await told(userland)).toEqual({ held: ["dpdk-testpmd: none"], moved: ["nginx: none"] });
    put("proc/70/cgroup", `0::/system.slice/docker-${ID}.scope\n`);
    put("proc/71/cgroup", "0::/lxc.payload.web-1/system.slice/nginx.service\n");
    expect(await told(userland)).toEqual({
      held: ["dpdk-testpmd: docker 3f2a91c07b1e"],
      moved: ["nginx: lxc web-1"],
    });
  });

  it("are told by any hierarchy of version 1, whose lines have commas, colons and names", async () => {
    put(
      "proc/70/cgroup",
      `12:cpu,cpuacct:/docker/${ID}\n1:name=systemd:/docker/${ID}\n0::/system.slice/containerd.service\n`,
    );
    put("proc/71/cgroup", "0::/user.slice/a:12:b:/x\n");
    expect(await told(userland)).toEqual({ held: ["dpdk-testpmd: docker 3f2a91c07b1e"], moved: ["nginx: none"] });
  });

  it("of others stay as they are where a program has cgroups without end", async () => {
    const long = `0::/${"a".repeat(1_200)}/lxc.payload.long\n`;
    const many = Array.from({ length: 20_000 }, (_, n) => `${n}:x:/${n}${"b".repeat(90)}\n`).join("");
    put("proc/70/cgroup", `${long}${many}1:name=systemd:/lxc.payload.late\n`);
    put("proc/71/cgroup", "0::/lxc.payload.web-1\n");
    expect(await told(userland)).toEqual({ held: ["dpdk-testpmd: none"], moved: ["nginx: lxc web-1"] });
  });

  it("begin no line of the answer, whatever their cgroups are called", async () => {
    put("proc/70/cgroup", "0::/=read holders\n=open\n70 char/1:3\n0::/lxc.payload.web-1\n");
    expect((await told(userland)).held).toEqual(["dpdk-testpmd: lxc web-1"]);
  });

  it("are not told of the last program where reading was ended", async () => {
    put("proc/70/cgroup", "0::/lxc.payload.web-1\n");
    const killed = withPrograms(userland, {
      grep: 'case "$*" in *70/cgroup*) echo proc/70/cgroup:0::/lxc.payload.we; kill -9 $$ ;; esac; exec grep "$@"',
    });
    expect((await told(killed)).held).toEqual(["dpdk-testpmd: none"]);
  });
});

it("of which the kernel does not answer are left out, and all else is told", async () => {
  const waits = join(root, "proc/70/cgroup");
  execFileSync("mkfifo", [waits]);
  put("proc/71/cgroup", "0::/lxc.payload.web-1\n");
  const [dash] = USERLANDS;
  if (dash === undefined) throw new Error("no shell");
  expect(await told(dash)).toEqual({ held: ["dpdk-testpmd: none"], moved: ["nginx: lxc web-1"] });
  // What reads it ends now.
  closeSync(openSync(waits, constants.O_RDWR | constants.O_NONBLOCK));
});
