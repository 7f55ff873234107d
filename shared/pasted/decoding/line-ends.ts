/** Marks at the end of lines: what shows line ends (`cat -A`, vi, word processors), quotes each line or continues it. Pure. */
import { anchorOf } from "../anchors.ts";
import { sampleOf } from "../lines.ts";

/** What no line of a dump ends in. */
const MARK = /(?:["'`],?|(?:\\r)?\\n["']?|\^M\$?|[\\$¶↵⏎|│┃;,])$/;
const QUOTES = "\"'`";
const MOST_MARKS = 3;
const FEWEST = 3;
/** One of so many lines may lack it. */
const LACKING = 20;

/** Do the lines of a dump in it end in one mark? */
export function hasEndMarks(text: string): boolean {
  return endMarkOf(text) !== null;
}

/** Without the mark that lines end in, and the blanks before it. */
export function withoutEndMarks(text: string): string {
  let bare = text;
  for (let round = 0; round < MOST_MARKS; round++) {
    const mark = endMarkOf(bare);
    if (mark === null) break;
    bare = bare
      .split("\n")
      .map((line) => withoutMark(line, mark))
      .join("\n");
  }
  return bare;
}

function withoutMark(line: string, mark: string): string {
  const shown = line.trimEnd();
  if (!isMarked(shown, mark)) return line;
  const rest = shown.slice(0, -mark.length).trimEnd();
  const [quote = ""] = mark;
  return QUOTES.includes(quote) ? rest.replace(quote, "") : rest;
}

/** What ends in a quotation mark begins with it. */
function isMarked(line: string, mark: string): boolean {
  if (!line.endsWith(mark)) return false;
  const [quote = ""] = mark;
  return !QUOTES.includes(quote) || line.replace(/^[\s-]{1,200}/, "").startsWith(quote);
}

function endMarkOf(text: string): string | null {
  const lines = [...sampleOf(text)].map((line) => line.trimEnd()).filter((line) => line !== "");
  const counts = new Map<string, number>();
  for (const line of lines) {
    const mark = MARK.exec(line.slice(-4))?.[0];
    if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return most !== undefined && most[1] >= FEWEST && most[1] * 3 >= lines.length && endIn(lines, most[0])
    ? most[0]
    : null;
}

/**
 * Nearly all lines that begin as those of a dump must have it, and functions' lines too: a column of characters ends in
 * a bar. Nor may most be broken by it: then what follows
 * a line is the rest of it.
 */
function endIn(lines: readonly string[], mark: string): boolean {
  let [marked, lacking, others, whole] = [0, 0, 0, 0];
  for (const [index, line] of lines.entries()) {
    const anchor = anchorOf(line);
    if (anchor === null) continue;
    if (!isMarked(line, mark)) {
      lacking += 1;
      continue;
    }
    marked += 1;
    if (!anchor.isRow) others += 1;
    const next = lines.slice(index + 1, index + 3).find((other) => other !== line);
    if (next === undefined || (next.endsWith(mark) && anchorOf(next) !== null)) whole += 1;
  }
  return marked >= FEWEST && others > 0 && lacking * LACKING <= marked && whole * 2 >= marked;
}
