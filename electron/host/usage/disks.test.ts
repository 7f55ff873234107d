/** What stands on which disk, row by row: machines as a helper sends them, and what is told of their functions. */
import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { type Tree, usageFrom } from "./testing/sent.ts";

const CARD = "/sys/devices/pci0000:00/0000:00:02.0/0000:02:00.0";
const VIRTUAL = "/sys/devices/virtual";

/** A block device with its folder; what else it has by relative path. */
function disk(name: string, number: string, folder: string, more: Tree = {}): Tree {
  return {
    [`/sys/class/block/${name}`]: [folder],
    [`/sys/class/block/${name}/dev`]: number,
    ...Object.fromEntries(Object.entries(more).map(([path, what]) => [`/sys/class/block/${name}/${path}`, what])),
  };
}

/** sda on 02:00.0, with sda1. */
const SDA: Tree = {
  ...disk("sda", "8:0", `${CARD}/ata1/host0/block/sda`),
  ...disk("sda1", "8:1", `${CARD}/ata1/host0/block/sda/sda1`, { partition: "1" }),
};

function mounts(...lines: readonly string[]): Tree {
  return {
    "/proc/net/route": "Iface\tDestination\n",
    "/proc/self/mountinfo": lines.map((line, index) => `${index + 30} 1 ${line}`).join("\n"),
  };
}
const ON_SDA1 = "8:1 / / rw - ext4 /dev/sda1 rw";

async function read(tree: Tree, said: Readonly<Record<string, string>> = {}) {
  const facts = await usageFrom({ tree: { ...mounts(), ...tree }, said });
  const usage = resolveUsage(facts, buildMachine(snapshot([])));
  const told = (address: string) =>
    usage.reasonsOf(bdf(address)).map(({ level, text }) => `${level}: ${english(text)}`);
  return { facts, told, peers: inEnglish(facts.peers.map(({ kind, address, what, by }) => [kind, address, what, by])) };
}

