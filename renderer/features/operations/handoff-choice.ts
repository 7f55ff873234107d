/** Which of several functions are chosen, and what keys and Shift do to it: pure. */
import type { Bdf } from "../../../shared/pci/bdf.ts";

/** Those from one place to another, and no others. */
export function rangeOf(bdfs: readonly Bdf[], from: number, to: number): ReadonlySet<Bdf> {
  return new Set(bdfs.slice(Math.min(from, to), Math.max(from, to) + 1));
}

/** With this one where it was not, without it where it was. */
export function toggled(chosen: ReadonlySet<Bdf>, bdf: Bdf | undefined): ReadonlySet<Bdf> {
  const next = new Set(chosen);
  if (bdf !== undefined && !next.delete(bdf)) next.add(bdf);
  return next;
}

/** Where a key leads to; null = nowhere, it means something else. @param at -1 = none of them has the focus */
export function stepFrom(at: number, key: string, count: number): number | null {
  if (at < 0 || count === 0) return null;
  const last = count - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: last,
  };
  const to = steps[key];
  return to === undefined ? null : Math.min(last, Math.max(0, to));
}
