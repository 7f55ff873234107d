import { useEffect, useState } from "react";

const SLOW_MS = 300;

/** True once something has been going on for longer than a blink: only then is a spinner worth drawing. */
export function useSlow(active: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = window.setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      window.clearTimeout(timer);
      setSlow(false);
    };
  }, [active]);
  return active && slow;
}
