/** May drivers take new VFs of a PF (drivers/pci/iov.c, sriov_drivers_autoprobe_store). */
import { z } from "zod";
import type { FunctionFacts } from "../../machine/facts.ts";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import { attributeWords, type Kind, otherValue } from "./expectation.ts";
import { attribute } from "./shell.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("sriov.autoprobe"), bdf: BdfSchema, value: z.boolean() });
export type Autoprobe = Stated<typeof schema>;

const kindSchema = z.strictObject({ that: z.literal("autoprobe"), bdf: BdfSchema, value: z.boolean() });
export type Probes = Stated<typeof kindSchema>;

export const probes: Kind<Probes> = {
  schema: kindSchema,
  instead: otherValue(({ sriov }) => sriov?.driversAutoprobe ?? null),
  ...attributeWords("sriov_drivers_autoprobe", ({ value }) => (value ? "1" : "0")),
};

/** None where the kernel does not tell. */
export function probesNow(bdf: Bdf, sriov: FunctionFacts["sriov"]): Probes[] {
  const value = sriov?.driversAutoprobe ?? null;
  return value === null ? [] : [{ that: "autoprobe", bdf, value }];
}

export const autoprobe: Verb<Autoprobe, Autoprobe, Probes> = {
  schema,
  write: ({ bdf, value }) => ({ where: attribute(bdf, "sriov_drivers_autoprobe"), wrote: value ? "1" : "0" }),
  helper: ({ bdf, value }) => ["autoprobe", bdf, value ? "1" : "0"],
  lastWins: true,
  shownBy: "autoprobe",
  remembers: ({ bdf }, { sriov }) => probesNow(bdf, sriov),
  isDone: ({ value }, fn) => fn.sriov?.driversAutoprobe === value,
  about: "nobody",
};

/** @param was the value that a failure puts back; null = nothing to put back */
export function autoprobeStep(pf: Bdf, value: boolean, was: boolean | null): Draft<Autoprobe, Probes> {
  return {
    template: { verb: "sriov.autoprobe", bdf: pf, value },
    label: value ? STEP_WORDS.enableAutoprobe({ pf }) : STEP_WORDS.disableAutoprobe({ pf }),
    expect: [{ that: "autoprobe", bdf: pf, value }],
    undo: was === null ? [] : [{ verb: "sriov.autoprobe", bdf: pf, value: was }],
  };
}
