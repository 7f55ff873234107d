/** What the kernel itself does with functions that no program has open, as a table of words. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { capped } from "../words/capped.ts";
import type { Value, Words } from "../words/message.ts";
import { USAGE_SERVICE_WORDS as T } from "../words/texts/usage-kernel.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";
import type { Carriers } from "./carriers.ts";
import type { Machine } from "./machine.ts";
import { waysDown } from "./usage-disks.ts";
import type { ServiceFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageKind, UsageReason } from "./usage-reason.ts";
import { Walker } from "./walk.ts";

interface Service {
  readonly kind: UsageKind;
  readonly level: UsageReason["level"];
  readonly text: (name: Value) => Words;
  readonly short: (name: Value) => Words;
  readonly evidence: (name: Value) => Words;
}

/** What is told elsewhere: {@link networkReasons} has the cluster, for it may be on any interface. */
const SERVICES: Readonly<Record<Exclude<ServiceFacts["kind"], "cluster">, Service>> = {
  export: {
    kind: "export",
    level: "protected",
    text: (name) => T.export({ name }),
    short: (name) => S.exported({ name }),
    evidence: (name) => T.exportEvidence({ name }),
  },
  crypto: {
    kind: "crypto",
    level: "protected",
    // Without the names, which come and go while one works.
    text: () => T.crypto,
    short: () => S.crypto,
    evidence: (name) => T.cryptoEvidence({ name }),
  },
  dma: {
    kind: "dma",
    level: "protected",
    // Without the names, which come and go while somebody uses one channel after the other.
    text: () => T.dma,
    short: () => S.dma,
    evidence: (name) => T.dmaEvidence({ name }),
  },
  rdma: {
    kind: "rdma",
    level: "in use",
    text: (name) => T.rdma({ name }),
    short: (name) => S.rdma({ name }),
    evidence: (name) => T.rdmaEvidence({ name }),
  },
  xdp: {
    kind: "packet-program",
    level: "in use",
    text: (name) => T.xdp({ name }),
    short: () => S.xdp,
    evidence: (name) => T.xdpEvidence({ name }),
  },
  xsk: {
    kind: "packet-program",
    level: "in use",
    text: (name) => T.xsk({ name }),
    short: () => S.xsk,
    evidence: (name) => T.xskEvidence({ name }),
  },
  vif: {
    kind: "guest-network",
    level: "protected",
    // Without the names, for there may be many guests.
    text: () => T.vif,
    short: () => S.xenGuests,
    evidence: (name) => T.vifEvidence({ name }),
  },
  log: {
    kind: "crash-data",
    level: "in use",
    text: (name) => T.log({ name }),
    short: () => S.kernelLog,
    evidence: (name) => T.logEvidence({ name }),
  },
  dump: {
    kind: "crash-data",
    level: "in use",
    text: (name) => T.dump({ name }),
    short: () => S.crashDumps,
    evidence: (name) => T.dumpEvidence({ name }),
  },
  "crash-log": {
    kind: "crash-data",
    level: "in use",
    text: (name) => T.crashLog({ name }),
    short: () => S.crashLog,
    evidence: () => T.crashLogEvidence,
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
    const { kind, level, text, short, evidence } = SERVICES[service.kind];
    const name = capped([...names]);
    const reason: UsageReason = { kind, level, text: text(name), short: short(name), evidence: evidence(name) };
    return under(service).map((bdf) => ({ bdf, reason }));
  });
}
