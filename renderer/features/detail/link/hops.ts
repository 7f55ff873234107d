/** The way from a function up to the root complex, link by link. Pure. */
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { type LinkJudgement, linkOf } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { roleOf } from "../../../../shared/machine/role.ts";

export interface Hop {
  /** The port at the upper end. */
  readonly above: FunctionInfo;
  readonly below: FunctionInfo;
  /** Within a switch, where there is no link between the two. */
  readonly isInside: boolean;
  /** null = none, or nothing is known of it. */
  readonly link: LinkJudgement | null;
  /** Carries least of all links on the way; false where all are alike. */
  readonly narrowest: boolean;
}

/** Data rate times lanes: good enough to order links by what they carry. */
function carries(link: LinkJudgement | null): number | null {
  if (link === null || link.facts.speed === null || !link.facts.width) return null;
  return link.facts.speed * link.facts.width;
}

function ancestors(machine: Machine, fn: FunctionInfo): FunctionInfo[] {
  const found: FunctionInfo[] = [];
  for (let at = machine.portAbove(fn.bdf); at !== null; at = machine.portAbove(at)) {
    const bridge = machine.byBdf.get(at);
    if (!bridge) break;
    found.push(bridge);
  }
  return found;
}

/** From the function's own link up to the root port; empty for one that sits in the root complex. A VF shares its PF's way. */
export function hopsOf(machine: Machine, fn: FunctionInfo): Hop[] {
  const start = (fn.physfn === null ? null : machine.byBdf.get(fn.physfn)) ?? fn;
  const chain = [start, ...ancestors(machine, start)];
  const hops: Omit<Hop, "narrowest">[] = [];
  for (let index = 0; index + 1 < chain.length; index++) {
    const below = chain[index];
    const above = chain[index + 1];
    if (!below || !above) continue;
    // Ports alternate from the root: a link leads down from every second one, and a switch lies between the others. What
    // is no port there is on the bus of a bridge, not in a switch.
    const depth = chain.length - 2 - index;
    const isInside = depth % 2 !== 0 && roleOf(below) === "bridge";
    hops.push({ above, below, isInside, link: isInside ? null : linkOf(machine, below) });
  }
  const rates = hops.map(({ link }) => carries(link)).filter((rate) => rate !== null);
  const least = Math.min(...rates);
  const differ = rates.some((rate) => rate > least);
  return hops.map((hop) => ({ ...hop, narrowest: differ && carries(hop.link) === least }));
}
