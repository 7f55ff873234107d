import { Braces, ClipboardType, SquareTerminal } from "lucide-react";
import type { ReactNode } from "react";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { DecodedSpace, FieldNode } from "../../../../shared/pci/decode.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { binaryText, bitsText, hex, offsetText } from "../parts/numbers.ts";
import { useCopy } from "../parts/use-copy.ts";
import { registerOf, rowJson, rowText, setpciCommand } from "./copy.ts";
import styles from "./FieldInspector.module.css";
import type { TreeRow } from "./tree-rows.ts";

interface FieldInspectorProps {
  readonly bdf: Bdf;
  readonly decoded: DecodedSpace;
  readonly row: TreeRow | null;
  readonly missing: string;
}

interface Told {
  readonly name: string;
  readonly where: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly help: string | null;
  readonly problem: string | null;
}

const ACCESS: Readonly<Record<string, string>> = {
  RO: "read-only",
  ROS: "read-only, sticky",
  RW: "read-write",
  RWS: "read-write, sticky",
  RW1C: "write 1 to clear",
  RW1CS: "write 1 to clear, sticky",
  HwInit: "set by hardware or firmware",
  RsvdP: "reserved, preserve",
  RsvdZ: "reserved, write 0",
  WO: "write-only",
  VF: "of the VF",
};

function fieldFacts(field: FieldNode): Told["facts"] {
  const bits = field.msb - field.lsb + 1;
  const facts: [string, string][] = [];
  if (field.raw !== null) {
    facts.push(["raw", bits === 1 ? String(field.raw) : `0x${hex(field.raw, Math.ceil(bits / 4))}`]);
    if (bits > 1 && bits <= 32) facts.push(["binary", binaryText(Number(field.raw), bits)]);
    if (bits > 1) facts.push(["decimal", String(field.raw)]);
    const plain = [String(field.raw), hex(field.raw, Math.ceil(bits / 4)), ""];
    if (!plain.includes(field.shown)) facts.push(["means", field.shown]);
  }
  if (field.access !== null) facts.push([field.access, ACCESS[field.access] ?? ""]);
  if (field.reset !== null) facts.push(["after reset", String(field.reset)]);
  return facts;
}

function tell(row: TreeRow, missing: string): Told {
  switch (row.kind) {
    case "capability": {
      const { node } = row;
      const facts: [string, string][] = [];
      if (node.space !== "header") facts.push(["id", `${hex(node.id, node.space === "extended" ? 4 : 2)}h`]);
      if (node.space === "extended") facts.push(["version", String(node.version)]);
      facts.push(["bytes", `${offsetText(node.range.start)}–${offsetText(node.range.end - 1)}`]);
      const help =
        node.state === "decoded"
          ? null
          : "Its layout is not decoded yet: the bytes are shown as they are, up to the next structure.";
      return { name: node.title, where: node.section ?? "", facts, help, problem: null };
    }
    case "register": {
      const { node, field } = row;
      const own: [string, string][] =
        node.raw === null ? [["value", missing]] : [["raw", `0x${hex(node.raw, node.width * 2)}`]];
      return {
        name: node.name,
        where: `${row.capability.short} · ${offsetText(node.offset)}, ${node.width} ${node.width === 1 ? "byte" : "bytes"}`,
        facts: field === null || field.raw === null ? own : fieldFacts(field),
        help: field?.help ?? node.help,
        problem: field?.problem ?? null,
      };
    }
    case "field":
      return {
        name: row.node.name,
        where: `${row.capability.short} · ${row.register.name} ${offsetText(row.register.offset)} ${bitsText(row.node.msb, row.node.lsb)}`,
        facts: fieldFacts(row.node),
        help: row.node.reserved ? "No specification that is known here gives these bits a meaning." : row.node.help,
        problem: row.node.problem,
      };
    case "derived":
      return {
        name: row.node.name,
        where: row.capability.short,
        facts: [["means", row.node.shown]],
        help: row.node.help,
        problem: null,
      };
    case "bytes":
      return {
        name: `Bytes at ${offsetText(row.offset)}`,
        where: row.capability.short,
        facts: [],
        help: null,
        problem: null,
      };
    case "note":
      return { name: row.text, where: "", facts: [], help: null, problem: null };
  }
}

function Copies({ bdf, decoded, row }: { readonly bdf: Bdf; readonly decoded: DecodedSpace; readonly row: TreeRow }) {
  const text = useCopy();
  const json = useCopy();
  const command = useCopy();
  const register = registerOf(row);
  return (
    <div className={styles.copies}>
      <IconButton
        label={text.copied ? "Copied" : "Copy as text"}
        shortcut="Ctrl C"
        icon={<ClipboardType />}
        onClick={() => text.copy(rowText(bdf, row))}
      />
      <IconButton
        label={json.copied ? "Copied" : "Copy as JSON"}
        icon={<Braces />}
        onClick={() => json.copy(rowJson(bdf, row))}
      />
      {register === null ? null : (
        <IconButton
          label={command.copied ? "Copied" : "Copy the setpci command that reads it"}
          icon={<SquareTerminal />}
          onClick={() => command.copy(setpciCommand(bdf, decoded, register.capability, register.register))}
        />
      )}
    </div>
  );
}

/** All that is known of the chosen row, and ways to take it along. */
export function FieldInspector({ bdf, decoded, row, missing }: FieldInspectorProps): ReactNode {
  if (row === null) return null;
  const told = tell(row, missing);
  return (
    <section className={styles.inspector} aria-label="Chosen field" data-testid="field-inspector">
      <div className={styles.body}>
        <p className={styles.head}>
          <b className={styles.name}>{told.name}</b>
          <span className={styles.where}>{told.where}</span>
        </p>
        {told.facts.length === 0 ? null : (
          <dl className={styles.facts}>
            {told.facts.map(([label, value]) => (
              <div key={label} className={styles.fact}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {told.problem === null ? null : <p className={styles.problem}>{told.problem}</p>}
        {told.help === null ? null : <p className={styles.help}>{told.help}</p>}
      </div>
      <Copies bdf={bdf} decoded={decoded} row={row} />
    </section>
  );
}
