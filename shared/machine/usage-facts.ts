/**
 * Who and what uses a machine right now, as read: plain JSON data without judgement. {@link resolveUsage} turns it into
 * reasons for each function. Gathered when a plan is made, never with a scan: it is not about functions alone.
 */

import type { Bdf } from "../pci/bdf.ts";
import { names } from "../words/joined.ts";
import type { Value, Words } from "../words/message.ts";
import { USAGE_SOURCE_WORDS as NAMES, USAGE_UNREAD_WORDS as T } from "../words/texts/usage-unread.ts";
import { listsBy } from "./lists.ts";

/**
 * Where it is read from who uses a machine. Each source is read whole, or is told as unread: what is missing from one that
 * was not read whole is no evidence for anything.
 */
export type UsageSource = keyof typeof NAMES;

export const USAGE_SOURCE_NAMES = Object.keys(NAMES) as readonly UsageSource[];

/** A source that was not read, or not to its end. */
export interface UnreadSource {
  readonly source: UsageSource;
  /** The errno's name, or ETIME for what did not come to its end in time. */
  readonly code: string;
  /** Why, in a clause without a full stop: `only root sees open files of other users`. */
  readonly reason: Words;
}

/** A network interface of any kind: of a function, or made of others. */
export interface InterfaceFacts {
  readonly name: string;
  /** The function that it is on; null for a bond, a bridge, a VLAN … */
  readonly bdf: Bdf | null;
  /** IFF_UP: switched on, whatever the cable says; null = not readable. */
  readonly up: boolean | null;
  /** IP addresses without their prefix length. */
  readonly addresses: readonly string[];
  /** Interfaces that this one is made of (`lower_*`): members of a bond, the parent of a VLAN or macvlan. */
  readonly lower: readonly string[];
  /** `bond`, `bridge`, `vlan`, `wireguard` …; null for a plain one. */
  readonly kind: string | null;
  /** Made by software: no device stands behind it, and what carries it is what it is made of. */
  readonly isVirtual: boolean;
  /** It stands for a VF in its PF's switch (switchdev mode). */
  readonly isRepresentor: boolean;
  /** The process whose network namespace it was moved into; null = it is here. */
  readonly movedTo: ProcessFacts | null;
}

export interface ProcessFacts {
  readonly pid: number;
  /** `comm`: at most 15 characters; a message where it is not told. */
  readonly process: Words;
  /** The container that it runs in, as its cgroup says; absent = none is known of. */
  readonly container?: ContainerFacts;
}

/** A container, by the name of its cgroup: whoever may make cgroups may make up any. */
export interface ContainerFacts {
  readonly engine: "docker" | "podman" | "containerd" | "cri-o" | "kubernetes" | "lxc" | "libvirt-lxc" | "nspawn";
  /** As the engine lists it: `3f2a91c07b1e`, `web-1`. */
  readonly name: string;
}

/** `docker 3f2a91c07b1e`, as one would name it to the engine. */
export function containerText({ engine, name }: ContainerFacts): string {
  return `${engine} ${name}`;
}

/** A route of any table that most of all addresses, or a great part of them, have: the default route and its parts. */
export interface RouteFacts {
  readonly interface: string;
  /** `0.0.0.0` or `::` and a prefix of 0 = the default route. */
  readonly destination: string;
  readonly prefix: number;
}

/** Another machine that something here stands on: whoever takes the way to it away takes that away, too. */
export interface PeerFacts {
  /**
   * `mount`: the server of a file system; `block`: of a block device; `tunnel`: the other end of one; `ipsec`: of one
   * that is no interface; `dump`: the machine that crash dumps are written to.
   */
  readonly kind: "tunnel" | "mount" | "block" | "ipsec" | "dump";
  /** IP address without a zone; the host's name, or what else is known of it, where that is no address. */
  readonly address: Words;
  /** What stands on it: the mount point, the block device or the tunnel's interface. */
  readonly what: Words;
  /** IP address here that it is bound to, without a zone; absent = none is told. */
  readonly from?: string;
  /** The interfaces that packets to it leave by, as the kernel chooses them now; null = that is not known. */
  readonly by: readonly string[] | null;
}

