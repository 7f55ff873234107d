/** Who uses what a plan reaches, as it is shown. Pure. */

import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { listsBy } from "../../../shared/machine/lists.ts";
import { isBridge, type Machine } from "../../../shared/machine/machine.ts";
import type { UsedByIndex } from "../../../shared/machine/used-by.ts";
import type { Check } from "../../../shared/operations/checks/found.ts";
import { throughZero } from "../../../shared/operations/checks/sriov.ts";
import { inUse, protectedUse } from "../../../shared/operations/checks/usage.ts";
import { usedLike } from "../../../shared/operations/findings/in-use.ts";
import { type HardStop, type ImpactEntry, isProtected } from "../../../shared/operations/impact/impact.ts";
import { type Bdf, parseBdf } from "../../../shared/pci/bdf.ts";
import { ended, phrase } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { PLAN_WORDS } from "../../words/plan.ts";

export interface ImpactRow {
  /** Functions that have all of the rest in common, at least one. */
  readonly bdfs: readonly Bdf[];
  /** `removed` */
  readonly how: Words;
  readonly isProtected: boolean;
  readonly reasons: readonly { readonly text: Words; readonly evidence: Words }[];
  readonly remedy: Words | null;
}

const HOW: Readonly<Record<ImpactEntry["how"], Words>> = {
  removed: PLAN_WORDS.removed,
  unbound: PLAN_WORDS.unbound,
  reset: PLAN_WORDS.reset,
  cut: PLAN_WORDS.cut,
  reconfigured: PLAN_WORDS.reconfigured,
  bound: PLAN_WORDS.bound,
  adjusted: PLAN_WORDS.adjusted,
};

/** Checks that {@link impactRows} draws. */
const DRAWN: ReadonlySet<string> = new Set([protectedUse.id, inUse.id]);

/** The checks that are not said already: drawn with who is affected, or said by the plan's summary. */
export function checksLeft(checks: readonly Check[]): Check[] {
  return checks.filter(({ id, remedy }) => !DRAWN.has(id) && !(id === throughZero.id && remedy === null));
}

/** Each once, in the order in which they first appear. */
function distinct(words: readonly Words[]): Words[] {
  return [...new Map(words.map((each) => [JSON.stringify(each), each])).values()];
}

/** Functions that are reached and used in the same way in one row, in the order in which they first appear. */
export function impactRows({ impact, checks }: Pick<PlanView, "impact" | "checks">): ImpactRow[] {
  const drawn = checks.filter(({ id }) => DRAWN.has(id));
  const groups = listsBy(impact, ({ how, reasons }) => `${how} ${usedLike(reasons)}`);
  return [...groups.values()].flatMap((entries): ImpactRow[] => {
    const [first] = entries;
    if (first === undefined) return [];
    const reasons = first.reasons.map(({ text }, index) => {
      const evidence = entries.flatMap((entry) => entry.reasons[index]?.evidence ?? []);
      return { text: ended(text), evidence: phrase(distinct(evidence)) };
    });
    return [
      {
        bdfs: entries.map(({ bdf }) => bdf),
        how: HOW[first.how],
        isProtected: isProtected(first),
        reasons,
        remedy: drawn.find(({ subject }) => subject === first.bdf)?.remedy ?? null,
      },
    ];
  });
}

/** Reaches after which whoever uses a function has it no more. */
const TAKES: ReadonlySet<ImpactEntry["how"]> = new Set<ImpactEntry["how"]>(["removed", "unbound", "reset", "cut"]);

/** Does it take something from somebody? What goes and is not known to be free may be somebody's. */
export function takesFromSomebody(
  { stop, impact, effects }: Pick<PlanView, "stop" | "impact" | "effects">,
  machine: Machine,
  usedBy: UsedByIndex,
): boolean {
  const isFree = (bdf: Bdf) => {
    const fn = machine.byBdf.get(bdf);
    return fn === undefined || usedBy.of(fn).state === "nobody";
  };
  return stop !== null || impact.some(({ how }) => TAKES.has(how)) || !effects.destroys.every(({ bdf }) => isFree(bdf));
}

/** Has the address of the hard stop been typed, in full or without its domain 0000? */
export function liftsStop({ stop }: Pick<PlanView, "stop">, typed: string): boolean {
  return stop !== null && parseBdf(typed.trim()) === stop.bdf;
}

/** What the field for the address says: which function it is, where another one is the one that is protected. */
export function stopLabel(machine: Machine, { bdf, protects }: HardStop): Words {
  const fn = machine.byBdf.get(bdf);
  if (fn === undefined || protects.length === 0 || protects.includes(bdf)) return PLAN_WORDS.typeToRun({ bdf });
  const vfs = new Set(machine.vfsOf(bdf).map((vf) => vf.bdf));
  if (protects.some((each) => vfs.has(each))) return PLAN_WORDS.typePfToRun({ bdf });
  return isBridge(fn) ? PLAN_WORDS.typeBridgeToRun({ bdf }) : PLAN_WORDS.typeWrittenToRun({ bdf });
}

/** What is wrong with what was typed, once it is as long as an address; null while it may become the right one. */
export function typedWrong(bdf: Bdf, typed: string): Words | null {
  const other = parseBdf(typed.trim());
  const isOther = other === null ? typed.trim().length >= bdf.length : other !== bdf;
  return isOther ? PLAN_WORDS.typedWrong({ bdf }) : null;
}
