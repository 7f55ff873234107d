/** How many VFs a PF has (drivers/pci/iov.c, sriov_numvfs_store). */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { names } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import { type Kind, otherValue } from "./expectation.ts";
import { attribute } from "./shell.ts";
import { type Probes, probesNow } from "./sriov-autoprobe.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({
  verb: z.literal("sriov.numvfs"),
  bdf: BdfSchema,
  /** NumVFs is a register of 16 bits (PCIe 6.2 §9.3.3.7). */
  value: z.int().min(0).max(65535),
});
export type NumVfs = Stated<typeof schema>;

const kindSchema = z.strictObject({ that: z.literal("numvfs"), bdf: BdfSchema, value: z.int().min(0) });
export type HasVfs = Stated<typeof kindSchema>;

const vfs = ({ value }: HasVfs) => COMMON.vfs({ count: value });

export const hasVfs: Kind<HasVfs> = {
  schema: kindSchema,
  instead: otherValue(({ virtfns }) => virtfns.length),
  value: vfs,
  text: (expected) => EXPECTATION_WORDS.has({ name: expected.bdf, what: vfs(expected) }),
  was: (expected, now) =>
    EXPECTATION_WORDS.hadAndHas({
      name: expected.bdf,
      was: vfs(expected),
      is: now === "untold" ? COMMON.unknown : vfs(now),
    }),
};

export const numVfs: Verb<NumVfs, NumVfs, HasVfs | Probes> = {
  schema,
  write: ({ bdf, value }) => ({ where: attribute(bdf, "sriov_numvfs"), wrote: String(value) }),
  helper: ({ bdf, value }) => ["numvfs", bdf, String(value)],
  shownBy: "numvfs",
  explainedBy: ["all functions", "registers"],
  keeps: ({ bdf }) => ({ settings: bdf }),
  remembers: ({ bdf }, { sriov }) =>
    sriov === null ? [] : [{ that: "numvfs", bdf, value: sriov.numVfs }, ...probesNow(bdf, sriov)],
  isDone: ({ value }, fn) => fn.virtfns.length === value,
  before: ({ bdf, value }) => ({ that: "numvfs", bdf, value }),
  reaches: ({ bdf }, machine) => [
    { bdf, how: "reconfigured", cause: bdf },
    ...machine.vfsOf(bdf).map((vf) => ({ bdf: vf.bdf, how: "removed", cause: bdf }) as const),
  ],
  takes: (_, vfs) => (vfs === 0 ? null : "function"),
  wakes: () => true,
  moves: "any",
  // VFs that were made since have the drivers that the kernel found for them.
  leavesUnknown: ({ bdf }, now) => ({ newVfs: true, drivers: now.vfsOf(bdf).map((vf) => vf.bdf) }),
  // The PF's lock, and pci_rescan_remove_lock (drivers/pci/iov.c, sriov_disable).
  waits: ({ value }) => (value === 0 ? STEP_WORDS.hotPlugWaits : null),
};

/** @param losing what is on the VFs now, for the label: `3 network interfaces that are up` */
export function removeVfsStep<U>(
  pf: Bdf,
  count: number,
  losing: readonly Words[],
  undo: readonly U[],
): Draft<NumVfs, HasVfs, U> {
  return {
    template: { verb: "sriov.numvfs", bdf: pf, value: 0 },
    label:
      losing.length === 0
        ? STEP_WORDS.removeVfs({ count, pf })
        : STEP_WORDS.removeVfsWith({ count, pf, losing: names(losing) }),
    expect: [{ that: "numvfs", bdf: pf, value: 0 }],
    undo,
  };
}

export function createVfsStep<E>(
  pf: Bdf,
  count: number,
  also: { readonly expect?: readonly E[]; readonly expectSoft?: readonly E[] } = {},
): Draft<NumVfs, HasVfs | E> {
  return {
    template: { verb: "sriov.numvfs", bdf: pf, value: count },
    label: STEP_WORDS.createVfs({ count, pf }),
    expect: [{ that: "numvfs", bdf: pf, value: count }, ...(also.expect ?? [])],
    ...(also.expectSoft && also.expectSoft.length > 0 ? { expectSoft: also.expectSoft } : {}),
    undo: [{ verb: "sriov.numvfs", bdf: pf, value: 0 }],
  };
}