/** A connection by which somebody works on the machine, or may. */
export interface SessionFacts {
  /** IP address here, without a zone. */
  readonly local: string;
  /** IP address of the other end, without a zone; null = the kernel does not know it (mosh), or it is no matter. */
  readonly remote: string | null;
  /** The program here that has it: `sshd`; null = any, of those that have connections with other machines. */
  readonly program: Words | null;
  /** It is the one that this program was started through; null = that cannot be told, so it may be. */
  readonly isOwn: boolean | null;
  /** A process of the network namespace that it is in; null = it is in ours. */
  readonly namespace: ProcessFacts | null;
  /** The interfaces that packets to the other end leave by; null = that is not known. */
  readonly by: readonly string[] | null;
}

/** By the start of its name: `sshd`, `sshd-session`, `dropbear`. */
export function isSshServer(program: Words | null): boolean {
  return typeof program === "string" && /^(?:sshd|dropbear)/.test(program);
}

/** A block device: a disk, a partition, or one made of others (LVM, md, dm-crypt, loop); or a share of a VM's host. */
export interface BlockFacts {
  readonly name: string;
  /** Functions on the way to it; several for NVMe multipath. */
  readonly bdfs: readonly Bdf[];
  /** Block devices that it is a part of, or made of. */
  readonly below: readonly string[];
  /** Name for a person: `vg0-root`. */
  readonly label: string | null;
}

export interface MountFacts {
  readonly kind: "mount" | "swap";
  /** Mount point, or the swap device; a message for what the kernel uses without either. */
  readonly where: Words;
  /** `ext4`, `zfs`, `nfs4` … */
  readonly type: string;
  /** Block devices that it is on; none where it is on another machine. */
  readonly devices: readonly string[];
  /** A process of the mount namespace that has it; absent = ours. */
  readonly namespace?: ProcessFacts;
}

/** Memory of devices that the system uses as its own, or could. */
export interface MemoryFacts {
  /** `dax0.0`, `region0`, `virtio3`, or where it was read. */
  readonly name: string;
  /** Functions that it is on; of several that are not told apart it may be any. */
  readonly bdfs: readonly Bdf[];
  /** NUMA node; null = not told. */
  readonly node: number | null;
  /** The system uses it, or that is not known. */
  readonly isOnline: boolean;
  /** Who has brought it in, as the kernel writes it (`NVIDIA`): of RAM on no function, any on that driver; absent = kmem. */
  readonly driver?: string;
  /** RAM of the system, which a BAR may hold: first and last address, hexadecimal; absent = that is not told. */
  readonly range?: { readonly start: string; readonly end: string };
}

/**
 * A process that has a device open; `guest`: that of a virtual machine by another way than vfio. One on vfio without group and function is a function that the kernel does not name.
 */
export interface HolderFacts extends ProcessFacts {
  readonly kind:
    | "vfio"
    | "guest"
    | "uio"
    | "disk"
    | "compute"
    | "watchdog"
    | "terminal"
    | "rdma"
    | "display"
    | "network"
    | "memory"
    | "device";
  /** `/dev/vfio/41`; a message where it has no node. */
  readonly node: Words;
  /** The IOMMU group that the node stands for. */
  readonly group: string | null;
  /** The function that the node stands for. */
  readonly bdf: Bdf | null;
  /** The block device that the node stands for, where its functions are behind others. */
  readonly block: string | null;
  /** The network interface whose packets it has: a tap of a guest; absent = it is no such node. */
  readonly interface?: string;
  /** It stands for any of the functions on this driver, or for all of them. */
  readonly driver: string | null;
  /** Physical addresses that it has mapped of `/dev/mem`, and with them what functions have there; absent = none. */
  readonly ranges?: readonly { readonly start: string; readonly end: string }[];
  /** Name of the virtual machine, from its command line. */
  readonly vm: string | null;
}

