/** What the command line says beside what was asked for, and what it refuses. */
import { visibleLine } from "../../shared/pci/visible-text.ts";
import { WordsError } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { sayHere } from "../host/places/terminal-language.ts";
import { CLI_WORDS } from "./words.ts";

/** On standard error, so that standard output stays what was asked for. */
export function tell(text: Words): void {
  process.stderr.write(`${visibleLine(sayHere(CLI_WORDS.note({ text })))}\n`);
}

/** One sentence on what cannot be done. */
export function refuse(words: Words): never {
  throw new WordsError(words);
}
