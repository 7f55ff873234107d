/** Whether a function is there: what removal, rescan and reset are read back by. */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import type { Kind } from "./expectation.ts";

const schema = z.strictObject({ that: z.literal("present"), bdf: BdfSchema, value: z.boolean() });
export type Present = Stated<typeof schema>;

export const present: Kind<Present> = {
  schema,
  instead(expected, { functions }) {
    const value = functions.has(expected.bdf);
    return value === expected.value ? null : value ? { ...expected, value } : "gone";
  },
  value: () => EXPECTATION_WORDS.isPresent,
  text: ({ bdf, value }) => (value ? EXPECTATION_WORDS.present({ bdf }) : EXPECTATION_WORDS.absent({ bdf })),
  was: ({ bdf }) => EXPECTATION_WORDS.appeared({ bdf }),
};