/** Something of the kernel's that uses a device, which no program has open for it. One of the places is told. */
export interface ServiceFacts {
  /**
   * `export`: a disk that other machines have; `crypto`: what encrypts; `rdma`: kernel modules; `xdp`, `xsk`: programs
   * that have packets before the kernel has; `log`: messages of the kernel; `dump`, `crash-log`: where a crash is
   * stored; `cluster`: by which the nodes of a cluster hear each other; `dma`: a channel of a DMA engine;
   * `vif`: the network of a guest of Xen, whose packets the kernel passes on.
   */
  readonly kind:
    | "export"
    | "crypto"
    | "dma"
    | "rdma"
    | "xdp"
    | "xsk"
    | "log"
    | "dump"
    | "crash-log"
    | "cluster"
    | "vif";
  /** What uses it, or for whom, for a person. */
  readonly name: string;
  readonly interface: string | null;
  readonly block: string | null;
  readonly bdf: Bdf | null;
  /** Any function on one of these drivers. */
  readonly drivers: readonly string[] | null;
}

/** What the machine shows itself with, is managed by, or runs on. */
export interface FixtureFacts {
  readonly kind: "boot-display" | "framebuffer" | "console" | "bmc" | "watchdog" | "keyboard" | "iommu";
  /** `boot_vga`, `fb0`, `ttyS4`, `ipmi0`, `watchdog0`, `input3`, `ivhd0` */
  readonly name: string;
  /** null = the kernel does not tell it, which is so of watchdogs and consoles alone. */
  readonly bdf: Bdf | null;
  /** Of a framebuffer that /proc/iomem names: first and last address, hexadecimal; absent = that is not told. */
  readonly range?: { readonly start: string; readonly end: string };
}

/**
 * What the kernel runs in. `machine` = hardware of its own, cloud instances of bare metal included; `xen-host` = the
 * domain of Xen that owns the hardware; `xen` = another one; `guest` = some other virtual machine.
 */
export type RunsIn =
  | "machine"
  | "xen-host"
  | "xen"
  | "ec2"
  | "gce"
  | "azure"
  | "hyper-v"
  | "vmware"
  | "virtualbox"
  | "qemu"
  | "guest";

/** Switches of kernel and firmware that decide what can be given to guests; null = not readable. */
export interface PlatformFacts {
  /** DMAR, IVRS, IORT, VIOT: tables by which firmware tells of an IOMMU. */
  readonly iommuTables: readonly string[] | null;
  /** /proc/cmdline */
  readonly commandLine: string | null;
  /** /sys/module/vfio/parameters/enable_unsafe_noiommu_mode */
  readonly noIommuMode: boolean | null;
  /** Interrupts of functions cannot be forged: IR-IO-APIC in /proc/interrupts, on Arm an ITS; null = neither is told. */
  readonly remapsInterrupts: boolean | null;
  /** Controllers that /proc/interrupts names, of the IO-APICs, of Arm's GIC and of all that MSIs go to. */
  readonly interruptChips: readonly string[];
  /** null = not known */
  readonly runsIn: RunsIn | null;
  /** /sys/module/vfio_pci/parameters/disable_idle_d3: vfio-pci keeps what nobody has open awake. */
  readonly idleD3Off: boolean | null;
  /** /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts */
  readonly unsafeInterrupts: boolean | null;
  /** /sys/module/vfio_pci/parameters/disable_denylist */
  readonly denylistOff: boolean | null;
  /** What a login leaves behind may be ended by systemd, which does not answer who would keep a way back from that. */
  readonly mayEndWithLogin: boolean | null;
}

