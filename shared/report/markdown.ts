/** A report as Markdown, in GitHub's dialect: tables, headings, code. Everything from the machine is escaped. */
import type { CapabilityNode } from "../pci/decode.ts";
import type { Words } from "../words/message.ts";
import { type Language, say } from "../words/say.ts";
import { COMMON } from "../words/texts/common.ts";
import { REPORT_WORDS as T } from "../words/texts/report.ts";
import { escapeMarkdown, escapeMarkdownLine } from "./escape.ts";
import type { Family, FunctionSection, ReportModel } from "./model.ts";
import { type FieldLine, knownDerived, REGISTER_HEAD, registerLines, structureTitle } from "./registers.ts";
import type { Pair, Table } from "./table.ts";

export function markdownReport(model: ReportModel, language: Language): string {
  return new MarkdownWriter(language).report(model);
}

class MarkdownWriter {
  private readonly language: Language;

  constructor(language: Language) {
    this.language = language;
  }

  report(model: ReportModel): string {
    const { head, rows } = model.summary;
    const blocks = [
      `# ${escapeMarkdown(model.title)}`,
      this.pairs(model.facts),
      this.notes(model.notes),
      ...(model.families.length > 0
        ? [this.heading(2, T.families), ...model.families.map((each) => this.family(each))]
        : []),
      this.heading(2, T.allFunctions),
      this.table({ head, rows: rows.map(({ bdf, cells }) => [bdf, ...cells.slice(1)]) }),
      ...model.functions.flatMap((fn) => this.functionBlocks(fn)),
    ];
    return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
  }

  private text(words: Words): string {
    return escapeMarkdown(say(this.language, words));
  }

  private line(words: Words): string {
    return escapeMarkdownLine(say(this.language, words));
  }

  private heading(level: number, words: Words): string {
    return `${"#".repeat(level)} ${this.text(words)}`;
  }

  private pairs(list: readonly Pair[]): string {
    return list.map(({ label, value }) => `- ${this.text(COMMON.labelled({ label, text: value }))}`).join("\n");
  }

  private notes(list: readonly Words[]): string {
    return list.map((words) => `> ${this.line(words)}`).join("\n>\n");
  }

  private row(cells: readonly Words[]): string {
    return `| ${cells.map((cell) => this.text(cell)).join(" | ")} |`;
  }

  private table({ head, rows }: Table): string {
    if (rows.length === 0) return "";
    return [this.row(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map((cells) => this.row(cells))].join(
      "\n",
    );
  }

  private family({ pf, name, sentence, vfs }: Family): string {
    const lines = vfs.map(({ label, bdf, note }) => `  - ${this.text(label)} \`${bdf}\` – ${this.text(note)}`);
    return [
      `- ${this.text(T.pf)} \`${pf}\` ${this.text(COMMON.labelled({ label: name, text: sentence }))}`,
      ...lines,
    ].join("\n");
  }

  private functionBlocks(fn: FunctionSection): string[] {
    const { sriov } = fn;
    return [
      `## \`${fn.bdf}\` ${this.text(fn.name)}`,
      this.line(fn.sentence),
      this.notes(fn.notes),
      this.pairs(fn.overview),
      ...this.titled(T.resources, [this.table(fn.resources)]),
      ...this.titled(
        T.sriov,
        sriov === null ? [] : [this.pairs(sriov.facts), this.table(sriov.windows), this.table(sriov.vfs)],
      ),
      ...fn.ways.flatMap((way) => [this.heading(3, way.title), this.notes(way.notes), this.table(way.table)]),
      ...this.titled(T.configSpace, [
        this.notes(fn.configNotes),
        this.table(fn.named),
        ...fn.structures.flatMap((node) => this.structureBlocks(node)),
      ]),
      ...this.titled(T.hex, fn.hex.length === 0 ? [] : [["```text", ...fn.hex, "```"].join("\n")]),
    ];
  }

  /** A heading only where something stands below it. */
  private titled(title: Words, blocks: readonly string[]): string[] {
    return blocks.some((block) => block !== "") ? [this.heading(3, title), ...blocks] : [];
  }

  private field({ text, problem }: FieldLine): string {
    return problem === null ? text : say(this.language, T.withProblem({ field: text, problem }));
  }

  private structureBlocks(node: CapabilityNode): string[] {
    const rows = registerLines(node).map(({ offset, name, raw, fields }) => [
      offset,
      name,
      raw,
      fields.map((field) => this.field(field)).join("; "),
    ]);
    return [
      this.heading(4, structureTitle(node)),
      this.pairs(knownDerived(node).map(({ name, shown }) => ({ label: name, value: shown }))),
      this.table({ head: REGISTER_HEAD, rows }),
    ];
  }
}
