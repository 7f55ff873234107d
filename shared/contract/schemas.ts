/** The shapes that cross the wire, checked at run time. Each is held to its TypeScript type by the compiler. */
import { z } from "zod";
import type { AccessState } from "../machine/access-state.ts";
import type {
  ConfigReading,
  FunctionDetail,
  FunctionInfo,
  HostFacts,
  HostIdentity,
  MachinePatch,
  MachineSnapshot,
  ReadProblem,
  VfSettings,
  VpdReading,
} from "../machine/facts.ts";
import { SSH_TARGET_SOURCE } from "../machine/ssh-target.ts";
import type { UsageReason } from "../machine/usage-reason.ts";
import type {
  Check,
  Explanation,
  JournalEntry,
  OperationStatus,
  Plan,
  PlanStep,
  StepOutcome,
  StepTemplate,
  Target,
  Wish,
} from "../operations/types.ts";
import type { VfSetting } from "../operations/vf-settings.ts";
import { BDF_PATTERN, type Bdf } from "../pci/bdf.ts";

export const BdfSchema = z
  .string()
  .regex(BDF_PATTERN, "not a function address like 0000:01:00.0")
  .transform((text) => text as Bdf);
const HexNumber = z.string().regex(/^0x[0-9a-f]{1,16}$/);
const count = z.int().min(0);
const text = z.string();
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable();

/** Names a machine within one connection: `local`, `demo:p22-048-018`, `file:1`, `ssh:root@lab1`. */
export const HostId = z
  .string()
  .regex(new RegExp(`^(local|demo:[a-z0-9-]{1,64}|file:[0-9]{1,6}|ssh:${SSH_TARGET_SOURCE})$`), "not a machine's name");

export const Problem: z.ZodType<ReadProblem> = z.strictObject({ attribute: text, code: text, message: text });

export const Identity: z.ZodType<HostIdentity> = z.strictObject({
  name: text,
  kernel: maybe(text),
  bootId: maybe(text),
  privileged: maybe(z.boolean()),
  connection: text,
  kind: z.enum(["local", "demo", "file", "ssh"]),
});

export const Access: z.ZodType<AccessState> = z.strictObject({
  state: z.enum(["unknown", "locked", "unlocked"]),
  changing: z.boolean(),
  way: maybe(text),
  note: maybe(text),
  canLock: z.boolean(),
});

export const Host: z.ZodType<HostFacts> = z.strictObject({
  iommus: z.array(text),
  vfioPci: maybe(z.enum(["loaded", "available", "absent"])),
  vfioEnableSriov: maybe(z.boolean()),
  drivers: z.array(text),
  driversAutoprobe: maybe(z.boolean()),
});

const Link = z.strictObject({
  speed: maybe(z.number()),
  width: maybe(z.number()),
  maxSpeed: maybe(z.number()),
  maxWidth: maybe(z.number()),
});

const Power = z.enum(["D0", "D1", "D2", "D3hot", "D3cold", "unknown", "error"]);

/** One function with its names, exactly as a report's JSON holds it. */
export const FunctionSchema: z.ZodType<FunctionInfo> = z.strictObject({
  bdf: BdfSchema,
  parent: maybe(BdfSchema),
  hostBridge: maybe(text),
  vendor: maybe(count),
  device: maybe(count),
  subsystemVendor: maybe(count),
  subsystemDevice: maybe(count),
  classCode: maybe(count),
  revision: maybe(count),
  driver: maybe(text),
  driverUnknown: z.literal(true).exactOptional(),
  driverOverride: maybe(text),
  modules: z.array(text),
  irq: maybe(z.int()),
  msi: maybe(z.strictObject({ kind: z.enum(["msi", "msix"]), vectors: count })),
  numaNode: maybe(z.int()),
  iommuGroup: maybe(text),
  powerState: maybe(Power),
  link: maybe(Link),
  slot: maybe(text),
  label: maybe(text),
  resources: z.array(z.strictObject({ start: HexNumber, end: HexNumber, flags: HexNumber })),
  bridge: maybe(z.strictObject({ secondary: count, subordinate: count })),
  sriov: maybe(
    z.strictObject({
      totalVfs: maybe(count),
      numVfs: count,
      offset: maybe(count),
      stride: maybe(count),
      vfDevice: maybe(count),
      driversAutoprobe: maybe(z.boolean()),
      vfTotalMsix: maybe(count),
    }),
  ),
  physfn: maybe(BdfSchema),
  virtfns: z.array(z.strictObject({ index: count, bdf: BdfSchema })),
  ariEnabled: maybe(z.boolean()),
  resetMethods: z.array(text),
  children: z.array(
    z.strictObject({
      kind: z.enum(["net", "block", "infiniband", "drm", "nvme", "vfio"]),
      name: text,
      state: maybe(text),
      address: maybe(text),
    }),
  ),
  problems: z.array(Problem),
  names: z.strictObject({
    vendor: maybe(text),
    device: maybe(text),
    subsystem: maybe(text),
    classLabel: maybe(text),
    progIf: maybe(text),
  }),
});

