/** Looks for functions that the kernel does not know (drivers/pci/pci-sysfs.c, rescan_store). */
import { z } from "zod";
import type { Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Present } from "./present.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("bus.rescan") });
export type Rescan = Stated<typeof schema>;

export const rescan: Verb<Rescan> = {
  schema,
  write: () => ({ where: "/sys/bus/pci/rescan", wrote: "1" }),
  helper: () => ["rescan"],
  about: "nobody",
  moves: "any",
  leavesUnknown: () => ({ everything: true, newVfs: true }),
};

/** @param finds functions that must be there afterwards */
export function rescanStep(finds: readonly Bdf[]): Draft<Rescan, Present> {
  return {
    template: { verb: "bus.rescan" },
    label: STEP_WORDS.rescan,
    expect: finds.map((bdf) => ({ that: "present", bdf, value: true })),
    undo: [],
  };
}
