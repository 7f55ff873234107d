/** From who uses what to reasons not to touch a function: the machine that stands on it, the guest that has it. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import type { Machine } from "./machine.ts";
import { isOnVfio, subclass } from "./role.ts";
import { diskReasons } from "./usage-disks.ts";
import { domainReasons } from "./usage-domains.ts";
import { type HolderFacts, isRead, type UnreadSource, type UsageFacts } from "./usage-facts.ts";
import { networkReasons } from "./usage-network.ts";
import type { Found, UsageReason } from "./usage-reason.ts";

export interface Usage {
  /** What is not known of who uses the machine; empty = everything was read. */
  readonly unread: readonly UnreadSource[];
  /** Were all processes looked at: then a function on vfio-pci that nobody holds is free. */
  readonly holdersKnown: boolean;
  readonly facts: UsageFacts;
  /** Protected first. */
  reasonsOf(bdf: Bdf): readonly UsageReason[];
}

const NONE: readonly UsageReason[] = [];

export function resolveUsage(facts: UsageFacts, machine: Machine): Usage {
  const found = [
    ...networkReasons(facts, machine),
    ...diskReasons(facts),
    ...holderReasons(facts, machine),
    ...fixtureReasons(facts),
    ...managementDisplays(machine),
    ...domainReasons(machine),
  ];
  const byBdf = new Map<Bdf, UsageReason[]>();
  for (const { bdf, reason } of found) {
    const list = byBdf.get(bdf) ?? [];
    if (!list.some((other) => other.kind === reason.kind && other.text === reason.text)) list.push(reason);
    byBdf.set(bdf, list);
  }
  for (const list of byBdf.values()) list.sort((a, b) => rank(a) - rank(b));
  return {
    unread: facts.unread,
    holdersKnown: isRead(facts, "holders"),
    facts,
    reasonsOf: (bdf) => byBdf.get(bdf) ?? NONE,
  };
}

function rank({ level }: UsageReason): number {
  return level === "protected" ? 0 : 1;
}

/** `guest build-7 (qemu-system-x86, pid 4711)` */
export function holderText({ vm, process, pid }: HolderFacts): string {
  return vm === null ? `${process} (pid ${pid})` : `guest ${vm} (${process}, pid ${pid})`;
}

function holderReasons({ holders }: UsageFacts, machine: Machine): Found[] {
  return holders.flatMap((holder): Found[] => {
    const { kind, node, bdf, group } = holder;
    const members =
      bdf !== null
        ? [bdf]
        : machine.functions.filter((fn) => fn.iommuGroup === group && isOnVfio(fn)).map((fn) => fn.bdf);
    const evidence = `process ${holder.pid} (${holder.process}) has ${node} open`;
    const reason: UsageReason =
      kind === "vfio"
        ? {
            kind: holder.vm === null ? "user-space" : "guest",
            // Which of several is open, the group's node does not tell.
            text:
              members.length > 1
                ? `is in IOMMU group ${group}, which ${holderText(holder)} has open`
                : `is held by ${holderText(holder)}`,
            evidence,
            level: "protected",
          }
        : kind === "uio"
          ? { kind: "user-space", text: `is driven by ${holderText(holder)}`, evidence, level: "protected" }
          : {
              kind: kind === "rdma" ? "rdma" : "display-user",
              text: `is used by ${holderText(holder)}`,
              evidence,
              level: "in use",
            };
    return members.map((member) => ({ bdf: member, reason }));
  });
}

const FIXTURES = {
  "boot-display": { kind: "boot-display", text: "is the display that the machine started on" },
  framebuffer: { kind: "console", text: "shows the console" },
  console: { kind: "console", text: "carries the kernel's serial console" },
  bmc: { kind: "bmc", text: "leads to the management controller (BMC)" },
} as const;

const FIXTURE_EVIDENCE = {
  "boot-display": (_name: string, bdf: Bdf) => `boot_vga of ${bdf} is 1`,
  framebuffer: (name: string, bdf: Bdf) => `/sys/class/graphics/${name} is on ${bdf}`,
  console: (name: string, bdf: Bdf) => `${name} of /proc/consoles is on ${bdf}`,
  bmc: (name: string, bdf: Bdf) => `/sys/class/ipmi/${name} is on ${bdf}`,
} as const;

function fixtureReasons({ fixtures }: UsageFacts): Found[] {
  return fixtures.map(({ kind, name, bdf }) => ({
    bdf,
    reason: {
      ...FIXTURES[kind],
      text: `${FIXTURES[kind].text}${kind === "boot-display" ? "" : ` (${name})`}`,
      evidence: FIXTURE_EVIDENCE[kind](name, bdf),
      level: "protected",
    },
  }));
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

function managementDisplays(machine: Machine): Found[] {
  return machine.functions.flatMap((fn): Found[] => {
    const id = `${hex4(fn.vendor)}:${hex4(fn.device)}`;
    if (subclass(fn) !== 0x0300 || !BMC_DISPLAYS.has(id)) return [];
    const text = "is the display of the management controller (BMC): its remote console is drawn there";
    return [{ bdf: fn.bdf, reason: { kind: "bmc", text, evidence: `${fn.bdf} is ${id}`, level: "protected" } }];
  });
}

function hex4(id: number | null): string {
  return id === null ? "" : hexDigits(id, 4);
}