describe("a file system is found on the function below", () => {
  it("a loop device, by the mount that holds its file", async () => {
    const loop = disk("loop0", "7:0", `${VIRTUAL}/block/loop0`, { "loop/backing_file": "/images/a b.img (deleted)" });
    const { facts, told } = await read({ ...SDA, ...loop, ...mounts(ON_SDA1, "7:0 / /srv rw - ext4 /dev/loop0 rw") });
    expect(told("02:00.0")).toEqual(["protected: carries / and /srv (sda1 → sda)"]);
    expect(facts.blocks.find(({ name }) => name === "loop0")?.below).toEqual(["sda1"]);
    expect(inEnglish(facts.unread)).toEqual([]);
  });

  it("a loop device on a whole disk, and one whose file nothing tells of", async () => {
    const loop = (file: string) => disk("loop0", "7:0", `${VIRTUAL}/block/loop0`, { "loop/backing_file": file });
    const mounted = mounts("0:1 / / rw - rootfs rootfs rw", "7:0 / /srv rw - ext4 /dev/loop0 rw");
    expect((await read({ ...SDA, ...loop("/dev/sda"), ...mounted })).told("02:00.0")).toEqual([
      "protected: carries /srv (loop0 → sda)",
    ]);
    const hidden = mounts("0:9 / / rw - overlay overlay rw,lowerdir=l/A:l/B", "7:0 / /srv rw - ext4 /dev/loop0 rw");
    expect(inEnglish((await read({ ...SDA, ...loop("/x.img"), ...hidden })).facts.unread)).toEqual([
      { source: "blocks", code: "ENOTSUP", reason: "the devices that make up loop0 are unknown" },
      { source: "mounts", code: "ENOTSUP", reason: "the devices behind / (overlay) are unknown" },
    ]);
  });

  it("an overlay, by its layers", async () => {
    const line = "0:50 / /merged rw - overlay overlay rw,lowerdir=/var/l1:/var/l2,upperdir=/var/u,workdir=/var/w";
    const { told } = await read({ ...SDA, ...mounts("8:1 / /var rw - ext4 /dev/sda1 rw", line) });
    expect(told("02:00.0")).toEqual(["protected: carries /var and /merged (sda1 → sda)"]);
  });

  it.each(["slaves", "holders"])("a stack of which only %s tell", async (side) => {
    const link: Tree =
      side === "slaves"
        ? { [`${VIRTUAL}/block/dm-0/slaves/sda1`]: null }
        : { [`${CARD}/ata1/host0/block/sda/sda1/holders/dm-0`]: null };
    const volume = disk("dm-0", "253:0", `${VIRTUAL}/block/dm-0`, { "dm/name": "vg0-root" });
    const { told } = await read({
      ...SDA,
      ...volume,
      ...link,
      ...mounts("253:0 / / rw - xfs /dev/mapper/vg0-root rw"),
    });
    expect(told("02:00.0")).toEqual(["protected: carries / (vg0-root → sda1 → sda)"]);
  });

  it("a disk that only another mount namespace has, by the process that is in it", async () => {
    const other: Tree = {
      "/proc/71/mountinfo": "36 35 8:1 / /data rw - ext4 /dev/sda1 rw",
      "/proc/71/comm": "postgres",
    };
    expect((await read({ ...SDA, ...other })).told("02:00.0")).toEqual([
      "protected: carries /data in the mount namespace of postgres (pid 71) (sda1 → sda)",
    ]);
  });

  it("a disk that the kernel has mounted where nobody looked", async () => {
    expect((await read({ ...SDA, "/sys/fs/xfs/sda1": null, "/sys/fs/xfs/stats": null })).told("02:00.0")).toEqual([
      "protected: carries xfs with no visible mount point (sda1 → sda)",
    ]);
    const seen = { ...SDA, "/sys/fs/ext4/sda1": null, ...mounts(ON_SDA1) };
    expect((await read(seen)).told("02:00.0")).toEqual(["protected: carries / (sda1 → sda)"]);
  });

  it("multipath, on the adapters of all its paths", async () => {
    const path = (name: string, number: string, card: string): Tree =>
      disk(name, number, `/sys/devices/pci0000:00/${card}/host1/rport-1:0-0/target1:0:0/1:0:0:1/block/${name}`);
    const both = disk("dm-0", "253:0", `${VIRTUAL}/block/dm-0`, {
      "dm/name": "mpatha",
      "slaves/sdb": null,
      "slaves/sdc": null,
    });
    const mounted = mounts("253:0 / / rw - xfs /dev/mapper/mpatha rw");
    const tree = {
      ...path("sdb", "8:16", "0000:02:00.0"),
      ...path("sdc", "8:32", "0000:03:00.0"),
      ...both,
      ...mounted,
    };
    const { told } = await read(tree);
    expect([told("02:00.0"), told("03:00.0")]).toEqual([
      ["protected: carries / (mpatha → sdb)"],
      ["protected: carries / (mpatha → sdc)"],
    ]);
  });

  it("a bcache, on the disk that caches as well", async () => {
    const cache = (folder: string): Tree => ({
      "/sys/fs/bcache/u1/cache0": [`${CARD}/ata1/host0/block/sda/sda1/bcache`],
      "/sys/fs/bcache/u1/bdev0": [`${folder}/bcache`],
    });
    const other = "/sys/devices/pci0000:00/0000:00:03.0/0000:03:00.0/ata9/block/sdb";
    const bcache = disk("bcache0", "252:0", `${VIRTUAL}/block/bcache0`, { "slaves/sdb": null });
    const mounted = mounts("252:0 / /srv rw - ext4 /dev/bcache0 rw");
    const tree = { ...SDA, ...disk("sdb", "8:16", other), ...bcache, ...cache(other), ...mounted };
    expect((await read(tree)).told("02:00.0")).toEqual(["protected: carries /srv (bcache0 → sda1 → sda)"]);
    expect((await read(tree)).told("03:00.0")).toEqual(["protected: carries /srv (bcache0 → sdb)"]);
  });

  it("a journal on a disk of its own: of ext4, and of XFS", async () => {
    const ext4 = { ...SDA, "/proc/fs/jbd2/sda1": null, "/proc/fs/jbd2/sdz1-8": null };
    expect((await read(ext4)).told("02:00.0")).toEqual(["protected: carries an external ext4 journal (sda1 → sda)"]);
    const xfs = mounts("8:32 / /srv rw - xfs /dev/sdc rw,logdev=/dev/sda1,noquota");
    expect((await read({ ...SDA, ...xfs })).told("02:00.0")).toEqual(["protected: carries /srv (sda1 → sda)"]);
  });

  it.each(["journal_path=/dev/sda1", "logdev=8:1", "rtdev=/dev/sda1"])("a device of an option: %s", async (option) => {
    const line = mounts(`8:32 / /srv rw - anyfs /dev/sdc rw,${option},noquota`);
    expect((await read({ ...SDA, ...line })).told("02:00.0")).toEqual(["protected: carries /srv (sda1 → sda)"]);
  });

  it("btrfs: one that is mounted out of sight, and one that nothing tells the device of", async () => {
    const { told } = await read({ ...SDA, "/sys/fs/btrfs/u1/devices/sda1": null });
    expect(told("02:00.0")).toEqual(["protected: carries btrfs with no visible mount point (sda1 → sda)"]);
    const { facts } = await read({ ...SDA, ...mounts("0:30 / / rw - btrfs /dev/root rw") });
    expect(inEnglish(facts.unread)).toEqual([
      { source: "mounts", code: "ENOTSUP", reason: "the devices behind / (btrfs) are unknown" },
    ]);
  });

  it("an overlay with an option for each layer", async () => {
    const line = "0:50 / /merged rw - overlay overlay ro,lowerdir+=/none,lowerdir+=/var/l1";
    const { told } = await read({ ...SDA, ...mounts("8:1 / /var rw - ext4 /dev/sda1 rw", line) });
    expect(told("02:00.0")).toEqual(["protected: carries /var and /merged (sda1 → sda)"]);
  });

  it("what a virtual machine has from its host, by the virtio function", async () => {
    const share = (driver: string, name: string): Tree => ({
      [`/sys/bus/virtio/drivers/${driver}/${name}`]: [`${CARD}/${name}`],
      [`${CARD}/${name}/mount_tag`]: "root",
    });
    const nine = await read({
      ...share("9pnet_virtio", "virtio3"),
      ...mounts("0:20 / / rw - 9p root rw,trans=virtio"),
    });
    expect(nine.told("02:00.0")).toEqual(["protected: carries / (virtio3)"]);
    const fs = await read({ ...share("virtiofs", "virtio4"), ...mounts("0:20 / / rw - virtiofs root rw") });
    expect(fs.told("02:00.0")).toEqual(["protected: carries / (virtio4)"]);
  });

  it("memory of a CXL device that is a disk", async () => {
    const path = "/sys/devices/platform/ACPI0017:00/root0/nvdimm-bridge0/ndbus0/region0/namespace0.0/block/pmem0";
    const cxl: Tree = { "/sys/bus/cxl/devices/mem0": [`${CARD}/mem0`], [`${CARD}/mem0/serial`]: "0x1" };
    const pmem = { ...disk("pmem0", "259:9", path), ...cxl, ...mounts("259:9 / /db rw - ext4 /dev/pmem0 rw") };
    expect((await read(pmem)).told("02:00.0")).toEqual(["protected: carries /db (pmem0)"]);
  });
});

