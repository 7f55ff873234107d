/** What the helper's cheap look sees, and which functions differ from one look to the next. */
import { type Bdf, compareBdf, isBdf } from "../../../shared/pci/bdf.ts";

/** `devices/0000:01:00.0`, `drivers/igb/0000:01:00.0`, `devices/0000:01:00.0/virtfn3`. */
const LINE = /^(?:devices|drivers\/[^/]+)\/([0-9a-f:.]+)(?:\/virtfn[0-9]+)?$/;

/** Of cksum, or of md5sum on machines that have none, or of neither. */
const SUM = /^(?:[0-9]{1,20}-[0-9]{1,20}|[0-9a-f]{32}-+|none)$/;

export interface Look {
  /** Given back with the next question: a look that is the same is not sent again. */
  readonly sum: string;
  readonly lines: ReadonlySet<string>;
}

/** @returns null when the answer is no look at all */
export function parseLook(text: string): Look | null {
  const [sum = "", ...lines] = text.split("\n");
  return SUM.test(sum) ? { sum, lines: new Set(lines) } : null;
}

/** Functions that came, went, changed their driver or their number of VFs, sorted. */
export function changedFunctions(before: Look, now: Look): Bdf[] {
  const changed = new Set<Bdf>();
  const compare = (some: Look, others: Look) => {
    for (const line of some.lines) {
      const bdf = others.lines.has(line) ? undefined : LINE.exec(line)?.[1];
      if (bdf !== undefined && isBdf(bdf)) changed.add(bdf);
    }
  };
  compare(before, now);
  compare(now, before);
  return [...changed].sort(compareBdf);
}
