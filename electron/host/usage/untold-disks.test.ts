/** File systems and block devices whose disk nothing tells, row by row: those guard, by name, and others are traced. */
import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { type Tree, usageFrom } from "./testing/sent.ts";

const CARD = "/sys/devices/pci0000:00/0000:00:02.0/0000:02:00.0";
const OTHER = "/sys/devices/pci0000:00/0000:00:03.0/0000:03:00.0";
const VIRTUAL = "/sys/devices/virtual";

function disk(name: string, number: string, folder: string, more: Tree = {}): Tree {
  return {
    [`/sys/class/block/${name}`]: [`${folder}/${name}`],
    [`/sys/class/block/${name}/dev`]: number,
    ...Object.fromEntries(Object.entries(more).map(([path, what]) => [`/sys/class/block/${name}/${path}`, what])),
  };
}
const made = (name: string, number: string, more: Tree = {}) => disk(name, number, `${VIRTUAL}/block`, more);

/** sda on 02:00.0, sdb on 03:00.0. */
const BASE: Tree = {
  "/proc/net/route": "Iface\tDestination\n",
  "/proc/self/mountinfo": "",
  "/proc/filesystems": [
    "nodev\tproc",
    "nodev\ttmpfs",
    "nodev\toverlay",
    "nodev\tfuse",
    "nodev\tzfs",
    "nodev\tubifs",
    "\text4",
    "\txfs",
    "\tbtrfs",
    "\tf2fs",
    "\terofs",
  ].join("\n"),
  ...disk("sda", "8:0", `${CARD}/ata1/host0/block`),
  ...disk("sdb", "8:16", `${OTHER}/ata9/host9/block`),
};

interface Case {
  readonly mounts?: readonly string[];
  readonly tree?: Tree;
  readonly said?: Readonly<Record<string, string>>;
}

/** Reasons of the cards of sda and sdb, and what is not known. */
async function told({ mounts = [], tree = {}, said = {} }: Case) {
  const mountinfo = mounts.map((line, index) => `${index + 30} 1 ${line}`).join("\n");
  const facts = await usageFrom({ tree: { ...BASE, "/proc/self/mountinfo": mountinfo, ...tree }, said });
  const usage = resolveUsage(facts, buildMachine(snapshot([functionInfo("02:00.0"), functionInfo("03:00.0")])));
  const lines = (address: string) =>
    usage.reasonsOf(bdf(address)).map(({ level, text }) => `${level}: ${english(text)}`);
  return { sda: lines("02:00.0"), sdb: lines("03:00.0"), unread: inEnglish(facts.unread) };
}

const unread = (source: string, reason: string) => [{ source, code: "ENOTSUP", reason }];
const EXT4 = "8:0 / / rw - ext4 /dev/sda rw";

