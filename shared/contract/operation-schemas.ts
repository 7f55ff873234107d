/** Plans, runs and the journal, as they cross the wire: held to their TypeScript types by the compiler. */
import { z } from "zod";
import { VfLinkStateSchema, VfSettingsSchema } from "../machine/facts.ts";
import { BdfSchema, count, Id, lines, maybe, text } from "../machine/schema-parts.ts";
import type { UsageReason } from "../machine/usage-reason.ts";
import type { Check } from "../operations/checks/found.ts";
import type { Plan } from "../operations/plan/types.ts";
import type { Explanation, JournalEntry, OperationStatus, StepOutcome } from "../operations/record/record.ts";
import type { OperationRequest } from "../operations/request/request.ts";
import type { PlanStep, StepTemplate, Target } from "../operations/verbs/step.ts";
import type { VfSetting } from "../operations/verbs/vf-settings.ts";
import { visibleLine } from "../pci/visible-text.ts";
import { onWire } from "./machine-schemas.ts";

const SettingSchema: z.ZodType<VfSetting> = z.discriminatedUnion("set", [
  z.strictObject({ set: z.literal("mac"), mac: text }),
  z.strictObject({ set: z.literal("vlan"), vlan: count, qos: count }),
  z.strictObject({ set: z.literal("spoofCheck"), on: z.boolean() }),
  z.strictObject({ set: z.literal("trust"), on: z.boolean() }),
  z.strictObject({ set: z.literal("linkState"), state: VfLinkStateSchema }),
  z.strictObject({ set: z.literal("rate"), min: count, max: count }),
]);

const bdfList = z.array(BdfSchema).min(1, "name at least one function").max(4096);

export const RequestSchema: z.ZodType<OperationRequest> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("vfs.set"),
    pf: BdfSchema,
    count: z.int().min(0).max(65535),
    purpose: z.enum(["host", "vfio-pci", "none"]),
  }),
  z.strictObject({ kind: z.literal("assign"), bdfs: bdfList }),
  z.strictObject({ kind: z.literal("giveBack"), bdfs: bdfList }),
  z.strictObject({
    kind: z.literal("vf.settings"),
    pf: BdfSchema,
    vfs: z.array(z.int().min(0).max(65535)).min(1).max(4096),
    settings: z.strictObject({
      mac: z.string().max(32).transform(visibleLine).exactOptional(),
      vlan: z.number().exactOptional(),
      qos: z.number().exactOptional(),
      spoofCheck: z.boolean().exactOptional(),
      trust: z.boolean().exactOptional(),
      linkState: VfLinkStateSchema.exactOptional(),
      minRate: z.number().exactOptional(),
      maxRate: z.number().exactOptional(),
      msix: z.number().exactOptional(),
    }),
  }),
  z.strictObject({
    kind: z.literal("device.reset"),
    bdfs: bdfList,
    method: maybe(z.string().regex(/^[a-z_]{1,32}$/)),
  }),
  z.strictObject({ kind: z.literal("device.remove"), bdfs: bdfList }),
  z.strictObject({ kind: z.literal("bus.rescan") }),
  z.strictObject({ kind: z.literal("autoprobe.set"), pf: BdfSchema, value: z.boolean() }),
  z.strictObject({ kind: z.literal("undo"), entryId: Id }),
  z.strictObject({ kind: z.literal("finish"), entryId: Id }),
]);

const TargetSchema: z.ZodType<Target> = z.union([
  z.strictObject({ bdf: BdfSchema }),
  z.strictObject({ pf: BdfSchema, vf: count, expected: maybe(BdfSchema) }),
]);

