/**
 * What a verb is: all that the program knows of one thing that may be done to a machine. Planning, impact, the runner,
 * every host, the shell's commands and the journal ask the table of verbs (`table.ts`) and know none of them by name.
 */
import { z } from "zod";
import type { FunctionFacts, FunctionInfo, NvmeVf, VfSettings } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";

/** What is written where, or which program is run with which words; for messages. */
export interface AttributeWrite {
  /** The file that is written, or the program that is run. */
  readonly where: string;
  readonly wrote: string;
}

/** What happens to a function that a step reaches, the worst first; cut = its network may be, adjusted = it gets settings that cut nothing. */
export const ReachSchema = z.enum(["removed", "unbound", "reset", "cut", "reconfigured", "bound", "adjusted"]);
export type Reach = z.infer<typeof ReachSchema>;

/** A function that a write reaches, and the function that it was written to. */
export interface Hit {
  readonly bdf: Bdf;
  readonly how: Reach;
  readonly cause: Bdf;
}

/** What the steps of a plan leave to the resets after them. */
export interface Earlier {
  /** Methods that a step has chosen. */
  readonly methods: Map<Bdf, readonly string[]>;
  /** Buses that were reset as a whole. */
  readonly buses: Set<readonly FunctionInfo[]>;
}

/** What is not known any more once a step is done; what is left out stays as it was. */
export interface LeftUnknown {
  /** The kernel looked for functions: any may stand where another was. */
  readonly everything?: true;
  /** VFs were made that no earlier look has seen. */
  readonly newVfs?: true;
  /** Functions whose driver the kernel chooses. */
  readonly drivers?: readonly (Bdf | null)[];
  /** Functions that may have another number of VFs. */
  readonly vfCounts?: readonly (Bdf | null)[];
}

/**
 * @typeParam S the step as a host carries it out
 * @typeParam T the step as it is planned: the same, or with a target in place of an address
 * @typeParam E what is expected of a machine
 */
export interface Verb<S extends { readonly verb: string }, T = S, E = never> {
  /** Its values and their bounds: hosts carry nothing else out. */
  readonly schema: z.ZodType;
  write(step: S): AttributeWrite;
  /** Verb and values of the request to the helper's script, which checks them again. */
  helper(step: S): readonly string[];
  /** The command for a root shell; left out = the write as it stands. */
  command?(template: T): string;
  /** A program is run in place of a write: its own words say why it failed. */
  readonly tool?: "ip" | "modprobe" | "nvme";
  /** Words of the step that come from the machine or the journal. */
  names?(template: T): readonly string[];
  /** Only its last value counts: the same step right after it makes it needless. */
  readonly lastWins?: true;

  /** The kind of expectation that shows whether the step is in force; left out = nothing that can be looked at. */
  readonly shownBy?: string;
  /**
   * What has to be known before it runs, for it is lost or changed: settings of a PF's VFs, the size of an MSI-X table, the
   * secondary controllers of an NVMe PF.
   */
  keeps?(template: T): { readonly settings?: Bdf; readonly msix?: Bdf | null; readonly nvme?: Bdf };
  /** What is so of the function and shall be so again when the step is taken back, beyond its driver and override. */
  remembers?(template: T, fn: FunctionInfo): readonly E[];
  /** What is read after it failed, besides the function: it may be why. */
  readonly explainedBy?: readonly ("all functions" | "registers")[];
  /** Registers of the function are compared before and after. */
  readonly comparesRegisters?: true;

  /** Would it change nothing? Then it is left out where it takes another back: the kernel refuses some of these. */
  isDone?(step: S, fn: FunctionFacts): boolean;
  /** A function that is not there needs it no more. */
  readonly endsWithFunction?: true;
  /** What the next step that takes something back builds on. */
  before?(step: S): E;

  /** The functions that it reaches; left out = what it decides comes into force with another step. */
  reaches?(template: T, machine: Machine, earlier: Earlier): readonly Hit[];
  /** Whom it is about: one of the function's VFs, or nobody who has something; left out = the function itself. */
  readonly about?: "vf" | "nobody";
  /**
   * What it takes from whoever has it, if anything.
   * @param vfs of the function; null = not known
   */
  takes?(step: S | T, vfs: number | null): "function" | "traffic" | null;
  /** Does the kernel switch the function on for it, which may be in D3cold? */
  wakes?(fn: FunctionFacts): boolean;
  /** Functions that come, go or move with it: any, or those that a driver brings along; left out = none. */
  readonly moves?: "any" | "driver's";
  leavesUnknown?(template: T, now: Machine): LeftUnknown;
  /** Where the kernel may wait for a program to let go: what else waits meanwhile, one sentence; null = it does not. */
  waits?(step: S, fn: FunctionFacts | null): Words | null;
}

/** A step of a plan before it has its number and command. */
export interface Draft<T, E, U = T> {
  readonly template: T;
  /** For a person: `Create 16 VFs on 0000:01:00.0`. */
  readonly label: Words;
  readonly expect: readonly E[];
  /** What ought to come true as well: waited for and told, but the step does not fail without it. */
  readonly expectSoft?: readonly E[];
  /** Takes the step back when a later one fails: in this order, the last step's first. */
  readonly undo: readonly U[];
  /** A step that may fail without failing the plan (e.g. unbinding what has no driver any more). */
  readonly optional?: boolean;
}

/** Settings of VFs, sizes of MSI-X tables and secondary controllers, which no scan tells. */
export interface Closer {
  /** By their PF, of those PFs that were asked for them. */
  readonly settings?: ReadonlyMap<Bdf, readonly VfSettings[]>;
  /** Of those functions that were asked; null = it could not be read. */
  readonly msix?: ReadonlyMap<Bdf, number | null>;
  /** By their PF, of those NVMe PFs that were asked and answered. */
  readonly nvme?: ReadonlyMap<Bdf, readonly NvmeVf[]>;
}
