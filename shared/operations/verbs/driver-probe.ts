/** Asks the kernel to find a driver for a function (drivers/pci/pci-driver.c). Success says nothing about whether one bound. */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { OnDriver } from "./driver.ts";
import type { UnbindAt } from "./driver-unbind.ts";
import { printBdf } from "./shell.ts";
import { functionOf, type Target, type Targeted, targetName } from "./target.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("driver.probe"), bdf: BdfSchema });
export type Probe = Stated<typeof schema>;
export type ProbeAt = Targeted<Probe>;

const PROBE = "/sys/bus/pci/drivers_probe";

export const probe: Verb<Probe, ProbeAt> = {
  schema,
  write: ({ bdf }) => ({ where: PROBE, wrote: bdf }),
  helper: ({ bdf }) => ["probe", bdf],
  command: ({ target }) => `${printBdf(target)} > ${PROBE}`,
  shownBy: "driver",
  explainedBy: ["all functions"],
  isDone: (_, { driver }) => driver !== null,
  reaches(template, machine) {
    const bdf = functionOf(template, machine);
    return bdf === null ? [] : [{ bdf, how: "bound", cause: bdf }];
  },
  // local_pci_probe: pm_runtime_get_sync.
  wakes: () => true,
  moves: "driver's",
  // A driver may bring VFs along.
  leavesUnknown(template, now) {
    const bdf = functionOf(template, now);
    return { drivers: [bdf], vfCounts: [bdf] };
  },
};

/**
 * @param driver what must be bound afterwards
 * @param surely false = a driver is only hoped for: that none binds is no failure
 * @param likely the driver that the step is named by; null = none is known
 */
export function probeStep(
  target: Target,
  driver: string,
  surely: boolean,
  likely: string | null = driver,
): Draft<ProbeAt, OnDriver, UnbindAt> {
  const bound: OnDriver = { that: "driver", target, driver };
  const name = targetName(target);
  return {
    template: { verb: "driver.probe", target },
    label: likely === null ? STEP_WORDS.findDriver({ name }) : STEP_WORDS.bind({ name, driver: likely }),
    ...(surely ? { expect: [bound] } : { expect: [], expectSoft: [bound] }),
    // What took the function in the meantime is not what this step gave it to.
    undo: [{ verb: "driver.unbind", target, from: driver }],
  };
}
