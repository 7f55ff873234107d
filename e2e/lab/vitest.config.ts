import { defineConfig } from "vitest/config";

/** Tests of one booted lab machine; `npm test -- lab` boots each and runs them. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ["e2e/lab/tests/*.lab.ts"],
    pool: "threads",
    // They share one machine.
    fileParallelism: false,
    // Only against what never ends: how long something takes says how much else runs.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    expect: { poll: { timeout: 600_000, interval: 1_000 } },
  },
});
