/** Sentences on the machine's state after an operation, from a fresh look at it. */
import type { FunctionFacts, VfSettings } from "../../machine/facts.ts";
import { interfacesOf } from "../../machine/interfaces.ts";
import { listsBy } from "../../machine/lists.ts";
import { hasVfio } from "../../machine/role.ts";
import { type Bdf, compareBdf } from "../../pci/bdf.ts";
import { vfsWantNetUp } from "../findings/pf-drivers.ts";
import { expectationsOf, notAsBefore } from "../plan/state-before.ts";
import type { Plan } from "../plan/types.ts";
import type { Before } from "../record/record.ts";
import type { Look } from "../verbs/expectation.ts";
import { expectationText, unmetOf } from "../verbs/expectations.ts";
import type { Expectation, StepTemplate } from "../verbs/list.ts";
import { type PlanStep, verbOf } from "../verbs/table.ts";
import { addressOf } from "../verbs/target.ts";
import { sameSetting, settingNow, settingsAt, settingsOf, settingText, type VfSetting } from "../verbs/vf-settings.ts";
import { counted, listed, onDriver } from "../words.ts";

/** Up to this many functions get a sentence each; more are told together. */
const EACH_UP_TO = 4;

export interface Subjects {
  /** PFs whose VFs come or go: their VFs of now are looked at too. */
  readonly pfs: readonly Bdf[];
  /** Functions that change hands. */
  readonly functions: readonly Bdf[];
  /** PFs of which only an attribute changes. */
  readonly also: readonly Bdf[];
}

/** The functions to look at before {@link nowTrue} and {@link restoredText} can speak. */
export function subjectsOf(plan: Pick<Plan, "effects">, before: Before): Subjects {
  const functions = new Set<Bdf>(before.functions.map((fn) => fn.bdf));
  for (const { bdf } of plan.effects.rebinds) functions.add(bdf);
  return {
    pfs: before.vfs === null ? [] : [before.vfs.pf],
    functions: [...functions],
    also: (before.autoprobe ?? []).map(({ pf }) => pf),
  };
}

/** The state of everything that the plan was to change. */
export function nowTrue(plan: Pick<Plan, "effects">, before: Before, look: Look): string[] {
  const { pfs, functions } = subjectsOf(plan, before);
  const sentences = pfs.flatMap((bdf) => {
    const pf = look.functions.get(bdf);
    if (!pf) return [`${bdf} is not there any more.`];
    const vfs = pf.virtfns.flatMap((vf) => look.functions.get(vf.bdf) ?? []);
    const count = pf.virtfns.length === 0 ? "no VFs" : counted(pf.virtfns.length, "VF");
    return [`${bdf} has ${count}.`, ...bindings(vfs), ...waiting(pf)];
  });
  // VFs that an operation removed are gone as intended; the count and those that are there say so already.
  const rest = before.vfs === null ? functions : [];
  const there = rest.flatMap((bdf) => look.functions.get(bdf) ?? []);
  const missing = rest.filter((bdf) => !look.functions.has(bdf));
  return [
    ...sentences,
    ...bindings(there),
    ...missing.map((bdf) => `${bdf} is not there any more.`),
    ...settings(before, look),
    ...attributes(before, look),
  ];
}

/** VFs that their own driver leaves in reset. */
function waiting(pf: FunctionFacts): string[] {
  const { bdf, driver, virtfns } = pf;
  const nets = interfacesOf(pf).own;
  const isDown = nets.length > 0 && nets.every(({ state }) => state === "down");
  if (virtfns.length === 0 || !vfsWantNetUp(driver) || !isDown) return [];
  return [`The interface of ${bdf} is down: its VFs have no network until it is up.`];
}

/** Attributes of functions that are other ones now. */
function attributes({ autoprobe = [], was = [] }: Before, look: Look): string[] {
  const switches = autoprobe.map(({ pf, value }) => ({ that: "autoprobe", bdf: pf, value }) as const);
  const others = unmetOf([...switches, ...was], look).flatMap(({ found }) =>
    typeof found === "string" ? [] : `${expectationText(found)}.`,
  );
  const more = others.length - EACH_UP_TO;
  return more <= 0 ? others : [...others.slice(0, EACH_UP_TO), `${counted(more, "more attribute")} changed as well.`];
}

