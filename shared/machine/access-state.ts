/** What a connection may do to its machine, and how that can be changed: one value, told whole each time it changes. */
import { z } from "zod";
import { maybe, type Stated, words } from "./schema-parts.ts";

export const AccessStateSchema = z.strictObject({
  state: z.enum(["unknown", "locked", "unlocked"]),
  /** Somebody is being asked just now. */
  changing: z.boolean(),
  /** What unlocking will do, for a person; null where there is no way, or nothing to unlock. */
  way: maybe(words),
  /** Why it is still locked, or locked again; null when there is nothing to say. */
  note: maybe(words),
  /** It was unlocked here and can be locked again. */
  canLock: z.boolean(),
  /** What the next unlock will ask for, in a sentence; null where it was not unlocked here. */
  next: maybe(words),
});
export interface AccessState extends Stated<typeof AccessStateSchema> {}

/** Of a connection of which nothing is known. */
export const ACCESS_UNKNOWN: AccessState = {
  state: "unknown",
  changing: false,
  way: null,
  note: null,
  canLock: false,
  next: null,
};
