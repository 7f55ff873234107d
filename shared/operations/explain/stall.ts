/** What is known of a write that does not come back: what is generally so for its verb, and what a look found. Pure. */

import type { FunctionFacts } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { ended, sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { STALL_WORDS } from "../../words/texts/stall.ts";
import { crashLine } from "../findings/kernel-crash.ts";
import type { Explanation } from "../record/record.ts";
import type { Step } from "../verbs/list.ts";
import { verbOf } from "../verbs/table.ts";

/** How long a write may take before it is said that it has not returned, in milliseconds. */
export const STALL_AFTER_MS = 10_000;

/** What holds up a step: sentences, each with where it was seen. */
export interface StallFacts {
  /** Where in the kernel the writing process waits; null = not known. */
  readonly waitsIn: string | null;
  /** Programs that have a function open which is to be taken away. */
  readonly holders: readonly {
    readonly bdf: Bdf;
    readonly pid: number;
    readonly program: Words;
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
  /** null = not looked yet. */
  readonly view: StallFacts | null;
}

/** Each program once, however many functions it has open. */
function holderNames(view: StallFacts | null): Words[] {
  const byPid = new Map((view?.holders ?? []).map((holder) => [holder.pid, holder]));
  return [...byPid.values()].map(({ pid, program, guest }) =>
    guest === null ? STALL_WORDS.process({ program, pid }) : STALL_WORDS.guest({ guest, program, pid }),
  );
}

/** What to say while a step has not come back for long: nothing failed yet, and nothing can be undone until it does. */
export function explainStall(write: StalledWrite): Explanation {
  const { view } = write;
  const crash = crashLine(view?.kernelLog ?? []);
  const waits = verbOf(write.step).waits?.(write.step, write.fn) ?? null;
  return {
    ...(crash !== null || write.crashed === true ? crashedWords(crash) : waitingWords(waits, view)),
    evidence: evidenceOf(write),
  };
}

type Said = Pick<Explanation, "cause" | "remedy">;

/** A program that holds something open is not why it hangs. */
function crashedWords(crash: string | null): Said {
  return {
    cause: crash === null ? STALL_WORDS.crashedBefore : STALL_WORDS.crashedNow({ line: ended(crash) }),
    remedy: STALL_WORDS.crashRemedy,
  };
}

function waitingWords(waits: Words | null, view: StallFacts | null): Said {
  if (waits === null) {
    return {
      cause: STALL_WORDS.driverBusy,
      remedy: sentences(STALL_WORDS.driverBusyRemedy, STALL_WORDS.mayClose),
    };
  }
  const who = holderNames(view);
  if (who.length > 0) {
    const functions = [...new Set(view?.holders.map(({ bdf }) => bdf))];
    return {
      cause: STALL_WORDS.held({ count: who.length, who, functions }),
      remedy: sentences(STALL_WORDS.heldRemedy({ who }), waits, STALL_WORDS.mayClose),
    };
  }
  return {
    cause: view === null ? STALL_WORDS.notLooked : STALL_WORDS.nothingSeen,
    remedy: sentences(STALL_WORDS.shutDownRemedy, waits, STALL_WORDS.mayClose),
  };
}

function evidenceOf({ step, elapsedMs, fn, crashed, view }: StalledWrite): Words[] {
  const driver = fn?.driver ?? null;
  const { waitsIn = null, holders = [], alsoStuck = [], kernelLog = [] } = view ?? {};
  const stuck = alsoStuck.map(({ pid, program, waitsIn: where }) =>
    where === null ? STALL_WORDS.stuckProcess({ program, pid }) : STALL_WORDS.stuckIn({ program, pid, where }),
  );
  return [
    STALL_WORDS.running({ seconds: Math.floor(elapsedMs / 1000) }),
    ...(driver !== null && "bdf" in step ? [STALL_WORDS.driver({ bdf: step.bdf, driver })] : []),
    ...(crashed === true ? [STALL_WORDS.tainted] : []),
    ...(waitsIn === null ? [] : [STALL_WORDS.waitsIn({ where: waitsIn })]),
    ...holders.map(({ bdf, pid }) => STALL_WORDS.holder({ bdf, pid })),
    ...(stuck.length === 0 ? [] : [STALL_WORDS.stuck({ count: stuck.length, who: stuck })]),
    ...kernelLog,
  ];
}
