/** The words of changing a machine: a wish becomes a plan, a plan is run step by step, the outcome says what is true now. */
import type { HostIdentity } from "../machine/facts.ts";
import type { UsageReason } from "../machine/usage-reason.ts";
import type { Bdf } from "../pci/bdf.ts";
import type { VfSetting, VfSettings, VfSettingsWish } from "./vf-settings.ts";

/** What new VFs are for. */
export type VfPurpose = "host" | "vfio-pci" | "none";

/** What a person wants. */
export type Wish =
  | { readonly kind: "vfs.set"; readonly pf: Bdf; readonly count: number; readonly purpose: VfPurpose }
  | { readonly kind: "assign"; readonly bdfs: readonly Bdf[] }
  | { readonly kind: "giveBack"; readonly bdfs: readonly Bdf[] }
  /** Settings of VFs, by their indices on the PF. */
  | {
      readonly kind: "vf.settings";
      readonly pf: Bdf;
      readonly vfs: readonly number[];
      readonly settings: VfSettingsWish;
    }
  /** null = the first method that the kernel lists */
  | { readonly kind: "device.reset"; readonly bdfs: readonly Bdf[]; readonly method: string | null }
  /** Takes functions out of the kernel's sight; a rescan finds them again. */
  | { readonly kind: "device.remove"; readonly bdfs: readonly Bdf[] }
  | { readonly kind: "bus.rescan" }
  /** May drivers take VFs of this PF by themselves. */
  | { readonly kind: "autoprobe.set"; readonly pf: Bdf; readonly value: boolean }
  /** Take back what a journal entry did. */
  | { readonly kind: "undo"; readonly entryId: string }
  /** Do the rest of what a journal entry was cut off at. */
  | { readonly kind: "finish"; readonly entryId: string };

/** A VF may not exist yet when a step is planned: then it is named by its PF and index. */
export type Target = { readonly bdf: Bdf } | { readonly pf: Bdf; readonly vf: number; readonly expected: Bdf | null };

/** The closed list of things that may be done to a machine: verbs with values, never a path or a command. */
export type Step =
  | { readonly verb: "sriov.numvfs"; readonly bdf: Bdf; readonly value: number }
  | { readonly verb: "sriov.autoprobe"; readonly bdf: Bdf; readonly value: boolean }
  /** null clears the override. */
  | { readonly verb: "driver.override"; readonly bdf: Bdf; readonly driver: string | null }
  /** From this driver and from no other; {@link ANY_HOST_DRIVER} = from whichever keeps the function with the host. */
  | { readonly verb: "driver.unbind"; readonly bdf: Bdf; readonly from: string }
  /** Asks the kernel to find a driver for the function. Success says nothing about whether one bound. */
  | { readonly verb: "driver.probe"; readonly bdf: Bdf }
  | { readonly verb: "module.load"; readonly module: "vfio-pci" }
  /** Settings of VF `vf`, made through the network interface of its PF `bdf`. */
  | { readonly verb: "vf.network"; readonly bdf: Bdf; readonly vf: number; readonly settings: readonly VfSetting[] }
  /** Size of the VF's MSI-X table; 0 = the driver's default. Refused while a driver has the VF. */
  | { readonly verb: "vf.msix"; readonly bdf: Bdf; readonly count: number }
  | { readonly verb: "device.reset"; readonly bdf: Bdf }
  /** The methods that a reset tries, in this order; null = the kernel's own choice. */
  | { readonly verb: "reset.method"; readonly bdf: Bdf; readonly methods: readonly string[] | null }
  | { readonly verb: "device.remove"; readonly bdf: Bdf }
  | { readonly verb: "bus.rescan" };

type TargetedVerb = "driver.override" | "driver.unbind" | "driver.probe" | "vf.msix";

/** A step whose target may be "VF 3 of this PF"; resolved to a {@link Step} just before it runs. */
export type StepTemplate =
  | Exclude<Step, { readonly verb: TargetedVerb }>
  | { readonly verb: "driver.override"; readonly target: Target; readonly driver: string | null }
  | { readonly verb: "driver.unbind"; readonly target: Target; readonly from: string }
  | { readonly verb: "driver.probe"; readonly target: Target }
  | { readonly verb: "vf.msix"; readonly target: Target; readonly count: number };

/** In place of a driver's name: whichever driver, as long as it keeps the function with the host. */
export const ANY_HOST_DRIVER = "any";

