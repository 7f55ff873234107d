/**
 * What every host must do alike, whatever it is: the simulation, this machine, a real kernel in the lab.
 * A world says what it offers; cases that need more are not run, and said so.
 */
import { afterAll, afterEach, beforeEach, describe, it } from "vitest";
import { BINDING } from "./cases-binding.ts";
import { DEVICE_CASES } from "./cases-device.ts";
import { HOTPLUG } from "./cases-hotplug.ts";
import { IN_USE } from "./cases-in-use.ts";
import { NVME_CASES } from "./cases-nvme.ts";
import { READING } from "./cases-reading.ts";
import { SRIOV_CASES } from "./cases-sriov.ts";
import { UNPRIVILEGED } from "./cases-unprivileged.ts";
import { Bench, type ContractCase, type World } from "./world.ts";

export type { World } from "./world.ts";

const FOR_ROOT: readonly ContractCase[] = [
  ...READING,
  ...SRIOV_CASES,
  ...BINDING,
  ...IN_USE,
  ...HOTPLUG,
  ...DEVICE_CASES,
  ...NVME_CASES,
];
const FOR_OTHERS: readonly ContractCase[] = [...READING, ...UNPRIVILEGED];
const CASES: readonly ContractCase[] = [...FOR_ROOT, ...UNPRIVILEGED];

export interface SuiteCount {
  /** Cases that were registered to run. */
  readonly cases: number;
  /** Titles of those that the world has nothing for, or not the rights. */
  readonly notOffered: readonly string[];
}

function casesFor(world: World): readonly ContractCase[] {
  return world.privileged === false ? FOR_OTHERS : FOR_ROOT;
}

function titlesOf(cases: readonly ContractCase[]): readonly string[] {
  return cases.map(({ title }) => title);
}

/** Titles of the cases that a world can run. */
export function offeredTitles(world: World): readonly string[] {
  return titlesOf(casesFor(world).filter((item) => item.needs(world)));
}

const ON_CARDS = new Set(titlesOf([...SRIOV_CASES, ...DEVICE_CASES, ...NVME_CASES]));

/** Those that are about cards and their drivers, whatever machine they are in. */
export function cardTitles(world: World): readonly string[] {
  return offeredTitles(world).filter((title) => ON_CARDS.has(title));
}

const READINGS = new Set(titlesOf(READING));

/** Those that change the machine, or try to. */
export function changeTitles(world: World): readonly string[] {
  return offeredTitles(world).filter((title) => !READINGS.has(title));
}

/**
 * Registers the suite with vitest.
 * @param makeWorld called once to see what is offered and once for each case; what it costs is in `open`
 * @param elsewhere titles of cases that are left to another machine of the same kind
 */
export function describeHostAccess(
  name: string,
  makeWorld: () => World,
  elsewhere: ReadonlySet<string> = new Set(),
): SuiteCount {
  const world = makeWorld();
  const offered = new Set(offeredTitles(world));
  const cases = casesFor(world).filter(({ title }) => offered.has(title) && !elsewhere.has(title));
  const lacks = (title: string): boolean => !offered.has(title) && !elsewhere.has(title);
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
      const missing = titlesOf(casesFor(world)).filter(lacks);
      const words = missing.length === 0 ? "" : `; not offered: ${missing.join("; ")}`;
      console.info(`HostAccess contract on ${name}: ${cases.length} cases${words}`);
    });

    for (const item of cases) it(item.title, () => item.run(bench));
  });
  return { cases: cases.length, notOffered: titlesOf(CASES).filter(lacks) };
}
