/** Plans `d3cold.set`: may the kernel cut the power of functions while nothing uses them. */
import { alreadySo } from "../checks/requests.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import { NO_CHANGE } from "../impact/change.ts";
import type { RequestOf } from "../request/request.ts";
import { d3coldStep } from "../verbs/power-d3cold.ts";
import { namesOf } from "../words.ts";
import { lookUp } from "./chosen-functions.ts";
import { type Draft, emptyDraft, NO_EFFECTS } from "./draft.ts";

export function draftD3cold({ machine }: PlanInput, { bdfs, value }: RequestOf<"d3cold.set">): Draft {
  const title = value ? `Let ${namesOf(bdfs)} enter D3cold` : `Keep ${namesOf(bdfs)} out of D3cold`;
  const { found, remarks: missing } = lookUp(machine, bdfs);
  const which = (now: boolean | null) => found.flatMap((fn) => (fn.d3coldAllowed === now ? fn.bdf : []));
  const unknown = which(null);
  const left = unknown.length === 0 ? "" : `d3cold_allowed of ${namesOf(unknown)} is not there, or could not be read.`;
  const already = which(value).flatMap((subject) => {
    const evidence = `d3cold_allowed of ${subject} is ${value ? 1 : 0}`;
    return alreadySo.run({ subject, title: `${evidence} already.`, evidence });
  });
  const remarks = [...missing, ...already];
  const changed = which(!value);
  if (changed.length === 0) return emptyDraft(title, left || "Nothing is changed.", remarks);
  const summary = value
    ? `The kernel may cut the power of ${namesOf(changed)} while nothing uses it.`
    : `The kernel does not cut the power of ${namesOf(changed)} any more, until this machine is started again.`;
  return {
    title,
    summary: left === "" ? summary : `${summary} ${left}`,
    steps: changed.map((bdf) => d3coldStep(bdf, value, !value)),
    effects: NO_EFFECTS,
    undo: ["Write d3cold_allowed as it was."],
    change: NO_CHANGE,
    remarks,
  };
}
