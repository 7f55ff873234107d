/** The shares of an undo that are about functions themselves: removed ones, settings of VFs, vectors, reset methods. */

import type { FunctionFacts, VfSettings } from "../../machine/facts.ts";
import { UNDO_WORDS } from "../../words/texts/plan.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { Before } from "../record/record.ts";
import { rescanStep } from "../verbs/bus-rescan.ts";
import { unmetOf, wayBackOf } from "../verbs/expectations.ts";
import type { DraftStep } from "../verbs/table.ts";
import { msixStep } from "../verbs/vf-msix.ts";
import { settingsSteps } from "../verbs/vf-network.ts";
import { sameSetting, settingNow, settingsOf } from "../verbs/vf-settings.ts";
import { bindingOf, newVfSteps, rebindSteps } from "./bindings.ts";
import { NOTHING, type Part } from "./draft.ts";

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

/** Settings of VFs that are still, or again, there. */
export function settingsPart({ machine, knowledge }: PlanInput, before: Before): Part {
  const steps = (before.settings ?? []).flatMap(({ pf, vfs }) => {
    const now = knowledge?.vfSettings?.(pf) ?? null;
    // VFs that are created again get their settings with that.
    if (now === null || machine.byBdf.get(pf)?.sriov?.numVfs !== vfs.length) return [];
    return settingsBack(machine.byBdf.get(pf) ?? { bdf: pf, children: [] }, vfs, now);
  });
  return settingsOfThen(steps);
}

/** A share of these steps, one for each setting of a VF. */
export function settingsOfThen(steps: readonly DraftStep[]): Part {
  if (steps.length === 0) return NOTHING;
  const vfs = new Set(steps.map(({ template }) => ("vf" in template ? `${template.bdf} ${template.vf}` : "")));
  return { ...NOTHING, steps, sentences: [UNDO_WORDS.settingsAgain({ count: vfs.size })] };
}

/** Brings VFs that are there back to the settings that they had. */
export function settingsBack(
  pf: Pick<FunctionFacts, "bdf" | "children">,
  were: readonly VfSettings[],
  now: readonly VfSettings[],
): DraftStep[] {
  return were.flatMap((was) => {
    const is = now.find(({ vf }) => vf === was.vf);
    if (!is) return [];
    const wanted = settingsOf(was).filter((setting) => {
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
