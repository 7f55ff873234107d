/** Why a function should be left alone, in words that go after its address. */
import { z } from "zod";
import type { Bdf } from "../pci/bdf.ts";
import { type Stated, words } from "./schema-parts.ts";

/** The kinds of reasons, each with what to do before a plan takes away what it is about. */
export const USAGE_REMEDIES = {
  session: "Do it from the machine's own console, or connect through another interface first.",
  "other-session": "Ask whoever is connected, or do it when nobody is.",
  "default-route": "Move the route to another interface first, or do it from the machine's own console.",
  "network-root": "Unmount it first, or let it be reached by another interface.",
  ipsec: "Let the tunnel go by another interface first, or do it from the machine's own console.",
  net: "Take the interface down first, and make sure that nothing needs it.",
  namespace: "Stop the container that has the interface first.",
  representor: "Take the representors out of the bridge first, when no guest needs them.",
  "vf-lag": "Take the interfaces out of the bond first, when no guest needs the VFs.",
  mount: "Unmount it first.",
  swap: "Switch it off first (swapoff).",
  block: "Deactivate the volume first.",
  memory: "Take the memory offline first (daxctl offline-memory), or restart without it.",
  domain: "Make sure that nothing needs the disks of that domain first.",
  guest: "Shut the guest down, or detach the function from it (virsh detach-device, xl pci-detach), first.",
  "guest-network": "Shut the guest down, or give it another network, first.",
  "user-space": "End that program first.",
  "raw-disk": "Stop the guest or program that uses the disk first.",
  compute: "End what computes on it first.",
  rdma: "End what uses the RDMA device first.",
  export: "Have the other machines let go of the disk, and take it out of the target's configuration, first.",
  crypto: "Stop what has its data encrypted (disks, IPsec) first.",
  dma: "Unload the modules that use its DMA channels first (a storage array or a network bridge may need them).",
  "packet-program": "End the program that has the packets first.",
  "crash-data": "Go on if a crash of the kernel need not be recorded meanwhile.",
  cluster: "Stop the cluster's services on this machine first (pcs cluster stop): the other nodes may restart it.",
  "display-user": "End what draws or computes on it first.",
  "device-user": "End what uses it first.",
  "boot-display": "Make sure that the machine can be reached in another way than by its screen.",
  console: "Make sure that the machine can be reached in another way than by this console.",
  terminal: "Make sure that the machine can be reached in another way than by this terminal.",
  keyboard: "Make sure that the machine can be reached in another way than by this keyboard.",
  watchdog: "Stop the watchdog first: when nobody keeps it quiet it restarts the machine.",
  machinery: "Leave it alone: parts of the machine may stop with it, and nothing but a restart brings them back.",
  iommu: "Leave it alone: no device that is behind it works without it.",
  bmc: "Make sure that the machine can be reached in another way than through its management controller.",
} as const;
export type UsageKind = keyof typeof USAGE_REMEDIES;

export const UsageReasonSchema = z.strictObject({
  kind: z.enum(Object.keys(USAGE_REMEDIES) as UsageKind[]),
  /** A clause that goes after the function's address: `carries the default route (eth0)`. */
  text: words,
  /** What was looked at. */
  evidence: words,
  /**
   * `protected`: taking it away can cut the connection, stop the machine or hurt a guest.
   * `in use`: somebody notices, and the machine stays.
   */
  level: z.enum(["protected", "in use"]),
});
export interface UsageReason extends Stated<typeof UsageReasonSchema> {}

/** One reason with its function, as the resolvers hand them over. */
export interface Found {
  readonly bdf: Bdf;
  readonly reason: UsageReason;
}
