/** What the tables cover, as a list for people: which capability, decoded by whom, and how much is said of its fields. */
import type { CapabilityDef, TextPiece } from "../layout.ts";
import { resetOf } from "../register-nodes.ts";
import { DEFINITIONS, HEADERS } from "./registry.ts";

/** `decodes` its registers · prints the vendor's `header` and no more · only `names` it · prints its `number` */
type LspciDepth = "decodes" | "header" | "names" | "number";

interface CapabilityCoverage {
  readonly space: CapabilityDef["space"];
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly section: string;
  readonly registers: number;
  readonly fields: number;
  /** Does no public document tell its bits? */
  readonly isUnpublished: boolean;
  /** What lspci 3.14.0 does, read off its text, which is that of the table. */
  readonly lspci: LspciDepth;
}

interface CountedField {
  readonly hasAccess: boolean;
  readonly hasHelp: boolean;
  readonly isWritable: boolean;
  readonly hasReset: boolean;
}

/** The strings of a text, those under a condition too; null = a function prints part of it. */
function stringsOf(text: readonly TextPiece[]): string | null {
  let all = "";
  for (const piece of text) {
    if (typeof piece === "function") return null;
    const nested = typeof piece === "string" ? piece : "text" in piece ? stringsOf(piece.text) : "";
    if (nested === null) return null;
    all += nested;
  }
  return all;
}

/** Where lspci knows no more it writes `<?>`: of a general table, which has no `match`, that is all there is to decode. */
function depth({ text, match }: CapabilityDef): LspciDepth {
  const [first] = text;
  // A table that hands on the text of another one has none of its own: lspci takes the capability for that other one.
  if (typeof first === "function" && text.length === 1) return "header";
  if (typeof first === "string" && /^(Extended )?Capability ID/.test(first)) return "number";
  const strings = stringsOf(text);
  if (strings === null) return "decodes";
  if (!strings.includes("{")) return "names";
  return match !== undefined && strings.endsWith("<?>\n") ? "header" : "decodes";
}

function fieldsOf(def: CapabilityDef): CountedField[] {
  const registers = [...def.registers, ...(def.groups ?? []).flatMap((group) => group.registers)];
  return registers.flatMap((register) =>
    register.fields.map((field) => {
      const access = field.access ?? register.access;
      return {
        hasAccess: access !== undefined,
        hasHelp: (field.help ?? register.help) !== undefined,
        isWritable: access?.startsWith("RW") ?? false,
        hasReset: resetOf(field, register) !== null,
      };
    }),
  );
}

/** One row for each table, in the order of the ids. */
export function capabilityCoverage(): CapabilityCoverage[] {
  const rows = DEFINITIONS.map((def) => {
    const { space, id, key, title, section } = def;
    const groups = (def.groups ?? []).flatMap((group) => group.registers);
    return {
      space,
      id,
      key,
      title,
      section,
      registers: def.registers.length + groups.length,
      fields: fieldsOf(def).length,
      isUnpublished: def.isUnpublished ?? false,
      lspci: depth(def),
    };
  });
  const order = (row: CapabilityCoverage): number => (row.space === "standard" ? 0 : 0x10000) + row.id;
  return rows.sort((a, b) => order(a) - order(b));
}

/** How many fields of all tables, headers included, say more than their name and value. */
export function fieldCoverage(): {
  readonly fields: number;
  readonly access: number;
  readonly help: number;
  readonly writable: number;
  /** Writable ones with their value after reset; others have none that a specification could give. */
  readonly reset: number;
} {
  const all = [...HEADERS, ...DEFINITIONS].flatMap(fieldsOf);
  return {
    fields: all.length,
    access: all.filter(({ hasAccess }) => hasAccess).length,
    help: all.filter(({ hasHelp }) => hasHelp).length,
    writable: all.filter(({ isWritable }) => isWritable).length,
    reset: all.filter(({ isWritable, hasReset }) => isWritable && hasReset).length,
  };
}
