/**
 * Registers one by one, as `setpci -s 01:00.0 0.l 4.w` prints them: a number on a line of its own for each, in the order in
 * which they were asked for, or with its register before it.
 */
import { parseBdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { PASTED_LINE_WORDS as T } from "../../words/texts/pasted-line.ts";
import { addressIn } from "../addresses.ts";
import type { Dialect, FunctionSink, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import { commandOf } from "../prompt.ts";
import { SETPCI_REGISTERS } from "../setpci-registers.ts";

/** A register as it is asked for. */
interface Asked {
  /** As it is written, or that it is not. */
  readonly name: Words;
  /** Offset; null where it counts from a capability, which may lie anywhere. */
  readonly at: number | null;
}

const UNSAID: Asked = { name: T.unnamed, at: null };

const COMMAND = /(?:^|[\s/])setpci\s+(.*)$/;
const REGISTER = /^((?:CAP|ECAP)[\w@]*(?:\+[0-9a-fx]+)?|[A-Z][A-Z0-9_]+|(?:0x)?[0-9a-f]{1,3})(?:\.([bwl]))?$/i;
/** An answer beside the command: `setpci -s 01:00.0 0.l → 15218086`. */
const BESIDE = /^(.*?\S)\s*(?:→|=>|->|:|\s=)\s*((?:0x)?[0-9a-f]{2,8})$/i;
const ANSWER = /^\s*(?:0x)?((?:[0-9a-f]{2}){1,2}|[0-9a-f]{8})\s*$/i;
/** `00.l=15218086`, `COMMAND.w: 0406`, `04.w 0406` */
const LISTED =
  /^\s*(\w+(?:\+[0-9a-f]+)?(?:\.[bwl])?)\s*(?:=|:|->|→|\s)\s*(?:0x)?((?:[0-9a-f]{2}){1,2}|[0-9a-f]{8})\s*$/i;
/** `setpci -v`: the address is whole, also for capabilities. */
const VERBOSE =
  /^((?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[01][0-9a-f]\.[0-7]) (?:\(e?cap [0-9a-f]+ @[0-9a-f]+\) )?@([0-9a-f]{2,3}) = ([0-9a-f]{2,8})$/i;
/** Longer lines are of something else. */
const LONGEST = 4_000;

export const SETPCI: Dialect = {
  name: "setpci",
  start: (sink) => {
    let pending: readonly Asked[] = [];
    /** Numbers that nobody asked for may follow. */
    let isOpen = false;
    /** The host of the prompt before. */
    let host: string | null = null;
    return (line) => {
      const { text } = line;
      if (text === "") return false;
      const asked = pending;
      pending = [];
      if (text.length > LONGEST) return false;
      const command = text.includes("setpci") ? COMMAND.exec(text)?.[1] : undefined;
      if (command !== undefined) {
        const prompt = commandOf(text)?.host ?? null;
        const bdf = addressIn(text);
        if (bdf === null || bdf !== sink.current?.bdf || (prompt !== null && prompt !== host))
          sink.section(line, prompt);
        host = prompt ?? host;
        sink.expect(bdf);
        const [, written = command, answer] = BESIDE.exec(command) ?? [];
        pending = askedIn(text, written);
        isOpen = bdf !== null;
        if (answer !== undefined) pending = answered(sink, line, pending, answer);
        return true;
      }
      const answer = isOpen ? ANSWER.exec(text)?.[1] : undefined;
      if (answer !== undefined) {
        pending = answered(sink, line, asked, answer);
        return true;
      }
      isOpen = false;
      return verbose(sink, line) || listed(sink, line);
    };
  },
};

/** `for i in 0 4 8 c; do setpci -s 0b:00.0 $i.l; done` */
const LOOP = /\bfor\s+\w+\s+in\s+([^;]+);\s*do\s/;

/** What is read, in order; what is written to (`COMMAND=0406`) prints nothing. */
function askedIn(line: string, command: string): readonly Asked[] {
  const looped = LOOP.exec(line)?.[1];
  // What the shell puts in is not said.
  if (looped === undefined ? /[$`{]/.test(command) : /[$`{]/.test(looped)) return [];
  if (looped !== undefined)
    return looped
      .trim()
      .split(/\s+/)
      .flatMap((word) => askedBy(word) ?? UNSAID);
  return command
    .replace(/(?:^|\s)-[sd]\s*\S+/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "" && !word.startsWith("-") && !word.includes("="))
    .flatMap((word) => askedBy(word) ?? []);
}

function askedBy(word: string): Asked | null {
  const [, base] = REGISTER.exec(word) ?? [];
  if (base === undefined) return null;
  const named = SETPCI_REGISTERS[base.toUpperCase()];
  if (named !== undefined) return { name: word, at: named[0] };
  if (/^(?:0x)?[0-9a-f]{1,3}$/i.test(base)) return { name: word, at: Number.parseInt(base.replace(/^0x/i, ""), 16) };
  return /^E?CAP/i.test(base) ? { name: word, at: null } : null;
}

/** @returns what is still asked for */
function answered(sink: Sink, line: Line, asked: readonly Asked[], answer: string): readonly Asked[] {
  const [first = UNSAID, ...others] = asked;
  take(sink, line, first, answer);
  return others;
}

function listed(sink: Sink, line: Line): boolean {
  const [, word = "", value = ""] = LISTED.exec(line.text) ?? [];
  if (value === "" || (sink.current === null && sink.expected === null)) return false;
  // A number alone before the other is a row of bytes, or anything.
  const asked = /[._]|^COMMAND|^STATUS|^BIST/i.test(word) ? askedBy(word) : null;
  if (asked === null) return false;
  take(sink, line, asked, value);
  return true;
}

function verbose(sink: Sink, line: Line): boolean {
  const [, address = "", at = "", value = ""] = VERBOSE.exec(line.text) ?? [];
  const bdf = parseBdf(address);
  if (bdf === null) return false;
  sink.expect(bdf);
  take(sink, line, { name: at, at: Number.parseInt(at, 16) }, value);
  return true;
}

function take(sink: Sink, line: Line, { name, at }: Asked, answer: string): void {
  const target = functionOf(sink, line);
  const digits = answer.replace(/^0x/i, "");
  const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)).reverse();
  if (target === null) sink.notUnderstood(line, T.registerOfNone({ register: name }));
  else if (at === null) sink.notUnderstood(line, T.noOffset({ register: name }));
  else if (!target.bytes(at, bytes, bytes.length)) {
    sink.notUnderstood(line, T.otherBytesAt({ bdf: target.bdf, register: name }));
  }
}

function functionOf(sink: Sink, line: Line): FunctionSink | null {
  if (sink.expected === null || sink.current?.bdf === sink.expected) return sink.current;
  return sink.mention(sink.expected, line);
}
