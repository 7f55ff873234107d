/** Plans `assign`: functions of the machine go to vfio-pci, so that guests can have them. */

import { isBridge } from "../../machine/machine.ts";
import { isOnVfio, VFIO_PCI } from "../../machine/role.ts";
import { alreadySo, notABridge } from "../checks/requests.ts";
import type { PlanInput } from "../findings/knowledge.ts";

import { NO_CHANGE } from "../impact/change.ts";
import type { OperationRequest } from "../request/request.ts";
import { loadVfioStep } from "../verbs/module-load.ts";
import { listed, namesOf } from "../words.ts";
import { toVfio } from "./bindings.ts";
import { lookUp } from "./chosen-functions.ts";
import { type Draft, emptyDraft, NO_EFFECTS } from "./draft.ts";

export function draftAssign(input: PlanInput, request: Extract<OperationRequest, { readonly kind: "assign" }>): Draft {
  const { machine } = input;
  const { found, remarks } = lookUp(machine, request.bdfs);
  const title = `Give ${namesOf(request.bdfs)} to vfio-pci`;
  const moving = found.filter((fn) => !isOnVfio(fn) && !isBridge(fn));
  const onVfio = found.filter(isOnVfio);
  const notes = [
    ...remarks,
    ...found.flatMap((fn) => notABridge.run(fn)),
    ...onVfio.flatMap(({ bdf, driver }) =>
      alreadySo.run({
        subject: bdf,
        title: `${bdf} is on ${driver} already.`,
        evidence: `driver of ${bdf} is ${driver}`,
      }),
    ),
  ];
  if (moving.length === 0) {
    const summary =
      remarks.length === 0 && onVfio.length === found.length
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
