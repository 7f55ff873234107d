/** Checks before functions leave the kernel's sight: what it would hang on, or leave half removed; and before a rescan. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isBridge, isVf, type Machine } from "../../machine/machine.ts";
import { counted, listed } from "../words.ts";
import { type CheckWords, type Declared, remark } from "./check.ts";

const removePfWithVfs = remark({
  id: "remove-pf-with-vfs",
  about: "A PF with VFs is never removed",
  source: "virtfnN; 6.18: the rescan lock taken twice",
  proof: "not tried",
  says: ({ bdf, virtfns }: FunctionInfo) =>
    virtfns.length === 0
      ? []
      : {
          level: "blocker",
          subject: bdf,
          title: `${bdf} has VFs: a PF is never removed while it has any.`,
          // Kernels of the 6.18 series before the fix take the rescan lock twice and stop for good.
          evidence: `${bdf} has ${counted(virtfns.length, "VF")}; some kernels never come back from this write`,
          remedy: "Set it to 0 VFs first.",
        },
});

const removeVf = remark({
  id: "remove-vf",
  about: "VFs go with their number only",
  source: "physfn",
  proof: "not tried",
  says: (fn: FunctionInfo) =>
    !isVf(fn)
      ? []
      : {
          level: "blocker",
          subject: fn.bdf,
          title: `${fn.bdf} is a VF: it goes with the number of VFs of its PF, not by itself.`,
          evidence: `physfn of ${fn.bdf} is ${fn.physfn}`,
          remedy: `Set the number of VFs on ${fn.physfn}.`,
        },
});

const removeBridge = remark({
  id: "remove-bridge",
  about: "No bridge is removed with all behind it",
  source: "class",
  proof: "not tried",
  says: (fn: FunctionInfo, machine: Machine) => {
    if (!isBridge(fn)) return [];
    const below = machine.childrenOf(fn.bdf);
    return {
      level: "blocker",
      subject: fn.bdf,
      title: `${fn.bdf} is a bridge: all that is behind it would go too.`,
      evidence:
        below.length === 0 ? `class of ${fn.bdf} is a bridge's` : `behind it: ${listed(below.map(({ bdf }) => bdf))}`,
      remedy: "Choose the function itself.",
    };
  },
});

/** Why a function is not removed. */
export const REMOVAL_REFUSALS: readonly Declared<[fn: FunctionInfo, machine: Machine]>[] = [
  removePfWithVfs,
  removeVf,
  removeBridge,
];

export const rescanFinds = remark({
  id: "rescan-finds",
  about: "What a rescan finds stays",
  source: "scan",
  proof: { contractCase: "a rescan that finds nothing changes nothing" },
  says: ({ functions }: Machine) => ({
    level: "fact",
    title: "What is found stays: there is no way back but to remove it.",
    evidence: `${counted(functions.length, "function")} known now`,
  }),
});

export const REMOVE_CHECKS: readonly CheckWords[] = [...REMOVAL_REFUSALS, rescanFinds];