export interface UsageFacts {
  /** What is missing from the rest; nothing below says anything about it. */
  readonly unread: readonly UnreadSource[];
  readonly interfaces: readonly InterfaceFacts[];
  /** Functions that have an interface in another network namespace, where it was not found. */
  readonly hidden: readonly Bdf[];
  readonly routes: readonly RouteFacts[];
  readonly sessions: readonly SessionFacts[];
  readonly blocks: readonly BlockFacts[];
  readonly mounts: readonly MountFacts[];
  readonly peers: readonly PeerFacts[];
  readonly memory: readonly MemoryFacts[];
  readonly services: readonly ServiceFacts[];
  readonly holders: readonly HolderFacts[];
  readonly fixtures: readonly FixtureFacts[];
  /** Memory that firmware wants mapped one to one (`direct` in reserved_regions), which forbids guests. */
  readonly directRegions: readonly { readonly group: string; readonly start: string; readonly end: string }[];
  /** vfio drivers made for a function, which can do more than vfio-pci (aliases `vfio_pci:v…`). */
  readonly variants: readonly { readonly bdf: Bdf; readonly modules: readonly string[] }[];
  readonly platform: PlatformFacts;
}

export const UNKNOWN_PLATFORM: PlatformFacts = {
  iommuTables: null,
  commandLine: null,
  noIommuMode: null,
  remapsInterrupts: null,
  interruptChips: [],
  runsIn: null,
  idleD3Off: null,
  unsafeInterrupts: null,
  denylistOff: null,
  mayEndWithLogin: null,
};

/** Nothing is used by anybody, as far as it is known: every source that is not among `unread` was read whole. */
export function noUsage(unread: readonly UnreadSource[] = []): UsageFacts {
  return {
    unread,
    interfaces: [],
    hidden: [],
    routes: [],
    sessions: [],
    blocks: [],
    mounts: [],
    peers: [],
    memory: [],
    services: [],
    holders: [],
    fixtures: [],
    directRegions: [],
    variants: [],
    platform: UNKNOWN_PLATFORM,
  };
}

/** Nothing could be read. @param reason why, in a clause without a full stop */
export function unreadUsage(reason: Words, code = "ENOTSUP"): UsageFacts {
  return noUsage(USAGE_SOURCE_NAMES.map((source) => ({ source, code, reason })));
}

export function isRead({ unread }: Pick<UsageFacts, "unread">, source: UsageSource): boolean {
  return !unread.some((each) => each.source === source);
}

export function isNothingRead({ unread }: Pick<UsageFacts, "unread">): boolean {
  return areAll(unread.map(({ source }) => source));
}

/** The one sentence about sources that are unread for one reason: of a check, and of a machine at rest. */
export function unreadSentence({ sources, reason }: Pick<UnreadGroup, "sources" | "reason">): Words {
  return areAll(sources) ? T.all({ reason }) : T.sources({ sources: namesOfSources(sources), reason });
}

/** The same of a source that could be read before. */
export function noLongerRead({ source, reason }: Pick<UnreadSource, "source" | "reason">): Words {
  return T.noLonger({ sources: NAMES[source], reason });
}

export interface UnreadGroup {
  readonly sources: readonly UsageSource[];
  readonly code: string;
  readonly reason: Words;
}

/** Sources that are unread for one reason are told together. */
export function unreadGroups(unread: readonly UnreadSource[]): UnreadGroup[] {
  const groups = listsBy(unread, ({ code, reason }) => `${code} ${JSON.stringify(reason)}`);
  return [...groups.values()].map((group): UnreadGroup => {
    const [{ code, reason } = { code: "", reason: "" }] = group;
    return { sources: group.map(({ source }) => source), code, reason };
  });
}

/** What was looked at: the sources and the errno. */
export function unreadEvidence({ sources, code }: Pick<UnreadGroup, "sources" | "code">): Words {
  return T.evidence({ code, sources: areAll(sources) ? T.everything : namesOfSources(sources) });
}

function areAll(sources: readonly UsageSource[]): boolean {
  return sources.length === USAGE_SOURCE_NAMES.length;
}

/** Of longer lists the rest would be counted. */
const MOST_JOINED = 4;

/** All of them: each is a thing that is unknown. */
function namesOfSources(sources: readonly UsageSource[]): Value {
  const all = sources.map((source) => NAMES[source]);
  return all.length > MOST_JOINED ? names(all) : all;
}
