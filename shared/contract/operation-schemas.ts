/** Plans, runs and the journal, as they cross the wire: what a window shows of them, with every text made visible. */
import { z } from "zod";
import { BdfSchema, count, maybe, words } from "../machine/schema-parts.ts";
import { UsageReasonSchema } from "../machine/usage-reason.ts";
import { PlanShownSchema } from "../operations/plan/types.ts";
import { BegunBySchema, EntrySchema, StatusSchema, UnreadEntrySchema } from "../operations/record/record.ts";
import { RequestSchema } from "../operations/request/request.ts";
import { onWire } from "./machine-schemas.ts";

const text = z.string();

export const Request = onWire(RequestSchema);
export const Reason = onWire(UsageReasonSchema);

/** A plan with what its steps do in words: their verbs, values and read-backs stay with the program. */
export const PlanShown = onWire(
  PlanShownSchema.extend({
    steps: z.array(z.strictObject({ id: text, label: words, command: text, optional: z.boolean() })),
    /** VFs that are there already and get other settings: `no VLAN → VLAN 200 · trust on`. */
    settings: z.array(z.strictObject({ pf: BdfSchema, vf: count, change: words })),
    /** Functions whose MSI-X tables get another size; 0 = the driver's own, and before it not known. */
    vectors: z.array(
      z.strictObject({
        name: words,
        from: count,
        to: count,
        /** The driver that lets go of it meanwhile. */
        driver: maybe(text),
      }),
    ),
  }),
);
export type PlanView = z.infer<typeof PlanShown>;

export const Operation = onWire(StatusSchema);

/** What undoes it, and the key by which the program knows its machine again, stay with the program. */
export const Entry = onWire(
  EntrySchema.omit({ before: true, machineKey: true }).extend({ begunBy: BegunBySchema.exactOptional() }),
);
export type EntryView = z.infer<typeof Entry>;

/** What of the journal could not be read: a sentence with how much, where and why, and what is known of entries in it. */
export const Unread = onWire(z.strictObject({ text: maybe(words), entries: z.array(UnreadEntrySchema) }));
export type UnreadView = z.infer<typeof Unread>;
