import { useEffect, useState } from "react";

const SLOW_MS = 300;

/** True once `busy` has been so for longer than a blink: time for a spinner. */
export function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = window.setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      window.clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return busy && slow;
}
