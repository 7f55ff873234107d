/** Who uses a function, in so few words that they fit a cell, a chip and a mark: one source for all places that show it. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import type { Words } from "../words/message.ts";
import type { FunctionInfo } from "./facts.ts";
import type { UnreadSource } from "./usage-facts.ts";
import type { UsageReason } from "./usage-reason.ts";

/** What is known of who uses what: the part of `machine.usage` that this needs. */
export interface UsageTold {
  readonly functions: readonly { readonly bdf: Bdf; readonly reasons: readonly UsageReason[] }[];
  readonly unread: readonly UnreadSource[];
}

/** Sorts of users, for a mark and for `used:guest`. */
export type UserKind = "guest" | "program" | "disk" | "network" | "machine";

export interface User {
  readonly kind: UserKind;
  /** `guest build-07`, `/var`, `default route`: without the function's address and without a verb. */
  readonly text: Words;
  /** The whole clause that goes after the function's address. */
  readonly clause: Words;
  readonly isProtected: boolean;
}

/** Who uses one function. */
export interface UsedBy {
  /** Protected ones first. */
  readonly users: readonly User[];
  /** `nobody` only where everything that would tell was read to its end. */
  readonly state: "used" | "nobody" | "unknown";
}

export interface UsedByIndex {
  /** Of the function alone, not of what is behind it. */
  of(fn: FunctionInfo): UsedBy;
  /** VFs of the PF by state; `free` are those that nobody uses. */
  vfsOf(pf: FunctionInfo): { readonly used: number; readonly free: number; readonly unknown: number };
}
