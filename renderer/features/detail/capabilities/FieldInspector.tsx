import { Braces, ClipboardType, SquareTerminal } from "lucide-react";
import type { ReactNode } from "react";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { CapabilityNode, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { fieldBytes } from "../../../../shared/pci/ranges.ts";
import { setpciOf } from "../../../../shared/pci/setpci.ts";
import type { Words } from "../../../../shared/words/message.ts";
import type { Changes, FieldChange } from "../../../model/config-changes.ts";
import type { DecodedConfig } from "../../../model/decoded-config.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { BUTTON_WORDS } from "../../../words/buttons.ts";
import { explanation, useExplain } from "../../../words/explanations.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { useSay } from "../../../words/language.ts";
import { UI_WORDS } from "../../../words/ui.ts";
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
  readonly name: Words;
  readonly where: Words;
  readonly facts: readonly (readonly [label: Words, value: Words])[];
  readonly help: Words | null;
  readonly problem: Words | null;
  /** Why the raw value is not the whole truth. */
  readonly note?: Words | null;
  /** Of the specification; null where there is none. */
  readonly section?: string | null;
}

const ACCESS: Readonly<Record<string, Words>> = {
  RO: FIELD_TREE_WORDS.ro,
  ROS: FIELD_TREE_WORDS.ros,
  RW: FIELD_TREE_WORDS.rw,
  RWS: FIELD_TREE_WORDS.rws,
  RW1C: FIELD_TREE_WORDS.rw1c,
  RW1CS: FIELD_TREE_WORDS.rw1cs,
  HwInit: FIELD_TREE_WORDS.hwInit,
  RsvdP: FIELD_TREE_WORDS.rsvdP,
  RsvdZ: FIELD_TREE_WORDS.rsvdZ,
  WO: FIELD_TREE_WORDS.wo,
  VF: FIELD_TREE_WORDS.vf,
};

const STATE_HELP: Readonly<Record<CapabilityNode["state"], Words | null>> = {
  decoded: null,
  unpublished: FIELD_TREE_WORDS.unpublished,
  unknown: FIELD_TREE_WORDS.unknownId,
};

function changeText(change: FieldChange, bits: number): Words {
  const raw = bits === 1 ? String(change.raw) : `0x${hexDigits(change.raw, Math.ceil(bits / 4))}`;
  const isPlain = change.shown === "" || change.shown === hexDigits(change.raw, Math.ceil(bits / 4));
  const value = isPlain ? raw : FIELD_TREE_WORDS.valueMeaning({ value: raw, meaning: change.shown });
  return FIELD_TREE_WORDS.beforeTime({ value, time: clockText(change.at) });
}

function resetText(field: FieldNode, reset: number): string {
  const bits = field.msb - field.lsb + 1;
  return bits === 1 ? String(reset) : `0x${hexDigits(reset, Math.ceil(bits / 4))}`;
}

function fieldFacts(field: FieldNode, changes: Changes): Told["facts"] {
  const bits = field.msb - field.lsb + 1;
  const facts: [Words, Words][] = [];
  if (field.raw !== null) {
    facts.push([
      FIELD_TREE_WORDS.raw,
      bits === 1 ? String(field.raw) : `0x${hexDigits(field.raw, Math.ceil(bits / 4))}`,
    ]);
    if (bits > 1 && bits <= 32) facts.push([FIELD_TREE_WORDS.binary, binaryText(Number(field.raw), bits)]);
    if (bits > 1) facts.push([FIELD_TREE_WORDS.decimal, String(field.raw)]);
    const plain = [String(field.raw), hexDigits(field.raw, Math.ceil(bits / 4)), ""];
    if (!plain.includes(field.shown)) facts.push([FIELD_TREE_WORDS.means, field.shown]);
  }
  const change = changes.fields.get(field.path);
  if (change !== undefined) facts.push([FIELD_TREE_WORDS.wasLabel, changeText(change, bits)]);
  if (field.reset !== null) facts.push([FIELD_TREE_WORDS.afterReset, resetText(field, field.reset)]);
  if (field.access !== null) facts.push([field.access, ACCESS[field.access] ?? ""]);
  return facts;
}

