/** Takes a function out of the kernel's sight; a rescan finds it again (drivers/pci/pci-sysfs.c, remove_store). */
import { z } from "zod";
import { withBehind } from "../../machine/behind.ts";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Rescan } from "./bus-rescan.ts";
import type { Present } from "./present.ts";
import { attribute } from "./shell.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("device.remove"), bdf: BdfSchema });
export type Remove = Stated<typeof schema>;

export const remove: Verb<Remove, Remove, Present> = {
  schema,
  write: ({ bdf }) => ({ where: attribute(bdf, "remove"), wrote: "1" }),
  helper: ({ bdf }) => ["remove", bdf],
  shownBy: "driver",
  remembers: ({ bdf }) => [{ that: "present", bdf, value: true }],
  reaches: ({ bdf }, machine) =>
    withBehind(machine, bdf).map((each) => ({ bdf: each, how: "removed", cause: bdf }) as const),
  takes: () => "function",
  wakes: ({ driver }) => driver !== null,
  moves: "any",
  // pci_rescan_remove_lock (drivers/pci/pci-sysfs.c, remove_store).
  waits: () => STEP_WORDS.removalWaits,
};

export function removeStep(bdf: Bdf): Draft<Remove, Present, Rescan> {
  return {
    template: { verb: "device.remove", bdf },
    label: STEP_WORDS.remove({ bdf }),
    expect: [{ that: "present", bdf, value: false }],
    undo: [{ verb: "bus.rescan" }],
  };
}
