/** What the lab's usage world is made to stand on, thing by thing: the commands, and what the product says then. */
import type { UsageReason } from "../../../shared/machine/usage-reason.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { at } from "../worlds/world.ts";

export interface Standing {
  readonly what: string;
  /** Shell lines for the guest; none where the machine stands on it from the start. */
  readonly make?: readonly string[];
  /** The function that carries it. */
  readonly on: Bdf;
  readonly level: UsageReason["level"];
  /** The whole text, or what it is like. */
  readonly told: string | RegExp;
}

/** Shell functions for {@link Standing.make}: `own` starts a program that stays, and waits until it has what it is started for. */
export const PRELUDE = `
set -e
exec </dev/null
own() { : >/tmp/own; "$@" >>/tmp/own 2>&1 & until grep -q . /tmp/own; do sleep 0.1; done; grep -qx held /tmp/own || { cat /tmp/own >&2; exit 1; }; }
inside() { group=/sys/fs/cgroup/$1; shift; mkdir -p $group; own sh -c 'echo $$ >$0/cgroup.procs; exec "$@"' $group "$@"; }
hold() { own perl /usr/lib/lab/hold.pl "$@"; }
vfio() { own sh -c 'sleep 86400 | perl /usr/lib/lab/hold-vfio.pl "$@"' sh "$@"; }
disk() { basename /sys/bus/pci/devices/0000:$1/nvme/nvme*/nvme*n1; }
ext() { mke2fs -F $1 >/dev/null; mkdir -p $2; }
rename() { net=$(ls /sys/bus/pci/devices/0000:$1/net); ip link set $net down; ip link set $net name $2; ip link set $2 up; }
default() { ip route add default "$@"; }
`;

/** The other machine: a network namespace behind the bridge. */
const HERE = "10.1.0.1";
const FAR = "10.1.0.2";

