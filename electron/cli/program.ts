/** The commands and their exit status. */
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { visibleLine, visibleText } from "../../shared/pci/visible-text.ts";
import { errorWords } from "../../shared/words/errors.ts";
import { type Language, say } from "../../shared/words/say.ts";
import { configDirectory } from "../host/places/places.ts";
import { sayHere, terminalLanguage } from "../host/places/terminal-language.ts";
import { withLanguage, withOwnHelp } from "../services/program/help.ts";
import { type Release, readRelease, versionLine } from "../services/program/release.ts";
import { COMMAND_LINE_WORDS, OPTION_WORDS } from "../services/program/words.ts";
import { compareCommand } from "./compare.ts";
import { print } from "./print.ts";
import { showCommand } from "./show.ts";
import type { ProgramPlace } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

function capabilitiesCommand(language: Language): Command {
  return withLanguage(withOwnHelp(new Command("capabilities"), language), language)
    .description(say(language, CLI_WORDS.capabilities))
    .action(async () => {
      // Other commands start without it.
      const { capabilitiesText } = await import("./capabilities-text.ts");
      print(Buffer.from(capabilitiesText(language)));
    });
}

/** All commands. */
export function cliProgram(place: ProgramPlace, release: Release, language: Language = "en"): Command {
  return withLanguage(withOwnHelp(new Command(release.cli), language), language)
    .description(say(language, CLI_WORDS.about))
    .version(versionLine(release), "-V, --version", say(language, OPTION_WORDS.version))
    .helpCommand("help [command]", say(language, CLI_WORDS.helpOfCommand))
    .addCommand(showCommand(place, language))
    .addCommand(compareCommand(place, language))
    .addCommand(capabilitiesCommand(language));
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
  const program = cliProgram(place, release, terminalLanguage());
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
      process.stderr.write(`${visibleLine(sayHere(COMMAND_LINE_WORDS.error({ text: errorWords(error) })))}\n`);
      process.exitCode = 2;
    }
  }
}
