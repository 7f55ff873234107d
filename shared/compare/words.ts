/** What is said of a comparison, and its text for a terminal and as Markdown. Pure. */

import { shortBdf } from "../pci/bdf.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { visibleLine } from "../pci/visible-text.ts";
import { escapeMarkdown } from "../report/escape.ts";
import { clauses, ended, names, phrase } from "../words/joined.ts";
import type { Message, Words } from "../words/message.ts";
import { COMPARISON_WORDS as T } from "../words/texts/comparison.ts";
import { FROM_TEXT_WORDS } from "../words/texts/from-text.ts";
import type { Comparison, Difference, FunctionComparison } from "./comparison.ts";

/** Says words in the language of whoever reads the text. */
type Sayer = (words: Words) => string;

function otherOf(side: 0 | 1): 0 | 1 {
  return side === 0 ? 1 : 0;
}

/** `3 functions differ; 1 function only in host-a; 2 volatile fields differ` */
export function summaryText({ names, listsAll, machine, counts }: Comparison): Message {
  const { differ, only, volatile } = counts;
  const once = (side: 0 | 1): Message | null => {
    const count = only[side];
    if (count === 0) return null;
    const other = otherOf(side);
    return listsAll[other] ? T.onlyIn({ count, machine: names[side] }) : T.notListed({ count, machine: names[other] });
  };
  const parts: readonly (Message | null)[] = [
    differ > 0 ? T.functionsDiffer({ count: differ }) : null,
    once(0),
    once(1),
    machine.length > 0 ? T.machineDiffers({ count: machine.length }) : null,
  ];
  const isSame = parts.every((part) => part === null);
  return clauses(isSame ? T.same : null, ...parts, volatile > 0 ? T.volatileDiffer({ count: volatile }) : null);
}

/** What one side alone knows, which is no difference: sentences. */
export function knownOnceText({ names, counts }: Comparison): readonly Message[] {
  const { compared, bytesOnce, onlyKnown } = counts;
  const told: Message[] = [];
  if (compared === 0) told.push(T.nothingShared);
  if (bytesOnce > 0) told.push(T.bytesOnce({ count: bytesOnce }));
  for (const side of [0, 1] as const) {
    if (onlyKnown[side] > 0) told.push(T.knownOnce({ count: onlyKnown[side], machine: names[side] }));
  }
  return told;
}

/** `01:00.0 I350`, `01:00.0 I350, moved to 02:00.0` */
export function headingText(
  { place, functions: [a, b] }: FunctionComparison,
  { names, listsAll }: Pick<Comparison, "names" | "listsAll">,
): Message {
  const once = (side: 0 | 1): Message => {
    const [name, other] = [told(side === 0 ? a : b), otherOf(side)];
    return listsAll[other]
      ? T.onlyThere({ function: name, machine: names[side] })
      : T.notListedThere({ function: name, machine: names[other] });
  };
  const told = (fn: typeof a) => (fn === null ? phrase() : phrase(shortBdf(fn.bdf), fn.name));
  switch (place) {
    case "same":
      return told(a);
    case "moved":
      return T.moved({ function: told(a), bdf: b === null ? "" : shortBdf(b.bdf) });
    case "other card":
      return T.otherCard({ function: told(a), machine: names[1], other: b?.name ?? "" });
    case "here only":
      return once(0);
    case "there only":
      return once(1);
  }
}

/** `igb (from the text)` */
export function valueTexts({ values, fromText }: Difference): readonly [Words, Words] {
  const told = (side: 0 | 1) => (fromText[side] ? FROM_TEXT_WORDS.marked({ value: values[side] }) : values[side]);
  return [told(0), told(1)];
}

/** `1b8h`; empty for a fact. */
export function offsetText({ offset }: Difference): string {
  return offset === null ? "" : `${hexDigits(offset, offset < 0x100 ? 2 : 3)}h`;
}

/** The differences that are shown: volatile ones only where they are asked for. */
export function shownDifferences({ differences }: FunctionComparison, withVolatile: boolean): readonly Difference[] {
  return withVolatile ? differences : differences.filter(({ volatile }) => !volatile);
}

/** Has it something to show? */
export function isShown(fn: FunctionComparison, withVolatile: boolean): boolean {
  return fn.place !== "same" || shownDifferences(fn, withVolatile).length > 0;
}

