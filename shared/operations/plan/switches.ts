/** Plans `autoprobe.set` and `d3cold.set`: may drivers take the VFs of a PF, may the kernel cut the power of functions. */
import { sentences } from "../../words/joined.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";
import { alreadySo, autoprobeLater, isPfForAutoprobe } from "../checks/requests.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { RequestOf } from "../request/request.ts";
import { d3coldStep } from "../verbs/power-d3cold.ts";
import { autoprobeStep } from "../verbs/sriov-autoprobe.ts";
import { functionNames } from "../words.ts";
import { type Draft, emptyDraft, lookUp } from "./draft.ts";
import { titleOf } from "./titles.ts";

export function draftAutoprobe({ machine }: PlanInput, request: RequestOf<"autoprobe.set">): Draft {
  const { pf: bdf, value } = request;
  const title = titleOf(request, () => null);
  const { found, remarks } = lookUp(machine, [bdf]);
  const [pf] = found;
  if (!pf) return emptyDraft(title, remarks);
  const now = pf.sriov?.driversAutoprobe ?? null;
  if (now === null) {
    return emptyDraft(title, isPfForAutoprobe.run(pf));
  }
  const evidence = PLAN_WORDS.autoprobeIs({ pf: bdf, value: now ? "1" : "0" });
  if (now === value) {
    const already = alreadySo.run(PLAN_WORDS.alreadySo, evidence, bdf);
    return emptyDraft(title, already, PLAN_WORDS.alreadySo);
  }
  return {
    title,
    summary: PLAN_WORDS[value ? "autoprobeEnabled" : "autoprobeDisabled"]({ pf: bdf }),
    steps: [autoprobeStep(bdf, value, now)],
    undo: [PLAN_WORDS.undoAutoprobe({ pf: bdf })],
    remarks: autoprobeLater.run(bdf, evidence),
  };
}

export function draftD3cold({ machine }: PlanInput, request: RequestOf<"d3cold.set">): Draft {
  const { bdfs, value } = request;
  const title = titleOf(request, () => null);
  const { found, remarks: missing } = lookUp(machine, bdfs);
  const which = (now: boolean | null) => found.flatMap((fn) => (fn.d3coldAllowed === now ? fn.bdf : []));
  const unknown = which(null);
  const left = unknown.length === 0 ? null : PLAN_WORDS.d3coldUnknown({ functions: functionNames(unknown) });
  const already = which(value).flatMap((subject) => {
    const evidence = PLAN_WORDS.d3coldIs({ bdf: subject, value: value ? "1" : "0" });
    return alreadySo.run(PLAN_WORDS.alreadySo, evidence, subject);
  });
  const remarks = [...missing, ...already];
  const changed = which(!value);
  if (changed.length === 0) return emptyDraft(title, remarks, left ?? undefined);
  const functions = functionNames(changed);
  const summary = value
    ? PLAN_WORDS.d3coldAllowed({ functions, count: changed.length })
    : PLAN_WORDS.d3coldForbidden({ functions });
  return {
    title,
    summary: sentences(summary, left),
    steps: changed.map((bdf) => d3coldStep(bdf, value, !value)),
    undo: [PLAN_WORDS.undoD3cold],
    remarks,
  };
}
