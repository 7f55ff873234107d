import { defineConfig } from "@playwright/test";

/** `shell` decides what the specs drive: the served interface in Chromium, or the window in Electron. */
export interface ShellOption {
  readonly shell: "browser" | "electron";
}

const LAB_SPECS = "**/*.lab.spec.ts";
/** What `npm run screenshots` does, without and with `--gallery`. */
const PICTURES = "**/screenshots.browser.spec.ts";
const GALLERY = "**/gallery.browser.spec.ts";
/** Emulated machines take their time, and more of it where much runs at once. */
const LAB = {
  testMatch: LAB_SPECS,
  fullyParallel: false,
  timeout: 1_200_000,
  expect: { timeout: 240_000 },
} as const;
/** A button that is not there is said to be missing, long before the test ends. */
const LAB_ACTION = 240_000;

export default defineConfig<ShellOption>({
  testDir: "e2e/specs",
  outputDir: process.env.E2E_OUTPUT ?? "test-results",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: process.env.E2E_SUMMARY ?? ".cache/e2e-summary.json" }]],
  use: {
    // Without a film: the trace has the page at each step anyway, and filming takes an eighth of the whole run.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: true },
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "chromium",
      use: { shell: "browser" },
      testIgnore: ["**/*.electron.spec.ts", LAB_SPECS, PICTURES, GALLERY],
    },
    {
      name: "electron",
      use: { shell: "electron" },
      testIgnore: ["**/*.browser.spec.ts", LAB_SPECS],
    },
    { name: "pictures", use: { shell: "browser" }, testMatch: PICTURES },
    { name: "gallery", use: { shell: "browser" }, testMatch: GALLERY },
    // Random actions, of a seed. Its log says more than a trace of thousands of them would.
    { name: "monkey", use: { shell: "browser", trace: "off" }, testDir: "e2e/monkey", expect: { timeout: 20_000 } },
    // Against a lab machine that `npm test -- lab` has booted; the specs of one machine share it.
    { name: "lab", use: { shell: "browser", actionTimeout: LAB_ACTION }, ...LAB },
    { name: "lab-electron", use: { shell: "electron", actionTimeout: LAB_ACTION }, ...LAB, grep: /@each-shell/ },
  ],
});
