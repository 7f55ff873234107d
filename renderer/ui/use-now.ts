import { useEffect, useState } from "react";

/**
 * The time, told again while it is shown.
 * @param every milliseconds; null = what is shown of it does not change
 * @returns milliseconds since 1970
 */
export function useNow(every: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (every === null) return;
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), every);
    return () => window.clearInterval(timer);
  }, [every]);
  return now;
}
