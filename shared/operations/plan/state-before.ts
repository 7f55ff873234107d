/** What an operation is about to change, as it is now: kept in the journal, so that it can be brought back. */
import type { FunctionFacts, NvmeVf } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import type { Before, FunctionBefore } from "../record/record.ts";
import type { Look } from "../verbs/expectation.ts";
import { anchorsOf, unmetOf, wasText } from "../verbs/expectations.ts";
import type { Expectation } from "../verbs/list.ts";
import { verbOf } from "../verbs/table.ts";
import { writtenTo } from "../verbs/target.ts";
import { settingsBefore, settingsOfBoth, settingsTaken } from "./settings-before.ts";
import type { Plan } from "./types.ts";

/** Kinds of expectations that have a place of their own in what was before. */
const APART: ReadonlySet<Expectation["that"]> = new Set<Expectation["that"]>(["numvfs", "autoprobe", "present"]);

function keyOf(each: Expectation): string {
  return `${each.that} ${anchorsOf([each])[0]}`;
}

/** The state that a plan's undo restores: VFs in the order of their indices, then other functions as planned. */
export function beforeOf(
  machine: Machine,
  { steps }: Pick<Plan, "steps">,
  { settings = new Map(), msix = new Map(), nvme = new Map() }: Pick<Look, "settings" | "msix" | "nvme"> = {},
): Before {
  const were = steps.flatMap(({ template }) => {
    const bdf = writtenTo(template);
    const fn = bdf === null ? undefined : machine.byBdf.get(bdf);
    return fn === undefined ? [] : (verbOf(template).remembers?.(template, fn) ?? []);
  });
  const [pf] = were.flatMap((each) => (each.that === "numvfs" ? each : []));
  const autoprobe = were.flatMap((each) => (each.that === "autoprobe" ? { pf: each.bdf, value: each.value } : []));
  const removed = were.flatMap((each) => (each.that === "present" ? each.bdf : []));
  const was = were.filter(({ that }) => !APART.has(that));
  const vfs = pf === undefined ? [] : machine.vfsOf(pf.bdf).map(({ bdf }) => bdf);
  const targets = steps.flatMap(({ template }) =>
    "target" in template && "bdf" in template.target ? template.target.bdf : [],
  );
  const controllers = new Set(
    steps.flatMap(({ template }) => ("controller" in template ? `${template.bdf} ${template.vf}` : [])),
  );
  return {
    functions: [...new Set([...vfs, ...targets, ...removed])].flatMap((bdf) => {
      const fn = machine.byBdf.get(bdf);
      return fn ? [functionBefore(fn)] : [];
    }),
    vfs:
      pf === undefined
        ? null
        : { pf: pf.bdf, count: pf.value, autoprobe: autoprobe.find((each) => each.pf === pf.bdf)?.value ?? null },
    ...withoutEmpty({
      autoprobe: once(autoprobe, (each) => each.pf).filter((each) => each.pf !== pf?.bdf),
      settings: settingsBefore(machine, steps, settings),
      msix: [...msix].flatMap(([bdf, count]) => (count === null ? [] : [{ bdf, count }])),
      nvme: [...nvme].map(([pf, known]) => ({ pf, vfs: known.filter(({ vf }) => controllers.has(`${pf} ${vf}`)) })),
      removed,
      was: once(was, keyOf),
    }),
  };
}

/**
 * What an operation that finishes another one takes back: what there was before the first of them, and what only the
 * later one found. Half of an operation is no state that anybody wants back.
 */
