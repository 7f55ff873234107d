/** A report as one HTML file: no script, nothing loaded from anywhere, everything from the machine escaped. */
import type { Bdf } from "../pci/bdf.ts";
import type { CapabilityNode } from "../pci/decode.ts";
import { say } from "../words/say.ts";
import { escapeHtml } from "./escape.ts";
import { STYLE } from "./html-style.ts";
import type { Family, FunctionSection, ReportModel } from "./model.ts";
import { type FieldLine, knownDerived, registerLines, structureTitle } from "./registers.ts";
import type { SriovSection } from "./sriov-section.ts";
import type { Pair, Table } from "./table.ts";

/** Even if a name slipped through unescaped, the browser would run and load nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function htmlReport(model: ReportModel): string {
  const sections = new Set(model.functions.map((fn) => fn.bdf));
  const title = escapeHtml(`${model.title} – PCI functions`);
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${title}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    `<header><h1>${escapeHtml(model.title)}</h1>${pairs(model.facts)}</header>`,
    notes(model.notes),
    contents(model),
    families(model.families, sections),
    summary(model),
    ...model.functions.map(functionArticle),
    `<footer>${escapeHtml(model.facts.find((fact) => fact.label === "Created by")?.value ?? "")}</footer>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** `fn-0000-01-00.0`: where the function's section is. */
function anchorOf(bdf: Bdf): string {
  return `fn-${bdf.replaceAll(":", "-")}`;
}

function bdfText(bdf: Bdf, sections: ReadonlySet<Bdf>): string {
  const text = `<span class="bdf">${escapeHtml(bdf)}</span>`;
  return sections.has(bdf) ? `<a href="#${anchorOf(bdf)}">${text}</a>` : text;
}

function pairs(list: readonly Pair[]): string {
  if (list.length === 0) return "";
  return `<dl>${list.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`;
}

function notes(list: readonly string[]): string {
  return list.map((text) => `<p class="note">${escapeHtml(text)}</p>`).join("\n");
}

function contents(model: ReportModel): string {
  const items = [
    ...(model.families.length > 0 ? ['<li><a href="#families">PFs and their VFs</a></li>'] : []),
    '<li><a href="#summary">All functions</a></li>',
    ...model.functions.map(
      (fn) =>
        `<li><a href="#${anchorOf(fn.bdf)}"><span class="bdf">${escapeHtml(fn.bdf)}</span> ${escapeHtml(fn.name)}</a></li>`,
    ),
  ];
  return `<nav aria-label="Contents"><section><h2>Contents</h2><ul>${items.join("")}</ul></section></nav>`;
}

function families(list: readonly Family[], sections: ReadonlySet<Bdf>): string {
  if (list.length === 0) return "";
  return `<section id="families"><h2>PFs and their VFs</h2>\n${list.map((family) => familyBox(family, sections)).join("\n")}\n</section>`;
}

function familyBox(family: Family, sections: ReadonlySet<Bdf>): string {
  const vfs = family.vfs.map(
    (vf) =>
      `<li${vf.given ? ' class="given"' : ""}>${escapeHtml(vf.label)} ${bdfText(vf.bdf, sections)}<br><span class="soft">${escapeHtml(vf.note)}</span></li>`,
  );
  const pf = `<div class="pf">PF ${bdfText(family.pf, sections)} ${escapeHtml(family.name)}<br><span class="soft">${escapeHtml(family.sentence)}</span></div>`;
  return `<div class="family">${pf}${vfs.length > 0 ? `<ul class="vfs">${vfs.join("")}</ul>` : ""}</div>`;
}

function summary({ summary: { head, rows }, functions }: ReportModel): string {
  const sections = new Set(functions.map((fn) => fn.bdf));
  const body = rows.map(
    ({ bdf, cells }) =>
      `<tr><td>${bdfText(bdf, sections)}</td>${cells
        .slice(1)
        .map((cell) => `<td>${escapeHtml(cell)}</td>`)
        .join("")}</tr>`,
  );
  return `<section id="summary"><h2>All functions</h2>${tableOf(head, body)}</section>`;
}

/** @param rows finished `<tr>` elements */
function tableOf(head: readonly string[], rows: readonly string[]): string {
  const cells = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  return `<div class="wide"><table><thead><tr>${cells}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
}

function table({ head, rows }: Table): string {
  if (rows.length === 0) return "";
  return tableOf(
    head,
    rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`),
  );
}

function part(title: string, body: string): string {
  return body === "" ? "" : `<section><h3>${escapeHtml(title)}</h3>${body}</section>`;
}

function functionArticle(fn: FunctionSection): string {
  const bdf = escapeHtml(fn.bdf);
  return [
    `<article id="${anchorOf(fn.bdf)}">`,
    `<h2><span class="bdf">${bdf}</span> ${escapeHtml(fn.name)}</h2>`,
    `<p>${escapeHtml(fn.sentence)}.</p>`,
    notes(fn.notes),
    part("Overview", pairs(fn.overview)),
    part("Resources", table(fn.resources)),
    fn.sriov === null ? "" : part("SR-IOV", sriovBody(fn.sriov)),
    ...fn.ways.map((way) => part(way.title, notes(way.notes) + table(way.table))),
    part("Configuration space", notes(fn.configNotes) + table(fn.named) + fn.structures.map(structure).join("\n")),
    fn.hex.length === 0 ? "" : part("Bytes", `<pre>${escapeHtml(fn.hex.join("\n"))}</pre>`),
    "</article>",
  ]
    .filter((piece) => piece !== "")
    .join("\n");
}

function sriovBody(section: SriovSection): string {
  return pairs(section.facts) + table(section.windows) + table(section.vfs);
}

function structure(node: CapabilityNode): string {
  const section = node.section === null ? "" : ` <span class="soft">${escapeHtml(node.section)}</span>`;
  const derived = knownDerived(node).map(({ name, shown }) => ({ label: name, value: shown }));
  return `<section><h4>${escapeHtml(structureTitle(node))}${section}</h4>${pairs(derived)}${registers(node)}</section>`;
}

function registers(node: CapabilityNode): string {
  if (node.registers.length === 0) return "";
  const rows = registerLines(node).map(({ offset, name, raw, fields }) => {
    const spans = fields.map(fieldSpan);
    return `<tr><td class="code">${offset}</td><td>${escapeHtml(name)}</td><td class="code">${raw}</td><td class="fields">${spans.join(" ")}</td></tr>`;
  });
  return tableOf(["Offset", "Register", "Value", "Fields"], rows);
}

function fieldSpan({ text, problem, quiet }: FieldLine): string {
  if (problem !== null) return `<span class="problem">${escapeHtml(text)} – ${escapeHtml(say("en", problem))}</span>`;
  return `<span${quiet ? ' class="soft"' : ""}>${escapeHtml(text)}</span>`;
}
