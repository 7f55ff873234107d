/**
 * This machine for an ordinary user: read through sysfs like always, and through a helper that runs as root for as long
 * as the person lets it. Only what needs root goes through the helper.
 */
import type { AccessState } from "../../../shared/machine/access-state.ts";
import type { ConfigReading, FunctionDetail, HostIdentity, ScanResult } from "../../../shared/machine/facts.ts";
import type { PerformResult, Step } from "../../../shared/operations/types.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { HostAccess, HostEvent, Unlockable } from "../access.ts";
import type { LocalHost } from "../local/local-host.ts";
import { HelperChannel, type HelperStreams } from "./helper-channel.ts";
import { HelperHost } from "./helper-host.ts";

/** Locks by itself after this long without use. */
const IDLE_MS = 15 * 60_000;
/** A person may have to find a password first. */
const UNLOCK_MS = 5 * 60_000;

export interface UnlockWay {
  /** For a person: `pkexec`. */
  readonly name: string;
  /** What is asked for it, and what it will be told: shown before it is used. */
  readonly about: string;
  start(): HelperStreams;
  /** False: another way may be tried when this one fails for this reason. */
  isFinal(reason: string): boolean;
}

export interface UnlockOptions {
  /** Looked for each time: what is installed may change. In the order in which they are tried. */
  readonly ways: () => readonly UnlockWay[];
  readonly idleMs?: number;
}

export class UnlockableHost implements HostAccess, Unlockable {
  private readonly local: LocalHost;
  private readonly options: UnlockOptions;
  private readonly listeners = new Set<(event: HostEvent) => void>();
  private readonly accessListeners = new Set<(access: AccessState) => void>();
  private helper: HelperHost | null = null;
  private note: string | null = null;
  private unlocking: Promise<void> | null = null;
  private streams: HelperStreams | null = null;
  private timer: NodeJS.Timeout | null = null;
  private inUse = 0;

  constructor(local: LocalHost, options: UnlockOptions) {
    this.local = local;
    this.options = options;
  }

  async identity(): Promise<HostIdentity> {
    const identity = await this.local.identity();
    return { ...identity, privileged: this.helper?.hello.mayChange ?? false };
  }

  async scan(only?: readonly Bdf[]): Promise<ScanResult> {
    return await this.local.scan(only);
  }

  async config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    const { helper } = this;
    if (helper === null) return await this.local.config(bdf, options);
    const reading = await this.used(() => helper.config(bdf, options));
    const isLost = reading.state === "unreadable" && reading.problem.code === "EHOST";
    return isLost ? await this.local.config(bdf, options) : reading;
  }

  async detail(bdf: Bdf): Promise<FunctionDetail> {
    const { helper } = this;
    if (helper === null) return await this.local.detail(bdf);
    const detail = await this.used(() => helper.detail(bdf));
    return detail.problems.some(({ code }) => code === "EHOST") ? await this.local.detail(bdf) : detail;
  }

  /** @throws when the helper ends meanwhile: then it is not known whether the step was carried out */
  async perform(step: Step): Promise<PerformResult> {
    const { helper } = this;
    if (helper === null) return await this.local.perform(step);
    const work = () => this.used(() => helper.perform(step));
    return await ("bdf" in step ? this.local.during(step.bdf, work) : work());
  }

  events(listener: (event: HostEvent) => void): () => void {
    this.listeners.add(listener);
    const end = this.local.events(listener);
    return () => {
      this.listeners.delete(listener);
      end();
    };
  }

  async close(): Promise<void> {
    this.accessListeners.clear();
    this.listeners.clear();
    this.end(null);
    await this.local.close();
  }

  get access(): AccessState {
    const ways = this.options.ways();
    return {
      state: this.helper === null ? "locked" : "unlocked",
      changing: this.unlocking !== null,
      way: ways[0]?.about ?? null,
      note: this.note,
      canLock: this.helper !== null,
    };
  }

  onAccess(listener: (access: AccessState) => void): () => void {
    this.accessListeners.add(listener);
    return () => this.accessListeners.delete(listener);
  }

  async unlock(): Promise<AccessState> {
    if (this.helper === null) {
      this.unlocking ??= this.start().finally(() => {
        this.unlocking = null;
        this.tell();
      });
      this.tell();
      await this.unlocking;
    }
    return this.access;
  }

  async lock(): Promise<AccessState> {
    if (this.inUse > 0) {
      this.note = "It stays unlocked while an operation runs.";
      this.tell();
      return this.access;
    }
    this.streams?.kill();
    this.end(null);
    return this.access;
  }

  /** Tries one way after the other until one works or says no for good. */
  private async start(): Promise<void> {
    const ways = this.options.ways();
    const reasons: string[] = [];
    for (const way of ways) {
      const reason = await this.tryWay(way);
      if (reason === null) return;
      reasons.push(`${way.name}: ${reason}.`);
      if (way.isFinal(reason)) break;
    }
    this.note = reasons.length === 0 ? "Neither pkexec nor sudo is installed here." : reasons.join(" ");
  }

  /** @returns why not */
  private async tryWay(way: UnlockWay): Promise<string | null> {
    const streams = way.start();
    this.streams = streams;
    try {
      const { channel, hello } = await HelperChannel.open(streams, { helloMs: UNLOCK_MS });
      if (!hello.mayChange) {
        channel.close("it may change nothing");
        return "the helper runs, but sysfs cannot be written here, as in a container";
      }
      const helper = new HelperHost(channel, hello, {
        kind: "local",
        connection: "this machine",
        onClosed: (reason) => this.ended(helper, reason),
      });
      this.helper = helper;
      this.note = null;
      this.restartTimer();
      this.changed();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      if (this.streams === streams) this.streams = null;
    }
  }

  private async used<T>(work: () => Promise<T>): Promise<T> {
    this.inUse += 1;
    if (this.timer) clearTimeout(this.timer);
    try {
      return await work();
    } finally {
      this.inUse -= 1;
      this.restartTimer();
    }
  }

  private restartTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.helper === null || this.inUse > 0) return;
    const { idleMs = IDLE_MS } = this.options;
    this.timer = setTimeout(
      () => this.end(`Locked again after ${Math.round(idleMs / 60_000)} minutes without use.`),
      idleMs,
    );
    this.timer.unref();
  }

  private ended(helper: HelperHost, reason: string): void {
    if (this.helper === helper) this.end(`Locked again because the helper has ended: ${reason}.`);
  }

  /** @param note why, for a person; null when it was asked for */
  private end(note: string | null): void {
    const { helper } = this;
    if (this.timer) clearTimeout(this.timer);
    this.helper = null;
    this.note = note;
    if (helper === null) {
      this.tell();
      return;
    }
    void helper.close();
    this.changed();
  }

  /** What may be read has changed: whoever watches looks at everything again. */
  private changed(): void {
    this.tell();
    for (const listener of [...this.listeners]) listener({ kind: "changed", bdfs: null });
  }

  private tell(): void {
    const { access } = this;
    for (const listener of [...this.accessListeners]) listener(access);
  }
}
