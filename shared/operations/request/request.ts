/** What a person asks for, before anything is planned, and whose configuration space a plan for it is made from. */
import { z } from "zod";
import { VfLinkStateSchema } from "../../machine/facts.ts";
import { isBridge, type Machine } from "../../machine/machine.ts";
import { BdfSchema, Id, maybe, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";

/** 16 bits, as the capability has its counts and indices of VFs. */
const vfNumber = z.int().min(0).max(0xffff);
/** A PF has no more, and each stands in one edit. */
const MOST_EDITED = 0x10000;
const bdfs = z.array(BdfSchema).min(1, "name at least one function").max(4096);

/** What new VFs are for. */
const PurposeSchema = z.enum(["host", "vfio-pci", "none"]);
export type VfPurpose = z.infer<typeof PurposeSchema>;

/** What a person wants of some VFs; what is left out stays as it is. */
const VfSettingsRequestSchema = z.strictObject({
  /** Of the first VF; each further one gets the next address. */
  mac: z.string().max(32).exactOptional(),
  vlan: z.number().exactOptional(),
  qos: z.number().exactOptional(),
  spoofCheck: z.boolean().exactOptional(),
  trust: z.boolean().exactOptional(),
  linkState: VfLinkStateSchema.exactOptional(),
  /** Of InfiniBand VFs: of the first one, and each further one gets the next. */
  nodeGuid: z.string().max(32).exactOptional(),
  portGuid: z.string().max(32).exactOptional(),
  minRate: z.number().exactOptional(),
  maxRate: z.number().exactOptional(),
  /** 0 = the driver's default */
  msix: z.number().exactOptional(),
});
export interface VfSettingsRequest extends Stated<typeof VfSettingsRequestSchema> {}

const VfEditSchema = z.strictObject({ vfs: z.array(vfNumber).min(1).max(4096), settings: VfSettingsRequestSchema });
/** The same settings for some VFs. */
export interface VfEdit extends Stated<typeof VfEditSchema> {}

/** What a person wants. */
export const RequestSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("vfs.set"), pf: BdfSchema, count: vfNumber, purpose: PurposeSchema }),
  z.strictObject({ kind: z.literal("assign"), bdfs }),
  z.strictObject({ kind: z.literal("giveBack"), bdfs }),
  /** Each VF, by its index on the PF, stands in one edit; addresses count up within an edit. */
  z.strictObject({
    kind: z.literal("vf.settings"),
    pf: BdfSchema,
    edits: z
      .array(VfEditSchema)
      .min(1)
      .max(4096)
      .refine((edits) => edits.reduce((sum, { vfs }) => sum + vfs.length, 0) <= MOST_EDITED, {
        message: `name at most ${MOST_EDITED} VFs`,
      }),
  }),
  /** null = the first method that the kernel lists */
  z.strictObject({ kind: z.literal("device.reset"), bdfs, method: maybe(z.string().regex(/^[a-z_]{1,32}$/)) }),
  /** Takes functions out of the kernel's sight; a rescan finds them again. */
  z.strictObject({ kind: z.literal("device.remove"), bdfs }),
  z.strictObject({ kind: z.literal("bus.rescan") }),
  /** May drivers take VFs of this PF as they appear. */
  z.strictObject({ kind: z.literal("autoprobe.set"), pf: BdfSchema, value: z.boolean() }),
  /** May the kernel cut their power while nothing uses them. */
  z.strictObject({ kind: z.literal("d3cold.set"), bdfs, value: z.boolean() }),
  /**
   * Secondary controllers of an NVMe PF's VFs, by their indices: online with so many flexible queues and interrupts, or
   * offline. Left out = what they have, or an equal share.
   */
  z.strictObject({
    kind: z.literal("nvme.vfs"),
    pf: BdfSchema,
    vfs: z.array(vfNumber).min(1).max(4096),
    online: z.boolean(),
    queues: vfNumber.exactOptional(),
    interrupts: vfNumber.exactOptional(),
  }),
  /** Take back what a journal entry did. */
  z.strictObject({ kind: z.literal("undo"), entryId: Id }),
  /** Do the rest of what a journal entry was cut off at. */
  z.strictObject({ kind: z.literal("finish"), entryId: Id }),
]);
export type OperationRequest = Stated<typeof RequestSchema>;
export type RequestKind = OperationRequest["kind"];
export type RequestOf<K extends RequestKind> = Extract<OperationRequest, { readonly kind: K }>;

/** The VFs whose settings it changes, as often as it names them. */
export function editedVfs({ edits }: RequestOf<"vf.settings">): readonly number[] {
  return edits.flatMap(({ vfs }) => vfs);
}

/** The settings that it changes of any VF. */
export function editedSettings({ edits }: RequestOf<"vf.settings">): ReadonlySet<keyof VfSettingsRequest> {
  return new Set(edits.flatMap(({ settings }) => Object.keys(settings) as (keyof VfSettingsRequest)[]));
}

/** The functions that it names. */
export function namedBy(request: OperationRequest): readonly Bdf[] {
  return "bdfs" in request ? request.bdfs : "pf" in request ? [request.pf] : [];
}

/** The functions that the request names, the bridges above them, and the bridges of their IOMMU groups. */
export function configsNeeded(machine: Machine, request: OperationRequest): Bdf[] {
  const found = new Set<Bdf>();
  for (const bdf of namedBy(request)) {
    if (!machine.byBdf.has(bdf)) continue;
    found.add(bdf);
    for (let at = machine.parentOf(bdf); at !== null; at = machine.parentOf(at)) found.add(at);
    for (const member of machine.groupOf(bdf)?.members ?? []) if (isBridge(member)) found.add(member.bdf);
  }
  return [...found];
}
