/** Plans `undo`: brings back what a journal entry found before it changed anything, as far as that still makes sense. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { listsBy } from "../../machine/lists.ts";
import { isGivingDriver, isOnVfio, VFIO_PCI } from "../../machine/role.ts";
import { compareBdf } from "../../pci/bdf.ts";
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { ENTRY_CHECK_WORDS } from "../../words/texts/entry-check.ts";
import { PLAN_TITLE_WORDS, UNDO_WORDS } from "../../words/texts/plan.ts";
import { firstOf } from "../checks/check.ts";
import {
  driverGone,
  entryExists,
  entryFinished,
  guestsWithout,
  machineUncertain,
  sameMachine,
  settingsLost,
  settingsNotBack,
  undoAfterReboot,
  undoneAlready,
  vfsGone,
} from "../checks/entries.ts";
import type { Check } from "../checks/found.ts";
import { vfSettingsAgain } from "../checks/vf-settings.ts";
import { bindsNewVfs } from "../findings/drivers.ts";
import { going, losingTogether } from "../findings/in-use.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { Before, FunctionBefore } from "../record/record.ts";
import type { RequestOf } from "../request/request.ts";
import type { Look } from "../verbs/expectation.ts";
import { loadVfioStep } from "../verbs/module-load.ts";
import { autoprobeStep } from "../verbs/sriov-autoprobe.ts";
import { removeVfsStep } from "../verbs/sriov-numvfs.ts";
import type { DraftStep } from "../verbs/table.ts";
import { functionNames, vfNumbers } from "../words.ts";
import { type Binding, bindingOf, rebindSteps, recreateSteps, templatesOf, type VfWas } from "./bindings.ts";
import {
  againSince,
  againSteps,
  type Draft,
  type DraftInput,
  emptyDraft,
  NOTHING,
  type Part,
  vfsWere,
  vfsWithSettings,
} from "./draft.ts";
import { controllersPart } from "./nvme-steps.ts";
import { notAsBefore } from "./state-before.ts";
import { titleOf } from "./titles.ts";
import { othersPart, removedPart, settingsLimits, settingsPart, vectorsPart } from "./undo-device.ts";

export function draftUndo(input: DraftInput, request: RequestOf<"undo">): Draft {
  const entry = input.undoOf?.id === request.entryId ? input.undoOf : undefined;
  if (!entry) {
    const remarks = entryExists.run(request.entryId, UNDO_WORDS.chooseEntry);
    return emptyDraft(PLAN_TITLE_WORDS.undoUnknown, remarks);
  }
  const title = titleOf(request, (id) => (id === entry.id ? entry : (input.knowledge?.entry?.(id) ?? null)));
  const { identity } = input.machine.snapshot;
  const refused = firstOf([sameMachine, entryFinished], entry, identity);
  if (refused.length > 0) return emptyDraft(title, refused);

  const vfs = vfsPart(input, entry.before);
  const functions = functionsPart(input, entry.before);
  const controllers = controllersPart(input, entry.before);
  const parts = [
    removedPart(input, entry.before),
    vfs,
    // Before any driver comes back: none may have a VF whose vectors are set.
    vectorsPart(input, entry.before),
    controllers.first,
    functions,
    controllers.last,
    settingsPart(input, entry.before),
    othersPart(input, entry.before),
    autoprobePart(input, entry.before),
  ];
  const steps = parts.flatMap((part) => part.steps);
  const guests = steps.length === 0 ? [] : guestsWithout.run(entry.before, input.machine);
  const stale = [machineUncertain, undoAfterReboot, undoneAlready].flatMap(({ run }) => run(entry, identity));
  const remarks = [...stale, ...parts.flatMap((part) => part.remarks), ...guests];
  if (steps.length === 0) {
    const now = notAsBefore(entry.before, lookNow(input, entry.before));
    // What was never known is as little as before as what is another now.
    const lost = now.length > 0 ? now : settingsLimits(input, entry.before).clauses;
    const summary = lost.length === 0 ? UNDO_WORDS.nothingLeft : UNDO_WORDS.cannotRestore({ lost });
    return emptyDraft(title, remarks, summary);
  }
  return {
    title,
    summary: sentences(...parts.flatMap((part) => part.sentences)),
    steps: needsVfio(input, steps) ? [loadVfioStep(), ...steps] : steps,
    effects: {
      creates: parts.flatMap((part) => part.effects.creates ?? []),
      destroys: parts.flatMap((part) => part.effects.destroys ?? []),
      rebinds: parts.flatMap((part) => part.effects.rebinds ?? []),
    },
    undo: [UNDO_WORDS.canBeUndone],
    change: { ...vfs.change, ...functions.change },
    remarks,
  };
}

/** The machine as the plan is made from it, looked at for what was before. */
function lookNow({ machine, knowledge }: PlanInput, before: Before): Look {
  return {
    host: machine.snapshot.host,
    functions: machine.byBdf,
    settings: new Map((before.settings ?? []).map(({ pf }) => [pf, knowledge?.vfSettings?.(pf) ?? []])),
    nvme: new Map(
      (before.nvme ?? []).flatMap(({ pf }) => {
        const told = knowledge?.nvmeVfs?.(pf) ?? null;
        return told?.state === "read" ? [[pf, told.vfs] as const] : [];
      }),
    ),
    msix: new Map((before.msix ?? []).map(({ bdf }) => [bdf, knowledge?.msixSize?.(bdf) ?? null])),
  };
}

