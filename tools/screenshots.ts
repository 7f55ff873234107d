/** `npm run screenshots`: takes the pictures of the documents again, into docs/screenshots. */
import { ensureBuilt } from "./build.ts";
import { findChromium } from "./chromium.ts";
import { localProgram, run } from "./run.ts";

const chromium = findChromium();
if (chromium === null) {
  console.error("There is no Chromium: install it, or name it by CHROMIUM_PATH.");
  process.exit(1);
}
await ensureBuilt();
const env = { CHROMIUM_PATH: chromium, SCREENSHOTS: "docs/screenshots" };
const { status } = await run(localProgram("playwright"), ["test", "--project=pictures"], { env });
process.exitCode = status;
