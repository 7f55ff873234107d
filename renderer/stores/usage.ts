/** Who uses what on the machines that are shown: read-only, asked for while somebody looks at it. */
import { useEffect } from "react";
import { create } from "zustand";
import type { UsageNow } from "../../shared/contract/contract.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import type { OperationStatus } from "../../shared/operations/record/record.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { progressOf } from "../model/operation-status.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { useRuns } from "./operation-run.ts";
import { useWrittenHere } from "./written.ts";

interface UsageState {
  /** By host: the latest answer, which stays while a newer one is awaited. */
  readonly answers: ReadonlyMap<string, UsageNow>;
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

/** That it could not be asked leaves what was known: the plan asks again and tells. */
async function ask(host: string): Promise<void> {
  const put = (problem: Words | null): void =>
    useUsages.setState(({ problems }) => ({ problems: new Map(problems).set(host, problem) }));
  try {
    const answer = await client.call("machine.usage", { host });
    useUsages.setState(({ answers }) => ({ answers: new Map(answers).set(host, answer) }));
    put(null);
  } catch (error) {
    put(errorWords(error));
  }
}

/**
 * null = not known yet. Asked when this is first shown, and again when the machine has changed, a step was done or an
 * operation has ended.
 */
export function useUsage(machine: Machine): UsageNow | null {
  const host = useMachine((state) => state.host);
  const { revision } = machine.snapshot;
  const written = useWrittenHere();
  const mark = useRuns(({ runs }) => runMark(host === null ? undefined : runs[host]?.status));
  useEffect(() => {
    if (host === null || revision < 1 || written < 0) return;
    const timer = window.setTimeout(() => void ask(host), askDelay(mark));
    return () => window.clearTimeout(timer);
  }, [host, revision, written, mark]);
  return useUsages(({ answers }) => answers.get(host ?? "")) ?? null;
}

/** Why who uses the machine on screen could not be asked; null = it was, or nobody has asked yet. */
export function useUsageProblem(): Words | null {
  const host = useMachine((state) => state.host);
  return useUsages(({ problems }) => problems.get(host ?? "")) ?? null;
}
