/** What a connection may do to its machine, and how that can be changed: one value, told whole each time it changes. */
export interface AccessState {
  readonly state: "unknown" | "locked" | "unlocked";
  /** Somebody is being asked just now. */
  readonly changing: boolean;
  /** What unlocking will do, for a person; null where there is no way, or nothing to unlock. */
  readonly way: string | null;
  /** Why it is still locked, or locked again; null when there is nothing to say. */
  readonly note: string | null;
  /** It was unlocked here and can be locked again. */
  readonly canLock: boolean;
  /** What the next unlock will ask for, in a sentence; null where it was not unlocked here. */
  readonly next: string | null;
}

/** Of a connection of which nothing is known. */
export const ACCESS_UNKNOWN: AccessState = {
  state: "unknown",
  changing: false,
  way: null,
  note: null,
  canLock: false,
  next: null,
};
