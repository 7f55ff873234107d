import { useEffect, useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { ErrorCode } from "../../../shared/contract/wire.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { client } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { startRun } from "../../stores/operation-run.ts";
import { useOperations } from "../../stores/operations.ts";
import { PLAN_WORDS } from "../../words/plan.ts";

/** Refusals after which the plan on screen is no longer the right one. */
const OUTDATED: ReadonlySet<ErrorCode> = new Set(["CONFLICT", "NOT_FOUND"]);

/** Asking for a plan: a new object each time. */
interface Attempt {
  readonly request: OperationRequest | null;
  /** Why the plan before it did not do. */
  readonly because: Words | null;
}

interface Made {
  readonly request: OperationRequest;
  readonly attempt: Attempt;
  readonly plan: PlanView | null;
  readonly error: Words | null;
}

export interface Review {
  /** null while the first one is made, and when none could be. */
  readonly plan: PlanView | null;
  readonly planning: boolean;
  /** Why there is no plan, in one sentence. */
  readonly error: Words | null;
  /** Why the plan before this one was not run; this one is new. */
  readonly outdated: Words | null;
  /** Why this plan was not run. */
  readonly refused: Words | null;
  /** It was sent off, and no answer is there yet. */
  readonly starting: boolean;
  again(): void;
  /**
   * @param confirm the address that was typed, for a plan with a hard stop
   * @param wayBackSeconds the machine rolls it back unless it is kept within this time; null = it does not,
   *   undefined = nobody was asked
   */
  run(confirm: Bdf | null, wayBackSeconds: number | null | undefined): void;
}

/** The plan for a request, made again when the machine has moved on. @param request null = none is asked for */
export function useReview(request: OperationRequest | null): Review {
  const host = useMachine((state) => state.host);
  const [attempt, setAttempt] = useState<Attempt>({ request: null, because: null });
  const [made, setMade] = useState<Made | null>(null);
  const [refused, setRefused] = useState<{ readonly plan: PlanView; readonly message: Words } | null>(null);
  const [starting, setStarting] = useState(false);
  useEffect(() => {
    if (request === null || host === null) return;
    let current = true;
    const take = (plan: PlanView | null, error: Words | null): void => {
      if (current) setMade({ request, attempt, plan, error });
    };
    client.call("operation.plan", { host, request }).then(
      (plan) => take(plan, null),
      (error: unknown) => take(null, errorWords(error)),
    );
    return () => {
      current = false;
    };
  }, [request, host, attempt]);
  const mine = made !== null && made.request === request ? made : null;
  const planning = request !== null && mine?.attempt !== attempt;
  const plan = mine?.plan ?? null;
  return {
    plan,
    planning,
    error: planning ? null : (mine?.error ?? null),
    outdated: planning || attempt.request !== request ? null : attempt.because,
    refused: refused !== null && refused.plan === plan ? refused.message : null,
    starting,
    again: () => setAttempt({ request, because: null }),
    run(confirm, wayBackSeconds) {
      if (plan === null || host === null || starting) return;
      setStarting(true);
      void startRun(host, plan, confirm, wayBackSeconds).then((result) => {
        if (result.ok) {
          // The pill follows it from here.
          useOperations.getState().close();
          return;
        }
        setStarting(false);
        if (OUTDATED.has(result.code))
          setAttempt({ request, because: result.code === "CONFLICT" ? PLAN_WORDS.changed : PLAN_WORDS.forgotten });
        else setRefused({ plan, message: result.message });
      });
    },
  };
}
