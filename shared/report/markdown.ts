/** A report as Markdown, in GitHub's dialect: tables, headings, code. Everything from the machine is escaped. */
import type { CapabilityNode } from "../pci/decode.ts";
import { escapeMarkdown, escapeMarkdownLine } from "./escape.ts";
import type { Family, FunctionSection, ReportModel } from "./model.ts";
import { knownDerived, registerLines, structureTitle } from "./registers.ts";
import type { Pair, Table } from "./table.ts";

export function markdownReport(model: ReportModel): string {
  const blocks = [
    `# ${escapeMarkdown(model.title)}`,
    pairs(model.facts),
    notes(model.notes),
    ...(model.families.length > 0 ? ["## PFs and their VFs", ...model.families.map(family)] : []),
    "## All functions",
    table({ head: model.summary.head, rows: model.summary.rows.map(({ bdf, cells }) => [bdf, ...cells.slice(1)]) }),
    ...model.functions.flatMap(functionBlocks),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function pairs(list: readonly Pair[]): string {
  return list.map(({ label, value }) => `- ${escapeMarkdown(label)}: ${escapeMarkdown(value)}`).join("\n");
}

function notes(list: readonly string[]): string {
  return list.map((text) => `> ${escapeMarkdownLine(text)}`).join("\n>\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(" | ")} |`;
}

function table({ head, rows }: Table): string {
  if (rows.length === 0) return "";
  return [row(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(row)].join("\n");
}

function family({ pf, name, sentence, vfs }: Family): string {
  const lines = vfs.map(({ label, bdf, note }) => `  - ${escapeMarkdown(label)} \`${bdf}\`, ${escapeMarkdown(note)}`);
  return [`- PF \`${pf}\` ${escapeMarkdown(name)}: ${escapeMarkdown(sentence)}`, ...lines].join("\n");
}

function functionBlocks(fn: FunctionSection): string[] {
  return [
    `## \`${fn.bdf}\` ${escapeMarkdown(fn.name)}`,
    `${escapeMarkdownLine(fn.sentence)}.`,
    notes(fn.notes),
    pairs(fn.overview),
    ...titled("### Resources", [table(fn.resources)]),
    ...titled(
      "### SR-IOV",
      fn.sriov === null ? [] : [pairs(fn.sriov.facts), table(fn.sriov.windows), table(fn.sriov.vfs)],
    ),
    ...fn.ways.flatMap(({ title, notes: about, table: lines }) => [
      `### ${escapeMarkdown(title)}`,
      notes(about),
      table(lines),
    ]),
    ...titled("### Configuration space", [
      notes(fn.configNotes),
      table(fn.named),
      ...fn.structures.flatMap(structureBlocks),
    ]),
    ...titled("### Bytes", fn.hex.length === 0 ? [] : [["```text", ...fn.hex, "```"].join("\n")]),
  ];
}

/** A heading only where something stands below it. */
function titled(heading: string, blocks: readonly string[]): string[] {
  return blocks.some((block) => block !== "") ? [heading, ...blocks] : [];
}

function structureBlocks(node: CapabilityNode): string[] {
  const registers: Table = {
    head: ["Offset", "Register", "Value", "Fields"],
    rows: registerLines(node).map(({ offset, name, raw, fields }) => [
      offset,
      name,
      raw,
      fields.map(({ text, problem }) => (problem === null ? text : `${text} (${problem})`)).join("; "),
    ]),
  };
  return [
    `#### ${escapeMarkdown(structureTitle(node))}`,
    pairs(knownDerived(node).map(({ name, shown }) => ({ label: name, value: shown }))),
    table(registers),
  ];
}
