/** Plans `autoprobe.set` and `d3cold.set`: may drivers take the VFs of a PF, may the kernel cut the power of functions. */
import { alreadySo, autoprobeLater, isPfForAutoprobe } from "../checks/requests.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { RequestOf } from "../request/request.ts";
import { d3coldStep } from "../verbs/power-d3cold.ts";
import { autoprobeStep } from "../verbs/sriov-autoprobe.ts";
import { namesOf } from "../words.ts";
import { type Draft, emptyDraft, lookUp } from "./draft.ts";

export function draftAutoprobe({ machine }: PlanInput, request: RequestOf<"autoprobe.set">): Draft {
  const { pf: bdf, value } = request;
  const title = value ? `Let drivers take the VFs of ${bdf}` : `Keep drivers off the VFs of ${bdf}`;
  const { found, remarks } = lookUp(machine, [bdf]);
  const [pf] = found;
  if (!pf) return emptyDraft(title, remarks);
  const now = pf.sriov?.driversAutoprobe ?? null;
  if (now === null) {
    return emptyDraft(title, isPfForAutoprobe.run(pf));
  }
  const state = value ? "on" : "off";
  const evidence = `sriov_drivers_autoprobe of ${bdf} is ${now ? "on" : "off"}`;
  if (now === value) {
    const already = alreadySo.run(`sriov_drivers_autoprobe of ${bdf} is ${state} already.`, evidence, bdf);
    return emptyDraft(title, already, "It is so already: there is nothing to do.");
  }
  return {
    title,
    summary: value
      ? `New VFs of ${bdf} will be given to a driver of the host as soon as they are there.`
      : `New VFs of ${bdf} will stay without a driver, unless an override names one.`,
    steps: [autoprobeStep(bdf, value, now)],
    undo: [`Switch sriov_drivers_autoprobe of ${bdf} ${now ? "on" : "off"} again.`],
    remarks: autoprobeLater.run(bdf, evidence),
  };
}

export function draftD3cold({ machine }: PlanInput, { bdfs, value }: RequestOf<"d3cold.set">): Draft {
  const title = value ? `Let ${namesOf(bdfs)} enter D3cold` : `Keep ${namesOf(bdfs)} out of D3cold`;
  const { found, remarks: missing } = lookUp(machine, bdfs);
  const which = (now: boolean | null) => found.flatMap((fn) => (fn.d3coldAllowed === now ? fn.bdf : []));
  const unknown = which(null);
  const left = unknown.length === 0 ? "" : `d3cold_allowed of ${namesOf(unknown)} is not there, or could not be read.`;
  const already = which(value).flatMap((subject) => {
    const evidence = `d3cold_allowed of ${subject} is ${value ? 1 : 0}`;
    return alreadySo.run(`${evidence} already.`, evidence, subject);
  });
  const remarks = [...missing, ...already];
  const changed = which(!value);
  if (changed.length === 0) return emptyDraft(title, remarks, left || undefined);
  const summary = value
    ? `The kernel may cut the power of ${namesOf(changed)} while nothing uses ${changed.length === 1 ? "it" : "them"}.`
    : `The kernel does not cut the power of ${namesOf(changed)} any more, until this machine is started again.`;
  return {
    title,
    summary: left === "" ? summary : `${summary} ${left}`,
    steps: changed.map((bdf) => d3coldStep(bdf, value, !value)),
    undo: ["Write d3cold_allowed as it was."],
    remarks,
  };
}
