import { defineConfig } from "vitest/config";

/** Tests of one booted lab machine; `npm test -- lab` boots each and runs them. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ["e2e/lab/tests/*.lab.ts"],
    pool: "threads",
    // They share one machine.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
