/** Who uses what on the machines that are shown: read-only, asked for while somebody looks at it. */
import { useEffect } from "react";
import { create } from "zustand";
import type { UsageNow } from "../../shared/contract/contract.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import type { OperationStatus } from "../../shared/operations/record/record.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { isAlike } from "../model/alike.ts";
import { progressOf } from "../model/operation-status.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { useRuns } from "./operation-run.ts";
import { useWrittenHere } from "./written.ts";

/** An answer, with the machine that it is about. */
export interface UsageSeen extends UsageNow {
  /** The machine that was looked at, as an index of who uses what wants it (`UsageTold`). */
  readonly seen: Machine | null;
}

interface UsageState {
  /** By host: the latest answer, which stays while a newer one is awaited. */
  readonly answers: ReadonlyMap<string, UsageSeen>;
  /** By host: why it could not be asked the last time, in one sentence. */
  readonly problems: ReadonlyMap<string, Words | null>;
}

const useUsages = create<UsageState>(() => ({ answers: new Map(), problems: new Map() }));

/** A person who runs through the table asks once. */
const DELAY_MS = 80;
/** Steps that follow each other are not held up by looks between them: it is asked once a step takes its time. */
const BETWEEN_STEPS_MS = 400;

/** How far an operation is: another one after each step, and when it waits to be kept; "" while none runs. */
export function runMark(status: Pick<OperationStatus, "entryId" | "state" | "steps" | "wayBack"> | undefined): string {
  if (status === undefined || status.state !== "running") return "";
  return `${status.entryId} ${progressOf(status.steps).finished} ${status.wayBack?.state ?? ""}`;
}

/** How long nothing more may happen before it is asked, in milliseconds. @param mark of {@link runMark} */
export function askDelay(mark: string): number {
  return mark === "" || mark.endsWith(" asking") ? DELAY_MS : BETWEEN_STEPS_MS;
}

/** When each host was asked the last time, by `performance.now()`. */
const askedAt = new Map<string, number>();

/** How long ago it was asked, in milliseconds. */
export function usageAge(host: string): number {
  return performance.now() - (askedAt.get(host) ?? Number.NEGATIVE_INFINITY);
}

/** The latest answer of a host; null = none yet. */
export function usageNow(host: string | null): UsageSeen | null {
  return useUsages.getState().answers.get(host ?? "") ?? null;
}

/** The newer answer, with what is as before taken over from the older one: nothing is drawn again that is the same. */
export function takenOver(before: UsageSeen | undefined, now: UsageSeen): UsageSeen {
  if (before === undefined) return now;
  const known = new Map(before.functions.map((each) => [each.bdf, each]));
  const functions = now.functions.map((each) => {
    const old = known.get(each.bdf);
    return old !== undefined && isAlike(old, each) ? old : each;
  });
  const isSame =
    functions.length === before.functions.length && functions.every((each, at) => each === before.functions[at]);
  if (!isSame) return { ...now, functions };
  const { functions: _, seen, ...rest } = now;
  const { functions: same, seen: seenBefore, ...restBefore } = before;
  return seen === seenBefore && isAlike(rest, restBefore) ? before : { ...now, functions: same };
}

/**
 * Of the machines at hand the newest that is not newer than the one that was looked at: what has changed since is not
 * taken for looked at. null = none is.
 * @param at revision of the machine that was looked at
 */
export function seenOf(at: number, machines: readonly (Machine | null)[]): Machine | null {
  return machines.reduce(
    (newest, each) =>
      each !== null && each.snapshot.revision <= at && each.snapshot.revision > (newest?.snapshot.revision ?? -1)
        ? each
        : newest,
    null,
  );
}

function machineOf(host: string): Machine | null {
  const shown = useMachine.getState();
  return shown.host === host && !shown.opening ? shown.machine : null;
}

function putAnswer(host: string, answer: UsageSeen): void {
  const before = useUsages.getState().answers.get(host);
  const taken = takenOver(before, answer);
  if (taken !== before) useUsages.setState(({ answers }) => ({ answers: new Map(answers).set(host, taken) }));
}

/** Who was seen to use something is still told; that nobody does is not. */
function unsee(host: string): void {
  const before = useUsages.getState().answers.get(host);
  if (before !== undefined) putAnswer(host, { ...before, seen: null });
}

// Whatever happened to a machine that is opened, or reached again: it was not looked at since.
useMachine.subscribe(({ host, opening }, before) => {
  // What is not on screen is not kept whole.
  if (before.host !== null && host !== before.host) unsee(before.host);
  if (host === null || (host === before.host && opening === before.opening)) return;
  if (opening) unsee(host);
  else if (useUsages.getState().answers.has(host)) void askUsage(host);
});

/** That it could not be asked leaves those who were seen; that nobody uses something is not known any more. */
export async function askUsage(host: string): Promise<void> {
  askedAt.set(host, performance.now());
  const put = (problem: Words | null): void => {
    if ((useUsages.getState().problems.get(host) ?? null) === problem) return;
    useUsages.setState(({ problems }) => ({ problems: new Map(problems).set(host, problem) }));
  };
  const asked = machineOf(host);
  try {
    const answer = await client.call("machine.usage", { host });
    const seen = seenOf(answer.revision, [machineOf(host), asked, usageNow(host)?.seen ?? null]);
    putAnswer(host, { ...answer, seen });
    put(null);
  } catch (error) {
    unsee(host);
    put(errorWords(error));
  }
}

/**
 * null = not known yet. Asked when this is first shown, and again when the machine has changed, a step was done or an
 * operation has ended.
 */
export function useUsage(machine: Machine): UsageSeen | null {
  const host = useMachine((state) => state.host);
  const { revision } = machine.snapshot;
  const written = useWrittenHere();
  const mark = useRuns(({ runs }) => runMark(host === null ? undefined : runs[host]?.status));
  useEffect(() => {
    if (host === null || revision < 1 || written < 0) return;
    const timer = window.setTimeout(() => void askUsage(host), askDelay(mark));
    return () => window.clearTimeout(timer);
  }, [host, revision, written, mark]);
  return useUsageNow();
}

/** The latest answer of the machine on screen, for who stands beside one that asks; null = none yet. */
export function useUsageNow(): UsageSeen | null {
  const host = useMachine((state) => state.host);
  return useUsages(({ answers }) => answers.get(host ?? "")) ?? null;
}

/** Why who uses the machine on screen could not be asked; null = it was, or nobody has asked yet. */
export function useUsageProblem(): Words | null {
  const host = useMachine((state) => state.host);
  return useUsages(({ problems }) => problems.get(host ?? "")) ?? null;
}
