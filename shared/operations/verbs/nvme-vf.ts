/** Secondary controllers of an NVMe PF as a look found them, and the words that both verbs on them share. */
import { z } from "zod";
import type { NvmeVf } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { BdfSchema } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { attribute } from "./shell.ts";
import { addressNow } from "./target.ts";
import type { Hit } from "./verb.ts";

/** Identifiers of controllers and numbers of resources have 16 bits (NVMe Base 2.0, Virtualization Management). */
const word = z.int().min(0).max(0xffff);

/** What both verbs name: the PF, its VF, and the controller of that VF. */
export const NVME_VF = {
  /** The PF, whose controller takes the command. */
  bdf: BdfSchema,
  vf: word,
  /** Secondary Controller Identifier of the VF. */
  controller: word,
};

/** What is expected of a VF's controller. */
export const EXPECTED_NVME_VF = { pf: BdfSchema, vf: word };

/** Flexible resources: VQ, of which the first is the admin queue, and VI. */
export const NVME_RESOURCES = ["queues", "interrupts"] as const;
export type NvmeResource = (typeof NVME_RESOURCES)[number];

export function nvmeVfAt(known: readonly NvmeVf[] | null | undefined, vf: number): NvmeVf | null {
  return known?.find((each) => each.vf === vf) ?? null;
}

export function nvmeVfName({ pf, vf }: { readonly pf: Bdf; readonly vf: number }): Words {
  return EXPECTATION_WORDS.vf({ pf, vf });
}

/** The VF itself, where it is there. */
export function hitsVf(pf: Bdf, vf: number, machine: Machine, how: Hit["how"]): Hit[] {
  const bdf = addressNow({ pf, vf, expected: null }, machine);
  return bdf === null ? [] : [{ bdf, how, cause: pf }];
}

/** `nvme virt-mgmt` for a root shell: the PF's controller may have any number. */
export function virtMgmt(pf: Bdf, words: string): string {
  return `nvme virt-mgmt "/dev/$(ls ${attribute(pf, "nvme")} | head -n 1)" ${words}`;
}
