/** The command line with its file looked at: one that cannot be read, or is a mistyped command, is told before anything opens. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Language } from "../../../shared/words/say.ts";
import { whyUnreadable } from "../../host/file/read-file.ts";
import { terminalLanguage } from "../../host/places/terminal-language.ts";
import { type ParsedLaunch, parseLaunch, refusedLaunch } from "./launch-options.ts";
import { type Release, versionLine } from "./release.ts";
import { COMMAND_LINE_WORDS } from "./words.ts";

/** Commands of the command line, which is another program. */
export const COMMANDS: readonly string[] = ["show", "compare", "capabilities", "help"];

/** As {@link parseLaunch}, and a file that the words name can be read. */
export function readLaunch(
  argv: readonly string[],
  release: Release,
  demos: readonly string[],
  language: Language = terminalLanguage(),
): ParsedLaunch {
  // First: what follows a mistyped command is no option of the window's.
  const [word = ""] = argv;
  const meant = existsSync(word) ? null : commandLike(word);
  if (meant !== null) {
    const { cli } = release;
    return refusedLaunch(COMMAND_LINE_WORDS.noFileNoCommand({ path: resolve(word), word, meant, cli }), language);
  }
  const parsed = parseLaunch(argv, versionLine(release), demos, release, language);
  if (parsed.kind === "exit" || parsed.options.file === null) return parsed;
  const path = resolve(parsed.options.file);
  const problem = whyUnreadable(path);
  if (problem === null) return parsed;
  return refusedLaunch(COMMAND_LINE_WORDS.unreadableFile({ path, reason: problem }), language);
}

/** The command that was meant, or is named; null where the word is like none. */
function commandLike(word: string): string | null {
  const near = (command: string) => slips(word.toLowerCase(), command) <= Math.floor((command.length + 1) / 4);
  return COMMANDS.find(near) ?? null;
}

/** How many letters were left out, added, mistaken or swapped with the next one. */
function slips(typed: string, meant: string): number {
  // Not worth the time: it is like nothing.
  if (Math.abs(typed.length - meant.length) > meant.length) return meant.length;
  const rows = Array.from({ length: typed.length + 1 }, (_, at) => [at]);
  for (let to = 1; to <= meant.length; to++) rows[0]?.push(to);
  const cost = (from: number, to: number) => rows[from]?.[to] ?? 0;
  for (let from = 1; from <= typed.length; from++) {
    for (let to = 1; to <= meant.length; to++) {
      const isSame = typed[from - 1] === meant[to - 1];
      const isSwapped = from > 1 && to > 1 && typed[from - 1] === meant[to - 2] && typed[from - 2] === meant[to - 1];
      rows[from]?.push(
        Math.min(
          cost(from - 1, to) + 1,
          cost(from, to - 1) + 1,
          cost(from - 1, to - 1) + (isSame ? 0 : 1),
          isSwapped ? cost(from - 2, to - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cost(typed.length, meant.length);
}
