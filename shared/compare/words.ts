/** What is said of a comparison, and its text for a terminal and as Markdown. Pure. */

import { FROM_TEXT } from "../machine/told-by-text.ts";
import { shortBdf } from "../pci/bdf.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { visibleLine } from "../pci/visible-text.ts";
import { escapeMarkdown } from "../report/escape.ts";
import { stillEnglish } from "../words/say.ts";
import type { Comparison, Difference, FunctionComparison } from "./comparison.ts";

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `3 functions differ, 1 only in host-a, 2 volatile fields differ` */
export function summaryText({ names, machine, counts }: Comparison): string {
  const { differ, only, volatile } = counts;
  const parts = [
    ...(differ > 0 ? [counted(differ, "function differs", "functions differ")] : []),
    ...([0, 1] as const).flatMap((side) => (only[side] > 0 ? [`${only[side]} only in ${names[side]}`] : [])),
    ...(machine.length > 0
      ? [counted(machine.length, "fact of the machine differs", "facts of the machine differ")]
      : []),
  ];
  if (parts.length === 0) parts.push("No difference in what both know");
  if (volatile > 0) parts.push(counted(volatile, "volatile field differs", "volatile fields differ"));
  return parts.join(", ");
}

/** What one side alone knows, which is no difference: sentences. */
export function knownOnceText({ names, counts }: Comparison): readonly string[] {
  const { compared, bytesOnce, onlyKnown } = counts;
  const told: string[] = [];
  if (compared === 0) told.push("No function is in both.");
  if (bytesOnce > 0) {
    const whose = counted(bytesOnce, "function has", "functions have");
    told.push(`${whose} bytes on one side only, so registers were not compared.`);
  }
  for (const side of [0, 1] as const) {
    if (onlyKnown[side] > 0) {
      told.push(`${counted(onlyKnown[side], "fact or field is", "facts or fields are")} known in ${names[side]} only.`);
    }
  }
  return told;
}

/** `01:00.0 I350`, `01:00.0 → 02:00.0 I350 was moved` */
export function headingText({ place, functions: [a, b] }: FunctionComparison, names: Comparison["names"]): string {
  const told = (fn: typeof a) => (fn === null ? "" : `${shortBdf(fn.bdf)} ${fn.name}`);
  switch (place) {
    case "same":
      return told(a);
    case "moved":
      return `${told(a)}, moved to ${b === null ? "" : shortBdf(b.bdf)}`;
    case "other card":
      return `${told(a)}: another card in ${names[1]}, ${b?.name ?? ""}`;
    case "here only":
      return `${told(a)}, only in ${names[0]}`;
    case "there only":
      return `${told(b)}, only in ${names[1]}`;
  }
}

/** `igb (from the text)` */
export function valueTexts({ values, fromText }: Difference): readonly [string, string] {
  const told = (side: 0 | 1) => `${values[side]}${fromText[side] ? ` (${stillEnglish(FROM_TEXT)})` : ""}`;
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

/** Differences that are counted and not in the list. */
export function restOf(fn: FunctionComparison, withVolatile: boolean): number {
  return (withVolatile ? fn.differ + fn.volatile : fn.differ) - shownDifferences(fn, withVolatile).length;
}

/** `30 more functions are not listed.`; null where all are. */
export function moreText({ more, moreVolatile }: Comparison, withVolatile: boolean): string | null {
  const rest = more + (withVolatile ? moreVolatile : 0);
  return rest > 0 ? `${counted(rest, "more function is", "more functions are")} not listed.` : null;
}

/** For a terminal: the summary, then each function with what differs. */
export function comparisonText(comparison: Comparison, withVolatile: boolean): string {
  const { names, machine, functions } = comparison;
  const lines = [`${names[0]} ↔ ${names[1]}: ${summaryText(comparison)}.`, ...knownOnceText(comparison)];
  const add = (difference: Difference): void => {
    const [a, b] = valueTexts(difference);
    const at = offsetText(difference);
    const note = difference.volatile ? " (volatile)" : "";
    lines.push(`  ${difference.name}${at === "" ? "" : ` [${at}]`}: ${a} → ${b}${note}`);
  };
  if (machine.length > 0) lines.push("", "The machine");
  machine.forEach(add);
  for (const fn of functions) {
    if (!isShown(fn, withVolatile)) continue;
    lines.push("", headingText(fn, names));
    shownDifferences(fn, withVolatile).forEach(add);
    const rest = restOf(fn, withVolatile);
    if (rest > 0) lines.push(`  and ${rest} more`);
  }
  const more = moreText(comparison, withVolatile);
  if (more !== null) lines.push("", more);
  return `${lines.map(visibleLine).join("\n")}\n`;
}

/** The same with a table for each function. */
export function comparisonMarkdown(comparison: Comparison, withVolatile: boolean): string {
  const { names, machine, functions } = comparison;
  const lines = [
    `# ${escapeMarkdown(`${names[0]} and ${names[1]}`)}`,
    "",
    `${escapeMarkdown(summaryText(comparison))}.`,
  ];
  for (const sentence of knownOnceText(comparison)) lines.push("", sentence);
  const table = (differences: readonly Difference[]): void => {
    if (differences.length === 0) return;
    const head = ["What", "Offset", ...names, "Volatile"].map(escapeMarkdown);
    lines.push("", `| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`);
    for (const difference of differences) {
      const cells = [
        difference.name,
        offsetText(difference),
        ...valueTexts(difference),
        difference.volatile ? "yes" : "",
      ];
      lines.push(`| ${cells.map(escapeMarkdown).join(" | ")} |`);
    }
  };
  if (machine.length > 0) lines.push("", "## The machine");
  table(machine);
  for (const fn of functions) {
    if (!isShown(fn, withVolatile)) continue;
    lines.push("", `## ${escapeMarkdown(headingText(fn, names))}`);
    table(shownDifferences(fn, withVolatile));
    const rest = restOf(fn, withVolatile);
    if (rest > 0) lines.push("", `and ${rest} more`);
  }
  const more = moreText(comparison, withVolatile);
  if (more !== null) lines.push("", more);
  return `${lines.join("\n")}\n`;
}