describe("swap is found", () => {
  const swaps = (line: string): Tree => ({ "/proc/swaps": `Filename Type Size Used Priority\n${line} 1 0 -2\n` });

  it("on a plain partition, in a file, and behind zram", async () => {
    const zram = disk("zram0", "251:0", `${VIRTUAL}/block/zram0`, { backing_dev: "/dev/sda1" });
    const parts = { ...SDA, ...zram };
    expect((await read({ ...parts, ...swaps("/dev/sda1 partition") })).told("02:00.0")).toEqual([
      "protected: carries swap (sda1 → sda)",
    ]);
    const inFile = await read({ ...parts, ...mounts(ON_SDA1), ...swaps("/swap\\040file file") });
    expect(inFile.told("02:00.0")).toEqual([
      "protected: carries / (sda1 → sda)",
      "protected: carries swap (sda1 → sda)",
    ]);
    expect((await read({ ...parts, ...swaps("/dev/zram0 partition") })).told("02:00.0")).toEqual([
      "protected: carries swap (zram0 → sda1 → sda)",
    ]);
  });

  it("in memory, which is on nothing", async () => {
    const zram = disk("zram0", "251:0", `${VIRTUAL}/block/zram0`, { backing_dev: "none" });
    const { facts } = await read({ ...zram, ...swaps("/dev/zram0 partition") });
    expect([facts.mounts, facts.blocks, facts.unread]).toEqual([[], [], []]);
  });

  it("or told as unread, where nothing says which device it is on", async () => {
    const { facts } = await read({ ...SDA, ...swaps("/dev/disk/gone partition") });
    expect(inEnglish(facts.unread)).toMatchObject([{ source: "swaps", code: "ENOTSUP" }]);
  });
});