/** `and 3 more`: differences that are counted and not in the list; null where all are. */
function restText(fn: FunctionComparison, withVolatile: boolean): Message | null {
  const all = withVolatile ? fn.differ + fn.volatile : fn.differ;
  const rest = all - shownDifferences(fn, withVolatile).length;
  return rest > 0 ? T.more({ count: rest }) : null;
}

/** `Unknown in lspci.txt: Driver, IOMMU group`, for each side of which that is so. */
function unknownTexts({ unknown }: FunctionComparison, { names: machines }: Pick<Comparison, "names">): Message[] {
  return ([0, 1] as const).flatMap((side) =>
    unknown[side].length === 0 ? [] : T.unknownIn({ machine: machines[side], what: names(unknown[side]) }),
  );
}

/** What stands below the differences of a function. */
export function notesOf(fn: FunctionComparison, comparison: Comparison, withVolatile: boolean): readonly Message[] {
  const rest = restText(fn, withVolatile);
  return [...(rest === null ? [] : [rest]), ...unknownTexts(fn, comparison)];
}

/** `30 more functions are not listed.`; null where all are. */
export function moreText({ more, moreVolatile }: Comparison, withVolatile: boolean): Message | null {
  const rest = more + (withVolatile ? moreVolatile : 0);
  return rest > 0 ? T.moreFunctions({ count: rest }) : null;
}

function differenceLine(difference: Difference): Message {
  const [here, there] = valueTexts(difference);
  const at = offsetText(difference);
  const name = at === "" ? difference.name : phrase(difference.name, `[${at}]`);
  return (difference.volatile ? T.volatileLine : T.line)({ name, here, there });
}

/** For a terminal: the summary, then each function with what differs. */
export function comparisonText(comparison: Comparison, withVolatile: boolean, say: Sayer): string {
  const { names: machines, machine, functions } = comparison;
  const summary = T.summary({ here: machines[0], there: machines[1], summary: summaryText(comparison) });
  const lines = [summary, ...knownOnceText(comparison)].map(say);
  const add = (difference: Difference): void => {
    lines.push(`  ${say(differenceLine(difference))}`);
  };
  if (machine.length > 0) lines.push("", say(T.machine));
  machine.forEach(add);
  for (const fn of functions) {
    if (!isShown(fn, withVolatile)) continue;
    lines.push("", say(headingText(fn, comparison)));
    shownDifferences(fn, withVolatile).forEach(add);
    for (const note of notesOf(fn, comparison, withVolatile)) lines.push(`  ${say(note)}`);
  }
  const more = moreText(comparison, withVolatile);
  if (more !== null) lines.push("", say(more));
  return `${lines.map(visibleLine).join("\n")}\n`;
}

/** The same with a table for each function. */
export function comparisonMarkdown(comparison: Comparison, withVolatile: boolean, say: Sayer): string {
  const { names: machines, machine, functions } = comparison;
  const escaped = (words: Words) => escapeMarkdown(say(words));
  const [here, there] = machines;
  const lines = [`# ${escaped(T.between({ here, there }))}`, "", escaped(ended(summaryText(comparison)))];
  for (const sentence of knownOnceText(comparison)) lines.push("", escaped(sentence));
  const table = (differences: readonly Difference[]): void => {
    if (differences.length === 0) return;
    const head = [T.difference, T.offset, ...machines, T.volatile].map(escaped);
    lines.push("", `| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`);
    for (const difference of differences) {
      const isVolatile = difference.volatile ? T.yes : "";
      const cells = [difference.name, offsetText(difference), ...valueTexts(difference), isVolatile];
      lines.push(`| ${cells.map(escaped).join(" | ")} |`);
    }
  };
  if (machine.length > 0) lines.push("", `## ${escaped(T.machine)}`);
  table(machine);
  for (const fn of functions) {
    if (!isShown(fn, withVolatile)) continue;
    lines.push("", `## ${escaped(headingText(fn, comparison))}`);
    table(shownDifferences(fn, withVolatile));
    for (const note of notesOf(fn, comparison, withVolatile)) lines.push("", escaped(note));
  }
  const more = moreText(comparison, withVolatile);
  if (more !== null) lines.push("", escaped(more));
  return `${lines.join("\n")}\n`;
}
