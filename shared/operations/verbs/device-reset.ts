/** Resets a function by the first of its methods that works (drivers/pci/pci.c, pci_reset_function). */

import { z } from "zod";
import { onResetBus, WHOLE_BUS, withBehind } from "../../machine/behind.ts";
import { resetName } from "../../machine/reset-names.ts";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Present } from "./present.ts";
import { attribute } from "./shell.ts";
import type { Draft, Hit, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("device.reset"), bdf: BdfSchema });
export type Reset = Stated<typeof schema>;

export const reset: Verb<Reset> = {
  schema,
  write: ({ bdf }) => ({ where: attribute(bdf, "reset"), wrote: "1" }),
  helper: ({ bdf }) => ["reset", bdf],
  comparesRegisters: true,
  /** The first method decides, unless an earlier step of the plan has chosen another; one that is not told may be the whole bus. */
  reaches({ bdf }, machine, { methods, buses }) {
    const hit = (each: Bdf): Hit => ({ bdf: each, how: "reset", cause: bdf });
    const own = withBehind(machine, bdf).map(hit);
    const chosen = methods.get(bdf) ?? machine.byBdf.get(bdf)?.resetMethods ?? null;
    if (chosen !== null && !WHOLE_BUS.has(chosen[0] ?? "")) return own;
    const beside = onResetBus(machine, bdf);
    // Who else is on it was reached by the first reset already.
    if (buses.has(beside)) return own;
    buses.add(beside);
    return [...own, ...beside.flatMap((fn) => withBehind(machine, fn.bdf)).map(hit)];
  },
  takes: () => "function",
};

/** @param method null = the kernel's choice, which it does not tell */
export function resetStep(bdf: Bdf, method: string | null): Draft<Reset, Present> {
  return {
    template: { verb: "device.reset", bdf },
    label: method === null ? STEP_WORDS.reset({ bdf }) : STEP_WORDS.resetBy({ bdf, method: resetName(method) }),
    expect: [{ that: "present", bdf, value: true }],
    undo: [],
  };
}
