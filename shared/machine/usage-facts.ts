/**
 * Who and what uses a machine right now, as read: plain JSON data without judgement. {@link resolveUsage} turns it into
 * reasons for each function. Gathered when a plan is made, never with a scan: it is not about functions alone.
 */
import type { Bdf } from "../pci/bdf.ts";
import type { ReadProblem } from "./facts.ts";

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
  /** `bond`, `bridge`, `vlan`, `macvlan` …; null for a plain one. */
  readonly kind: string | null;
  /** The process whose network namespace it was moved into; null = it is here. */
  readonly movedTo: ProcessFacts | null;
}

export interface ProcessFacts {
  readonly pid: number;
  /** `comm`: at most 15 characters. */
  readonly process: string;
}

export interface RouteFacts {
  readonly interface: string;
  /** `0.0.0.0` and a prefix of 0 = the default route; IPv6 in full, `::`. */
  readonly destination: string;
  readonly prefix: number;
}

/** A block device: a disk, a partition, or one made of others (LVM, md, dm-crypt). */
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
  /** Mount point, or the swap device. */
  readonly where: string;
  /** `ext4`, `zfs`, `nfs4` … */
  readonly type: string;
  /** Block devices that it is on. */
  readonly devices: readonly string[];
  /** IP address of the server of a network file system. */
  readonly server: string | null;
}

/** A process that has a device node open. */
export interface HolderFacts extends ProcessFacts {
  readonly kind: "vfio" | "rdma" | "display" | "uio";
  /** `/dev/vfio/41` */
  readonly node: string;
  /** The IOMMU group that the node stands for. */
  readonly group: string | null;
  /** The function that the node stands for. */
  readonly bdf: Bdf | null;
  /** Name of the virtual machine, from its command line. */
  readonly vm: string | null;
}

/** What the machine shows itself with, or is managed by. */
export interface FixtureFacts {
  readonly kind: "boot-display" | "framebuffer" | "console" | "bmc";
  /** `boot_vga`, `fb0`, `ttyS4`, `ipmi0` */
  readonly name: string;
  readonly bdf: Bdf;
}

/** Switches of kernel and firmware that decide what can be given to guests; null = not readable. */
export interface PlatformFacts {
  /** DMAR, IVRS, IORT, VIOT: tables by which firmware tells of an IOMMU. */
  readonly iommuTables: readonly string[] | null;
  /** /proc/cmdline */
  readonly commandLine: string | null;
  /** /sys/module/vfio/parameters/enable_unsafe_noiommu_mode */
  readonly noIommuMode: boolean | null;
  /** Interrupts of functions pass the IOMMU: /proc/interrupts has IR-IO-APIC; null where there is no IO-APIC. */
  readonly remapsInterrupts: boolean | null;
  /** /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts */
  readonly unsafeInterrupts: boolean | null;
  /** /sys/module/vfio_pci/parameters/disable_denylist */
  readonly denylistOff: boolean | null;
}

export interface UsageFacts {
  /** false = this connection cannot tell: nothing below means anything. */
  readonly known: boolean;
  readonly interfaces: readonly InterfaceFacts[];
  readonly routes: readonly RouteFacts[];
  /** Local end of the ssh connection that we came in by. */
  readonly sessionAddress: string | null;
  readonly blocks: readonly BlockFacts[];
  readonly mounts: readonly MountFacts[];
  readonly holders: readonly HolderFacts[];
  /** `all` processes were looked at, only our `own`, or `none`. */
  readonly holdersSeen: "all" | "own" | "none";
  readonly fixtures: readonly FixtureFacts[];
  /** Memory that firmware wants mapped one to one (`direct` in reserved_regions), which forbids guests. */
  readonly directRegions: readonly { readonly group: string; readonly start: string; readonly end: string }[];
  /** vfio drivers made for a function, which can do more than vfio-pci (aliases `vfio_pci:v…`). */
  readonly variants: readonly { readonly bdf: Bdf; readonly modules: readonly string[] }[];
  readonly platform: PlatformFacts;
  readonly problems: readonly ReadProblem[];
}

export const UNKNOWN_PLATFORM: PlatformFacts = {
  iommuTables: null,
  commandLine: null,
  noIommuMode: null,
  remapsInterrupts: null,
  unsafeInterrupts: null,
  denylistOff: null,
};

/** @param message why, in one sentence */
export function unknownUsage(message: string): UsageFacts {
  return {
    known: false,
    interfaces: [],
    routes: [],
    sessionAddress: null,
    blocks: [],
    mounts: [],
    holders: [],
    holdersSeen: "none",
    fixtures: [],
    directRegions: [],
    variants: [],
    platform: UNKNOWN_PLATFORM,
    problems: [{ attribute: "usage", code: "ENOTSUP", message }],
  };
}
