import { Braces, ClipboardType, SquareTerminal } from "lucide-react";
import type { ReactNode } from "react";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { CapabilityNode, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { fieldBytes } from "../../../../shared/pci/ranges.ts";
import { setpciOf } from "../../../../shared/pci/setpci.ts";
import type { Changes, FieldChange } from "../../../model/config-changes.ts";
import type { DecodedConfig } from "../../../model/decoded-config.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { binaryText, bitsText, clockText, offsetText } from "../parts/numbers.ts";
import { useCopy } from "../parts/use-copy.ts";
import { registerOf, rowJson, rowText } from "./copy.ts";
import styles from "./FieldInspector.module.css";
import type { TreeRow } from "./tree-rows.ts";

interface FieldInspectorProps {
  readonly bdf: Bdf;
  readonly config: DecodedConfig;
  readonly row: TreeRow | null;
  readonly missing: string;
  readonly changes: Changes;
}

interface Told {
  readonly name: string;
  readonly where: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly help: string | null;
  readonly problem: string | null;
  /** Why the raw value is not the whole truth. */
  readonly note?: string | null;
  /** Of the specification; null where there is none. */
  readonly section?: string | null;
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

const STATE_HELP: Readonly<Record<CapabilityNode["state"], string | null>> = {
  decoded: null,
  unpublished:
    "Layout not public: no public document says what the bits of its registers mean, so they are shown as numbers.",
  unknown: "No capability with this id is known: its bytes are shown as they are, up to the next structure.",
};

function changeText(change: FieldChange, bits: number): string {
  const raw = bits === 1 ? String(change.raw) : `0x${hexDigits(change.raw, Math.ceil(bits / 4))}`;
  const meaning =
    change.shown === "" || change.shown === hexDigits(change.raw, Math.ceil(bits / 4)) ? "" : ` (${change.shown})`;
  return `${raw}${meaning} before ${clockText(change.at)}`;
}

function resetText(field: FieldNode, reset: number): string {
  const bits = field.msb - field.lsb + 1;
  return bits === 1 ? String(reset) : `0x${hexDigits(reset, Math.ceil(bits / 4))}`;
}

function fieldFacts(field: FieldNode, changes: Changes): Told["facts"] {
  const bits = field.msb - field.lsb + 1;
  const facts: [string, string][] = [];
  if (field.raw !== null) {
    facts.push(["raw", bits === 1 ? String(field.raw) : `0x${hexDigits(field.raw, Math.ceil(bits / 4))}`]);
    if (bits > 1 && bits <= 32) facts.push(["binary", binaryText(Number(field.raw), bits)]);
    if (bits > 1) facts.push(["decimal", String(field.raw)]);
    const plain = [String(field.raw), hexDigits(field.raw, Math.ceil(bits / 4)), ""];
    if (!plain.includes(field.shown)) facts.push(["means", field.shown]);
  }
  const change = changes.fields.get(field.path);
  if (change !== undefined) facts.push(["was", changeText(change, bits)]);
  if (field.reset !== null) facts.push(["after reset", resetText(field, field.reset)]);
  if (field.access !== null) facts.push([field.access, ACCESS[field.access] ?? ""]);
  return facts;
}

function tell(row: TreeRow, missing: string, changes: Changes): Told {
  switch (row.kind) {
    case "capability": {
      const { node } = row;
      const facts: [string, string][] = [];
      if (node.space !== "header") facts.push(["id", `${hexDigits(node.id, node.space === "extended" ? 4 : 2)}h`]);
      if (node.space === "extended") facts.push(["version", String(node.version)]);
      facts.push(["bytes", `${offsetText(node.range.start)}–${offsetText(node.range.end - 1)}`]);
      return { name: node.title, where: node.section ?? "", facts, help: STATE_HELP[node.state], problem: null };
    }
    case "register": {
      const { node, field } = row;
      const own: [string, string][] =
        node.raw === null ? [["value", missing]] : [["raw", `0x${hexDigits(node.raw, node.width * 2)}`]];
      return {
        name: node.name,
        where: `${row.capability.short} · ${offsetText(node.offset)}, ${node.width} ${node.width === 1 ? "byte" : "bytes"}`,
        facts: field === null || field.raw === null ? own : fieldFacts(field, changes),
        help: field?.help ?? node.help,
        problem: field?.problem ?? null,
        note: field?.note ?? null,
        section: row.capability.section,
      };
    }
    case "field":
      return {
        name: row.node.name,
        where: `${row.capability.short} · ${row.register.name} ${offsetText(row.register.offset)} ${bitsText(row.node.msb, row.node.lsb)}`,
        facts: fieldFacts(row.node, changes),
        help: row.node.reserved ? "No specification that is known here gives these bits a meaning." : row.node.help,
        problem: row.node.problem,
        note: row.node.note ?? null,
        section: row.capability.section,
      };
    case "derived":
      return {
        name: row.node.name,
        where: row.capability.short,
        facts: [row.known ? ["means", row.node.shown] : ["value", missing]],
        help: row.node.help,
        problem: null,
        section: row.capability.section,
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

/** The register's bytes, lowest address first, with those that hold the field lit: also while the bytes are hidden. */
function Bytes({ config, row }: { readonly config: DecodedConfig; readonly row: TreeRow }) {
  const at = registerOf(row);
  if (at === null || at.register.raw === null) return null;
  const { register } = at;
  const lit = row.kind === "field" ? fieldBytes(register, row.node) : wholeOf(register);
  const offsets = Array.from({ length: register.width }, (_, index) => register.offset + index);
  return (
    <div className={styles.fact}>
      <dt>bytes</dt>
      <dd className="mono">
        {offsets.map((offset) => (
          <span key={offset} className={offset >= lit.start && offset < lit.end ? styles.litByte : styles.byte}>
            {hexDigits(config.space.u8(offset), 2)}
          </span>
        ))}
      </dd>
    </div>
  );
}

function wholeOf({ offset, width }: RegisterNode): { readonly start: number; readonly end: number } {
  return { start: offset, end: offset + width };
}

function Copies({ bdf, config, row }: { readonly bdf: Bdf; readonly config: DecodedConfig; readonly row: TreeRow }) {
  const text = useCopy();
  const json = useCopy();
  const command = useCopy();
  const at = registerOf(row);
  const setpci = at === null ? null : setpciOf(bdf, at.capability, at.register, config.decoded);
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
      {setpci === null ? null : (
        <IconButton
          label={command.copied ? "Copied" : "Copy the setpci command that reads it"}
          icon={<SquareTerminal />}
          onClick={() => command.copy(setpci)}
        />
      )}
    </div>
  );
}

/** All that is known of the chosen row, and ways to take it along. */
export function FieldInspector({ bdf, config, row, missing, changes }: FieldInspectorProps): ReactNode {
  if (row === null) return null;
  const told = tell(row, missing, changes);
  return (
    <section className={styles.inspector} aria-label="Chosen field" data-testid="field-inspector">
      <div className={styles.body}>
        <p className={styles.head}>
          <b className={styles.name}>{told.name}</b>
          <span className={styles.where}>{told.where}</span>
          {told.section ? <span className={styles.where}>{told.section}</span> : null}
        </p>
        {told.facts.length === 0 ? null : (
          <dl className={styles.facts}>
            {told.facts.map(([label, value]) => (
              <div key={label} className={styles.fact}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            <Bytes config={config} row={row} />
          </dl>
        )}
        {told.problem === null ? null : <p className={styles.problem}>{told.problem}</p>}
        {told.note ? <p className={styles.note}>{told.note}</p> : null}
        {told.help === null ? null : <p className={styles.help}>{told.help}</p>}
      </div>
      <Copies bdf={bdf} config={config} row={row} />
    </section>
  );
}
