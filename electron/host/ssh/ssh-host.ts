/**
 * Another machine through ssh: the helper's text is sent to a shell there, nothing is installed. A connection that is
 * lost is made again without asking; what was asked of the lost one is never asked again.
 */

import { ACCESS_UNKNOWN, type AccessState } from "../../../shared/machine/access-state.ts";
import type {
  ConfigReading,
  FunctionDetail,
  HostIdentity,
  ScanResult,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import type { SshTarget } from "../../../shared/machine/ssh-target.ts";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import { ended } from "../../../shared/words/joined.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { SSH_WORDS as T } from "../../../shared/words/texts/ssh.ts";
import { UNLOCK_WORDS } from "../../../shared/words/texts/unlock.ts";
import type { HostAccess, HostEvent, Reconnectable, TakeAnswer, Unlockable, WayBack } from "../access.ts";
import { AccessRecord } from "../helper/access-record.ts";
import type { Hello } from "../helper/hello.ts";
import { ChannelClosed, HelperChannel, type HelperStreams } from "../helper/helper-channel.ts";
import { HelperHost } from "../helper/helper-host.ts";
import { startHelper } from "../helper/helper-process.ts";
import { NOTHING_SEEN } from "../helper/helper-stall.ts";
import { type TakeMark, takeMark } from "../helper/helper-take.ts";
import { armThrough } from "../helper/helper-way-back.ts";
import { IdleLock } from "../helper/idle-lock.ts";
import { sudoRefusal } from "../helper/sudo-text.ts";
import type { LeftUnread } from "../left-unread.ts";
import { Listeners } from "../listeners.ts";
import { isWindows } from "../places/system.ts";
import { type AskPerson, Askpass } from "./askpass.ts";
import { sshCommand, sshEnd } from "./ssh-command.ts";

/** Pauses before a lost connection is tried again, the last one for good. */
const RETRY_MS: readonly number[] = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000];
/** A person may have to find a password first, or compare a host key with one on paper. */
const ASKED_MS = 5 * 60_000;
const UNASKED_MS = 60_000;
interface SshAsking {
  readonly person: AskPerson;
  /** The text of assets/askpass.sh. */
  readonly script: string;
}

export interface SshHostOptions {
  readonly target: SshTarget;
  /** As the user wrote it. */
  readonly name: string;
  /** The helper's text. */
  readonly script: string;
  /** null = ssh asks on the terminal */
  readonly asking: SshAsking | null;
  /** Options for ssh itself, and in whose place it is, in tests. */
  readonly extra?: readonly string[];
  readonly pollMs?: number;
  /** Functions of which nothing is read that goes to their registers. */
  readonly left?: LeftUnread;
  readonly idleMs?: number;
  readonly retryMs?: readonly number[];
  /** How long the helper may say nothing while it is asked something. */
  readonly silenceMs?: number;
}

export class SshHost implements HostAccess, Unlockable, Reconnectable {
  private readonly options: SshHostOptions;
  private readonly listeners = new Listeners<HostEvent>();
  private readonly record = new AccessRecord();
  private readonly idle: IdleLock;
  /** The last connection: closed when it is lost, and then it answers so. */
  private helper: HelperHost | null = null;
  private streams: HelperStreams | null = null;
  private connecting: Promise<HelperHost> | null = null;
  private endFollowing: () => void = () => undefined;
  private timer: NodeJS.Timeout | null = null;
  private attempts = 0;
  /** The last connection ended so that trying again is of no use. */
  private needsPerson = false;
  private loggedInAsRoot = false;
  /** The operation that has the machine, and the connection by which it was taken last. */
  private taken: { readonly by: TakeMark; helper: HelperHost } | null = null;
  private isClosed = false;

  constructor(options: SshHostOptions) {
    this.options = options;
    this.idle = new IdleLock((note) => void this.lower(note), options.idleMs);
  }

  async identity(): Promise<HostIdentity> {
    const identity = await (await this.current()).identity();
    return this.isOnline ? identity : { ...identity, privileged: null };
  }

  /** @throws ChannelClosed, ProtocolError with the reason when there is no connection */
  async scan(only?: readonly Bdf[]): Promise<ScanResult> {
    return await (await this.current()).scan(only);
  }

  askAgain(): void {
    this.helper?.askAgain();
  }