describe("a ZFS pool", () => {
  const POOL: Tree = { ...SDA, "/proc/spl/kstat/zfs/tank/state": null };
  const UNREAD = [{ source: "blocks", code: "ENOTSUP", reason: "ZFS does not list the devices of pool tank" }];

  it("of which nothing tells the disks leaves unread what the block devices are made of", async () => {
    expect(inEnglish((await read(POOL)).facts.unread)).toEqual(UNREAD);
    expect(inEnglish((await read({ ...SDA, ...mounts("0:41 / /tank rw - zfs tank/home rw") })).facts.unread)).toEqual(
      UNREAD,
    );
  });

  it("is asked for its disks, and has its volumes on them", async () => {
    const volume: Tree = {
      ...disk("zd16", "230:16", `${VIRTUAL}/block/zd16`),
      "/dev/zvol/tank/vm/disk0": ["../../../zd16"],
    };
    const status = [
      "   pool: tank",
      "  state: ONLINE",
      "\tNAME STATE READ",
      "\ttank ONLINE 0",
      "\t  /dev/sda1 ONLINE 0 0 0",
    ];
    const mounted = mounts("230:16 / /vm rw - ext4 /dev/zd16 rw");
    const { facts, told } = await read({ ...POOL, ...volume, ...mounted }, { zpools: status.join("\n") });
    expect(inEnglish(facts.unread)).toEqual([]);
    expect(told("02:00.0")).toEqual(["protected: carries /vm (zd16 → sda1 → sda)"]);
    const idle = await read({ ...POOL, ...volume }, { zpools: status.join("\n") });
    expect(idle.told("02:00.0")).toEqual(["in use: is part of the active volume zd16 (zd16 → sda1 → sda)"]);
  });

  it("is known by all of udev's notes", async () => {
    const notes = (pool: string) => `E:ID_FS_LABEL=${pool}\nE:ID_FS_TYPE=zfs_member\n`;
    const tree = { ...POOL, "/run/udev/data/b8:1": notes("tank"), ...mounts("0:41 / /tank rw - zfs tank/home rw") };
    expect((await read(tree)).told("02:00.0")).toEqual(["protected: carries /tank (sda1 → sda)"]);
  });
});