/** VFs that the entry found, by index; their BDFs are in the order of the indices. */
function vfsBefore({ functions }: Before): VfWas[] {
  return functions.map((fn, index) => ({ index, bdf: fn.bdf, ...bindingBefore(fn) }));
}

/** The count of VFs, when it is another one now. */
function vfsPart(input: DraftInput, before: Before): Part {
  const { machine } = input;
  if (before.vfs === null) return NOTHING;
  const { pf: bdf, count } = before.vfs;
  const pf = machine.byBdf.get(bdf);
  if (!pf?.sriov) return { ...NOTHING, remarks: vfsGone.run(bdf, count) };
  const from = pf.sriov.numVfs;
  if (from === count) return NOTHING;
  const present = machine.vfsOf(bdf);
  const were = vfsBefore(before);
  const kept = before.settings?.find((each) => each.pf === bdf)?.vfs ?? null;
  const autoprobe = pf.sriov.driversAutoprobe;
  const bindsByItself = bindsNewVfs(machine, pf);
  const back = count === 0 ? [] : recreateSteps({ pf: bdf, count, vfs: were, autoprobe, bindsByItself });
  const now = input.knowledge?.vfSettings?.(bdf) ?? null;
  const restore = templatesOf([...recreateSteps(vfsWere(machine, pf)), ...againSteps(pf, now, from)]);
  const set = vfsWithSettings(pf, now);
  const removed = set.filter((vf) => vf >= count);
  const toVfio = were.some((vf) => vf.driver === VFIO_PCI);
  return {
    steps: [
      ...(from > 0 ? [removeVfsStep(bdf, from, losingTogether(present), restore)] : []),
      ...back,
      ...againSince(pf, kept, now, count),
    ],
    sentences: [count === 0 ? UNDO_WORDS.noVfsAgain({ pf: bdf }) : UNDO_WORDS.vfsAgain({ pf: bdf, count })],
    effects: {
      creates: were.map((vf) => ({ pf: bdf, index: vf.index, bdf: vf.bdf, driver: vf.driver })),
      destroys: present.map((vf) => going(input.usage, vf)),
    },
    change: { vfs: { pf, from, to: count, purpose: null, toVfio } },
    remarks: [
      ...(count === 0 || kept !== null ? [] : settingsLost.run(bdf, count)),
      ...vfSettingsAgain.run(pf, set.length - removed.length),
      ...settingsNotBack.run({
        count: removed.length,
        clauses:
          removed.length === 0
            ? []
            : [ENTRY_CHECK_WORDS.removedWith({ pf: bdf, count: removed.length, vfs: vfNumbers(removed) })],
      }),
    ],
  };
}

