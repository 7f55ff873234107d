import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long: the others fill up what is left beside them. Alone at the end they would leave a core idle. */
const LONG: readonly string[] = [
  "shared/pci/fuzz.test.ts",
  "electron/cli/hostile.test.ts",
  "electron/host/helper/helper-disks.test.ts",
  "electron/host/helper/helper-host.test.ts",
  "electron/host/helper/helper-names.test.ts",
  "electron/host/helper/helper-perform.test.ts",
  "electron/host/helper/helper-take.test.ts",
  "electron/host/helper/helper-usage.test.ts",
  "electron/host/helper/helper-usage-tools.test.ts",
  "electron/host/helper/helper-way-back.test.ts",
  "electron/host/helper/hostile-peer.test.ts",
  "electron/host/local/local-host.test.ts",
  "electron/host/ssh/ssh-host.test.ts",
  "electron/host/usage/large.test.ts",
  "electron/services/machines/host-catalogue.test.ts",
  "electron/services/machines/unlock.test.ts",
  "electron/services/runner/fault-injection.test.ts",
  "electron/services/runner/helper-killed.test.ts",
  "tools/package/npm.test.ts",
  "tools/spec-runs.test.ts",
];

function isLong({ moduleId }: TestSpecification): boolean {
  return LONG.some((path) => moduleId.endsWith(`/${path}`));
}

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}

const EXCLUDED = ["**/node_modules/**", "dist/**"];

export default defineConfig({
  test: {
    pool: "threads",
    // Half as many again as there are cores: what is tried in shells waits for their clocks much of its time.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // What is said on a terminal is in its language.
    env: { LANGUAGE: "", LC_ALL: "C.UTF-8" },
    // Only against what never ends: how long something takes says how much else runs. Tests give no limits of their own.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        // Nothing in it has a state that one file could leave to another: what it imports is loaded once.
        test: { name: "shared", include: ["shared/**/*.test.ts"], exclude: EXCLUDED, isolate: false },
      },
      {
        extends: true,
        test: {
          name: "machine",
          include: ["electron/**/*.test.ts", "renderer/**/*.test.ts", "tools/**/*.test.ts", "e2e/lab/**/*.test.ts"],
          exclude: EXCLUDED,
        },
      },
      {
        extends: true,
        // Components on a page, used as a person would.
        test: { name: "page", include: ["renderer/**/*.test.tsx"], exclude: EXCLUDED, environment: "happy-dom" },
      },
    ],
  },
});
