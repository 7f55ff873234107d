/** What stands around the output of commands: prompts with the machine's name, commands, titles of files. */
import { addressIn, addressSaid } from "../addresses.ts";
import type { Dialect } from "../dialect.ts";
import { commandOf } from "../prompt.ts";

export const PROMPTS: Dialect = {
  name: "prompts and commands",
  start: (sink) => (line) => {
    const command = commandOf(line.text);
    const about = command?.command ?? fileOf(line.text);
    if (about === null) return false;
    sink.section(line, command?.host ?? hostOf(about));
    sink.expect(addressIn(about));
    return true;
  },
};

/** `==> path <==` of head and tail, `--- path ---`, `*** path`, or a path alone on its line. */
const FILE = /^(?:[=*#:-]{2,80}[>\s]\s*)?((?:[\w.@:+~-]*\/)+[\w.@:+~-]+)(?:\s*[<\s][=*#:-]{2,80}|:)?$/;

/** The file whose content follows; null = the line is no title. */
function fileOf(text: string): string | null {
  if (text.length > 400 || !text.includes("/")) return null;
  const path = FILE.exec(text)?.[1];
  return path !== undefined && (path.startsWith("/") || path !== text) ? path : null;
}

/** The archives of sosreport begin with the machine's name. */
function hostOf(path: string): string | null {
  return /(?:^|\/)sosreport-([\w.-]+?)-\d{4,}/.exec(path)?.[1] ?? null;
}

/** `pci 0000:01:00.0: config space:`, `PCI Segment 00 Bus 01 Device 00 Func 00`: bytes may follow. */
const ABOUT = /\b(?:config|configuration|registers?|space|dump|pci|bus|device|function|func)\b|:$/i;

/** Sentences that name a function, of whoever prints one before its bytes. It only listens. */
export const SENTENCES: Dialect = {
  name: "earlydump, pci -i of the UEFI shell",
  start: (sink) => (line) => {
    const { text } = line;
    if (text.length > 200 || text.startsWith("\t") || !ABOUT.test(text)) return false;
    const said = addressSaid(text);
    if (said !== null) sink.expect(said);
    return false;
  },
};
