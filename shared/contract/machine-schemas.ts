/** What is read of a machine, as it crosses the wire: held to its TypeScript types by the compiler. */
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
import { BdfSchema, count, HexNumber, maybe, text } from "../machine/schema-parts.ts";
import { SSH_TARGET_SOURCE } from "../machine/ssh-target.ts";

/** Names a machine within one connection: `local`, `demo:p22-048-018`, `file:1`, `ssh:root@lab1`. */
export const HostId = z
  .string()
  .regex(new RegExp(`^(local|demo:[a-z0-9-]{1,64}|file:[0-9]{1,6}|ssh:${SSH_TARGET_SOURCE})$`), "not a machine's name");

export const Access: z.ZodType<AccessState> = z.strictObject({
  state: z.enum(["unknown", "locked", "unlocked"]),
  changing: z.boolean(),
  way: maybe(text),
  note: maybe(text),
  canLock: z.boolean(),
  next: maybe(text),
});

const Link = z.strictObject({
  speed: maybe(z.number()),
  width: maybe(z.number()),
  maxSpeed: maybe(z.number()),
  maxWidth: maybe(z.number()),
});

/** What registers of 8 and 16 bits can hold. */
const byte = z.int().min(0).max(0xff);
const word = z.int().min(0).max(0xffff);

const Power = z.enum(["D0", "D1", "D2", "D3hot", "D3cold", "unknown", "error"]);

/**
 * The facts of a scan, exactly as a report's JSON holds them.
 * @param text what becomes of each string: kept as it is in a file, made visible on the way to the window
 */
export function factSchemas(text: z.ZodType<string>) {
  const Problem: z.ZodType<ReadProblem> = z.strictObject({ attribute: text, code: text, message: text });
  const Identity: z.ZodType<HostIdentity> = z.strictObject({
    name: text,
    kernel: maybe(text),
    bootId: maybe(text),
    machineKey: maybe(text).exactOptional(),
    privileged: maybe(z.boolean()),
    connection: text,
    kind: z.enum(["local", "demo", "file", "ssh"]),
  });
  const Host: z.ZodType<HostFacts> = z.strictObject({
    iommus: z.array(text),
    vfioPci: maybe(z.enum(["loaded", "available", "absent"])),
    vfioEnableSriov: maybe(z.boolean()),
    drivers: z.array(text),
    driversAutoprobe: maybe(z.boolean()),
    // Reports of before do not tell.
    crashed: maybe(z.boolean()).default(null),
  });
  const FunctionSchema: z.ZodType<FunctionInfo> = z.strictObject({
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
    registersOnly: z.literal(true).exactOptional(),
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
    bridge: maybe(z.strictObject({ secondary: byte, subordinate: byte })),
    sriov: maybe(
      z.strictObject({
        totalVfs: maybe(word),
        numVfs: word,
        offset: maybe(word),
        stride: maybe(word),
        vfDevice: maybe(word),
        driversAutoprobe: maybe(z.boolean()),
        vfTotalMsix: maybe(count),
      }),
    ),
    physfn: maybe(BdfSchema),
    virtfns: z.array(z.strictObject({ index: word, bdf: BdfSchema })),
    ariEnabled: maybe(z.boolean()),
    resetMethods: maybe(z.array(text)),
    children: z.array(
      z.strictObject({
        kind: z.enum(["net", "block", "infiniband", "drm", "nvme", "vfio", "mdev"]),
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
  return { Problem, Identity, Host, FunctionSchema };
}

export const { Problem, Identity, Host, FunctionSchema } = factSchemas(text);

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

export const LinkStateSchema = z.enum(["auto", "enable", "disable"]);

export const VfSettingsSchema: z.ZodType<VfSettings> = z.strictObject({
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
