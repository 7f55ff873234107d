/** Checks before functions leave the kernel's sight: what it would hang on, or leave half removed; and before a rescan. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isBridge, isVf, type Machine } from "../../machine/machine.ts";
import { endVfs } from "../findings/pf-drivers.ts";
import { counted, listed } from "../words.ts";
import { type CheckWords, type Declared, remark, remarkOn } from "./check.ts";

/** Why a function is not removed. */
export const REMOVAL_REFUSALS: readonly Declared<[fn: FunctionInfo, machine: Machine]>[] = [
  remarkOn({
    id: "remove-pf-with-vfs",
    about: "A PF with VFs is never removed",
    source: "virtfnN; 6.18: the rescan lock taken twice",
    noCase: "not tried",
    says: ({ bdf, driver, virtfns }) =>
      virtfns.length > 0 && {
        level: "blocker",
        title: `${bdf} has VFs: a PF is never removed while it has any.`,
        // Kernels of the 6.18 series before the fix take the rescan lock twice and stop for good.
        evidence: `${bdf} has ${counted(virtfns.length, "VF")}; some kernels never come back from this write`,
        remedy: "Set it to 0 VFs first.",
        ...endVfs({ bdf, driver }),
      },
  }),
  remarkOn({
    id: "remove-vf",
    about: "VFs go with their number only",
    source: "physfn",
    noCase: "not tried",
    says: (fn) =>
      isVf(fn) && {
        level: "blocker",
        title: `${fn.bdf} is a VF: it goes with the number of VFs of its PF, not alone.`,
        evidence: `physfn of ${fn.bdf} is ${fn.physfn}`,
        remedy: `Set the number of VFs on ${fn.physfn}.`,
      },
  }),
  remarkOn({
    id: "remove-bridge",
    about: "No bridge is removed with all behind it",
    source: "class",
    noCase: "not tried",
    says: (fn, machine: Machine) => {
      if (!isBridge(fn)) return [];
      const below = machine.childrenOf(fn.bdf);
      return {
        level: "blocker",
        title: `${fn.bdf} is a bridge: all that is behind it would go too.`,
        evidence:
          below.length === 0 ? `class of ${fn.bdf} is a bridge's` : `behind it: ${listed(below.map(({ bdf }) => bdf))}`,
        remedy: "Choose the function itself.",
      };
    },
  }),
];

export const rescanFinds = remark({
  id: "rescan-finds",
  about: "What a rescan finds stays",
  source: "scan",
  provenBy: "a rescan that finds nothing changes nothing",
  says: ({ functions }: Machine) => ({
    level: "fact",
    title: "What is found stays: there is no way back but to remove it.",
    evidence: `${counted(functions.length, "function")} known now`,
  }),
});

export const REMOVE_CHECKS: readonly CheckWords[] = [...REMOVAL_REFUSALS, rescanFinds];
