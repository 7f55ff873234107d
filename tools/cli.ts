/** `npm run -s cli -- show …`: the command line, built first when it is missing or old. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt, ROOT } from "./build.ts";

await ensureBuilt();
await import(pathToFileURL(join(ROOT, "dist/app/cli.js")).href);
