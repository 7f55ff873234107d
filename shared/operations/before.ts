/** What an operation is about to change, as it is now: kept in the journal, so that it can be brought back. */
import type { FunctionFacts } from "../machine/facts.ts";
import type { Machine } from "../machine/machine.ts";
import type { Bdf } from "../pci/bdf.ts";
import { NOT_THERE, type Unmet } from "./expectations.ts";
import type { Before, Expectation, FunctionBefore, Plan } from "./types.ts";
import { onDriver } from "./words.ts";

/** The state that a plan's undo restores: VFs in the order of their indices, then other functions as planned. */
export function beforeOf(machine: Machine, plan: Plan): Before {
  const pfs = plan.steps.flatMap(({ template }) => (template.verb === "sriov.numvfs" ? [template.bdf] : []));
  const pf = pfs[0] === undefined ? undefined : machine.byBdf.get(pfs[0]);
  const switched = plan.steps.flatMap(({ template }) => (template.verb === "sriov.autoprobe" ? [template.bdf] : []));
  const autoprobe = [...new Set(switched)]
    .filter((bdf) => bdf !== pf?.bdf)
    .flatMap((bdf) => {
      const value = machine.byBdf.get(bdf)?.sriov?.driversAutoprobe ?? null;
      return value === null ? [] : [{ pf: bdf, value }];
    });
  const touched = new Set<Bdf>([...(pf?.virtfns.map((vf) => vf.bdf) ?? []), ...targetsOf(plan)]);
  return {
    functions: [...touched].flatMap((bdf) => {
      const fn = machine.byBdf.get(bdf);
      return fn ? [functionBefore(fn)] : [];
    }),
    vfs: pf?.sriov ? { pf: pf.bdf, count: pf.sriov.numVfs, autoprobe: pf.sriov.driversAutoprobe } : null,
    ...(autoprobe.length > 0 ? { autoprobe } : {}),
  };
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
  ];
}

/** `0000:01:00.2 was on mlx5_core and has no driver`, for what could not be brought back. */
export function wasText({ expected, found }: Unmet): string {
  if (found === NOT_THERE) return `${subjectOf(expected)} has left`;
  switch (expected.that) {
    case "numvfs":
      return `${expected.bdf} had ${expected.value} VFs and has ${found}`;
    case "autoprobe":
      return `sriov_drivers_autoprobe of ${expected.bdf} was ${expected.value ? "on" : "off"} and is ${found}`;
    case "driver":
      return `${nameOf(expected)} was ${onDriver(expected.driver)} and has ${found}`;
    case "override":
      return `the driver override of ${nameOf(expected)} was ${expected.driver ?? "empty"} and is ${found}`;
    case "module":
      return `${expected.module}: ${found}`;
  }
}

function nameOf({ target }: Extract<Expectation, { readonly that: "driver" | "override" }>): string {
  return "bdf" in target ? target.bdf : `VF ${target.vf} of ${target.pf}`;
}

function subjectOf(expected: Expectation): string {
  if (expected.that === "module") return expected.module;
  return "target" in expected ? nameOf(expected) : expected.bdf;
}
