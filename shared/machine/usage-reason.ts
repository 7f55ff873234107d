/** Why a function should be left alone, in words that go after its address. */
import type { Bdf } from "../pci/bdf.ts";

export type UsageKind =
  | "session"
  | "other-session"
  | "default-route"
  | "network-root"
  | "ipsec"
  | "net"
  | "namespace"
  | "representor"
  | "vf-lag"
  | "mount"
  | "swap"
  | "block"
  | "memory"
  | "domain"
  | "guest"
  | "guest-network"
  | "user-space"
  | "raw-disk"
  | "compute"
  | "rdma"
  | "export"
  | "crypto"
  | "dma"
  | "packet-program"
  | "crash-data"
  | "cluster"
  | "display-user"
  | "device-user"
  | "boot-display"
  | "console"
  | "terminal"
  | "keyboard"
  | "watchdog"
  | "bmc"
  | "machinery"
  | "iommu";

export interface UsageReason {
  readonly kind: UsageKind;
  /** A clause that goes after the function's address: `carries the default route (eth0)`. */
  readonly text: string;
  /** What was looked at. */
  readonly evidence: string;
  /**
   * `protected`: taking it away can cut the connection, stop the machine or hurt a guest.
   * `in use`: somebody notices, and the machine stays.
   */
  readonly level: "protected" | "in use";
}

/** One reason with its function, as the resolvers hand them over. */
export interface Found {
  readonly bdf: Bdf;
  readonly reason: UsageReason;
}
