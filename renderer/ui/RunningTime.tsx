import { useEffect, useState } from "react";

const SHOWN_AFTER_MS = 300;
const TICK_MS = 100;

/** The time since it was first drawn, once that is long enough to be worth telling. */
export function RunningTime() {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = window.setInterval(() => setElapsed(performance.now() - start), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  return elapsed < SHOWN_AFTER_MS ? null : <>{(elapsed / 1000).toFixed(1)} s</>;
}
