/** What an operation is about to change, as it is now: kept in the journal, so that it can be brought back. */
import type { FunctionFacts } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Before, FunctionBefore } from "../record/record.ts";
import { type Look, NOT_THERE, NOT_TOLD, type Unmet, unmetOf } from "../verbs/expectations.ts";
import { targetName } from "../verbs/shell.ts";
import type { Expectation } from "../verbs/step.ts";
import { settingsOf, settingText } from "../verbs/vf-settings.ts";
import { onDriver } from "../words.ts";
import type { Plan } from "./types.ts";

/** The state that a plan's undo restores: VFs in the order of their indices, then other functions as planned. */
export function beforeOf(
  machine: Machine,
  plan: Plan,
  { settings = new Map(), msix = new Map() }: Pick<Look, "settings" | "msix"> = {},
): Before {
  const pfs = plan.steps.flatMap(({ template }) => (template.verb === "sriov.numvfs" ? [template.bdf] : []));
  const [pf] = pfs.flatMap((bdf) => machine.byBdf.get(bdf) ?? []);
  const switched = plan.steps.flatMap(({ template }) => (template.verb === "sriov.autoprobe" ? [template.bdf] : []));
  const autoprobe = [...new Set(switched)]
    .filter((bdf) => bdf !== pf?.bdf)
    .flatMap((bdf) => {
      const value = machine.byBdf.get(bdf)?.sriov?.driversAutoprobe ?? null;
      return value === null ? [] : [{ pf: bdf, value }];
    });
  const templates = plan.steps.map(({ template }) => template);
  const removed = templates.flatMap((step) => (step.verb === "device.remove" ? [step.bdf] : []));
  const sizes = [...msix].flatMap(([bdf, count]) => (count === null ? [] : [{ bdf, count }]));
  const methods = new Set(templates.flatMap((step) => (step.verb === "reset.method" ? [step.bdf] : [])));
  const resetMethods = [...methods].flatMap((bdf) => {
    const methods = machine.byBdf.get(bdf)?.resetMethods ?? null;
    return methods === null ? [] : [{ bdf, methods }];
  });
  const touched = new Set<Bdf>([...(pf?.virtfns.map((vf) => vf.bdf) ?? []), ...targetsOf(plan), ...removed]);
  return {
    functions: [...touched].flatMap((bdf) => {
      const fn = machine.byBdf.get(bdf);
      return fn ? [functionBefore(fn)] : [];
    }),
    vfs: pf?.sriov ? { pf: pf.bdf, count: pf.sriov.numVfs, autoprobe: pf.sriov.driversAutoprobe } : null,
    ...withoutEmpty({
      autoprobe,
      settings: [...settings].map(([pf, vfs]) => ({ pf, vfs })),
      msix: sizes,
      removed,
      resetMethods,
    }),
  };
}

/**
 * What an operation that finishes another one takes back: what there was before the first of them, and what only the
 * later one found. Half of an operation is no state that anybody wants back.
 */
export function beforeBoth(first: Before, later: Before): Before {
  // With another number of VFs these are the VFs of then, by their indices: those of later have no place among them.
  const found: Before = first.vfs === null ? later : { ...later, functions: [], settings: [], msix: [] };
  const autoprobe = firstOf(first.autoprobe, found.autoprobe, ({ pf }) => pf);
  return {
    functions: firstOf(first.functions, found.functions, ({ bdf }) => bdf),
    vfs: first.vfs ?? found.vfs,
    ...withoutEmpty({
      autoprobe: autoprobe.filter(({ pf }) => pf !== first.vfs?.pf),
      settings: firstOf(first.settings, found.settings, ({ pf }) => pf),
      msix: firstOf(first.msix, found.msix, ({ bdf }) => bdf),
      removed: firstOf(first.removed, found.removed, (bdf) => bdf),
      resetMethods: firstOf(first.resetMethods, found.resetMethods, ({ bdf }) => bdf),
    }),
  };
}

type Lists = Omit<Before, "functions" | "vfs">;

/** What there is none of has no line in the journal. */
function withoutEmpty({ autoprobe, settings, msix, removed, resetMethods }: Required<Lists>): Lists {
  return {
    ...(autoprobe.length > 0 ? { autoprobe } : {}),
    ...(settings.length > 0 ? { settings } : {}),
    ...(msix.length > 0 ? { msix } : {}),
    ...(removed.length > 0 ? { removed } : {}),
    ...(resetMethods.length > 0 ? { resetMethods } : {}),
  };
}

