/** The words of changing a machine: a wish becomes a plan, a plan is run step by step, the outcome says what is true now. */
import type { HostIdentity } from "../machine/facts.ts";
import type { Bdf } from "../pci/bdf.ts";

/** What new VFs are for. */
export type VfPurpose = "host" | "vfio-pci" | "none";

/** What a person wants. */
export type Wish =
  | { readonly kind: "vfs.set"; readonly pf: Bdf; readonly count: number; readonly purpose: VfPurpose }
  | { readonly kind: "assign"; readonly bdfs: readonly Bdf[] }
  | { readonly kind: "giveBack"; readonly bdfs: readonly Bdf[] }
  /** Take back what a journal entry did. */
  | { readonly kind: "undo"; readonly entryId: string };

/** A VF may not exist yet when a step is planned: then it is named by its PF and index. */
export type Target = { readonly bdf: Bdf } | { readonly pf: Bdf; readonly vf: number; readonly expected: Bdf | null };

/** The closed list of things that may be done to a machine: verbs with values, never a path or a command. */
export type Step =
  | { readonly verb: "sriov.numvfs"; readonly bdf: Bdf; readonly value: number }
  | { readonly verb: "sriov.autoprobe"; readonly bdf: Bdf; readonly value: boolean }
  /** null clears the override. */
  | { readonly verb: "driver.override"; readonly bdf: Bdf; readonly driver: string | null }
  | { readonly verb: "driver.unbind"; readonly bdf: Bdf }
  /** Asks the kernel to find a driver for the function. Success says nothing about whether one bound. */
  | { readonly verb: "driver.probe"; readonly bdf: Bdf }
  | { readonly verb: "module.load"; readonly module: "vfio-pci" };

/** A step whose target may be "VF 3 of this PF"; resolved to a {@link Step} just before it runs. */
export type StepTemplate =
  | Extract<Step, { readonly verb: "sriov.numvfs" | "sriov.autoprobe" | "module.load" }>
  | { readonly verb: "driver.override"; readonly target: Target; readonly driver: string | null }
  | { readonly verb: "driver.unbind"; readonly target: Target }
  | { readonly verb: "driver.probe"; readonly target: Target };

/** In an {@link Expectation}: whichever driver, as long as it keeps the function with the host. */
export const ANY_HOST_DRIVER = "any";

/** What must be true after a step; read back from the machine, not assumed. */
export type Expectation =
  | { readonly that: "numvfs"; readonly bdf: Bdf; readonly value: number }
  | { readonly that: "autoprobe"; readonly bdf: Bdf; readonly value: boolean }
  /** null = no driver; {@link ANY_HOST_DRIVER} = some driver other than vfio-pci */
  | { readonly that: "driver"; readonly target: Target; readonly driver: string | null }
  | { readonly that: "override"; readonly target: Target; readonly driver: string | null }
  | { readonly that: "module"; readonly module: "vfio-pci" };

export interface PlanStep {
  readonly id: string;
  readonly template: StepTemplate;
  /** For a person: `Create 16 VFs on 0000:01:00.0`. */
  readonly label: string;
  /** The equivalent shell command. */
  readonly command: string;
  readonly expect: readonly Expectation[];
  /** What ought to come true as well: waited for and told, but the step does not fail without it. */
  readonly hopes?: readonly Expectation[];
  /** Takes the step back when a later one fails: in this order, the last step's first. */
  readonly undo: readonly StepTemplate[];
  /** A step that may fail without failing the plan (e.g. unbinding what has no driver any more). */
  readonly optional?: boolean;
}

export type CheckLevel = "blocker" | "warning" | "fact";

export interface Check {
  /** Stable: a test id and the key of its explanation. */
  readonly id: string;
  readonly level: CheckLevel;
  /** One sentence. */
  readonly title: string;
  /** What was looked at: `sriov_totalvfs of 0000:01:00.0 is 16`. */
  readonly evidence: string;
  /** What to do about it; null where nothing needs doing. */
  readonly remedy: string | null;
}

/** A function that the plan would create. */
export interface GhostVf {
  readonly pf: Bdf;
  readonly index: number;
  /** null = no routing id left for it */
  readonly bdf: Bdf | null;
  /** The driver that it is expected to end up with. */
  readonly driver: string | null;
}

export interface PlanEffects {
  readonly creates: readonly GhostVf[];
  /** Existing VFs that disappear, with what is on them. */
  readonly destroys: readonly { readonly bdf: Bdf; readonly losing: readonly string[] }[];
  readonly rebinds: readonly { readonly bdf: Bdf; readonly from: string | null; readonly to: string | null }[];
}

export interface Plan {
  readonly id: string;
  readonly machine: string;
  readonly wish: Wish;
  /** `Set 0000:01:00.0 to 8 VFs` */
  readonly title: string;
  /** What will be true afterwards, in one or two sentences. */
  readonly summary: string;
  readonly checks: readonly Check[];
  readonly steps: readonly PlanStep[];
  readonly effects: PlanEffects;
  /** How it can be taken back: sentences; empty when `undoable` is false. */
  readonly undo: readonly string[];
  readonly undoable: boolean;
  /** The whole plan as shell commands, comments included. */
  readonly commands: readonly string[];
  /** blocked = a blocker among the checks; nothing = the machine is already as wished. */
  readonly verdict: "ready" | "blocked" | "nothing";
  /** What the plan was made from: a run refuses when it no longer fits the machine. */
  readonly fingerprint: string;
}

/** A refusal by the kernel, with what was written where. */
export interface StepFailure {
  /**
   * errno name: `EBUSY`. Besides, `EVERIFY`: the write went through and the machine is not as expected;
   * `EHOST`: the machine could not be asked, so it is not known what happened; `EJOURNAL`: nothing was
   * written because the journal could not be.
   */
  readonly code: string;
  /** What was written: `"8"`. */
  readonly wrote: string;
  /** Where: `/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs`. */
  readonly where: string;
  /** The kernel's log lines from just then, oldest first; for `EHOST` and `EJOURNAL` what the program itself was told. */
  readonly kernelLog: readonly string[];
}

export type PerformResult =
  /** A write can go through without doing what was asked: then only the log says why, where a host can read it. */
  { readonly ok: true; readonly kernelLog?: readonly string[] } | { readonly ok: false; readonly failure: StepFailure };

/** Cause, evidence and what to do, for one failed step. */
export interface Explanation {
  readonly cause: string;
  readonly evidence: readonly string[];
  readonly remedy: string;
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
  readonly bootId: string | null;
  readonly title: string;
  readonly wish: Wish;
  readonly state: EntryState;
  readonly steps: readonly StepOutcome[];
  readonly nowTrue: readonly string[];
  readonly explanation: Explanation | null;
  readonly before: Before;
  /** The entry that this one took back. */
  readonly undoOf: string | null;
  /** The entry that took this one back. */
  readonly undoneBy: string | null;
}
