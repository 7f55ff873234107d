/** Which methods a reset tries, in this order (drivers/pci/pci.c, reset_method_store). */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import { attributeWords, type Kind } from "./expectation.ts";
import { attribute } from "./shell.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({
  verb: z.literal("reset.method"),
  bdf: BdfSchema,
  /** null = the kernel's own choice */
  methods: z.array(z.string()).nullable(),
});
export type ResetMethod = Stated<typeof schema>;

const kindSchema = z.strictObject({ that: z.literal("resetMethods"), bdf: BdfSchema, methods: z.array(z.string()) });
export type HasMethods = Stated<typeof kindSchema>;

export const hasMethods: Kind<HasMethods, ResetMethod> = {
  schema: kindSchema,
  instead(expected, { functions }) {
    const fn = functions.get(expected.bdf);
    if (!fn) return "gone";
    const methods = fn.resetMethods;
    if (methods === null) return "untold";
    return methods.join(" ") === expected.methods.join(" ") ? null : { ...expected, methods };
  },
  ...attributeWords("reset_method", ({ methods }) => methods.join(" ") || EXPECTATION_WORDS.empty),
  back: {
    step: ({ bdf, methods }, now) => resetMethodStep(bdf, methods, now.methods),
    says: STEP_WORDS.resetMethodsRestored,
  },
};

export const resetMethod: Verb<ResetMethod, ResetMethod, HasMethods> = {
  schema,
  write: ({ bdf, methods }) => ({ where: attribute(bdf, "reset_method"), wrote: methods?.join(" ") ?? "default" }),
  helper: ({ bdf, methods }) => ["methods", bdf, ...(methods ?? ["default"])],
  names: ({ methods }) => methods ?? [],
  shownBy: "resetMethods",
  remembers: ({ bdf }, { resetMethods: methods }) => (methods === null ? [] : [{ that: "resetMethods", bdf, methods }]),
  isDone: ({ methods }, fn) => methods !== null && fn.resetMethods?.join(" ") === methods.join(" "),
  reaches({ bdf, methods }, _, earlier) {
    if (methods !== null) earlier.methods.set(bdf, methods);
    return [];
  },
  about: "nobody",
};

/** @param was what a failure puts back; null = it is put back already */
export function resetMethodStep(
  bdf: Bdf,
  methods: readonly string[],
  was: readonly string[] | null,
): Draft<ResetMethod, HasMethods> {
  return {
    template: { verb: "reset.method", bdf, methods },
    label:
      was === null
        ? STEP_WORDS.restoreResetMethods({ bdf })
        : STEP_WORDS.setResetMethods({ bdf, methods: methods.join(" ") }),
    expect: [{ that: "resetMethods", bdf, methods }],
    undo: was === null ? [] : [{ verb: "reset.method", bdf, methods: was }],
  };
}
