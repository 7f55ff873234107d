/** Who uses a PF and its VFs, as it stands beside the number of VFs. Pure. */
import type { UsageNow } from "../../../shared/contract/contract.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";

export interface ProtectedUse {
  /** Functions that are used in the same way, at least one. */
  readonly bdfs: readonly Bdf[];
  /** Clauses that go after the address. */
  readonly texts: readonly string[];
  readonly evidence: readonly string[];
}

/** Protected uses of the PF and of its VFs, functions of the same use together, in the order of the machine. */
export function protectedUses(machine: Machine, pf: FunctionInfo, usage: UsageNow): ProtectedUse[] {
  const reached = new Set<Bdf>([pf.bdf, ...machine.vfsOf(pf.bdf).map(({ bdf }) => bdf)]);
  const groups = new Map<string, { bdfs: Bdf[]; texts: string[]; evidence: string[] }>();
  for (const { bdf, reasons } of usage.functions) {
    const hard = reasons.filter(({ level }) => level === "protected");
    if (!reached.has(bdf) || hard.length === 0) continue;
    const texts = hard.map(({ text }) => text);
    const group = groups.get(texts.join("\n")) ?? { bdfs: [], texts, evidence: [] };
    group.bdfs.push(bdf);
    for (const { evidence } of hard) if (!group.evidence.includes(evidence)) group.evidence.push(evidence);
    groups.set(texts.join("\n"), group);
  }
  return [...groups.values()];
}
