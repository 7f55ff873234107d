/** May the kernel cut a function's power while nothing uses it (drivers/pci/pci-sysfs.c, d3cold_allowed_store). */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import { attributeWords, type Kind, otherValue } from "./expectation.ts";
import { attribute } from "./shell.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("power.d3cold"), bdf: BdfSchema, value: z.boolean() });
export type D3cold = Stated<typeof schema>;

const kindSchema = z.strictObject({ that: z.literal("d3cold"), bdf: BdfSchema, value: z.boolean() });
export type AllowsD3cold = Stated<typeof kindSchema>;

const bit = (value: boolean) => (value ? "1" : "0");

export const allowsD3cold: Kind<AllowsD3cold, D3cold> = {
  schema: kindSchema,
  instead: otherValue(({ d3coldAllowed }) => d3coldAllowed),
  ...attributeWords("d3cold_allowed", ({ value }) => bit(value)),
  back: {
    step: ({ bdf, value }, now) => d3coldStep(bdf, value, now.value),
    says: STEP_WORDS.d3coldRestored,
  },
};

export const d3cold: Verb<D3cold, D3cold, AllowsD3cold> = {
  schema,
  write: ({ bdf, value }) => ({ where: attribute(bdf, "d3cold_allowed"), wrote: bit(value) }),
  helper: ({ bdf, value }) => ["d3cold", bdf, bit(value)],
  lastWins: true,
  shownBy: "d3cold",
  remembers: ({ bdf }, { d3coldAllowed: value }) => (value === null ? [] : [{ that: "d3cold", bdf, value }]),
  isDone: ({ value }, fn) => fn.d3coldAllowed === value,
  reaches: ({ bdf }) => [{ bdf, how: "adjusted", cause: bdf }],
  // d3cold_allowed_store: pm_runtime_resume.
  wakes: () => true,
};

export function d3coldStep(bdf: Bdf, value: boolean, was: boolean): Draft<D3cold, AllowsD3cold> {
  return {
    template: { verb: "power.d3cold", bdf, value },
    label: value ? STEP_WORDS.allowD3cold({ bdf }) : STEP_WORDS.keepOutOfD3cold({ bdf }),
    expect: [{ that: "d3cold", bdf, value }],
    undo: [{ verb: "power.d3cold", bdf, value: was }],
  };
}
