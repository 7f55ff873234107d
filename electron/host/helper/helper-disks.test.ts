/** What the script reads of disks and of what stands on them, through every shell: whole, or told as unread. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { linkBusybox, openTree, userlands } from "./testing/tree-helper.ts";

const tools = mkdtempSync(join(tmpdir(), "tools-"));
const USERLANDS = userlands(linkBusybox(tools));
afterAll(() => rmSync(tools, { recursive: true }));

type Files = Readonly<Record<string, string | readonly [target: string]>>;

function made(name: string, files: Files): Files {
  const folder = `sys/devices/virtual/block/${name}`;
  return {
    [`sys/class/block/${name}`]: [`../../devices/virtual/block/${name}`],
    [`${folder}/slaves/.none`]: "",
    ...Object.fromEntries(Object.entries(files).map(([path, what]) => [`${folder}/${path}`, what])),
  };
}

const CARD = "sys/devices/pci0000:00/0000:00:02.0";
/** sda and sdb on 00:02.0, and dm-0 on sda. */
const BASE: Files = {
  "sys/bus/pci/devices/0000:00:02.0": ["../../../devices/pci0000:00/0000:00:02.0"],
  [`${CARD}/host0/block/sda/dev`]: "8:0\n",
  [`${CARD}/host0/block/sdb/dev`]: "8:16\n",
  "sys/class/block/sda": ["../../devices/pci0000:00/0000:00:02.0/host0/block/sda"],
  "sys/class/block/sdb": ["../../devices/pci0000:00/0000:00:02.0/host0/block/sdb"],
  ...made("dm-0", { dev: "253:0\n", size: "8\n", "dm/name": "vg0-root\n", "slaves/sda": ["../../../x"] }),
  "dev/sdb": "",
  "proc/self/mountinfo": "27 1 0:27 / / rw - tmpfs tmpfs rw\n",
  "proc/filesystems": "nodev\ttmpfs\n\text4\n",
};

