/** Why a function should be left alone, in words that go after its address. */
import { z } from "zod";
import type { Bdf } from "../pci/bdf.ts";
import type { Stated } from "./schema-parts.ts";

export const UsageReasonSchema = z.strictObject({
  kind: z.enum([
    "session",
    "other-session",
    "default-route",
    "network-root",
    "ipsec",
    "net",
    "namespace",
    "representor",
    "vf-lag",
    "mount",
    "swap",
    "block",
    "memory",
    "domain",
    "guest",
    "guest-network",
    "user-space",
    "raw-disk",
    "compute",
    "rdma",
    "export",
    "crypto",
    "dma",
    "packet-program",
    "crash-data",
    "cluster",
    "display-user",
    "device-user",
    "boot-display",
    "console",
    "terminal",
    "keyboard",
    "watchdog",
    "bmc",
    "machinery",
    "iommu",
  ]),
  /** A clause that goes after the function's address: `carries the default route (eth0)`. */
  text: z.string(),
  /** What was looked at. */
  evidence: z.string(),
  /**
   * `protected`: taking it away can cut the connection, stop the machine or hurt a guest.
   * `in use`: somebody notices, and the machine stays.
   */
  level: z.enum(["protected", "in use"]),
});
export interface UsageReason extends Stated<typeof UsageReasonSchema> {}
export type UsageKind = UsageReason["kind"];

/** One reason with its function, as the resolvers hand them over. */
export interface Found {
  readonly bdf: Bdf;
  readonly reason: UsageReason;
}
