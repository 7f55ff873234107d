/** Checks before functions leave the kernel's sight: what it would hang on, or leave half removed; and before a rescan. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isBridge, isVf, type Machine } from "../../machine/machine.ts";
import { capped } from "../../words/capped.ts";
import { REMOVE_CHECK_WORDS as T } from "../../words/texts/check-reset.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { endVfs } from "../findings/pf-drivers.ts";
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
        title: T.hasVfs({ bdf }),
        // Kernels of the 6.18 series before the fix take the rescan lock twice and hang.
        evidence: T.hasVfsEvidence({ bdf, count: virtfns.length }),
        remedy: T.zeroFirst,
        ...endVfs({ bdf, driver }),
      },
  }),
  remarkOn({
    id: "remove-vf",
    about: "VFs are removed by their number only",
    source: "physfn",
    noCase: "not tried",
    says: (fn) =>
      isVf(fn) && {
        level: "blocker",
        title: T.isVf({ bdf: fn.bdf }),
        evidence: EVIDENCE_WORDS.is({ attribute: "physfn", bdf: fn.bdf, value: fn.physfn ?? "" }),
        remedy: T.setNumber({ pf: fn.physfn ?? "" }),
      },
  }),
  remarkOn({
    id: "remove-bridge",
    about: "No bridge is removed with everything behind it",
    source: "class",
    noCase: "not tried",
    says: (fn, machine: Machine) => {
      if (!isBridge(fn)) return [];
      const below = machine.childrenOf(fn.bdf);
      return {
        level: "blocker",
        title: T.isBridge({ bdf: fn.bdf }),
        evidence:
          below.length === 0
            ? T.bridgeClass({ bdf: fn.bdf })
            : T.behind({ functions: capped(below.map(({ bdf }) => bdf)) }),
        remedy: T.chooseFunction,
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
    title: T.rescanStays,
    evidence: T.known({ count: functions.length }),
  }),
});

export const REMOVE_CHECKS: readonly CheckWords[] = [...REMOVAL_REFUSALS, rescanFinds];