/** What is unread of disks, and what stands on which. @param programs shell functions */
async function read(userland: (typeof USERLANDS)[number], files: Files, programs = "") {
  const root = mkdtempSync(join(tmpdir(), "disks-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, what] of Object.entries({ ...BASE, ...files })) {
    const place = join(root, path);
    mkdirSync(dirname(place), { recursive: true });
    if (typeof what === "string") writeFileSync(place, what);
    else symlinkSync(what[0], place);
  }
  const all = `id() { echo 0; }\ndmsetup() { return 1; }\n${programs}`;
  const host = await openTree(join(root, "sys"), { userland, programs: all });
  const { unread, mounts, blocks, services } = await host.usage();
  return {
    unread: unread.flatMap(({ source, reason }) =>
      ["mounts", "blocks", "containers", "swaps", "services"].includes(source) ? `${source}: ${english(reason)}` : [],
    ),
    mounts: mounts.map(({ where, devices }) => `${english(where)}: ${devices.join(" ")}`),
    services: services.map(({ kind, name, bdf, block }) => `${kind} ${name}: ${bdf ?? block}`),
    below: Object.fromEntries(blocks.map(({ name, below }) => [name, below])),
  };
}

describe.each(USERLANDS)("disks through $name", (userland) => {
  it("a volume without parts is told by its table to be made of nothing", async () => {
    const table = (more = "") =>
      `dmsetup() { printf 'vg0-root: 0 8 linear 8:0 0\\nnone: 0 4 zero \\nnone: 4 4 error \\n'; ${more} }`;
    const none = made("dm-8", { dev: "253:8\n", size: "8\n", "dm/name": "none\n" });
    const other = made("dm-9", { dev: "253:9\n", size: "8\n", "dm/name": "other\n" });
    const empty = made("dm-7", { dev: "253:7\n", size: "0\n", "dm/name": "empty\n" });
    const untold = async (files: Files, programs: string) =>
      (await read(userland, { ...files, ...empty }, programs)).unread;
    expect(await untold({ ...none, ...other }, table())).toEqual(["blocks: the devices that make up dm-9 are unknown"]);
    for (const programs of [table("echo none: 8 4 linear 8:16 0;"), table("return 1;")]) {
      expect(await untold(none, programs)).toEqual(["blocks: the devices that make up dm-8 are unknown"]);
    }
  });

  it("an array has its bitmap and its metadata, and a loop device its file, where the kernel says", async () => {
    // What a tool says is taken for no other line.
    const losetup = `losetup() { [ "$*" = '-l -n -O NAME,BACK-MAJ:MIN' ] && printf '/dev/loop0    8:0\\n=read blocks\\n'; }`;
    const files = {
      ...made("md126", { dev: "9:126\n", size: "8\n", "md/metadata_version": "external:/md127/0\n" }),
      ...made("md127", { dev: "9:127\n", size: "0\n", "slaves/sda": ["../../../x"] }),
      ...made("loop0", { dev: "7:0\n", size: "8\n", "loop/backing_file": "/image\n" }),
      "proc/mdstat": "md126 : active raid1 sda[0]\n      bitmap: 0/1 pages [0KB], 4KB chunk, file: /srv/bits\n",
      "proc/self/mountinfo": "27 1 8:16 / / rw - ext4 /dev/sdb rw\n",
    } as const;
    const { below, unread } = await read(userland, files, losetup);
    expect([below.md126, below.loop0, unread]).toEqual([["md127", "sdb"], ["sdb", "sda"], []]);
  });

  it("the kernel tells which file systems need a device, which are out of sight, and how many there are", async () => {
    const { mounts, unread } = await read(userland, {
      "proc/self/mountinfo": "27 1 0:27 / / rw - tmpfs tmpfs rw\n28 27 0:28 / /x rw - newfs any rw\n",
      "proc/filesystems": "nodev\ttmpfs\n\tnewfs\n\tsquashfs\n\tvfat\n\tudf\n",
      "proc/modules": "squashfs 81920 1 - Live 0x0\nvfat 20480 1 msdos, Live 0x0\nudf 9 1 - Loading 0x0\n",
      "sys/fs/f2fs/dm-0/features": "x\n",
      "proc/fs/f2fs/dm-0/disk_map": "Disk: 1 (zoned=0): 0x0 - 0x1 on /dev/sdb\n",
      "sys/fs/bcachefs/u1/dev-0/block": [`../../../../${CARD.slice(4)}/host0/block/sdb`],
      "sys/fs/gfs2/c:x/id": "8:0\n",
      "sys/kernel/config/cluster/c/heartbeat/A/dev": "sda\n",
    });
    expect(unread.toSorted()).toEqual([
      "containers: the kernel has more squashfs file systems than any namespace shows",
      "mounts: the devices behind /x (newfs) are unknown",
    ]);
    expect(mounts.toSorted()).toEqual([
      "an OCFS2 heartbeat: sda",
      "bcachefs with no visible mount point: sdb",
      "f2fs with no visible mount point: dm-0 sdb",
      "gfs2 with no visible mount point: sda",
    ]);
  });

  it("what the kernel does with disks and DMA channels for others is named by the device", async () => {
    const channel = (name: string, uses: string): Files => ({
      [`${CARD}/dma/${name}/in_use`]: uses,
      [`sys/class/dma/${name}`]: [`../../${CARD.slice(4)}/dma/${name}`],
    });
    const passthru = "sys/kernel/config/nvmet/subsystems/a/passthru";
    const { services, unread } = await read(userland, {
      ...channel("dma0chan0", "0\n"),
      ...channel("dma0chan1", "2\n"),
      [`${passthru}/enable`]: "1\n",
      [`${passthru}/device_path`]: "/dev/nvme0\n",
      "sys/bus/xen-backend/devices/vbd-1-51712/physical_device": "8:10\n",
      "sys/bus/xen-backend/devices/vbd-2-51712/physical_device": "\n",
      "sys/class/rnbd-server/ctl/devices/a/block_dev": [`../../../../../${CARD.slice(4)}/host0/block/sda`],
      "sys/kernel/scst_tgt/devices/d1/filename": "/dev/mapper/vg0-root\n[key]\n",
      "dev/mapper/vg0-root": ["../dm-0"],
      "dev/dm-0": "",
    });
    expect(services).toEqual([
      "export Xen: sdb",
      "export RNBD: sda",
      "export SCST: dm-0",
      "dma dma0chan1: 0000:00:02.0",
    ]);
    expect(unread).toEqual(["services: the location of /dev/nvme0, which nvmet exports to other machines, is unknown"]);
  });

  it("another mount namespace is seen from each root directory that a process there has", async () => {
    const process = (pid: number, root: string, number: string): Files => ({
      [`proc/${pid}/ns/mnt`]: ["mnt:[2]"],
      [`proc/${pid}/comm`]: "x\n",
      [`proc/${pid}/root`]: [`../../${root}`],
      [`proc/${pid}/mountinfo`]: `9 1 ${number} / /at${pid} rw - ext4 /dev/x rw\n`,
    });
    const { mounts } = await read(userland, {
      "proc/self/ns/mnt": ["mnt:[1]"],
      "chroot/x": "",
      "other/x": "",
      ...process(71, "chroot", "8:0"),
      ...process(72, "other", "8:16"),
      ...process(73, "other", "8:99"),
    });
    expect(mounts.toSorted()).toEqual(["/at71: sda", "/at72: sdb"]);
  });
});