/** What must be true after a step; read back from the machine, not assumed. */
export type Expectation =
  | { readonly that: "numvfs"; readonly bdf: Bdf; readonly value: number }
  | { readonly that: "autoprobe"; readonly bdf: Bdf; readonly value: boolean }
  /** null = no driver; {@link ANY_HOST_DRIVER} = some driver other than vfio-pci */
  | { readonly that: "driver"; readonly target: Target; readonly driver: string | null }
  | { readonly that: "override"; readonly target: Target; readonly driver: string | null }
  | { readonly that: "module"; readonly module: "vfio-pci" }
  | { readonly that: "present"; readonly bdf: Bdf; readonly value: boolean }
  | { readonly that: "vfSetting"; readonly pf: Bdf; readonly vf: number; readonly setting: VfSetting }
  /** 0 = the default, whatever that is */
  | { readonly that: "msix"; readonly target: Target; readonly count: number }
  | { readonly that: "resetMethods"; readonly bdf: Bdf; readonly methods: readonly string[] };

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

/** guard = only typing the address of a {@link HardStop} lets the plan run */
export type CheckLevel = "blocker" | "guard" | "warning" | "fact";

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
  /** Existing functions that disappear, with what is on them. */
  readonly destroys: readonly { readonly bdf: Bdf; readonly isVf: boolean; readonly losing: readonly string[] }[];
  readonly rebinds: readonly { readonly bdf: Bdf; readonly from: string | null; readonly to: string | null }[];
}

/** A function that somebody uses and that the plan reaches. */
export interface BlastEntry {
  readonly bdf: Bdf;
  /** What happens to it; cut = its network may be, adjusted = it gets settings that cut nothing. */
  readonly how: "removed" | "unbound" | "reset" | "cut" | "reconfigured" | "bound" | "adjusted";
  /** The function that is written to: of a VF that goes, its PF. */
  readonly cause: Bdf;
  /** At least one; protected ones first. */
  readonly reasons: readonly UsageReason[];
}

/** The plan reaches what the machine stands on, or what a guest has, or leaves no trace of what it does. */
export interface HardStop {
  /** To be typed before it may run. */
  readonly bdf: Bdf;
  /** Empty where another guard asks for it. */
  readonly protects: readonly Bdf[];
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
  /** Who uses what it reaches; empty also where that is not known. */
  readonly blast: readonly BlastEntry[];
  readonly stop: HardStop | null;
  /** How it can be taken back, or why it cannot: sentences. */
  readonly undo: readonly string[];
  readonly undoable: boolean;
  /** The whole plan as shell commands, comments included. */
  readonly commands: readonly string[];
  /** blocked = a blocker among the checks; guarded = a guard among them; nothing = the machine is already as wished. */
  readonly verdict: "ready" | "guarded" | "blocked" | "nothing";
  /** What the plan was made from: a run refuses when it no longer fits the machine. */
  readonly fingerprint: string;
}

/** A refusal by the kernel, with what was written where. */
export interface StepFailure {
  /**
   * errno name: `EBUSY`. Besides, `EVERIFY`: the write went through and the machine is not as expected;
   * `EHOST`: the machine could not be asked, so it is not known what happened; `EJOURNAL`: nothing was
   * written because the journal could not be; `ETAKEN`: nothing was written because the machine is not this program's;
   * `ECHANGED`: nothing was written because what the step would have taken away is no longer as the plan expects;
   * `EKILLED`: a signal ended the process that wrote.
   */
  readonly code: string;
  /** What was written: `"8"`. */
  readonly wrote: string;
  /** Where: `/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs`. */
  readonly where: string;
  /**
   * The kernel's log lines from just then, oldest first; for `EHOST`, `EJOURNAL`, `ETAKEN` and `ECHANGED` what the program
   * itself was told.
   */
  readonly kernelLog: readonly string[];
}

export type PerformResult =
  /** A write can go through without doing what was asked: then only the log says why, where a host can read it. */
  { readonly ok: true; readonly kernelLog?: readonly string[] } | { readonly ok: false; readonly failure: StepFailure };

/** What a person can do about a failure with one press. */
export type ExplanationAction =
  /** The same plan once more. */
  | { readonly kind: "retry"; readonly label: string }
  /** A plan of its own: shown before it runs, like any other. */
  | { readonly kind: "plan"; readonly label: string; readonly wish: Wish }
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
  readonly guard?: Guard;
}

/** Where the dead-man switch of an operation stands. */
export interface Guard {
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
  /** Of an interrupted one: the entry that finished it, or `person` for one that was left as it is. */
  readonly settledBy?: string;
  /** Of a running one on disk: the process that began it, and whether that is the program which tells this. */
  readonly begunBy?: { readonly pid: number; readonly here: boolean; readonly lives: boolean };
  /** As it was when the operation began: a way back that was armed runs even when the program has ended. */
  readonly guard?: Guard;
}
