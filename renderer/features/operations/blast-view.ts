/** Who uses what a plan reaches, as it is shown. Pure. */
import { isProtected } from "../../../shared/operations/blast.ts";
import type { BlastEntry, Check, Plan } from "../../../shared/operations/types.ts";
import { sentence } from "../../../shared/operations/words.ts";
import { type Bdf, parseBdf } from "../../../shared/pci/bdf.ts";

export interface BlastRow {
  readonly bdf: Bdf;
  /** `is removed` */
  readonly how: string;
  readonly isProtected: boolean;
  readonly reasons: readonly { readonly text: string; readonly evidence: string }[];
  readonly remedy: string | null;
}

const HOW: Readonly<Record<BlastEntry["how"], string>> = {
  removed: "is removed",
  unbound: "loses its driver",
  reset: "is reset",
  reconfigured: "is set up anew by its driver",
};

/** Checks that {@link blastRows} draws, so that they need not be listed once more. */
export const DRAWN: ReadonlySet<string> = new Set(["protected", "in-use"]);

function remedyFor(checks: readonly Check[], bdf: Bdf): string | null {
  return checks.find(({ id, title }) => DRAWN.has(id) && title.startsWith(bdf))?.remedy ?? null;
}

export function blastRows({ blast, checks }: Pick<Plan, "blast" | "checks">): BlastRow[] {
  return blast.map((entry) => ({
    bdf: entry.bdf,
    how: HOW[entry.how],
    isProtected: isProtected(entry),
    reasons: entry.reasons.map(({ text, evidence }) => ({ text: `${sentence(text)}.`, evidence })),
    remedy: remedyFor(checks, entry.bdf),
  }));
}

/** Has the address of the hard stop been typed, in full or without its domain 0000? */
export function liftsStop({ stop }: Pick<Plan, "stop">, typed: string): boolean {
  return stop !== null && parseBdf(typed.trim()) === stop.bdf;
}
