/** From who uses what to reasons not to touch a function: the machine that stands on it, the guest that has it. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import { Carriers } from "./carriers.ts";
import { pushTo } from "./lists.ts";
import type { Machine } from "./machine.ts";
import { diskReasons } from "./usage-disks.ts";
import { isRead, type UnreadSource, type UsageFacts } from "./usage-facts.ts";
import { domainReasons, fixtureReasons, machineryReasons, outsideReasons } from "./usage-fixtures.ts";
import { holderReasons } from "./usage-holders.ts";
import { memoryReasons } from "./usage-memory.ts";
import { networkReasons } from "./usage-network.ts";
import type { UsageReason } from "./usage-reason.ts";
import { serviceReasons } from "./usage-services.ts";

export interface Usage {
  /** What is not known of who uses the machine; empty = everything was read. */
  readonly unread: readonly UnreadSource[];
  /** Were all programs looked at: then a function on vfio-pci that nobody holds is free, and one on pciback still not. */
  readonly holdersKnown: boolean;
  readonly facts: UsageFacts;
  /** Protected first. */
  reasonsOf(bdf: Bdf): readonly UsageReason[];
}

const NONE: readonly UsageReason[] = [];

export function resolveUsage(facts: UsageFacts, machine: Machine): Usage {
  const carriers = new Carriers(facts);
  const found = [
    ...networkReasons(facts, machine, carriers),
    ...diskReasons(facts),
    ...holderReasons(facts, machine, carriers),
    ...outsideReasons(machine),
    ...fixtureReasons(facts, machine),
    ...machineryReasons(machine),
    ...domainReasons(machine),
    ...memoryReasons(facts, machine),
    ...serviceReasons(facts, machine, carriers),
  ];
  const byBdf = new Map<Bdf, UsageReason[]>();
  const told = new Set<string>();
  for (const { bdf, reason } of found) {
    const key = `${bdf} ${reason.kind} ${JSON.stringify(reason.text)}`;
    if (told.has(key)) continue;
    told.add(key);
    pushTo(byBdf, bdf, reason);
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
