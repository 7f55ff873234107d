import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "shared/**/*.test.ts",
      "electron/**/*.test.ts",
      "renderer/**/*.test.ts",
      "renderer/**/*.test.tsx",
      "tools/**/*.test.ts",
      "e2e/lab/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "dist/**"],
    pool: "threads",
    // Left alone it keeps a core free for a person who is waiting.
    maxWorkers: "100%",
    testTimeout: 60_000,
  },
});