export const Snapshot: z.ZodType<MachineSnapshot> = z.strictObject({
  identity: Identity,
  host: Host,
  functions: z.array(FunctionSchema),
  problems: z.array(Problem),
  revision: count,
});

export const Patch: z.ZodType<MachinePatch> = z.strictObject({
  from: count,
  to: count,
  upsert: z.array(FunctionSchema),
  removed: z.array(BdfSchema),
  host: maybe(Host),
  identity: maybe(Identity),
  problems: maybe(z.array(Problem)),
});

export const Config: z.ZodType<ConfigReading> = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("read"),
    hex: z.string().regex(/^([0-9a-f]{2}){0,4096}$/),
    known: z.array(z.tuple([count, count])),
    size: maybe(count),
  }),
  z.strictObject({ state: z.literal("asleep"), powerState: Power }),
  z.strictObject({ state: z.literal("gone") }),
  z.strictObject({ state: z.literal("unreadable"), problem: Problem }),
]);

/** Addresses of product data have 15 bits. */
export const Vpd: z.ZodType<VpdReading> = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("read"), hex: z.string().regex(/^([0-9a-f]{2}){0,32768}$/) }),
  z.strictObject({ state: z.literal("asleep") }),
  z.strictObject({ state: z.literal("absent") }),
  z.strictObject({ state: z.literal("unreadable"), problem: Problem }),
]);

const LinkStateSchema = z.enum(["auto", "enable", "disable"]);

const VfSettingsSchema: z.ZodType<VfSettings> = z.strictObject({
  vf: count,
  mac: maybe(text),
  vlan: maybe(count),
  qos: maybe(count),
  spoofCheck: maybe(z.boolean()),
  trust: maybe(z.boolean()),
  linkState: maybe(LinkStateSchema),
  minRate: maybe(count),
  maxRate: maybe(count),
});

export const Detail: z.ZodType<FunctionDetail> = z.strictObject({
  bdf: BdfSchema,
  numVfs: maybe(count),
  iommuGroupType: maybe(text),
  reservedRegions: z.array(z.strictObject({ start: text, end: text, kind: text })),
  aer: z.array(z.strictObject({ severity: z.enum(["correctable", "nonfatal", "fatal"]), name: text, count })),
  runtimeStatus: maybe(text),
  enableCount: maybe(z.int()),
  localCpus: maybe(text),
  vfSettings: z.array(VfSettingsSchema).exactOptional(),
  problems: z.array(Problem),
});

const SettingSchema: z.ZodType<VfSetting> = z.discriminatedUnion("set", [
  z.strictObject({ set: z.literal("mac"), mac: text }),
  z.strictObject({ set: z.literal("vlan"), vlan: count, qos: count }),
  z.strictObject({ set: z.literal("spoofCheck"), on: z.boolean() }),
  z.strictObject({ set: z.literal("trust"), on: z.boolean() }),
  z.strictObject({ set: z.literal("linkState"), state: LinkStateSchema }),
  z.strictObject({ set: z.literal("rate"), min: count, max: count }),
]);

const bdfList = z.array(BdfSchema).min(1, "name at least one function").max(4096);

