/**
 * Gives flexible resources of an NVMe PF to the secondary controller of a VF (NVMe Base 2.0, Virtualization Management, action 8h). The
 * controller has to be offline.
 */
import { z } from "zod";
import type { Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Kind } from "./expectation.ts";
import {
  EXPECTED_NVME_VF,
  hitsVf,
  NVME_RESOURCES,
  NVME_VF,
  type NvmeResource,
  nvmeVfAt,
  nvmeVfName,
  virtMgmt,
} from "./nvme-vf.ts";
import type { Draft, Verb } from "./verb.ts";

const values = { resource: z.enum(NVME_RESOURCES), count: z.int().min(0).max(0xffff) };

const schema = z.strictObject({ verb: z.literal("nvme.resources"), ...NVME_VF, ...values });
export type NvmeResources = Stated<typeof schema>;

const kindSchema = z.strictObject({ that: z.literal("nvmeResources"), ...EXPECTED_NVME_VF, ...values });
export type HasNvmeResources = Stated<typeof kindSchema>;

const shown = ({ resource, count }: Pick<HasNvmeResources, "resource" | "count">) =>
  EXPECTATION_WORDS[resource]({ count });

export const hasNvmeResources: Kind<HasNvmeResources> = {
  schema: kindSchema,
  instead(expected, { nvme }) {
    const now = nvmeVfAt(nvme?.get(expected.pf), expected.vf);
    if (now === null) return "untold";
    const count = now[expected.resource];
    return count === expected.count ? null : { ...expected, count };
  },
  value: shown,
  untold: EXPECTATION_WORDS.notReportedByController,
  text: (expected) => EXPECTATION_WORDS.has({ name: nvmeVfName(expected), what: shown(expected) }),
  was(expected, now) {
    const [name, was] = [nvmeVfName(expected), shown(expected)];
    return now === "untold"
      ? EXPECTATION_WORDS.hadUnreported({ name, was })
      : EXPECTATION_WORDS.hadAndHas({ name, was, is: shown(now) });
  },
};

/** RT: 0 = VQ, 1 = VI. */
const words = ({ controller, resource, count }: NvmeResources) =>
  `-c ${controller} -r ${resource === "queues" ? 0 : 1} -a 8 -n ${count}`;

export const nvmeResources: Verb<NvmeResources> = {
  schema,
  write: (step) => ({ where: `nvme virt-mgmt of ${step.bdf}`, wrote: words(step) }),
  helper: ({ bdf, controller, resource, count }) => ["nvme-give", bdf, String(controller), resource, String(count)],
  command: (step) => virtMgmt(step.bdf, words(step)),
  tool: "nvme",
  shownBy: "nvmeResources",
  keeps: ({ bdf }) => ({ nvme: bdf }),
  reaches: ({ bdf, vf }, machine) => hitsVf(bdf, vf, machine, "adjusted"),
  about: "vf",
};

/** @param was the number now */
export function resourcesStep(
  pf: Bdf,
  { vf, controller }: { readonly vf: number; readonly controller: number },
  resource: NvmeResource,
  count: number,
  was: number,
): Draft<NvmeResources, HasNvmeResources> {
  const values = { verb: "nvme.resources", bdf: pf, vf, controller, resource } as const;
  return {
    template: { ...values, count },
    label: STEP_WORDS.allocateNvme({ vf, pf, resources: shown({ resource, count }) }),
    expect: [{ that: "nvmeResources", pf, vf, resource, count }],
    undo: [{ ...values, count: was }],
  };
}
