/** Whether a function is there: what removal, rescan and reset are read back by. */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Kind } from "./expectation.ts";

const schema = z.strictObject({ that: z.literal("present"), bdf: BdfSchema, value: z.boolean() });
export type Present = Stated<typeof schema>;

export const present: Kind<Present> = {
  schema,
  instead(expected, { functions }) {
    const value = functions.has(expected.bdf);
    return value === expected.value ? null : value ? { ...expected, value } : "gone";
  },
  value: () => "it is there",
  text: ({ bdf, value }) => `${bdf} is ${value ? "there" : "gone"}`,
  was: ({ bdf, value }) => `${bdf} was ${value ? "there" : "gone"}`,
};
