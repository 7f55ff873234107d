/** What a check says. */
import { z } from "zod";
import { BdfSchema, maybe, type Stated, words } from "../../machine/schema-parts.ts";
import { RequestSchema } from "../request/request.ts";

export const CheckSchema = z.strictObject({
  /** Stable: of its declaration, a test id and the key of its explanation. */
  id: z.string(),
  /** guard = only typing the address of a {@link HardStop} lets the plan run */
  level: z.enum(["blocker", "guard", "warning", "fact"]),
  /** The function that it is about; null = none, or several. */
  subject: maybe(BdfSchema),
  /** One sentence. */
  title: words,
  /** What was looked at: `sriov_totalvfs of 0000:01:00.0 is 16`. */
  evidence: words,
  /** What to do about it; null where nothing needs doing. */
  remedy: maybe(words),
  /** The remedy as a request, where it is one: what is then planned is in no circle with this. */
  follow: RequestSchema.exactOptional(),
});
export interface Check extends Stated<typeof CheckSchema> {}
export type CheckLevel = Check["level"];
