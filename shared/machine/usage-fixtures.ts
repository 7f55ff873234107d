/** What a machine shows itself with, is managed by and runs on, and what hangs on a function as a whole: consoles, the BMC, its bridges and IOMMUs, a PCI domain, a guest out of this kernel's sight. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { capped } from "../words/capped.ts";
import type { Words } from "../words/message.ts";
import { EVIDENCE_WORDS } from "../words/texts/evidence.ts";
import { MACHINERY_WORDS, USAGE_FIXTURE_WORDS as T } from "../words/texts/usage-kernel.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";
import { mayCarry } from "./consoles.ts";
import type { FunctionInfo } from "./facts.ts";
import type { Machine } from "./machine.ts";
import { isGivenOutside, isWatchdogCard, subclass } from "./role.ts";
import type { FixtureFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageKind, UsageReason } from "./usage-reason.ts";

interface Fixture {
  readonly kind: UsageKind;
  readonly text: (name: string) => Words;
  readonly short: (name: string) => Words;
  readonly evidence: (name: string, bdf: Bdf) => Words;
}

const isOn = (what: string, bdf: Bdf) => EVIDENCE_WORDS.on({ what, bdf });

const FIXTURES: Readonly<Record<FixtureFacts["kind"], Fixture>> = {
  "boot-display": {
    kind: "boot-display",
    text: () => T.bootDisplay,
    short: () => S.bootDisplay,
    evidence: (_, bdf) => EVIDENCE_WORDS.is({ attribute: "boot_vga", bdf: bdf, value: "1" }),
  },
  framebuffer: {
    kind: "console",
    text: (name) => T.framebuffer({ name }),
    short: (name) => S.console({ name }),
    evidence: (name, bdf) =>
      name.startsWith("fb") ? isOn(`/sys/class/graphics/${name}`, bdf) : T.of({ name, file: "/proc/iomem", bdf }),
  },
  console: {
    kind: "console",
    text: (name) => T.console({ name }),
    short: (name) => S.console({ name }),
    evidence: (name, bdf) => T.of({ name, file: "/proc/consoles", bdf }),
  },
  bmc: {
    kind: "bmc",
    text: (name) => T.bmc({ name }),
    short: () => S.bmc,
    evidence: (name, bdf) => isOn(`/sys/class/ipmi/${name}`, bdf),
  },
  watchdog: {
    kind: "watchdog",
    text: (name) => T.watchdog({ name }),
    short: () => S.watchdog,
    evidence: (name, bdf) => T.watchdogEvidence({ name, bdf }),
  },
  keyboard: {
    kind: "keyboard",
    text: (name) => T.keyboard({ name }),
    short: () => S.keyboard,
    evidence: (name, bdf) => T.keyboardEvidence({ name, bdf }),
  },
  iommu: {
    kind: "iommu",
    text: (name) => T.iommu({ name }),
    short: () => S.iommu,
    evidence: (name, bdf) => isOn(`/sys/class/iommu/${name}`, bdf),
  },
};

export function fixtureReasons({ fixtures }: UsageFacts, machine: Machine): Found[] {
  return fixtures.flatMap(({ kind, name, bdf }): Found[] => {
    const of = FIXTURES[kind];
    const reason = { kind: of.kind, text: of.text(name), short: of.short(name), level: "protected" } as const;
    if (bdf !== null) return [{ bdf, reason: { ...reason, evidence: of.evidence(name, bdf) } }];
    if (kind === "console") {
      const told = {
        ...reason,
        text: T.maybeConsole({ name }),
        short: S.maybe({ who: reason.short }),
        maybe: true,
        evidence: T.consoleUnplaced({ name }),
      } as const;
      return mayCarry(name, machine.functions).map((fn) => ({ bdf: fn.bdf, reason: told }));
    }
    return machine.functions.filter(isWatchdogCard).map((fn): Found => {
      const evidence = T.watchdogUnplaced({ name, bdf: fn.bdf, driver: fn.driver ?? "" });
      return { bdf: fn.bdf, reason: { ...reason, evidence } };
    });
  });
}

/** Displays that are part of a management controller: ASPEED AST, Matrox G200e and its kin. */
const BMC_DISPLAYS: ReadonlySet<string> = new Set([
  "1a03:2000",
  "102b:0522",
  "102b:0530",
  "102b:0532",
  "102b:0533",
  "102b:0534",
  "102b:0536",
  "102b:0538",
]);

/**
 * Base classes and subclasses of what a machine itself stands on (PCI Code and ID Assignment 1.16, §1.7, §1.9, §1.13).
 * Bridges to other PCI buses are told by what is behind them.
 */