describe("a mount whose device is not told is not known, by its name", () => {
  it.each([
    ["a type that needs a device, with a number of its own", "0:30 / /x rw - btrfs /dev/root rw", "/x (btrfs)"],
    ["a type that the kernel does not list", "0:30 / /x rw - newfs somewhere rw", "/x (newfs)"],
    ["one that opens its device itself", "0:30 / /x rw - ubifs ubi0:root rw", "/x (ubifs)"],
    ["a number that is no device's", "8:99 / /x rw - ext4 /dev/sdz1 rw", "/x (ext4)"],
    ["a number that is no device's, of what needs none", "8:99 / /x rw - fuse.x y rw", "/x (fuse.x)"],
    ["a loop device without a file", "7:0 / /x rw - ext4 /dev/loop0 rw", "/x (ext4)"],
    ["a log that is nowhere", "8:16 / /x rw - xfs /dev/sdb rw,logdev=/dev/gone", "/x (xfs)"],
    ["a log by a number that is none", "8:16 / /x rw - xfs /dev/sdb rw,logdev=259:7", "/x (xfs)"],
    ["a journal by a number of programs", "8:16 / /x rw - ext4 /dev/sdb rw,journal_dev=0x813", "/x (ext4)"],
    ["a journal by a name alone", "8:16 / /x rw - reiserfs /dev/sdb rw,jdev=sdz", "/x (reiserfs)"],
    ["one device of several that is gone", "0:30 / /x rw - bcachefs /dev/sdb:/dev/gone rw", "/x (bcachefs)"],
    ["btrfs of which the kernel tells no devices", "0:30 / /x rw - btrfs /dev/sdb rw", "/x (btrfs)"],
    ["f2fs of which the kernel tells no devices", "8:16 / /x rw - f2fs /dev/sdb rw", "/x (f2fs)"],
    ["a type whose log may be anywhere", "8:16 / /x rw - jfs /dev/sdb rw", "/x (jfs)"],
    ["an image in a file that nothing holds", "0:30 / /x rw - erofs /srv/image rw", "/x (erofs)"],
    ["an overlay with a relative layer", "0:30 / /x rw - overlay overlay rw,lowerdir=/l:m", "/x (overlay)"],
    ["an overlay whose layers it hides", "0:30 / / rw - overlay overlay rw,lowerdir=/lower", "/ (overlay)"],
    ["an overlay that tells no layer", "0:30 / /x rw - overlay overlay rw", "/x (overlay)"],
    ["what a virtual machine has from nowhere", "0:30 / /x rw - virtiofs root rw", "/x (virtiofs)"],
  ])("%s", async (_, line, what) => {
    const f2fs: Tree = line.includes("f2fs") ? { "/sys/fs/f2fs/sdb": null } : {};
    const found = await told({ mounts: [line], tree: { ...made("loop0", "7:0"), ...f2fs } });
    expect(found.unread).toEqual(unread("mounts", `the devices behind ${what} are unknown`));
    // What is known is told all the same.
    if (line.includes("/dev/sdb"))
      expect(found.sdb).toEqual([expect.stringMatching(/^protected: carries \/x \(sdb\)$/)]);
  });

  it("and so is one that stands on such a one", async () => {
    const mounts = ["0:30 / /a rw - btrfs /dev/root rw", "0:31 / /b rw - overlay overlay rw,lowerdir=/a/l"];
    expect((await told({ mounts })).unread).toEqual(
      unread("mounts", "the devices behind /a (btrfs) and /b (overlay) are unknown"),
    );
  });

  it("in another mount namespace as well, where a file is none of ours", async () => {
    const other = (line: string): Tree => ({ "/proc/71/comm": "x", "/proc/71/mountinfo": `36 35 ${line}` });
    for (const line of ["8:99 / /x rw - ext4 /dev/sdz1 rw", "0:30 / /x rw - erofs /image rw"]) {
      const type = line.includes("erofs") ? "erofs" : "ext4";
      expect((await told({ mounts: [EXT4], tree: other(line) })).unread).toEqual(
        unread("containers", `the devices behind /x (${type}) are unknown`),
      );
    }
  });

  it("that only the kernel writes to: a journal, a heartbeat of a cluster", async () => {
    const beat = "/sys/kernel/config/cluster/c1/heartbeat/A1/dev";
    const tree = { "/proc/fs/jbd2/sdz1": null, "/proc/fs/jbd2/sda-8": null, [beat]: "sdy" };
    expect((await told({ tree })).unread).toEqual(
      unread("mounts", "the devices behind an external ext4 journal (sdz1) and an OCFS2 heartbeat (sdy) are unknown"),
    );
    const { sdb, unread: rest } = await told({ tree: { [beat]: "sdb" } });
    expect([sdb, rest]).toEqual([["protected: carries an OCFS2 heartbeat (sdb)"], []]);
  });

  it("that no namespace shows, where the kernel has more of a type than are shown", async () => {
    const filesystems = "nodev\tproc\n\tsquashfs\n\tiso9660\n\tvfat\n\text4\n";
    const mounts = ["7:0 / /a ro - squashfs /dev/loop0 ro", "7:0 /x /b ro - squashfs /dev/loop0 ro"];
    const loop = made("loop0", "7:0", { "loop/backing_file": "/image" });
    const tree: Tree = { "/proc/filesystems": filesystems, ...loop };
    const reason = async (modules: string) =>
      (await told({ mounts: [EXT4, ...mounts], tree, said: { modules } })).unread;
    expect(await reason("squashfs 1 -\nvfat 1 msdos,\next4 9 -\nproc 7 -")).toEqual([]);
    for (const [modules, type] of [
      ["squashfs 2 -", "squashfs"],
      ["vfat 2 msdos,", "vfat"],
      ["isofs 1 -", "iso9660"],
    ] as const) {
      expect(await reason(modules)).toEqual(
        unread("containers", `the kernel has more ${type} file systems than any namespace shows`),
      );
    }
  });

  it("unless it needs none: in memory, of another machine, a program's", async () => {
    const mounts = [
      "0:5 / /proc rw - proc proc rw",
      "0:6 / /run rw - tmpfs tmpfs rw,size=8k",
      "0:1 / /init rw - rootfs rootfs rw",
      "0:4 net:[4026532001] /run/netns/a rw - nsfs nsfs rw",
      "0:7 / /home rw - nfs4 fs1:/home rw,addr=198.51.100.9",
      "0:8 / /mnt rw - fuse.x /srv/y rw",
      "1:0 / /ram rw - ext4 /dev/ram0 rw",
      "0:9 / /merged rw - overlay overlay rw,lowerdir=/run/l,upperdir=/run/u,workdir=/run/w",
    ];
    const { sda, sdb, unread: rest } = await told({ mounts, tree: made("ram0", "1:0") });
    // Nobody was asked how the server is reached.
    expect([sda, sdb, rest.map(({ source }) => source)]).toEqual([[], [], ["routes"]]);
  });
});

