/** `show`: a machine as a tree, as lspci's text or as a report. */
import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { isSimulated, SIMULATED_RELEASES } from "../../shared/machine/kernel-release.ts";
import { type Bdf, parseBdf } from "../../shared/pci/bdf.ts";
import { withOwnHelp } from "../services/program/help.ts";
import { print } from "./print.ts";
import { FORMATS, type ProgramPlace, type ShowOptions } from "./show-options.ts";

export function skipOption(text: string, before: readonly Bdf[] = []): readonly Bdf[] {
  return [...before, slotOption(text)];
}

function slotOption(text: string): Bdf {
  const bdf = parseBdf(text);
  if (bdf === null) throw new InvalidArgumentError("It must be a function's address like 01:00.0 or 0000:01:00.0.");
  return bdf;
}

function kernelOption(text: string): string {
  if (isSimulated(text)) return text;
  throw new InvalidArgumentError(SIMULATED_RELEASES);
}

function partOption(text: string): number {
  const part = Number(text);
  if (!/^\d{1,6}$/.test(text) || part < 1) throw new InvalidArgumentError("It must be a number from 1 on.");
  return part;
}

export function showCommand(place: ProgramPlace): Command {
  return withOwnHelp(new Command("show"))
    .description("Prints a machine's PCI functions.")
    .option("--host <host>", "the machine to show: local, demo:NAME or ssh:[USER@]NAME[:PORT]", "local")
    .option("--kernel <release>", "demo: the release of its kernel, like 5.10", kernelOption)
    .option("--sudo", "ssh: read as root through sudo, where it asks for no password", false)
    .option("--from <file>", "a text about PCI functions, an archive or a JSON report, instead of a machine")
    .option("--part <n>", "which one of a text with several machines or moments, from 1", partOption)
    .option("--sysfs-root <dir>", "read this directory instead of /sys")
    .option("--ssh-config <file>", "ssh: read this configuration instead of your own")
    .addOption(new Option("--format <format>", "what to print").choices(FORMATS).default("tree"))
    .option("--numeric", "lspci: numbers instead of names, as lspci -n", false)
    .option("--slot <bdf>", "only this function", slotOption)
    .option("--hex", "with a hex dump of each configuration space", false)
    .option("--redact", "without serial numbers, MAC addresses and the file's name", false)
    .option(
      "--skip <bdf>",
      "leave this function's registers unread, beside those that you left so in the window; may be given several times",
      skipOption,
    )
    .option("--wake", "also read functions in D3cold, which wakes them", false)
    .option("--out <file>", "write there instead of printing")
    .addHelpText(
      "after",
      "\nA text is lspci's output with or without bytes (best: lspci -nnvvvxxxx as root), a hex dump, a log or a list of\n" +
        "functions. The lines that could not be used are listed.\n" +
        "lspci format is the text of lspci 3.14.0 -vvv. Full configuration spaces need root on a real machine.\n" +
        "Exit status: 0 printed, 2 bad option or unreadable input.",
    )
    .action(async (options: ShowOptions) => {
      if (options.out === undefined) return await showTo(print, options, place);
      const parts: Uint8Array[] = [];
      await showTo((bytes) => parts.push(bytes), options, place);
      writeFileSync(options.out, Buffer.concat(parts));
    });
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
