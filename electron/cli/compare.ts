/** `compare`: what two machines, or two states of one, differ in. */
import { Command, Option } from "commander";
import { withOwnHelp } from "../services/program/help.ts";
import { print } from "./print.ts";
import { skipOption } from "./show.ts";
import { COMPARE_FORMATS, type CompareOptions, type ProgramPlace } from "./show-options.ts";

export function compareCommand(place: ProgramPlace): Command {
  return withOwnHelp(new Command("compare"))
    .description("Prints what two machines differ in, or one at two moments.")
    .argument("<here>", "a file as for show --from, FILE#2 for its second machine, or local, demo:NAME, ssh:NAME")
    .argument("<there>", "what it is compared with")
    .addOption(new Option("--format <format>", "what to print").choices(COMPARE_FORMATS).default("text"))
    .option("--volatile", "also volatile fields, which change in everyday use", false)
    .option("--redact", "without serial numbers, MAC addresses and the files' names", false)
    .option("--skip <bdf>", "leave this function's registers unread; may be given several times", skipOption)
    .option("--wake", "also read functions in D3cold, which wakes them", false)
    .option("--sudo", "ssh: read as root through sudo, where it asks for no password", false)
    .option("--ssh-config <file>", "ssh: read this configuration instead of your own")
    .option("--sysfs-root <dir>", "local: read this directory instead of /sys")
    .addHelpText(
      "after",
      "\nWhat only one of the two knows is counted, but is no difference.\n" +
        "Exit status: 0 the same in all that both know, 1 different, 2 bad option or unreadable input.",
    )
    .action(async (here: string, there: string, options: CompareOptions) => {
      const { compareText } = await import("./compare-text.ts");
      const { text, same } = await compareText([here, there], options, place);
      print(Buffer.from(text));
      process.exitCode = same ? 0 : 1;
    });
}
