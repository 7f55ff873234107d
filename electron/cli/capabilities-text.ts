/** What `capabilities` prints. */
import { capabilityCoverage, fieldCoverage } from "../../shared/pci/capabilities/coverage.ts";
import { hexDigits } from "../../shared/pci/hex-digits.ts";
import type { Words } from "../../shared/words/message.ts";
import { type Language, say } from "../../shared/words/say.ts";
import { columnsOf } from "../host/places/terminal-columns.ts";
import { COVERAGE_WORDS } from "./words.ts";

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

/** So many columns of a terminal: a 汉字 takes two. */
function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** A table in columns, then what is said of the fields. */
export function capabilitiesText(language: Language): string {
  const rows = capabilityCoverage();
  const cells = rows.map(({ space, id, title, section, registers, fields, isUnpublished, lspci }): Words[] => [
    `${space === "extended" ? "ext" : "std"} ${hexDigits(id, 2)}h`,
    title,
    section,
    isUnpublished
      ? COVERAGE_WORDS.notPublic
      : fields === 0
        ? COVERAGE_WORDS.byName
        : COVERAGE_WORDS.size({ registers, fields }),
    COVERAGE_WORDS[lspci],
  ]);
  const { capability, specified, ours: own } = COVERAGE_WORDS;
  const table = [["id", capability, specified, own, "lspci 3.14.0"], ...cells].map((row) =>
    row.map((cell) => say(language, cell)),
  );
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => columnsOf(row[column] ?? ""))));
  const lines = table.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const { fields, access, help, writable, reset } = fieldCoverage();
  const named = rows.filter((row) => row.fields > 0 && !row.isUnpublished).length;
  const unpublished = rows.filter((row) => row.isUnpublished).length;
  const of = { access: percent(access, fields), help: percent(help, fields), reset: percent(reset, writable) };
  return [
    ...lines,
    "",
    say(language, COVERAGE_WORDS.tables({ tables: rows.length, named, unpublished })),
    say(language, COVERAGE_WORDS.lspci({ count: rows.filter(({ lspci }) => lspci === "decodes").length })),
    say(language, COVERAGE_WORDS.fields({ fields, writable, ...of })),
    "",
  ].join("\n");
}
