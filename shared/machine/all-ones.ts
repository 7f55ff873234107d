/** Why a function answers ff to every read: nothing of it is decoded, and this is told instead (PCIe 6.2 §2.3.2). Pure. */
import type { FunctionFacts } from "./facts.ts";

export interface AllOnes {
  /** One sentence. */
  readonly cause: string;
  /** What that is known from. */
  readonly evidence: string;
  readonly remedy: string;
}

const RESCAN = "Remove the function and rescan the bus; if that does not help, switch the machine off and on.";

/** The likeliest cause, from facts that are known without asking the function. */
export function allOnesCause(fn: FunctionFacts): AllOnes {
  if (fn.powerState === "D3cold") {
    return {
      cause: "It did not wake from D3cold, so nothing answers.",
      evidence: `power_state of ${fn.bdf} is still D3cold`,
      remedy: "The kernel's log says why. Look at the slot's power; a restart of the machine brings most cards back.",
    };
  }
  if (fn.powerState === "error") {
    return {
      cause: "The kernel has lost touch with it: it was removed, or a reset of it failed.",
      evidence: `power_state of ${fn.bdf} is error`,
      remedy: RESCAN,
    };
  }
  if (
    fn.link !== null &&
    fn.physfn === null &&
    (fn.link.width === 0 || (fn.link.speed === null && fn.link.maxSpeed !== null))
  ) {
    return {
      cause: "Its link is down.",
      evidence: `current_link_width of ${fn.bdf} is ${fn.link.width ?? "not known"}, current_link_speed is Unknown`,
      remedy: "Look whether the card sits right in its slot and has power, then rescan the bus.",
    };
  }
  if (fn.physfn !== null) {
    return {
      cause: "The VF is not there any more, or its PF is being reset.",
      evidence: `physfn of ${fn.bdf} is ${fn.physfn}; a VF that is there reads ff in its ids only`,
      remedy: `Look at ${fn.physfn}: a reset of the PF, or of its card, takes VFs with it.`,
    };
  }
  return {
    cause: "It was removed, its link is down, it failed to wake, or it is being reset.",
    evidence: `power_state of ${fn.bdf} is ${fn.powerState ?? "not known"}`,
    remedy: RESCAN,
  };
}
