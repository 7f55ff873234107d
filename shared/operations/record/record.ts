/**
 * What is kept of an operation: how far it came, why it failed, what there was before. Each shape is written once, as its
 * schema: the type is made of it, the journal on disk holds it, and a window gets what it shows of it.
 */
import { z } from "zod";
import { HostIdentitySchema, NvmeVfSchema, VfSettingsSchema } from "../../machine/facts.ts";
import { BdfSchema, count, maybe, type Stated, words } from "../../machine/schema-parts.ts";
import { RequestSchema } from "../request/request.ts";
import { ExpectationSchema } from "../verbs/expectations.ts";
import { StepFailureSchema } from "../verbs/performed.ts";
import { VfSetSchema } from "../verbs/vf-settings.ts";

const text = z.string();

/** What a person can do about a failure with one press. */
const ActionSchema = z.discriminatedUnion("kind", [
  /** The same plan once more. */
  z.strictObject({ kind: z.literal("retry"), label: words }),
  /** A plan of its own: shown before it runs, like any other. */
  z.strictObject({ kind: z.literal("plan"), label: words, request: RequestSchema }),
  /** For a root shell: copied, never run. */
  z.strictObject({ kind: z.literal("command"), label: words, command: text }),
]);
export type ExplanationAction = Stated<typeof ActionSchema>;

/** Cause, evidence and what to do, for one failed step. */
const ExplanationSchema = z.strictObject({
  /** The rule of the dictionary; entries of older journals lack it. */
  rule: text.exactOptional(),
  cause: words,
  evidence: z.array(words),
  remedy: words,
  action: ActionSchema.exactOptional(),
});
export interface Explanation extends Stated<typeof ExplanationSchema> {}

/** A process, told apart from a later one of the same number by when it started (field 22 of /proc/PID/stat). */
export const ProcessMarkSchema = z.strictObject({ pid: z.int(), started: text });
export interface ProcessMark extends Stated<typeof ProcessMarkSchema> {}

export const OutcomeSchema = z.strictObject({
  id: text,
  label: words,
  /** The equivalent shell command; entries of older journals lack it. */
  command: text.exactOptional(),
  state: z.enum(["waiting", "running", "done", "failed", "skipped", "undone", "undo failed"]),
  failure: maybe(StepFailureSchema),
  /** Milliseconds; null while it has not run. */
  tookMs: maybe(z.number()),
  /** How often it was sent off, where the answer was to try later; left out = once. */
  tries: count.exactOptional(),
  /** While it runs: the process that writes, which may outlive the program. */
  writer: ProcessMarkSchema.exactOptional(),
});
export interface StepOutcome extends Stated<typeof OutcomeSchema> {}
export type StepState = StepOutcome["state"];

/** Where the dead-man switch of an operation stands: a way back that the machine runs unless the change is kept in time. */
const WayBackSchema = z.strictObject({
  /** How long the machine waits, by its own answer: after the program was heard of last, or for a person's word. */
  seconds: count,
  /** ISO 8601: when the way back runs unless it is extended, by the clock of the program. */
  until: text,
  /** What was left of it when this was told, in milliseconds; entries of older journals lack it. */
  leftMs: count.exactOptional(),
  /**
   * asking = all steps are done and it waits for a person; off = called off with the change not kept; crashed = the kernel
   * crashed, so that it did not run to its end; lost = what waited on the machine was ended by somebody
   */
  state: z.enum(["armed", "asking", "kept", "off", "fired", "crashed", "lost"]),
  /** Set where it is not sure that it goes on when the login ends by which the machine is reached. */
  mayEndWithLogin: z.boolean().exactOptional(),
});
export interface WayBackStatus extends Stated<typeof WayBackSchema> {}

const OPERATION_STATES = ["running", "done", "failed", "cancelled"] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** What is shown of an operation while it runs, and kept of it. */
const told = {
  title: words,
  steps: z.array(OutcomeSchema),
  /** Sentences on the machine's state now, read back after the last step. */
  nowTrue: z.array(words),
  /** Functions that were to be bound to a driver and have none at its end: the kernel reports that to nobody. Left out = none. */
  unbound: z.array(BdfSchema).min(1).exactOptional(),
  explanation: maybe(ExplanationSchema),
  /** As it was when this was told: a way back that was armed runs even when the program has ended. */
  wayBack: WayBackSchema.exactOptional(),
};