export const WishSchema: z.ZodType<Wish> = z.discriminatedUnion("kind", [
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
      mac: z.string().max(32).exactOptional(),
      vlan: z.number().exactOptional(),
      qos: z.number().exactOptional(),
      spoofCheck: z.boolean().exactOptional(),
      trust: z.boolean().exactOptional(),
      linkState: LinkStateSchema.exactOptional(),
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
  z.strictObject({ kind: z.literal("undo"), entryId: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal("finish"), entryId: z.string().min(1).max(64) }),
]);

const TargetSchema: z.ZodType<Target> = z.union([
  z.strictObject({ bdf: BdfSchema }),
  z.strictObject({ pf: BdfSchema, vf: count, expected: maybe(BdfSchema) }),
]);

const Template: z.ZodType<StepTemplate> = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("sriov.numvfs"), bdf: BdfSchema, value: count }),
  z.strictObject({ verb: z.literal("sriov.autoprobe"), bdf: BdfSchema, value: z.boolean() }),
  z.strictObject({ verb: z.literal("driver.override"), target: TargetSchema, driver: maybe(text) }),
  z.strictObject({ verb: z.literal("driver.unbind"), target: TargetSchema }),
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
    "default-route",
    "network-root",
    "net",
    "namespace",
    "mount",
    "swap",
    "block",
    "guest",
    "user-space",
    "rdma",
    "display-user",
    "boot-display",
    "console",
    "bmc",
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
  hopes: z.array(ExpectationSchema).exactOptional(),
  undo: z.array(Template),
  optional: z.literal(true).exactOptional(),
});

export const PlanSchema: z.ZodType<Plan> = z.strictObject({
  id: text,
  machine: text,
  wish: WishSchema,
  title: text,
  summary: text,
  checks: z.array(CheckSchema),
  steps: z.array(PlanStepSchema),
  effects: z.strictObject({
    creates: z.array(z.strictObject({ pf: BdfSchema, index: count, bdf: maybe(BdfSchema), driver: maybe(text) })),
    destroys: z.array(z.strictObject({ bdf: BdfSchema, losing: z.array(text) })),
    rebinds: z.array(z.strictObject({ bdf: BdfSchema, from: maybe(text), to: maybe(text) })),
  }),
  blast: z.array(
    z.strictObject({
      bdf: BdfSchema,
      how: z.enum(["removed", "unbound", "reset", "reconfigured"]),
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

const FailureSchema = z.strictObject({ code: text, wrote: text, where: text, kernelLog: z.array(text) });

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
      z.strictObject({ kind: z.literal("plan"), label: text, wish: WishSchema }),
      z.strictObject({ kind: z.literal("command"), label: text, command: text }),
    ])
    .exactOptional(),
});

const GuardSchema = z.strictObject({
  seconds: count,
  until: text,
  state: z.enum(["armed", "asking", "kept", "fired"]),
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
  guard: GuardSchema.exactOptional(),
});

export const Entry: z.ZodType<JournalEntry> = z.strictObject({
  id: text,
  startedAt: text,
  endedAt: maybe(text),
  machine: text,
  machineKind: z.enum(["local", "demo", "file", "ssh"]),
  bootId: maybe(text),
  title: text,
  wish: WishSchema,
  state: z.enum(["running", "done", "failed", "cancelled", "interrupted"]),
  steps: z.array(OutcomeSchema),
  nowTrue: z.array(text),
  explanation: maybe(ExplanationSchema),
  before: z.strictObject({
    functions: z.array(z.strictObject({ bdf: BdfSchema, driver: maybe(text), driverOverride: maybe(text) })),
    vfs: maybe(z.strictObject({ pf: BdfSchema, count, autoprobe: maybe(z.boolean()) })),
    autoprobe: z.array(z.strictObject({ pf: BdfSchema, value: z.boolean() })).exactOptional(),
    settings: z.array(z.strictObject({ pf: BdfSchema, vfs: z.array(VfSettingsSchema) })).exactOptional(),
    msix: z.array(z.strictObject({ bdf: BdfSchema, count })).exactOptional(),
    removed: z.array(BdfSchema).exactOptional(),
    resetMethods: z.array(z.strictObject({ bdf: BdfSchema, methods: z.array(text) })).exactOptional(),
  }),
  undoOf: maybe(text),
  undoneBy: maybe(text),
  settledBy: text.exactOptional(),
  guard: GuardSchema.exactOptional(),
});
