/** How many MSI-X vectors a VF has (drivers/pci/iov.c, sriov_vf_msix_count_store). Refused while a driver has the VF. */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Kind } from "./expectation.ts";
import { attribute, pathOf } from "./shell.ts";
import { addressOf, functionOf, type Target, type Targeted, TargetSchema, targetName } from "./target.ts";
import type { Draft, Verb } from "./verb.ts";
import { MAX_MSIX } from "./vf-settings.ts";

const schema = z.strictObject({
  verb: z.literal("vf.msix"),
  bdf: BdfSchema,
  /** 0 = the driver's default */
  count: z.int().min(0).max(MAX_MSIX),
});
export type VfMsix = Stated<typeof schema>;
export type VfMsixAt = Targeted<VfMsix>;

const kindSchema = z.strictObject({ that: z.literal("msix"), target: TargetSchema, count: z.int().min(0) });
/** 0 = the default, whatever that is */
export type HasVectors = Stated<typeof kindSchema>;

const vectors = ({ count }: HasVectors) => EXPECTATION_WORDS.vectors({ count });

export const hasVectors: Kind<HasVectors> = {
  schema: kindSchema,
  instead(expected, look) {
    const bdf = addressOf(expected.target, look);
    if (bdf === null || !look.functions.has(bdf)) return "gone";
    const count = look.msix?.get(bdf) ?? null;
    // Not readable, or asked for the default: then the kernel's yes is all there is to know.
    return count === null || expected.count === 0 || count === expected.count ? null : { ...expected, count };
  },
  value: vectors,
  text: (expected) => EXPECTATION_WORDS.has({ name: targetName(expected.target), what: vectors(expected) }),
  was: (expected, now) =>
    EXPECTATION_WORDS.hadAndHas({
      name: targetName(expected.target),
      was: vectors(expected),
      is: now === "untold" ? COMMON.unknown : vectors(now),
    }),
};

export const vfMsix: Verb<VfMsix, VfMsixAt> = {
  schema,
  write: ({ bdf, count }) => ({ where: attribute(bdf, "sriov_vf_msix_count"), wrote: String(count) }),
  helper: ({ bdf, count }) => ["msix", bdf, String(count)],
  command: ({ target, count }) => `echo ${count} > ${pathOf(target)}/sriov_vf_msix_count`,
  shownBy: "msix",
  explainedBy: ["all functions"],
  keeps: ({ target }) => ({ msix: "bdf" in target ? target.bdf : null }),
  // What takes the driver away is a step of its own.
  reaches(template, machine) {
    const bdf = functionOf(template, machine);
    return bdf === null ? [] : [{ bdf, how: "adjusted", cause: bdf }];
  },
};

/** @param was the size now; null = not known, and then the default is what an undo asks for */
export function msixStep(target: Target, count: number, was: number | null): Draft<VfMsixAt, HasVectors> {
  const name = targetName(target);
  return {
    template: { verb: "vf.msix", target, count },
    label: count === 0 ? STEP_WORDS.defaultVectors({ name }) : STEP_WORDS.setVectors({ name, count }),
    expect: [{ that: "msix", target, count }],
    undo: [{ verb: "vf.msix", target, count: was ?? 0 }],
  };
}
