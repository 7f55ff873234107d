/**
 * This machine for an ordinary user: read through sysfs like always, and through a helper that runs as root for as long
 * as the user lets it. Only what needs root goes through the helper.
 */

import type { AccessState } from "../../../shared/machine/access-state.ts";
import type {
  ConfigReading,
  FunctionDetail,
  HostIdentity,
  ScanResult,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import { THIS_MACHINE } from "../../../shared/machine/file-name.ts";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { errorWords, WordsError } from "../../../shared/words/errors.ts";
import { sentences } from "../../../shared/words/joined.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { UNLOCK_WORDS as T } from "../../../shared/words/texts/unlock.ts";
import type { HostAccess, HostEvent, OnPart, PerformOptions, TakeAnswer, Unlockable, WayBack } from "../access.ts";
import { AccessRecord } from "../helper/access-record.ts";
import { HelperChannel, type HelperStreams } from "../helper/helper-channel.ts";
import { HelperHost } from "../helper/helper-host.ts";
import { IdleLock } from "../helper/idle-lock.ts";
import { Listeners } from "../listeners.ts";
import type { LocalHost } from "./local-host.ts";

/** A person may have to find a password first. */
const UNLOCK_MS = 5 * 60_000;

export interface UnlockWay {
  /** For a person: `pkexec`. */
  readonly name: string;
  /** What is asked for it, and what it will be told: shown before it is used. */
  readonly about: Words;
  /** What the next unlock asks for once this way has worked: a sentence. */
  readonly next: Words;
  start(): HelperStreams;
  /** Makes the program forget that somebody was asked, so that the next unlock asks again. Never rejects. */
  forget?(): Promise<void>;
  /** Somebody said no, so no other way is tried. Asked once it has ended. */
  isFinal(): boolean;
}

interface UnlockOptions {
  /** Looked for each time: what is installed may change. In the order in which they are tried. */
  readonly ways: () => readonly UnlockWay[];
  readonly idleMs?: number;
}

export class UnlockableHost implements HostAccess, Unlockable {
  private readonly local: LocalHost;
  private readonly options: UnlockOptions;
  private readonly listeners = new Listeners<HostEvent>();
  private readonly record = new AccessRecord({ state: "locked" });
  private helper: HelperHost | null = null;
  /** How the rights were had last. */
  private way: UnlockWay | null = null;
  /** The next unlock waits for it: it must not find what is about to be forgotten. */
  private forgetting: Promise<void> = Promise.resolve();
  private unlocking: Promise<void> | null = null;
  private streams: HelperStreams | null = null;
  /** False once somebody has locked while it was still being asked for. */
  private isWanted = true;
  private readonly idle: IdleLock;

  constructor(local: LocalHost, options: UnlockOptions) {
    this.local = local;
    this.options = options;
    this.idle = new IdleLock((note) => this.end(note), options.idleMs);
  }

  async identity(): Promise<HostIdentity> {
    const identity = await this.local.identity();
    // Root reads more of what the key is made of.
    const machineKey = this.helper?.hello.machineKey ?? identity.machineKey ?? null;
    return { ...identity, machineKey, privileged: this.helper?.hello.mayChange ?? false };
  }

  async scan(only?: readonly Bdf[], onPart?: OnPart): Promise<ScanResult> {
    return await this.local.scan(only, onPart);
  }

  async config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    const { helper } = this;
    if (helper === null) return await this.local.config(bdf, options);
    const reading = await this.idle.during(() => helper.config(bdf, options));
    const isLost = reading.state === "unreadable" && reading.problem.code === "EHOST";
    return isLost ? await this.local.config(bdf, options) : reading;
  }

  async detail(bdf: Bdf): Promise<FunctionDetail> {
    const { helper } = this;
    if (helper === null) return await this.local.detail(bdf);
    const detail = await this.idle.during(() => helper.detail(bdf));
    return detail.problems.some(({ code }) => code === "EHOST") ? await this.local.detail(bdf) : detail;
  }

  async vpd(bdf: Bdf, options?: { readonly signal?: AbortSignal }): Promise<VpdReading> {
    const { helper } = this;
    if (helper === null) return await this.local.vpd(bdf, options);
    return await this.idle.during(() => helper.vpd(bdf, options));
  }

  /** While it is locked by our own rights: what others have open stays unseen then. */
  async usage(): Promise<UsageFacts> {
    const { helper } = this;
    return await (helper === null ? this.local.usage() : this.idle.during(() => helper.usage()));
  }

  /** @throws when the helper ends meanwhile: then it is not known whether the step was carried out */
  async perform(step: Step, options?: PerformOptions): Promise<PerformResult> {
    const { helper } = this;
    if (helper === null) return await this.local.perform(step, options);
    const work = () => this.idle.operating(() => helper.perform(step, options));
    return await ("bdf" in step ? this.local.during(step.bdf, work) : work());
  }

  async lookAtStall(step: Step): Promise<StallFacts> {
    return await (this.helper ?? this.local).lookAtStall(step);
  }

  /** The rights stay for as long as the machine is taken. @throws Error when it is locked: then nothing can be changed */
  async take(purpose: string): Promise<TakeAnswer> {
    const { helper } = this;
    if (helper === null) throw new WordsError(HELPER_WORDS.locked);
    return await this.idle.holding(() => helper.take(purpose));
  }

  /** @throws when it could not be armed: then nothing may be changed */
  async armWayBack(seconds: number, steps: readonly StepTemplate[]): Promise<WayBack> {
    const { helper } = this;
    if (helper === null) return await this.local.armWayBack(seconds, steps);
    return await this.idle.operating(() => helper.armWayBack(seconds, steps));
  }

  events(listener: (event: HostEvent) => void): () => void {
    const ends = [this.listeners.add(listener), this.local.events(listener)];
    return () => {
      for (const end of ends) end();
    };
  }

  async close(): Promise<void> {
    this.record.close();
    this.listeners.clear();
    this.end(null);
    await this.local.close();
  }

  get access(): AccessState {
    return { ...this.record.now, way: this.options.ways()[0]?.about ?? null };
  }

  onAccess(listener: (access: AccessState) => void): () => void {
    return this.record.listen(listener);
  }

  async unlock(): Promise<AccessState> {
    if (this.helper === null) {
      this.unlocking ??= this.start().finally(() => {
        this.unlocking = null;
      });
      await this.unlocking;
    }
    return this.access;
  }

  async lock(): Promise<AccessState> {
    if (this.idle.isOperating) {
      this.say({ note: HELPER_WORDS.staysUnlocked });
      return this.access;
    }
    // What is being asked for just now is not wanted any more, even if it is granted.
    this.isWanted = false;
    this.streams?.kill();
    this.end(null);
    await this.forgetting;
    return this.access;
  }

  /** Tries one way after the other until one works or says no for good. */
  private async start(): Promise<void> {
    this.isWanted = true;
    this.say({ changing: true, note: null });
    const ways = this.options.ways();
    const reasons: Words[] = [];
    await this.forgetting;
    for (const way of ways) {
      const reason = await this.tryWay(way);
      if (reason === null) return;
      reasons.push(T.way({ way: way.name, reason }));
      if (way.isFinal() || !this.isWanted) break;
    }
    const note = reasons.length === 0 ? T.neither : sentences(...distinct(reasons));
    this.say({ changing: false, note });
  }

  /** @returns why not */
  private async tryWay(way: UnlockWay): Promise<Words | null> {
    const streams = way.start();
    this.streams = streams;
    try {
      const { channel, hello } = await HelperChannel.open(streams, { helloMs: UNLOCK_MS });
      if (!this.isWanted) channel.close(T.cancelled);
      else if (!hello.mayChange) channel.close(T.sysfsReadOnly);
      // It may have gone in the moment in which it greeted.
      if (channel.closed !== null) return channel.closed;
      const helper = new HelperHost(channel, hello, {
        kind: "local",
        connection: THIS_MACHINE,
        session: process.env.SSH_CONNECTION ?? null,
        onClosed: (reason) => this.ended(helper, reason),
        // Nothing below this helper could greet: rights that change are rights that are gone.
        onRights: (_hello, note) => {
          if (this.helper === helper) this.end(note);
        },
      });
      this.helper = helper;
      this.way = way;
      this.idle.arm();
      this.say({ state: "unlocked", changing: false, note: null, canLock: true, next: way.next });
      this.readAgain();
      return null;
    } catch (error) {
      return errorWords(error);
    } finally {
      if (this.streams === streams) this.streams = null;
    }
  }

  private ended(helper: HelperHost, reason: Words): void {
    if (this.helper === helper) this.end(T.helperEnded({ reason }));
  }

  /** @param note why, for a person; null when it was asked for */
  private end(note: Message | null): void {
    const { helper, way } = this;
    this.idle.disarm();
    this.helper = null;
    this.way = null;
    if (way?.forget) this.forgetting = way.forget();
    this.say({ state: "locked", note, canLock: false, next: null });
    if (helper === null) return;
    void helper.close();
    this.readAgain();
  }

  /** What may be read has changed: whoever watches looks at everything again. */
  private readAgain(): void {
    this.listeners.tell({ kind: "changed", bdfs: null });
  }

  private say(change: Partial<AccessState>): void {
    this.record.set({ ...change, way: this.access.way });
  }
}

/** Each of the words once. */
function distinct(words: readonly Words[]): Words[] {
  return [...new Map(words.map((each) => [JSON.stringify(each), each])).values()];
}
