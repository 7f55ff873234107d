/** What `capabilities` prints. */
import { capabilityCoverage, fieldCoverage } from "../../shared/pci/capabilities/coverage.ts";
import { hexDigits } from "../../shared/pci/hex-digits.ts";

const LSPCI = { decodes: "decodes", header: "vendor's header", names: "name only", number: "number only" } as const;

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

/** A table in columns, then what is said of the fields. */
export function capabilitiesText(): string {
  const rows = capabilityCoverage();
  const cells = rows.map(({ space, id, title, section, registers, fields, isUnpublished, lspci }) => [
    `${space === "extended" ? "ext" : "std"} ${hexDigits(id, 2)}h`,
    title,
    section,
    isUnpublished
      ? "layout not public"
      : fields === 0
        ? "by name"
        : `${count(registers, "register")}, ${count(fields, "field")}`,
    LSPCI[lspci],
  ]);
  const table = [["id", "capability", "specified in", "this program", "lspci 3.14.0"], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const { fields, access, help, writable, reset } = fieldCoverage();
  const ours = rows.filter((row) => row.fields > 0 && !row.isUnpublished);
  return [
    ...lines,
    "",
    `${rows.length} tables: ${ours.length} with named registers; the layout of ${rows.filter((row) => row.isUnpublished).length} is not public, and their bits are shown as numbers.`,
    `lspci 3.14.0 decodes ${rows.filter(({ lspci }) => lspci === "decodes").length} of them.`,
    `${fields} fields: access type ${percent(access, fields)}, explanation ${percent(help, fields)}; reset value ${percent(reset, writable)} of the ${writable} that can be written.`,
    "",
  ].join("\n");
}
