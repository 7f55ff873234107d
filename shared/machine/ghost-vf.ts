/** A VF that is not there yet: rows show it where it would be. */
import { z } from "zod";
import { BdfSchema, count, maybe, type Stated } from "./schema-parts.ts";

/** A function that a plan would create. */
export const GhostVfSchema = z.strictObject({
  pf: BdfSchema,
  index: count,
  /** null = no routing id left for it */
  bdf: maybe(BdfSchema),
  /** The driver that it is expected to end up with. */
  driver: maybe(z.string()),
});
export interface GhostVf extends Stated<typeof GhostVfSchema> {}