/** All of the first, and those of the second that it does not have. */
function firstOf<T>(first: readonly T[] = [], second: readonly T[] = [], keyOf: (item: T) => string): T[] {
  const known = new Set(first.map(keyOf));
  return [...first, ...second.filter((item) => !known.has(keyOf(item)))];
}

/** The PFs whose VFs' settings have to be known before the plan runs: it changes or destroys them. */
export function settingsNeeded(plan: Plan): Bdf[] {
  const pfs = plan.steps.flatMap(({ template }) =>
    template.verb === "vf.network" || template.verb === "sriov.numvfs" ? [template.bdf] : [],
  );
  return [...new Set(pfs)];
}

/** The VFs whose number of MSI-X vectors the plan changes. */
export function msixNeeded(plan: Plan): Bdf[] {
  const vfs = plan.steps.flatMap(({ template }) =>
    template.verb === "vf.msix" && "bdf" in template.target ? [template.target.bdf] : [],
  );
  return [...new Set(vfs)];
}

/** Functions that exist and that a step of the plan names. */
function targetsOf(plan: Plan): Bdf[] {
  return plan.steps.flatMap(({ template }) =>
    "target" in template && "bdf" in template.target ? [template.target.bdf] : [],
  );
}

function functionBefore(fn: FunctionFacts): FunctionBefore {
  return { bdf: fn.bdf, driver: fn.driver, driverOverride: fn.driverOverride };
}

/** The same state as something that can be read back. */
export function expectationsOf(before: Before): Expectation[] {
  const switches = [...(before.autoprobe ?? [])];
  if (before.vfs !== null && before.vfs.autoprobe !== null) {
    switches.push({ pf: before.vfs.pf, value: before.vfs.autoprobe });
  }
  return [
    ...(before.vfs === null ? [] : [{ that: "numvfs", bdf: before.vfs.pf, value: before.vfs.count } as const]),
    ...switches.map(({ pf, value }) => ({ that: "autoprobe", bdf: pf, value }) as const),
    ...before.functions.flatMap(({ bdf, driver, driverOverride }): Expectation[] => [
      { that: "driver", target: { bdf }, driver },
      { that: "override", target: { bdf }, driver: driverOverride },
    ]),
    ...(before.resetMethods ?? []).map(({ bdf, methods }) => ({ that: "resetMethods", bdf, methods }) as const),
    ...(before.msix ?? []).map(({ bdf, count }) => ({ that: "msix", target: { bdf }, count }) as const),
    ...(before.settings ?? []).flatMap(({ pf, vfs }) =>
      vfs.flatMap((vf) => settingsOf(vf).map((setting) => ({ that: "vfSetting", pf, vf: vf.vf, setting }) as const)),
    ),
  ];
}

/** `0000:01:00.2 was on mlx5_core and has no driver`, for what could not be brought back. */
function wasText({ expected, found }: Unmet): string {
  if (found === NOT_THERE) return `${subjectOf(expected)} has left`;
  switch (expected.that) {
    case "numvfs":
      return `${expected.bdf} had ${expected.value} VFs and has ${found}`;
    case "autoprobe":
      return `sriov_drivers_autoprobe of ${expected.bdf} was ${expected.value ? "on" : "off"} and is ${found}`;
    case "driver":
      return `${targetName(expected.target)} was ${onDriver(expected.driver)} and has ${found}`;
    case "override":
      return `the driver override of ${targetName(expected.target)} was ${expected.driver ?? "empty"} and is ${found}`;
    case "module":
      return `${expected.module}: ${found}`;
    case "present":
      return `${expected.bdf} was ${expected.value ? "there" : "gone"}`;
    case "resetMethods":
      return `reset_method of ${expected.bdf} was ${expected.methods.join(" ")} and is ${found}`;
    case "vfSetting": {
      const had = `VF ${expected.vf} of ${expected.pf} had ${settingText(expected.setting)}`;
      return found === NOT_TOLD ? `${had}, which is not told any more` : `${had} and has ${found}`;
    }
    case "msix":
      return `${targetName(expected.target)} had ${expected.count} MSI-X vectors and has ${found}`;
  }
}

function subjectOf(expected: Expectation): string {
  if (expected.that === "module") return expected.module;
  if (expected.that === "vfSetting") return expected.pf;
  return "target" in expected ? targetName(expected.target) : expected.bdf;
}

/** What is not as it was, in clauses: `0000:01:00.0 had 2 VFs and has 1 VF`. */
export function notAsBefore(before: Before, look: Look): string[] {
  // What was not looked at is not said to be another.
  const seen = expectationsOf(before).filter(
    ({ that }) => !(that === "vfSetting" && !look.settings) && !(that === "msix" && !look.msix),
  );
  return [...new Set(unmetOf(seen, look).map(wasText))];
}