const Template: z.ZodType<StepTemplate> = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("sriov.numvfs"), bdf: BdfSchema, value: count }),
  z.strictObject({ verb: z.literal("sriov.autoprobe"), bdf: BdfSchema, value: z.boolean() }),
  z.strictObject({ verb: z.literal("driver.override"), target: TargetSchema, driver: maybe(text) }),
  z.strictObject({ verb: z.literal("driver.unbind"), target: TargetSchema, from: text }),
  z.strictObject({ verb: z.literal("driver.probe"), target: TargetSchema }),
  z.strictObject({ verb: z.literal("module.load"), module: z.literal("vfio-pci") }),
  z.strictObject({
    verb: z.literal("vf.network"),
    bdf: BdfSchema,
    vf: count,
    settings: z.array(SettingSchema),
  }),
  z.strictObject({ verb: z.literal("vf.msix"), target: TargetSchema, count }),
  z.strictObject({ verb: z.literal("device.reset"), bdf: BdfSchema }),
  z.strictObject({ verb: z.literal("reset.method"), bdf: BdfSchema, methods: maybe(z.array(text)) }),
  z.strictObject({ verb: z.literal("device.remove"), bdf: BdfSchema }),
  z.strictObject({ verb: z.literal("bus.rescan") }),
]);

const ExpectationSchema = z.discriminatedUnion("that", [
  z.strictObject({ that: z.literal("numvfs"), bdf: BdfSchema, value: count }),
  z.strictObject({ that: z.literal("autoprobe"), bdf: BdfSchema, value: z.boolean() }),
  z.strictObject({ that: z.literal("driver"), target: TargetSchema, driver: maybe(text) }),
  z.strictObject({ that: z.literal("override"), target: TargetSchema, driver: maybe(text) }),
  z.strictObject({ that: z.literal("module"), module: z.literal("vfio-pci") }),
  z.strictObject({ that: z.literal("present"), bdf: BdfSchema, value: z.boolean() }),
  z.strictObject({ that: z.literal("vfSetting"), pf: BdfSchema, vf: count, setting: SettingSchema }),
  z.strictObject({ that: z.literal("msix"), target: TargetSchema, count }),
  z.strictObject({ that: z.literal("resetMethods"), bdf: BdfSchema, methods: z.array(text) }),
]);

export const Reason: z.ZodType<UsageReason> = z.strictObject({
  kind: z.enum([
    "session",
    "other-session",
    "default-route",
    "network-root",
    "ipsec",
    "net",
    "namespace",
    "representor",
    "vf-lag",
    "mount",
    "swap",
    "block",
    "memory",
    "domain",
    "guest",
    "guest-network",
    "user-space",
    "raw-disk",
    "compute",
    "rdma",
    "export",
    "crypto",
    "dma",
    "packet-program",
    "crash-data",
    "cluster",
    "display-user",
    "device-user",
    "boot-display",
    "console",
    "terminal",
    "keyboard",
    "watchdog",
    "bmc",
    "machinery",
    "iommu",
  ]),
  text,
  evidence: text,
  level: z.enum(["protected", "in use"]),
});

const CheckSchema: z.ZodType<Check> = z.strictObject({
  id: text,
  level: z.enum(["blocker", "guard", "warning", "fact"]),
  title: text,
  evidence: text,
  remedy: maybe(text),
});

const PlanStepSchema: z.ZodType<PlanStep> = z.strictObject({
  id: text,
  template: Template,
  label: text,
  command: text,
  expect: z.array(ExpectationSchema),
  expectSoft: z.array(ExpectationSchema).exactOptional(),
  undo: z.array(Template),
  optional: z.literal(true).exactOptional(),
});

export const PlanSchema: z.ZodType<Plan> = z.strictObject({
  id: text,
  machine: text,
  request: RequestSchema,
  title: text,
  summary: text,
  checks: z.array(CheckSchema),
  steps: z.array(PlanStepSchema),
  effects: z.strictObject({
    creates: z.array(z.strictObject({ pf: BdfSchema, index: count, bdf: maybe(BdfSchema), driver: maybe(text) })),
    destroys: z.array(z.strictObject({ bdf: BdfSchema, isVf: z.boolean(), losing: z.array(text) })),
    rebinds: z.array(z.strictObject({ bdf: BdfSchema, from: maybe(text), to: maybe(text) })),
  }),
  impact: z.array(
    z.strictObject({
      bdf: BdfSchema,
      how: z.enum(["removed", "unbound", "reset", "cut", "reconfigured", "bound", "adjusted"]),
      cause: BdfSchema,
      reasons: z.array(Reason),
    }),
  ),
  stop: maybe(z.strictObject({ bdf: BdfSchema, protects: z.array(BdfSchema) })),
  undo: z.array(text),
  undoable: z.boolean(),
  commands: z.array(text),
  verdict: z.enum(["ready", "guarded", "blocked", "nothing"]),
  fingerprint: text,
});

