/** Who uses what on the machines that are shown: read-only, asked for while somebody looks at it. */
import { useEffect } from "react";
import { create } from "zustand";
import type { UsageNow } from "../../shared/contract/contract.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { useWrittenHere } from "./written.ts";

interface UsageState {
  /** By host: the latest answer, which stays while a newer one is awaited. */
  readonly answers: ReadonlyMap<string, UsageNow>;
}

export const useUsages = create<UsageState>(() => ({ answers: new Map() }));

/** A person who runs through the table asks once. */
const DELAY_MS = 80;

/** That it could not be asked leaves what was known: the plan asks again and tells. */
async function ask(host: string): Promise<void> {
  const answer = await client.call("machine.usage", { host }).catch(() => null);
  if (answer !== null) useUsages.setState(({ answers }) => ({ answers: new Map(answers).set(host, answer) }));
}

/** null = not known yet. Asked when this is first shown, and again when the machine has changed or an operation has ended. */
export function useUsage(machine: Machine): UsageNow | null {
  const host = useMachine((state) => state.host);
  const { revision } = machine.snapshot;
  const written = useWrittenHere();
  useEffect(() => {
    if (host === null || revision < 1 || written < 0) return;
    const timer = window.setTimeout(() => void ask(host), DELAY_MS);
    return () => window.clearTimeout(timer);
  }, [host, revision, written]);
  return useUsages(({ answers }) => answers.get(host ?? "")) ?? null;
}
