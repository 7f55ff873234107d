/** A report as one HTML file: no script, nothing loaded from anywhere, everything from the machine escaped. */
import type { Bdf } from "../pci/bdf.ts";
import type { CapabilityNode } from "../pci/decode.ts";
import type { Words } from "../words/message.ts";
import { type Language, LOCALES, say } from "../words/say.ts";
import { REPORT_WORDS as T } from "../words/texts/report.ts";
import { escapeHtml } from "./escape.ts";
import { STYLE } from "./html-style.ts";
import type { Family, FunctionSection, ReportModel } from "./model.ts";
import { type FieldLine, knownDerived, REGISTER_HEAD, registerLines, structureTitle } from "./registers.ts";
import type { SriovSection } from "./sriov-section.ts";
import type { Pair, Table } from "./table.ts";

/** Even if a name slipped through unescaped, the browser would run and load nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function htmlReport(model: ReportModel, language: Language): string {
  return new HtmlWriter(model, language).page();
}

/** `fn-0000-01-00.0`: where the function's section is. */
function anchorOf(bdf: Bdf): string {
  return `fn-${bdf.replaceAll(":", "-")}`;
}

/** @param body finished elements */
function part(title: string, body: string): string {
  return body === "" ? "" : `<section><h3>${title}</h3>${body}</section>`;
}

class HtmlWriter {
  private readonly model: ReportModel;
  private readonly language: Language;
  private readonly sections: ReadonlySet<Bdf>;

  constructor(model: ReportModel, language: Language) {
    this.model = model;
    this.language = language;
    this.sections = new Set(model.functions.map((fn) => fn.bdf));
  }

