/** What is known of a write that does not come back: what is generally so for its verb, and what a look found. Pure. */

import type { FunctionFacts } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { crashLine } from "../findings/kernel-crash.ts";
import type { Explanation } from "../record/record.ts";
import type { Step } from "../verbs/list.ts";
import { verbOf } from "../verbs/table.ts";
import { asEnd, counted, listed } from "../words.ts";

/** How long a write may take before it is told that it has not come back, in milliseconds. */
export const STALL_AFTER_MS = 10_000;

/** What holds up a step: sentences, each with where it was seen. */
export interface StallFacts {
  /** Where in the kernel the writing process waits; null = not known. */
  readonly waitsIn: string | null;
  /** Programs that have a function open which is to be taken away. */
  readonly holders: readonly {
    readonly bdf: Bdf;
    readonly pid: number;
    readonly program: string;
    readonly guest: string | null;
  }[];
  /** Other processes that wait without end. */
  readonly alsoStuck: readonly { readonly pid: number; readonly program: string; readonly waitsIn: string | null }[];
  /** The kernel's own words on it since the step began. */
  readonly kernelLog: readonly string[];
}

export interface StalledWrite {
  readonly step: Step;
  readonly elapsedMs: number;
  /** The function that is written to, as last known. */
  readonly fn: FunctionFacts | null;
  /** The kernel has died since the machine was started; null = not known. */
  readonly crashed: boolean | null;
  /** null = nobody has looked. */
  readonly view: StallFacts | null;
}

function holderNames(view: StallFacts | null): string[] {
  const names = (view?.holders ?? []).map(({ pid, program, guest }) =>
    guest === null ? `${program} (process ${pid})` : `guest ${guest} (${program}, process ${pid})`,
  );
  return [...new Set(names)];
}

const CLOSE = "The program can be closed meanwhile: the write goes on, and the next start tells of it.";

/** What to say while a step has not come back for long: nothing failed yet, and nothing can be undone until it does. */
export function explainStall(write: StalledWrite): Explanation {
  const { view } = write;
  const crash = crashLine(view?.kernelLog ?? []);
  const waits = verbOf(write.step).waits?.(write.step, write.fn) ?? null;
  const names = holderNames(view);
  return {
    ...(crash !== null || write.crashed === true ? crashedWords(crash) : waitingWords(waits, names, view !== null)),
    evidence: evidenceOf(write),
  };
}

type Said = Pick<Explanation, "cause" | "remedy">;

/** Whoever holds something open is not why it hangs. */
function crashedWords(crash: string | null): Said {
  return {
    cause:
      crash === null
        ? "The kernel has crashed since this machine was started: the write waits for what the crash left locked."
        : `The kernel crashed while this was written: ${asEnd(crash)}`,
    remedy: "Save your work and restart this machine: the write is not likely to come back.",
  };
}

function waitingWords(waits: Words | null, names: readonly string[], looked: boolean): Said {
  if (waits === null) {
    return {
      cause: "The kernel has not come back from the write: the driver is still busy with it.",
      remedy: `Wait, and look at the kernel's log (dmesg) for what the driver is doing. ${CLOSE}`,
    };
  }
  if (names.length > 0) {
    const who = listed(names);
    return {
      cause: `The kernel has not come back from the write: ${who} still ${names.length === 1 ? "has" : "have"} a function open that is taken away.`,
      remedy: sentences(`Shut down ${who}; the write then comes back.`, waits, CLOSE),
    };
  }
  return {
    cause: looked
      ? "The kernel has not come back from the write, and no program was seen that has a function open which is taken away: the driver may still be busy with it."
      : "The kernel has not come back from the write: a program may still have a function open that is taken away, or the driver is busy.",
    remedy: sentences(
      "Shut down the guest or program that uses it, if there is one, and look at the kernel's log (dmesg).",
      waits,
      CLOSE,
    ),
  };
}

function evidenceOf({ step, elapsedMs, fn, crashed, view }: StalledWrite): string[] {
  const driver = fn?.driver ?? null;
  const { waitsIn = null, holders = [], alsoStuck = [], kernelLog = [] } = view ?? {};
  const stuck = alsoStuck.map(
    ({ pid, program, waitsIn: where }) => `${program} (${pid}${where === null ? "" : `, in ${where}`})`,
  );
  return [
    `The write has been running for ${Math.floor(elapsedMs / 1000)} s.`,
    ...(driver !== null && "bdf" in step ? [`driver of ${step.bdf} is ${driver}`] : []),
    ...(crashed === true ? ["/proc/sys/kernel/tainted has bit 7 (D): the kernel has died."] : []),
    ...(waitsIn === null ? [] : [`The writing process waits in ${waitsIn}.`]),
    ...holders.map(({ bdf, pid }) => `${bdf} is open in process ${pid}.`),
    ...(stuck.length === 0
      ? []
      : [
          `${counted(stuck.length, "other process")} ${stuck.length === 1 ? "waits" : "wait"} without end: ${listed(stuck)}.`,
        ]),
    ...kernelLog,
  ];
}
