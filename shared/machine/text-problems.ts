/** What a person has to know of a pasted text besides its functions: which part of it is shown, and what could not be used. */

import type { NotUnderstood, PastedMachine } from "../pasted/record.ts";
import { stillEnglish } from "../words/say.ts";
import type { FunctionFacts, ReadProblem } from "./facts.ts";
import { DENIAL } from "./from-text.ts";
import { listed, listsBy } from "./lists.ts";

/** What such a problem is a problem of. */
export const TEXT_ATTRIBUTE = "file";
const PART_CODE = "EEXIST";

/** A machine of a text among others, as much as is needed to tell it from them. */
interface Part extends Pick<PastedMachine, "host" | "line"> {
  /** Where it begins, in a text that was put together of several files. */
  readonly where?: string;
}

/** `from line 31`. */
function placeOf({ line, where }: Part): string {
  return where ?? `from line ${line}`;
}

/** What tells a machine of a text from the others: `host-b, from line 31`. */
export function partName(part: Part): string {
  return part.host === null ? placeOf(part) : `${part.host}, ${placeOf(part)}`;
}

/** Parts that are named one by one. */
const MAX_PARTS = 8;

/**
 * Says that a text has several machines or moments, of which one is shown; empty where it has one. No host is named, so
 * that the sentence can stand in a report without names.
 * @param shown index of the one that is shown
 */
export function partProblems(parts: readonly Part[], shown: number): ReadProblem[] {
  const own = parts[shown];
  if (own === undefined || parts.length === 1) return [];
  const others = parts.flatMap((part, index) => (index === shown ? [] : `part ${index + 1} (${placeOf(part)})`));
  const message =
    `The text has ${parts.length} machines, or one machine at several moments. This is part ${shown + 1} (${placeOf(own)}); ` +
    `not shown: ${listed(others, MAX_PARTS)}.`;
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
  const notes = denied.length === 1 ? "its notes say" : "their notes say";
  const message = `Text and bytes disagree about ${listed(denied, MAX_PARTS)}: the bytes are used, and ${notes} what differs.`;
  return [{ attribute: DENIAL.attribute, code: DENIAL.code, message }];
}

function isDenial({ attribute, code }: ReadProblem): boolean {
  return attribute === DENIAL.attribute && code === DENIAL.code;
}

/** Reasons that have a sentence each; what is left shares one. */
const MAX_REASONS = 8;
/** Ranges of lines that are named in a sentence. */
const MAX_RANGES = 50;

/** `12`, `15–17`: lines in a row are one range. */
function rangesOf(lines: readonly number[]): string[] {
  const ranges: { first: number; last: number }[] = [];
  for (const line of lines) {
    const range = ranges.at(-1);
    if (range !== undefined && line - range.last <= 1) range.last = line;
    else ranges.push({ first: line, last: line });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
}

function unusedSentence(lines: readonly number[], why: string | null): string {
  const sorted = lines.toSorted((a, b) => a - b);
  const one = sorted.length === 1;
  const count = one ? "One line" : `${sorted.length} lines`;
  return `${count} of the text could not be used${why === null ? ", for several reasons" : `: ${why}`} (${one ? "line" : "lines"} ${listed(rangesOf(sorted), MAX_RANGES)}).`;
}

/** Bytes and functions of a text that are in no machine, counted by reason; each sentence names their lines. */
export function unreadProblems(notUnderstood: readonly NotUnderstood[]): ReadProblem[] {
  const byReason = [...listsBy(notUnderstood, ({ why }) => why)];
  const told = byReason.length > MAX_REASONS ? byReason.slice(0, MAX_REASONS - 1) : byReason;
  const rest = byReason.slice(told.length).flatMap(([, of]) => of);
  const lines = (of: readonly NotUnderstood[]) => of.map(({ line }) => line);
  return [
    ...told.map(([why, of]) => unusedSentence(lines(of), why)),
    ...(rest.length === 0 ? [] : [unusedSentence(lines(rest), null)]),
  ].map((message) => ({ attribute: TEXT_ATTRIBUTE, code: "EILSEQ", message }));
}

/** How the sentences above begin where no file of an archive is named. */
const PLAIN = [
  /The text has \d+ machines, or one machine at several moments\. This is part \d+/,
  /(?:One line|\d+ lines) of the text could not be used.*/s,
];

/** The problem without the names of files in an archive, which are a person's own, and tell hosts. */
export function withoutPlaces(problem: ReadProblem): ReadProblem {
  if (problem.attribute !== TEXT_ATTRIBUTE) return problem;
  const plain = PLAIN.map((pattern) => pattern.exec(stillEnglish(problem.message))?.[0]).find(
    (found) => found !== undefined,
  );
  if (plain === undefined) return problem;
  return { ...problem, message: plain.endsWith(".") ? plain : `${plain}.` };
}
