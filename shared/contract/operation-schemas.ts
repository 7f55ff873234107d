/** Plans, runs and the journal, as they cross the wire: held to their TypeScript types by the compiler. */
import { z } from "zod";
import { VfLinkStateSchema } from "../machine/facts.ts";
import { BdfSchema, count, maybe, text } from "../machine/schema-parts.ts";
import type { UsageReason } from "../machine/usage-reason.ts";
import type { Check } from "../operations/checks/found.ts";
import type { Plan } from "../operations/plan/types.ts";
import { BegunBySchema, EntrySchema, StatusSchema, UnreadEntrySchema } from "../operations/record/record.ts";
import { RequestSchema } from "../operations/request/request.ts";
import type { PlanStep, StepTemplate } from "../operations/verbs/table.ts";
import type { Target } from "../operations/verbs/target.ts";
import type { VfSetting } from "../operations/verbs/vf-settings.ts";
import { onWire } from "./machine-schemas.ts";

const SettingSchema: z.ZodType<VfSetting> = z.discriminatedUnion("set", [
  z.strictObject({ set: z.literal("mac"), mac: text }),
  z.strictObject({ set: z.literal("vlan"), vlan: count, qos: count }),
  z.strictObject({ set: z.literal("spoofCheck"), on: z.boolean() }),
  z.strictObject({ set: z.literal("trust"), on: z.boolean() }),
  z.strictObject({ set: z.literal("linkState"), state: VfLinkStateSchema }),
  z.strictObject({ set: z.literal("rate"), min: count, max: count }),
]);

export const Request = onWire(RequestSchema);

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
  subject: maybe(BdfSchema),
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
  request: Request,
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

export const Operation = onWire(StatusSchema);

/** What undoes it, and the key by which the program knows its machine again, stay with the program. */
export const Entry = onWire(
  EntrySchema.omit({ before: true, machineKey: true }).extend({ begunBy: BegunBySchema.exactOptional() }),
);
export type EntryView = z.infer<typeof Entry>;

/** What of the journal could not be read: a sentence with how much, where and why, and what is known of entries in it. */
export const Unread = onWire(z.strictObject({ text: maybe(z.string()), entries: z.array(UnreadEntrySchema) }));
export type UnreadView = z.infer<typeof Unread>;