describe("a disk of another machine", () => {
  it("is a peer by its address: iSCSI with all its portals", async () => {
    const path = "/sys/devices/platform/host3/session1/target3:0:0/3:0:0:0/block/sdb";
    const { peers } = await read({
      ...disk("sdb", "8:16", path),
      ...disk("sdb1", "8:17", `${path}/sdb1`, { partition: "1" }),
      "/sys/class/iscsi_connection/connection1:0/address": "198.51.100.9",
      "/sys/class/iscsi_connection/connection1:1/persistent_address": "2001:db8::9",
      "/sys/class/iscsi_connection/connection2:0/address": "198.51.100.77",
      ...mounts("8:17 / / rw - ext4 /dev/sdb1 rw"),
    });
    expect(peers).toEqual([
      ["block", "198.51.100.9", "/ (sdb)", null],
      ["block", "2001:db8::9", "/ (sdb)", null],
    ]);
  });

  it("with more portals than are told is on one that is not told as well", async () => {
    const path = "/sys/devices/platform/host3/session1/target3:0:0/3:0:0:0/block/sdb";
    const portals = (count: number): Tree =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          `/sys/class/iscsi_connection/connection1:${at}/address`,
          `198.51.100.${at + 1}`,
        ]),
      );
    const addresses = async (count: number) =>
      (await read({ ...disk("sdb", "8:16", path), ...portals(count) })).peers.map(([, address]) => address);
    expect(await addresses(0)).toEqual(["an unknown address"]);
    expect(await addresses(16)).not.toContain("an unknown address");
    const many = await addresses(17);
    expect([many.length, many.at(-1)]).toEqual([17, "an unknown address"]);
  });

  it.each(["tcp", "rdma"])("NVMe over %s, also with several paths", async (transport) => {
    const head = `${VIRTUAL}/nvme-subsystem/nvme-subsys0`;
    const control = (number: number, address: string): Tree => ({
      [`${head}/nvme${number}`]: [`${VIRTUAL}/nvme-fabrics/ctl/nvme${number}`],
      [`/sys/class/nvme/nvme${number}`]: [`${VIRTUAL}/nvme-fabrics/ctl/nvme${number}`],
      [`${VIRTUAL}/nvme-fabrics/ctl/nvme${number}/transport`]: transport,
      [`${VIRTUAL}/nvme-fabrics/ctl/nvme${number}/address`]: address,
    });
    const { peers } = await read({
      ...disk("nvme0n1", "259:0", `${head}/nvme0n1`),
      ...control(0, "traddr=198.51.100.9,trsvcid=4420"),
      ...control(1, "traddr=fe80::9%eth1,trsvcid=4420"),
      ...control(2, "traddr=198.51.100.10,trsvcid=4420,host_iface=eth2"),
      ...mounts("259:0 / / rw - ext4 /dev/nvme0n1 rw"),
    });
    expect(peers).toEqual([
      ["block", "198.51.100.9", "/ (nvme0n1)", null],
      ["block", "fe80::9", "/ (nvme0n1)", ["eth1"]],
      ["block", "198.51.100.10", "/ (nvme0n1)", ["eth2"]],
    ]);
  });

  it("RBD by its monitors, NBD and DRBD by nothing, FCoE and AoE by their interface", async () => {
    const { peers, facts } = await read({
      ...disk("rbd0", "252:0", "/sys/devices/rbd/0/block/rbd0"),
      "/sys/bus/rbd/devices/0/config_info":
        "198.51.100.9:6789,[2001:db8::9]:6789 name=admin,key=client.admin rbd image -",
      ...disk("nbd0", "43:0", `${VIRTUAL}/block/nbd0`, { pid: "812" }),
      ...disk("nbd1", "43:32", `${VIRTUAL}/block/nbd1`),
      ...disk("drbd0", "147:0", `${VIRTUAL}/block/drbd0`),
      ...disk("sdc", "8:32", `${VIRTUAL}/net/eth0.100-fcoe/ctlr_0/host7/rport-7:0-0/block/sdc`),
      ...disk("etherd!e1.1", "152:16", `${VIRTUAL}/block/etherd!e1.1`, { netif: "eth3" }),
    });
    expect(peers).toEqual([
      ["block", "an unknown address", "disk drbd0", null],
      ["block", "ATA over Ethernet", "disk etherd!e1.1", ["eth3"]],
      ["block", "an unknown address", "disk nbd0", null],
      ["block", "198.51.100.9", "disk rbd0", null],
      ["block", "2001:db8::9", "disk rbd0", null],
      ["block", "Fibre Channel", "disk sdc", ["eth0.100-fcoe"]],
    ]);
    // Nobody was asked how the monitors are reached.
    expect(inEnglish(facts.unread)).toMatchObject([
      { source: "blocks", reason: "the devices that make up drbd0 are unknown" },
      { source: "routes" },
    ]);
  });

  it("that a Fibre Channel card leads to is on that card, by its port", async () => {
    const control = `${VIRTUAL}/nvme-fabrics/ctl/nvme0`;
    const { told } = await read({
      ...disk("nvme0n1", "259:0", `${control}/nvme0n1`),
      "/sys/class/nvme/nvme0": [control],
      [`${control}/transport`]: "fc",
      [`${control}/address`]: "traddr=nn-0x2:pn-0x3,host_traddr=nn-0x20:pn-0x21",
      "/sys/class/fc_host/host7": [`${CARD}/host7/fc_host/host7`],
      [`${CARD}/host7/fc_host/host7/port_name`]: "0x21",
      ...mounts("259:0 / / rw - ext4 /dev/nvme0n1 rw"),
    });
    expect(told("02:00.0")).toEqual(["protected: carries / (nvme0n1)"]);
  });

  it("or whatever a program makes up: nothing tells", async () => {
    const { facts } = await read(disk("ublkb0", "259:7", `${VIRTUAL}/block/ublkb0`));
    expect(inEnglish(facts.unread)).toEqual([
      { source: "blocks", code: "ENOTSUP", reason: "the devices that make up ublkb0 are unknown" },
    ]);
  });
});

