/** Sentences on the machine's state after an operation, from a fresh look at it. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { interfacesOf } from "../../machine/interfaces.ts";
import { listsBy } from "../../machine/lists.ts";
import { hasVfio } from "../../machine/role.ts";
import { type Bdf, compareBdf } from "../../pci/bdf.ts";
import { clauses, ended } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { OUTCOME_WORDS } from "../../words/texts/outcome.ts";
import { vfsWantNetUp } from "../findings/pf-drivers.ts";
import { expectationsOf, notAsBefore } from "../plan/state-before.ts";
import type { Plan } from "../plan/types.ts";
import type { Before, VfSettingsBefore } from "../record/record.ts";
import type { Look } from "../verbs/expectation.ts";
import { expectationText, unmetOf } from "../verbs/expectations.ts";
import type { Expectation, StepTemplate } from "../verbs/list.ts";
import { type PlanStep, verbOf } from "../verbs/table.ts";
import { addressOf } from "../verbs/target.ts";
import { sameSetting, settingNow, settingsAt, settingsOf, settingText, type VfSetting } from "../verbs/vf-settings.ts";

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
export function nowTrue(plan: Pick<Plan, "effects">, before: Before, look: Look): Words[] {
  const { pfs, functions } = subjectsOf(plan, before);
  const sentences = pfs.flatMap((bdf) => {
    const pf = look.functions.get(bdf);
    if (!pf) return [OUTCOME_WORDS.gone({ bdf })];
    const vfs = pf.virtfns.flatMap((vf) => look.functions.get(vf.bdf) ?? []);
    const count = pf.virtfns.length;
    const counted = count === 0 ? OUTCOME_WORDS.noVfs({ bdf }) : OUTCOME_WORDS.vfs({ bdf, count });
    return [counted, ...bindings(vfs), ...waiting(pf)];
  });
  // VFs that an operation removed are gone as intended; the count and those that are there say so already.
  const rest = before.vfs === null ? functions : [];
  const there = rest.flatMap((bdf) => look.functions.get(bdf) ?? []);
  const missing = rest.filter((bdf) => !look.functions.has(bdf));
  return [
    ...sentences,
    ...bindings(there),
    ...missing.map((bdf) => OUTCOME_WORDS.gone({ bdf })),
    ...settings(before, look),
    ...attributes(before, look),
  ];
}

/** Functions that the plan binds to a driver, that are there and have none. */
export function unboundOf({ effects }: Pick<Plan, "effects">, { functions }: Look): Bdf[] {
  const wanted = [
    ...effects.rebinds.filter(({ to }) => to !== null),
    ...effects.creates.filter(({ driver }) => driver !== null),
  ];
  const without = wanted.flatMap(({ bdf }) => (bdf !== null && functions.get(bdf)?.driver === null ? bdf : []));
  return [...new Set(without)].sort(compareBdf);
}

/** VFs that their own driver leaves in reset. */
function waiting(pf: FunctionFacts): Words[] {
  const { bdf, driver, virtfns } = pf;
  const nets = interfacesOf(pf).own;
  const isDown = nets.length > 0 && nets.every(({ state }) => state === "down");
  if (virtfns.length === 0 || !vfsWantNetUp(driver) || !isDown) return [];
  return [OUTCOME_WORDS.interfaceDown({ bdf })];
}

/** Attributes of functions that changed. */
function attributes({ autoprobe = [], was = [] }: Before, look: Look): Words[] {
  const switches = autoprobe.map(({ pf, value }) => ({ that: "autoprobe", bdf: pf, value }) as const);
  const others = unmetOf([...switches, ...was], look).flatMap(({ found }) =>
    typeof found === "string" ? [] : ended(expectationText(found)),
  );
  const more = others.length - EACH_UP_TO;
  return more <= 0 ? others : [...others.slice(0, EACH_UP_TO), OUTCOME_WORDS.moreAttributes({ count: more })];
}

/** Settings of VFs that changed. */
function settings(before: Before, look: Look): Words[] {
  return (before.settings ?? []).flatMap(({ pf, vfs }) => {
    const changed = vfs.flatMap((was) => {
      const now = settingsAt(look.settings?.get(pf), was.vf);
      const others = now === undefined ? [] : settingsOf(now).filter((setting) => isOther(was, setting));
      return others.length === 0 ? [] : [OUTCOME_WORDS.settings({ vf: was.vf, pf, settings: others.map(settingText) })];
    });
    return changed.length <= EACH_UP_TO ? changed : [OUTCOME_WORDS.manySettings({ count: changed.length, pf })];
  });
}

function isOther(was: VfSettingsBefore, setting: VfSetting): boolean {
  if (was.wrote !== undefined && !was.wrote.includes(setting.set)) return false;
  const before = settingNow(was, setting.set);
  return before === null || !sameSetting(before, setting);
}

/** What a rescan found. */
export function rescanText(bdfs: readonly Bdf[]): Words {
  return bdfs.length === 0 ? OUTCOME_WORDS.nothingFound : OUTCOME_WORDS.found({ count: bdfs.length, bdfs });
}

/** One sentence for each function, or for each driver where there are many. */
function bindings(fns: readonly FunctionFacts[]): Words[] {
  const byDriver = listsBy(fns, (fn) => fn.driver);
  return [...byDriver].flatMap(([driver, members]) => {
    const sorted = members.toSorted((a, b) => compareBdf(a.bdf, b.bdf));
    return sorted.length <= EACH_UP_TO ? sorted.map((fn) => bindingText(fn, driver)) : [bindingsText(sorted, driver)];
  });
}

function bindingText(fn: FunctionFacts, driver: string | null): Words {
  const { bdf } = fn;
  if (driver === null) return OUTCOME_WORDS.unbound({ bdf });
  const [group] = groupsOf([fn]);
  return group === undefined
    ? OUTCOME_WORDS.bound({ bdf, driver })
    : OUTCOME_WORDS.boundInGroup({ bdf, driver, group });
}

/** @param fns in the order of their addresses */
function bindingsText(fns: readonly FunctionFacts[], driver: string | null): Words {
  const range = { count: fns.length, first: fns[0]?.bdf ?? "", last: fns.at(-1)?.bdf ?? "" };
  if (driver === null) return OUTCOME_WORDS.manyUnbound(range);
  const groups = groupsOf(fns);
  return groups.length === 0
    ? OUTCOME_WORDS.manyBound({ ...range, driver })
    : OUTCOME_WORDS.manyBoundInGroups({ ...range, driver, groups: groups.length, names: groups });
}

/** IOMMU groups of functions that guests may have, because a group is what a guest is given. */
function groupsOf(fns: readonly FunctionFacts[]): string[] {
  return [...new Set(fns.filter(hasVfio).flatMap((fn) => fn.iommuGroup ?? []))];
}

/** After an undo: is everything as it was, and what is not. */
export function restoredText(before: Before, look: Look): Words {
  const others = notAsBefore(before, look);
  return others.length === 0 ? OUTCOME_WORDS.restored : OUTCOME_WORDS.notRestored({ what: clauses(...others) });
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
