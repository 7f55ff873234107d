/** `show`: a machine as a tree, as lspci's text or as a report. */
import { writeFileSync, writeSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Bdf, parseBdf } from "../../shared/pci/bdf.ts";
import { showText } from "./show-text.ts";

export const FORMATS = ["tree", "lspci", "json", "md", "html"] as const;
export type ShowFormat = (typeof FORMATS)[number];

export interface ShowOptions {
  /** `local` or `demo:NAME` */
  readonly host: string;
  /** A dump or JSON report instead of a machine. */
  readonly from?: string;
  readonly sysfsRoot?: string;
  readonly format: ShowFormat;
  readonly numeric: boolean;
  readonly slot?: Bdf;
  readonly hex: boolean;
  readonly redact: boolean;
  readonly wake: boolean;
  readonly out?: string;
}

export interface ProgramPlace {
  /** The assets/ folder. */
  readonly assets: string;
  readonly version: string;
}

function slotOption(text: string): Bdf {
  const bdf = parseBdf(text);
  if (bdf === null) throw new InvalidArgumentError("It must be a function's address like 01:00.0 or 0000:01:00.0.");
  return bdf;
}

/** Everything, also where standard output is a pipe whose reader is slow. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The reader has seen enough (`| head`).
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
    }
  }
}

export function showCommand(place: ProgramPlace): Command {
  return new Command("show")
    .description("Prints a machine's PCI functions.")
    .option("--host <host>", "the machine: local or demo:NAME", "local")
    .option("--from <file>", "a dump (lspci -x, -xxx, -xxxx) or a JSON report instead of a machine")
    .option("--sysfs-root <dir>", "read this directory instead of /sys")
    .addOption(new Option("--format <format>", "what to print").choices(FORMATS).default("tree"))
    .option("--numeric", "lspci: numbers instead of names, as lspci -n", false)
    .option("--slot <bdf>", "only this function", slotOption)
    .option("--hex", "with a hex dump of each configuration space", false)
    .option("--redact", "without serial numbers and MAC addresses", false)
    .option("--wake", "also read functions in D3cold, which wakes them", false)
    .option("--out <file>", "write there instead of printing")
    .addHelpText(
      "after",
      "\nlspci format is the text of lspci 3.14.0 -vvv. Full configuration spaces need root on a real machine.\n" +
        "Exit status: 0 printed, 2 bad option or unreadable input.",
    )
    .action(async (options: ShowOptions) => {
      const text = await showText(options, place);
      if (options.out === undefined) print(text);
      else writeFileSync(options.out, text);
    });
}