/** How far an operation is, as it is told while it runs. */
export const StatusSchema = z.strictObject({
  ...told,
  operationId: text,
  state: z.enum(OPERATION_STATES),
  /** The journal entry that it wrote. */
  entryId: text,
});
export interface OperationStatus extends Stated<typeof StatusSchema> {}

/** Settings of a VF before an operation that writes some of them, or removes the VF with all of them. */
const VfSettingsBeforeSchema = VfSettingsSchema.extend({
  /** What is written of them, and all that an undo brings back. Left out = all are lost, for the VF is removed. */
  wrote: z.array(VfSetSchema).exactOptional(),
  /** Where a VF was of whose settings some are written; entries of older journals lack it. */
  at: BdfSchema.exactOptional(),
});
export interface VfSettingsBefore extends Stated<typeof VfSettingsBeforeSchema> {}

/** What the machine was like before an operation: enough to plan its undo. */
const BeforeSchema = z.strictObject({
  /** The state of functions that an undo restores. */
  functions: z.array(z.strictObject({ bdf: BdfSchema, driver: maybe(text), driverOverride: maybe(text) })),
  vfs: maybe(z.strictObject({ pf: BdfSchema, count, autoprobe: maybe(z.boolean()) })),
  /** PFs whose `sriov_drivers_autoprobe` was to change for a while, with the VF count left alone. */
  autoprobe: z.array(z.strictObject({ pf: BdfSchema, value: z.boolean() })).exactOptional(),
  /** Settings of VFs that were to be written or lost; null in them = they could not be read. */
  settings: z.array(z.strictObject({ pf: BdfSchema, vfs: z.array(VfSettingsBeforeSchema) })).exactOptional(),
  /** Sizes of MSI-X tables that were to change. */
  msix: z.array(z.strictObject({ bdf: BdfSchema, count })).exactOptional(),
  /** Secondary controllers of VFs that were to change; those that could be read. */
  nvme: z.array(z.strictObject({ pf: BdfSchema, vfs: z.array(NvmeVfSchema) })).exactOptional(),
  /** Functions that were to be removed. */
  removed: z.array(BdfSchema).exactOptional(),
  /** What else was so, and was to change. */
  was: z.array(ExpectationSchema).exactOptional(),
});
export interface Before extends Stated<typeof BeforeSchema> {}
export type FunctionBefore = Before["functions"][number];

/** An entry of the journal, as it is kept. */
export const EntrySchema = z.strictObject({
  ...told,
  id: text,
  /** ISO 8601 */
  startedAt: text,
  endedAt: maybe(text),
  machine: text,
  machineKind: HostIdentitySchema.shape.kind,
  /** Which machine of that name; entries of older journals lack it. */
  machineKey: text.exactOptional(),
  bootId: maybe(text),
  request: RequestSchema,
  state: z.enum([...OPERATION_STATES, "interrupted"]),
  before: BeforeSchema,
  /** The entry that this one took back. */
  undoOf: maybe(text),
  /** The entry that took this one back. */
  undoneBy: maybe(text),
  /** Of an interrupted one: the entry that finished it, or `person` for one that was left as it is. */
  settledBy: text.exactOptional(),
});
/** Of a running one: the process that began it, and whether that is the program which tells this. */
export const BegunBySchema = z.strictObject({ pid: z.int(), here: z.boolean(), lives: z.boolean() });

export interface JournalEntry extends Stated<typeof EntrySchema> {
  /** Never kept: it is told while the entry runs. */
  readonly begunBy?: Stated<typeof BegunBySchema>;
}
export type EntryState = JournalEntry["state"];

/** An entry that this program cannot read, mostly one of a later version: what is known of it. */
export const UnreadEntrySchema = z.strictObject({ id: text, startedAt: maybe(text), title: maybe(words) });

/**
 * How long a way back waits, in seconds: one range for what is chosen, what the contract lets through and what the machine
 * takes; `arm` of assets/host-helper.sh refuses others, which a test holds against this.
 */
export const WAY_BACK_SECONDS = { least: 10, most: 600, usual: 60 } as const;
