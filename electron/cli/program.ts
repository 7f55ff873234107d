/** The commands and their exit status. */
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { errorText } from "../../shared/error-text.ts";
import { visibleLine, visibleText } from "../../shared/pci/visible-text.ts";
import { configDirectory } from "../host/places/places.ts";
import { VERSION_WORDS, withOwnHelp } from "../services/program/help.ts";
import { type Release, readRelease, versionLine } from "../services/program/release.ts";
import { compareCommand } from "./compare.ts";
import { print } from "./print.ts";
import { showCommand } from "./show.ts";
import type { ProgramPlace } from "./show-options.ts";

function capabilitiesCommand(): Command {
  return withOwnHelp(new Command("capabilities"))
    .description("Lists the capabilities that are decoded, beside what lspci does with them.")
    .action(async () => {
      // Other commands start without it.
      const { capabilitiesText } = await import("./capabilities-text.ts");
      print(Buffer.from(capabilitiesText()));
    });
}

/** All commands. */
export function cliProgram(place: ProgramPlace, release: Release): Command {
  return withOwnHelp(new Command(release.cli))
    .description("SR-IOV Inspector on the command line.")
    .version(versionLine(release), ...VERSION_WORDS)
    .helpCommand("help [command]", "Shows the help of a command.")
    .addCommand(showCommand(place))
    .addCommand(compareCommand(place))
    .addCommand(capabilitiesCommand());
}

/**
 * Runs what the arguments say and sets the exit status: 0 done, 1 where a comparison found a difference, 2 bad option or unreadable input.
 * @param project the folder with dist/ and assets/
 */
export async function runProgram(project: string): Promise<void> {
  const release = readRelease(join(project, "dist"));
  const place: ProgramPlace = {
    assets: join(project, "assets"),
    version: release.version,
    settings: configDirectory(),
  };
  const program = cliProgram(place, release);
  const writeOut = (text: string) => print(Buffer.from(text));
  for (const command of [program, ...program.commands]) {
    // Its sentences repeat arguments, which may be names of files that anybody made.
    const writeErr = (text: string) => process.stderr.write(visibleText(text));
    command.exitOverride().configureOutput({ writeErr, writeOut });
  }
  try {
    await program.parseAsync(process.argv.slice(2), { from: "user" });
  } catch (error) {
    // commander has printed its sentence; any other error brings its own.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      process.stderr.write(`error: ${visibleLine(errorText(error))}\n`);
      process.exitCode = 2;
    }
  }
}
