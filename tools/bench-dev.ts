/** From an edit to the moment at which `npm run dev` shows it: of the interface, and of the program behind it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "../e2e/fixtures/app.ts";
import { startDevCopy } from "../e2e/fixtures/dev-copy.ts";
import { median } from "./median.ts";

const AIM_MS = 1000;

export async function benchDev(runs: number): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "bench-dev-"));
  const browser = await launchChromium();
  const dev = await startDevCopy(["--demo", "vmhost-07"], home);
  try {
    const page = await browser.newPage();
    await page.goto(dev.server.link);
    await page.getByText("Live", { exact: true }).waitFor();
    const measure = async (what: string, file: string, words: (run: number) => string): Promise<void> => {
      const times: number[] = [];
      for (let run = 0; run < runs; run++) {
        const start = performance.now();
        dev.edit(file, `"${words(run)}"`, `"${words(run + 1)}"`);
        await page
          .getByText(words(run + 1), { exact: true })
          .first()
          .waitFor();
        times.push(performance.now() - start);
      }
      console.log(`from edit to seen, ${what}: ${median(times).toFixed(0)} ms (aim: ${AIM_MS} ms)`);
    };
    await measure("a word of the interface", "renderer/features/shell/live.ts", (run) => `Live${" again".repeat(run)}`);
    const name = "electron/host/simulated/machines/vmhost-07.ts";
    await measure("a word of the program", name, (run) => `vmhost-0${7 + run}`);
  } finally {
    await browser.close();
    await dev.close();
    rmSync(home, { recursive: true, force: true });
  }
}
