/** A change that waits to be kept: the time that is left for it, and the word on it. */
import { useEffect, useState } from "react";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { client } from "../stores/connection.ts";
import { RUN_WORDS } from "../words/run.ts";

const TICK_MS = 250;

function secondsUntil(at: number): number {
  return Math.ceil(Math.max(0, at - performance.now()) / 1000);
}

/** @param backAt milliseconds of `performance.now()` @returns whole seconds that are left, 0 once it is over */
export function useSecondsLeft(backAt: number): number {
  const [left, setLeft] = useState(() => secondsUntil(backAt));
  useEffect(() => {
    const tell = () => setLeft(secondsUntil(backAt));
    tell();
    const timer = setInterval(tell, TICK_MS);
    return () => clearInterval(timer);
  }, [backAt]);
  return left;
}

/** `Rolls back in 42 s`. @param left whole seconds @param given a person's word */
export function backText(left: number, given: boolean | null): Words {
  if (given === true) return RUN_WORDS.keepingNow;
  return given === null && left > 0 ? RUN_WORDS.rollsBackIn({ seconds: left }) : RUN_WORDS.rollingBackNow;
}

interface Word {
  /** What was said and accepted: keep it, or roll it back; null = nothing yet. */
  readonly given: boolean | null;
  /** Why it was not taken, in one sentence; null = nothing speaks against it. */
  readonly problem: Words | null;
  /** Keeps the change, or rolls it back now. */
  give(keep: boolean): void;
}

/** A person's word on an operation that waits for it. */
export function useWord(operationId: string): Word {
  const [problem, setProblem] = useState<Words | null>(null);
  const [given, setGiven] = useState<boolean | null>(null);
  return {
    given,
    problem,
    give(keep) {
      client.call("operation.confirm", { operationId, keep }).then(
        () => {
          setGiven(keep);
          setProblem(null);
        },
        (error: unknown) => setProblem(errorWords(error)),
      );
    },
  };
}