const FailureSchema = z.strictObject({ code: text, wrote: lines, where: text, kernelLog: z.array(text) });

export const OutcomeSchema: z.ZodType<StepOutcome> = z.strictObject({
  id: text,
  label: text,
  command: text.exactOptional(),
  state: z.enum(["waiting", "running", "done", "failed", "skipped", "undone", "undo failed"]),
  failure: maybe(FailureSchema),
  tookMs: maybe(z.number()),
  writer: z.strictObject({ pid: z.int(), started: text }).exactOptional(),
});

const ExplanationSchema: z.ZodType<Explanation> = z.strictObject({
  rule: text.exactOptional(),
  cause: text,
  evidence: z.array(text),
  remedy: text,
  action: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("retry"), label: text }),
      z.strictObject({ kind: z.literal("plan"), label: text, request: RequestSchema }),
      z.strictObject({ kind: z.literal("command"), label: text, command: text }),
    ])
    .exactOptional(),
});

const WayBackSchema = z.strictObject({
  seconds: count,
  until: text,
  leftMs: count.exactOptional(),
  state: z.enum(["armed", "asking", "kept", "off", "fired", "crashed", "lost"]),
  mayEndWithLogin: z.boolean().exactOptional(),
});

export const Operation: z.ZodType<OperationStatus> = z.strictObject({
  operationId: text,
  planId: text,
  title: text,
  state: z.enum(["running", "done", "failed", "cancelled"]),
  steps: z.array(OutcomeSchema),
  nowTrue: z.array(text),
  explanation: maybe(ExplanationSchema),
  entryId: text,
  wayBack: WayBackSchema.exactOptional(),
});

export const Entry: z.ZodType<JournalEntry> = z.strictObject({
  id: text,
  startedAt: text,
  endedAt: maybe(text),
  machine: text,
  machineKind: z.enum(["local", "demo", "file", "ssh"]),
  machineKey: text.exactOptional(),
  bootId: maybe(text),
  title: text,
  request: RequestSchema,
  state: z.enum(["running", "done", "failed", "cancelled", "interrupted"]),
  steps: z.array(OutcomeSchema),
  nowTrue: z.array(text),
  explanation: maybe(ExplanationSchema),
  before: z.strictObject({
    functions: z.array(z.strictObject({ bdf: BdfSchema, driver: maybe(text), driverOverride: maybe(text) })),
    vfs: maybe(z.strictObject({ pf: BdfSchema, count, autoprobe: maybe(z.boolean()) })),
    autoprobe: z.array(z.strictObject({ pf: BdfSchema, value: z.boolean() })).exactOptional(),
    settings: z.array(z.strictObject({ pf: BdfSchema, vfs: z.array(onWire(VfSettingsSchema)) })).exactOptional(),
    msix: z.array(z.strictObject({ bdf: BdfSchema, count })).exactOptional(),
    removed: z.array(BdfSchema).exactOptional(),
    resetMethods: z.array(z.strictObject({ bdf: BdfSchema, methods: z.array(text) })).exactOptional(),
  }),
  undoOf: maybe(text),
  undoneBy: maybe(text),
  settledBy: text.exactOptional(),
  begunBy: z.strictObject({ pid: z.int(), here: z.boolean(), lives: z.boolean() }).exactOptional(),
  wayBack: WayBackSchema.exactOptional(),
});
