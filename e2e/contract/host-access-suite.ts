/**
 * What every host must do alike, whatever it is: the simulation, this machine, a real kernel in the lab.
 * A world says what it offers; cases that need more are not run, and said so.
 */
import { afterAll, afterEach, beforeEach, describe, it } from "vitest";
import { BINDING } from "./cases-binding.ts";
import { DEVICE_CASES } from "./cases-device.ts";
import { HOTPLUG } from "./cases-hotplug.ts";
import { IN_USE } from "./cases-in-use.ts";
import { READING } from "./cases-reading.ts";
import { SRIOV_CASES } from "./cases-sriov.ts";
import { Bench, type ContractCase, type World } from "./world.ts";

export type { World } from "./world.ts";

const CASES: readonly ContractCase[] = [...READING, ...SRIOV_CASES, ...BINDING, ...IN_USE, ...HOTPLUG, ...DEVICE_CASES];

export interface SuiteCount {
  /** Cases that were registered to run. */
  readonly cases: number;
  /** Titles of those that the world has nothing for. */
  readonly notOffered: readonly string[];
}

/** The cases that a world can run, by title: what {@link describeHostAccess} registers. */
function countCases(world: World): SuiteCount {
  const offered = CASES.filter((item) => item.needs(world));
  const notOffered = CASES.filter((item) => !item.needs(world)).map((item) => item.title);
  return { cases: offered.length, notOffered };
}

/**
 * Registers the suite with vitest.
 * @param makeWorld called once to see what is offered and once for each case; what it costs is in `open`
 */
export function describeHostAccess(name: string, makeWorld: () => World): SuiteCount {
  const offered = makeWorld();
  const count = countCases(offered);
  describe(`HostAccess: ${name}`, () => {
    let bench: Bench;

    beforeEach(async () => {
      const world = makeWorld();
      bench = new Bench(world, await world.open());
    });
    afterEach(async () => {
      await bench.cleanUp();
      await bench.host.close();
    });
    afterAll(() => {
      const missing = count.notOffered.length === 0 ? "" : `; not offered: ${count.notOffered.join("; ")}`;
      console.info(`HostAccess contract on ${name}: ${count.cases} cases${missing}`);
    });

    for (const item of CASES) {
      if (item.needs(offered)) it(item.title, () => item.run(bench));
    }
  });
  return count;
}
