/** `compare`: what two machines, or two states of one, differ in. */
import { Command, Option } from "commander";
import type { Words } from "../../shared/words/message.ts";
import { type Language, say } from "../../shared/words/say.ts";
import { withLanguage, withOwnHelp } from "../services/program/help.ts";
import { OPTION_WORDS } from "../services/program/words.ts";
import { print } from "./print.ts";
import { optionReaders } from "./show.ts";
import { COMPARE_FORMATS, type CompareOptions, type ProgramPlace } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

export function compareCommand(place: ProgramPlace, language: Language): Command {
  const is = (words: Words) => say(language, words);
  const command = withOwnHelp(new Command("compare"), language)
    .description(is(CLI_WORDS.compare))
    .argument("<here>", is(CLI_WORDS.hereArgument))
    .argument("<there>", is(CLI_WORDS.thereArgument))
    .addOption(new Option("--format <format>", is(CLI_WORDS.formatOption)).choices(COMPARE_FORMATS).default("text"))
    .option("--volatile", is(CLI_WORDS.volatileOption), false)
    .option("--redact", is(CLI_WORDS.compareRedactOption), false)
    .option("--skip <bdf>", is(OPTION_WORDS.skip), optionReaders(language).skip)
    .option("--wake", is(CLI_WORDS.wakeOption), false)
    .option("--sudo", is(CLI_WORDS.sudoOption), false)
    .option("--ssh-config <file>", is(CLI_WORDS.sshConfigOption))
    .option("--sysfs-root <dir>", is(CLI_WORDS.sysfsRootOption));
  return withLanguage(command, language)
    .addHelpText("after", `\n${is(CLI_WORDS.aboutDifferences)}\n${is(CLI_WORDS.compareStatus)}`)
    .action(async (here: string, there: string, options: CompareOptions) => {
      const { compareText } = await import("./compare-text.ts");
      const { text, same } = await compareText([here, there], options, place);
      print(Buffer.from(text));
      process.exitCode = same ? 0 : 1;
    });
}