/** Settings of VFs that are other ones now. */
function settings(before: Before, look: Look): string[] {
  return (before.settings ?? []).flatMap(({ pf, vfs }) => {
    const changed = vfs.flatMap((was) => {
      const now = settingsAt(look.settings?.get(pf), was.vf);
      const others = now === undefined ? [] : settingsOf(now).filter((setting) => isOther(was, setting));
      return others.length === 0 ? [] : [`VF ${was.vf} of ${pf} has ${listed(others.map(settingText), 6)}.`];
    });
    return changed.length <= EACH_UP_TO ? changed : [`${changed.length} VFs of ${pf} have other settings than before.`];
  });
}

function isOther(was: VfSettings, setting: VfSetting): boolean {
  const before = settingNow(was, setting.set);
  return before === null || !sameSetting(before, setting);
}

/** What a rescan found. */
export function rescanText(bdfs: readonly Bdf[]): string {
  if (bdfs.length === 0) return "No further function was found.";
  return `${counted(bdfs.length, "function")} ${bdfs.length === 1 ? "was" : "were"} found: ${listed(bdfs)}.`;
}

/** One sentence for each function, or for each driver where there are many. */
function bindings(fns: readonly FunctionFacts[]): string[] {
  const byDriver = listsBy(fns, (fn) => fn.driver);
  return [...byDriver].flatMap(([driver, members]) => {
    const sorted = members.toSorted((a, b) => compareBdf(a.bdf, b.bdf));
    if (sorted.length <= EACH_UP_TO) return sorted.map((fn) => `${fn.bdf} is ${onDriver(driver)}${groupsText([fn])}.`);
    return [
      `${counted(sorted.length, "function")} from ${sorted[0]?.bdf} to ${sorted.at(-1)?.bdf} are ${onDriver(driver)}${groupsText(sorted)}.`,
    ];
  });
}

/** ` (IOMMU group 41)`: told for functions that guests may have, because that is what a guest is given. */
function groupsText(fns: readonly FunctionFacts[]): string {
  const groups = [...new Set(fns.filter(hasVfio).flatMap((fn) => fn.iommuGroup ?? []))];
  if (groups.length === 0) return "";
  return ` (IOMMU ${groups.length === 1 ? "group" : "groups"} ${listed(groups, 8)})`;
}

/** After an undo: is everything as it was, and what is not. */
export function restoredText(before: Before, look: Look): string {
  const others = notAsBefore(before, look);
  return others.length === 0 ? "Everything is as it was before." : `Not as it was before: ${listed(others)}.`;
}

/** The function, and of a setting the VF, that a step or an expectation speaks of. */
function subjectOf(of: StepTemplate | Expectation, look: Look): string | null {
  if ("target" in of) return addressOf(of.target, look) ?? ("vf" in of.target ? of.target.expected : null);
  if ("pf" in of) return `${of.pf} ${of.vf}`;
  if ("vf" in of) return `${of.bdf} ${of.vf}`;
  return "bdf" in of ? of.bdf : null;
}

/**
 * Was a step taken back? Told from a look at the machine alone, never from what was sent off.
 * @param before what there was when the operation began
 * @param look of now, at all that `before` and the steps speak of
 * @returns tells it of each step; null where nothing shows it
 */
export function takenBack(before: Before, look: Look): (step: PlanStep) => boolean | null {
  const keyOf = (that: string, of: StepTemplate | Expectation) => `${that} ${subjectOf(of, look)}`;
  const beforeBy = listsBy(expectationsOf(before), (each) => keyOf(each.that, each));
  return ({ template, expect }) => {
    const that = verbOf(template).shownBy;
    if (that === undefined) return null;
    const were = beforeBy.get(keyOf(that, template));
    if (were !== undefined) return unmetOf(were, look).length === 0;
    // Of a VF that was not there before there is nothing to go back to but its absence, or that it is not as requested.
    return expect.length === 0 ? null : unmetOf(expect, look).length > 0;
  };
}