export function beforeBoth(first: Before, later: Before): Before {
  // With another number of VFs these are the VFs of then, by their indices: those of later have no place among them.
  const found: Before = first.vfs === null ? later : { ...later, functions: [], settings: [], msix: [], nvme: [] };
  const autoprobe = firstOf(first.autoprobe, found.autoprobe, ({ pf }) => pf);
  return {
    functions: firstOf(first.functions, found.functions, ({ bdf }) => bdf),
    vfs: first.vfs ?? found.vfs,
    ...withoutEmpty({
      autoprobe: autoprobe.filter(({ pf }) => pf !== first.vfs?.pf),
      settings: settingsOfBoth(first.settings, found.settings),
      msix: firstOf(first.msix, found.msix, ({ bdf }) => bdf),
      nvme: firstOf(first.nvme, found.nvme, ({ pf }) => pf),
      removed: firstOf(first.removed, found.removed, (bdf) => bdf),
      was: firstOf(first.was, found.was, keyOf),
    }),
  };
}

type Lists = Omit<Before, "functions" | "vfs">;

/** What there is none of has no line in the journal. */
function withoutEmpty({ autoprobe, settings, msix, nvme, removed, was }: Required<Lists>): Lists {
  return {
    ...(autoprobe.length > 0 ? { autoprobe } : {}),
    ...(settings.length > 0 ? { settings } : {}),
    ...(msix.length > 0 ? { msix } : {}),
    ...(nvme.length > 0 ? { nvme } : {}),
    ...(removed.length > 0 ? { removed } : {}),
    ...(was.length > 0 ? { was } : {}),
  };
}

/** All of the first, and those of the second that it does not have. */
function firstOf<T>(first: readonly T[] = [], second: readonly T[] = [], keyOf: (item: T) => string): T[] {
  return once([...first, ...second], keyOf);
}

/** The first of each key. */
function once<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Set<string>();
  return items.filter((item) => known.size < known.add(keyOf(item)).size);
}

/**
 * What has to be known before the plan runs, for it changes or destroys it: settings of the VFs of these PFs, sizes of MSI-X
 * tables of these VFs, secondary controllers of these PFs.
 */
export function closerNeeded({ steps }: Pick<Plan, "steps">): {
  readonly settings: Bdf[];
  readonly msix: Bdf[];
  readonly nvme: Bdf[];
} {
  const keeps = steps.flatMap(({ template }) => verbOf(template).keeps?.(template) ?? []);
  return {
    settings: [...new Set(keeps.flatMap(({ settings }) => settings ?? []))],
    msix: [...new Set(keeps.flatMap(({ msix }) => msix ?? []))],
    nvme: [...new Set(keeps.flatMap(({ nvme }) => nvme ?? []))],
  };
}

function functionBefore(fn: FunctionFacts): FunctionBefore {
  return { bdf: fn.bdf, driver: fn.driver, driverOverride: fn.driverOverride };
}

function controllerExpected(pf: Bdf, { vf, online, queues, interrupts }: NvmeVf): Expectation[] {
  return [
    { that: "nvmeState", pf, vf, online },
    { that: "nvmeResources", pf, vf, resource: "queues", count: queues },
    { that: "nvmeResources", pf, vf, resource: "interrupts", count: interrupts },
  ];
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
    ...(before.was ?? []),
    ...(before.msix ?? []).map(({ bdf, count }) => ({ that: "msix", target: { bdf }, count }) as const),
    ...(before.nvme ?? []).flatMap(({ pf, vfs }) => vfs.flatMap((was) => controllerExpected(pf, was))),
    ...(before.settings ?? []).flatMap(({ pf, vfs }) =>
      vfs.flatMap((vf) => settingsTaken(vf).map((setting) => ({ that: "vfSetting", pf, vf: vf.vf, setting }) as const)),
    ),
  ];
}
/** What is not as it was, in clauses: `0000:01:00.0 had 2 VFs and now has 1 VF`. */
export function notAsBefore(before: Before, look: Look): Words[] {
  // What was not looked at is not said to be another.
  const seen = expectationsOf(before).filter(
    ({ that }) =>
      !(that === "vfSetting" && !look.settings) &&
      !(that === "msix" && !look.msix) &&
      !((that === "nvmeState" || that === "nvmeResources") && !look.nvme),
  );
  return once(unmetOf(seen, look).map(wasText), (words) => JSON.stringify(words));
}
