/** The shares of an undo that are about functions themselves: removed ones, settings of VFs, vectors, reset methods. */

import type { FunctionFacts, FunctionInfo, VfSettings } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { vfAt } from "../../machine/vf-slices.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { ENTRY_CHECK_WORDS } from "../../words/texts/entry-check.ts";
import { UNDO_WORDS } from "../../words/texts/plan.ts";
import { type SettingsLost, settingsNotBack } from "../checks/entries.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { Before, VfSettingsBefore } from "../record/record.ts";
import { rescanStep } from "../verbs/bus-rescan.ts";
import { unmetOf, wayBackOf } from "../verbs/expectations.ts";
import { kindName } from "../verbs/setting-names.ts";
import type { DraftStep } from "../verbs/table.ts";
import { msixStep } from "../verbs/vf-msix.ts";
import { settingsSteps } from "../verbs/vf-network.ts";
import { sameSetting, settingNow, settingsAt, type VfSetting } from "../verbs/vf-settings.ts";
import { vfNumbers } from "../words.ts";
import { bindingOf, newVfSteps, rebindSteps } from "./bindings.ts";
import { NOTHING, type Part } from "./draft.ts";
import { settingsForgotten, settingsTaken } from "./settings-before.ts";

/** Functions that were removed are found by a rescan; a driver that is built for them takes them. */
export function removedPart({ machine }: PlanInput, before: Before): Part {
  const gone = (before.removed ?? []).filter((bdf) => !machine.byBdf.has(bdf));
  if (gone.length === 0) return NOTHING;
  const were = before.functions.filter((fn) => gone.includes(fn.bdf));
  const reserved = were.filter((fn) => fn.driverOverride !== null || fn.driver === null);
  const rescan = rescanStep(gone);
  const expectSoft = were.flatMap(({ bdf, driver, driverOverride }) =>
    driver !== null && driverOverride === null ? [{ that: "driver", target: { bdf }, driver } as const] : [],
  );
  return {
    ...NOTHING,
    steps: [
      expectSoft.length === 0 ? rescan : { ...rescan, expectSoft },
      ...reserved.flatMap((was) =>
        newVfSteps({ bdf: was.bdf }, { driver: was.driver, override: was.driverOverride }, false),
      ),
    ],
    sentences: [UNDO_WORDS.foundAgain({ functions: gone })],
  };
}

/** Settings of VFs that are still, or again, there, and what is not brought back of them. */
export function settingsPart(input: PlanInput, before: Before): Part {
  const { machine, knowledge } = input;
  const there = settingsWanted(input, before).map(({ pf: bdf, vfs }) => {
    const pf = machine.byBdf.get(bdf);
    const here = pf === undefined ? [] : vfs.filter((was) => whyGone(machine, pf, was) === null);
    return settingsBack(pf ?? { bdf, children: [] }, here, knowledge?.vfSettings?.(bdf) ?? []);
  });
  const lost = settingsLimits(input, before);
  return { ...settingsOfThen(there.flat()), remarks: settingsNotBack.run(lost) };
}

/** VFs that are created again get their settings with that. */
function settingsWanted({ machine }: PlanInput, { settings = [], vfs }: Before) {
  return settings.filter(({ pf }) => pf !== vfs?.pf || machine.byBdf.get(pf)?.sriov?.numVfs === vfs.count);
}

/** Why there is no VF to bring settings back to, in a clause; null = there is. */
function whyGone(
  machine: Machine,
  pf: FunctionInfo,
  { vf, at }: VfSettingsBefore,
): { readonly now: Bdf | null } | null {
  const now = vfAt(pf, vf);
  if (now === null || !machine.byBdf.has(now)) return { now: null };
  return at === undefined || at === now ? null : { now };
}

