/** The one typed API between the interface and the program that holds the machines. Both transports carry exactly this. */
import { z } from "zod";
import { FileSourceSchema } from "../machine/facts.ts";
import { BdfSchema, Id, lines, maybe, shownWords, text } from "../machine/schema-parts.ts";
import { USAGE_SOURCE_NAMES } from "../machine/usage-facts.ts";
import { WAY_BACK_SECONDS } from "../operations/record/record.ts";
import { MOST_OPENED } from "../pasted/limits.ts";
import { ReportFormatSchema, ReportLanguageSchema, ScopeSchema } from "../report/scope.ts";
import { LANGUAGES } from "../words/say.ts";
import { FieldAnswer, FieldQuery } from "./fields.ts";
import { Access, Compared, Config, Detail, HostId, Patch, Snapshot, Vpd } from "./machine-schemas.ts";
import { Entry, Operation, PlanShown, Reason, Request, Unread } from "./operation-schemas.ts";

/**
 * What a call does. `privileged` changes a machine, or may lead to that. `acts` changes none, but reaches out or decides
 * on behalf of whoever runs the program: it starts ssh, answers for a person, wakes a device, settles an entry. `read`
 * does neither. `rights.ts` says who may make which.
 */
export type AccessLevel = "read" | "acts" | "privileged";

/** @param access the level, or what tells it from the input */
function call<I extends z.ZodType, O extends z.ZodType>(
  access: AccessLevel | ((input: z.infer<I>) => AccessLevel),
  input: I,
  output: O,
) {
  return { kind: "call", access, input, output } as const;
}
function topic<P extends z.ZodType>(payload: P) {
  return { kind: "topic", payload } as const;
}

const nothing = z.strictObject({});
const host = z.strictObject({ host: HostId });
const FileName = z.string().min(1).max(255);
/** The latest time that a date can hold (ECMA-262, 21.4.1.1). */
const MOST_TIME = 8.64e15;
const LiveState = z.strictObject({
  host: HostId,
  state: z.enum(["live", "paused", "lost"]),
  /** Why it is lost; null otherwise. */
  reason: maybe(shownWords),
  /** Since when it is lost, in milliseconds since 1970; left out = it is not. */
  since: z.int().min(0).max(MOST_TIME).exactOptional(),
});

const ReportRequest = z.strictObject({
  host: HostId,
  scope: ScopeSchema,
  format: ReportFormatSchema,
  language: ReportLanguageSchema,
  /** with a hex dump of every configuration space */
  hex: z.boolean(),
  /** serial numbers and MAC addresses blacked out */
  redact: z.boolean(),
});

const OpenedMachine = z.strictObject({
  host: HostId,
  name: text,
  live: z.enum(["live", "paused", "lost"]),
  reason: maybe(shownWords),
});

const UsageAnswer = z.strictObject({
  /** Of the machine that was looked at: who uses a function that has come or has another driver since is not known. */
  revision: z.int().min(0),
  /** Functions that somebody uses; protected reasons first, at least one each. */
  functions: z.array(z.strictObject({ bdf: BdfSchema, reasons: z.array(Reason).min(1) })),
  /** What could not be read of it, so that nothing follows from its absence. */
  unread: z.array(z.strictObject({ source: z.enum(USAGE_SOURCE_NAMES), code: text, reason: shownWords })),
  /** Can the machine take a change back unasked: then `operation.run` takes `wayBackSeconds`. */
  wayBack: z.boolean(),
  /** Does VFIO refuse to open what is behind an IOMMU, for interrupts are not remapped: `refusesInterrupts`. */
  refusesInterrupts: z.boolean(),
});

