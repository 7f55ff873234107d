/** Plans `autoprobe.set`: may drivers take the VFs of a PF as they appear. */

import { alreadySo, autoprobeLater, isPfForAutoprobe } from "../checks/requests.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import { NO_CHANGE } from "../impact/change.ts";
import type { OperationRequest } from "../request/request.ts";
import { autoprobeStep } from "../verbs/sriov-autoprobe.ts";
import { lookUp } from "./chosen-functions.ts";
import { type Draft, emptyDraft, NO_EFFECTS } from "./draft.ts";

export function draftAutoprobe(
  { machine }: PlanInput,
  request: Extract<OperationRequest, { readonly kind: "autoprobe.set" }>,
): Draft {
  const { pf: bdf, value } = request;
  const title = value ? `Let drivers take the VFs of ${bdf}` : `Keep drivers off the VFs of ${bdf}`;
  const { found, remarks } = lookUp(machine, [bdf]);
  const [pf] = found;
  if (!pf) return emptyDraft(title, "Nothing is changed.", remarks);
  const now = pf.sriov?.driversAutoprobe ?? null;
  if (now === null) {
    return emptyDraft(title, "Nothing is changed.", isPfForAutoprobe.run(bdf));
  }
  const state = value ? "on" : "off";
  const evidence = `sriov_drivers_autoprobe of ${bdf} is ${now ? "on" : "off"}`;
  if (now === value) {
    const already = { subject: bdf, title: `sriov_drivers_autoprobe of ${bdf} is ${state} already.`, evidence };
    return emptyDraft(title, "It is so already: there is nothing to do.", alreadySo.run(already));
  }
  return {
    title,
    summary: value
      ? `New VFs of ${bdf} will be given to a driver of the host as soon as they are there.`
      : `New VFs of ${bdf} will stay without a driver, unless an override names one.`,
    steps: [autoprobeStep(bdf, value, now)],
    effects: NO_EFFECTS,
    undo: [`Switch sriov_drivers_autoprobe of ${bdf} ${now ? "on" : "off"} again.`],
    change: NO_CHANGE,
    remarks: autoprobeLater.run(bdf, evidence),
  };
}