/** What cannot be brought back of settings, in clauses; those that are alike of several VFs are one. */
export function settingsLimits(input: PlanInput, before: Before): SettingsLost {
  const { machine, knowledge } = input;
  const clauses: Words[] = [];
  const lost = new Set<string>();
  for (const { pf: bdf, vfs } of settingsWanted(input, before)) {
    const pf = machine.byBdf.get(bdf);
    const gone: number[] = [];
    const alike = new Map<
      string,
      { readonly kinds: readonly VfSetting["set"][]; readonly when: When; vfs: number[] }
    >();
    const note = (vf: number, when: When, kinds: readonly VfSetting["set"][]): void => {
      if (kinds.length === 0) return;
      const key = `${when} ${kinds.join(" ")}`;
      const same = alike.get(key) ?? { kinds, when, vfs: [] };
      same.vfs.push(vf);
      alike.set(key, same);
      lost.add(`${bdf} ${vf}`);
    };
    const told = knowledge?.vfSettings?.(bdf);
    for (const was of vfs) {
      const { vf } = was;
      const why = pf === undefined ? { now: null } : whyGone(machine, pf, was);
      if (why !== null) {
        lost.add(`${bdf} ${vf}`);
        if (why.now === null) gone.push(vf);
        else clauses.push(ENTRY_CHECK_WORDS.vfMoved({ pf: bdf, vf: String(vf), was: was.at ?? bdf, now: why.now }));
        continue;
      }
      const now = settingsAt(told, vf);
      note(vf, "before", settingsForgotten(was));
      const wanted = settingsTaken(was).map(({ set }) => set);
      note(
        vf,
        "now",
        wanted.filter((set) => now === undefined || settingNow(now, set) === null),
      );
    }
    if (gone.length > 0) {
      clauses.push(ENTRY_CHECK_WORDS.vfsNotThere({ pf: bdf, count: gone.length, vfs: vfNumbers(gone) }));
    }
    for (const { kinds, when, vfs: which } of alike.values()) {
      const words = when === "before" ? ENTRY_CHECK_WORDS.unreadBefore : ENTRY_CHECK_WORDS.unreadNow;
      clauses.push(words({ pf: bdf, count: which.length, vfs: vfNumbers(which), settings: kinds.map(kindName) }));
    }
  }
  return { clauses, count: lost.size };
}
type When = "before" | "now";

/** A share of these steps, one for each setting of a VF. */
export function settingsOfThen(steps: readonly DraftStep[]): Part {
  if (steps.length === 0) return NOTHING;
  const vfs = new Set(steps.map(({ template }) => ("vf" in template ? `${template.bdf} ${template.vf}` : "")));
  return { ...NOTHING, steps, sentences: [UNDO_WORDS.settingsAgain({ count: vfs.size })] };
}

/** Brings VFs that are there back to the settings that they had. */
export function settingsBack(
  pf: Pick<FunctionFacts, "bdf" | "children">,
  were: readonly VfSettingsBefore[],
  now: readonly VfSettings[],
): DraftStep[] {
  return were.flatMap((was) => {
    const is = settingsAt(now, was.vf);
    if (!is) return [];
    const wanted = settingsTaken(was).filter((setting) => {
      const present = settingNow(is, setting.set);
      return present !== null && !sameSetting(present, setting);
    });
    const present = wanted.flatMap((setting) => settingNow(is, setting.set) ?? []);
    return settingsSteps(pf, was.vf, wanted, present);
  });
}

/** Numbers of MSI-X vectors; the driver that has the VF lets go of it meanwhile. */
export function vectorsPart({ machine, knowledge }: PlanInput, before: Before): Part {
  const steps = (before.msix ?? []).flatMap(({ bdf, count }) => {
    const fn = machine.byBdf.get(bdf);
    const size = knowledge?.msixSize?.(bdf) ?? null;
    if (!fn || size === count) return [];
    const free = { driver: null, override: fn.driverOverride };
    return [
      ...rebindSteps({ bdf }, bindingOf(fn), free),
      msixStep({ bdf }, count, size),
      ...rebindSteps({ bdf }, free, bindingOf(fn)).map((step) => ({ ...step, undo: [] })),
    ];
  });
  return steps.length === 0 ? NOTHING : { ...NOTHING, steps, sentences: [UNDO_WORDS.vectorsAgain] };
}

/** What else was so and is not any more. */
export function othersPart({ machine }: PlanInput, before: Before): Part {
  const look = { host: machine.snapshot.host, functions: machine.byBdf };
  const back = unmetOf(before.was ?? [], look).flatMap((unmet) => wayBackOf(unmet) ?? []);
  return {
    ...NOTHING,
    steps: back.map(({ step }) => step),
    sentences: [...new Set(back.map(({ says }) => says))],
  };
}
