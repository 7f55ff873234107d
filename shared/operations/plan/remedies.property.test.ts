/**
 * No two remedies lead in a circle: where the remedy of a check is a request, its plan is not blocked by what a plan of
 * before told to do otherwise, however long the way.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { usageFacts } from "../../machine/testing/usage.ts";
import { UNKNOWN_PLATFORM, type UsageFacts } from "../../machine/usage-facts.ts";
import type { Check } from "../checks/found.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planOperation } from "./plan.ts";
import type { Plan } from "./types.ts";

const RUNS = 1500;
const PF = at("01:00.0");
const CARD = at("02:00.0");
const SIBLING = at("02:00.1");

const one = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const DRIVERS = ["mlx5_core", "vfio-pci", "pci-stub", "igb_uio", null] as const;
const METHODS: readonly (readonly string[] | null)[] = [["flr", "bus"], ["flr"], ["bus"], ["cxl_bus", "pm"], [], null];

interface Case {
  readonly machine: Machine;
  readonly usage: UsageFacts;
}

/** A PF whose VFs may be in its group, and a card of two functions that may share one, in any state. */
const states = fc.record({
  pfDriver: one("mlx5_core", "c6xx", "vfio-pci", "pci-stub", "igb_uio", null),
  vfs: fc.array(
    fc.record({ driver: one(...DRIVERS), iommuGroup: one("20", "40", "41"), resetMethods: one(...METHODS) }),
    {
      maxLength: 3,
    },
  ),
  pfMethods: one(...METHODS),
  enableSriov: one(true, false, null),
  autoprobe: one(true, false, null),
  card: fc.record({
    driver: one(...DRIVERS),
    resetMethods: one(...METHODS),
    d3coldAllowed: one(true, false, null),
    classCode: one(0x020000, 0x030000),
    powerState: one("D0", "D3cold"),
  }),
  sibling: fc.record({ driver: one(...DRIVERS), resetMethods: one(...METHODS), iommuGroup: one("30", "31", null) }),
  hasIommu: fc.boolean(),
  denylistOff: one(true, false, null),
  vfDevice: one(0x1018, 0x37c9),
});
type State = typeof states extends fc.Arbitrary<infer T> ? T : never;

function caseOf(state: State): Case {
  const { hasIommu } = state;
  const below = { parent: at("00:02.0"), hostBridge: "pci0000:00" };
  const functions: FunctionInfo[] = [
    ...pfWithVfs({
      pf: { driver: state.pfDriver, resetMethods: state.pfMethods, vendor: 0x8086, device: 0x37c8 },
      sriov: { driversAutoprobe: state.autoprobe, totalVfs: 4, vfDevice: state.vfDevice },
      vfs: state.vfs,
    }),
    fn("00:02.0", {
      classCode: 0x060400,
      driver: "pcieport",
      iommuGroup: "2",
      bridge: { secondary: 2, subordinate: 2 },
      d3coldAllowed: true,
    }),
    fn("02:00.0", { ...below, ...state.card, iommuGroup: "30" }),
    fn("02:00.1", { ...below, ...state.sibling }),
  ];
  return {
    machine: machineOf(hasIommu ? functions : functions.map((each) => ({ ...each, iommuGroup: null })), {
      host: { vfioEnableSriov: state.enableSriov, iommus: hasIommu ? ["dmar0"] : [] },
    }),
    usage: usageFacts({ platform: { ...UNKNOWN_PLATFORM, denylistOff: state.denylistOff } }),
  };
}

const requests: fc.Arbitrary<OperationRequest> = fc.oneof(
  fc.record({
    kind: one("vfs.set"),
    pf: one(PF),
    count: fc.integer({ min: 0, max: 4 }),
    purpose: one("host", "vfio-pci", "none"),
  }),
  ...(["assign", "giveBack", "device.remove"] as const).map((kind) =>
    fc.record({
      kind: one(kind),
      bdfs: fc.uniqueArray(one(PF, CARD, SIBLING, at("01:00.2"), at("01:00.3")), { minLength: 1, maxLength: 3 }),
    }),
  ),
  fc.record({
    kind: one("device.reset"),
    bdfs: fc.uniqueArray(one(PF, CARD, SIBLING, at("01:00.2")), { minLength: 1, maxLength: 2 }),
    method: one("flr", "bus", "pm", null),
  }),
);

function planOf({ machine, usage }: Case, request: OperationRequest): Plan {
  return planOperation({ machine, request, newId: ids(), knowledge: { usage } });
}

const shown = (request: OperationRequest) => JSON.stringify(request);

/** All ways along remedies, from a request on: each plan that one leads to, with the requests of before. */
function* followed(
  of: Case,
  request: OperationRequest,
  before: readonly string[] = [],
): Generator<{
  readonly plan: Plan;
  readonly way: readonly string[];
}> {
  const plan = planOf(of, request);
  const way = [...before, shown(request)];
  yield { plan, way };
  if (before.includes(shown(request)) || way.length > 6) return;
  for (const { follow } of plan.checks) if (follow !== undefined) yield* followed(of, follow, way);
}

describe("remedies that are requests", () => {
  it("lead in no circle, and come to an end", () => {
    fc.assert(
      fc.property(states, requests, (state, request) => {
        const of = caseOf(state);
        for (const { way } of followed(of, request)) {
          expect(new Set(way).size, way.join("\n")).toBe(way.length);
          expect(way.length, way.join("\n")).toBeLessThan(7);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("are not refused for what was to be mended by them", () => {
    fc.assert(
      fc.property(states, requests, (state, request) => {
        const of = caseOf(state);
        const plan = planOf(of, request);
        for (const { id, subject, follow } of plan.checks) {
          if (follow === undefined) continue;
          const then = planOf(of, follow);
          const same = then.checks.filter((check) => check.id === id && check.subject === subject);
          const told = `${shown(request)}\n${id}: ${shown(follow)}\n${then.checks.map(({ title }) => title).join("\n")}`;
          const before = new Set(plan.checks.map((check) => check.id));
          // What no request mends is no circle: a switch of a module, a device that vfio-pci refuses.
          const isNew = (check: Check) => same.includes(check) || (!before.has(check.id) && check.follow !== undefined);
          const blockers = then.checks.filter((check) => check.level === "blocker" && isNew(check));
          expect(blockers, told).toEqual([]);
          // What is said then of the same has another remedy, or is a fact to know.
          expect(
            same.filter(({ follow: next }) => next !== undefined && shown(next) === shown(follow)),
            told,
          ).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