/** In this order: some stand on what others have made. */
export const STANDINGS: readonly Standing[] = [
  {
    what: "the session",
    on: at("00:05.0"),
    level: "protected",
    told: /^carries the ssh session you are connected through/,
  },
  {
    what: "the default route of a bridge",
    make: [
      "rename 01:00.0 pf",
      "echo 7 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs",
      "ip link add br0 type bridge",
      "ip link set pf master br0",
      "ip link set br0 up",
      `ip addr add ${HERE}/24 dev br0`,
      "default dev br0 table 101",
    ],
    on: at("01:00.0"),
    level: "protected",
    told: "carries the default route (pf → br0)",
  },
  {
    what: "the default route through WireGuard",
    make: [
      "rename 01:10.0 vf1",
      "ip addr add 10.1.1.1/24 dev vf1",
      "ip link add wg0 type wireguard",
      "umask 077",
      "wg genkey > /tmp/key",
      'wg set wg0 private-key /tmp/key peer "$(wg genkey | wg pubkey)" endpoint 10.1.1.2:51820 allowed-ips 0.0.0.0/0',
      "ip link set wg0 up",
      "default dev wg0 table 102",
    ],
    on: at("01:10.0"),
    level: "protected",
    told: "carries the default route (vf1 → wg0)",
  },
  {
    what: "the default route through GRE",
    make: [
      "rename 01:10.2 vf2",
      "ip addr add 10.1.2.1/24 dev vf2",
      "ip link add gre1 type gre local 10.1.2.1 remote 10.1.2.2",
      "ip link set gre1 up",
      "default dev gre1 table 103",
    ],
    on: at("01:10.2"),
    level: "protected",
    told: "carries the default route (vf2 → gre1)",
  },
  {
    what: "the default route of a VRF",
    make: [
      "rename 01:10.4 vf3",
      "ip link add mgmt type vrf table 10",
      "ip link set mgmt up",
      "ip link set vf3 master mgmt",
      "ip addr add 10.1.3.1/24 dev vf3",
      "default via 10.1.3.2 dev vf3 table 10",
    ],
    on: at("01:10.4"),
    level: "protected",
    told: "carries the default route (vf3)",
  },
  {
    what: "the default route of a policy rule",
    make: [
      "rename 01:10.6 vf4",
      "ip addr add 10.1.4.1/24 dev vf4",
      "default via 10.1.4.2 dev vf4 table 104",
      "ip rule add from 10.1.4.1 table 104",
    ],
    on: at("01:10.6"),
    level: "protected",
    told: "carries the default route (vf4)",
  },
  {
    what: "the default route of an internal port of Open vSwitch",
    make: [
      "rename 01:11.0 vf5",
      "modprobe openvswitch",
      "perl /usr/lib/lab/open-vswitch.pl ovs-system br-ex vf5",
      "ip link set br-ex up",
      "ip addr add 10.1.5.1/24 dev br-ex",
      "default via 10.1.5.2 dev br-ex table 105",
    ],
    on: at("01:11.0"),
    level: "protected",
    told: "carries the default route (vf5 → ovs-system → br-ex)",
  },
  {
    what: "the default route through IPIP",
    make: [
      "rename 01:11.2 vf6",
      "ip addr add 10.1.6.1/24 dev vf6",
      "ip link add ipip1 type ipip local 10.1.6.1 remote 10.1.6.2",
      "ip link set ipip1 up",
      "default dev ipip1 table 106",
    ],
    on: at("01:11.2"),
    level: "protected",
    told: "carries the default route (vf6 → ipip1)",
  },
  {
    what: "the interface of a container",
    make: [
      "rename 01:11.4 vf7",
      "ip netns add box",
      "ip link set vf7 netns box",
      "mount -t cgroup2 none /sys/fs/cgroup",
      "inside lxc.payload.web-1 ip netns exec box perl /usr/lib/lab/hold.pl server",
    ],
    on: at("01:11.4"),
    level: "in use",
    told: /^has its network interface vf7 in container lxc web-1 \(server, pid \d+\)$/,
  },
  {
    what: "a service address",
    make: ["ip addr add 203.0.113.53/32 dev lo"],
    on: at("01:00.0"),
    level: "in use",
    told: "may carry packets to 203.0.113.53 of lo",
  },
  {
    what: "a disk by NVMe/TCP",
    make: [
      "ip netns add far",
      "ip link add far0 type veth peer name eth0 netns far",
      "ip link set far0 master br0",
      "ip link set far0 up",
      "ip -n far link set eth0 up",
      `ip -n far addr add ${FAR}/24 dev eth0`,
      "modprobe -a nvmet_tcp nvme_tcp nfsd nfsv4",
      `own ip netns exec far sh /usr/lib/lab/serve.sh ${FAR} ${HERE}`,
      `echo transport=tcp,traddr=${FAR},trsvcid=4420,nqn=lab > /dev/nvme-fabrics`,
    ],
    on: at("01:00.0"),
    level: "protected",
    told: /^leads to the machine that provides .*disk nvme\d+n1\b.* \(pf → br0\)$/,
  },
  {
    what: "a disk by NBD",
    make: ["modprobe nbd nbds_max=1", `own perl /usr/lib/lab/connect-nbd.pl ${FAR} 4420`],
    // Which connection it is, the kernel does not tell: any card but one that carries another for certain.
    on: at("00:05.0"),
    level: "protected",
    told: /^may carry the path to the machine that provides disk nbd0:/,
  },
  {
    what: "a file system by NFS",
    make: ["mkdir -p /mnt/nfs", `mount -i -t nfs4 -o vers=4.2,addr=${FAR},clientaddr=${HERE} ${FAR}:/ /mnt/nfs`],
    on: at("01:00.0"),
    level: "protected",
    told: /^leads to the server of .*\/mnt\/nfs\b.* \(pf → br0\)$/,
  },
  {
    what: "a program that has the clock of a NIC",
    make: ["hold ptp4l r:/dev/$(basename /sys/bus/pci/devices/0000:01:00.0/ptp/ptp*)"],
    on: at("01:00.0"),
    level: "in use",
    told: /^is used by ptp4l \(pid \d+\)$/,
  },
  {
    what: "a file system on a mapped volume",
    make: [
      "modprobe dm_mod",
      'dmsetup create lab-volume --table "0 65536 linear /dev/$(disk 00:10.0) 0"',
      "dmsetup mknodes",
      "ext /dev/mapper/lab-volume /mnt/mapped",
      "mount -t ext4 /dev/mapper/lab-volume /mnt/mapped",
    ],
    on: at("00:10.0"),
    level: "protected",
    told: /^carries \/mnt\/mapped \(lab-volume → nvme\d+n1\)$/,
  },
  {
    what: "a file system in a file",
    make: [
      "ext /dev/$(disk 00:11.0) /mnt/disk",
      "mount -t ext4 /dev/$(disk 00:11.0) /mnt/disk",
      "dd if=/dev/zero of=/mnt/disk/image bs=1M count=8 2>/dev/null",
      "ext /mnt/disk/image /mnt/looped",
      "modprobe loop",
      "losetup /dev/loop0 /mnt/disk/image",
      "mount -t ext4 /dev/loop0 /mnt/looped",
    ],
    on: at("00:11.0"),
    level: "protected",
    told: /^carries \/mnt\/disk and \/mnt\/looped \(nvme\d+n1\)$/,
  },
  {
    what: "a file system of another mount namespace",
    make: [
      "ext /dev/$(disk 00:12.0) /mnt/apart",
      `own unshare -m sh -c "mount -t ext4 /dev/$(disk 00:12.0) /mnt/apart && exec perl /usr/lib/lab/hold.pl builder"`,
    ],
    on: at("00:12.0"),
    level: "protected",
    told: /^carries \/mnt\/apart in the mount namespace of builder \(pid \d+\) \(nvme\d+n1\)$/,
  },
  {
    what: "a program that has a disk",
    make: ["hold database w:/dev/$(disk 00:13.0)"],
    on: at("00:13.0"),
    level: "protected",
    told: /^has a disk used by database \(pid \d+\)$/,
  },
  {
    what: "a program that has a disk by its generic node",
    make: ["hold osd r:/dev/$(disk 00:14.0 | sed s/nvme/ng/)"],
    on: at("00:14.0"),
    level: "protected",
    told: /^has a disk used by osd \(pid \d+\)$/,
  },
  {
    what: "swap",
    make: ["mkswap /dev/$(disk 00:15.0) >/dev/null", "swapon /dev/$(disk 00:15.0)"],
    on: at("00:15.0"),
    level: "protected",
    told: /^carries swap \(nvme\d+n1\)$/,
  },
  {
    what: "a program of a container that drives a function by UIO",
    make: [`inside docker/${"3f2a91c07b1e5d84".repeat(4)} perl /usr/lib/lab/hold.pl dpdk w:/dev/uio0`],
    on: at("00:0b.0"),
    level: "protected",
    told: /^is driven by dpdk \(pid \d+\) in container docker 3f2a91c07b1e$/,
  },
  {
    what: "a guest whose node has another path, and is gone",
    make: [
      "group=$(basename $(readlink /sys/bus/pci/devices/0000:00:0c.0/iommu_group))",
      "set -- $(stat -c '0x%t 0x%T' /dev/vfio/$group)",
      "mknod /tmp/node c $(($1)) $(($2))",
      "vfio 0000:00:0c.0 group /tmp/node",
      "rm /tmp/node",
    ],
    on: at("00:0c.0"),
    level: "protected",
    told: /^is held by perl \(pid \d+\)$/,
  },
  {
    what: "a guest that has the function open and not its group",
    make: ["vfio 0000:00:0d.0 device"],
    on: at("00:0d.0"),
    level: "protected",
    // The kernel tells of which function it is since 6.16.
    told: /^(?:is|may be) held by perl \(pid \d+\)/,
  },
  {
    what: "a program that has the display",
    make: ["hold compositor w:/dev/dri/card0"],
    on: at("00:07.0"),
    level: "in use",
    told: /^is used by compositor \(pid \d+\)$/,
  },
  {
    what: "a console",
    on: at("00:07.0"),
    level: "protected",
    told: "shows the console (fb0)",
  },
  {
    what: "a program that keeps a watchdog quiet",
    make: ["hold feeder w:/dev/watchdog0"],
    on: at("00:06.0"),
    level: "protected",
    told: /^has the watchdog fed by feeder \(pid \d+\)$/,
  },
  {
    what: "a login on a serial line",
    make: [
      "line=$(basename /sys/bus/pci/devices/0000:00:0a.0/0*/0*/tty/ttyS*)",
      "setsid getty -L 9600 $line vt100 >/dev/null 2>&1 &",
      'until ls -l /proc/[0-9]*/fd 2>/dev/null | grep -q "/dev/$line"; do sleep 0.1; done',
    ],
    on: at("00:0a.0"),
    level: "protected",
    told: /^is the terminal of getty \(pid \d+\)$/,
  },
  {
    what: "a keyboard",
    on: at("00:09.0"),
    level: "protected",
    told: /^leads to a keyboard \(input\d+\)$/,
  },
  {
    what: "the IOMMU",
    on: at("00:04.0"),
    level: "protected",
    told: /^is the IOMMU of the machine/,
  },
  {
    what: "a file system by sshfs",
    // Last: it answers nobody who looks at it.
    make: ["mkdir -p /mnt/ssh", `own perl /usr/lib/lab/mount-sshfs.pl admin@${FAR}:/ /mnt/ssh`],
    on: at("01:00.0"),
    level: "protected",
    told: /^leads to the server of .*\/mnt\/ssh\b.* \(pf → br0\)$/,
  },
];
