/** What hangs on a function that makes a PCI domain of its own (VMD, other host bridges): all of that domain. Pure. */
import type { Machine } from "./machine.ts";
import type { Found } from "./usage-reason.ts";

/** Functions named in a sentence; a domain has up to 65,536. */
const MOST_NAMED = 3;

export function domainReasons(machine: Machine): Found[] {
  return machine.functions.flatMap(({ bdf }): Found[] => {
    const roots = machine.childrenOf(bdf).filter((child) => machine.portAbove(child.bdf) === null);
    if (roots.length === 0) return [];
    const named = roots.slice(0, MOST_NAMED).map((fn) => fn.bdf);
    const rest = roots.length - named.length;
    return [
      {
        bdf,
        reason: {
          kind: "domain",
          text: `has a PCI domain behind it (${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""})`,
          evidence: `the device path of ${named[0]} leads through ${bdf}`,
          level: "in use",
        },
      },
    ];
  });
}
