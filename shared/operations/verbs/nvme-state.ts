/**
 * Brings the secondary controller of a VF online or takes it offline (NVMe Base 2.0, Virtualization Management, actions 9h and 7h). Offline it
 * has no flexible resources: the PF has them back.
 */
import { z } from "zod";
import type { NvmeVf } from "../../machine/facts.ts";
import type { Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Kind } from "./expectation.ts";
import { type NvmeResources, resourcesStep } from "./nvme-resources.ts";
import { EXPECTED_NVME_VF, hitsVf, NVME_VF, nvmeVfAt, nvmeVfName, virtMgmt } from "./nvme-vf.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("nvme.state"), ...NVME_VF, online: z.boolean() });
export type NvmeState = Stated<typeof schema>;

const kindSchema = z.strictObject({ that: z.literal("nvmeState"), ...EXPECTED_NVME_VF, online: z.boolean() });
export type IsNvmeOnline = Stated<typeof kindSchema>;

const shown = ({ online }: { readonly online: boolean }) =>
  online ? EXPECTATION_WORDS.online : EXPECTATION_WORDS.offline;

export const isNvmeOnline: Kind<IsNvmeOnline> = {
  schema: kindSchema,
  instead(expected, { nvme }) {
    const now = nvmeVfAt(nvme?.get(expected.pf), expected.vf);
    if (now === null) return "untold";
    return now.online === expected.online ? null : { ...expected, online: now.online };
  },
  value: shown,
  untold: EXPECTATION_WORDS.notReportedByController,
  text: (expected) => EXPECTATION_WORDS.controllerIs({ name: nvmeVfName(expected), state: shown(expected) }),
  was(expected, now) {
    const [name, was] = [nvmeVfName(expected), shown(expected)];
    return now === "untold"
      ? EXPECTATION_WORDS.controllerUnreported({ name, was })
      : EXPECTATION_WORDS.controllerWas({ name, was, is: shown(now) });
  },
};

const words = ({ controller, online }: NvmeState) => `-c ${controller} -a ${online ? 9 : 7}`;

export const nvmeState: Verb<NvmeState> = {
  schema,
  write: (step) => ({ where: `nvme virt-mgmt of ${step.bdf}`, wrote: words(step) }),
  helper: ({ bdf, controller, online }) => ["nvme-state", bdf, String(controller), online ? "1" : "0"],
  command: (step) => virtMgmt(step.bdf, words(step)),
  tool: "nvme",
  shownBy: "nvmeState",
  keeps: ({ bdf }) => ({ nvme: bdf }),
  reaches: ({ bdf, vf, online }, machine) => hitsVf(bdf, vf, machine, online ? "adjusted" : "reset"),
  about: "vf",
  takes: ({ online }) => (online ? null : "function"),
};

export function onlineStep(
  pf: Bdf,
  { vf, controller }: Pick<NvmeVf, "vf" | "controller">,
): Draft<NvmeState, IsNvmeOnline> {
  const values = { verb: "nvme.state", bdf: pf, vf, controller } as const;
  return {
    template: { ...values, online: true },
    label: STEP_WORDS.nvmeOnline({ vf, pf }),
    expect: [{ that: "nvmeState", pf, vf, online: true }],
    undo: [{ ...values, online: false }],
  };
}

/** @param was what it has now, which is brought back before it is online again */
export function offlineStep(pf: Bdf, was: NvmeVf): Draft<NvmeState, IsNvmeOnline, NvmeState | NvmeResources> {
  const { vf, controller } = was;
  const values = { verb: "nvme.state", bdf: pf, vf, controller } as const;
  const give = (["queues", "interrupts"] as const).flatMap((resource) =>
    was[resource] === 0 ? [] : [resourcesStep(pf, was, resource, was[resource], 0).template],
  );
  return {
    template: { ...values, online: false },
    label: STEP_WORDS.nvmeOffline({ vf, pf }),
    expect: [{ that: "nvmeState", pf, vf, online: false }],
    undo: [...give, { ...values, online: true }],
  };
}
