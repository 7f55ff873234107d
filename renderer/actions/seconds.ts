/** Seconds that a page counts: those that are left for a change to be kept, and those that it has run. */
import { useEffect, useState } from "react";

const TICK_MS = 250;

function secondsUntil(at: number): number {
  return Math.ceil(Math.max(0, at - performance.now()) / 1000);
}

/**
 * @param backAt milliseconds of `performance.now()`; null = nothing is counted
 * @returns whole seconds that are left, 0 once it is over
 */
export function useSecondsLeft(backAt: number | null): number {
  const [left, setLeft] = useState(() => secondsUntil(backAt ?? 0));
  useEffect(() => {
    if (backAt === null) return;
    const tell = () => setLeft(secondsUntil(backAt));
    tell();
    const timer = setInterval(tell, TICK_MS);
    return () => clearInterval(timer);
  }, [backAt]);
  return left;
}

function secondsSince(at: number): number {
  return Math.floor(Math.max(0, Date.now() - at) / 1000);
}

/** @param at milliseconds since 1970 @returns whole seconds that have passed */
export function useSecondsSince(at: number): number {
  const [passed, setPassed] = useState(() => secondsSince(at));
  useEffect(() => {
    const timer = setInterval(() => setPassed(secondsSince(at)), TICK_MS);
    return () => clearInterval(timer);
  }, [at]);
  return passed;
}
