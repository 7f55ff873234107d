/** Plans `assign`: functions of the machine go to vfio-pci, so that guests can have them. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { isBridge } from "../../machine/machine.ts";
import { isOnVfio, VFIO_PCI } from "../../machine/role.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import type { Check } from "../checks/found.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import { NO_CHANGE } from "../impact/change.ts";
import type { OperationRequest } from "../request/request.ts";
import { loadVfioStep } from "../verbs/steps.ts";
import { listed, namesOf } from "../words.ts";
import { toVfio } from "./bindings.ts";
import { alreadyThere, lookUp } from "./chosen-functions.ts";
import { type Draft, emptyDraft, NO_EFFECTS } from "./draft.ts";

export function draftAssign(input: PlanInput, request: Extract<OperationRequest, { readonly kind: "assign" }>): Draft {
  const { machine } = input;
  const { found, remarks } = lookUp(machine, request.bdfs);
  const title = `Give ${namesOf(request.bdfs)} to vfio-pci`;
  const moving = found.filter((fn) => !isOnVfio(fn) && !isBridge(fn));
  const settled = found.filter(isOnVfio);
  const notes = [
    ...remarks,
    ...found.filter(isBridge).map(bridgeRefusal),
    ...settled.map((fn) => alreadyThere(fn, `driver of ${fn.bdf} is ${fn.driver}`, `on ${fn.driver}`)),
  ];
  if (moving.length === 0) {
    const summary =
      remarks.length === 0 && settled.length === found.length
        ? "All of it is on vfio-pci already."
        : "Nothing is changed.";
    return emptyDraft(title, summary, notes);
  }
  const one = moving.length === 1;
  return {
    title,
    summary: `${namesOf(moving.map((fn) => fn.bdf))} will be on vfio-pci, ready for a guest. The host can no longer use ${one ? "it" : "them"}.`,
    steps: [...(machine.snapshot.host.vfioPci === "loaded" ? [] : [loadVfioStep()]), ...moving.flatMap(toVfio)],
    effects: { ...NO_EFFECTS, rebinds: moving.map((fn) => ({ bdf: fn.bdf, from: fn.driver, to: VFIO_PCI })) },
    undo: [
      `Give ${one ? "the function" : "each function"} back: ${listed(moving.map((fn) => `${fn.bdf} to ${fn.driver ?? "no driver"}`))}.`,
    ],
    change: { ...NO_CHANGE, toVfio: moving },
    remarks: notes,
  };
}

function bridgeRefusal(fn: FunctionInfo): Check {
  return {
    id: "not-a-bridge",
    level: "blocker",
    title: `${fn.bdf} is a bridge: vfio-pci does not take bridges.`,
    // vfio_pci_core_register_device refuses any header but type 0.
    evidence: `class of ${fn.bdf} is ${fn.classCode === null ? "a bridge's" : `0x${hexDigits(fn.classCode, 6)}`}`,
    remedy: "Leave it alone. A bridge in the group of a function that is given away does no harm.",
  };
}
