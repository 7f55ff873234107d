/** Which driver alone may take a function (drivers/pci/pci-sysfs.c, driver_override_store). */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import { attributeWords, type Kind } from "./expectation.ts";
import { attribute, pathOf, printed } from "./shell.ts";
import { addressOf, type Target, type Targeted, TargetSchema, targetName } from "./target.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({
  verb: z.literal("driver.override"),
  bdf: BdfSchema,
  /** null clears the override. */
  driver: z.string().min(1).nullable(),
});
export type Override = Stated<typeof schema>;
export type OverrideAt = Targeted<Override>;

const kindSchema = z.strictObject({ that: z.literal("override"), target: TargetSchema, driver: z.string().nullable() });
export type Reserved = Stated<typeof kindSchema>;

export const reserved: Kind<Reserved> = {
  schema: kindSchema,
  instead(expected, look) {
    const bdf = addressOf(expected.target, look);
    const fn = bdf === null ? undefined : look.functions.get(bdf);
    if (!fn) return "gone";
    return fn.driverOverride === expected.driver ? null : { ...expected, driver: fn.driverOverride };
  },
  ...attributeWords("driver_override", ({ driver }) => driver ?? EXPECTATION_WORDS.empty),
};

export const override: Verb<Override, OverrideAt> = {
  schema,
  // An empty write would not reach the kernel: a newline clears.
  write: ({ bdf, driver }) => ({ where: attribute(bdf, "driver_override"), wrote: driver ?? "\n" }),
  // A driver's name may have blanks: it is as many words, and one that is empty is refused.
  helper: ({ bdf, driver }) => (driver === null ? ["clear", bdf] : ["override", bdf, ...driver.split(" ")]),
  command: ({ target, driver }) => `${printed(driver ?? "")} > ${pathOf(target)}/driver_override`,
  names: ({ driver }) => (driver === null ? [] : [driver]),
  shownBy: "override",
  isDone: ({ driver }, fn) => fn.driverOverride === driver,
};

export function overrideStep(target: Target, driver: string | null): Draft<OverrideAt, Reserved> {
  const name = targetName(target);
  return {
    template: { verb: "driver.override", target, driver },
    label: driver === null ? STEP_WORDS.clearOverride({ name }) : STEP_WORDS.setOverride({ name, driver }),
    expect: [{ that: "override", target, driver }],
    undo: [],
  };
}