it("the root file system on a disk of another machine makes what leads there protected", async () => {
  const control = `${VIRTUAL}/nvme-fabrics/ctl/nvme0`;
  const nic = (name: string): Tree => ({
    [`/sys/class/net/${name}`]: [`${CARD}/net/${name}`],
    [`${CARD}/net/${name}/flags`]: "0x1003",
    [`${CARD}/net/${name}/device`]: [CARD],
  });
  const root = (address: string): Tree => ({
    ...disk("nvme0n1", "259:0", `${control}/nvme0n1`),
    "/sys/class/nvme/nvme0": [control],
    [`${control}/transport`]: "tcp",
    [`${control}/address`]: address,
    ...mounts("259:0 / / rw - ext4 /dev/nvme0n1 rw"),
    ...nic("eth1"),
  });
  const said = { addresses: "2: eth1    inet 198.51.100.1/24 scope global eth1" };
  const known = await read(root("traddr=198.51.100.9,host_iface=eth1"), said);
  expect(known.told("02:00.0")[0]).toBe("protected: leads to the machine that provides / (nvme0n1) (eth1)");
  const open = await read(root("traddr=target.example"), said);
  expect(open.told("02:00.0")[0]).toBe(
    "protected: may carry the path to the machine that provides / (nvme0n1): its interface is unknown",
  );
});

describe("a file system of another machine is a peer", () => {
  it.each([
    ["nfs4 fs1:/x rw,addr=198.51.100.9", ["198.51.100.9"]],
    ["nfs 198.51.100.9:/x rw", ["198.51.100.9"]],
    ["nfs4 fs1:/x rw,clientaddr=::", ["fs1"]],
    ["nfs4 [2001:db8::9]:/x rw", ["2001:db8::9"]],
    ["cifs //fs1/x rw,addr=198.51.100.9", ["198.51.100.9"]],
    ["smb3 //fs1/x rw,ip=198.51.100.9", ["198.51.100.9"]],
    ["cifs //fs1/x rw", ["fs1"]],
    ["ceph 198.51.100.9:6789,[2001:db8::9]:6789:/ rw", ["198.51.100.9", "2001:db8::9"]],
    ["ceph admin@0a.fs=/ rw,mon_addr=198.51.100.9:6789/198.51.100.10:6789", ["198.51.100.9", "198.51.100.10"]],
    ["fuse.glusterfs 198.51.100.9:vol rw", ["198.51.100.9"]],
    ["lustre 198.51.100.9@tcp:198.51.100.10@tcp1:/fs rw", ["198.51.100.9", "198.51.100.10"]],
    ["lustre 198.51.100.9@o2ib,198.51.100.11@tcp:/fs rw", ["198.51.100.9", "198.51.100.11"]],
    ["beegfs beegfs_nodev rw,cfgFile=/etc/beegfs/beegfs-client.conf", ["beegfs_nodev"]],
    ["9p 198.51.100.9 rw,trans=tcp,port=564", ["198.51.100.9"]],
    ...[
      "afs",
      "coda",
      "gpfs",
      "wekafs",
      "panfs",
      "fhgfs",
      "fuse.ceph",
      "fuse.ceph-fuse",
      "fuse.rclone",
      "fuse.s3fs",
    ].map((type): [string, string[]] => [`${type} #example.org:root. rw`, ["#example.org:root."]]),
    ["fuse.sshfs me@198.51.100.9:/x rw", ["198.51.100.9"]],
    ["fuse.sshfs me@fs1:/x rw", ["fs1"]],
  ])("%s", async (line, addresses) => {
    const { peers } = await read(mounts(`0:42 / /x rw - ${line}`));
    expect(peers).toEqual(addresses.map((address) => ["mount", address, "/x", null]));
  });

  it("with the interface of a link-local address, by its name or its number", async () => {
    const number: Tree = { "/sys/class/net/eth1/ifindex": "7" };
    const line = (zone: string) => mounts(`0:42 / /x rw - nfs4 [fe80::9%${zone}]:/x rw`);
    for (const zone of ["eth1", "7"]) {
      expect((await read({ ...number, ...line(zone) })).peers).toEqual([["mount", "fe80::9", "/x", ["eth1"]]]);
    }
    expect((await read({ ...number, ...line("9") })).peers).toEqual([["mount", "fe80::9", "/x", null]]);
  });

  it("and nothing is of what is here", async () => {
    const here = ["proc proc rw", "fuse.lxcfs lxcfs rw", "9p tag rw,trans=virtio", "tmpfs fs1:/x rw"];
    expect((await read(mounts(...here.map((line) => `0:42 / /x rw - ${line}`)))).peers).toEqual([]);
  });
});
