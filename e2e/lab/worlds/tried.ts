/** What a person tries on a lab machine, as data: what is asked for, what the plan says, and what the kernel does then. */
import type { FunctionFacts, HostFacts } from "../../../shared/machine/facts.ts";
import type { CheckLevel } from "../../../shared/operations/checks/found.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";

/** What the product sees of a machine; what is left out may be as it likes. */
export interface Seen {
  readonly host?: Partial<HostFacts>;
  readonly functions?: Readonly<Record<Bdf, Partial<FunctionFacts>>>;
}

/** A shell line for the guest, and what is in its output, errors included. */
export interface Shown {
  readonly line: string;
  readonly says: string | RegExp;
}

/** Each begins and ends with the machine as it is after the world's own setup. */
export interface Tried {
  /** Title of the case. */
  readonly what: string;
  /** Shell lines for the guest, before the machine is looked at. */
  readonly prepare?: readonly string[];
  /** As the window asks for it. */
  readonly request: OperationRequest;
  /** One that is ready, or guarded once its address is typed, is run. */
  readonly verdict: Plan["verdict"];
  /** Among the plan's checks: `blocker: total-vfs`. */
  readonly says?: readonly `${CheckLevel}: ${string}`[];
  /** Ids of checks that are not among them. */
  readonly saysNot?: readonly string[];
  /** Each is in the title, evidence or remedy of one of the plan's checks. */
  readonly words?: readonly RegExp[];
  /** Each is in none. */
  readonly wordsNot?: readonly RegExp[];
  /** Why a plan that could be run is not: what it would do to the kernel. */
  readonly unrun?: string;
  /** Of a plan that is not run: the write by hand, and that the kernel refuses it, or what becomes of it. */
  readonly raw?: Shown;
  /** Left out = the run ends with all of its steps done. */
  readonly fails?: { readonly code: string; readonly rule: string };
  /** What the kernel shows after the run. */
  readonly shows?: readonly Shown[];
  /** What the product sees after the run. */
  readonly seen?: Seen;
  /** Shell lines that take {@link prepare} back. The run itself is taken back by the product, where its plan says that it can be. */
  readonly restore?: readonly string[];
}

/** Shell line that writes to an attribute of a function; dash's own echo does not say what the kernel answered. */
export function write(bdf: Bdf, attribute: string, value: string | number): string {
  return `echo ${value} | dd of=/sys/bus/pci/devices/${bdf}/${attribute} status=none`;
}

/** Shell line that shows the driver of a function. */
export function showsDriver(bdf: Bdf, driver: string): Shown {
  return { line: `basename "$(readlink /sys/bus/pci/devices/${bdf}/driver)"`, says: new RegExp(`^${driver}$`, "m") };
}
