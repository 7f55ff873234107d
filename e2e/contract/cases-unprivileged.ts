/** What a machine answers to whoever may only look: every change is refused in plain words, and nothing comes of it. */

import { expect } from "vitest";
import { explain } from "../../shared/operations/explain/explain.ts";
import type { Step } from "../../shared/operations/verbs/list.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { say } from "../../shared/words/say.ts";
import { foretold } from "./foretold.ts";
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
  expect(say("en", cause)).toContain(`may not write ${failure.where}: only root may`);
  expect(await stateFor(bench, step)).toEqual(before);
}

const hasPf = (world: World): boolean => world.pf !== undefined;

interface Change {
  readonly title: string;
  readonly needs: (world: World) => boolean;
  /** @param bdf of the PF */
  readonly step: (bdf: Bdf) => Step;
}

/** Loading a module that is loaded already is refused to nobody, so that it is no case. */
const CHANGES: readonly Change[] = [
  {
    title: "without root's rights VFs on: refused, and nothing changes",
    needs: hasPf,
    step: (bdf) => ({ verb: "sriov.numvfs", bdf, value: 2 }),
  },
  {
    title: "without root's rights the switch for drivers of VFs: refused, and nothing changes",
    needs: hasPf,
    step: (bdf) => ({ verb: "sriov.autoprobe", bdf, value: false }),
  },
  {
    title: "without root's rights an override: refused, and nothing changes",
    needs: hasPf,
    step: (bdf) => ({ verb: "driver.override", bdf, driver: VFIO }),
  },
  {
    title: "without root's rights clearing an override: refused, and nothing changes",
    needs: hasPf,
    step: (bdf) => ({ verb: "driver.override", bdf, driver: null }),
  },
  {
    title: "without root's rights unbinding: refused, and nothing changes",
    needs: hasPf,
    step: (bdf) => ({ verb: "driver.unbind", bdf, from: "any" }),
  },
  {
    title: "without root's rights probing: refused, and nothing changes",
    needs: hasPf,
    step: (bdf) => ({ verb: "driver.probe", bdf }),
  },
  {
    title: "without root's rights removal: refused, and nothing changes",
    needs: hasPf,
    step: (bdf) => ({ verb: "device.remove", bdf }),
  },
  {
    title: "without root's rights settings of a VF: refused, and nothing changes",
    needs: (world) => hasPf(world) && world.vfNetwork === true,
    step: (bdf) => ({ verb: "vf.network", bdf, vf: 0, settings: [{ set: "vlan", vlan: 5, qos: 0 }] }),
  },
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
    title: "without root's rights a plan says so before anything is tried",
    needs: hasPf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      const said = await foretold(bench, { kind: "vfs.set", pf: bdf, count: 1, purpose: "host" });
      expect(said).toContain("blocker: privilege");
      await refusedToAll(bench, { verb: "sriov.numvfs", bdf, value: 1 });
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
    ({ title, needs, step }): ContractCase => ({
      title,
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
