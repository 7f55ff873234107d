/** Takes a function from its driver (drivers/base/bus.c, unbind_store). */
import { z } from "zod";
import { goneWithDriver } from "../../machine/behind.ts";
import { hasVfio } from "../../machine/role.ts";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import { ANY_HOST_DRIVER, isFrom, type OnDriver } from "./driver.ts";
import { attribute, pathOf, printBdf, shellWord } from "./shell.ts";
import { functionOf, type Target, type Targeted, targetName } from "./target.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({
  verb: z.literal("driver.unbind"),
  bdf: BdfSchema,
  /** From this driver and from no other; {@link ANY_HOST_DRIVER} = from whichever keeps the function with the host. */
  from: z.string().min(1),
});
export type Unbind = Stated<typeof schema>;
export type UnbindAt = Targeted<Unbind>;

/** The driver's own switch lets go of what that driver has, and of nothing else (ENODEV; drivers/base/bus.c, unbind_store). */
function switchOf(from: string): string | null {
  return from === ANY_HOST_DRIVER ? null : `/sys/bus/pci/drivers/${from}/unbind`;
}

export const unbind: Verb<Unbind, UnbindAt, OnDriver> = {
  schema,
  write: ({ bdf, from }) => ({ where: switchOf(from) ?? attribute(bdf, "driver/unbind"), wrote: bdf }),
  helper: ({ bdf, from }) => ["unbind", bdf, ...from.split(" ")],
  command({ target, from }) {
    const path = switchOf(from);
    if (path !== null) return `${printBdf(target)} > ${shellWord(path)}`;
    // Of whichever driver, as long as it is none that gives functions away.
    const driver = `${pathOf(target)}/driver`;
    return `readlink ${driver} | grep -q vfio || ${printBdf(target)} > ${driver}/unbind`;
  },
  shownBy: "driver",
  // What another driver has now is not what the step bound.
  isDone: ({ from }, { driver }) => driver === null || !isFrom(from, driver),
  endsWithFunction: true,
  before: ({ bdf }) => ({ that: "driver", target: { bdf }, driver: null }),
  reaches(template, machine) {
    const bdf = functionOf(template, machine);
    if (bdf === null) return [];
    const gone = goneWithDriver(machine, bdf).map((each) => ({ bdf: each, how: "removed", cause: bdf }) as const);
    return [{ bdf, how: "unbound", cause: bdf }, ...gone];
  },
  takes: () => "function",
  // pci_device_remove and local_pci_probe: pm_runtime_get_sync.
  wakes: () => true,
  moves: "driver's",
  leavesUnknown: (template, now) => ({ vfCounts: [functionOf(template, now)] }),
  // driver_detach holds the lock of this device alone. A PF takes its VFs down with it.
  waits: (_, fn) => (fn === null || hasVfio(fn) || fn.virtfns.length > 0 ? STEP_WORDS.othersGoOn : null),
};

/** @param from the bound driver; null = whichever driver of the host there is, and none is no failure */
export function unbindStep(target: Target, from: string | null): Draft<UnbindAt, OnDriver> {
  const name = targetName(target);
  return {
    template: { verb: "driver.unbind", target, from: from ?? ANY_HOST_DRIVER },
    label: from === null ? STEP_WORDS.unbindIfBound({ name }) : STEP_WORDS.unbind({ name, driver: from }),
    expect: [{ that: "driver", target, driver: null }],
    undo: [],
    ...(from === null ? { optional: true } : {}),
  };
}