function tell(row: TreeRow, missing: string, changes: Changes): Told {
  switch (row.kind) {
    case "capability": {
      const { node } = row;
      const facts: [Words, Words][] = [];
      if (node.space !== "header")
        facts.push([FIELD_TREE_WORDS.id, `${hexDigits(node.id, node.space === "extended" ? 4 : 2)}h`]);
      if (node.space === "extended") facts.push([FIELD_TREE_WORDS.versionLabel, String(node.version)]);
      facts.push([FIELD_TREE_WORDS.bytes, `${offsetText(node.range.start)}–${offsetText(node.range.end - 1)}`]);
      return { name: node.title, where: node.section ?? "", facts, help: STATE_HELP[node.state], problem: null };
    }
    case "register": {
      const { node, field } = row;
      const own: [Words, Words][] =
        node.raw === null
          ? [[FIELD_TREE_WORDS.value, missing]]
          : [[FIELD_TREE_WORDS.raw, `0x${hexDigits(node.raw, node.width * 2)}`]];
      return {
        name: node.name,
        where: FIELD_TREE_WORDS.registerAt({
          capability: row.capability.short,
          offset: offsetText(node.offset),
          count: node.width,
        }),
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
        help: row.node.reserved ? FIELD_TREE_WORDS.reserved : row.node.help,
        problem: row.node.problem,
        note: row.node.note ?? null,
        section: row.capability.section,
      };
    case "derived":
      return {
        name: row.node.name,
        where: row.capability.short,
        facts: [row.known ? [FIELD_TREE_WORDS.means, row.node.shown] : [FIELD_TREE_WORDS.value, missing]],
        help: row.node.help,
        problem: null,
        section: row.capability.section,
      };
    case "bytes":
      return {
        name: FIELD_TREE_WORDS.bytesAt({ offset: offsetText(row.offset) }),
        where: row.capability.short,
        facts: [],
        help: null,
        problem: null,
      };
    case "note":
      return { name: row.words, where: "", facts: [], help: null, problem: null };
  }
}

/** The register's bytes, lowest address first, with those that hold the field lit: also while the bytes are hidden. */
function Bytes({ config, row }: { readonly config: DecodedConfig; readonly row: TreeRow }) {
  const say = useSay();
  const at = registerOf(row);
  if (at === null || at.register.raw === null) return null;
  const { register } = at;
  const lit = row.kind === "field" ? fieldBytes(register, row.node) : wholeOf(register);
  const offsets = Array.from({ length: register.width }, (_, index) => register.offset + index);
  return (
    <div className={styles.fact}>
      <dt>{say(FIELD_TREE_WORDS.bytes)}</dt>
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
  const say = useSay();
  const text = useCopy();
  const json = useCopy();
  const command = useCopy();
  const at = registerOf(row);
  const setpci = at === null ? null : setpciOf(bdf, at.capability, at.register, config.decoded);
  return (
    <div className={styles.copies}>
      <IconButton
        label={say(text.copied ? UI_WORDS.copied : BUTTON_WORDS.copyAsText)}
        shortcut="Ctrl C"
        icon={<ClipboardType />}
        onClick={() => text.copy(rowText(bdf, row, say))}
      />
      <IconButton
        label={say(json.copied ? UI_WORDS.copied : FIELD_TREE_WORDS.copyJson)}
        icon={<Braces />}
        onClick={() => json.copy(rowJson(bdf, row))}
      />
      {setpci === null ? null : (
        <IconButton
          label={say(command.copied ? UI_WORDS.copied : FIELD_TREE_WORDS.copySetpci)}
          icon={<SquareTerminal />}
          onClick={() => command.copy(setpci)}
        />
      )}
    </div>
  );
}

/** All that is known of the chosen row, and ways to take it along. */
export function FieldInspector({ bdf, config, row, missing, changes }: FieldInspectorProps): ReactNode {
  const say = useSay();
  const explain = useExplain();
  if (row === null) return null;
  const told = tell(row, missing, changes);
  return (
    <section className={styles.inspector} aria-label={say(FIELD_TREE_WORDS.chosen)} data-testid="field-inspector">
      <div className={styles.body}>
        <p className={styles.head}>
          <b className={styles.name}>{say(told.name)}</b>
          <span className={styles.where}>{say(told.where)}</span>
          {told.section ? <span className={styles.where}>{told.section}</span> : null}
        </p>
        {told.facts.length === 0 ? null : (
          <dl className={styles.facts}>
            {[...told.facts.entries()].map(([at, [label, value]]) => (
              <div key={at} className={styles.fact}>
                <dt>{say(label)}</dt>
                <dd>{say(value)}</dd>
              </div>
            ))}
            <Bytes config={config} row={row} />
          </dl>
        )}
        {told.problem === null ? null : <p className={styles.problem}>{say(told.problem)}</p>}
        {told.note ? <p className={styles.note}>{say(told.note)}</p> : null}
        {told.help === null ? null : <p className={styles.help}>{explanation(told.help, say, explain)}</p>}
      </div>
      <Copies bdf={bdf} config={config} row={row} />
    </section>
  );
}
