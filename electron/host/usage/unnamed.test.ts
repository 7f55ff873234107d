/** What the kernel gives no name for: it is said in the reader's language, and names stay as they are. */
import { expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import type { UsageReason } from "../../../shared/machine/usage-reason.ts";
import { say } from "../../../shared/words/say.ts";
import { type Sent, usageFrom } from "./testing/sent.ts";

const CARD = "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0";
const BASE = {
  "/proc/self/mountinfo": "",
  "/proc/net/route": "Iface\tDestination\n",
  "/sys/class/block/sda": [`${CARD}/host0/block/sda`],
  "/sys/class/block/sda/dev": "8:0",
  "/sys/class/net/eth0": [`${CARD}/net/eth0`],
  [`${CARD}/net/eth0/device`]: [CARD],
  [`${CARD}/net/eth0/flags`]: "0x1003",
} as const;

/** Text and evidence of each reason of the card of that kind, in both languages. */
async function said(kind: UsageReason["kind"], sent: Partial<Sent>) {
  const facts = await usageFrom({ ...sent, tree: { ...BASE, ...sent.tree } });
  const card = functionInfo("01:00.0", { classCode: 0x020000, driver: "vfio-pci" });
  const reasons = resolveUsage(facts, buildMachine(snapshot([card]))).reasonsOf(bdf("01:00.0"));
  return reasons
    .filter((reason) => reason.kind === kind)
    .flatMap(({ text, evidence }) => [say("en", text), say("en", evidence), say("zh", text), say("zh", evidence)]);
}

const HEARTBEAT = "/sys/kernel/config/cluster/c1/heartbeat/A1/dev";
const NBD = {
  "/sys/class/block/nbd0": ["/sys/devices/virtual/block/nbd0"],
  "/sys/class/block/nbd0/dev": "43:0",
  "/sys/class/block/nbd0/pid": "812",
} as const;

it.each([
  [
    "a file system that no namespace shows",
    "mount",
    { tree: { "/sys/fs/xfs/sda": null } },
    ["carries xfs with no visible mount point (sda)", "xfs with no visible mount point is on sda"],
    ["承载无可见挂载点的 xfs（sda）", "无可见挂载点的 xfs 位于 sda"],
  ],
  [
    "a journal, after what is mounted",
    "mount",
    {
      tree: {
        "/proc/fs/jbd2/sda": null,
        "/proc/self/mountinfo": "30 1 8:0 / /a/mount/point/of/some/length rw - vfat x rw",
      },
    },
    [
      "carries /a/mount/point/of/some/length and an external ext4 journal (sda)",
      "/a/mount/point/of/some/length (vfat) of /proc/self/mountinfo is on sda",
    ],
    [
      "承载 /a/mount/point/of/some/length 和 ext4 外部日志（sda）",
      "/proc/self/mountinfo 中的 /a/mount/point/of/some/length（vfat）位于 sda",
    ],
  ],
  [
    "a heartbeat",
    "mount",
    { tree: { [HEARTBEAT]: "sda" } },
    ["carries an OCFS2 heartbeat (sda)", "an OCFS2 heartbeat is on sda"],
    ["承载 OCFS2 心跳区（sda）", "OCFS2 心跳区位于 sda"],
  ],
  [
    "the machine behind a disk",
    "network-root",
    { tree: NBD },
    [
      "may carry the path to the machine that provides disk nbd0: its interface is unknown",
      "disk nbd0 is at an unknown address; the interface to it is unknown",
    ],
    ["可能承载到提供磁盘 nbd0 的机器的路径：具体接口未知", "磁盘 nbd0 位于未知地址，所经接口未知"],
  ],
  [
    "the other end of IPsec",
    "ipsec",
    { said: { services: "ipsec 203.0.113.9" }, ways: { "203.0.113.9": "eth0" } },
    ["carries IPsec tunnels (eth0)", "the IPsec peer is at 203.0.113.9, reached through eth0 (eth0)"],
    ["承载 IPsec 隧道（eth0）", "IPsec 对端位于 203.0.113.9，经由 eth0（eth0）"],
  ],
  [
    "the machine that crash dumps go to",
    "crash-data",
    { tree: { "/etc/kdump.conf": "nfs 203.0.113.9:/x\n" }, ways: { "203.0.113.9": "eth0" } },
    [
      "leads to the machine that receives crash dumps (eth0)",
      "the machine that receives crash dumps is at 203.0.113.9, reached through eth0 (eth0)",
    ],
    ["通往接收崩溃转储的机器（eth0）", "接收崩溃转储的机器位于 203.0.113.9，经由 eth0（eth0）"],
  ],
  [
    "a program, and a function of vfio",
    "user-space",
    { said: { open: "70 vfio/12" } },
    ["may be held by an unknown program (pid 70)", "process 70 (an unknown program) has a vfio device open"],
    ["可能被未知程序（pid 70）占用", "进程 70（未知程序）打开了某个 vfio 设备"],
  ],
] as const)("%s", async (_, kind, sent, en, zh) => {
  expect(await said(kind, sent)).toEqual([...en, ...zh]);
});
