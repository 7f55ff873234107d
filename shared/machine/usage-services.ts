/** What the kernel itself does with functions that no program has open, as a table of words. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import type { Carriers } from "./carriers.ts";
import { listed } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { waysDown } from "./usage-disks.ts";
import type { ServiceFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageKind, UsageReason } from "./usage-reason.ts";
import { Walker } from "./walk.ts";

/** How many are named: the rest are counted. */
const MAX_NAMED = 3;

interface Words {
  readonly kind: UsageKind;
  readonly level: UsageReason["level"];
  readonly text: (name: string) => string;
  readonly evidence: (name: string) => string;
}

/** What is told elsewhere: {@link networkReasons} has the cluster, for it may be on any interface. */
const SERVICES: Readonly<Record<Exclude<ServiceFacts["kind"], "cluster">, Words>> = {
  export: {
    kind: "export",
    level: "protected",
    text: (name) => `has a disk that ${name} lets other machines use`,
    evidence: (name) => `the configuration of ${name} in /sys/kernel/config names the disk`,
  },
  crypto: {
    kind: "crypto",
    level: "protected",
    // Without the names, which come and go while one works.
    text: () => "encrypts or compresses for the kernel",
    evidence: (name) => `refcnt of ${name} in /proc/crypto is more than 1`,
  },
  dma: {
    kind: "dma",
    level: "protected",
    // Without the names, which come and go while somebody uses one channel after the other.
    text: () => "copies memory for others by its DMA engine",
    evidence: (name) => `in_use of ${name} in /sys/class/dma is not 0`,
  },
  rdma: {
    kind: "rdma",
    level: "in use",
    text: (name) => `is used by ${name} of the kernel for RDMA`,
    evidence: (name) => `rdma resource show qp has queue pairs of ${name}`,
  },
  xdp: {
    kind: "packet-program",
    level: "in use",
    text: (name) => `has an XDP program on ${name}`,
    evidence: (name) => `ip -d link shows a program on ${name}`,
  },
  xsk: {
    kind: "packet-program",
    level: "in use",
    text: (name) => `gives packets of ${name} to a program (AF_XDP)`,
    evidence: (name) => `ss -f xdp has a socket on ${name}`,
  },
  vif: {
    kind: "guest-network",
    level: "protected",
    // Without the names, for there may be many guests.
    text: () => "carries the network of guests of Xen",
    evidence: (name) => `${name} is the end of a guest's network (xen-netback)`,
  },
  log: {
    kind: "crash-data",
    level: "in use",
    text: (name) => `carries the kernel's log to ${name} (netconsole)`,
    evidence: (name) => `/sys/kernel/config/netconsole sends to ${name}`,
  },
  dump: {
    kind: "crash-data",
    level: "in use",
    text: (name) => `has the disk for crash dumps (${name})`,
    evidence: (name) => `a crash kernel is loaded, and the configuration of ${name} names the disk`,
  },
  "crash-log": {
    kind: "crash-data",
    level: "in use",
    text: (name) => `keeps what the kernel says when it crashes (${name})`,
    evidence: () => "blkdev of the module pstore_blk names the disk",
  },
};

/** What uses one place in one way, together. */
interface Group {
  readonly service: ServiceFacts;
  readonly names: Set<string>;
}

function grouped(services: readonly ServiceFacts[]): Group[] {
  const groups = new Map<string, Group>();
  for (const service of services) {
    const { kind, name, interface: by, block, bdf, drivers } = service;
    const key = JSON.stringify([kind, by, block, bdf, drivers]);
    const group = groups.get(key);
    if (group) group.names.add(name);
    else groups.set(key, { service, names: new Set([name]) });
  }
  return [...groups.values()];
}

export function serviceReasons(facts: UsageFacts, { functions }: Machine, carriers: Carriers): Found[] {
  if (facts.services.length === 0) return [];
  const blocks = new Map(facts.blocks.map((block) => [block.name, block]));
  const walker = new Walker();
  // What stands on more than can be followed may be on any disk, which is told once for each kind.
  const unfollowed = new Set<ServiceFacts["kind"]>();
  const anyDisk = (kind: ServiceFacts["kind"]): readonly Bdf[] => {
    if (unfollowed.has(kind)) return [];
    unfollowed.add(kind);
    return [...new Set(facts.blocks.flatMap(({ bdfs }) => bdfs))];
  };
  const under = ({ kind, interface: name, block, bdf, drivers }: ServiceFacts): readonly Bdf[] => {
    if (bdf !== null) return [bdf];
    if (name !== null) {
      const upper = kind === "vif" ? carriers.upper(name) : null;
      return carriers.of(upper === null ? [name] : [upper]).found.map((each) => each.bdf);
    }
    if (block !== null) return [...(waysDown(blocks, block, walker)?.keys() ?? anyDisk(kind))];
    return functions.filter(({ driver }) => driver !== null && drivers?.includes(driver)).map((fn) => fn.bdf);
  };
  return grouped(facts.services).flatMap(({ service, names }): Found[] => {
    if (service.kind === "cluster") return [];
    const { kind, level, text, evidence } = SERVICES[service.kind];
    const name = listed([...names], MAX_NAMED);
    const reason: UsageReason = { kind, level, text: text(name), evidence: evidence(name) };
    return under(service).map((bdf) => ({ bdf, reason }));
  });
}
