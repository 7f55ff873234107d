/** The only door to a machine. Every host kind implements it; one contract suite runs over all of them. */
import type { AccessState } from "../../shared/machine/access-state.ts";
import type { ConfigReading, FunctionDetail, HostIdentity, ScanResult } from "../../shared/machine/facts.ts";
import type { PerformResult, Step } from "../../shared/operations/types.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";

export type HostEvent =
  /** Something changed on these functions; null = look at everything. */
  | { readonly kind: "changed"; readonly bdfs: readonly Bdf[] | null }
  /** The connection is gone; a `back` may follow. */
  | { readonly kind: "lost"; readonly reason: string }
  | { readonly kind: "back" };

export interface HostAccess {
  identity(): Promise<HostIdentity>;
  /**
   * Everything that wakes no sleeping device. With `only`, just these functions: one that has left is missing from the answer.
   * Never rejects for a single function: what could not be read is a problem in its facts.
   */
  scan(only?: readonly Bdf[]): Promise<ScanResult>;
  /** Opens the configuration space. A function in D3cold is left alone unless `wake` is set. Never rejects. */
  config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading>;
  /** Attributes that may be slow or lock. Never rejects; a read that hangs ends as an ETIMEDOUT problem. */
  detail(bdf: Bdf): Promise<FunctionDetail>;
  /** One closed verb. The kernel's refusal is a result with its errno, not an exception. */
  perform(step: Step): Promise<PerformResult>;
  /** Tells of changes until the returned function is called. */
  events(listener: (event: HostEvent) => void): () => void;
  /** Lets go of everything; the host is of no use afterwards. */
  close(): Promise<void>;
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

/** What a demo machine can do beyond a real one: pull a card out and put it back. */
export interface HotplugDemo {
  unplug(bdf: Bdf): boolean;
  /** Puts back what {@link unplug} took out; false when nothing of that address is missing. */
  plug(bdf: Bdf): boolean;
  unplugged(): readonly Bdf[];
}
