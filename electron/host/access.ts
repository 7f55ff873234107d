/** The only door to a machine. Every host kind implements it; one contract suite runs over all of them. */

import type { AccessState } from "../../shared/machine/access-state.ts";
import type {
  ConfigReading,
  FunctionDetail,
  FunctionFacts,
  HostIdentity,
  ScanResult,
  VpdReading,
} from "../../shared/machine/facts.ts";
import type { UsageFacts } from "../../shared/machine/usage-facts.ts";
import type { UsageRead } from "../../shared/machine/usage-told.ts";
import type { StallFacts } from "../../shared/operations/explain/stall.ts";
import type { ProcessMark } from "../../shared/operations/record/record.ts";
import type { Step, StepTemplate } from "../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import type { Words } from "../../shared/words/message.ts";

export type HostEvent =
  /** Something changed on these functions; null = look at everything. */
  | { readonly kind: "changed"; readonly bdfs: readonly Bdf[] | null }
  /** The connection is gone; a `back` may follow. */
  | { readonly kind: "lost"; readonly reason: Words }
  | { readonly kind: "back" };

/**
 * Hears of functions while others are still to be read: the very facts that will stand in the answer, sorted, each once.
 * It is waited for, and what it throws ends the scan.
 * @param of how many functions there are to look at; some of them may leave meanwhile
 */
export type OnPart = (functions: readonly FunctionFacts[], of: number) => void | Promise<void>;

export interface HostAccess {
  identity(): Promise<HostIdentity>;
  /**
   * Everything that wakes no sleeping device. With `only`, just these functions: one that has left is missing from the answer.
   * Never rejects for a single function: what could not be read is a problem in its facts. A host that has all at once
   * does not call `onPart`.
   */
  scan(only?: readonly Bdf[], onPart?: OnPart): Promise<ScanResult>;
  /** The next scan asks at once for what hung in one before: a person wants to know. A host that waits for nothing has none. */
  askAgain?(): void;
  /** Opens the configuration space. A function in D3cold is left alone unless `wake` is set. Never rejects. */
  config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading>;
  /** Attributes that may be slow or lock. Never rejects; a read that hangs ends as an ETIMEDOUT problem. */
  detail(bdf: Bdf): Promise<FunctionDetail>;
  /** Vital product data. Never rejects; a device that does not come to an end is left to itself after a while. */
  vpd(bdf: Bdf, options?: { readonly signal?: AbortSignal }): Promise<VpdReading>;
  /** Who and what uses the machine now: asked when a plan is made. Wakes and locks nothing. Never rejects. */
  usage(): Promise<UsageFacts>;
  /** Who used what when a report was made, of a machine out of one that tells it; null or left out = {@link usage} counts. */
  keptUsage?(): UsageRead | null;
  /** One closed verb. The kernel's refusal is a result with its errno, not an exception. */
  perform(step: Step, options?: PerformOptions): Promise<PerformResult>;
  /** What is known of a step that has not come back; a host that cannot look has none. Never rejects. */
  lookAtStall?(step: Step): Promise<StallFacts>;
  /**
   * Arms a way back that runs on the machine itself, whatever becomes of this program; a host that cannot has none.
   * @param seconds within WAY_BACK_SECONDS
   * @param steps what it does, in this order
   * @throws Error when it could not be armed: then nothing may be changed
   */
  armWayBack?(seconds: number, steps: readonly StepTemplate[]): Promise<WayBack>;
  /**
   * Takes the machine for one operation: on one machine one program at a time changes anything, whoever started it. The
   * hold is gone with the process that has it. A host that nobody else can change has none.
   * @param purpose what it is taken for, told to whoever is refused: the plan's title
   * @throws Error when it could not be asked: then nothing may be changed
   */
  take?(purpose: string): Promise<TakeAnswer>;
  /** Tells of changes until the returned function is called. */
  events(listener: (event: HostEvent) => void): () => void;
  /** Lets go of everything; the host is of no use afterwards. */
  close(): Promise<void>;
}

export interface PerformOptions {
  /** Called with the process that writes, which may outlive this program, before it writes; waited for. Never rejects. */
  readonly onWriter?: ((writer: ProcessMark) => unknown) | undefined;
}

export type TakeAnswer =
  | { readonly ok: true; readonly hold: MachineHold }
  /** `holder`: who has it, as a person would say it: `alice (pid 4711), for "8 VFs on 0000:01:00.0"`. */
  | { readonly ok: false; readonly holder: Words };

export interface MachineHold {
  /** Gives the machine to others again. Never rejects. */
  release(): Promise<void>;
}

/**
 * fired = it has run; crashed = the kernel crashed since it was armed, so that it did not run, or not to its end;
 * lost = what waited there was ended by somebody, so that it will not run.
 */
export type WayBackEnd = "fired" | "crashed" | "lost";

/** A way back that is armed. While it runs, and when it has, the host carries no step of this program out. */
export interface WayBack {
  /** Steps that it left out, a sentence each on why; all of them once {@link ended} has come. */
  readonly left: readonly Words[];
  /** The seconds that the machine waits, by its own answer. */
  readonly seconds: number;
  /** False = it is not sure that it goes on when the login ends by which the machine is reached. */
  readonly outlivesLogin: boolean;
  /**
   * Its time begins again.
   * @returns the seconds that the machine waits from now on; null = it runs, has run, or is lost
   * @throws Error when the machine could not be asked
   */
  extend(seconds: number): Promise<number | null>;
  /** Calls it off; false = it has run, or is running, already. */
  disarm(): Promise<boolean>;
  /** Never resolves when it was called off, and never rejects. */
  readonly ended: Promise<WayBackEnd>;
}

/** A machine whose rights can be had for a while and given up again. */
export interface Unlockable {
  readonly access: AccessState;
  /** Tells of every change until the returned function is called. */
  onAccess(listener: (access: AccessState) => void): () => void;
  /** Never rejects: what came of it is in the answer. */
  unlock(): Promise<AccessState>;
  lock(): Promise<AccessState>;
}

/** A machine whose connection can be lost and made again. */
export interface Reconnectable {
  /** Does nothing while it stands. @throws Error with the reason, without a full stop */
  reconnect(): Promise<void>;
}

/** What a demo machine can do beyond a real one: pull a card out and put it back. */
export interface HotplugDemo {
  unplug(bdf: Bdf): boolean;
  /** Puts back what {@link unplug} took out; false when nothing of that address is missing. */
  plug(bdf: Bdf): boolean;
  unplugged(): readonly Bdf[];
}
