/** What stands around the output of commands: prompts with the machine's name, commands, titles of files. */
import type { Bdf } from "../../pci/bdf.ts";
import { PASTED_LINE_WORDS as T } from "../../words/texts/pasted-line.ts";
import { addressIn, addressSaid } from "../addresses.ts";
import { anchorOf } from "../anchors.ts";
import type { Dialect } from "../dialect.ts";
import { commandOf } from "../prompt.ts";
import { titleOf } from "./titles.ts";

export const PROMPTS: Dialect = {
  name: "prompts and commands",
  start: (sink) => {
    /** The command before was `hostname`. */
    let isNameNext = false;
    /** The function in whose folder the shell is. */
    let here: Bdf | null = null;
    return (line) => {
      const { text } = line;
      const name = NAMED.exec(text)?.[1] ?? (isNameNext && /^[\w.-]{1,64}$/.test(text) ? text : null);
      isNameNext = false;
      if (name !== null) {
        sink.section(line, name);
        return true;
      }
      const command = commandOf(text);
      const about = command?.command ?? fileOf(text);
      if (about === null) return false;
      isNameNext = /^hostname(?:\s+-\w+)?$/.test(about);
      sink.section(line, command?.host ?? hostOf(about));
      if (/^cd\s/.test(about)) here = addressIn(about);
      // The folder may stand in the prompt alone.
      else sink.expect(addressIn(about) ?? (OWN_CONFIG.test(about) ? (addressIn(text) ?? here) : null));
      return true;
    };
  },
};

/** A dump of the file in the folder where the shell is. */
const OWN_CONFIG = /^(?:sudo\s+)?(?:xxd|hexdump|hd|od)\s(?:.*\s)?(?:\.\/)?config(?:\s|$)/;

/** `Linux host-a 6.8.0-41-generic #41 SMP …` of uname -a, `Static hostname: host-a`. */
const NAMED = /^(?:Linux (?!version\b)(?=[\w.-]+ \d+\.\d+\S* #)|(?:Static )?host ?name: *)([\w.-]{1,64})(?:$| \d)/i;

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

/** Pairs of digits in a row that nobody read. */
const PAIRS = /(?:^|\s)(?:(?:0x)?[0-9a-f]{2}[\s,]+){7}(?:0x)?[0-9a-f]{2}(?:[\s,]|$)/i;
/** A row in which some groups have lost a digit. */
const WORN = /^\s*(?:0x)?[0-9a-f]{2,8}:(?:\s+[0-9a-z?]{1,2}){7,}\s*$/i;
const WORDS = /^(?:(?:0x)?[0-9a-f]{8}\s+){3}(?:0x)?[0-9a-f]{8}(?:\s|$)|(?:\s[0-9a-f]{8}[`_][0-9a-f]{8}){2}$/i;
/** A line of base64, of a command that names a function. */
const BASE64 = /^(?=.*[G-Zg-z+/]|A+$)[A-Za-z0-9+/]{56,128}={0,2}$/;
/** A row with digits in it that are none. */
const BROKEN_ROW =
  /^(?:0x)?[0-9a-f]{2,8}:\s+(?=(?:\S{2}\s+){0,3}[0-9a-f]{2}\s+(?:\S{2}\s+){0,2}[0-9a-f]{2}(?:\s|$))\S{2}\s+\S{2}\s/i;
const FORMS = [PAIRS, WORN, WORDS];
const HEADING = /(?:^|\s)00\s+01\s+02\s+03\s+04\s+05\s+06\s+07(?:\s|$)/;

/** `[sudo] … 01:00.0 Ethernet controller: …`: what follows is not of the function before. */
function hasTitleWithin(text: string): boolean {
  const anchor = anchorOf(text);
  return anchor?.isStrong === true && anchor.at > 0 && titleOf(text.slice(anchor.at)) !== null;
}

/** The last one to be asked: what looks like bytes is counted, so that nothing is lost without a word. */
export const LEFT_OVER: Dialect = {
  name: "bytes of an unknown form",
  start: (sink) => (line) => {
    const { text } = line;
    if (hasTitleWithin(text)) {
      sink.close();
      sink.notUnderstood(line, T.behindText, "function");
      return true;
    }
    if (isDigitsAlone(text) && (sink.current ?? sink.expected) !== null) {
      sink.notUnderstood(line, T.notConfig);
      return true;
    }
    if (text.length > 4_000 || HEADING.test(text)) return false;
    if (BROKEN_ROW.test(text)) sink.notUnderstood(line, T.notBytes);
    else if (FORMS.some((form) => form.test(text))) {
      sink.notUnderstood(line, T.unknownForm);
    } else if (sink.expected !== null && BASE64.test(text)) {
      sink.notUnderstood(line, T.base64({ command: "hexdump -C" }));
    } else return false;
    return true;
  },
};

/** A line of nothing but hexadecimal digits, as long as a header and no longer than a configuration space. */
function isDigitsAlone(text: string): boolean {
  return text.length >= 128 && text.length <= 8192 && /^[0-9a-f]+$/i.test(text);
}

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
