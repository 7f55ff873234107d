/** A machine through a running helper, on this machine or on another: all that LocalHost can, in few round trips. */

import type {
  ConfigReading,
  FunctionDetail,
  HostIdentity,
  ScanResult,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { names } from "../../../shared/words/joined.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { READING_WORDS } from "../../../shared/words/texts/reading.ts";
import type { HostAccess, HostEvent, PerformOptions, TakeAnswer, WayBack } from "../access.ts";
import type { LeftUnread } from "../left-unread.ts";
import { readDetail } from "../sysfs/detail.ts";
import { deviceFolder } from "../sysfs/device-place.ts";
import type { ScanContext } from "../sysfs/function-facts.ts";
import { nvmeVfsIn } from "../sysfs/nvme-vfs.ts";
import { scan } from "../sysfs/scan.ts";
import { parseEswitch, parseVfSettings } from "../sysfs/vf-network.ts";
import { usageThrough } from "../usage/usage-text.ts";
import { vpdProblem } from "../vpd-problem.ts";
import { ConfigQueue } from "./config-queue.ts";
import { unreadable } from "./config-text.ts";
import { detailTree } from "./detail-text.ts";
import type { Hello } from "./hello.ts";
import { HelperChanges } from "./helper-changes.ts";
import { ChannelClosed, type HelperChannel, HelperRefusal } from "./helper-channel.ts";
import type { TakeMark } from "./helper-take.ts";
import { HelperWatch } from "./helper-watch.ts";
import { armThrough } from "./helper-way-back.ts";
import { LockedChannel } from "./locked-channel.ts";
import { RemoteModules } from "./remote-modules.ts";
import { ROOT, scanTree } from "./scan-text.ts";
import { parseVpd } from "./vpd-text.ts";

/** A look at no function still tells of the machine; the helper takes no names for all. */
const NOBODY = "0000:00:00.0";

export interface HelperHostOptions {
  readonly kind: HostIdentity["kind"];
  /** How it is connected, for a person: `ssh lab1`. */
  readonly connection: string;
  readonly pollMs?: number;
  /** Functions of which nothing is read that goes to their registers. */
  readonly left?: LeftUnread;
  /** SSH_CONNECTION of whoever asks, where the helper was not reached by ssh itself. */
  readonly session?: string | null;
  /** Told once, when the connection is gone. */
  readonly onClosed?: (reason: Words) => void;
  /** Called with every change of the rights, in order, with what there is to say of it. */
  readonly onRights?: (hello: Hello, note: Message | null) => void;
}

/** What {@link HelperHost.elevate} came to. */
interface Elevated {
  /** Why not, in sudo's words where it has some; null when it is root now. */
  readonly refusal: Words | null;
  /** A rule of sudo gives the rights without a password, so that nothing can ask for one. */
  readonly byRule: boolean;
}

/** The helper's answers to `elevate`: where its text comes from, and `-k` where a rule of sudo asks for no password. */
const ELEVATE_ANSWERS: ReadonlyMap<string, { readonly sendsScript: boolean; readonly byRule: boolean }> = new Map([
  ["installed", { sendsScript: false, byRule: false }],
  ["installed-k", { sendsScript: false, byRule: true }],
  ["script", { sendsScript: true, byRule: false }],
  ["script-k", { sendsScript: true, byRule: true }],
]);

export class HelperHost implements HostAccess {
  private readonly channel: HelperChannel;
  private readonly options: HelperHostOptions;
  private greeting: Hello;
  /** While the rights change nothing else may be asked. */
  private gate: Promise<unknown> | null = null;
  /** What is said of the change of rights that was asked for. */
  private noteOfChange: Message | null = null;
  private readonly locked: LockedChannel;
  private readonly modules: RemoteModules;
  private readonly configs: ConfigQueue;
  private readonly watch: HelperWatch;
  private readonly busNumbers: ScanContext["busNumbers"] = new Map();
  private known: readonly Bdf[] = [];
  private readonly changes: HelperChanges;
  /** Of the login: sudo hides it from the helper that it starts. */
  private readonly session: string | null;

  constructor(channel: HelperChannel, hello: Hello, options: HelperHostOptions) {
    this.channel = channel;
    this.greeting = hello;
    this.session = options.session ?? hello.session;
    this.options = options;
    const request = (...words: readonly string[]) => this.request(...words);
    this.locked = new LockedChannel(request);
    const asked = { request, markLog: () => channel.markLog() };
    this.changes = new HelperChanges(async () => asked, options.kind === "local");
    this.modules = new RemoteModules(request);
    this.configs = new ConfigQueue(request, () => this.greeting);
    this.watch = new HelperWatch(request, options.pollMs ?? 1000);
    channel.onHello = (next, expected) =>
      this.rightsChanged(next, expected ? this.noteOfChange : HELPER_WORDS.rootHelperEnded);
    channel.onClosed = (reason) => {
      this.watch.lost(reason);
      options.onClosed?.(reason);
    };
  }

  get hello(): Hello {
    return this.greeting;
  }

  /** Why the connection is gone; null while it stands. */
  get closed(): Words | null {
    return this.channel.closed;
  }

  async identity(): Promise<HostIdentity> {
    const { hostName, kernel, bootId, machineKey, mayChange } = this.greeting;
    const { kind, connection } = this.options;
    return { name: hostName, kernel, bootId, machineKey, privileged: mayChange, connection, kind };
  }

  /** @throws ChannelClosed when the connection is gone */
  async scan(only?: readonly Bdf[]): Promise<ScanResult> {
    const words = only?.length === 0 ? [NOBODY] : (only ?? []);
    const { left } = this.options;
    const answer = this.request("scan", ...words, ...(left?.addresses ?? []).map((bdf) => `-${bdf}`));
    // What locks may hold up is read there while the answer travels and is taken apart.
    const locked = this.locked.start(only, this.known);
    const reader = scanTree(await answer);
    const names = reader.names(`${ROOT}/bus/pci/devices`)?.filter(isBdf) ?? [];
    if (only === undefined) this.known = names;
    const vendors = names.map((bdf) => reader.text(`${deviceFolder(reader, ROOT, bdf)}/vendor`));
    const modules = await this.modules.tables(vendors);
    const isLeft = (bdf: Bdf) => left?.has(bdf) === true;
    const found = await scan({ root: ROOT, reader, locked, busNumbers: this.busNumbers, modules, isLeft }, only);
    const { lacking } = this;
    if (lacking === null) return found;
    return { ...found, problems: [...found.problems, { attribute: "helper", code: "ENOENT", message: lacking }] };
  }

  askAgain(): void {
    this.locked.askAgain();
  }

  /** Which tools are missing there, which makes for gaps elsewhere, in a sentence; null when none is. */
  get lacking(): Message | null {
    const { hostName, lacks } = this.greeting;
    return lacks.length === 0 ? null : READING_WORDS.lacksTools({ host: hostName, tools: names(lacks) });
  }

  async config(bdf: Bdf, { wake }: { readonly wake: boolean }): Promise<ConfigReading> {
    try {
      return await this.configs.read(bdf, wake);
    } catch (error) {
      return unreadable(error instanceof HelperRefusal ? error.code : "EHOST");
    }
  }

  async detail(bdf: Bdf): Promise<FunctionDetail> {
    const isHeld = this.locked.isHeld(bdf);
    let text = "";
    let code = "";
    try {
      text = await this.request(isHeld ? "held" : "detail", bdf);
    } catch (error) {
      code = error instanceof HelperRefusal ? error.code : "EHOST";
    }
    const { tree, dir, locked, vfs, nvme, eswitch: told, code: said } = detailTree(text, bdf, isHeld);
    tree.code = code || said;
    const detail = await readDetail({ root: ROOT, reader: tree, locked }, bdf, dir);
    const vfSettings = parseVfSettings(vfs);
    const nvmeVfs = nvme === null ? null : nvmeVfsIn(nvme.lacks, nvme.list, nvme.caps);
    const eswitch = parseEswitch(told, bdf);
    return {
      ...detail,
      ...(vfSettings === null ? {} : { vfSettings }),
      ...(nvmeVfs === null ? {} : { nvmeVfs }),
      ...(eswitch === null ? {} : { eswitch }),
    };
  }

  async vpd(bdf: Bdf, options?: { readonly signal?: AbortSignal }): Promise<VpdReading> {
    if (options?.signal?.aborted) return vpdProblem("ECANCELED");
    try {
      return parseVpd(await this.request("vpd", bdf));
    } catch (error) {
      return vpdProblem(error instanceof HelperRefusal ? error.code : "EHOST");
    }
  }

  /** By the rights of the moment: without root, what others have open stays unseen. */
  async usage(): Promise<UsageFacts> {
    const { session } = this;
    const isRemote = this.options.kind === "ssh";
    return await usageThrough((...words) => this.request(...words), { session, isRemote });
  }

  /** @throws ChannelClosed when the connection goes: then it is not known whether the step was carried out */
  async perform(step: Step, options?: PerformOptions): Promise<PerformResult> {
    return await this.locked.during("bdf" in step ? step.bdf : null, () => this.changes.perform(step, options));
  }

  async lookAtStall(step: Step): Promise<StallFacts> {
    return await this.changes.lookAtStall(step);
  }

  /** @throws Error when it could not be asked, or nothing there keeps others out: then nothing may be changed */
  async take(purpose: string): Promise<TakeAnswer> {
    return await this.changes.take(purpose);
  }

  /** {@link take} for an operation that may have begun by another connection. @returns null, or who has it */
  async takeFor(by: TakeMark): Promise<Words | null> {
    return await this.changes.takeFor(by);
  }

  /** An operation has the machine by this connection. */
  get isTaken(): boolean {
    return this.changes.isTaken;
  }

  /** Never rejects: the lock of a helper that has ended is gone with it. */
  async leave(): Promise<void> {
    await this.changes.leave();
  }

  /** @throws HelperRefusal, ChannelClosed: then nothing may be changed */
  async armWayBack(seconds: number, steps: readonly StepTemplate[]): Promise<WayBack> {
    return await armThrough((...words) => this.ask(...words), seconds, steps);
  }

  /** One request in the helper's own words. @throws HelperRefusal, ChannelClosed */
  async ask(...words: readonly string[]): Promise<string> {
    return await this.request(...words);
  }

  events(listener: (event: HostEvent) => void): () => void {
    return this.watch.listen(listener);
  }

  async close(): Promise<void> {
    this.watch.close();
    this.channel.close(HELPER_WORDS.closed);
  }

  /**
   * Becomes root there, where sudo asks for no password.
   * @param script the helper's own text, for where it is not installed
   * @throws ChannelClosed, ProtocolError
   */
  async elevate(script: string): Promise<Elevated> {
    return await this.alone(async () => {
      if (this.greeting.isRoot) return { refusal: null, byRule: false };
      this.noteOfChange = null;
      const { answer, hello } = this.channel.requestRights("elevate", String(Buffer.byteLength(script)));
      try {
        const { sendsScript, byRule } = ELEVATE_ANSWERS.get(await answer) ?? { sendsScript: false, byRule: false };
        if (sendsScript) this.channel.send(script);
        const refusal = (await hello).isRoot ? null : (this.channel.log.at(-1) ?? HELPER_WORDS.notStarted);
        return { refusal, byRule };
      } catch (error) {
        if (error instanceof HelperRefusal) return { refusal: error.rest || error.code, byRule: false };
        throw error;
      }
    });
  }

  /** Gives root up again. @param note what is said of it. @throws ChannelClosed, ProtocolError */
  async lower(note: Message | null): Promise<void> {
    await this.alone(async () => {
      // Whoever asks twice has it done once: the shell below would take a second end for its own.
      if (!this.greeting.isRoot) return;
      this.noteOfChange = note;
      const { answer, hello } = this.channel.requestRights("end");
      await answer;
      await hello;
    });
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.gate !== null) await this.gate;
    // Answers to what was asked before come first, so nothing of it is left when the rights change.
    const done = work();
    this.gate = done
      .catch(() => undefined)
      .finally(() => {
        this.gate = null;
      });
    return await done;
  }

  private async request(...words: readonly string[]): Promise<string> {
    while (this.gate !== null) await this.gate;
    if (this.channel.closed !== null) throw new ChannelClosed(this.channel.closed);
    return await this.channel.request(...words);
  }

  private rightsChanged(hello: Hello, note: Message | null): void {
    this.greeting = hello;
    this.changes.forget();
    this.options.onRights?.(hello, note);
    this.watch.told({ kind: "changed", bdfs: null });
  }
}