  page(): string {
    const { model } = this;
    return [
      "<!doctype html>",
      `<html lang="${LOCALES[this.language]}">`,
      "<head>",
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${this.text(T.pageTitle({ machine: model.title }))}</title>`,
      `<style>${STYLE}</style>`,
      "</head>",
      "<body>",
      `<header><h1>${escapeHtml(model.title)}</h1>${this.pairs(model.facts)}</header>`,
      this.notes(model.notes),
      this.contents(),
      this.families(),
      this.summary(),
      ...model.functions.map((fn) => this.article(fn)),
      `<footer>${escapeHtml(model.program)}</footer>`,
      "</body>",
      "</html>",
      "",
    ].join("\n");
  }

  private text(words: Words): string {
    return escapeHtml(say(this.language, words));
  }

  private bdf(bdf: Bdf): string {
    const text = `<span class="bdf">${escapeHtml(bdf)}</span>`;
    return this.sections.has(bdf) ? `<a href="#${anchorOf(bdf)}">${text}</a>` : text;
  }

  private pairs(list: readonly Pair[]): string {
    if (list.length === 0) return "";
    const items = list.map(({ label, value }) => `<dt>${this.text(label)}</dt><dd>${this.text(value)}</dd>`);
    return `<dl>${items.join("")}</dl>`;
  }

  private notes(list: readonly Words[]): string {
    return list.map((words) => `<p class="note">${this.text(words)}</p>`).join("\n");
  }

  private contents(): string {
    const { families, functions } = this.model;
    const items = [
      ...(families.length > 0 ? [`<li><a href="#families">${this.text(T.families)}</a></li>`] : []),
      `<li><a href="#summary">${this.text(T.allFunctions)}</a></li>`,
      ...functions.map(
        ({ bdf, name }) =>
          `<li><a href="#${anchorOf(bdf)}"><span class="bdf">${escapeHtml(bdf)}</span> ${this.text(name)}</a></li>`,
      ),
    ];
    const title = this.text(T.contents);
    return `<nav aria-label="${title}"><section><h2>${title}</h2><ul>${items.join("")}</ul></section></nav>`;
  }

  private families(): string {
    const { families } = this.model;
    if (families.length === 0) return "";
    const boxes = families.map((family) => this.familyBox(family)).join("\n");
    return `<section id="families"><h2>${this.text(T.families)}</h2>\n${boxes}\n</section>`;
  }

  private familyBox(family: Family): string {
    const vfs = family.vfs.map(
      (vf) =>
        `<li${vf.given ? ' class="given"' : ""}>${this.text(vf.label)} ${this.bdf(vf.bdf)}<br><span class="soft">${this.text(vf.note)}</span></li>`,
    );
    const pf = `<div class="pf">${this.text(T.pf)} ${this.bdf(family.pf)} ${this.text(family.name)}<br><span class="soft">${this.text(family.sentence)}</span></div>`;
    return `<div class="family">${pf}${vfs.length > 0 ? `<ul class="vfs">${vfs.join("")}</ul>` : ""}</div>`;
  }

  private summary(): string {
    const { head, rows } = this.model.summary;
    const body = rows.map(({ bdf, cells }) => `<tr><td>${this.bdf(bdf)}</td>${this.cells(cells.slice(1))}</tr>`);
    return `<section id="summary"><h2>${this.text(T.allFunctions)}</h2>${this.tableOf(head, body)}</section>`;
  }

  private cells(cells: readonly Words[]): string {
    return cells.map((cell) => `<td>${this.text(cell)}</td>`).join("");
  }

  /** @param rows finished `<tr>` elements */
  private tableOf(head: readonly Words[], rows: readonly string[]): string {
    const cells = head.map((words) => `<th scope="col">${this.text(words)}</th>`).join("");
    return `<div class="wide"><table><thead><tr>${cells}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
  }

  private table({ head, rows }: Table): string {
    if (rows.length === 0) return "";
    return this.tableOf(
      head,
      rows.map((row) => `<tr>${this.cells(row)}</tr>`),
    );
  }

  private article(fn: FunctionSection): string {
    return [
      `<article id="${anchorOf(fn.bdf)}">`,
      `<h2><span class="bdf">${escapeHtml(fn.bdf)}</span> ${this.text(fn.name)}</h2>`,
      `<p>${this.text(fn.sentence)}</p>`,
      this.notes(fn.notes),
      part(this.text(T.overview), this.pairs(fn.overview)),
      part(this.text(T.resources), this.table(fn.resources)),
      fn.sriov === null ? "" : part(this.text(T.sriov), this.sriov(fn.sriov)),
      ...fn.ways.map((way) => part(this.text(way.title), this.notes(way.notes) + this.table(way.table))),
      part(this.text(T.configSpace), this.configSpace(fn)),
      fn.hex.length === 0 ? "" : part(this.text(T.hex), `<pre>${escapeHtml(fn.hex.join("\n"))}</pre>`),
      "</article>",
    ]
      .filter((piece) => piece !== "")
      .join("\n");
  }

  private sriov({ facts, windows, vfs }: SriovSection): string {
    return this.pairs(facts) + this.table(windows) + this.table(vfs);
  }

  private configSpace({ configNotes, named, structures }: FunctionSection): string {
    return this.notes(configNotes) + this.table(named) + structures.map((node) => this.structure(node)).join("\n");
  }

  private structure(node: CapabilityNode): string {
    const section = node.section === null ? "" : ` <span class="soft">${escapeHtml(node.section)}</span>`;
    const derived = knownDerived(node).map(({ name, shown }) => ({ label: name, value: shown }));
    return `<section><h4>${this.text(structureTitle(node))}${section}</h4>${this.pairs(derived)}${this.registers(node)}</section>`;
  }

  private registers(node: CapabilityNode): string {
    if (node.registers.length === 0) return "";
    const rows = registerLines(node).map(({ offset, name, raw, fields }) => {
      const spans = fields.map((field) => this.field(field));
      return `<tr><td class="code">${offset}</td><td>${escapeHtml(name)}</td><td class="code">${this.text(raw)}</td><td class="fields">${spans.join(" ")}</td></tr>`;
    });
    return this.tableOf(REGISTER_HEAD, rows);
  }

  private field({ text, problem, quiet }: FieldLine): string {
    if (problem !== null) return `<span class="problem">${escapeHtml(text)} – ${this.text(problem)}</span>`;
    return `<span${quiet ? ' class="soft"' : ""}>${escapeHtml(text)}</span>`;
  }
}