const MACHINERY: ReadonlyMap<number, Words> = new Map<number, Words>([
  [0x0600, MACHINERY_WORDS.host],
  [0x0601, MACHINERY_WORDS.isa],
  [0x0602, MACHINERY_WORDS.bridgeTo({ bus: "EISA" })],
  [0x0603, MACHINERY_WORDS.bridgeTo({ bus: "MicroChannel" })],
  [0x0605, MACHINERY_WORDS.bridgeTo({ bus: "PCMCIA" })],
  [0x0606, MACHINERY_WORDS.bridgeTo({ bus: "NuBus" })],
  [0x0607, MACHINERY_WORDS.bridgeTo({ bus: "CardBus" })],
  [0x0608, MACHINERY_WORDS.bridgeTo({ bus: "RACEway" })],
  [0x060a, MACHINERY_WORDS.bridgeTo({ bus: "InfiniBand" })],
  [0x060b, MACHINERY_WORDS.advancedSwitching],
  [0x0680, MACHINERY_WORDS.bridge],
  [0x0800, MACHINERY_WORDS.interrupts],
  [0x0802, MACHINERY_WORDS.timer],
  [0x0803, MACHINERY_WORDS.clock],
  [0x0804, MACHINERY_WORDS.hotPlug],
  [0x0807, MACHINERY_WORDS.eventCollector],
  [0x0c05, MACHINERY_WORDS.smbus],
]);

/** Memory controllers of a root complex: P2SB, PMC, shared memory. Cards have the classes as well. */
const CHIPSET_MEMORY: ReadonlySet<number> = new Set([0x0500, 0x0580]);
const CHIPSET_VENDORS: ReadonlySet<number> = new Set([0x8086, 0x1022, 0x1d94]);
/** Registers of VT-d beside the memory map, which are on a function of the root complex without a class for it (pci.ids). */
const VT_D: ReadonlySet<string> = new Set([
  "8086:09a2",
  "8086:0e28",
  "8086:2024",
  "8086:2034",
  "8086:2f28",
  "8086:3c28",
  "8086:6f28",
]);
const IOMMU_CLASS = 0x0806;
/** virtio-iommu (virtio 1.2, §5.13): it has no class of its own. */
const VIRTIO_IOMMU = "1af4:1057";

/** By what the functions are, whatever could be read of the machine. */
export function machineryReasons(machine: Machine): Found[] {
  return machine.functions.flatMap((fn): Found[] => {
    const reason = machineryOf(fn);
    return reason === null ? [] : [{ bdf: fn.bdf, reason: { ...reason, level: "protected" } }];
  });
}

/** Is it a part of the machine itself, such as a host bridge or an IOMMU. */
export function isMachinery(fn: FunctionInfo): boolean {
  const kind = machineryOf(fn)?.kind;
  return kind === "machinery" || kind === "iommu";
}

function machineryOf(fn: FunctionInfo): Omit<UsageReason, "level"> | null {
  const kind = subclass(fn);
  const id = `${hex4(fn.vendor)}:${hex4(fn.device)}`;
  const evidence = EVIDENCE_WORDS.is({ attribute: "class", bdf: fn.bdf, value: hex4(kind) });
  const isId = T.id({ bdf: fn.bdf, id });
  if (id === VIRTIO_IOMMU) return { kind: "iommu", text: T.anIommu, short: S.iommu, evidence: isId };
  if (VT_D.has(id)) return { kind: "machinery", text: T.vtd, short: S.machine, evidence: isId };
  if (kind === null) return null;
  if (kind === IOMMU_CLASS) return { kind: "iommu", text: T.anIommu, short: S.iommu, evidence };
  if (kind === 0x0300 && BMC_DISPLAYS.has(id)) {
    return { kind: "bmc", text: T.bmcDisplay, short: S.bmc, evidence: isId };
  }
  const isChipset = CHIPSET_MEMORY.has(kind) && fn.parent === null && CHIPSET_VENDORS.has(fn.vendor ?? 0);
  const what = isChipset ? MACHINERY_WORDS.chipset : MACHINERY.get(kind);
  if (what === undefined || fn.physfn !== null) return null;
  return { kind: "machinery", text: T.isMachinery({ what }), short: S.machine, evidence };
}

function hex4(id: number | null): string {
  return id === null ? "" : hexDigits(id, 4);
}

/** What hangs on a function that makes a PCI domain of its own (VMD, other host bridges): all of that domain. */
export function domainReasons(machine: Machine): Found[] {
  return machine.functions.flatMap(({ bdf }): Found[] => {
    const roots = machine.childrenOf(bdf).filter((child) => machine.portAbove(child.bdf) === null);
    const [root] = roots;
    if (root === undefined) return [];
    return [
      {
        bdf,
        reason: {
          kind: "domain",
          text: T.domain({ roots: capped(roots.map((fn) => fn.bdf)) }),
          short: S.domain,
          evidence: T.domainEvidence({ root: root.bdf, bdf }),
          level: "in use",
        },
      },
    ];
  });
}

/** Functions that may be inside a guest which is no program of this kernel: nothing here tells who has one, so each of them may be in use, however much could be read. */
export function outsideReasons({ functions }: Machine): Found[] {
  return functions.filter(isGivenOutside).map(({ bdf, driver: name }): Found => {
    const driver = name ?? "";
    const [text, evidence] = [T.outside({ driver }), T.outsideEvidence({ bdf, driver })];
    const short = S.maybe({ who: S.aGuest });
    return { bdf, reason: { kind: "guest", text, short, maybe: true, evidence, level: "protected" } };
  });
}
