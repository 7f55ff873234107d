/** Who uses what, as it is reported for a machine: reasons for each function, and what could not be read. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import type { Machine } from "./machine.ts";
import { resolveUsage } from "./usage.ts";
import type { UnreadSource, UsageFacts } from "./usage-facts.ts";
import type { UsageReason } from "./usage-reason.ts";

/** What the window is answered and a report keeps. */
export interface UsageRead {
  /** Functions that somebody uses; protected reasons first. */
  readonly functions: readonly { readonly bdf: Bdf; readonly reasons: readonly UsageReason[] }[];
  readonly unread: readonly UnreadSource[];
}

/** Of the functions that the machine has. */
export function toldUsage(facts: UsageFacts, machine: Machine): UsageRead {
  const { unread, reasonsOf } = resolveUsage(facts, machine);
  return {
    unread,
    functions: machine.functions.flatMap(({ bdf }) => {
      const reasons = reasonsOf(bdf);
      return reasons.length === 0 ? [] : [{ bdf, reasons }];
    }),
  };
}
