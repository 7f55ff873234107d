/** What a machine shows itself with, is managed by and runs on, and what hangs on a function as a whole: consoles, the BMC, its bridges and IOMMUs, a PCI domain, a guest out of this kernel's sight. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { mayCarry } from "./consoles.ts";
import type { FunctionInfo } from "./facts.ts";
import { listed } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { isGivenOutside, isWatchdogCard, subclass } from "./role.ts";
import type { FixtureFacts, UsageFacts } from "./usage-facts.ts";
import type { Found, UsageKind } from "./usage-reason.ts";

interface Words {
  readonly kind: UsageKind;
  readonly text: (name: string) => string;
  readonly evidence: (name: string, bdf: Bdf) => string;
}

const FIXTURES: Readonly<Record<FixtureFacts["kind"], Words>> = {
  "boot-display": {
    kind: "boot-display",
    text: () => "is the display that the machine started on",
    evidence: (_, bdf) => `boot_vga of ${bdf} is 1`,
  },
  framebuffer: {
    kind: "console",
    text: (name) => `shows the console (${name})`,
    evidence: (name, bdf) =>
      name.startsWith("fb") ? `/sys/class/graphics/${name} is on ${bdf}` : `${name} of /proc/iomem is on ${bdf}`,
  },
  console: {
    kind: "console",
    text: (name) => `carries the kernel's serial console (${name})`,
    evidence: (name, bdf) => `${name} of /proc/consoles is on ${bdf}`,
  },
  bmc: {
    kind: "bmc",
    text: (name) => `leads to the management controller (BMC) (${name})`,
    evidence: (name, bdf) => `/sys/class/ipmi/${name} is on ${bdf}`,
  },
  watchdog: {
    kind: "watchdog",
    text: (name) => `has a watchdog that runs (${name})`,
    evidence: (name, bdf) => `/sys/class/watchdog/${name} is on ${bdf}, and its state is active`,
  },
  keyboard: {
    kind: "keyboard",
    text: (name) => `leads to a keyboard (${name})`,
    evidence: (name, bdf) => `${name} of /proc/bus/input/devices has the handler kbd, and is on ${bdf}`,
  },
  iommu: {
    kind: "iommu",
    text: (name) => `is the IOMMU of the machine (${name})`,
    evidence: (name, bdf) => `/sys/class/iommu/${name} is on ${bdf}`,
  },
};

export function fixtureReasons({ fixtures }: UsageFacts, machine: Machine): Found[] {
  return fixtures.flatMap(({ kind, name, bdf }): Found[] => {
    const words = FIXTURES[kind];
    const reason = { kind: words.kind, text: words.text(name), level: "protected" } as const;
    if (bdf !== null) return [{ bdf, reason: { ...reason, evidence: words.evidence(name, bdf) } }];
    if (kind === "console") {
      const text = `may carry the kernel's console (${name})`;
      const evidence = `${name} of /proc/consoles is on no device that the kernel tells of`;
      return mayCarry(name, machine.functions).map((fn) => ({ bdf: fn.bdf, reason: { ...reason, text, evidence } }));
    }
    return machine.functions.filter(isWatchdogCard).map((fn): Found => {
      const evidence = `${name} runs and is on no device, and ${fn.bdf} is on ${fn.driver}`;
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
const MACHINERY: ReadonlyMap<number, string> = new Map([
  [0x0600, "a host bridge"],
  [0x0601, "the bridge to the machine's own chips (ISA, LPC)"],
  [0x0602, "a bridge to EISA"],
  [0x0603, "a bridge to MicroChannel"],
  [0x0605, "a bridge to PCMCIA"],
  [0x0606, "a bridge to NuBus"],
  [0x0607, "a bridge to CardBus"],
  [0x0608, "a bridge to RACEway"],
  [0x060a, "a bridge to InfiniBand"],
  [0x060b, "a bridge of Advanced Switching"],
  [0x0680, "a bridge"],
  [0x0800, "an interrupt controller"],
  [0x0802, "a timer of the machine"],
  [0x0803, "the machine's clock"],
  [0x0804, "a hot-plug controller"],
  [0x0807, "a collector of errors of the root complex"],
  [0x0c05, "the SMBus, which memory and sensors are on"],
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

function machineryOf(fn: FunctionInfo): { kind: UsageKind; text: string; evidence: string } | null {
  const kind = subclass(fn);
  const id = `${hex4(fn.vendor)}:${hex4(fn.device)}`;
  const evidence = `class of ${fn.bdf} is ${hex4(kind)}`;
  if (id === VIRTIO_IOMMU) return { kind: "iommu", text: "is an IOMMU of the machine", evidence: `${fn.bdf} is ${id}` };
  if (VT_D.has(id)) return { kind: "machinery", text: "has the registers of VT-d", evidence: `${fn.bdf} is ${id}` };
  if (kind === null) return null;
  if (kind === IOMMU_CLASS) return { kind: "iommu", text: "is an IOMMU of the machine", evidence };
  if (kind === 0x0300 && BMC_DISPLAYS.has(id)) {
    const text = "is the display of the management controller (BMC): its remote console is drawn there";
    return { kind: "bmc", text, evidence: `${fn.bdf} is ${id}` };
  }
  const isChipset = CHIPSET_MEMORY.has(kind) && fn.parent === null && CHIPSET_VENDORS.has(fn.vendor ?? 0);
  const what = isChipset ? "a part of the chipset" : MACHINERY.get(kind);
  return what === undefined || fn.physfn !== null ? null : { kind: "machinery", text: `is ${what}`, evidence };
}

function hex4(id: number | null): string {
  return id === null ? "" : hexDigits(id, 4);
}

/** Functions named in a sentence; a domain has up to 65,536. */
const MAX_NAMED = 3;

/** What hangs on a function that makes a PCI domain of its own (VMD, other host bridges): all of that domain. */
export function domainReasons(machine: Machine): Found[] {
  return machine.functions.flatMap(({ bdf }): Found[] => {
    const roots = machine.childrenOf(bdf).filter((child) => machine.portAbove(child.bdf) === null);
    if (roots.length === 0) return [];
    const named = roots.map((fn) => fn.bdf);
    return [
      {
        bdf,
        reason: {
          kind: "domain",
          text: `has a PCI domain behind it (${listed(named, MAX_NAMED)})`,
          evidence: `the device path of ${named[0]} leads through ${bdf}`,
          level: "in use",
        },
      },
    ];
  });
}

/** Functions that may be inside a guest which is no program of this kernel: nothing here tells who has one, so each of them may be in use, however much could be read. */
export function outsideReasons({ functions }: Machine): Found[] {
  return functions.filter(isGivenOutside).map(({ bdf, driver }): Found => {
    const text = `may be inside a guest: nothing here tells who has what is on ${driver}`;
    const evidence = `driver of ${bdf} is ${driver}, which gives it to guests that are no programs of this kernel`;
    return { bdf, reason: { kind: "guest", text, evidence, level: "protected" } };
  });
}
