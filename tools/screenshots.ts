/**
 * `npm run screenshots`: takes the pictures of the documents again, into docs/screenshots. `-- --gallery FOLDER` takes
 * each main state of the window in both languages, both themes and three sizes instead, to be looked at.
 */
import { resolve } from "node:path";
import { ensureBuilt } from "./build.ts";
import { findChromium } from "./chromium.ts";
import { toolOptions } from "./options.ts";
import { localProgram, run } from "./run.ts";

const { gallery } = toolOptions({ gallery: { type: "string" } });
const chromium = findChromium();
if (chromium === null) {
  console.error("There is no Chromium: install it, or name it by CHROMIUM_PATH.");
  process.exit(1);
}
await ensureBuilt();
const [project, place] =
  gallery === undefined
    ? ["pictures", { SCREENSHOTS: "docs/screenshots" }]
    : ["gallery", { GALLERY: resolve(gallery) }];
const env = { CHROMIUM_PATH: chromium, ...place };
const { status } = await run(localProgram("playwright"), ["test", `--project=${project}`], { env });
process.exitCode = status;
