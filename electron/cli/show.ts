/** `show`: a machine as a tree, as lspci's text or as a report. */
import { writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { isSimulated } from "../../shared/machine/kernel-release.ts";
import { type Bdf, parseBdf } from "../../shared/pci/bdf.ts";
import type { Words } from "../../shared/words/message.ts";
import { type Language, say } from "../../shared/words/say.ts";
import { refusedValue, withLanguage, withOwnHelp } from "../services/program/help.ts";
import { COMMAND_LINE_WORDS, OPTION_WORDS } from "../services/program/words.ts";
import { refuse } from "./language.ts";
import { print } from "./print.ts";
import { FORMATS, type ProgramPlace, type ShowOptions } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

/** How values are read that an option takes; what is wrong with one is said in the language. */
export function optionReaders(language: Language) {
  const slot = (text: string): Bdf => {
    const bdf = parseBdf(text);
    if (bdf === null) throw refusedValue(language, COMMAND_LINE_WORDS.functionAddress);
    return bdf;
  };
  return {
    slot,
    skip: (text: string, before: readonly Bdf[] = []): readonly Bdf[] => [...before, slot(text)],
    kernel(text: string): string {
      if (isSimulated(text)) return text;
      throw refusedValue(language, COMMAND_LINE_WORDS.simulatedRelease);
    },
    part(text: string): number {
      const part = Number(text);
      if (!/^\d{1,6}$/.test(text) || part < 1) throw refusedValue(language, CLI_WORDS.notAPart);
      return part;
    },
  };
}

export function showCommand(place: ProgramPlace, language: Language): Command {
  const is = (words: Words) => say(language, words);
  const read = optionReaders(language);
  const below = [CLI_WORDS.aboutTexts, CLI_WORDS.aboutLspci, CLI_WORDS.showStatus].map(is);
  const command = withOwnHelp(new Command("show"), language)
    .description(is(CLI_WORDS.show))
    .option("--host <host>", is(CLI_WORDS.hostOption), "local")
    .option("--kernel <release>", is(CLI_WORDS.kernelOption), read.kernel)
    .option("--sudo", is(CLI_WORDS.sudoOption), false)
    .option("--from <file>", is(CLI_WORDS.fromOption))
    .option("--part <n>", is(CLI_WORDS.partOption), read.part)
    .option("--sysfs-root <dir>", is(OPTION_WORDS.sysfsRoot))
    .option("--ssh-config <file>", is(CLI_WORDS.sshConfigOption))
    .addOption(new Option("--format <format>", is(CLI_WORDS.formatOption)).choices(FORMATS).default("tree"))
    .option("--numeric", is(CLI_WORDS.numericOption), false)
    .option("--slot <bdf>", is(CLI_WORDS.slotOption), read.slot)
    .option("--hex", is(CLI_WORDS.hexOption), false)
    .option("--redact", is(CLI_WORDS.redactOption), false)
    .option("--skip <bdf>", is(CLI_WORDS.skipOption), read.skip)
    .option("--wake", is(CLI_WORDS.wakeOption), false)
    .option("--out <file>", is(CLI_WORDS.outOption));
  return withLanguage(command, language)
    .addHelpText("after", `\n${below.join("\n")}`)
    .action(async (given: Omit<ShowOptions, "language">) => {
      const options: ShowOptions = { ...given, language };
      if (options.out === undefined) return await showTo(print, options, place);
      const parts: Uint8Array[] = [];
      await showTo((bytes) => parts.push(bytes), options, place);
      await writeOut(options.out, Buffer.concat(parts));
    });
}

/** @throws WordsError */
async function writeOut(path: string, bytes: Uint8Array): Promise<void> {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    const { systemReason } = await import("../host/errors.ts");
    refuse(CLI_WORDS.notWritten({ path, reason: systemReason(error) }));
  }
}

/** Characters that are gathered before they are written. */
const PIECE = 64 * 1024;

/** Nothing is loaded before it is known that there is something to show. */
async function showTo(write: (bytes: Uint8Array) => void, options: ShowOptions, place: ProgramPlace): Promise<void> {
  const { showText } = await import("./show-text.ts");
  let text = "";
  const flush = () => {
    write(Buffer.from(text));
    text = "";
  };
  await showText(
    (more) => {
      text += more;
      if (text.length >= PIECE) flush();
    },
    options,
    place,
  );
  flush();
}
