/** What a machine answers to whoever may only look: every change is refused in plain words, and nothing comes of it. */
import { expect } from "vitest";
import { explain } from "../../shared/operations/explain.ts";
import type { Step } from "../../shared/operations/types.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { type Bench, type ContractCase, given, pfOf, type World } from "./world.ts";

const VFIO = "vfio-pci";

/** What steps change: of the step's own function, or of all where it names none. */
async function stateFor(bench: Bench, step: Step) {
  const { functions } = await bench.host.scan("bdf" in step ? [step.bdf] : undefined);
  return functions.map(({ bdf, driver, driverOverride, virtfns, resetMethods, sriov }) => {
    return { bdf, driver, driverOverride, virtfns, resetMethods, autoprobe: sriov?.driversAutoprobe };
  });
}

async function refusedToAll(bench: Bench, step: Step): Promise<void> {
  const before = await stateFor(bench, step);
  expect(before.length).toBeGreaterThan(0);
  const result = await bench.host.perform(step);
  if (result.ok) throw new Error("it was not refused");
  const { failure } = result;
  expect(failure.code).toMatch(/^(?:EACCES|EPERM)$/);
  const { rule, cause } = explain({ step, failure, fn: null, host: null, unmet: [] });
  expect(rule).toBe("no-rights");
  expect(cause).toContain(`may not write ${failure.where}: only root may`);
  expect(await stateFor(bench, step)).toEqual(before);
}

const hasPf = (world: World): boolean => world.pf !== undefined;

/** Loading a module that is loaded already is refused to nobody, so that it is no case. */
const CHANGES: readonly (readonly [what: string, needs: (world: World) => boolean, step: (bdf: Bdf) => Step])[] = [
  ["VFs on", hasPf, (bdf) => ({ verb: "sriov.numvfs", bdf, value: 2 })],
  ["the switch for drivers of VFs", hasPf, (bdf) => ({ verb: "sriov.autoprobe", bdf, value: false })],
  ["an override", hasPf, (bdf) => ({ verb: "driver.override", bdf, driver: VFIO })],
  ["clearing an override", hasPf, (bdf) => ({ verb: "driver.override", bdf, driver: null })],
  ["unbinding", hasPf, (bdf) => ({ verb: "driver.unbind", bdf })],
  ["probing", hasPf, (bdf) => ({ verb: "driver.probe", bdf })],
  ["removal", hasPf, (bdf) => ({ verb: "device.remove", bdf })],
  [
    "settings of a VF",
    (world) => hasPf(world) && world.vfNetwork === true,
    (bdf) => ({ verb: "vf.network", bdf, vf: 0, settings: [{ set: "vlan", vlan: 5, qos: 0 }] }),
  ],
];

export const UNPRIVILEGED: readonly ContractCase[] = [
  {
    title: "without root's rights the machine says that it may not be changed",
    needs: () => true,
    run: async ({ host }) => {
      expect((await host.identity()).privileged).toBe(false);
    },
  },
  {
    title: "without root's rights of a function's bytes the first 64 are known",
    needs: hasPf,
    run: async (bench) => {
      const reading = await bench.host.config(pfOf(bench).bdf, { wake: false });
      expect(reading).toMatchObject({ state: "read", known: [[0, 64]], size: 4096 });
    },
  },
  ...CHANGES.map(
    ([what, needs, step]): ContractCase => ({
      title: `without root's rights ${what}: refused, and nothing changes`,
      needs,
      run: (bench) => refusedToAll(bench, step(pfOf(bench).bdf)),
    }),
  ),
  {
    title: "without root's rights a rescan: refused, and nothing changes",
    needs: () => true,
    run: (bench) => refusedToAll(bench, { verb: "bus.rescan" }),
  },
  {
    title: "without root's rights a reset and another way to reset: refused, and nothing changes",
    needs: (world) => world.device !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.device);
      await refusedToAll(bench, { verb: "device.reset", bdf });
      await refusedToAll(bench, { verb: "reset.method", bdf, methods: ["bus"] });
    },
  },
];
