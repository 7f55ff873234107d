/** Who uses what a plan reaches, as it is shown. Pure. */

import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { listsBy } from "../../../shared/machine/lists.ts";
import { isBridge, type Machine } from "../../../shared/machine/machine.ts";
import { inUse, protectedUse } from "../../../shared/operations/checks/usage.ts";
import { usedLike } from "../../../shared/operations/findings/in-use.ts";
import { type HardStop, type ImpactEntry, isProtected } from "../../../shared/operations/impact/impact.ts";
import { listed, sentence } from "../../../shared/operations/words.ts";
import { type Bdf, parseBdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { stillEnglish } from "../../../shared/words/say.ts";

export interface ImpactRow {
  /** Functions that have all of the rest in common, at least one. */
  readonly bdfs: readonly Bdf[];
  /** `is removed`, `are removed` */
  readonly how: string;
  readonly isProtected: boolean;
  readonly reasons: readonly { readonly text: string; readonly evidence: string }[];
  readonly remedy: Words | null;
}

const HOW: Readonly<Record<ImpactEntry["how"], readonly [one: string, many: string]>> = {
  removed: ["is removed", "are removed"],
  unbound: ["loses its driver", "lose their drivers"],
  reset: ["is reset", "are reset"],
  cut: ["may lose its network", "may lose their network"],
  reconfigured: ["is set up again by its driver", "are set up again by their drivers"],
  bound: ["gets a driver", "get a driver each"],
  adjusted: ["gets other settings", "get other settings"],
};

/** Checks that {@link impactRows} draws, so that they need not be listed once more. */
export const DRAWN: ReadonlySet<string> = new Set([protectedUse.id, inUse.id]);

/** Functions that are reached and used in the same way in one row, in the order in which they first appear. */
export function impactRows({ impact, checks }: Pick<PlanView, "impact" | "checks">): ImpactRow[] {
  const drawn = checks.filter(({ id }) => DRAWN.has(id));
  const groups = listsBy(impact, ({ how, reasons }) => `${how} ${usedLike(reasons)}`);
  return [...groups.values()].flatMap((entries): ImpactRow[] => {
    const [first] = entries;
    if (first === undefined) return [];
    const reasons = first.reasons.map(({ text }, index) => {
      const evidence = [...new Set(entries.flatMap((entry) => entry.reasons[index]?.evidence ?? []))];
      return { text: `${sentence(stillEnglish(text))}.`, evidence: listed(evidence.map(stillEnglish), 2) };
    });
    return [
      {
        bdfs: entries.map(({ bdf }) => bdf),
        how: HOW[first.how][entries.length > 1 ? 1 : 0],
        isProtected: isProtected(first),
        reasons,
        remedy: drawn.find(({ subject }) => subject === first.bdf)?.remedy ?? null,
      },
    ];
  });
}

/** Has the address of the hard stop been typed, in full or without its domain 0000? */
export function liftsStop({ stop }: Pick<PlanView, "stop">, typed: string): boolean {
  return stop !== null && parseBdf(typed.trim()) === stop.bdf;
}

/** What the address that is to be typed belongs to, where another function is the one that is protected; else null. */
export function stopRole(machine: Machine, { bdf, protects }: HardStop): string | null {
  const fn = machine.byBdf.get(bdf);
  if (fn === undefined || protects.length === 0 || protects.includes(bdf)) return null;
  const vfs = new Set(machine.vfsOf(bdf).map((vf) => vf.bdf));
  if (protects.some((each) => vfs.has(each))) return "the PF";
  return isBridge(fn) ? "the bridge" : "the function that is written to";
}

/** What is wrong with what was typed, once it is as long as an address; null while it may become the right one. */
export function typedWrong(bdf: Bdf, typed: string): string | null {
  const other = parseBdf(typed.trim());
  const isOther = other === null ? typed.trim().length >= bdf.length : other !== bdf;
  return isOther ? `That is not ${bdf}.` : null;
}
