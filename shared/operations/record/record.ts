/** What is told and kept of an operation: how far it is, why it failed, what there was before, its entry in the journal. */

import type { HostIdentity, VfSettings } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { OperationRequest } from "../request/request.ts";
import type { StepFailure } from "../verbs/step.ts";

/** What a person can do about a failure with one press. */
export type ExplanationAction =
  /** The same plan once more. */
  | { readonly kind: "retry"; readonly label: string }
  /** A plan of its own: shown before it runs, like any other. */
  | { readonly kind: "plan"; readonly label: string; readonly request: OperationRequest }
  /** For a root shell: copied, never run. */
  | { readonly kind: "command"; readonly label: string; readonly command: string };

/** Cause, evidence and what to do, for one failed step. */
export interface Explanation {
  /** The rule of the dictionary; entries of older journals lack it. */
  readonly rule?: string;
  readonly cause: string;
  readonly evidence: readonly string[];
  readonly remedy: string;
  readonly action?: ExplanationAction;
}

export type StepState = "waiting" | "running" | "done" | "failed" | "skipped" | "undone" | "undo failed";

export interface StepOutcome {
  readonly id: string;
  readonly label: string;
  /** The equivalent shell command; entries of older journals lack it. */
  readonly command?: string;
  readonly state: StepState;
  readonly failure: StepFailure | null;
  /** Milliseconds; null while it has not run. */
  readonly tookMs: number | null;
  /** While it runs: the process that writes, which may outlive the program. */
  readonly writer?: ProcessMark;
}

/** A process, told apart from a later one of the same number by when it started (field 22 of /proc/PID/stat). */
export interface ProcessMark {
  readonly pid: number;
  readonly started: string;
}

export type OperationState = "running" | "done" | "failed" | "cancelled";

export interface OperationStatus {
  readonly operationId: string;
  readonly planId: string;
  readonly title: string;
  readonly state: OperationState;
  readonly steps: readonly StepOutcome[];
  /** Sentences on the machine's state now, read back after the last step. */
  readonly nowTrue: readonly string[];
  readonly explanation: Explanation | null;
  /** The journal entry that it wrote. */
  readonly entryId: string;
  /** A way back that the machine runs unless the change is kept in time. */
  readonly wayBack?: WayBackStatus;
}

/** Where the dead-man switch of an operation stands. */
export interface WayBackStatus {
  /** How long the machine waits, by its own answer: after the program was heard of last, or for a person's word. */
  readonly seconds: number;
  /** ISO 8601: when the way back runs unless it is extended, by the clock of the program. */
  readonly until: string;
  /** What was left of it when this was told, in milliseconds; entries of older journals lack it. */
  readonly leftMs?: number;
  /**
   * asking = all steps are done and it waits for a person; off = called off with the change not kept; crashed = the kernel
   * crashed, so that it did not run to its end; lost = what waited on the machine was ended by somebody
   */
  readonly state: "armed" | "asking" | "kept" | "off" | "fired" | "crashed" | "lost";
  /** Set where it is not sure that it goes on when the login ends by which the machine is reached. */
  readonly mayEndWithLogin?: boolean;
}

/** One function's state that an undo restores. */
export interface FunctionBefore {
  readonly bdf: Bdf;
  readonly driver: string | null;
  readonly driverOverride: string | null;
}

/** What the machine was like before an operation: enough to plan its undo. */
export interface Before {
  readonly functions: readonly FunctionBefore[];
  readonly vfs: { readonly pf: Bdf; readonly count: number; readonly autoprobe: boolean | null } | null;
  /** PFs whose `sriov_drivers_autoprobe` was to change for a while, with the VF count left alone. */
  readonly autoprobe?: readonly { readonly pf: Bdf; readonly value: boolean }[];
  /** Settings of VFs, which their removal destroys; those that could be read. */
  readonly settings?: readonly { readonly pf: Bdf; readonly vfs: readonly VfSettings[] }[];
  /** Sizes of MSI-X tables that were to change. */
  readonly msix?: readonly { readonly bdf: Bdf; readonly count: number }[];
  /** Functions that were to be removed. */
  readonly removed?: readonly Bdf[];
  /** Reset methods that were to change for a while. */
  readonly resetMethods?: readonly { readonly bdf: Bdf; readonly methods: readonly string[] }[];
}

export type EntryState = OperationState | "interrupted";

/** One line of the journal. */
export interface JournalEntry {
  readonly id: string;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly machine: string;
  readonly machineKind: HostIdentity["kind"];
  /** Which machine of that name; entries of older journals lack it. */
  readonly machineKey?: string;
  readonly bootId: string | null;
  readonly title: string;
  readonly request: OperationRequest;
  readonly state: EntryState;
  readonly steps: readonly StepOutcome[];
  readonly nowTrue: readonly string[];
  readonly explanation: Explanation | null;
  readonly before: Before;
  /** The entry that this one took back. */
  readonly undoOf: string | null;
  /** The entry that took this one back. */
  readonly undoneBy: string | null;
  /** Of an interrupted one: the entry that finished it, or `person` for one that was left as it is. */
  readonly settledBy?: string;
  /** Of a running one on disk: the process that began it, and whether that is the program which tells this. */
  readonly begunBy?: { readonly pid: number; readonly here: boolean; readonly lives: boolean };
  /** As it was when the operation began: a way back that was armed runs even when the program has ended. */
  readonly wayBack?: WayBackStatus;
}
