import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "shared/**/*.test.ts",
      "electron/**/*.test.ts",
      "renderer/**/*.test.ts",
      "renderer/**/*.test.tsx",
      "tools/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "dist/**", "e2e/**"],
    pool: "threads",
    testTimeout: 60_000,
  },
});