  async config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    return await this.used((helper) => helper.config(bdf, options));
  }

  async detail(bdf: Bdf): Promise<FunctionDetail> {
    return await this.used((helper) => helper.detail(bdf));
  }

  async vpd(bdf: Bdf, options?: { readonly signal?: AbortSignal }): Promise<VpdReading> {
    return await this.used((helper) => helper.vpd(bdf, options));
  }

  async usage(): Promise<UsageFacts> {
    return await this.used((helper) => helper.usage());
  }

  /** @throws ChannelClosed when the connection goes: then it is not known whether the step was carried out */
  async perform(step: Step): Promise<PerformResult> {
    const helper = await this.operating();
    return await this.idle.operating(() => helper.perform(step));
  }

  async lookAtStall(step: Step): Promise<StallFacts> {
    return this.helper === null ? NOTHING_SEEN : await this.helper.lookAtStall(step);
  }

  /** The rights stay for as long as it is taken. @throws Error when it could not be asked: then nothing may be changed */
  async take(purpose: string): Promise<TakeAnswer> {
    const helper = await this.current();
    return await this.idle.holding(async () => {
      const by = takeMark(purpose);
      const holder = await helper.takeFor(by);
      if (holder !== null) return { ok: false, holder };
      const taken = { by, helper };
      this.taken = taken;
      const release = async () => {
        if (this.taken === taken) this.taken = null;
        await taken.helper.leave();
      };
      return { ok: true, hold: { release } };
    });
  }

  /** Called off by the connection of the moment. @throws HelperRefusal, ChannelClosed: then nothing may be changed */
  async armWayBack(seconds: number, steps: readonly StepTemplate[]): Promise<WayBack> {
    const ask = async (...words: readonly string[]) => (await this.operating()).ask(...words);
    return await this.idle.operating(() => armThrough(ask, seconds, steps));
  }

  events(listener: (event: HostEvent) => void): () => void {
    const isFirst = !this.listeners.any;
    const end = this.listeners.add(listener);
    if (isFirst) this.follow();
    return () => {
      end();
      if (!this.listeners.any) this.endFollowing();
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.listeners.clear();
    this.record.close();
    this.idle.disarm();
    if (this.timer) clearTimeout(this.timer);
    this.endFollowing();
    this.streams?.input.end();
    this.streams?.kill();
    await this.helper?.close();
  }

  get access(): AccessState {
    return this.record.now;
  }

  onAccess(listener: (access: AccessState) => void): () => void {
    return this.record.listen(listener);
  }

  async unlock(): Promise<AccessState> {
    const { helper } = this;
    if (helper === null || !this.isOnline || this.access.changing || helper.hello.isRoot) return this.access;
    this.record.set({ changing: true, note: null });
    let note: Message | null = null;
    let next: Message | null = null;
    try {
      const { refusal, byRule } = await helper.elevate(this.options.script);
      next = byRule ? UNLOCK_WORDS.sudoRule : UNLOCK_WORDS.sudoRemembered;
      if (refusal !== null) note = UNLOCK_WORDS.way({ way: "sudo", reason: sudoRefusal(refusal) });
      else if (!helper.hello.mayChange) note = T.sysfsReadOnly;
    } catch (error) {
      note = T.notUnlocked({ reason: errorWords(error) });
    }
    // The rights themselves were told when they changed; they may be gone again by now, with a note of their own.
    const { canLock, note: said } = this.access;
    this.record.set({ changing: false, note: said ?? note, next: canLock ? next : null });
    return this.access;
  }

  async lock(): Promise<AccessState> {
    await this.lower(null);
    return this.access;
  }

  /** Makes a lost connection again, now, and may ask the user. @throws Error with the reason */
  async reconnect(): Promise<void> {
    if (this.isOnline || this.helper === null) return;
    await this.again(true);
  }

  private get isOnline(): boolean {
    return this.helper !== null && this.helper.closed === null;
  }

  /** The first connection is made by whoever asks first. */
  private async current(): Promise<HelperHost> {
    return this.helper ?? (await this.connect(true));
  }

  /**
   * The lock went with the connection that had it, and the operation goes on by another: its mark lets it in where only
   * what it left running is there. Whether it was let in shows in the answer to what is asked next.
   */
  private async operating(): Promise<HelperHost> {
    const helper = await this.current();
    const { taken } = this;
    if (taken === null || (taken.helper === helper && helper.isTaken) || !helper.hello.isRoot) return helper;
    const holder = await helper.takeFor(taken.by).catch(() => "");
    if (holder === null) taken.helper = helper;
    return helper;
  }

  private async used<T>(work: (helper: HelperHost) => Promise<T>): Promise<T> {
    const helper = await this.current();
    return await this.idle.during(() => work(helper));
  }

  private connect(mayAsk: boolean): Promise<HelperHost> {
    this.connecting ??= this.start(mayAsk).finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  private async start(mayAsk: boolean): Promise<HelperHost> {
    const { target, name, script, asking, extra = [], pollMs, left } = this.options;
    if (this.isClosed) throw new ChannelClosed(T.closed);
    this.needsPerson = false;
    // Its questions travel through a script and pipes, which Windows has not.
    const cannotAsk = asking !== null && isWindows();
    const askpass = mayAsk && asking && !cannotAsk ? new Askpass(asking.script, asking.person) : null;
    const how = askpass ? { env: askpass.env } : mayAsk && !cannotAsk ? "terminal" : "never";
    try {
      const streams = startHelper(sshCommand(target, { script, asking: how, extra }), (end) => {
        const { reason, needsPerson } = sshEnd(end);
        if (this.streams === streams) this.needsPerson = needsPerson;
        return cannotAsk && needsPerson ? T.cannotAsk({ reason }) : reason;
      });
      this.streams = streams;
      const { silenceMs } = this.options;
      const opening = HelperChannel.open(streams, {
        helloMs: mayAsk ? ASKED_MS : UNASKED_MS,
        ...(silenceMs === undefined ? {} : { silenceMs }),
      });
      const { channel, hello } = await (askpass ? Promise.race([opening, askpass.cancelled]) : opening);
      const helper: HelperHost = new HelperHost(channel, hello, {
        kind: "ssh",
        connection: `ssh ${name}`,
        ...(left === undefined ? {} : { left }),
        onClosed: (reason) => this.lost(helper, reason),
        onRights: (hello, note) => this.rightsAre(hello, note),
        ...(pollMs === undefined ? {} : { pollMs }),
      });
      if (this.isClosed) await helper.close();
      // It may have gone in the moment in which it greeted.
      if (helper.closed !== null) throw new ChannelClosed(helper.closed);
      this.loggedInAsRoot = hello.isRoot;
      this.helper = helper;
      this.attempts = 0;
      if (this.listeners.any) this.follow();
      this.rightsAre(hello, this.access.note ?? helper.lacking);
      return helper;
    } catch (error) {
      this.streams?.input.end();
      this.streams?.kill();
      throw error;
    } finally {
      askpass?.close();
    }
  }

  private follow(): void {
    this.endFollowing();
    const end = this.helper?.events((event) => {
      if (event.kind === "changed") this.listeners.tell(event);
    });
    this.endFollowing = end ?? (() => undefined);
  }

  private lost(helper: HelperHost, reason: Words): void {
    if (this.isClosed || this.helper !== helper) return;
    const wasUnlocked = helper.hello.isRoot && !this.loggedInAsRoot;
    const note = wasUnlocked ? T.lockedByLoss : null;
    this.idle.disarm();
    this.record.set({ ...ACCESS_UNKNOWN, changing: this.access.changing, note });
    this.later(reason);
  }

  /** Says what is so, and tries again where that is of use. */
  private later(reason: Words): void {
    if (this.isClosed) return;
    if (this.needsPerson) {
      this.listeners.tell({ kind: "lost", reason: ended(reason) });
      return;
    }
    const { retryMs = RETRY_MS } = this.options;
    const pause = retryMs[Math.min(this.attempts, retryMs.length - 1)] ?? 0;
    this.attempts += 1;
    this.listeners.tell({ kind: "lost", reason: T.retried({ reason }) });
    this.timer = setTimeout(() => void this.again(false).catch(() => undefined), pause);
    this.timer.unref();
  }

  private async again(mayAsk: boolean): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    try {
      await this.connect(mayAsk);
    } catch (error) {
      if (this.connecting === null && !this.isOnline) this.later(errorWords(error));
      throw error;
    }
    this.listeners.tell({ kind: "back" });
  }

  private async lower(note: Message | null): Promise<void> {
    const { helper } = this;
    if (helper === null || !this.isOnline || !this.access.canLock) return;
    if (this.idle.isOperating) {
      this.record.set({ note: HELPER_WORDS.staysUnlocked });
      return;
    }
    this.idle.disarm();
    // A connection that goes meanwhile has told so itself.
    await helper.lower(note).catch(() => undefined);
  }

  /** The one place where rights and what is said of them change while there is a connection. */
  private rightsAre({ isRoot, mayChange }: Hello, note: Words | null): void {
    const canLock = isRoot && !this.loggedInAsRoot;
    if (canLock) this.idle.arm();
    else this.idle.disarm();
    this.record.set({
      state: mayChange ? "unlocked" : "locked",
      note,
      canLock,
      next: null,
      way: isRoot ? null : T.sudoWay,
    });
  }
}
