/** What hangs on a function that makes a PCI domain of its own (VMD, other host bridges): all of that domain. Pure. */
import { listed } from "./listed.ts";
import type { Machine } from "./machine.ts";
import type { Found } from "./usage-reason.ts";

/** Functions named in a sentence; a domain has up to 65,536. */
const MOST_NAMED = 3;

export function domainReasons(machine: Machine): Found[] {
  return machine.functions.flatMap(({ bdf }): Found[] => {
    const roots = machine.childrenOf(bdf).filter((child) => machine.portAbove(child.bdf) === null);
    if (roots.length === 0) return [];
    const named = roots.map((fn) => fn.bdf);
    return [
      {
        bdf,
        reason: {
          kind: "domain",
          text: `has a PCI domain behind it (${listed(named, MOST_NAMED)})`,
          evidence: `the device path of ${named[0]} leads through ${bdf}`,
          level: "in use",
        },
      },
    ];
  });
}