/** Drivers and overrides of functions that are there; those of VFs that come back are part of their creation. */
export function functionsPart({ machine }: PlanInput, before: Before): Part {
  const recreated = before.vfs !== null && machine.byBdf.get(before.vfs.pf)?.sriov?.numVfs !== before.vfs.count;
  const wanted = recreated ? [] : before.functions;
  const moves: { readonly fn: FunctionInfo; readonly was: FunctionBefore }[] = [];
  const remarks: Check[] = [];
  const removed = new Set(before.removed);
  for (const was of wanted) {
    const fn = machine.byBdf.get(was.bdf);
    if (!fn && removed.has(was.bdf)) continue;
    if (!fn) remarks.push(...driverGone.run(was.bdf, was.driver));
    else if (fn.driver !== was.driver || fn.driverOverride !== was.driverOverride) moves.push({ fn, was });
  }
  if (moves.length === 0) return { ...NOTHING, remarks };
  const rebinding = moves.filter(({ fn, was }) => fn.driver !== was.driver);
  const goesTo = (chosen: (was: FunctionBefore) => boolean) =>
    rebinding.filter(({ was }) => chosen(was)).map(({ fn }) => fn);
  return {
    steps: moves.flatMap(({ fn, was }) => rebindSteps({ bdf: fn.bdf }, bindingOf(fn), bindingBefore(was))),
    sentences: bindingSentences(moves),
    effects: { rebinds: rebinding.map(({ fn, was }) => ({ bdf: fn.bdf, from: fn.driver, to: was.driver })) },
    change: {
      toVfio: goesTo(isOnVfio),
      toHost: goesTo((was) => was.driver !== null && !isGivingDriver(was.driver)),
      toNone: goesTo((was) => was.driver === null),
    },
    remarks,
  };
}

/** A sentence for each driver that comes back, and one for what only its driver override differs of. */
function bindingSentences(moves: readonly { readonly fn: FunctionInfo; readonly was: FunctionBefore }[]): Words[] {
  const rebound = moves.filter(({ fn, was }) => fn.driver !== was.driver);
  const kept = moves.filter((move) => !rebound.includes(move));
  const functionsOf = (list: typeof moves) => functionNames(list.map(({ fn }) => fn.bdf));
  return [
    ...[...listsBy(rebound, ({ was }) => was.driver)].map(([driver, list]) => {
      const functions = functionsOf(list);
      return driver === null ? UNDO_WORDS.unboundAgain({ functions }) : UNDO_WORDS.boundAgain({ functions, driver });
    }),
    ...(kept.length === 0 ? [] : [UNDO_WORDS.overrideAgain({ functions: functionsOf(kept) })]),
  ];
}

function bindingBefore(was: FunctionBefore): Binding {
  return { driver: was.driver, override: was.driverOverride };
}

/** `sriov_drivers_autoprobe` where an operation that was interrupted left it switched. */
export function autoprobePart({ machine }: PlanInput, before: Before): Part {
  const wanted = new Map((before.autoprobe ?? []).map(({ pf, value }) => [pf, value]));
  if (before.vfs !== null && before.vfs.autoprobe !== null) wanted.set(before.vfs.pf, before.vfs.autoprobe);
  const off = [...wanted]
    .sort(([a], [b]) => compareBdf(a, b))
    .filter(([pf, value]) => {
      const now = machine.byBdf.get(pf)?.sriov?.driversAutoprobe ?? null;
      return now !== null && now !== value;
    });
  return {
    ...NOTHING,
    steps: off.map(([pf, value]) => autoprobeStep(pf, value, !value)),
    sentences: off.map(([pf, value]) => UNDO_WORDS.autoprobeAgain({ pf, value: value ? "1" : "0" })),
  };
}

function needsVfio({ machine }: PlanInput, steps: readonly DraftStep[]): boolean {
  if (machine.snapshot.host.vfioPci === "loaded") return false;
  return steps.some((step) => step.template.verb === "driver.override" && step.template.driver === VFIO_PCI);
}
