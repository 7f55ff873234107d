/** Why a function should be left alone, in words that go after its address. */
import { z } from "zod";
import type { Bdf } from "../pci/bdf.ts";
import type { Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { USAGE_REMEDY_WORDS as T } from "../words/texts/usage-remedy.ts";
import { type Stated, words } from "./schema-parts.ts";

/** The kinds of reasons, each with what to do before a plan takes away what it is about. */
export const USAGE_REMEDIES = {
  session: T.session,
  "other-session": T.otherSession,
  "default-route": T.defaultRoute,
  "network-root": T.networkRoot,
  ipsec: T.ipsec,
  net: T.net,
  namespace: T.namespace,
  representor: T.representor,
  "vf-lag": T.vfLag,
  mount: T.mount,
  swap: T.swap,
  block: T.block,
  memory: T.memory,
  domain: T.domain,
  guest: T.guest,
  "guest-network": T.guestNetwork,
  "user-space": T.userSpace,
  "raw-disk": T.rawDisk,
  compute: T.compute,
  rdma: T.rdma,
  export: T.export,
  crypto: T.crypto,
  dma: T.dma,
  "packet-program": T.packetProgram,
  "crash-data": T.crashData,
  cluster: T.cluster,
  "display-user": T.displayUser,
  "device-user": T.deviceUser,
  "boot-display": T.bootDisplay,
  console: T.console,
  terminal: T.terminal,
  keyboard: T.keyboard,
  watchdog: T.watchdog,
  machinery: T.machinery,
  iommu: T.iommu,
  bmc: T.bmc,
} as const;
export type UsageKind = keyof typeof USAGE_REMEDIES;

export const UsageReasonSchema = z.strictObject({
  kind: z.enum(Object.keys(USAGE_REMEDIES) as UsageKind[]),
  /** A clause that goes after the function's address: `carries the default route (eth0)`. */
  text: words,
  /** Who or what it is, in the few words of a cell: `guest build-07`, `/var`; neither an address nor a verb. */
  short: words,
  /** It may be another function, or nobody: then `short` says so as well. */
  maybe: z.literal(true).exactOptional(),
  /** A program that has it runs in a container. */
  inContainer: z.literal(true).exactOptional(),
  /** What was looked at. */
  evidence: words,
  /**
   * `protected`: taking it away can cut the connection, stop the machine or hurt a guest.
   * `in use`: somebody notices, and the machine stays.
   */
  level: z.enum(["protected", "in use"]),
});
export interface UsageReason extends Stated<typeof UsageReasonSchema> {}

/** Several in the words of one cell: `guest a and 2 more`. */
export function shortOf(all: readonly Words[]): Words {
  const [first = ""] = all;
  return all.length < 2 ? first : COMMON.andMore({ names: first, more: all.length - 1 });
}

/** One reason with its function, as the resolvers hand them over. */
export interface Found {
  readonly bdf: Bdf;
  readonly reason: UsageReason;
}
