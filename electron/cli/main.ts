/** The command line: what the window shows, as text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { showCommand } from "./show.ts";

const PROJECT = join(import.meta.dirname, "../..");

function version(): string {
  return (JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { version: string }).version;
}

const program = new Command("npm run -s cli --")
  .description("SR-IOV Inspector on the command line.")
  .version(version())
  .exitOverride()
  .addCommand(showCommand({ assets: join(PROJECT, "assets"), version: version() }).exitOverride());

try {
  await program.parseAsync(process.argv.slice(2), { from: "user" });
} catch (error) {
  // commander has printed its sentence; any other error brings its own.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
