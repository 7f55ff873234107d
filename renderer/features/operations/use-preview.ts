import { useEffect, useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { client } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { useOperations } from "../../stores/operations.ts";
import { useWrittenHere } from "../../stores/written.ts";

/** Typing "16" asks once, not for 1 and 16. */
const PAUSE_MS = 150;

export type Preview =
  /** Nothing to plan. */
  | { readonly state: "none" }
  /** `plan` is the one before, for as long as there is no newer one. */
  | { readonly state: "planning"; readonly plan: PlanView | null }
  | { readonly state: "planned"; readonly plan: PlanView }
  | { readonly state: "failed"; readonly message: Words };

interface Answer {
  readonly key: string;
  readonly fn: FunctionInfo;
  readonly written: number;
  readonly plan: PlanView | null;
  readonly error: Words | null;
}

/**
 * Plans a request that is still changing, a moment after its last change.
 * @param fn the function that the request is about: when it changes, or an operation has ended, the plan is made again
 */
export function usePreview(request: OperationRequest | null, fn: FunctionInfo): Preview {
  const host = useMachine((state) => state.host);
  const written = useWrittenHere();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const key = request === null ? "" : JSON.stringify(request);
  useEffect(() => {
    if (key === "" || host === null) return;
    let current = true;
    const take = (plan: PlanView | null, error: Words | null): void => {
      if (current) setAnswer({ key, fn, written, plan, error });
    };
    const timer = window.setTimeout(() => {
      client.call("operation.plan", { host, request: JSON.parse(key) as OperationRequest }).then(
        (plan) => take(plan, null),
        (error: unknown) => take(null, errorWords(error)),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [key, host, fn, written]);
  if (request === null) return { state: "none" };
  if (answer === null || answer.key !== key || answer.fn !== fn || answer.written !== written)
    return { state: "planning", plan: answer?.plan ?? null };
  if (answer.plan === null) return { state: "failed", message: answer.error ?? "" };
  return { state: "planned", plan: answer.plan };
}

/** The plan to go by: while a newer one is on its way the one before, so that nothing flickers. */
export function planOf(preview: Preview): PlanView | null {
  return preview.state === "planned" || preview.state === "planning" ? preview.plan : null;
}

/** Shows in the table what a plan would make come and go, as long as `active`. */
export function useEffectsInTable(plan: PlanView | null, active: boolean): void {
  const effects = active && (plan?.verdict === "ready" || plan?.verdict === "guarded") ? plan.effects : null;
  useEffect(() => {
    if (effects === null) return;
    const { preview } = useOperations.getState();
    preview(effects);
    return () => preview(null);
  }, [effects]);
}
