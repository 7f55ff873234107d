/** Who uses a PF and its VFs, as it stands beside the number of VFs. Pure. */

import type { UsageNow } from "../../../shared/contract/contract.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { type ToldUse, toldUses } from "../../../shared/operations/findings/in-use.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { PLAN_WORDS } from "../../words/plan.ts";

/** One sentence; of several functions each is used so. */
export function protectedText({ bdfs, texts }: Pick<ToldUse, "bdfs" | "texts">): Words {
  const [bdf] = bdfs;
  return bdfs.length === 1 && bdf !== undefined
    ? PLAN_WORDS.used({ bdf, uses: texts })
    : PLAN_WORDS.usedEach({ bdfs, uses: texts });
}

/** Protected uses of the PF and of its VFs, functions of the same use together, in the order of the machine. */
export function protectedUses(machine: Machine, pf: FunctionInfo, usage: UsageNow): ToldUse[] {
  const reached = new Set<Bdf>([pf.bdf, ...machine.vfsOf(pf.bdf).map(({ bdf }) => bdf)]);
  return toldUses(
    usage.functions
      .filter(({ bdf }) => reached.has(bdf))
      .map(({ bdf, reasons }) => ({ bdf, reasons: reasons.filter(({ level }) => level === "protected") })),
  );
}
