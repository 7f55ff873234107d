/** The one typed API between the interface and the program that holds the machines. Both transports carry exactly this. */
import { z } from "zod";
import {
  BdfSchema,
  Config,
  Detail,
  Entry,
  HostId,
  Operation,
  Patch,
  PlanSchema,
  Snapshot,
  WishSchema,
} from "./schemas.ts";

/** `privileged` calls can change a machine: a transport may refuse them as a whole. */
export type AccessLevel = "read" | "privileged";

function call<I extends z.ZodType, O extends z.ZodType>(access: AccessLevel, input: I, output: O) {
  return { kind: "call", access, input, output } as const;
}
function topic<P extends z.ZodType>(payload: P) {
  return { kind: "topic", payload } as const;
}

const nothing = z.strictObject({});
const host = z.strictObject({ host: HostId });
const LiveState = z.strictObject({
  host: HostId,
  state: z.enum(["live", "paused", "lost"]),
  /** Why it is lost; null otherwise. */
  reason: z.string().nullable(),
});

/** What a report covers. */
export const ReportScope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("machine") }),
  z.strictObject({ kind: z.literal("functions"), bdfs: z.array(BdfSchema).min(1).max(65536) }),
]);
export const ReportFormat = z.enum(["html", "md", "json", "lspci"]);
const ReportRequest = z.strictObject({
  host: HostId,
  scope: ReportScope,
  format: ReportFormat,
  /** with a hex dump of every configuration space */
  hex: z.boolean(),
  /** serial numbers and MAC addresses blacked out */
  redact: z.boolean(),
});

const MenuCommand = z.enum(["palette", "export", "refresh", "about", "theme", "shortcuts", "search"]);

/** What the interface remembers: opaque to the other side, bounded in size. */
const Settings = z.record(z.string().regex(/^[a-zA-Z0-9.]{1,64}$/), z.json());

export const contract = {
  /** Who am I talking to, and which machines are there. */
  "app.info": call(
    "read",
    nothing,
    z.strictObject({
      version: z.string(),
      shell: z.enum(["electron", "browser"]),
      platform: z.string(),
      /** The machine that the program was told to open first. */
      initial: HostId,
      /** false: calls that change a real machine are refused on this connection. */
      changesAllowed: z.boolean(),
      /** Why they are, in one sentence; null when they are allowed. */
      changesRefusedBecause: z.string().nullable(),
      demos: z.array(z.strictObject({ host: HostId, name: z.string(), title: z.string(), about: z.string() })),
      files: z.array(z.strictObject({ host: HostId, name: z.string() })),
      /** Sentences to show once, e.g. that a file could not be opened. */
      notices: z.array(z.string()),
    }),
  ),
  /** Starts (or joins) watching a machine and returns it whole; `machine.changed` follows. */
  "host.open": call("read", host, z.strictObject({ snapshot: Snapshot, live: LiveState })),
  "host.close": call("read", host, nothing),
  /** Opens the text of a dump or of a JSON report as a machine. The text travels, never a path. */
  "host.openText": call(
    "read",
    z.strictObject({ name: z.string().min(1).max(255), text: z.string().max(64 * 1024 * 1024) }),
    host,
  ),
  "live.set": call("read", z.strictObject({ host: HostId, paused: z.boolean() }), LiveState),
  /** Looks at the machine now, whatever the watcher thinks. */
  "machine.refresh": call("read", host, Snapshot),
  "config.read": call("read", z.strictObject({ host: HostId, bdf: BdfSchema, wake: z.boolean() }), Config),
  "function.detail": call("read", z.strictObject({ host: HostId, bdf: BdfSchema }), Detail),
  "operation.plan": call("read", z.strictObject({ host: HostId, wish: WishSchema }), PlanSchema),
  /** Runs a plan that was shown. Refused with CONFLICT when the machine has changed since. */
  "operation.run": call("privileged", z.strictObject({ host: HostId, planId: z.string().min(1).max(64) }), Operation),
  /** Stops after the step that is running and takes back what was done. */
  "operation.cancel": call("privileged", z.strictObject({ operationId: z.string().min(1).max(64) }), nothing),
  /** Newest first. */
  "journal.list": call("read", host, z.strictObject({ entries: z.array(Entry) })),
  "report.create": call(
    "read",
    ReportRequest,
    z.strictObject({ fileName: z.string(), mediaType: z.string(), text: z.string() }),
  ),
  /** Electron only: asks where and writes it. */
  "report.save": call("read", ReportRequest, z.strictObject({ saved: z.string().nullable() })),
  "settings.get": call("read", nothing, Settings),
  "settings.set": call("read", Settings, nothing),
  /** Demo machines only: pull a function's card out, or put it back. */
  "demo.hotplug": call(
    "read",
    z.strictObject({ host: HostId, bdf: BdfSchema, action: z.enum(["unplug", "plug"]) }),
    z.strictObject({ unplugged: z.array(BdfSchema) }),
  ),

  "machine.changed": topic(z.strictObject({ host: HostId, patch: Patch })),
  "live.changed": topic(LiveState),
  "operation.progress": topic(z.strictObject({ host: HostId, status: Operation })),
  "journal.changed": topic(z.strictObject({ host: HostId, entry: Entry })),
  /** A machine that the window's own menu opened (a file): the interface switches to it. */
  "host.offered": topic(z.strictObject({ host: HostId, name: z.string() })),
  /** A menu entry of the window was chosen. */
  "menu.command": topic(z.strictObject({ command: MenuCommand })),
} as const;

export type Contract = typeof contract;
export type CallName = { [K in keyof Contract]: Contract[K]["kind"] extends "call" ? K : never }[keyof Contract];
export type TopicName = { [K in keyof Contract]: Contract[K]["kind"] extends "topic" ? K : never }[keyof Contract];

export type Input<K extends CallName> = z.infer<Contract[K]["input"]>;
export type Output<K extends CallName> = z.infer<Contract[K]["output"]>;
export type Payload<K extends TopicName> = z.infer<Contract[K]["payload"]>;

export type HostIdText = z.infer<typeof HostId>;
export type Live = z.infer<typeof LiveState>;
export type MenuCommandName = z.infer<typeof MenuCommand>;
export type ReportRequestInput = z.infer<typeof ReportRequest>;
export type ReportFormatName = z.infer<typeof ReportFormat>;
