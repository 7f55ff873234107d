/**
 * Words in a report's JSON: each as its English sentence, which every program reads, and beside it as data, by which this
 * program says it in its reader's language.
 */
import type { FunctionInfo, ReadProblem } from "../machine/facts.ts";
import { JOINS } from "../words/joined.ts";
import { isList, isWords, type Message, type Value, type Words } from "../words/message.ts";
import { textsOf } from "../words/messages.ts";
import { say } from "../words/say.ts";

interface Worded {
  readonly problems: readonly ReadProblem[];
  readonly functions: readonly FunctionInfo[];
  readonly configs: object;
  readonly unread: Readonly<Record<string, Words>>;
}

/** The document as it is written: `words` beside the `message` of each problem, `unreadWords` beside `unread`. */
export function withSentences({ problems, functions, configs, unread, ...rest }: Worded): object {
  const messages = Object.entries(unread).filter(([, words]) => typeof words !== "string");
  return {
    ...rest,
    problems: problems.map(writtenProblem),
    functions: functions.map((fn) => (fn.problems.length === 0 ? fn : writtenFunction(fn))),
    configs,
    unread: Object.fromEntries(Object.entries(unread).map(([bdf, words]) => [bdf, say("en", words)])),
    ...(messages.length === 0 ? {} : { unreadWords: Object.fromEntries(messages) }),
  };
}

function writtenFunction(fn: FunctionInfo): object {
  return { ...fn, problems: fn.problems.map(writtenProblem) };
}

function writtenProblem(problem: ReadProblem): object {
  const { message } = problem;
  return typeof message === "string" ? problem : { ...problem, message: say("en", message), words: message };
}

/** Puts words in the place of their sentences; where a later program has others, the sentence stays. @param value is changed */
export function takeWords(value: Record<string, unknown>): void {
  takeProblems(value.problems);
  if (Array.isArray(value.functions)) for (const fn of value.functions) if (isRecord(fn)) takeProblems(fn.problems);
  const { unread, unreadWords } = value;
  delete value.unreadWords;
  if (!isRecord(unread) || !isRecord(unreadWords)) return;
  for (const [bdf, words] of Object.entries(unreadWords)) {
    if (Object.hasOwn(unread, bdf) && isKnown(words)) unread[bdf] = words;
  }
}

function takeProblems(problems: unknown): void {
  if (!Array.isArray(problems)) return;
  for (const problem of problems) {
    if (!isRecord(problem)) continue;
    if (isKnown(problem.words)) problem.message = problem.words;
    delete problem.words;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Is it a message that can be said here, with all that lies in it? */
export function isKnown(value: unknown): value is Message {
  return typeof value !== "string" && isWords(value) && canBeSaid(value);
}

function canBeSaid(value: Words | Value): boolean {
  if (typeof value === "string" || typeof value === "number") return true;
  if (isList(value)) return value.every(canBeSaid);
  const isThere = Object.hasOwn(JOINS, value.say) || textsOf(value.say) !== null;
  return isThere && Object.values(value.values ?? {}).every(canBeSaid);
}