const ONE_LINE = /^[^\n\r]*$/;
/** What a program on the way to a machine wants to know from the user. */
const Prompt = z.strictObject({
  id: Id,
  host: HostId,
  /** secret: a password, not shown while it is typed; confirm: yes or no; notice: something to do elsewhere, a key to touch */
  kind: z.enum(["secret", "confirm", "notice"]),
  /** The program's own words. */
  text: lines,
  /** The same was asked before: the last answer was not accepted. */
  again: z.boolean(),
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
      version: text,
      shell: z.enum(["electron", "browser"]),
      platform: text,
      /** The machine that the program was told to open first. */
      initial: HostId,
      /** false: calls that change a real machine are refused on this connection. */
      changesAllowed: z.boolean(),
      /** Why they are, in one sentence; null when they are allowed. */
      changesRefusedBecause: maybe(shownWords),
      /** The machine behind ssh that the command line named: it may be reached even so. null = it named none. */
      named: maybe(HostId),
      demos: z.array(z.strictObject({ host: HostId, name: text, title: shownWords, about: shownWords })),
      files: z.array(
        z.strictObject({
          host: HostId,
          name: shownWords,
          /** The name of the file, which several machines can be of. */
          file: text,
          /** What tells it from the others of its file; null = there are none. */
          part: maybe(shownWords),
          /** The first machine of the same file. */
          first: HostId,
          source: FileSourceSchema.extend({ at: maybe(text) }),
        }),
      ),
      /** The language that this start was asked for (`--lang`), until one is chosen; null = it is what was remembered. */
      language: maybe(z.enum(LANGUAGES)),
      /** The languages of the reader's system, the preferred one first; null = the page knows them, the program does not. */
      systemLanguages: maybe(z.array(text)),
      /** Sentences to show once, e.g. that a file could not be opened. */
      notices: z.array(shownWords),
    }),
  ),
  /** What the program is made of, and where it keeps what it remembers; null = it keeps none of that. */
  "app.about": call(
    "read",
    nothing,
    z.strictObject({
      parts: z.array(z.strictObject({ name: text, version: text })),
      settings: maybe(text),
      journal: maybe(text),
      log: maybe(text),
    }),
  ),
  /** The last lines of the program's log. */
  "log.read": call("read", nothing, z.strictObject({ text: lines })),
  /** Electron only: shows the log in whatever shows such files on this machine. */
  "log.open": call("acts", nothing, nothing),
  /** Something went wrong in the page itself: a line for the log, which takes only so many. */
  "page.failed": call(
    "read",
    z.strictObject({
      kind: z.enum(["error", "rejection", "boundary", "policy"]),
      text: z.string().max(500),
      /** Where it came from: the stack. */
      details: z.string().max(4000),
    }),
    nothing,
  ),
  /**
   * Starts (or joins) watching a machine and returns it, or the first functions of many (`partOf`); `machine.changed`
   * brings the others and what changes. No other call connects to a machine. What its lock says is told by `access.changed` alone, before the answer and from then on.
   */
  "host.open": call(
    (input) => (input.host.startsWith("ssh:") ? "acts" : "read"),
    host,
    z.strictObject({ snapshot: Snapshot, live: LiveState }),
  ),
  /** Stops watching it; the machine stays open, so that coming back is at once. */
  "host.close": call("read", host, nothing),
  /** The machines that are open, whoever watches them. */
  "host.opened": call("read", nothing, z.strictObject({ machines: z.array(OpenedMachine) })),
  /** Ends the connection to a machine for everybody; one that is just being opened, too. An opened file is closed. */
  "host.disconnect": call("acts", host, nothing),
  /** Asks for the right to read and change everything; answers when that is over. `access.changed` tells what came of it. */
  "host.unlock": call("privileged", host, nothing),
  /** Rights may be given up by everybody. */
  "host.lock": call("read", host, nothing),
  /** Names of the ssh configuration. */
  "ssh.hosts": call(
    "read",
    nothing,
    z.strictObject({
      hosts: z.array(z.strictObject({ host: HostId, name: text, about: maybe(shownWords) })),
      /** Why no connection can be made here at all; null when it can. */
      problem: maybe(shownWords),
    }),
  ),
  /** The script that runs with root's rights here, and on the far side of every ssh connection. */
  "helper.text": call("read", nothing, z.strictObject({ text: z.string() })),
  /** Answers a `prompt.asked`; an answer is used once and kept nowhere. */
  "prompt.answer": call(
    "acts",
    z.strictObject({ id: Id, answer: z.string().max(4096).regex(ONE_LINE, "an answer is one line") }),
    nothing,
  ),
  "prompt.cancel": call("acts", z.strictObject({ id: Id }), nothing),
  /** Opens a text or a file as a machine: whatever tells of PCI functions, or a JSON report. It travels as it is, never as a path. */
  "host.openText": call(
    "read",
    z.union([
      z.strictObject({ name: FileName, text: z.string().max(MOST_OPENED) }),
      /** A file's bytes, which may be packed, in base64. */
      z.strictObject({
        name: FileName,
        bytes: z.string().max(Math.ceil(MOST_OPENED / 3) * 4),
        /** When it was last changed, in milliseconds since 1970. Left out = the page does not know. */
        modified: z.int().min(0).max(MOST_TIME).exactOptional(),
      }),
    ]),
    // A text may tell of several machines, or of one at several moments: the first, and the others.
    z.strictObject({ host: HostId, others: z.array(HostId) }),
  ),
  /** Ends the opening of a text that this page has asked for; its answer is an error. */
  "text.cancel": call("read", nothing, nothing),
  "live.set": call("read", z.strictObject({ host: HostId, paused: z.boolean() }), LiveState),
  /** Looks at the machine now, whatever the watcher thinks. What is new comes by `machine.changed`, before the answer or soon after. */
  "machine.refresh": call("read", host, nothing),
  "config.read": call(
    (input) => (input.wake ? "acts" : "read"),
    z.strictObject({ host: HostId, bdf: BdfSchema, wake: z.boolean() }),
    Config,
  ),
  /** Vital product data, which a device may take seconds to give. Ends what the page asked for before. */
  "vpd.read": call("read", z.strictObject({ host: HostId, bdf: BdfSchema }), Vpd),
  /** Gives up the page's reading of product data. */
  "vpd.cancel": call("read", nothing, nothing),
  /** Registers and fields by name, value or meaning in all functions; wakes none. A newer query of a page ends its older one. */
  "fields.search": call("read", z.strictObject({ host: HostId, ...FieldQuery.shape }), FieldAnswer),
  /** Reads all registers again for the next search. */
  "fields.forget": call("read", host, nothing),
  /** Leaves a function's registers unread from now on, over restarts, or reads them again; on this machine alone. */
  "function.leave": call("acts", z.strictObject({ host: HostId, bdf: BdfSchema, isLeft: z.boolean() }), nothing),
  "function.detail": call("read", z.strictObject({ host: HostId, bdf: BdfSchema }), Detail),
  /** Who uses what now: read-only, a few seconds old at the most. A plan asks again. */
  "machine.usage": call("read", host, UsageAnswer),
  /**
   * What the machine differs in from another that is open or can be opened without reaching out; wakes no function. Ends
   * what the page asked for before.
   */
  "machine.compare": call("read", z.strictObject({ host: HostId, with: HostId }), Compared),
  /** Gives up the page's comparison; its answer is an error. */
  "compare.cancel": call("read", nothing, nothing),
  "operation.plan": call("read", z.strictObject({ host: HostId, request: Request }), PlanShown),
  /**
   * Runs a plan that was shown. Refused with CONFLICT when the machine, or who uses it, has changed since; refused when
   * the plan has a hard stop and `confirm` is not its address.
   */
  "operation.run": call(
    "privileged",
    z.strictObject({
      host: HostId,
      planId: Id,
      confirm: BdfSchema.nullable().exactOptional(),
      /**
       * Arms a way back on the machine that runs unless the change is kept within this time. In seconds; null = none;
       * left out = where the change may cut the user's own connection.
       */
      wayBackSeconds: z.int().min(WAY_BACK_SECONDS.least).max(WAY_BACK_SECONDS.most).nullable().exactOptional(),
    }),
    Operation,
  ),
  /** Stops after the step that is running and takes back what was done. */
  "operation.cancel": call("privileged", z.strictObject({ operationId: Id }), nothing),
  /** The last word on an operation with a way back that is armed: keep the change, or take it back now. */
  "operation.confirm": call("privileged", z.strictObject({ operationId: Id, keep: z.boolean() }), nothing),
  /** An operation that was cut off is left as it is: nobody is asked about it any more. */
  "journal.settle": call("acts", z.strictObject({ host: HostId, entryId: Id }), nothing),
  /** Newest first. */
  "journal.list": call("read", host, z.strictObject({ entries: z.array(Entry), unread: Unread })),
  "report.create": call("read", ReportRequest, z.strictObject({ fileName: text, mediaType: text, text: z.string() })),
  /** Electron only: asks where and writes it. */
  "report.save": call("read", ReportRequest, z.strictObject({ saved: maybe(text) })),
  "settings.get": call("read", nothing, Settings),
  /** The interface's own memory, bounded and of no machine: a page that only looks keeps its columns as well. */
  "settings.set": call("read", Settings, nothing),
  /** Demo machines only: pull a function's card out, or put it back. */
  "demo.hotplug": call(
    "read",
    z.strictObject({ host: HostId, bdf: BdfSchema, action: z.enum(["unplug", "plug"]) }),
    z.strictObject({ unplugged: z.array(BdfSchema) }),
  ),

  /** The whole state of a machine's lock, in the order in which it changed: nothing else tells of it. */
  "access.changed": topic(z.strictObject({ host: HostId, access: Access })),
  "prompt.asked": topic(Prompt),
  /** It was answered, or nobody wants to know any more. */
  "prompt.ended": topic(z.strictObject({ id: Id })),
  "machine.changed": topic(z.strictObject({ host: HostId, patch: Patch })),
  "live.changed": topic(LiveState),
  /** A search reads the machine's registers first: functions that are done, of all. */
  "fields.progress": topic(z.strictObject({ host: HostId, done: z.int().min(0), total: z.int().min(0) })),
  /** How much of a text is read, from 0 to 1. */
  "text.progress": topic(z.strictObject({ part: z.number().min(0).max(1) })),
  /** How much of a comparison is done, from 0 to 1. */
  "compare.progress": topic(z.strictObject({ part: z.number().min(0).max(1) })),
  "operation.progress": topic(z.strictObject({ host: HostId, status: Operation })),
  "journal.changed": topic(z.strictObject({ host: HostId, entry: Entry })),
  /** A machine that the window's menu opened (a file), or that a second start of the program named: switch to it. */
  "host.offered": topic(z.strictObject({ host: HostId, name: text })),
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
export type UsageNow = z.infer<typeof UsageAnswer>;
export type Live = z.infer<typeof LiveState>;
export type PromptQuestion = z.infer<typeof Prompt>;
export type OpenedMachineEntry = z.infer<typeof OpenedMachine>;
export type MenuCommandName = z.infer<typeof MenuCommand>;
export type ReportRequestInput = z.infer<typeof ReportRequest>;
