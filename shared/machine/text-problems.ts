/** What a person has to know of a pasted text besides its functions: which part of it is shown, and what could not be used. */

import type { NotUnderstood, PastedMachine } from "../pasted/record.ts";
import { capped } from "../words/capped.ts";
import { names } from "../words/joined.ts";
import type { Message, Words } from "../words/message.ts";
import { PASTED_WORDS as T } from "../words/texts/pasted.ts";
import type { FunctionFacts, ReadProblem } from "./facts.ts";
import { DENIAL } from "./from-text.ts";
import { listsBy } from "./lists.ts";
import { numberRanges } from "./number-ranges.ts";

/** What such a problem is a problem of. */
export const TEXT_ATTRIBUTE = "file";
const PART_CODE = "EEXIST";

/** A file of an archive, and a line of it. */
interface Place {
  readonly path: string;
  readonly line: number;
}

/** A machine of a text among others, as much as is needed to tell it from them. */
interface Part extends Pick<PastedMachine, "host" | "line"> {
  /** Where it begins, in a text that was put together of several files. */
  readonly where?: Place;
}

/** `from line 31`. */
function placeOf({ line, where }: Part): Message {
  return where === undefined ? T.fromLine({ line }) : T.atLine({ path: where.path, line: where.line });
}

/** What tells a machine of a text from the others: `host-b, from line 31`. */
export function partName(part: Part): Message {
  return part.host === null ? placeOf(part) : T.hostAt({ host: part.host, place: placeOf(part) });
}

/** The same behind the name of its file, in no language: `:31`, `:31, host-b`, `, lspci:4`. */
export function partEnding({ host, line, where }: Part): string {
  const place = where === undefined ? `:${line}` : `, ${where.path}:${where.line}`;
  return host === null ? place : `${place}, ${host}`;
}

/**
 * Says that a text has several machines or moments, of which one is shown; empty where it has one. No host is named, so
 * that the sentence can stand in a report without names.
 * @param shown index of the one that is shown
 */
export function partProblems(parts: readonly Part[], shown: number): ReadProblem[] {
  const own = parts[shown];
  if (own === undefined || parts.length === 1) return [];
  const others = parts.flatMap((part, index) =>
    index === shown ? [] : T.part({ part: index + 1, place: placeOf(part) }),
  );
  const message = T.parts({ count: parts.length, part: shown + 1, place: placeOf(own), others: capped(others) });
  return [{ attribute: TEXT_ATTRIBUTE, code: PART_CODE, message }];
}

/** Is it a sentence of {@link partProblems}? */
export function isPartProblem({ attribute, code }: ReadProblem): boolean {
  return attribute === TEXT_ATTRIBUTE && code === PART_CODE;
}

/** Names the functions whose bytes and text differ, each of which says in what; empty where none do. */
export function deniedProblems(functions: readonly FunctionFacts[]): ReadProblem[] {
  const denied = functions.filter(({ problems }) => problems.some(isDenial)).map(({ bdf }) => bdf);
  if (denied.length === 0) return [];
  const message = T.disagree({ functions: capped(denied), count: denied.length });
  return [{ attribute: DENIAL.attribute, code: DENIAL.code, message }];
}

function isDenial({ attribute, code }: ReadProblem): boolean {
  return attribute === DENIAL.attribute && code === DENIAL.code;
}

/** Reasons that have a sentence each; what is left shares one. */
const MAX_REASONS = 8;
/** Ranges of lines that are named in a sentence. */
const MAX_RANGES = 50;

function linesText(sorted: readonly number[]): Message {
  const ranges = numberRanges(sorted);
  const lines = names(ranges.slice(0, MAX_RANGES));
  const more = ranges.length - MAX_RANGES;
  return more > 0 ? T.linesAndMore({ lines, more }) : T.lines({ count: sorted.length, lines });
}

function unusedSentence(of: readonly NotUnderstood[], why: Message | null): Message {
  const lines = linesText(of.map(({ line }) => line).toSorted((a, b) => a - b));
  const count = of.length;
  return why === null ? T.unusedForMany({ count, lines }) : T.unused({ count, why, lines });
}

/** Bytes and functions of a text that are in no machine, counted by reason; each sentence names their lines. */
export function unreadProblems(notUnderstood: readonly NotUnderstood[], path: string | null = null): ReadProblem[] {
  const byReason = [...listsBy(notUnderstood, ({ why }) => JSON.stringify(why)).values()];
  const told = byReason.length > MAX_REASONS ? byReason.slice(0, MAX_REASONS - 1) : byReason;
  const rest = byReason.slice(told.length).flat();
  return [
    ...told.map((of) => unusedSentence(of, of[0]?.why ?? null)),
    ...(rest.length === 0 ? [] : [unusedSentence(rest, null)]),
  ].map((problem) => {
    const message = path === null ? problem : T.inFile({ path, problem });
    return { attribute: TEXT_ATTRIBUTE, code: "EILSEQ", message };
  });
}

/** The problem without the names of files in an archive, which are a person's own, and tell hosts. */
export function withoutPlaces(problem: ReadProblem): ReadProblem {
  if (problem.attribute !== TEXT_ATTRIBUTE) return problem;
  const message = typeof problem.message === "string" ? plainText(problem.message) : plainMessage(problem.message);
  return message === problem.message ? problem : { ...problem, message };
}

const PARTS = T.parts({ count: 0, part: 0, place: "", others: [] }).say;
const IN_FILE = T.inFile({ path: "", problem: "" }).say;

function plainMessage(message: Message): Words {
  const { count, part, problem } = message.values ?? {};
  if (message.say === PARTS && typeof count === "number" && typeof part === "number")
    return T.partsOnly({ count, part });
  const isWords = typeof problem === "string" || (typeof problem === "object" && "say" in problem);
  return message.say === IN_FILE && isWords ? problem : message;
}

/** How the sentences began in reports of versions that kept them as text. */
const KEPT_TEXT = [
  /The text has \d+ machines, or one machine at several moments\. This is part \d+/,
  /(?:One line|\d+ lines?) of the text could not be used.*/s,
];

function plainText(text: string): string {
  const plain = KEPT_TEXT.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
  return plain === undefined || plain.endsWith(".") ? (plain ?? text) : `${plain}.`;
}