describe("a mount is found on its disks", () => {
  const carries = (what: string, name: string) => [`protected: carries ${what} (${name})`];

  it.each([
    [
      "a path with colons",
      "0:30 / /x rw - newfs /dev/disk/by-path/pci-0:1 rw",
      { "/dev/disk/by-path/pci-0:1": ["../../sda"] },
    ],
    ["a journal by a number of programs", "8:0 / /x rw - ext4 /dev/sda rw,journal_dev=2064", {}],
    ["an overlay on the folder that it is on", "0:30 / /x rw - overlay o rw,lowerdir=/x,upperdir=/x/u", {}],
    ["an overlay with a colon in a layer", "0:30 / /x rw - overlay o rw,lowerdir=/y\\134:z", {}],
  ] as const)("%s", async (_, line, tree) => {
    const { sda, unread: rest } = await told({ mounts: [EXT4, line], tree });
    expect([sda, rest]).toEqual([carries("/ and /x", "sda"), []]);
  });

  it("an image in a file, by the mount that holds the file, and the parts of it in others", async () => {
    const mounts = [EXT4, "8:16 / /srv rw - ext4 /dev/sdb rw", "0:30 / /x ro - erofs /image ro,device=/srv/blob"];
    const { sda, sdb, unread: rest } = await told({ mounts });
    expect([sda, sdb, rest]).toEqual([carries("/ and /x", "sda"), carries("/x and /srv", "sdb"), []]);
  });

  it("images that are said to lie in each other end nowhere", async () => {
    const mounts = ["0:30 / /a ro - erofs /b/image ro", "0:31 / /b ro - erofs /a/image ro"];
    expect((await told({ mounts })).unread).toMatchObject([{ source: "mounts" }]);
  });

  it("f2fs, on all its devices, which are found where nobody shows the mount as well", async () => {
    const map = (path: string) =>
      `Address Layout : 4096B\n\nDisk Map for multi devices:\nDisk: 0 (zoned=0): 0x0 - 0x1 on /dev/sda\nDisk: 1 (zoned=1): 0x2 - 0x3 on ${path}\n`;
    const f2fs = (path: string): Tree => ({ "/sys/fs/f2fs/sda": null, "/proc/fs/f2fs/sda/disk_map": map(path) });
    const mounts = ["8:0 / /x rw - f2fs /dev/sda rw"];
    const seen = await told({ mounts, tree: f2fs("/dev/sdb") });
    expect([seen.sda, seen.sdb, seen.unread]).toEqual([carries("/x", "sda"), carries("/x", "sdb"), []]);
    const hidden = await told({ tree: f2fs("/dev/sdb") });
    expect([hidden.sda, hidden.sdb].flat()).toEqual([
      ...carries("f2fs with no visible mount point", "sda"),
      ...carries("f2fs with no visible mount point", "sdb"),
    ]);
    const lost = await told({ mounts, tree: f2fs("/dev/gone") });
    expect([lost.sda, lost.unread]).toEqual([
      carries("/x", "sda"),
      unread("mounts", "the devices behind /x (f2fs) are unknown"),
    ]);
    const single = { "/sys/fs/f2fs/sda": null, "/proc/fs/f2fs/sda/disk_map": "Address Layout : 4096B\n" };
    expect((await told({ mounts, tree: single })).unread).toEqual([]);
  });

  it("bcachefs, on devices that came later, and out of sight", async () => {
    const tree: Tree = {
      "/sys/fs/bcachefs/u1/dev-0/block": [`${CARD}/ata1/host0/block/sda`],
      "/sys/fs/bcachefs/u1/dev-1/block": [`${OTHER}/ata9/host9/block/sdb`],
    };
    const seen = await told({ mounts: ["0:30 / /x rw - bcachefs /dev/sda rw"], tree });
    expect([seen.sda, seen.sdb, seen.unread]).toEqual([carries("/x", "sda"), carries("/x", "sdb"), []]);
    expect((await told({ tree })).sdb).toEqual(carries("bcachefs with no visible mount point", "sdb"));
  });

  it("out of sight, where the kernel tells one device and nothing tells whether there are more", async () => {
    for (const type of ["xfs", "f2fs"]) {
      const { sda, unread: rest } = await told({ tree: { [`/sys/fs/${type}/sda`]: null } });
      const where = `${type} with no visible mount point`;
      expect([sda, rest]).toEqual([
        carries(where, "sda"),
        unread("mounts", `the devices behind ${where} (sda) are unknown`),
      ]);
    }
    expect((await told({ tree: { "/sys/fs/ext4/sda": null } })).unread).toEqual([]);
  });

  it("GFS2 that is mounted out of sight, by the number of its device", async () => {
    const { sda, sdb } = await told({ tree: { "/sys/fs/gfs2/c1:data/id": "8:16" } });
    expect([sda, sdb]).toEqual([[], carries("gfs2 with no visible mount point", "sdb")]);
  });
});

