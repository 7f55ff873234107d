/** How `--help` reads, of every command: in our own words, and without telling that what was not asked for is not done. */
import { type Command, Help, type Option } from "commander";

const usual = new Help();

function optionDescription(option: Option): string {
  return option.defaultValue === false ? option.description : usual.optionDescription(option);
}

/** @returns the command itself */
export function withOwnHelp(command: Command): Command {
  return command.configureHelp({ optionDescription }).helpOption("-h, --help", "show this help");
}

export const VERSION_WORDS = ["-V, --version", "print the version, its commit and the commit's day"] as const;