describe("a block device of which nothing tells what is below is not known, by its name", () => {
  it.each([
    ["a volume without parts", made("dm-0", "253:0", { "dm/name": "vg0-x", size: "8" })],
    ["an array without members", made("md0", "9:0", { size: "8" })],
    ["DRBD without a disk of its own", made("drbd0", "147:0", { size: "8" })],
    ["NVMe without a controller", disk("nvme0n1", "259:0", `${VIRTUAL}/nvme-subsystem/nvme-subsys0`, { size: "8" })],
    ["one whose size is not told either", made("dm-0", "253:0", { "dm/name": "vg0-x" })],
    ["what a program makes up", made("ublkb0", "259:0", { size: "8" })],
    ["swap for memory in a file that nothing holds", made("zram0", "251:0", { backing_dev: "/dev/gone" })],
  ])("%s", async (_, tree) => {
    const [name = ""] = Object.keys(tree).map((path) => path.split("/")[4] ?? "");
    expect((await told({ tree })).unread.filter(({ source }) => source !== "routes")).toEqual(
      unread("blocks", `the devices that make up ${name} are unknown`),
    );
  });

  it("a loop device stands on the disk of its file, whatever the file is called there", async () => {
    const loop = made("loop0", "7:0", { "loop/backing_file": "/image" });
    const mounts = [EXT4, "7:0 / /x ro - ext4 /dev/loop0 ro"];
    const known = await told({ mounts, tree: loop, said: { loops: "loop0 8:16\nloop1 0:5" } });
    expect([known.sdb, known.unread]).toEqual([["protected: carries /x (loop0 → sdb)"], []]);
    expect((await told({ mounts, tree: loop, said: { loops: "loop0 8:99" } })).unread).toEqual(
      unread("blocks", "the devices that make up loop0 are unknown"),
    );
    expect((await told({ mounts, tree: loop, said: { loops: "loop0 0:44" } })).unread).toEqual([]);
  });

  it("NVMe of this machine's own is what it lets other machines use, and others are not known", async () => {
    const control = `${VIRTUAL}/nvme-fabrics/ctl/nvme0`;
    const lent = (transport: string): Tree => ({
      ...disk("nvme0n1", "259:0", control, { size: "8" }),
      "/sys/class/nvme/nvme0": [control],
      [`${control}/transport`]: transport,
    });
    expect((await told({ tree: lent("loop") })).unread).toEqual([]);
    expect((await told({ tree: lent("new") })).unread).toEqual(
      unread("blocks", "the devices that make up nvme0n1 are unknown"),
    );
  });

  it("unless there is nothing: it is empty, or its table names no device", async () => {
    const empty = { ...made("md0", "9:0", { size: "0" }), ...made("dm-1", "253:1", { size: "0", "dm/name": "new" }) };
    const zero = made("dm-0", "253:0", { size: "8", "dm/name": "zeros" });
    expect((await told({ tree: { ...empty, ...zero }, said: { unbacked: " zeros" } })).unread).toEqual([]);
  });

  it("an array with its bitmap in a file stands on the disk of that, too", async () => {
    const array = made("md0", "9:0", { size: "8", "slaves/sdb": null });
    const mdstat = [
      "Personalities : [raid1]",
      "md0 : active raid1 sdb[0]",
      "      1046528 blocks super 1.2 [2/1] [U_]",
      "      bitmap: 0/1 pages [0KB], 65536KB chunk, file: /var/bit\\040map",
      "",
      "unused devices: <none>",
    ].join("\n");
    const mounts = ["8:0 / /var rw - ext4 /dev/sda rw", "9:0 / /srv rw - xfs /dev/md0 rw"];
    const { sda, sdb } = await told({ mounts, tree: { ...array, "/proc/mdstat": mdstat } });
    expect([sda, sdb]).toEqual([["protected: carries /var and /srv (sda)"], ["protected: carries /srv (md0 → sdb)"]]);
  });

  it("an array stands on the one that has its metadata, and on all disks of that", async () => {
    const arrays = {
      ...made("md126", "9:126", { size: "8", "slaves/sda": null, "md/metadata_version": "external:/md127/0" }),
      ...made("md127", "9:127", { size: "0", "slaves/sda": null, "slaves/sdb": null }),
    };
    const { sda, sdb } = await told({ mounts: ["9:126 / / rw - ext4 /dev/md126 rw"], tree: arrays });
    expect([sda, sdb]).toEqual([
      ["protected: carries / (md126 → sda)"],
      ["protected: carries / (md126 → md127 → sdb)"],
    ]);
  });
});

it("swap that is compressed in memory first is on the disk all the same, and in memory alone on none", async () => {
  const swaps = (name: string): Tree => ({
    "/proc/swaps": `Filename Type Size Used Priority\n${name} partition 1 0 -2\n`,
  });
  expect((await told({ tree: { ...swaps("/dev/sda"), "/sys/module/zswap/parameters/enabled": "Y" } })).sda).toEqual([
    "protected: carries swap (sda)",
  ]);
  const lost = await told({ tree: { ...swaps("/dev/loop0"), ...made("loop0", "7:0") } });
  expect(lost.unread).toEqual(unread("swaps", "the device of swap /dev/loop0 is unknown"));
});
